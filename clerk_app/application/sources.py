"""Files that lay outside the program before they were excluded: deleted on the clerk's word."""

from collections.abc import Sequence
from pathlib import Path

from clerk_app.application.office import Office
from clerk_app.core import journal_table
from clerk_app.core.database import write
from clerk_app.core.settings import disk_faults
from clerk_app.domain.clock import now
from clerk_app.domain.journal import Act


def delete(office: Office, paths: Sequence[Path]) -> list[Path]:
    """Take files out of their folders; the journal counts them and names none.

    A file's name may tell what the document says, and nothing leaves the journal again. What the
    disk or its backups still hold is out of reach.

    Raises:
        MachineFault: `folder-not-writable`, `disk-failed`.
    """
    gone: list[Path] = []
    try:
        for path in paths:
            with disk_faults():
                path.unlink(missing_ok=True)
            gone.append(path)
    finally:
        if gone:
            with write(office.database):
                facts: dict[str, str | int | None] = {"files": len(gone)}
                journal_table.append(office.database, Act.SOURCE_DELETED, office.user, now(), facts)
    return gone
