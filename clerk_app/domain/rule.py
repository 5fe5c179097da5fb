"""What every rule of a regulation profile has: a name, its words, and where it stands."""

from dataclasses import dataclass


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

    def __str__(self) -> str:
        return f"{self.instrument}, {self.article}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of an office, as it can be shown.

    Attributes:
        id: Unique among the rules of its kind.
        text: What is to be done.
        sources: Never empty in a profile that was read.
        precaution: Not the law of every office: held to until an office's own profile drops it.
    """

    id: str
    label: Bilingual
    text: Bilingual
    sources: tuple[Source, ...]
    precaution: bool = False
