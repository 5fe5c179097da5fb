"""A pile of pages parted into documents: a national heading starts one."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from clerk_app.domain.heading import Frame, code, frame
from clerk_app.domain.layout import Line, in_lines, is_motto, is_national_heading
from clerk_app.domain.reading import PageText
from clerk_app.domain.subject import title
from clerk_app.domain.text import is_upper, search_key

HEADING_END = 0.3
"""The Quốc hiệu of a first page stands above this fraction of its height."""

_TITLE_DEPTH = 0.13
_ANNEX = re.compile(
    r"^\W*(phu luc( so)?( [ivx\d]{1,5}[a-z]?)?\W*$|phu luc( so)? [ivx\d]{1,5}[a-z]?\b"
    r"|(bieu )?mau( so)? [\w./-]{1,12}\W*$|\((ban hanh )?kem theo|\((dinh|gui) kem)"
)
"""What stands over an annex (NĐ 30/2020, Phụ lục I, Mục III), in search keys."""


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
    told = any(is_national_heading(line.text) or is_motto(line.text) for line in lines)
    if place is None or place.nation.top > HEADING_END or not (told or _is_wishes(place)):
        return False
    return not _in_annex(lines, place) and _is_filled(place)


def _is_wishes(place: Frame) -> bool:
    """Tell whether a heading without the Quốc hiệu is whole all the same: organ, date and type.

    Letters of thanks and wishes are often written so, and print may be too faint.
    """
    return bool(place.left) and is_upper(place.left[0].text) and title(place) is not None


def _in_annex(lines: Iterable[Line], place: Frame) -> bool:
    """Tell whether an annex's title stands over the heading, beside it or right under it."""
    end = place.nation.bottom + _TITLE_DEPTH
    return any(_ANNEX.match(_key(line)) for line in lines if line.centre[1] < end)


def _key(line: Line) -> str:
    return search_key(line.text).strip()


def _is_filled(place: Frame) -> bool:
    """Tell a document's heading from a form's: dots stand where a form wants a number."""
    found = code(place)
    return found is not None or bool(place.left)


def last_own_page(pages: Sequence[PageText]) -> int:
    """Name the page that most likely bears the signature: the last one before an annex.

    Args:
        pages: Of one document, in order; their headings suffice.
    """
    own = pages[0].page
    for text in pages[1:]:
        lines = in_lines(text.words)
        if any(_ANNEX.match(_key(line)) for line in lines if line.centre[1] < HEADING_END):
            return own
        if lines:
            own = text.page
    return own
