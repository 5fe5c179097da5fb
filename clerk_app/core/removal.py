"""Where a document went outside the store, and taking it away there."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from clerk_app.core import (
    backup_file,
    copy_table,
    draft_table,
    entry_table,
    journal_table,
    purge_table,
)
from clerk_app.core.copy_table import Copy
from clerk_app.core.database import Database, write
from clerk_app.core.settings import Home
from clerk_app.domain.discovery import Place, PlaceKind, PlaceState, Tombstone, told_name
from clerk_app.domain.entry import REMOVED, Entry
from clerk_app.domain.journal import Act, Facts
from clerk_app.errors import ClerkError


def places(database: Database, found: Entry) -> Iterator[Place]:
    """Name where a document may be beyond the program's reach.

    Args:
        found: The entry whole, before it is destroyed.
    """
    look = PlaceState.LOOK
    if found.sha256:
        yield Place(PlaceKind.SOURCE, look)
    units = str(found.fields.get("to_places", ""))
    if units:
        yield Place(PlaceKind.UNITS, look, units)
    for twin in purge_table.twins(database, found):
        yield Place(PlaceKind.TWIN, look, twin.place)
    seen: dict[str, str] = {}
    for record in journal_table.records(database):
        if record.act == Act.VIEWED and record.facts.get("entry") == found.id:
            seen[record.by] = record.at
        if record.act == Act.PRINTED and _covers(record.facts, found):
            yield Place(PlaceKind.PRINT, look, "", record.at, record.by)
    for by, at in seen.items():
        yield Place(PlaceKind.VIEW, look, "", at, by)


def _covers(facts: Facts, found: Entry) -> bool:
    """Whether what was printed is the entry itself, or a part of the book with its line."""
    if facts.get("entry"):
        return facts["entry"] == found.id
    first, last = facts.get("first"), facts.get("last")
    if (facts.get("book"), facts.get("year")) != (found.book, found.year):
        return False
    return isinstance(first, int) and isinstance(last, int) and first <= (found.number or 0) <= last


def copy_row(copy: Copy, found: Entry) -> tuple[str, ...]:
    """Give what `removed` needs of a copy once its row is gone."""
    shown = told_name(str(copy.path), found.fields)
    return (copy.kind.value, str(copy.path), copy.sha256, shown, copy.made_at, copy.by)


def removed(kind: str, path: str, sha256: str, shown: str, at: str, by: str) -> Place:
    """Remove a file that we wrote, if nobody changed it."""
    file, state = Path(path), PlaceState.REMOVED
    try:
        if copy_table.digest(file) == sha256:
            file.unlink()
        else:
            state = PlaceState.CHANGED
    except FileNotFoundError:
        state = PlaceState.MISSING
    except OSError:
        state = PlaceState.UNREACHABLE
    return Place(PlaceKind(kind), state, shown, at, by)


def rewritten(home: Home, database: Database, key: bytes, stone: Tombstone) -> list[Place]:
    """Take a document out of the backups that hold it, as an entry or still as a draft.

    Backups that never did are not told.

    Args:
        key: The database's own.
    """
    pages = draft_table.pages_before(database, stone.entry_id)
    before = {each.name for each in stone.places if each.state is PlaceState.REWRITTEN}
    told = _rewritten(home, database, key, lambda copied: _in(copied, stone, pages))
    return [
        Place(
            PlaceKind.BACKUP, state or PlaceState.REWRITTEN, str(copy.path), copy.made_at, copy.by
        )
        for copy, state in told
        if state is not None or str(copy.path) in before
    ]


def draft_rewritten(
    home: Home, database: Database, key: bytes, pages: Sequence[str], since: datetime
) -> tuple[str, ...]:
    """Take a draft's pages out of the backups; give the paths of those not within reach.

    Args:
        key: The database's own.
        pages: Ids of the kept pages.
        since: When the first of them was kept: older backups are left alone.
    """
    told = _rewritten(
        home, database, key, lambda copied: draft_table.remove_pages(copied, pages) or None, since
    )
    return tuple(str(copy.path) for copy, state in told if state is PlaceState.UNREACHABLE)


def _rewritten(
    home: Home,
    database: Database,
    key: bytes,
    change: backup_file.Change,
    since: datetime | None = None,
) -> Iterator[tuple[Copy, PlaceState | None]]:
    """Change every backup; tell each as rewritten, out of reach, or None: nothing was to do."""
    for copy in copy_table.backups(database):
        if since is not None and datetime.fromisoformat(copy.made_at) < since:
            continue
        state: PlaceState | None = None
        try:
            if backup_file.rewrite(home, copy.path, key, change):
                sha256 = copy_table.digest(copy.path)
                with write(database):
                    copy_table.changed(database, copy.path, sha256)
                state = PlaceState.REWRITTEN
        except (ClerkError, OSError):
            state = PlaceState.UNREACHABLE
        yield copy, state


def _in(database: Database, stone: Tombstone, pages: Sequence[str]) -> list[str] | None:
    """Destroy the document in a backup's database as it was destroyed here."""
    files = draft_table.remove_pages(database, pages)
    found = entry_table.whole(database, stone.entry_id)
    if found is None or found.status == REMOVED:
        return files or None
    files += purge_table.destroy(database, stone.entry_id)
    purge_table.insert(database, stone.cleared(()))
    told, at = facts(found, second=stone.second), datetime.fromisoformat(stone.at)
    journal_table.append(database, Act.PURGED, stone.by, at, told)
    return files


def facts(found: Entry, **more: str | int | None) -> dict[str, str | int | None]:
    """Give what the journal tells of an entry that is locked or destroyed."""
    return {
        "entry": found.id,
        "book": found.book,
        "year": found.year,
        "number": found.number,
        **more,
    }
