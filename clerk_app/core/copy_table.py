"""Files that left the store: exports, printed books, backups; where they went, by SHA-256."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clerk_app.core.database import Database
from clerk_app.domain.discovery import PlaceKind
from clerk_app.domain.entry import Entry

_CHUNK = 1 << 20
_COLUMNS = "kind, path, sha256, entry_id, book, year, first, last, by, made_at"


@dataclass(frozen=True, slots=True)
class Copy:
    """One file that was written outside the store.

    Attributes:
        entry_id: The entry whose PDF/A it is; None for what holds several.
        book: The book it is a part of, with `year`, and `first` to `last` (None: to the end).
    """

    kind: PlaceKind
    path: Path
    sha256: str
    by: str
    made_at: str
    entry_id: str | None = None
    book: str | None = None
    year: int | None = None
    first: int | None = None
    last: int | None = None


def note(database: Database, copy: Copy) -> None:
    """Remember a file; what stood at the same path is overwritten. The caller holds the lock."""
    path = str(copy.path.absolute())
    database.execute("DELETE FROM copy WHERE path = ?", [path])
    row = (copy.kind.value, path, copy.sha256, copy.entry_id, copy.book, copy.year, copy.first)
    database.execute(
        f"INSERT INTO copy ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 — our own words
        [*row, copy.last, copy.by, copy.made_at],
    )


def of_entry(database: Database, entry: Entry) -> list[Copy]:
    """Give the files that hold an entry's scan or its line, backups left out."""
    where = (
        "WHERE kind <> 'backup' AND (entry_id = ? OR (book = ? AND year = ?"
        " AND coalesce(first, 1) <= ? AND coalesce(last, ?) >= ?))"
    )
    number = entry.number or 0
    return _all(database, where, [entry.id, entry.book, entry.year, number, number, number])


def backups(database: Database) -> list[Copy]:
    """Give the backups that were made of this store."""
    return _all(database, "WHERE kind = 'backup' ORDER BY position", [])


def forget(database: Database, path: Path) -> None:
    """Drop a file's row; the caller holds the write lock."""
    database.execute("DELETE FROM copy WHERE path = ?", [str(path)])


def changed(database: Database, path: Path, sha256: str) -> None:
    """Note that we rewrote a file; the caller holds the write lock."""
    database.execute("UPDATE copy SET sha256 = ? WHERE path = ?", [sha256, str(path)])


def digest(path: Path) -> str:
    """Compute a file's SHA-256, hex, without holding it whole."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            found.update(piece)
    return found.hexdigest()


def made(kind: PlaceKind, path: Path, data: bytes, by: str, at: datetime) -> Copy:
    """Describe a file that is about to be written."""
    return Copy(kind, path, hashlib.sha256(data).hexdigest(), by, at.isoformat())


def _all(database: Database, where: str, values: Sequence[str | int]) -> list[Copy]:
    query = f"SELECT {_COLUMNS} FROM copy {where}"  # noqa: S608 — our own words
    return [_copy(row) for row in database.execute(query, list(values)).fetchall()]


def _copy(row: Sequence[object]) -> Copy:
    kind, path, sha256, entry_id, book, year, first, last, by, made_at = row
    return Copy(
        PlaceKind(str(kind)),
        Path(str(path)),
        str(sha256),
        str(by),
        str(made_at),
        None if entry_id is None else str(entry_id),
        None if book is None else str(book),
        *(None if each is None else int(str(each)) for each in (year, first, last)),
    )
