"""Pages read as words: columns apart, red ink apart, boxes on the page as it came."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from clerk_app.core import imaging, ink
from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.region import Seam, apart, ink_cells, seam
from clerk_app.domain.layout import Line, in_lines, is_national_heading
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Page, Word
from clerk_app.domain.signature import recipients_label

READING_DPI = 300
"""Capitals and short lines are read at this resolution."""

PLAIN_DPI = 200
"""Running text: a line is then about as high as the reading network's own input."""

HEADING_END = 0.45
"""Nothing of a heading stands below this fraction of a page (NĐ 30, Phụ lục I, Mục IV)."""

SIGNATURE_START = 0.4
_LEAST_RED = 0.0004
_SOFT = 1.2
_RISE = 0.025
_WIDEST_LIST = 0.54
_DRAWN_GAP = 0.06
_OVERLAY_WORDS = 2
_SIGNATURE_DEPTH = 0.32


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page made ready for reading: grey, level, at two resolutions, and its red ink apart."""

    black: imaging.Image
    plain: imaging.Image
    red: imaging.Image | None
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
    return _read(engine, page, Box(0.0, 0.0, 1.0, HEADING_END))


def read_signature(engine: Engine, page: Page) -> PageText:
    """Read the bottom of a page: recipients and signature."""
    return _read(engine, page, Box(0.0, SIGNATURE_START, 1.0, 1.0))


def read_page(engine: Engine, page: Page) -> PageText:
    """Read a whole page, for its fields and for a text layer.

    A page set by a program gives its own words; reading fills in what is drawn over them.
    """
    return _read(engine, page, Box(0.0, 0.0, 1.0, 1.0))


def _read(engine: Engine, page: Page, part: Box) -> PageText:
    whole = part.top == 0.0 and part.bottom == 1.0
    if page.digital and page.text:
        return PageText(page.number, _own_words(engine, page, part), whole)
    sheet = _sheet(page)
    way = _heading_seam(sheet, part)
    words = _words(engine, sheet, part, way)
    words, again = _signature_apart(engine, sheet, words)
    if way is not None:
        again += _more(engine, sheet.black, again, apart(sheet.black, way)[0][1], Layout.SCATTERED)
    if sheet.red is not None:
        again += _more(engine, sheet.red, again, part, Layout.SCATTERED)
    here, aside = sheet.on_page(words), sheet.on_page(again)
    return PageText(page.number, tuple(here), whole, (), tuple(aside))


def _sheet(page: Page) -> _Sheet:
    pixels = imaging.at_dpi(imaging.decode(page), page.dpi, READING_DPI)
    level, back = imaging.straighten(pixels)
    mask = ink.red_mask(level)
    red = None
    if float(np.count_nonzero(mask)) > _LEAST_RED * mask.size:
        red = np.asarray(255 - np.minimum(255, ink.redness(level).astype(np.uint16) * 2), np.uint8)
    black = ink.softened(ink.evened(ink.without_red(level)), _SOFT)
    plain = imaging.at_dpi(black, READING_DPI, PLAIN_DPI)
    return _Sheet(black, plain, red, back)


def _heading_seam(sheet: _Sheet, part: Box) -> Seam | None:
    if part.top > 0.0:
        return None
    return seam(ink_cells(sheet.black, READING_DPI), down=(0.0, HEADING_END))


def _words(engine: Engine, sheet: _Sheet, part: Box, way: Seam | None) -> list[Word]:
    """Read what stands over the heading, its two columns, then the rest."""
    top = part.top
    words: list[Word] = []
    if way is not None:
        top = way.bottom
        words += _more(engine, sheet.black, words, Box(0.0, 0.0, 1.0, way.top), Layout.SCATTERED)
        for pixels, side in apart(sheet.black, way):
            words += _more(engine, pixels, words, side, Layout.BLOCK)
    first = _next_line(words)
    rest = Box(0.0, top, 1.0, part.bottom)
    return words + engine.words(sheet.plain, PLAIN_DPI, region=rest, first_line=first)


def _more(
    engine: Engine, pixels: imaging.Image, words: list[Word], region: Box, layout: int
) -> list[Word]:
    """Read one more region; its lines are numbered on from the words read before."""
    first = _next_line(words)
    return engine.words(pixels, READING_DPI, layout=layout, region=region, first_line=first)


def _next_line(words: Iterable[Word]) -> int:
    return max((word.line for word in words), default=-1) + 1


def _signature_apart(
    engine: Engine, sheet: _Sheet, words: list[Word]
) -> tuple[list[Word], list[Word]]:
    """Read recipients and signature as two columns, and the signature once more as scattered words.

    A pen's strokes break a block of text apart; what one reading loses the other finds.
    """
    lines = in_lines(words)
    label = recipients_label(lines)
    if label is None:
        return words, []
    top, level = max(0.0, label.box.top - _RISE), label.box.top - 0.004
    end = min(1.0, label.box.top + _SIGNATURE_DEPTH)
    cells = ink_cells(sheet.black, READING_DPI)
    way = seam(cells, across=(0.28, 0.62), down=(level, end), start=level + 0.05)
    middle = max(_list_edge(lines, label), way.middle if way else label.box.left + 0.3)
    kept = [w for w in words if not _in_block(w.box, level, end, top, middle)]
    kept += _more(engine, sheet.black, kept, Box(0.0, level, middle, end), Layout.BLOCK)
    beside = Box(middle, top, 1.0, end)
    kept += _more(engine, sheet.black, kept, beside, Layout.BLOCK)
    return kept, _more(engine, sheet.black, kept, beside, Layout.SCATTERED)


def _list_edge(lines: list[Line], label: Line) -> float:
    """Tell where the list of recipients ends to the right."""
    listed = [
        line.box.right
        for line in lines
        if 0 < line.box.top - label.box.top < 0.2
        and abs(line.box.left - label.box.left) < 0.04
        and line.box.right < _WIDEST_LIST
    ]
    return max(listed, default=label.box.right) + 0.005


def _in_block(box: Box, level: float, end: float, top: float, middle: float) -> bool:
    """Tell whether a word lies in one of the two columns that are read again."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return (level if x < middle else top) <= y < end


