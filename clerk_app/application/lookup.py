"""Finding entries, and taking their PDF out of the store."""

from pathlib import Path

from clerk_app.application.office import Office
from clerk_app.core import document_table, entry_table, journal_table, vault
from clerk_app.core.database import store_faults, write
from clerk_app.core.settings import write_whole
from clerk_app.domain.clock import now
from clerk_app.domain.entry import Entry
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


def export(office: Office, name: str, path: Path) -> Entry:
    """Write an entry's PDF/A to a file, and note it in the journal.

    Raises:
        Refused: `no-scan`.
        InputFault: `export-inside-home`.
        MachineFault: `file-lost`, `file-damaged`, disk.
    """
    found = one(office, name)
    kept = document_table.of_entry(office.database, found.id)
    if kept is None:
        raise Refused("no-scan", entry=found.place)
    if office.home.holds(path):
        raise InputFault("export-inside-home")
    if path.is_dir():
        raise MachineFault("folder-not-writable", path=str(path))
    data = vault.fetch(office.home, kept)
    with write(office.database):  # first told, then out: no copy leaves without a record
        facts: dict[str, str | int | None] = {"entry": found.id}
        journal_table.append(office.database, Act.EXPORTED, office.user, now(), facts)
    write_whole(path, data)
    return found
