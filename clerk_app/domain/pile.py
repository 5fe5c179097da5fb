"""A pile of pages parted into documents: a national heading starts one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from clerk_app.domain.heading import Frame, code, frame
from clerk_app.domain.layout import Line, in_lines
from clerk_app.domain.reading import PageText
from clerk_app.domain.text import is_upper, search_key

HEADING_END = 0.3
"""The Quốc hiệu of a first page stands above this fraction of its height."""

ANNEX_WORDS = (
    "phu luc",
    "bieu mau",
    "mau so",
    "danh muc kem theo",
    "kem theo",
    "ban hanh kem theo",
)
"""What stands over an annex (NĐ 30/2020, Phụ lục I, Mục III), as search keys."""


@dataclass(frozen=True, slots=True)
class PileDocument:
    """Pages of one document.

    Attributes:
        pages: 1-based numbers in the pile, blank ones too.
        blank_pages: Those of them that bear nothing; folded away, never dropped.
    """

    pages: tuple[int, ...]
    blank_pages: tuple[int, ...] = ()


def documents(pages: Sequence[PageText], blank: Collection[int]) -> list[PileDocument]:
    """Part a pile into documents; every page belongs to exactly one.

    Args:
        pages: In the pile's order.
        blank: Numbers of the blank pages; they stay with the document before them.
    """
    piles: list[list[int]] = []
    for text in pages:
        first = not piles or all(number in blank for number in piles[0])
        if not piles or (not first and text.page not in blank and starts_document(text)):
            piles.append([])
        piles[-1].append(text.page)
    return [
        PileDocument(tuple(pile), tuple(number for number in pile if number in blank))
        for pile in piles
    ]


def starts_document(text: PageText) -> bool:
    """Tell whether a page bears a document's own heading, and not an annex's copy of one."""
    lines = in_lines(text.words)
    place = frame(lines)
    if place is None or place.nation.top > HEADING_END:
        return False
    return not _in_annex(lines, place) and _is_filled(place)


def _in_annex(lines: Iterable[Line], place: Frame) -> bool:
    """Tell whether an annex's title stands over or beside the heading."""
    over = [line for line in lines if line.centre[1] < place.nation.bottom + 0.02]
    return any(_is_annex_line(line) for line in over)


def _is_annex_line(line: Line) -> bool:
    key = search_key(line.text).lstrip(" (\"'“")
    said = key.startswith(ANNEX_WORDS)
    return said and (is_upper(line.text) or key.startswith(("kem theo", "ban hanh", "phu luc")))


def _is_filled(place: Frame) -> bool:
    """Tell a document's heading from a form's: dots stand where a form wants a number."""
    found = code(place)
    return found is not None or bool(place.left)