def _own_words(engine: Engine, page: Page, part: Box) -> tuple[Word, ...]:
    """Give the text layer's words; where it holds a heading, what is drawn over it too."""
    inside = [w for w in page.text if part.top <= (w.box.top + w.box.bottom) / 2 <= part.bottom]
    own = _set_in(inside)
    if not any(is_national_heading(line.text) for line in in_lines(own)):
        return tuple(own)
    sheet = _sheet(page)
    top = Box(0.0, 0.0, 1.0, HEADING_END)
    drawn = [
        w
        for w in sheet.on_page(_words(engine, sheet, top, _heading_seam(sheet, top)))
        if not any(_overlap(w.box, mine.box) > 0.3 for mine in own)
    ]
    first = _next_line(own)
    return (*own, *(replace(w, line=_row_of(w, own, w.line + first)) for w in drawn))


def _set_in(words: list[Word]) -> list[Word]:
    """Put overlays (a number, a day) into the lines they stand in: a layer lists them apart."""
    counts = Counter(word.line for word in words)
    small = {line for line, count in counts.items() if count <= _OVERLAY_WORDS}
    fixed = [word for word in words if word.line not in small]
    return [
        replace(word, line=_row_of(word, fixed, word.line)) if word.line in small else word
        for word in words
    ]


def _row_of(word: Word, own: list[Word], alone: int) -> int:
    """Give the line of the text layer into which a drawn word was set, such as a number."""
    middle = (word.box.top + word.box.bottom) / 2
    beside = [
        (max(mine.box.left - word.box.right, word.box.left - mine.box.right), mine.line)
        for mine in own
        if mine.box.top < middle < mine.box.bottom
    ]
    gap, line = min(beside, default=(1.0, alone))
    return line if gap < _DRAWN_GAP else alone


def _overlap(one: Box, other: Box) -> float:
    """Tell which share of the first box the second covers."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    area = (one.right - one.left) * (one.bottom - one.top)
    return max(0.0, wide) * max(0.0, high) / area if area > 0 else 0.0
