"""Operations that wait for the central server."""

import uuid
from datetime import datetime

from clerk_app.core.database import Database
from clerk_app.domain.outbox import Operation, OperationKind


def put(database: Database, operation: Operation, at: datetime) -> None:
    """Queue an operation; the caller holds the write lock of the change it tells."""
    database.table("outbox").insert(
        {
            "id": operation.id,
            "kind": operation.kind.value,
            "entry_id": operation.entry_id,
            "version": operation.version,
            "after": operation.after,
            "state": "waiting",
            "made_at": at.isoformat(),
        }
    )


def put_entry(
    database: Database, entry_id: str, version: int, at: datetime, *, with_file: bool
) -> None:
    """Queue an entry's operation, its file's before it."""
    after = None
    if with_file:
        file = Operation(str(uuid.uuid4()), OperationKind.FILE, entry_id, version)
        put(database, file, at)
        after = file.id
    entry = Operation(str(uuid.uuid4()), OperationKind.ENTRY, entry_id, version, after)
    put(database, entry, at)


def waiting(database: Database) -> int:
    """Count what was not sent yet."""
    row = database.execute("SELECT count(*) FROM outbox WHERE state = 'waiting'").fetchone()
    return int(row[0])
