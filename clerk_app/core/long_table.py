"""Documents too long for memory, until their last page has come: rows and their one key.

The key stands in one row. What a page is, its own key and its words are sealed under it, so that
without that row nothing of the document can be opened. These rows are no drafts: nothing here was
cleared.
"""

import base64
import json
from collections.abc import Iterator

from clerk_app.core import document_key, draft_table
from clerk_app.core.database import Database, store_faults
from clerk_app.core.draft_table import Row
from clerk_app.core.vault import Kept
from clerk_app.domain.clock import now
from clerk_app.domain.draft import DraftPage
from clerk_app.domain.gate import Declaration


def begin(database: Database, ident: str, declaration: Declaration) -> None:
    """Make the row of a document, with a new key, unless it is there."""
    database.execute(
        "INSERT OR IGNORE INTO long_document (id, key, declaration, made_at) VALUES (?, ?, ?, ?)",
        [
            ident,
            document_key.make(),
            draft_table.declaration_text(declaration),
            now().isoformat(),
        ],
    )


def add(database: Database, ident: str, page: DraftPage, kept: Kept) -> None:
    """Write a kept page, sealed under its document's key."""
    row = draft_table.row_of(page, kept)
    plain = {**row, "key": base64.b64encode(kept.key).decode()}
    sealed = document_key.seal(_key(database, ident), json.dumps(plain).encode())
    database.execute(
        "INSERT INTO long_page (long_id, vault_name, sealed) VALUES (?, ?, ?)",
        [ident, kept.name, sealed],
    )


def listed(database: Database) -> list[tuple[str, Declaration, int, str | None]]:
    """Give every document: id, declaration, pages kept, and why it was stopped, if it was."""
    query = """
        SELECT id, declaration, stopped,
            (SELECT count(*) FROM long_page WHERE long_id = long_document.id)
        FROM long_document ORDER BY position
    """
    rows = database.execute(query).fetchall()
    return [(str(row[0]), draft_table.declaration_of(row[1]), int(row[3]), row[2]) for row in rows]


def count(database: Database, ident: str) -> int:
    """Count the pages kept of a document."""
    query = "SELECT count(*) FROM long_page WHERE long_id = ?"
    return int(database.execute(query, [ident]).fetchone()[0])


def take_key(database: Database, ident: str, stopped: str) -> bytes:
    """Destroy the key where it is kept, and give it: from now on the caller alone has it.

    Args:
        stopped: What is to be known of it at the next start, without content.
    """
    key = _key(database, ident)
    query = "UPDATE long_document SET key = NULL, stopped = ? WHERE id = ?"
    database.execute(query, [stopped, ident])
    return key


def put_key_back(database: Database, ident: str, key: bytes) -> None:
    """Make a document readable again whose find was ruled to be no mark."""
    query = "UPDATE long_document SET key = ?, stopped = NULL WHERE id = ?"
    database.execute(query, [key, ident])


def rows(database: Database, ident: str) -> Iterator[Row]:
    """Open the pages' rows in order, as drafts keep them."""
    key = _key(database, ident)
    query = "SELECT sealed FROM long_page WHERE long_id = ? ORDER BY position"
    for (sealed,) in database.execute(query, [ident]).fetchall():
        plain: Row = json.loads(document_key.unseal(key, sealed))
        yield {**plain, "key": base64.b64decode(str(plain["key"]))}


def remove(database: Database, ident: str) -> list[str]:
    """Take a document away, its key first; gives the names of its files."""
    query = "SELECT vault_name FROM long_page WHERE long_id = ?"
    names = [str(row[0]) for row in database.execute(query, [ident]).fetchall()]
    database.execute("UPDATE long_document SET key = NULL WHERE id = ?", [ident])
    database.execute("DELETE FROM long_page WHERE long_id = ?", [ident])
    database.execute("DELETE FROM long_document WHERE id = ?", [ident])
    return names


def remove_all(database: Database) -> list[str] | None:
    """Take every document away; gives the names of their files, None where there was none."""
    found = [ident for ident, *_ in listed(database)]
    return [name for ident in found for name in remove(database, ident)] if found else None


def fold_log(database: Database) -> None:
    """Empty the write-ahead log: an overwritten key may stand in it. Not inside a transaction."""
    with store_faults():
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _key(database: Database, ident: str) -> bytes:
    row = database.execute("SELECT key FROM long_document WHERE id = ?", [ident]).fetchone()
    if row is None or row[0] is None:
        raise LookupError(ident)  # nobody keeps pages of a document that was stopped
    return bytes(row[0])
