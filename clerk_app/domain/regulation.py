"""Regulation profiles: what an office's rules say, as data with their sources.

The program knows kinds of rules and no province. A profile extends another one and says only
what differs; every rule names the article it comes from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from clerk_app.domain.classification import NO_EXCLUSION, SECRECY, SecrecyLevel
from clerk_app.errors import InputFault

Given = Mapping[str, object]
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
R = TypeVar("R", bound="ExclusionCategory | Book")
MIN_DPI: Final = 200  # NĐ 30/2020, Phụ lục I, Phần II, Mục I: no profile may go below


class Effect(StrEnum):
    """What becomes of a paper of an excluded category."""

    EXCLUDED = "excluded"  # no page and no line in this program
    UNSCANNED = "unscanned"  # a line may be written, no page is digitised


class BookKind(StrEnum):
    """Which way the documents of a book go."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in both languages of the window."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands.

    Attributes:
        instrument: The instrument's number and notation.
        article: Article, clause, point; or the annex.
    """

    instrument: str
    article: str


@dataclass(frozen=True, slots=True)
class ExclusionCategory:
    """A kind of paper that may not be digitised.

    Attributes:
        id: What the declaration and the journal call it.
        rule: What is to be done with the paper.
        levels: The marks among which the clerk chooses.
        precaution: Not the law of every office: held to until an office's own profile drops it.
    """

    id: str
    label: Bilingual
    rule: Bilingual
    effect: Effect
    sources: tuple[Source, ...]
    levels: tuple[SecrecyLevel, ...] = ()
    precaution: bool = False


@dataclass(frozen=True, slots=True)
class Scanning:
    """How a paper is digitised."""

    min_dpi: int
    colour: bool
    file_format: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A kind of register."""

    id: str
    kind: BookKind
    label: Bilingual
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """All rules of one office, those of the profiles it extends among them."""

    id: str
    name: Bilingual
    extends: str | None
    scanning: Scanning
    categories: tuple[ExclusionCategory, ...]
    books: tuple[Book, ...]

    def category(self, name: str) -> ExclusionCategory:
        """Find an exclusion category; raises InputFault `category-unknown`."""
        for category in self.categories:
            if category.id == name:
                return category
        raise InputFault("category-unknown", category=name)


def profile_from(given: Given, base: Profile | None = None) -> Profile:
    """Make a profile of a file's content.

    Args:
        given: The file as it was read: `id`, `name`, `extends`, `scanning`, `category`, `book`,
            and `dropped`, the categories of the base that do not hold here, with their sources.
        base: The profile that this one extends, where it extends one.

    Raises:
        InputFault: `profile-invalid`; `where` names the place: `category.2.sources`.
    """
    table = _Table(given, "")
    extends = table.text("extends") if "extends" in given else None
    if extends != (base.id if base else None):
        raise table.invalid("extends")
    dropped = _dropped(table, base)
    profile = Profile(
        id=table.text("id"),
        name=table.words("name"),
        extends=extends,
        scanning=_scanning(table, base),
        categories=_merged(
            [each for each in base.categories if each.id not in dropped] if base else [],
            [_category(each) for each in table.tables("category")],
            table,
            "category",
        ),
        books=_merged(
            base.books if base else (),
            [_book(each) for each in table.tables("book")],
            table,
            "book",
        ),
    )
    table.close()
    if not any(each.id == SECRECY for each in profile.categories):
        raise table.invalid("category")
    return profile


def _category(table: "_Table") -> ExclusionCategory:
    category = ExclusionCategory(
        id=table.text("id"),
        label=table.words("label"),
        rule=table.words("rule"),
        effect=table.one_of("effect", Effect),
        sources=table.sources(),
        levels=tuple(table.several_of("levels", SecrecyLevel)),
        precaution=table.take("precaution", bool, False),
    )
    if category.id == NO_EXCLUSION:
        raise table.invalid("id")
    if category.id == SECRECY and (category.effect, len(category.levels)) != (Effect.EXCLUDED, 3):
        raise table.invalid("effect")
    table.close()
    return category


def _book(table: "_Table") -> Book:
    book = Book(
        id=table.text("id"),
        kind=table.one_of("kind", BookKind),
        label=table.words("label"),
        sources=table.sources(),
    )
    table.close()
    return book


def _scanning(table: "_Table", base: Profile | None) -> Scanning:
    if base and "scanning" not in table:
        return base.scanning
    inner = table.table("scanning")
    scanning = Scanning(
        min_dpi=inner.take("min_dpi", int),
        colour=inner.take("colour", bool),
        file_format=inner.text("file_format"),
        sources=inner.sources(),
    )
    if scanning.min_dpi < MIN_DPI or not scanning.colour:
        raise inner.invalid("min_dpi" if scanning.min_dpi < MIN_DPI else "colour")
    inner.close()
    return scanning


def _dropped(table: "_Table", base: Profile | None) -> set[str]:
    names = set()
    for inner in table.tables("dropped"):
        name = inner.text("id")
        if name == SECRECY or not base or name not in {each.id for each in base.categories}:
            raise inner.invalid("id")
        inner.sources()
        inner.close()
        names.add(name)
    return names


def _merged(base: Sequence[R], own: Sequence[R], table: "_Table", key: str) -> tuple[R, ...]:
    """The base's rules in their order, each replaced by the profile's own of the same id."""
    by_id = {each.id: each for each in own}
    if len(by_id) != len(own):
        raise table.invalid(key)
    merged = {each.id: each for each in base} | by_id
    return tuple(merged.values())


class _Table:
    """A mapping of the file, from which each key is taken once."""

    def __init__(self, given: object, place: str) -> None:
        self._place = place
        if not isinstance(given, Mapping):
            raise self.invalid("")
        self._left = dict(given)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def invalid(self, key: str) -> InputFault:
        where = ".".join(part for part in (self._place, key) if part)
        return InputFault("profile-invalid", where=where)

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        value = self._left.pop(key, default)
        if type(value) is not kind:
            raise self.invalid(key)
        return value

    def text(self, key: str) -> str:
        value = self.take(key, str)
        if not value.strip():
            raise self.invalid(key)
        return value

    def table(self, key: str) -> "_Table":
        return _Table(self._left.pop(key, None), self._at(key))

    def tables(self, key: str) -> "list[_Table]":
        each = enumerate(self.take(key, list, []), start=1)
        return [_Table(inner, self._at(f"{key}.{number}")) for number, inner in each]

    def words(self, key: str) -> Bilingual:
        inner = self.table(key)
        words = Bilingual(inner.text("vi"), inner.text("en"))
        inner.close()
        return words

    def one_of(self, key: str, kind: type[E]) -> E:
        return self._member(key, kind, self.take(key, str))

    def several_of(self, key: str, kind: type[E]) -> list[E]:
        return [self._member(key, kind, value) for value in self.take(key, list, [])]

    def sources(self) -> tuple[Source, ...]:
        """The articles of a rule; a rule without one is none."""
        sources = []
        for inner in self.tables("sources"):
            sources.append(Source(inner.text("instrument"), inner.text("article")))
            inner.close()
        if not sources:
            raise self.invalid("sources")
        return tuple(sources)

    def close(self) -> None:
        """Refuse what nobody has asked for."""
        for key in self._left:
            raise self.invalid(str(key))

    def _member(self, key: str, kind: type[E], value: object) -> E:
        if not isinstance(value, str) or value not in list(kind):
            raise self.invalid(key)
        return kind(value)

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key
