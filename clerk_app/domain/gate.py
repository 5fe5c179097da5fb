"""The exclusion gate: a declaration and what was found decide about a whole document."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from clerk_app.domain.classification import NO_EXCLUSION, SecrecyLevel
from clerk_app.domain.scanning import Box, Page


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the clerk said of the paper before anything was read.

    Attributes:
        category: `none`, or a category of the office's regulation profile.
        by: Who declared.
        at: When, with time zone.
        level: The secrecy level she named, if any.
    """

    category: str
    by: str
    at: datetime
    level: SecrecyLevel | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing seen on a page that stands against digitising it.

    Attributes:
        category: Category of the profile, `secrecy` for a secrecy mark.
        level: The mark's level where it could be read.
        page: 1-based number in the file.
        box: Place on the page.
        confidence: 0 to 1.
        sure: The mark was read: excludes. Else a person must rule.
    """

    category: str
    level: SecrecyLevel | None
    page: int
    box: Box
    confidence: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the examination of a document saw.

    Attributes:
        pages: How many pages were examined.
        findings: Everything found, in page order.
    """

    pages: int
    findings: tuple[Finding, ...]


_BY_THE_GATE: Final = object()


@dataclass(frozen=True, slots=True)
class Cleared:
    """A whole document that may be digitised; what writes takes nothing else.

    Only this module makes one (`tests/test_house.py` looks).
    """

    pages: tuple[Page, ...]
    declaration: Declaration
    evidence: Evidence
    made_by: object = None

    def __post_init__(self) -> None:
        if self.made_by is not _BY_THE_GATE:
            raise TypeError("Cleared is made by clerk_app.domain.gate alone")


@dataclass(frozen=True, slots=True)
class Excluded:
    """A document that may not be digitised: a normal end, without content."""

    category: str
    level: SecrecyLevel | None
    pages: int
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A document on which a person must rule before anything is written."""

    pages: int
    finding: Finding


Verdict = Cleared | Doubtful | Excluded


def decide(declaration: Declaration, pages: tuple[Page, ...], evidence: Evidence) -> Verdict:
    """Rule on a whole document: the declaration first, then what was seen.

    Raises:
        ValueError: The evidence does not cover every page.
    """
    if declaration.category != NO_EXCLUSION:
        return Excluded(declaration.category, declaration.level, len(pages), None)
    if evidence.pages != len(pages) or not pages:
        raise ValueError("every page of a document is examined before it is ruled on")
    worst = max(evidence.findings, key=_weight, default=None)
    if worst is None:
        return Cleared(pages, declaration, evidence, _BY_THE_GATE)
    if worst.sure:
        return Excluded(worst.category, worst.level, len(pages), worst)
    return Doubtful(len(pages), worst)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's word that what was found is no mark.

    Attributes:
        reason: Typed by her, never empty; kept in the journal.
    """

    by: str
    at: datetime
    reason: str


def overrule(
    declaration: Declaration, pages: tuple[Page, ...], evidence: Evidence, ruling: Ruling
) -> Cleared:
    """Clear a document on a person's word; the caller writes the ruling into the journal.

    Raises:
        ValueError: No reason, an excluding declaration, or pages that were not examined.
    """
    if declaration.category != NO_EXCLUSION or not ruling.reason.strip():
        raise ValueError("a ruling needs a reason, and does not undo a declaration")
    if evidence.pages != len(pages) or not pages:
        raise ValueError("every page of a document is examined before it is ruled on")
    return Cleared(pages, declaration, evidence, _BY_THE_GATE)


def renew(declaration: Declaration, pages: tuple[Page, ...]) -> Cleared:
    """Clear again what was cleared and kept before: the kept rows are the proof.

    Raises:
        ValueError: Nothing was declared clear, or there are no pages.
    """
    if declaration.category != NO_EXCLUSION or not pages:
        raise ValueError("only what was cleared is cleared again")
    return Cleared(pages, declaration, Evidence(len(pages), ()), _BY_THE_GATE)


def part(cleared: Cleared, numbers: Collection[int]) -> Cleared:
    """Give some pages of what was cleared whole, by their numbers in the file.

    Raises:
        ValueError: A page that was not cleared with it.
    """
    pages = tuple(page for page in cleared.pages if page.number in numbers)
    if len(pages) != len(set(numbers)):
        raise ValueError("a part holds pages of the whole alone")
    return Cleared(pages, cleared.declaration, cleared.evidence, _BY_THE_GATE)


def _weight(finding: Finding) -> tuple[bool, int, float]:
    levels = list(SecrecyLevel)
    rank = levels.index(finding.level) + 1 if finding.level else 0
    return finding.sure, rank, finding.confidence
