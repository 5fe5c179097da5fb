"""Pages read as words: columns apart, inks apart, boxes on the page as it came."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from clerk_app.core import handwriting, imaging, ink
from clerk_app.core.layer_words import overlap, row_of, set_in
from clerk_app.core.notation_reader import notation_again
from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.region import Mask, Seam, apart, gap, ink_cells, seam
from clerk_app.core.sheet import (
    PLAIN_DPI,
    READING_DPI,
    Sheet,
    after,
    more,
    next_line,
    prepared,
)
from clerk_app.core.signature_reader import Ending, ending, signature_apart, signed_over
from clerk_app.core.title_reader import title_again
from clerk_app.domain.layout import in_lines, is_national_heading
from clerk_app.domain.pen import PenText
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Page, Word

STAMP_DPI = 200
"""Stamps are set in large capitals; pens and specks of colour cost time at more."""

HEADING_END = 0.45
"""Nothing of a heading stands below this fraction of a page (NĐ 30, Phụ lục I, Mục IV)."""

SIGNATURE_START = 0.4

TOP_END, _TOP_REACH = 0.37, 0.02
"""About here the part that is read first ends: type and subject stand over it."""

Told = Callable[[PageText], None]


def is_blank(page: Page, pixels: imaging.Image | None = None) -> bool:
    """Tell whether a page bears nothing at all; a page with one small stamp is not blank.

    Args:
        pixels: The page decoded, where somebody has it; so in what follows.
    """
    if page.digital and page.text:
        return False
    return ink.is_blank(imaging.decode(page) if pixels is None else pixels)


def read_heading(engine: Engine, page: Page, pixels: imaging.Image | None = None) -> PageText:
    """Read the top of a page, its two heading columns apart."""
    return _read(engine, page, _Parts(end=HEADING_END, signed=False), pixels)


def read_signature(engine: Engine, page: Page) -> PageText:
    """Read the bottom of a page: recipients and signature."""
    return _read(engine, page, _Parts(start=SIGNATURE_START))


def read_page(
    engine: Engine, page: Page, pixels: imaging.Image | None = None, tell: Told | None = None
) -> PageText:
    """Read a whole page, for its fields and for a text layer.

    A page set by a program gives its own words; reading fills in what is drawn over them.

    Args:
        tell: Takes the words of heading, recipients and signature, which are read first.
    """
    return _read(engine, page, _Parts(), pixels, tell)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What of a page is read.

    Attributes:
        start: From this fraction of its height.
        end: To this one.
        signed: Recipients and signature are looked for.
    """

    start: float = 0.0
    end: float = 1.0
    signed: bool = True

    @property
    def whole(self) -> bool:
        return (self.start, self.end) == (0.0, 1.0)

    @property
    def box(self) -> Box:
        return Box(0.0, self.start, 1.0, self.end)


@dataclass(frozen=True, slots=True)
class _Top:
    """What was read of the top of a level page, before the rest.

    Attributes:
        heading: Where the heading ends, a fraction of the height.
        bottom: Where all of it ends.
    """

    words: list[Word]
    again: list[Word]
    pen: tuple[PenText, ...]
    heading: float
    bottom: float


def _read(
    engine: Engine,
    page: Page,
    parts: _Parts,
    pixels: imaging.Image | None = None,
    tell: Told | None = None,
) -> PageText:
    if page.digital and page.text:
        return PageText(page.number, _own_words(engine, page, parts.box, pixels), parts.whole)
    sheet = prepared(page, pixels)
    cells = ink_cells(sheet.plain, PLAIN_DPI)

    def text(words: Iterable[Word], again: Iterable[Word], whole: bool) -> PageText:
        here, aside = sheet.on_page(words), sheet.on_page(again)
        return PageText(page.number, tuple(here), whole, top.pen, tuple(aside))

    top = _top(engine, sheet, parts, cells)
    end = ending(engine, sheet, cells, top.heading) if parts.signed else None
    if tell is not None:
        tell(text(*_first(top, end), False))
    return text(*_rest(engine, sheet, parts, cells, top, end), parts.whole)


