"""Which duty was done when, and what it was due for: the state behind the journal's records."""

from datetime import datetime

from clerk_app.core.database import Database


def insert(database: Database, duty: str, due: str, by: str, at: datetime) -> None:
    """Write that a duty was done; the caller holds the write lock. The first doing stays."""
    database.execute(
        "INSERT OR IGNORE INTO duty_done (duty, due, at, by) VALUES (?, ?, ?, ?)",
        [duty, due, at.isoformat(), by],
    )


def done(database: Database) -> set[tuple[str, str]]:
    """Give all that was done: the duty and what it was due for."""
    return {(str(duty), str(due)) for duty, due in database.execute(_ALL)}


def last(database: Database) -> dict[str, datetime]:
    """Give when each duty was last done."""
    query = "SELECT duty, max(at) FROM duty_done GROUP BY duty"
    return {str(duty): datetime.fromisoformat(at) for duty, at in database.execute(query)}


_ALL = "SELECT duty, due FROM duty_done"
