"""Backups of the workstation's store, which the store remembers."""

from pathlib import Path

from clerk_app.application.office import Office
from clerk_app.core import backup_file, copy_table, journal_table
from clerk_app.core.copy_table import Copy
from clerk_app.core.database import write
from clerk_app.domain.clock import now
from clerk_app.domain.discovery import PlaceKind
from clerk_app.domain.journal import Act
from clerk_app.errors import InputFault, MachineFault


def make(office: Office, path: Path) -> str:
    """Write a backup of everything into one file; give its SHA-256.

    Raises:
        InputFault: `export-inside-home`.
        MachineFault: disk or store.
    """
    if office.home.holds(path):
        raise InputFault("export-inside-home")
    if path.is_dir() or not path.parent.is_dir():
        raise MachineFault("folder-not-writable", path=str(path))
    moment = now()
    with write(office.database):  # first told, then out: a backup never stands unknown
        journal_table.append(office.database, Act.BACKED_UP, office.user, moment, {})
        copy = Copy(PlaceKind.BACKUP, path, "", office.user, moment.isoformat())
        copy_table.note(office.database, copy)
    sha256 = backup_file.make(office.home, office.database, office.database_key, path)
    with write(office.database):
        copy_table.changed(office.database, path.absolute(), sha256)
    return sha256
