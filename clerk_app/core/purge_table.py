"""Locking an entry, destroying what it held in the database, and the stone that remains.

Destruction leaves of an entry its id, book, year, number, day of arrival and the moments at which
it was registered; of its versions who made them and when. The journal's salted commitments stay
and tell nothing once their salts are gone.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from clerk_app.core import draft_table, entry_table
from clerk_app.core.database import Database
from clerk_app.core.vault import Kept
from clerk_app.domain.discovery import Tombstone, places_from, places_text
from clerk_app.domain.duplicate import duplicate_key
from clerk_app.domain.entry import LOCKED, REGISTERED, REMOVED, WAITING, Entry

_COLUMNS = "entry_id, at, by, second, reason, places, left_over"


def lock(database: Database, entry_id: str) -> None:
    """Hide an entry and hold what was to be sent of it; the caller holds the write lock."""
    _set_status(database, entry_id, LOCKED)
    _set_outbox(database, entry_id, "waiting", "held")


def release(database: Database, entry_id: str) -> None:
    """Show an entry again that was locked in error; the caller holds the write lock."""
    row = database.execute("SELECT number FROM entry WHERE id = ?", [entry_id]).fetchone()
    _set_status(database, entry_id, REGISTERED if row[0] is not None else WAITING)
    _set_outbox(database, entry_id, "held", "waiting")


def destroy(database: Database, entry_id: str) -> list[str]:
    """Destroy fields, text, salts and keys of an entry; the caller holds the write lock.

    Returns:
        Names of the vault's files that nobody can open any more.
    """
    found = entry_table.whole(database, entry_id)
    if found is None:
        return []
    files = [kept.name for draft in _doubles(database, found) for kept in _dropped(database, draft)]
    query = "SELECT vault_name FROM document WHERE entry_id = ?"
    files += [str(row[0]) for row in database.execute(query, [entry_id])]
    for statement in (
        "DELETE FROM document WHERE entry_id = ?",
        "UPDATE entry_version SET fields = '{}', sha256 = NULL, salt = x'', reason = NULL"
        " WHERE entry_id = ?",
        "UPDATE entry SET no_scan_reason = NULL, duplicate_base = NULL WHERE id = ?",
        "UPDATE outbox SET state = 'dropped' WHERE entry_id = ? AND state <> 'sent'",
        "DELETE FROM copy WHERE entry_id = ?",
    ):
        database.execute(statement, [entry_id])
    _set_status(database, entry_id, REMOVED)
    entry_table.index_again(database, entry_id)
    # `secure-delete` leaves the word, or its beginning, by which the index finds a leaf
    database.execute("INSERT INTO entry_search (entry_search) VALUES ('rebuild')")
    return files


def twins(database: Database, found: Entry) -> list[Entry]:
    """Find other entries that seem to hold the same document."""
    same = []
    query = (
        "SELECT entry_id FROM document WHERE source_sha256 ="
        " (SELECT source_sha256 FROM document WHERE entry_id = ?)"
    )
    bytes_same = {str(row[0]) for row in database.execute(query, [found.id])}
    key = duplicate_key(found.fields)
    base = "SELECT id FROM entry WHERE duplicate_base = ?"
    idents = {str(row[0]) for row in database.execute(base, [key.base if key else None])}
    for ident in sorted((idents | bytes_same) - {found.id}):
        other = entry_table.whole(database, ident)
        if other is None or other.status == REMOVED:
            continue
        told = duplicate_key(other.fields)
        if ident in bytes_same or (key and told and key.same(told)):
            same.append(other)
    return same


def insert(database: Database, stone: Tombstone) -> None:
    """Set a tombstone, or write it anew; the caller holds the write lock."""
    database.execute(
        f"INSERT OR REPLACE INTO tombstone ({_COLUMNS}) VALUES (?,?,?,?,?,?,?)",  # noqa: S608
        [
            stone.entry_id,
            stone.at,
            stone.by,
            stone.second,
            stone.reason,
            places_text(stone.places),
            json.dumps(stone.left_over, ensure_ascii=False),
        ],
    )


def tombstone(database: Database, entry_id: str) -> Tombstone | None:
    """Give an entry's tombstone."""
    found = _stones(database, "WHERE entry_id = ?", entry_id)
    return found[0] if found else None


def set_on(database: Database, day: date) -> list[Tombstone]:
    """Give the tombstones that were set on a day."""
    return _stones(database, "WHERE substr(at, 1, 10) = ?", day.isoformat())


def _stones(database: Database, where: str, value: str) -> list[Tombstone]:
    query = f"SELECT {_COLUMNS} FROM tombstone {where}"  # noqa: S608 — our own words
    return [_stone(row) for row in database.execute(query, [value]).fetchall()]


def _stone(row: Sequence[str]) -> Tombstone:
    entry_id, at, by, second, reason, places, left_over = row
    left = tuple(tuple(map(str, each)) for each in json.loads(left_over))
    return Tombstone(entry_id, at, by, second, reason, places_from(places), left)


def _doubles(database: Database, found: Entry) -> list[str]:
    """Find drafts of the same document: the same pages, or the same number, organ and year."""
    query = "SELECT source_sha256 FROM document WHERE entry_id = ?"
    row = database.execute(query, [found.id]).fetchone()
    key = duplicate_key(found.fields)
    same = []
    for draft in draft_table.listed(database):
        other = duplicate_key(draft.fields)
        pages = hashlib.sha256()
        for kept in draft_table.files(database, draft.id):
            pages.update(bytes.fromhex(kept.sha256))
        alike = key is not None and other is not None and key.same(other)
        if alike or (row and pages.hexdigest() == row[0]):
            same.append(draft.id)
    return same


def _dropped(database: Database, draft: str) -> list[Kept]:
    return draft_table.remove(database, draft)


def _set_status(database: Database, entry_id: str, status: str) -> None:
    database.execute("UPDATE entry SET status = ? WHERE id = ?", [status, entry_id])


def _set_outbox(database: Database, entry_id: str, before: str, after: str) -> None:
    query = "UPDATE outbox SET state = ? WHERE entry_id = ? AND state = ?"
    database.execute(query, [after, entry_id, before])
