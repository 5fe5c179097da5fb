"""The audit journal's rows."""

import json
from collections.abc import Iterator
from datetime import datetime

from clerk_app.core.database import Database
from clerk_app.domain.journal import GENESIS, Act, Facts, Record, canonical, link_hash


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
    query = "SELECT seq, at, by, act, facts, commitment, previous, hash FROM journal ORDER BY seq"
    for seq, at, by, act, facts, commitment, previous, link in database.execute(query):
        yield Record(seq, at, by, act, json.loads(facts), commitment, previous, link)


def head(database: Database) -> tuple[int, str]:
    """Give the last link's place and hash; (0, zeros) before the first."""
    row = database.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def commitment_at(database: Database, seq: int) -> str | None:
    """Give the commitment that a link carries."""
    row = database.execute("SELECT commitment FROM journal WHERE seq = ?", [seq]).fetchone()
    return row[0] if row else None
