"""Pages read as words: columns apart, inks apart, boxes on the page as it came."""

from dataclasses import dataclass, replace

from clerk_app.core import handwriting, imaging, ink
from clerk_app.core.layer_words import overlap, row_of, set_in
from clerk_app.core.notation_reader import notation_again
from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.region import Seam, apart, ink_cells, seam
from clerk_app.core.sheet import (
    PLAIN_DPI,
    READING_DPI,
    Sheet,
    more,
    next_line,
    prepared,
)
from clerk_app.core.signature_reader import signature_apart
from clerk_app.core.title_reader import title_again
from clerk_app.domain.layout import in_lines, is_national_heading
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Page, Word

STAMP_DPI = 200
"""Stamps are set in large capitals; pens and specks of colour cost time at more."""

HEADING_END = 0.45
"""Nothing of a heading stands below this fraction of a page (NĐ 30, Phụ lục I, Mục IV)."""

SIGNATURE_START = 0.4


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


def read_page(engine: Engine, page: Page, pixels: imaging.Image | None = None) -> PageText:
    """Read a whole page, for its fields and for a text layer.

    A page set by a program gives its own words; reading fills in what is drawn over them.
    """
    return _read(engine, page, _Parts(), pixels)


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


def _read(
    engine: Engine, page: Page, parts: _Parts, pixels: imaging.Image | None = None
) -> PageText:
    if page.digital and page.text:
        return PageText(page.number, _own_words(engine, page, parts.box, pixels), parts.whole)
    sheet = prepared(page, pixels)
    cells = ink_cells(sheet.plain, PLAIN_DPI)
    way = seam(cells, down=(0.0, HEADING_END)) if parts.start == 0.0 else None
    words = _heading_words(engine, sheet, way)
    below = Box(0.0, way.bottom if way else parts.start, 1.0, parts.end)
    words += _plain(engine, sheet, words, below)
    again: list[Word] = []
    if parts.signed:
        words, again = signature_apart(engine, sheet, words, cells)
    again += _heading_again(engine, sheet, again, parts, way)
    if way is not None:
        again += notation_again(engine, sheet, words, again)
        words = title_again(engine, sheet, words, again, cells)
    here, aside = sheet.on_page(words), sheet.on_page(again)
    pen = handwriting.read(sheet.level, sheet.back, words, again) if parts.start == 0.0 else ()
    return PageText(page.number, tuple(here), parts.whole, pen, tuple(aside))


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
    engine: Engine, sheet: Sheet, before: list[Word], parts: _Parts, way: Seam | None
) -> list[Word]:
    """Read the organ's column as scattered words, and coloured ink alone: what stamps say."""
    again: list[Word] = []
    if way is not None:
        organ, side = apart(sheet.black, way)[0]
        again += more(engine, organ, before, side, Layout.SCATTERED)
    if sheet.coloured is not None and parts.start == 0.0:
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
