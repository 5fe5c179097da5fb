"""A draft: a cleared document between the gate and its number."""

from dataclasses import dataclass

from clerk_app.domain.entry import Fields
from clerk_app.domain.gate import Cleared, Declaration
from clerk_app.domain.reading import PageText, Reading
from clerk_app.domain.scanning import Colour


@dataclass(frozen=True, slots=True)
class DraftPage:
    """One kept page of a draft.

    Attributes:
        id: Made once; it stays when the page moves to another document.
        width: Pixels.
        height: Pixels.
        blank: It bears nothing; folded away, never dropped.
        text: What was read on it.
    """

    id: str
    width: int
    height: int
    dpi: float
    colour: Colour
    blank: bool
    text: PageText


@dataclass(frozen=True, slots=True)
class Draft:
    """A cleared document, its reading, and what the form holds.

    Attributes:
        pages: In order; `text.page` counts from 1 within the document.
        reading: What was read of it.
        fields: What the form holds: read values, and over them what the clerk typed.
        confirmed: Names of the fields that she has seen or typed.
    """

    id: str
    pages: tuple[DraftPage, ...]
    declaration: Declaration
    reading: Reading
    fields: Fields
    confirmed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Built:
    """A draft's PDF/A, made outside the store.

    Attributes:
        source_sha256: Of its pages' bytes, to know them when they come again.
    """

    cleared: Cleared
    data: bytes
    source_sha256: str
    text: str


SURE = 0.95
SURE_OF = {"issued_date": 0.8, "code_number": 0.85}
"""From this confidence on a field needs no look of its own (see docs/accuracy.md)."""

SURE_BY_HAND = 0.95
"""The same for what a pen wrote."""

LOOKED_AT = (
    "code_number",
    "code_notation",
    "organ_name",
    "issued_date",
    "type_name",
    "subject",
    "signer_full_name",
    "signer_position",
)


def doubtful(draft: Draft) -> list[str]:
    """Name the fields that need a look, worst first: missing, then the least sure.

    A field that the clerk has seen or typed needs none.
    """

    def sureness(name: str) -> float:
        guess = draft.reading.fields.get(name)
        return guess.confidence if guess else 0.0

    open_names = [name for name in LOOKED_AT if name not in draft.confirmed]
    return sorted((name for name in open_names if not is_sure(draft, name)), key=sureness)


def is_sure(draft: Draft, name: str) -> bool:
    """Tell whether a field was read so surely that it needs no look of its own."""
    guess = draft.reading.fields.get(name)
    if guess is None:
        return False
    return guess.confidence >= (SURE_BY_HAND if guess.handwritten else SURE_OF.get(name, SURE))
