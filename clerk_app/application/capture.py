"""Declaration and pages → verdict: files become pages in memory, and each is looked at."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from clerk_app.application.office import Office
from clerk_app.core import (
    file_pages,
    imaging,
    journal_table,
    line_reader,
    mark_glance,
    networks,
    reader,
)
from clerk_app.core.database import write
from clerk_app.core.lexicon_file import known_wording
from clerk_app.core.mark_glance import Glance
from clerk_app.core.ocr import Engine
from clerk_app.core.settings import disk_faults, write_whole
from clerk_app.domain import gate, pile
from clerk_app.domain.clock import now
from clerk_app.domain.gate import (
    Cleared,
    Declaration,
    Doubtful,
    Evidence,
    Excluded,
    Ruling,
    Verdict,
)
from clerk_app.domain.journal import Act
from clerk_app.domain.pile import PileDocument
from clerk_app.domain.reading import Mark, PageText
from clerk_app.domain.scanning import Page
from clerk_app.domain.text_look import merged, text_findings
from clerk_app.errors import InputFault, UnreadableFault
from clerk_app.pool import Aside

MOST_PAGES = 1000
Reader: TypeAlias = Engine
"""What reads pages; each worker holds one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page after its examination, still in memory alone."""

    page: Page
    text: PageText
    findings: tuple[gate.Finding, ...]
    stamps: tuple[Mark, ...]
    blank: bool


def open_reader() -> Reader:
    """Load what reads pages; one thread at a time uses it.

    Raises:
        MachineFault: `ocr-missing`.
    """
    return Engine()


def warm(reader: Reader) -> None:
    """Load what the first page would wait for; raises MachineFault where something is missing."""
    networks.load_all()
    line_reader.warm()
    known_wording()
    reader.warm()


def pages(paths: Sequence[Path], remarks: list[str]) -> Iterator[Page]:
    """Read files as one run of pages, numbered from 1; nothing is written anywhere.

    PDFs attached to a PDF come after its own pages: they may bear a mark, and belong to it.

    Args:
        remarks: Takes what a file holds besides pages and what is not kept of it.

    Raises:
        UnreadableFault: a file is no image or PDF, or is damaged, encrypted, too large.
    """
    number = 0
    for path in paths:
        for page in file_pages.of_file(path, remarks):
            number += 1
            if number > MOST_PAGES:
                raise UnreadableFault("too-many-pages", file=path.name, pages=number)
            yield page.numbered(number)


def glance(engine: Engine, page: Page) -> Glance:
    """Look at a page before it is read: quick, and enough to stop most of what must be stopped."""
    return mark_glance.glance(engine, page)


def see(
    engine: Engine,
    page: Page,
    *,
    whole: bool,
    declaration: Declaration | None = None,
    tell: Callable[[Seen], None] | None = None,
) -> Seen:
    """Examine one page in memory: the marks that stand against digitising it, and its words.

    Args:
        declaration: Says which categories the office's profile has; None: every one stops.
        whole: See `read`.
        tell: Takes the page as soon as it is looked at and its heading and end are read.
    """
    pixels = imaging.scanned(page)
    if reader.is_blank(page, pixels):
        glanced = mark_glance.glance(engine, page, pixels, bare=True)
        return _read(engine, glanced, whole, declaration, pixels)
    with engine.helped() as aside:
        looked = aside.run(lambda one: mark_glance.glance(one, page, pixels, bare=False))

        def early(text: PageText) -> None:
            if tell is not None:
                tell(_judged(looked(), text, declaration))

        text = _text(engine, page, whole, pixels, early if tell else None, aside)
        return _judged(looked(), text, declaration)


def read(
    engine: Engine, glanced: Glance, *, whole: bool, declaration: Declaration | None = None
) -> Seen:
    """Read a page that was looked at, and judge its words too.

    Args:
        whole: Read the whole page, not its heading alone; the first page always is, because
            it is where the fields stand.
    """
    return _read(engine, glanced, whole, declaration, None)


def _read(
    engine: Engine,
    glanced: Glance,
    whole: bool,
    declaration: Declaration | None,
    pixels: imaging.Image | None,
) -> Seen:
    if glanced.blank:
        return unread(glanced, declaration)
    return _judged(glanced, _text(engine, glanced.page, whole, pixels), declaration)


def _text(
    engine: Engine,
    page: Page,
    whole: bool,
    pixels: imaging.Image | None,
    tell: Callable[[PageText], None] | None = None,
    aside: Aside[Engine] | None = None,
) -> PageText:
    if whole or page.number == 1:
        return reader.read_page(engine, page, pixels, tell, aside)
    return reader.read_heading(engine, page, pixels)


def _judged(glanced: Glance, text: PageText, declaration: Declaration | None) -> Seen:
    page = glanced.page
    found = merged(glanced.findings, text_findings(page, text))
    return Seen(page, text, _counted(found, declaration), glanced.stamps, blank=False)


def unread(glanced: Glance, declaration: Declaration | None = None) -> Seen:
    """Give what was seen of a page that is not read: it is blank, or excluded already."""
    bare = PageText(glanced.page.number, ())
    found = _counted(glanced.findings, declaration)
    return Seen(glanced.page, bare, found, glanced.stamps, blank=glanced.blank)


def _counted(
    findings: Iterable[gate.Finding], declaration: Declaration | None
) -> tuple[gate.Finding, ...]:
    return tuple(one for one in findings if declaration is None or declaration.counts(one))


def rule(declaration: Declaration, seen: Sequence[Seen]) -> Verdict:
    """Rule on everything that came in one file or run: it is cleared whole or not at all.

    A border found wrongly inside a secret document must not clear its second half, so the
    documents of an imported file stand and fall together.

    Raises:
        InputFault: `more-than-declared`: nothing stands against it, but a part alone was declared.
    """
    pages, most = tuple(each.page for each in seen), declaration.most_pages
    verdict = gate.decide(replace(declaration, most_pages=None), pages, evidence(seen))
    if most is None or not isinstance(verdict, Cleared):
        return verdict
    if len(pages) > most:
        raise InputFault("more-than-declared", pages=len(pages), most=most)
    return gate.decide(declaration, pages, evidence(seen))


def documents(seen: Sequence[Seen]) -> list[PileDocument]:
    """Find the documents in a run of pages by their national headings."""
    blank = {each.page.number for each in seen if each.blank}
    return pile.documents([each.text for each in seen], blank)


def as_one(found: Sequence[PileDocument]) -> PileDocument:
    """Take all pages as one document, as the clerk says."""
    return PileDocument(
        tuple(page for each in found for page in each.pages),
        tuple(page for each in found for page in each.blank_pages),
    )


def part(cleared: Cleared, document: PileDocument) -> Cleared:
    """Give one document out of a cleared run."""
    return gate.part(cleared, document.pages)


def note(office: Office, verdict: Excluded | Doubtful) -> None:
    """Write an exclusion into the journal: category, level, time, user, pages; nothing else."""
    doubted = isinstance(verdict, Doubtful)
    told = verdict.finding if isinstance(verdict, Doubtful) else verdict
    facts: dict[str, str | int | None] = {
        "category": told.category,
        "level": told.level.value if told.level else None,
        "pages": verdict.pages,
    }
    act = Act.DOUBTED if doubted else Act.EXCLUDED
    with write(office.database):
        journal_table.append(office.database, act, office.user, now(), facts)


def note_ruling(office: Office, ruling: Ruling, verdict: Excluded | Doubtful) -> None:
    """Write into the journal that a person ruled a finding to be no mark, with her reason."""
    told = verdict.finding if isinstance(verdict, Doubtful) else verdict
    facts: dict[str, str | int | None] = {
        "reason": ruling.reason,
        "pages": verdict.pages,
        "category": told.category,
        "level": told.level.value if told.level else None,
        "second": ruling.second or None,
    }
    with write(office.database):
        journal_table.append(office.database, Act.RULED, office.user, ruling.at, facts)


def evidence(seen: Sequence[Seen]) -> Evidence:
    """Gather what was seen on the pages of a document."""
    return Evidence(len(seen), tuple(finding for each in seen for finding in each.findings))


def write_out(cleared: Cleared, folder: Path) -> list[Path]:
    """Write the pages of a cleared run as image files `page-001.jpg`, each whole or not at all.

    Raises:
        InputFault: `file-exists`.
        MachineFault: `disk-full`, `folder-not-writable`, `disk-failed`.
    """
    with disk_faults():
        folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for place, page in enumerate(cleared.pages, start=1):
            kind = "png" if page.encoded.startswith(b"\x89PNG") else "jpg"
            path = folder / f"page-{place:03}.{kind}"
            write_whole(path, page.encoded, 0o644, exclusive=True)
            written.append(path)
    except BaseException:
        for path in written:  # half a pile must not look like a whole one
            path.unlink(missing_ok=True)
        raise
    return written


def source_hash(paths: Sequence[Path], document: PileDocument, alone: bool) -> str:
    """Hash what was given, to know it when it is given again; SHA-256, hex.

    Args:
        alone: The files hold this one document; else its pages name it among the others.
    """
    total = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    if len(paths) == 1 and alone:
        with paths[0].open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    if not alone:
        total.update(repr(document.pages).encode())
    return total.hexdigest()
