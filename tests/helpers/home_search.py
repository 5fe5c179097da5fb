"""A home searched for words: files, every value of every table, every page, free ones included."""

import re
import tarfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from clerk_app.core import database, secrets, settings
from clerk_app.core.database import Database
from clerk_app.domain.text import search_key
from tests.helpers.sqlcipher_pages import plain_pages


def database_key(home: Path, key_file: Path) -> bytes:
    """Give the key of a home's database."""
    place = settings.home_at(home)
    rack = secrets.load_rack(place)
    assert rack
    return secrets.derive(secrets.open_key(rack, place, key_file), "database")


def forms(word: str) -> set[bytes]:
    """Give a word in the forms in which it could be written."""
    plain = {word, word.upper(), word.lower(), search_key(word)}
    plain |= {unicodedata.normalize("NFD", each) for each in plain}
    return {each.encode(code) for each in plain for code in ("utf-8", "utf-16-le", "utf-16-be")}


def found_in(home: Path, key_file: Path, words: Sequence[str]) -> list[str]:
    """Say where the words stand in a home, decrypted with its key."""
    needles = {form for word in words for form in forms(word)}
    key = database_key(home, key_file)
    places = [
        f"file {path.name}"
        for path in sorted(home.rglob("*"))
        if path.is_file() and _holds(path.read_bytes(), needles)
    ]
    pages = b"".join(plain_pages(home / "clerk.db", key))
    places += [f"pages of the database: {needle!r}" for needle in needles if needle in pages]
    opened = database.connect(home / "clerk.db", key)
    try:
        places += [
            f"table {name}"
            for name in tables(opened)
            for row in opened.execute(f"SELECT * FROM [{name}]")  # noqa: S608
            if _holds(" ".join(map(_text, row)).encode() + _raw(row), needles)
        ]
        places += [f"index {term}" for term in _terms(opened) if term in map(search_key, words)]
    finally:
        database.close(opened)
    return places


def unpacked(backup: Path, folder: Path) -> Path:
    """Unpack a backup into a home of its own."""
    with tarfile.open(backup) as tar:
        tar.extractall(folder, filter="data")
    return folder


def tables(opened: Database) -> list[str]:
    """Name every table, the shadow tables of the index among them."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    return [str(row[0]) for row in opened.execute(query).fetchall()]


def columns(opened: Database) -> set[str]:
    """Name every column of every table."""
    return {
        f"{table}.{row[1]}"
        for table in tables(opened)
        for row in opened.execute(f"PRAGMA table_info([{table}])").fetchall()
    }


def _terms(opened: Database) -> list[str]:
    opened.execute("CREATE VIRTUAL TABLE temp.term USING fts5vocab(main, entry_search, row)")
    return [str(row[0]) for row in opened.execute("SELECT term FROM temp.term").fetchall()]


def _holds(data: bytes, needles: set[bytes]) -> bool:
    return re.search(b"|".join(map(re.escape, sorted(needles))), data) is not None


def _text(value: object) -> str:
    return "" if isinstance(value, bytes) else str(value)


def _raw(row: Sequence[object]) -> bytes:
    return b" ".join(value for value in row if isinstance(value, bytes))
