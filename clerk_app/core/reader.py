"""Pages read as words: columns apart, inks apart, boxes on the page as it came."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from clerk_app.core import handwriting, imaging, ink
from clerk_app.core.layer_words import overlap, row_of, set_in
from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.region import Mask, Seam, apart, ink_cells, seam
from clerk_app.domain.layout import in_lines, is_national_heading
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Colour, Page, Word
from clerk_app.domain.signature import is_signed, list_edge, recipients_label

READING_DPI = 300
"""Capitals and short lines are read at this resolution."""

PLAIN_DPI = 200
"""Running text: a line is then about as high as the reading network's own input."""

STAMP_DPI = 200
"""Stamps are set in large capitals; pens and specks of colour cost time at more."""

HEADING_END = 0.45
"""Nothing of a heading stands below this fraction of a page (NĐ 30, Phụ lục I, Mục IV)."""

SIGNATURE_START = 0.4
_SOFT = 1.2
_RISE = 0.025
_SIGNATURE_DEPTH = 0.32


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page made ready for reading: level, its print at two resolutions, its coloured ink."""

    level: imaging.Image
    black: imaging.Image
    plain: imaging.Image
    coloured: imaging.Image | None
    back: imaging.Matrix

    def on_page(self, words: Iterable[Word]) -> list[Word]:
        """Move the words' boxes back to the page as it came."""
        return [
            replace(word, box=imaging.moved_box(word.box, self.back, self.black)) for word in words
        ]


def is_blank(page: Page) -> bool:
    """Tell whether a page bears nothing at all; a page with one small stamp is not blank."""
    return not (page.digital and page.text) and ink.is_blank(imaging.decode(page))


def read_heading(engine: Engine, page: Page) -> PageText:
    """Read the top of a page, its two heading columns apart."""
    return _read(engine, page, _Parts(end=HEADING_END, signed=False))


def read_signature(engine: Engine, page: Page) -> PageText:
    """Read the bottom of a page: recipients and signature."""
    return _read(engine, page, _Parts(start=SIGNATURE_START))


def read_page(engine: Engine, page: Page) -> PageText:
    """Read a whole page, for its fields and for a text layer.

    A page set by a program gives its own words; reading fills in what is drawn over them.
    """
    return _read(engine, page, _Parts())


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


def _read(engine: Engine, page: Page, parts: _Parts) -> PageText:
    if page.digital and page.text:
        return PageText(page.number, _own_words(engine, page, parts.box), parts.whole)
    sheet = _sheet(page)
    cells = ink_cells(sheet.black, READING_DPI)
    way = seam(cells, down=(0.0, HEADING_END)) if parts.start == 0.0 else None
    words = _heading_words(engine, sheet, way)
    below = Box(0.0, way.bottom if way else parts.start, 1.0, parts.end)
    words += _plain(engine, sheet, words, below)
    again: list[Word] = []
    if parts.signed:
        words, again = _signature_apart(engine, sheet, words, cells)
    again += _heading_again(engine, sheet, again, parts, way)
    here, aside = sheet.on_page(words), sheet.on_page(again)
    pen = handwriting.read(sheet.level, sheet.back, words, again) if parts.start == 0.0 else ()
    return PageText(page.number, tuple(here), parts.whole, pen, tuple(aside))


def _sheet(page: Page) -> _Sheet:
    pixels = imaging.at_dpi(imaging.decode(page), page.dpi, READING_DPI)
    level, back = imaging.straighten(pixels)
    coloured = ink.coloured_ink(level) if page.colour is Colour.COLOUR else None
    black = ink.softened(ink.print_alone(level), _SOFT)
    plain = imaging.at_dpi(black, READING_DPI, PLAIN_DPI)
    return _Sheet(level, black, plain, coloured, back)


def _heading_words(engine: Engine, sheet: _Sheet, way: Seam | None) -> list[Word]:
    """Read what stands over the heading, then its two columns."""
    if way is None:
        return []
    over = Box(0.0, 0.0, 1.0, way.top)
    words = _more(engine, sheet.black, [], over, Layout.SCATTERED)
    for pixels, side in apart(sheet.black, way):
        words += _more(engine, pixels, words, side, Layout.BLOCK)
    return words


def _plain(engine: Engine, sheet: _Sheet, before: list[Word], region: Box) -> list[Word]:
    first = _next_line(before)
    return engine.words(sheet.plain, PLAIN_DPI, region=region, first_line=first)