def _top(engine: Engine, sheet: Sheet, parts: _Parts, cells: Mask) -> _Top:
    """Read heading, type and subject, with what a pen and stamps say there."""
    if parts.start > 0.0:
        return _Top([], [], (), parts.start, parts.start)
    way = seam(cells, down=(0.0, HEADING_END))
    words = _heading_words(engine, sheet, way)
    start = way.bottom if way else 0.0
    end = parts.end if parts.end < 1.0 else gap(cells, TOP_END, (0.0, 1.0), _TOP_REACH)
    words += _plain(engine, sheet, words, Box(0.0, start, 1.0, max(start, end)))
    again = _heading_again(engine, sheet, words, way)
    if way is not None:
        again += notation_again(engine, sheet, words, again)
        words = title_again(engine, sheet, words, again, cells)
    pen = handwriting.read(sheet.level, sheet.back, words, again)
    return _Top(words, again, pen, start, max(start, end))


def _first(top: _Top, end: Ending | None) -> tuple[list[Word], list[Word]]:
    """Give what is read before the rest: words, and those of further readings."""
    if end is None:
        return top.words, top.again
    words = [word for word in top.words if not end.holds(word.box)]
    words += after(end.words, words)
    again = after(top.again, words)
    return words, [*again, *after(end.again, [*words, *again])]


def _rest(
    engine: Engine, sheet: Sheet, parts: _Parts, cells: Mask, top: _Top, end: Ending | None
) -> tuple[list[Word], list[Word]]:
    """Read what is between top and end, and put all of a page together."""
    below = Box(0.0, top.bottom, 1.0, end.level if end else parts.end)
    words = [*top.words, *_plain(engine, sheet, top.words, below)]
    again: list[Word] = []
    if end is not None:
        words = [word for word in words if not end.holds(word.box)]
        words += after(end.words, words)
        words += _plain(engine, sheet, words, Box(0.0, end.bottom, 1.0, parts.end))
        again = after(end.again, words)
        if not end.signed:
            again = signed_over(engine, sheet, words, end)
    elif parts.signed:
        words, again = signature_apart(engine, sheet, words, cells)
    return words, [*again, *after(top.again, [*words, *again])]


def _heading_words(engine: Engine, sheet: Sheet, way: Seam | None) -> list[Word]:
    """Read what stands over the heading, then its two columns."""
    if way is None:
        return []
    over = Box(0.0, 0.0, 1.0, way.top)
    words = more(engine, sheet.black, [], over, Layout.SCATTERED)
    for pixels, side in apart(sheet.black, way):
        words += more(engine, pixels, words, side, Layout.BLOCK)
    return words


def _plain(engine: Engine, sheet: Sheet, before: list[Word], region: Box) -> list[Word]:
    first = next_line(before)
    return engine.words(sheet.plain, PLAIN_DPI, region=region, first_line=first)


def _heading_again(
    engine: Engine, sheet: Sheet, before: list[Word], way: Seam | None
) -> list[Word]:
    """Read the organ's column as scattered words, and coloured ink alone: what stamps say."""
    again: list[Word] = []
    if way is not None:
        organ, side = apart(sheet.black, way)[0]
        again += more(engine, organ, before, side, Layout.SCATTERED)
    if sheet.coloured is not None:
        top, first = Box(0.0, 0.0, 1.0, HEADING_END), next_line([*before, *again])
        stamps = imaging.at_dpi(sheet.coloured, READING_DPI, STAMP_DPI)
        again += engine.words(
            stamps, STAMP_DPI, layout=Layout.SCATTERED, region=top, first_line=first
        )
    return again


def _own_words(
    engine: Engine, page: Page, part: Box, pixels: imaging.Image | None
) -> tuple[Word, ...]:
    """Give the text layer's words; where it holds a heading, what is drawn over it too."""
    inside = [w for w in page.text if part.top <= (w.box.top + w.box.bottom) / 2 <= part.bottom]
    own = set_in(inside)
    if not any(is_national_heading(line.text) for line in in_lines(own)):
        return tuple(own)
    sheet = prepared(page, pixels)
    way = seam(ink_cells(sheet.plain, PLAIN_DPI), down=(0.0, HEADING_END))
    top = _heading_words(engine, sheet, way)
    below = Box(0.0, way.bottom if way else 0.0, 1.0, HEADING_END)
    drawn = [
        w
        for w in sheet.on_page([*top, *_plain(engine, sheet, top, below)])
        if not any(overlap(w.box, mine.box) > 0.3 for mine in own)
    ]
    first = next_line(own)
    return (*own, *(replace(w, line=row_of(w, own, w.line + first)) for w in drawn))
