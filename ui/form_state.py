"""What the form knows of one draft: seen, typed, doubtful, and why; no Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from clerk_app.domain.draft import Draft, doubtful
from clerk_app.domain.entry import Fields
from clerk_app.domain.guess import FieldGuess, FieldValue
from ui.intake_words import doubt, say, shown

Badges = tuple[str, str]
"""A badge's word and its role; an empty word is no badge."""


@dataclass(slots=True)
class FormState:
    """One draft in the form, or none.

    Attributes:
        confirmed: Fields that the clerk has seen or typed.
        typed: Fields that she changed since the draft was shown.
        trail: Fields that Enter has left, for the way back.
    """

    draft: Draft | None = None
    confirmed: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)
    trail: list[str] = field(default_factory=list)

    def holds(self, draft: Draft) -> bool:
        """Tell whether this is the draft that is shown."""
        return self.draft is not None and self.draft.id == draft.id

    def take(self, draft: Draft) -> None:
        """Take a newer state of the draft."""
        self.draft = draft
        self.confirmed |= draft.confirmed

    @property
    def doubts(self) -> list[str]:
        """Names of the fields that still need a look, worst first."""
        if self.draft is None:
            return []
        return doubtful(replace(self.draft, confirmed=frozenset(self.confirmed)))

    def guess(self, name: str) -> FieldGuess | None:
        """Give what was read for a field."""
        return self.draft.reading.fields.get(name) if self.draft else None

    def original(self, name: str) -> str | None:
        """Give the text that was read, before anything put it right, as the form shows it."""
        guess = self.guess(name)
        if guess is None:
            return None
        return shown(name, guess.value if guess.corrected_from is None else guess.corrected_from)

    def alternative(self, name: str, text: str, step: int) -> str | None:
        """Give the reading before or after a text; None where there is only one."""
        guess = self.guess(name)
        if guess is None or not guess.alternatives:
            return None
        texts = [shown(name, value) for value in (guess.value, *guess.alternatives)]
        at = texts.index(text) + step if text in texts else 0
        return texts[at % len(texts)]

    def badge(self, name: str, text: str, doubts: Iterable[str]) -> Badges:
        """Tell why a field needs a look, that it was changed, or that it was seen.

        Args:
            text: What the form shows.
            doubts: The fields that still need a look.
        """
        if self.draft is None:
            return "", "doubt"
        guess = self.guess(name)
        typed = name in self.typed or name in self.draft.confirmed
        if name in doubts:
            return doubt(self.draft, name, typed, text), "doubt"
        if guess is not None and not typed and self._changed(guess, name):
            return say("changed"), "plain"
        was = text and doubt(self.draft, name, False, text)
        return say("seen") if was else "", "good"

    def _changed(self, guess: FieldGuess, name: str) -> bool:
        """Tell whether the directory put in what was not read."""
        held = self.draft.fields.get(name) if self.draft else None
        return guess.corrected_from is not None or held != guess.value

    def values(self, found: Mapping[str, FieldValue]) -> Fields:
        """Keep what says something: a value, or that a known one was emptied."""
        draft = self.draft
        known = {*draft.reading.fields, *draft.fields} - {"page_amount"} if draft else set()
        return {name: value for name, value in found.items() if value or name in known}