def _heading_again(
    engine: Engine, sheet: _Sheet, before: list[Word], parts: _Parts, way: Seam | None
) -> list[Word]:
    """Read the organ's column as scattered words, and coloured ink alone: what stamps say."""
    again: list[Word] = []
    if way is not None:
        organ, side = apart(sheet.black, way)[0]
        again += _more(engine, organ, before, side, Layout.SCATTERED)
    if sheet.coloured is not None and parts.start == 0.0:
        top, first = Box(0.0, 0.0, 1.0, HEADING_END), _next_line([*before, *again])
        stamps = imaging.at_dpi(sheet.coloured, READING_DPI, STAMP_DPI)
        again += engine.words(
            stamps, STAMP_DPI, layout=Layout.SCATTERED, region=top, first_line=first
        )
    return again


def _more(
    engine: Engine, pixels: imaging.Image, words: list[Word], region: Box, layout: int
) -> list[Word]:
    """Read one more region; its lines are numbered on from the words read before."""
    first = _next_line(words)
    return engine.words(pixels, READING_DPI, layout=layout, region=region, first_line=first)


def _next_line(words: Iterable[Word]) -> int:
    return max((word.line for word in words), default=-1) + 1


def _signature_apart(
    engine: Engine, sheet: _Sheet, words: list[Word], cells: Mask
) -> tuple[list[Word], list[Word]]:
    """Read recipients and signature anew as two columns, where the recipients' label was read.

    A pen's strokes and a seal break a block of text apart; what one reading loses another finds.
    """
    lines = in_lines(words)
    label = recipients_label(lines)
    if label is None:
        return words, []
    top, level = max(0.0, label.box.top - _RISE), label.box.top - 0.004
    end = min(1.0, label.box.top + _SIGNATURE_DEPTH)
    way = seam(cells, across=(0.28, 0.62), down=(level, end), start=level + 0.05)
    middle = max(list_edge(lines, label), way.middle if way else label.box.left + 0.3)
    kept = [w for w in words if not _in_block(w.box, level, end, top, middle)]
    kept += _more(engine, sheet.black, kept, Box(0.0, level, middle, end), Layout.BLOCK)
    beside = Box(middle, top, 1.0, end)
    kept += _more(engine, sheet.black, kept, beside, Layout.BLOCK)
    return kept, _through_seal(engine, sheet, kept, beside)


def _in_block(box: Box, level: float, end: float, top: float, middle: float) -> bool:
    """Tell whether a word lies in one of the two columns that are read again."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return (level if x < middle else top) <= y < end


def _through_seal(engine: Engine, sheet: _Sheet, words: list[Word], part: Box) -> list[Word]:
    """Read the signature's column as scattered words: print through a grey seal, then as it is.

    Coloured ink is read only where no name was found in black: some names are stamped.
    """
    again: list[Word] = []
    pixels = imaging.cut(sheet.level, part)
    black = imaging.cut(sheet.black, part)
    images = (ink.softened(ink.black_print(pixels), _SOFT), black, ink.coloured_ink(pixels))
    for image in images:
        if image is None or (again and is_signed(in_lines([*words, *again]))):
            break
        first = _next_line([*words, *again])
        found = engine.words(image, READING_DPI, layout=Layout.SCATTERED, first_line=first)
        again += [replace(word, box=_inside(word.box, part)) for word in found]
    return again


def _inside(box: Box, part: Box) -> Box:
    """Give a box of a part's fractions as one of the whole's."""
    wide, high = part.right - part.left, part.bottom - part.top
    return Box(
        part.left + box.left * wide,
        part.top + box.top * high,
        part.left + box.right * wide,
        part.top + box.bottom * high,
    )


def _own_words(engine: Engine, page: Page, part: Box) -> tuple[Word, ...]:
    """Give the text layer's words; where it holds a heading, what is drawn over it too."""
    inside = [w for w in page.text if part.top <= (w.box.top + w.box.bottom) / 2 <= part.bottom]
    own = set_in(inside)
    if not any(is_national_heading(line.text) for line in in_lines(own)):
        return tuple(own)
    sheet = _sheet(page)
    way = seam(ink_cells(sheet.black, READING_DPI), down=(0.0, HEADING_END))
    top = _heading_words(engine, sheet, way)
    below = Box(0.0, way.bottom if way else 0.0, 1.0, HEADING_END)
    drawn = [
        w
        for w in sheet.on_page([*top, *_plain(engine, sheet, top, below)])
        if not any(overlap(w.box, mine.box) > 0.3 for mine in own)
    ]
    first = _next_line(own)
    return (*own, *(replace(w, line=row_of(w, own, w.line + first)) for w in drawn))
