"""Cleared documents between the gate and their number: kept, encrypted, and there after a crash.

Everything here runs where the store's connection lives (the window's store lane), but `build`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from clerk_app.application.capture import Seen
from clerk_app.application.feed import kept_page
from clerk_app.application.office import Office
from clerk_app.core import (
    destroyed_table,
    draft_table,
    entry_table,
    journal_table,
    long_table,
    pdf,
    removal,
    vault,
)
from clerk_app.core.database import write
from clerk_app.core.destroyed_table import Traces
from clerk_app.domain import gate
from clerk_app.domain.clock import now
from clerk_app.domain.draft import Built, Draft, DraftPage
from clerk_app.domain.entry import Entry, Fields
from clerk_app.domain.gate import Cleared
from clerk_app.domain.journal import Act
from clerk_app.domain.scanning import Page
from clerk_app.errors import InputFault


@dataclass(frozen=True, slots=True)
class Conversion:
    """What the record of conversion says (NĐ 137/2024/NĐ-CP, Điều 4)."""

    office: str
    station: str


def keep(
    office: Office, cleared: Cleared, seen: Sequence[Seen], typed: Fields | None = None
) -> Draft:
    """Keep a cleared document: first its files, synced, then its rows.

    Args:
        typed: What is known of it beside its pages: that a part alone was scanned, and why.

    Raises:
        MachineFault: disk or store; nothing half-kept stays.
    """
    kept = []
    try:
        for page, each in zip(cleared.pages, seen, strict=True):
            one = gate.part(cleared, (page.number,))
            kept.append((kept_page(each), vault.keep(office.home, one, page.encoded)))
        with write(office.database):
            ident = draft_table.insert(office.database, cleared.declaration, kept, typed)
    except BaseException:
        for _, file in kept:
            vault.drop(office.home, file)
        raise
    return one_draft(office, ident)


def waiting(office: Office) -> list[Draft]:
    """Give all drafts in the pile's order: what the last session left, too."""
    return draft_table.listed(office.database)


def one_draft(office: Office, ident: str) -> Draft:
    """Give one draft; raises InputFault `draft-unknown`."""
    draft = draft_table.find(office.database, ident)
    if draft is None:
        raise InputFault("draft-unknown")
    return draft


def page(office: Office, kept: DraftPage, number: int = 1) -> Page:
    """Decrypt a kept page.

    Raises:
        MachineFault: `file-lost`, `file-damaged`.
    """
    file = draft_table.file_of(office.database, kept.id)
    if file is None:
        raise InputFault("draft-unknown")
    data = vault.fetch(office.home, file)
    return Page(number, data, kept.width, kept.height, kept.dpi, kept.colour)


def pages(office: Office, draft: Draft) -> tuple[Page, ...]:
    """Decrypt all pages of a draft, numbered from 1."""
    return tuple(page(office, each, number) for number, each in enumerate(draft.pages, start=1))


def save(office: Office, ident: str, typed: Fields, confirmed: Sequence[str]) -> Draft:
    """Keep what the clerk typed over the reading, and which fields she has seen."""
    with write(office.database):
        draft_table.save(office.database, ident, typed, confirmed)
    return one_draft(office, ident)


def split(office: Office, ident: str, first_page: str) -> tuple[Draft, Draft]:
    """Make a page and what follows it a document of its own."""
    draft = one_draft(office, ident)
    if first_page not in [each.id for each in draft.pages[1:]]:
        raise InputFault("border-wrong")
    with write(office.database):
        new = draft_table.split(office.database, ident, first_page)
    return one_draft(office, ident), one_draft(office, new)


def join(office: Office, first: str, second: str) -> Draft:
    """Put the second document's pages behind the first's."""
    one_draft(office, first)
    one_draft(office, second)
    if first == second:
        raise InputFault("border-wrong")
    with write(office.database):
        draft_table.join(office.database, first, second)
    return one_draft(office, first)


def exclude(office: Office, ident: str, category: str, level: str | None) -> None:
    """Destroy a draft that may not be digitised after all: keys first, then the files.

    `out_of_backups` is to follow: it may take its time, and is taken up again if it was broken off.
    """
    draft = one_draft(office, ident)
    facts: dict[str, str | int | None] = {
        "category": category,
        "level": level,
        "pages": len(draft.pages),
        "kept": len(draft.pages),
    }
    pages = tuple(page.id for page in draft.pages)
    traces = Traces(pages, draft_table.made_at(office.database, ident))
    with write(office.database):
        destroyed_table.note(office.database, traces)
        files = draft_table.remove(office.database, ident)
        journal_table.append(office.database, Act.EXCLUDED, office.user, now(), facts)
    _drop(office, files)
    long_table.fold_log(office.database)  # its keys and words may stand there still


def out_of_backups(office: Office) -> tuple[str, ...]:
    """Take destroyed drafts out of the backups; give the paths of those out of reach.

    They may hold them still, and are tried again the next time.
    """
    traces = destroyed_table.left(office.database)
    if traces is None:
        return ()
    beyond = removal.draft_rewritten(
        office.home, office.database, office.database_key, traces.pages, traces.since
    )
    if not beyond:
        with write(office.database):
            destroyed_table.settle(office.database, traces.pages)
    return beyond


def discard(office: Office, ident: str) -> None:
    """Take a draft away that is not to be registered (scanned twice, a cover sheet)."""
    with write(office.database):
        files = draft_table.remove(office.database, ident)
    _drop(office, files)


def conversion(office: Office) -> Conversion:
    """Give what `build` writes into the record of conversion."""
    return Conversion(office.name, office.station)


def build(draft: Draft, images: Sequence[Page], record: Conversion) -> Built:
    """Make a draft's PDF/A in memory; needs no store, runs in any lane."""
    cleared = gate.renew(draft.declaration, tuple(images))
    made = pdf.Conversion(now(), record.office, record.station)
    texts = [each.text for each in draft.pages]
    data = pdf.make(cleared, texts, made)
    source = hashlib.sha256()
    for image in images:
        source.update(hashlib.sha256(image.encoded).digest())
    plain = " ".join(word.text for text in texts for word in text.words)
    return Built(cleared, data, source.hexdigest(), plain)


def twin(office: Office, draft: Draft) -> Entry | None:
    """Find the entry that a draft seems to double, before a number is spent."""
    return entry_table.duplicate_of(office.database, draft.fields, None)


def _drop(office: Office, files: Sequence[vault.Kept]) -> None:
    for file in files:
        vault.drop(office.home, file)
