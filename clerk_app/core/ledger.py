"""The one transaction that takes a number and writes everything that belongs to it.

Number, entry, file reference, outbox operation and journal link: all of it or none of it.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from clerk_app.core import (
    document_table,
    draft_table,
    entry_table,
    journal_table,
    outbox_table,
    series_table,
)
from clerk_app.core.database import Database, write
from clerk_app.core.vault import Kept
from clerk_app.domain.entry import REGISTERED, Entry, Fields, need_shown
from clerk_app.domain.journal import Act
from clerk_app.errors import Refused


@dataclass(frozen=True, slots=True)
class Filing:
    """A document's kept file as it is entered.

    Attributes:
        source_sha256: Of what was given, to know it when it is given again.
        text: The page text, for search alone.
    """

    kept: Kept
    source_sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Entering:
    """What is to be entered.

    Attributes:
        at: When it is done; its year is not the book's: `arrival` decides that.
        received: The legal time of receipt where a rule of the office makes one.
        duplicate_of: Entry that the clerk knows this to double, and enters all the same.
        reason: Why a duplicate is entered.
        draft: The draft that becomes the entry, and is no more.
    """

    book: str
    arrival: date
    fields: Fields
    by: str
    at: datetime
    filing: Filing | None = None
    no_scan_reason: str | None = None
    duplicate_of: str | None = None
    reason: str | None = None
    draft: str | None = None
    received: datetime | None = None


def enter(database: Database, entering: Entering) -> Entry:
    """Give the next number of the book to a document, and write all that belongs to it.

    Raises:
        Refused: `duplicate`, and no number is spent.
    """
    with write(database):
        if entering.duplicate_of is None:
            _refuse_duplicate(database, entering)
        number = series_table.take_number(database, entering.book, entering.arrival.year)
        filing = entering.filing
        entry = Entry(
            str(uuid.uuid4()),
            entering.book,
            entering.arrival.year,
            number,
            REGISTERED,
            entering.arrival.isoformat(),
            entering.fields,
            1,
            filing.kept.sha256 if filing else None,
            entering.no_scan_reason,
            entering.at.isoformat(),
            entering.received.isoformat() if entering.received else None,
        )
        entry_table.insert(database, entry)
        _write_version(database, entry, Act.REGISTERED, entering)
        if entering.draft:
            draft_table.become(database, entering.draft, entry.id)
    return entry


def attach(database: Database, found: Entry, entering: Entering) -> Entry:
    """Give an entry its scan as a new version: the number stays.

    Args:
        found: The entry as it stands.
        entering: Its filing is written; fields are the entry's own with what the scan adds.

    Raises:
        Refused: `scan-present`, `duplicate`.
    """
    with write(database):
        need_shown(entry_table.whole(database, found.id) or found)
        if document_table.of_entry(database, found.id):
            raise Refused("scan-present", entry=found.place)
        filing = entering.filing
        if filing is None:
            raise ValueError("nothing to attach")
        twin = entry_table.duplicate_of(database, {}, filing.source_sha256)
        if twin:
            raise Refused("duplicate", entry=twin.place)
        entry = replace(
            found, fields=entering.fields, version=found.version + 1, sha256=filing.kept.sha256
        )
        _write_version(database, entry, Act.ATTACHED, entering)
    return entry


def _refuse_duplicate(database: Database, entering: Entering) -> None:
    source = entering.filing.source_sha256 if entering.filing else None
    twin = entry_table.duplicate_of(database, entering.fields, source)
    if twin:
        raise Refused("duplicate", entry=twin.place)


def _write_version(database: Database, entry: Entry, act: Act, entering: Entering) -> None:
    salt = entry_table.new_salt()
    facts: dict[str, str | int | None] = {
        "entry": entry.id,
        "book": entry.book,
        "year": entry.year,
        "number": entry.number,
        "version": entry.version,
        "duplicate_of": entering.duplicate_of,
    }
    sealed = entry_table.commitment(entry, salt)
    record = journal_table.append(database, act, entering.by, entering.at, facts, sealed)
    entry_table.insert_version(database, entry, salt, record, entering.reason)
    filing = entering.filing
    if filing:
        source = filing.source_sha256
        document_table.insert(database, entry.id, filing.kept, source, entering.at)
    entry_table.index(database, entry, filing.text if filing else "")
    outbox_table.put_entry(
        database, entry.id, entry.version, entering.at, with_file=filing is not None
    )
