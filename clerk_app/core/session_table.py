"""Who worked at the workstation from when to when; at most one session is open."""

from datetime import datetime

from clerk_app.core.database import Database
from clerk_app.domain.people import Session


def current(database: Database) -> Session | None:
    """Give the session that is open."""
    query = "SELECT user, since FROM session WHERE until IS NULL"
    row = database.execute(query).fetchone()
    return Session(str(row[0]), str(row[1])) if row else None


def begin(database: Database, user: str, at: datetime) -> Session:
    """Open a session; the caller holds the write lock and has ended the one before."""
    database.table("session").insert({"user": user, "since": at.isoformat()})
    return Session(user, at.isoformat())


def end(database: Database, at: datetime) -> Session | None:
    """End the open session; the caller holds the write lock. None when there is none."""
    found = current(database)
    if found is None:
        return None
    database.execute("UPDATE session SET until = ? WHERE until IS NULL", [at.isoformat()])
    return Session(found.user, found.since, at.isoformat())
