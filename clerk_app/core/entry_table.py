"""Entries, their versions and their search index: rows ↔ domain objects."""

import json
import os
from collections.abc import Iterator, Sequence

from clerk_app.core.database import Database
from clerk_app.domain.classification import PRIORITY_DIGIT, UrgencyLevel
from clerk_app.domain.duplicate import duplicate_key
from clerk_app.domain.entry import Entry, Fields, Version
from clerk_app.domain.journal import Record, commit_to
from clerk_app.domain.register import EntryPlace, parse_place
from clerk_app.domain.text import search_key

_SELECT = """
SELECT e.id, e.book, e.year, e.number, e.status, e.arrival_date, v.fields, v.version,
       d.sha256, e.no_scan_reason, e.arrived_at, e.received_at
FROM entry e
JOIN entry_version v ON v.entry_id = e.id
 AND v.version = (SELECT max(version) FROM entry_version WHERE entry_id = e.id)
LEFT JOIN document d ON d.entry_id = e.id
"""


def new_salt() -> bytes:
    """Make the salt of one commitment."""
    return os.urandom(16)


def commitment(entry: Entry, salt: bytes) -> str:
    """Give the salted hash that vouches for a version of an entry in the journal."""
    content = [entry.place, entry.arrival_date, entry.version, entry.fields, entry.sha256]
    return commit_to(content, salt)


def insert(database: Database, entry: Entry) -> None:
    """Write a new entry's row; the caller holds the write lock."""
    key = duplicate_key(entry.fields)
    database.table("entry").insert(
        {
            "id": entry.id,
            "book": entry.book,
            "year": entry.year,
            "number": entry.number,
            "status": entry.status,
            "arrival_date": entry.arrival_date,
            "arrived_at": entry.arrived_at,
            "received_at": entry.received_at,
            "no_scan_reason": entry.no_scan_reason,
            "duplicate_base": key.base if key else None,
        }
    )


def insert_version(
    database: Database, entry: Entry, salt: bytes, record: Record, reason: str | None = None
) -> None:
    """Write a version's row, bound to its journal record; the caller holds the write lock."""
    database.table("entry_version").insert(
        {
            "entry_id": entry.id,
            "version": entry.version,
            "fields": json.dumps(_stored(entry.fields), ensure_ascii=False),
            "sha256": entry.sha256,
            "salt": salt,
            "by": record.by,
            "at": record.at,
            "reason": reason,
            "journal_seq": record.seq,
        }
    )


def index(database: Database, entry: Entry, page_text: str = "") -> None:
    """Put an entry into the search index, or replace what is there."""
    words = " ".join(_flat(value) for value in entry.fields.values())
    row = database.execute("SELECT position FROM entry WHERE id = ?", [entry.id]).fetchone()
    database.execute("DELETE FROM entry_search WHERE rowid = ?", [row[0]])
    database.execute(
        "INSERT INTO entry_search (rowid, text) VALUES (?, ?)",
        [row[0], " ".join(_tokens(f"{entry.place} {words} {page_text}"))],
    )


def index_again(database: Database, ident: str) -> None:
    """Leave of an entry in the search index what its row still holds; its page text goes."""
    found = whole(database, ident)
    if found:
        index(database, found)


def whole(database: Database, ident: str) -> Entry | None:
    """Give an entry with what is hidden of it: for the acts that lock and destroy."""
    row = database.execute(f"{_SELECT} WHERE e.id = ?", [ident]).fetchone()
    return _entry(row) if row else None


def find(database: Database, name: str) -> Entry | None:
    """Find an entry by place (`in/2026/7`) or id."""
    place = parse_place(name)
    if place is None:
        return _first(database, "WHERE e.id = ?", [name.strip()])
    return at_place(database, place)


def at_place(database: Database, place: EntryPlace) -> Entry | None:
    """Find the entry that bears a number."""
    where = "WHERE e.book = ? AND e.year = ? AND e.number = ?"
    return _first(database, where, [place.book, place.year, place.number])


def listed(
    database: Database, book: str, year: int | None, words: str, limit: int | None
) -> list[Entry]:
    """List a book's entries, newest first; `words` with or without diacritics, all must occur."""
    where, values = ["e.book = ?"], [book]
    if year is not None:
        where.append("e.year = ?")
        values.append(str(year))
    terms = [f'"{token}"' if token.isdigit() else f'"{token}"*' for token in _tokens(words)]
    if words.strip():
        if not terms:
            return []
        where.append("e.status <> 'locked'")
        where.append("e.position IN (SELECT rowid FROM entry_search WHERE entry_search MATCH ?)")
        values.append(" ".join(terms))
    tail = f" ORDER BY e.position DESC LIMIT {-1 if limit is None else int(limit)}"
    return _all(database, "WHERE " + " AND ".join(where) + tail, values)


