"""Regulation profiles: what an office's rules say, as data with their sources.

The program knows kinds of rules and no province. A profile extends another one and says only
what differs; every rule names the article it comes from.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Final

from clerk_app.domain.classification import NO_EXCLUSION, SecrecyLevel
from clerk_app.domain.office_rules import (
    AccountRule,
    DiscoveryRule,
    Duty,
    DutyKind,
    FileRules,
    FlowRule,
    MustSend,
    OfficeHours,
    RulingRule,
    Superior,
)
from clerk_app.domain.rule import Bilingual, Rule
from clerk_app.errors import InputFault

MIN_DPI: Final = 200  # NĐ 30/2020, Phụ lục I, Phần II, Mục I: no profile may go below


class Effect(StrEnum):
    """What becomes of a paper of an excluded category."""

    EXCLUDED = "excluded"  # no page and no line in this program
    UNSCANNED = "unscanned"  # a line may be written, no page is digitised
    PARTIAL = "partial"  # a line is written, and only the named part is digitised


class BookKind(StrEnum):
    """Which way the documents of a book go."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionCategory(Rule):
    """A kind of paper that may not be digitised, or not whole.

    Attributes:
        id: What the declaration and the journal call it.
        levels: The marks among which the clerk chooses.
        feed: Partial: how many sheets may be fed; None: the clerk says how many.
        part: Partial: what is scanned; None for every other effect.
        secret_book: The paper goes into the book of state secrets: she is reminded of it.
    """

    effect: Effect
    levels: tuple[SecrecyLevel, ...] = ()
    feed: int | None = None
    part: Bilingual | None = None
    secret_book: bool = False

    @property
    def rule(self) -> Bilingual:
        """What is to be done with the paper."""
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanning(Rule):
    """How a paper is digitised."""

    min_dpi: int
    colour: bool
    file_format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Rule):
    """A kind of register; its text says how it is kept and closed."""

    kind: BookKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All rules of one office, those of the profiles it extends among them.

    Attributes:
        hours: Office hours where an instrument states them; the office's own setting goes first.
        receipt: Present: what comes outside office hours counts from the start of the next.
        incoming: The flow of a document that came in.
        outgoing: The flow of a document that goes out.
        rulings: None: one person may rule that a find is no mark.
        rules: Every other rule that concerns a workstation.
    """

    id: str
    name: Bilingual
    extends: str | None
    scanning: Scanning
    categories: tuple[ExclusionCategory, ...]
    books: tuple[Book, ...]
    files: FileRules = field(default_factory=FileRules)
    hours: OfficeHours | None = None
    receipt: Rule | None = None
    duties: tuple[Duty, ...] = ()
    account: AccountRule | None = None
    incoming: FlowRule | None = None
    outgoing: FlowRule | None = None
    must_send: tuple[MustSend, ...] = ()
    rulings: RulingRule | None = None
    discovery: DiscoveryRule | None = None
    organs: tuple[Superior, ...] = ()
    rules: tuple[Rule, ...] = ()

    def category(self, name: str) -> ExclusionCategory:
        """Find an exclusion category; raises InputFault `category-unknown`."""
        for category in self.categories:
            if category.id == name:
                return category
        raise InputFault("category-unknown", category=name)

    def digitises(self, name: str) -> bool:
        """Whether a declaration of this category may go on to the scanner.

        Args:
            name: `none`, or a category; a partial one goes on within its `feed` and `part`.

        Raises:
            InputFault: `category-unknown`.
        """
        return name == NO_EXCLUSION or self.category(name).effect is Effect.PARTIAL

    def duties_of(self, kind: DutyKind) -> tuple[Duty, ...]:
        """Give the duties of a kind, in the profile's order."""
        return tuple(each for each in self.duties if each.kind is kind)

    def organ(self, key: str) -> Superior:
        """Find a superior office by its key; raises KeyError."""
        return {each.id: each for each in self.organs}[key]

    def listed(self) -> Iterator[tuple[str, Rule]]:
        """Give every rule once with its full name, `category.secrecy`, for showing and proofs."""
        yield "scanning", self.scanning
        for prefix, rules in (
            ("category", self.categories),
            ("book", self.books),
            ("duty", self.duties),
            ("must-send", self.must_send),
            ("rule", self.rules),
        ):
            yield from ((f"{prefix}.{each.id}", each) for each in rules)
        for each in fields(self.files):
            if (rule := getattr(self.files, each.name)) is not None:
                yield f"files.{each.name}", rule
        for name in ("receipt", "account", "incoming", "outgoing", "rulings", "discovery"):
            if (rule := getattr(self, name)) is not None:
                yield name, rule
