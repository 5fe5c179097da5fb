"""The exclusion gate: a declaration and what was found decide about a whole document."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from clerk_app.domain.classification import NO_EXCLUSION, SECRECY, SecrecyLevel
from clerk_app.domain.scanning import Box, Page


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the clerk said of the paper before anything was read.

    Attributes:
        category: `none`, or a category of the office's regulation profile.
        by: Who declared.
        at: When, with time zone.
        level: The secrecy level she named, if any.
        partial: The profile's category of which a part alone is digitised; `category` is `none`.
        most_pages: So many pages of that part may be kept; None: the whole.
        stops: The categories that the office's profile has: a find of another stops nothing.
            None: every category stops.
    """

    category: str
    by: str
    at: datetime
    level: SecrecyLevel | None = None
    partial: str | None = None
    most_pages: int | None = None
    stops: frozenset[str] | None = field(default=None, compare=False)

    def counts(self, finding: "Finding") -> bool:
        """Tell whether a find stops this document; a secrecy mark always does."""
        return finding.category == SECRECY or self.stops is None or finding.category in self.stops


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
        declassified: The stamp says that a mark holds no longer (GIẢI MẬT): a person looks.
    """

    category: str
    level: SecrecyLevel | None
    page: int
    box: Box
    confidence: float
    sure: bool
    declassified: bool = False


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


@dataclass(frozen=True, slots=True)
class Passed:
    """Pages of a document that is too long for memory: examined, and nothing found on them yet.

    They are not cleared: the document is, when its last page has come (`conclude`). What keeps
    them does so under a key of the document that a find on a later page destroys.

    Attributes:
        pages: Those that leave memory now.
    """

    pages: tuple[Page, ...]
    declaration: Declaration
    made_by: object = None

    def __post_init__(self) -> None:
        if self.made_by is not _BY_THE_GATE:
            raise TypeError("Passed is made by clerk_app.domain.gate alone")


@dataclass(frozen=True, slots=True)
class Concluded:
    """The gate's word that every page of a long document has passed and that no more will come.

    Attributes:
        pages: How many there are, those that left memory earlier among them.
    """

    pages: int
    declaration: Declaration
    made_by: object = None

    def __post_init__(self) -> None:
        if self.made_by is not _BY_THE_GATE:
            raise TypeError("Concluded is made by clerk_app.domain.gate alone")


def decide(declaration: Declaration, pages: tuple[Page, ...], evidence: Evidence) -> Verdict:
    """Rule on a whole document: the declaration first, then what was seen.

    Raises:
        ValueError: The evidence does not cover every page, or there are more than declared.
    """
    if declaration.category != NO_EXCLUSION:
        return Excluded(declaration.category, declaration.level, len(pages), None)
    _need_whole(declaration, pages, evidence)
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
        second: Whoever signed with her, where the office's rule asks for two.
    """

    by: str
    at: datetime
    reason: str
    second: str = ""


def overrule(
    declaration: Declaration, pages: tuple[Page, ...], evidence: Evidence, ruling: Ruling
) -> Cleared:
    """Clear a document on a person's word; the caller writes the ruling into the journal.

    Raises:
        ValueError: No reason, an excluding declaration, or pages that were not examined.
    """
    if declaration.category != NO_EXCLUSION or not ruling.reason.strip():
        raise ValueError("a ruling needs a reason, and does not undo a declaration")
    _need_whole(declaration, pages, evidence)
    return Cleared(pages, declaration, evidence, _BY_THE_GATE)


def passed(
    declaration: Declaration,
    pages: tuple[Page, ...],
    evidence: Evidence,
    ruling: Ruling | None = None,
) -> Passed:
    """Let pages of a document that is not complete leave memory.

    Raises:
        ValueError: Pages that were not examined, a find without a ruling, a declaration that
            excludes the document, or more pages than a declared part has.
    """
    _need_nothing_found(declaration, evidence, ruling)
    _need_whole(declaration, pages, evidence)
    return Passed(pages, declaration, _BY_THE_GATE)


def conclude(
    declaration: Declaration, earlier: int, evidence: Evidence, ruling: Ruling | None = None
) -> Concluded:
    """Clear a long document when its last page has come; the kept rows prove the earlier ones.

    Args:
        earlier: How many of its pages had passed and left memory.
        evidence: Of the pages that came after those.

    Raises:
        ValueError: A find without a ruling, an excluding declaration, or nothing kept.
    """
    _need_nothing_found(declaration, evidence, ruling)
    if earlier < 1:
        raise ValueError("what never left memory is decided upon whole")
    return Concluded(earlier + evidence.pages, declaration, _BY_THE_GATE)


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


def _need_whole(declaration: Declaration, pages: tuple[Page, ...], evidence: Evidence) -> None:
    if evidence.pages != len(pages) or not pages:
        raise ValueError("every page of a document is examined before it is ruled on")
    if declaration.most_pages is not None and len(pages) > declaration.most_pages:
        raise ValueError("more pages than the declared part has")


def _need_nothing_found(
    declaration: Declaration, evidence: Evidence, ruling: Ruling | None
) -> None:
    if declaration.category != NO_EXCLUSION:
        raise ValueError("only what was declared clear is kept")
    if evidence.findings and (ruling is None or not ruling.reason.strip()):
        raise ValueError("a find is ruled on before anything is kept")