def between(database: Database, book: str, year: int, first: int, last: int | None) -> list[Entry]:
    """Give a book's entries by number, for printing."""
    where = "WHERE e.book = ? AND e.year = ? AND e.number >= ? AND e.number <= ? ORDER BY e.number"
    return _all(database, where, [book, year, first, last if last is not None else 1 << 62])


def duplicate_of(database: Database, fields: Fields, source_sha256: str | None) -> Entry | None:
    """Find an entry of the same document: its number, notation, organ and year, or its bytes."""
    if source_sha256:
        same_bytes = _first(database, "WHERE d.source_sha256 = ?", [source_sha256])
        if same_bytes:
            return same_bytes
    key = duplicate_key(fields)
    if key is None:
        return None
    rows = database.execute(f"{_SELECT} WHERE e.duplicate_base = ?", [key.base]).fetchall()
    for candidate in map(_entry, rows):
        other = duplicate_key(candidate.fields)
        if other and key.same(other):
            return candidate.bare()
    return None


def values_of(database: Database, name: str, most: int) -> list[str]:
    """Give the values that a field had in this office, the newest first."""
    query = """
    SELECT value, max(at) FROM (
      SELECT json_extract(fields, '$.' || ?) AS value, at FROM entry_version
      WHERE entry_id NOT IN (SELECT id FROM entry WHERE status = 'locked')
    ) WHERE typeof(value) = 'text' GROUP BY value ORDER BY 2 DESC LIMIT ?
    """
    return [str(row[0]) for row in database.execute(query, [name, most])]


def versions(database: Database) -> Iterator[tuple[Entry, bytes, int]]:
    """Walk every version of every entry with its salt and the journal link that vouches for it."""
    query = """
    SELECT e.id, e.book, e.year, e.number, e.status, e.arrival_date, v.fields, v.version,
           v.sha256, e.no_scan_reason, e.arrived_at, e.received_at, v.salt, v.journal_seq
    FROM entry_version v JOIN entry e ON e.id = v.entry_id
    """
    for row in database.execute(query):
        yield _entry(row[:12]), bytes(row[12]), int(row[13])


def versions_of(database: Database, entry_id: str) -> list[Version]:
    """Give the versions of one entry, oldest first."""
    query = """
    SELECT version, at, by, reason, fields, sha256 FROM entry_version
    WHERE entry_id = ? ORDER BY version
    """
    return [
        Version(int(number), str(at), str(by), reason, _plain(json.loads(fields)), sha256)
        for number, at, by, reason, fields, sha256 in database.execute(query, [entry_id])
    ]


def numbers(database: Database) -> Iterator[tuple[str, int, int]]:
    """Walk book, year and number of all entries that have one, in order."""
    query = "SELECT book, year, number FROM entry WHERE number NOT NULL ORDER BY 1, 2, 3"
    for book, year, number in database.execute(query):
        yield str(book), int(year), int(number)


def _tokens(words: str) -> list[str]:
    """Fold to words without marks, and to numbers without leading zeros, on both sides."""
    folded = "".join(letter if letter.isalnum() else " " for letter in search_key(words))
    return [(each.lstrip("0") or "0") if each.isdigit() else each for each in folded.split()]


def _first(database: Database, where: str, values: Sequence[str | int]) -> Entry | None:
    found = _all(database, f"{where} LIMIT 1", values)
    return found[0] if found else None


def _all(database: Database, where: str, values: Sequence[str | int]) -> list[Entry]:
    rows = database.execute(_SELECT + where, list(values)).fetchall()
    return [_entry(row).bare() for row in rows]


def _entry(row: Sequence[object]) -> Entry:
    ident, book, year, number, status, arrival, fields, version, sha256, reason, at, legal = row
    return Entry(
        str(ident),
        str(book),
        int(str(year)),
        None if number is None else int(str(number)),
        str(status),
        str(arrival),
        _plain(json.loads(str(fields))),
        int(str(version)),
        None if sha256 is None else str(sha256),
        None if reason is None else str(reason),
        str(at),
        None if legal is None else str(legal),
    )


def _stored(fields: Fields) -> Fields:
    """Write the urgency as the digit that Phụ lục VI stores."""
    if "priority" not in fields:
        return fields
    return {**fields, "priority": PRIORITY_DIGIT[UrgencyLevel(str(fields["priority"]))]}


def _plain(fields: Fields) -> Fields:
    if "priority" not in fields:
        return fields
    words = {digit: level.value for level, digit in PRIORITY_DIGIT.items()}
    return {**fields, "priority": words[int(str(fields["priority"]))]}


def _flat(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
