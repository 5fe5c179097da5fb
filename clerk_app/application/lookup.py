"""Finding entries, and taking their PDF out of the store."""

from dataclasses import replace
from pathlib import Path

from clerk_app.application.office import Office
from clerk_app.core import (
    copy_table,
    document_table,
    entry_table,
    journal_table,
    session_table,
    vault,
)
from clerk_app.core.database import store_faults, write
from clerk_app.core.settings import write_whole
from clerk_app.domain.clock import now
from clerk_app.domain.discovery import PlaceKind
from clerk_app.domain.entry import Entry, Version, need_shown
from clerk_app.domain.journal import Act
from clerk_app.errors import InputFault, MachineFault, Refused


def listed(
    office: Office, book: str, year: int | None, words: str, limit: int | None
) -> list[Entry]:
    """List a book's entries, newest first; `words` with or without diacritics."""
    with store_faults():
        return entry_table.listed(office.database, book, year, words, limit)


COMPLETED = (
    "organ_name",
    "parent_organ_name",
    "place",
    "signer_full_name",
    "signer_position",
    "subject",
    "to_places",
)
MOST_COMPLETIONS = 2000


def history(office: Office) -> dict[str, list[str]]:
    """Give what each field held in this office before, newest first, to complete from."""
    with store_faults():
        return {
            name: entry_table.values_of(office.database, name, MOST_COMPLETIONS)
            for name in COMPLETED
        }


def one(office: Office, name: str) -> Entry:
    """Find an entry by place or id; raises InputFault `entry-unknown`."""
    found = entry_table.find(office.database, name)
    if found is None:
        raise InputFault("entry-unknown", entry=name)
    return found


def versions(office: Office, entry: Entry) -> list[Version]:
    """Give how an entry stood, oldest first."""
    with store_faults():
        found = entry_table.versions_of(office.database, entry.id)
    if not entry.hidden:
        return found
    return [replace(each, fields={}, sha256=None, reason=None) for each in found]


def viewed(office: Office, entry: Entry) -> bool:
    """Note that an entry was looked at, once for each person and session; tells whether it did.

    Without a session it is once a day.
    """
    user, moment = office.user, now()
    session = session_table.current(office.database)
    since = session.since if session else f"{moment:%Y-%m-%d}"
    with write(office.database):
        for record in journal_table.about(office.database, entry.id):
            if record.act == Act.VIEWED and record.by == user and record.at >= since:
                return False
        facts: dict[str, str | int | None] = {"entry": entry.id}
        journal_table.append(office.database, Act.VIEWED, user, moment, facts)
    return True


def export(office: Office, name: str, path: Path) -> Entry:
    """Write an entry's PDF/A to a file, and note it in the journal.

    Raises:
        Refused: `no-scan`.
        InputFault: `export-inside-home`.
        MachineFault: `file-lost`, `file-damaged`, disk.
    """
    found = one(office, name)
    need_shown(found)
    kept = document_table.of_entry(office.database, found.id)
    if kept is None:
        raise Refused("no-scan", entry=found.place)
    if office.home.holds(path):
        raise InputFault("export-inside-home")
    if path.is_dir():
        raise MachineFault("folder-not-writable", path=str(path))
    data = vault.fetch(office.home, kept)
    moment = now()
    copy = copy_table.made(PlaceKind.EXPORT, path, data, office.user, moment)
    with write(office.database):  # first told, then out: no copy leaves without a record
        facts: dict[str, str | int | None] = {"entry": found.id}
        journal_table.append(office.database, Act.EXPORTED, office.user, moment, facts)
        copy_table.note(office.database, replace(copy, entry_id=found.id))
    write_whole(path, data)
    return found
