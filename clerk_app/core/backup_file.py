"""Backups: the home as one tar file, everything in it encrypted as it lies at rest.

Its members are `keys.json`, `clerk.db` and `vault/…`: unpacked into an empty folder it is a home.
A backup is rewritten when a document in it must go: the key of that document lies in its database.
"""

import os
import shutil
import tarfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from clerk_app.core import copy_table, document_table, draft_table, long_table, migrations
from clerk_app.core.database import Database, close, connect, copy_to, scrub, write
from clerk_app.core.settings import Home, disk_faults, sync_folder
from clerk_app.errors import MachineFault

_DATABASE = "clerk.db"
Change = Callable[[Database], list[str] | None]
"""What is done to a backup's database, in one transaction: gives the vault's files that go, or
None where there was nothing to do."""


def make(home: Home, database: Database, key: bytes, path: Path) -> str:
    """Write a backup of a home; give its SHA-256.

    A long document whose end has not come is not cleared, and goes into no backup.

    Args:
        key: The database's own.

    Raises:
        MachineFault: disk or store; what stood at `path` stays.
    """
    names = _named(database)
    with home.locked(), _copy(home) as copy:
        copy_to(database, copy)
        names |= _named(database)  # what was entered meanwhile may stand in the copy
        names -= set(_changed(copy, key, long_table.remove_all) or ())
        with _written(path) as tar:
            tar.add(home.keys, home.keys.name)
            tar.add(copy, _DATABASE)
            for name in sorted(names):
                file = home.vault / name[:2] / name
                if file.exists():  # else its document was destroyed a moment ago
                    tar.add(file, f"vault/{name[:2]}/{name}")
    return copy_table.digest(path)


def _named(database: Database) -> set[str]:
    return document_table.vault_names(database) | draft_table.vault_names(database)


def rewrite(home: Home, path: Path, key: bytes, change: Change) -> bool:
    """Change the database in a backup and leave out the files that go with it.

    Args:
        key: The database's own.

    Returns:
        Whether there was something to change.

    Raises:
        MachineFault: `backup-broken`, `store-key-wrong`, `home-newer`, disk.
    """
    with home.locked(), _copy(home) as copy:
        with _opened(path) as tar:
            _take_database(tar, copy)
        dropped = _changed(copy, key, change)
        if dropped is None:
            return False
        with _opened(path) as before, _written(path) as tar:
            _carry_over(before, tar, copy, {f"vault/{name[:2]}/{name}" for name in dropped})
    return True


def forget_copy(home: Home) -> None:
    """Remove the database's copy that a killed backup left."""
    with disk_faults():
        for path in _beside(home):
            path.unlink(missing_ok=True)


def _beside(home: Home) -> list[Path]:
    return [home.folder / f"copy.db{end}" for end in ("", "-wal", "-shm")]


@contextmanager
def _copy(home: Home) -> Iterator[Path]:
    """Give the place of a copy of the database, empty before and gone after."""
    forget_copy(home)
    path = _beside(home)[0]
    try:
        with disk_faults():
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        yield path
    finally:
        forget_copy(home)


def _changed(copy: Path, key: bytes, change: Change) -> list[str] | None:
    database = connect(copy, key)
    try:
        migrations.migrate(database)
        with write(database):
            dropped = change(database)
        if dropped is not None:
            scrub(database)
        return dropped
    finally:
        close(database)


def _carry_over(
    before: tarfile.TarFile, tar: tarfile.TarFile, copy: Path, dropped: Collection[str]
) -> None:
    for member in before:
        if member.name == _DATABASE:
            tar.add(copy, _DATABASE)
        elif member.isfile() and member.name not in dropped:
            tar.addfile(member, before.extractfile(member))


def _take_database(tar: tarfile.TarFile, copy: Path) -> None:
    try:
        member = tar.extractfile(_DATABASE)
    except KeyError:
        raise MachineFault("backup-broken") from None
    if member is None:
        raise MachineFault("backup-broken")
    with disk_faults(), copy.open("wb") as out:
        shutil.copyfileobj(member, out)


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with disk_faults(), tarfile.open(path, "r:") as tar:
            yield tar
    except tarfile.TarError as error:
        raise MachineFault("backup-broken") from error


@contextmanager
def _written(path: Path) -> Iterator[tarfile.TarFile]:
    """Write a file all or not at all, piece by piece."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    with disk_faults():
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as out:
                with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                    yield tar
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(path)
            sync_folder(path.parent)
        finally:
            temporary.unlink(missing_ok=True)
