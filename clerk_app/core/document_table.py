"""Which kept file belongs to which entry, and its key."""

from collections.abc import Iterator
from datetime import datetime

from clerk_app.core.database import Database
from clerk_app.core.vault import Kept


def insert(database: Database, entry_id: str, kept: Kept, source_sha256: str, at: datetime) -> None:
    """Write a file's row; the caller holds the write lock and the file is synced."""
    database.table("document").insert(
        {
            "entry_id": entry_id,
            "sha256": kept.sha256,
            "source_sha256": source_sha256,
            "vault_name": kept.name,
            "key": kept.key,
            "size": kept.size,
            "pages": kept.pages,
            "kept_at": at.isoformat(),
        }
    )


def of_entry(database: Database, entry_id: str) -> Kept | None:
    """Find the file of an entry."""
    query = "SELECT vault_name, key, sha256, size, pages FROM document WHERE entry_id = ?"
    row = database.execute(query, [entry_id]).fetchone()
    return Kept(str(row[0]), bytes(row[1]), str(row[2]), int(row[3]), int(row[4])) if row else None


def vault_names(database: Database) -> set[str]:
    """Name every file that a row knows."""
    return {str(row[0]) for row in database.execute("SELECT vault_name FROM document")}


def listed(database: Database) -> Iterator[tuple[str, Kept]]:
    """Walk all files with the id of their entry."""
    query = "SELECT entry_id, vault_name, key, sha256, size, pages FROM document"
    for entry, name, key, sha256, size, pages in database.execute(query):
        yield str(entry), Kept(str(name), bytes(key), str(sha256), int(size), int(pages))
