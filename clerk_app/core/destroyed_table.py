"""Pages of destroyed drafts that backups may hold still: their random ids, until they are out."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from clerk_app.core.database import Database


class Traces(NamedTuple):
    """What backups may hold.

    Attributes:
        pages: Ids of the destroyed pages.
        since: When the first of them was kept: no older backup holds any.
    """

    pages: tuple[str, ...]
    since: datetime


def note(database: Database, traces: Traces) -> None:
    """Remember pages that are being destroyed; the caller holds the write lock."""
    rows = ({"page_id": page, "since": traces.since.isoformat()} for page in traces.pages)
    database.table("destroyed_page").insert_all(rows)


def left(database: Database) -> Traces | None:
    """Give all that is still to be taken out of backups."""
    rows = database.execute("SELECT page_id, since FROM destroyed_page").fetchall()
    if not rows:
        return None
    since = min(datetime.fromisoformat(row[1]) for row in rows)
    return Traces(tuple(str(row[0]) for row in rows), since)


def settle(database: Database, pages: Iterable[str]) -> None:
    """Forget pages that no backup holds any more; the caller holds the write lock."""
    for page in pages:
        database.execute("DELETE FROM destroyed_page WHERE page_id = ?", [page])
