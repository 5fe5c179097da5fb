"""The audit journal's rows."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from clerk_app.core.database import Database
from clerk_app.domain.journal import GENESIS, Act, Facts, Record, canonical, link_hash

_SELECT = "SELECT seq, at, by, act, facts, commitment, previous, hash FROM journal "


def append(
    database: Database, act: Act, by: str, at: datetime, facts: Facts, commitment: str | None = None
) -> Record:
    """Add the next link of the chain; the caller holds the write lock."""
    last = database.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    open_link = Record(seq, at.isoformat(), by, act.value, facts, commitment, previous, "")
    record = Record(
        seq, open_link.at, by, act.value, facts, commitment, previous, link_hash(open_link)
    )
    database.table("journal").insert(
        {
            "seq": seq,
            "at": record.at,
            "by": by,
            "act": record.act,
            "facts": canonical(dict(facts)),
            "commitment": commitment,
            "previous": previous,
            "hash": record.hash,
        }
    )
    return record


def records(database: Database) -> Iterator[Record]:
    """Walk the chain from its beginning."""
    for row in database.execute(_SELECT + "ORDER BY seq"):
        yield _record(row)


def about(database: Database, entry_id: str) -> list[Record]:
    """Give the links that tell of an entry, oldest first; found by index, not by a walk."""
    where = "WHERE json_extract(facts, '$.entry') = ? ORDER BY seq"
    return [_record(row) for row in database.execute(_SELECT + where, [entry_id])]


def of_acts(database: Database, acts: Sequence[Act], year: int | None) -> list[Record]:
    """Give the links that tell of some acts, oldest first.

    Args:
        year: Of that calendar year alone.
    """
    marks = ",".join("?" * len(acts))
    where = f"WHERE act IN ({marks}) AND (? IS NULL OR substr(at, 1, 4) = ?) ORDER BY seq"
    told = None if year is None else f"{year:04}"
    values = [*(act.value for act in acts), told, told]
    return [_record(row) for row in database.execute(_SELECT + where, values)]


def begun(database: Database) -> datetime | None:
    """Give when the chain begins; None before its first link."""
    row = database.execute("SELECT at FROM journal ORDER BY seq LIMIT 1").fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def head(database: Database) -> tuple[int, str]:
    """Give the last link's place and hash; (0, zeros) before the first."""
    row = database.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def _record(row: Sequence[Any]) -> Record:
    seq, at, by, act, facts, commitment, previous, link = row
    return Record(seq, at, by, act, json.loads(facts), commitment, previous, link)
