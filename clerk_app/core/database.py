"""The encrypted database of one home: opening it, and the one way to write. Owner of SQLCipher."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlite_utils
from sqlcipher3 import dbapi2 as sqlcipher

from clerk_app.core.settings import disk_faults
from clerk_app.errors import ClerkError, MachineFault

Database = sqlite_utils.Database
BUSY_SECONDS = 60.0
LEAST_FREE = 256 << 10  # bytes
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",  # what sorts and groups spills into must not reach a disk
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
)
_CODES = {
    "SQLITE_BUSY": "store-busy",
    "SQLITE_LOCKED": "store-busy",
    "SQLITE_FULL": "disk-full",
    "SQLITE_READONLY": "folder-not-writable",
    "SQLITE_CANTOPEN": "folder-not-writable",
    "SQLITE_IOERR": "disk-failed",
    "SQLITE_NOTADB": "store-key-wrong",
    "SQLITE_CORRUPT": "store-broken",
}


@contextmanager
def store_faults(folder: Path | None = None) -> Iterator[None]:
    """Turn what the database refuses into a MachineFault with its code; a wrong SQL stays a bug.

    Args:
        folder: Where the database lies: without room for its write-ahead log SQLite speaks of an
            input error only.
    """
    try:
        yield
    except sqlcipher.Error as error:
        name = str(getattr(error, "sqlite_errorname", None) or "")
        code = next((code for start, code in _CODES.items() if name.startswith(start)), None)
        if code is None:
            raise
        full = code == "disk-failed" and folder and shutil.disk_usage(folder).free < LEAST_FREE
        raise _fault("disk-full" if full else code) from error


def _fault(code: str) -> ClerkError:
    return MachineFault(code, path="") if code == "folder-not-writable" else MachineFault(code)


def connect(path: Path, key: bytes) -> Database:
    """Open the database file for the calling thread.

    Args:
        key: 32 bytes, the database's own (`secrets.derive(data_key, "database")`).

    Raises:
        MachineFault: `store-key-wrong`, `store-broken`, `store-busy`, `disk-full`,
            `folder-not-writable`.
    """
    with disk_faults(), store_faults(path.parent):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # for its owner's eyes alone
        connection = sqlcipher.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")  # else it talks on stderr
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
    any_connection: Any = connection  # sqlite-utils is typed for sqlite3's own class
    return Database(any_connection, strict=True, execute_plugins=False)


@contextmanager
def write(database: Database) -> Iterator[Database]:
    """Hold the write lock from the first statement; commit all or nothing."""
    with store_faults(_folder(database)):
        database.execute("BEGIN IMMEDIATE")
        try:
            yield database
            database.execute("COMMIT")
        except BaseException:
            if database.conn.in_transaction:
                database.execute("ROLLBACK")
            raise


def _folder(database: Database) -> Path:
    return Path(database.execute("PRAGMA database_list").fetchone()[2]).parent


def scrub(database: Database) -> bool:
    """Write the file anew without what was deleted, and empty the write-ahead log.

    `secure_delete` overwrites what is deleted; that nothing stays in the slack of a page does not
    rest on that alone. A copy in memory is made meanwhile.

    Returns:
        Whether the log is empty; another process that reads holds it.
    """
    with store_faults(_folder(database)):
        database.execute("VACUUM")
        busy = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not int(busy)


def copy_to(database: Database, path: Path) -> None:
    """Write a copy of the database as it stands, encrypted with the same key.

    Raises:
        MachineFault: disk or store.
    """
    with store_faults(path.parent):
        database.execute("VACUUM INTO ?", [str(path)])


def close(database: Database) -> None:
    """Close the connection; the last one folds the write-ahead log away."""
    with store_faults():
        database.conn.close()
