"""Declaration and pages → verdict: files become pages in memory, and each is looked at."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from clerk_app.application.office import Office
from clerk_app.core import image_files, journal_table, mark_probe, pdf_reader, reader
from clerk_app.core.database import write
from clerk_app.core.ocr import Engine
from clerk_app.core.settings import disk_faults, write_whole
from clerk_app.domain import gate, pile
from clerk_app.domain.classification import NO_EXCLUSION, SecrecyLevel
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
from clerk_app.domain.mark_text import typed_marks
from clerk_app.domain.pile import PileDocument
from clerk_app.domain.reading import Mark, PageText
from clerk_app.domain.regulation import Profile
from clerk_app.domain.scanning import Page
from clerk_app.errors import InputFault, UnreadableFault

MOST_PAGES = 1000
DEEPEST = 3
SIGNATURE_LEFT_OUT = "signature-left-out"
ATTACHMENT_LEFT_OUT = "attachment-left-out"
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
        for page in _of_file(path, remarks):
            number += 1
            if number > MOST_PAGES:
                raise UnreadableFault("too-many-pages", file=path.name, pages=number)
            yield page.numbered(number)


def _of_file(path: Path, remarks: list[str]) -> Iterator[Page]:
    kind = image_files.sniff(path)
    if kind == "pdf":
        yield from _of_pdf(path, path.name, remarks, 1)
    else:
        yield from image_files.read_image(path)


def _of_pdf(source: Path | bytes, name: str, remarks: list[str], nesting: int) -> Iterator[Page]:
    if nesting > DEEPEST:
        raise UnreadableFault("pdf-too-demanding", file=name)
    with pdf_reader.open_pdf(source, name) as pdf:
        yield from pdf.pages()
        signed, attached = pdf.facts.signed, list(pdf.attached)
    if signed:
        remarks.append(SIGNATURE_LEFT_OUT)
    for _, data in attached:
        if data[:1024].find(b"%PDF") >= 0:
            yield from _of_pdf(data, name, remarks, nesting + 1)
        else:
            remarks.append(ATTACHMENT_LEFT_OUT)


def see(engine: Engine, page: Page, *, whole: bool) -> Seen:
    """Examine one page in memory: its words, and the marks that stand against digitising it.

    Args:
        whole: Read the whole page, not its heading alone; the first page always is, because
            it is where the fields stand.
    """
    blank = reader.is_blank(page)
    if blank:
        found = tuple(typed_marks(page.text, page.number))
        return Seen(page, PageText(page.number, ()), found, (), blank=True)
    whole = whole or page.number == 1
    text = reader.read_page(engine, page) if whole else reader.read_heading(engine, page)
    look = mark_probe.look(engine, page, text.words)
    found = (*look.findings, *typed_marks(page.text, page.number))  # hidden text counts too
    return Seen(page, text, found, look.stamps, blank=False)


def declared(profile: Profile, category: str, level: str | None, by: str) -> Declaration:
    """Take the clerk's declaration.

    Raises:
        InputFault: `category-unknown`, `level-unknown`.
    """
    declarable = [NO_EXCLUSION, *(each.id for each in profile.categories)]
    if category not in declarable:
        known = ", ".join(declarable)
        raise InputFault("category-unknown", category=category, known=known)
    if level is not None and level not in list(SecrecyLevel):
        raise InputFault("level-unknown", level=level)
    return Declaration(category, by, now(), SecrecyLevel(level) if level else None)


def rule(declaration: Declaration, seen: Sequence[Seen]) -> Verdict:
    """Rule on everything that came in one file or run: it is cleared whole or not at all.

    A border found wrongly inside a secret document must not clear its second half, so the
    documents of an imported file stand and fall together.
    """
    return gate.decide(declaration, tuple(each.page for each in seen), evidence(seen))


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


class Feed:
    """Owns the pages of a document until it is complete; until then they are in memory alone."""

    def __init__(self) -> None:
        self._open: list[Seen] = []

    def add(self, seen: Seen) -> tuple[Seen, ...]:
        """Take the next page in order; give the document that it ends, if it starts another."""
        written = any(not each.blank for each in self._open)
        done: tuple[Seen, ...] = ()
        if written and not seen.blank and pile.starts_document(seen.text):
            done = self.end()
        self._open.append(seen)
        return done

    def end(self) -> tuple[Seen, ...]:
        """Give what is left: the pile has no more pages, or was stopped."""
        done, self._open = tuple(self._open), []
        return done


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


def note_ruling(office: Office, ruling: Ruling, pages: int) -> None:
    """Write into the journal that a person ruled a finding to be no mark, with her reason."""
    facts: dict[str, str | int | None] = {"reason": ruling.reason, "pages": pages}
    with write(office.database):
        journal_table.append(office.database, Act.RULED, ruling.by, ruling.at, facts)


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
