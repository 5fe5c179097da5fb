"""One field as it was read, with confidence and place."""

from dataclasses import dataclass

from clerk_app.domain.scanning import Box

FieldValue = str | int | list[str]


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """One field as read, before the clerk has seen it.

    Attributes:
        value: NFC text; ISO 8601 for a date; a list for `recipients`; a count for `page_amount`.
        confidence: 0 to 1.
        page: 1-based page it stands on.
        box: Its place, fractions of the page.
        alternatives: Other values, best first.
        handwritten: A pen wrote it.
        corrected_from: As it was read, where what stands beside it has put it right; else None.
    """

    value: FieldValue
    confidence: float
    page: int
    box: Box
    alternatives: tuple[FieldValue, ...] = ()
    handwritten: bool = False
    corrected_from: FieldValue | None = None


Fields = dict[str, FieldGuess]
"""Guesses by the fields' names."""
