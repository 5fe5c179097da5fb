"""A notation read apart from the number that a pen wrote before it.

Tall strokes and dots stick to the notation's first letters and make its capitals look small. What
parts them is the printed slash (NĐ 30/2020, Phụ lục I, ô 3: `Số: …/…`), a stroke of its own.

Lengths are pixels of an A4 page 2480 wide (300 dpi), as in `pen_slots`.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np

from clerk_app.core import imaging, ink, pen_slots
from clerk_app.core.imaging import Image
from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.sheet import PLAIN_DPI, READING_DPI, Sheet, after, cut_out
from clerk_app.domain import heading
from clerk_app.domain.heading import Code, Frame
from clerk_app.domain.layout import in_lines
from clerk_app.domain.pen import NUMBER
from clerk_app.domain.scanning import Box, Word
from clerk_app.pool import Aside

_WELL_READ: Final = 0.8
_CAPITALS, _DESCENT, _STARTS = 56.0, 18.0, (-10.0, 14.0)
_WIDEST, _LEAST = 0.28, 0.03  # of a page's width
_BESIDE: Final = 4.0
_RAW_DPI: Final = 225

_DARK: Final = (150, 185, 130, 115, 100)  # thin ones are faint, blurred ones touch others
_HIGH: Final = (24.0, 50.0)
_WIDE: Final = (8.0, 27.0)
_OVER, _UNDER = 66.0, 24.0  # how far the strip reaches over and under the row
_OFF_ROW: Final = 20.0  # how far from the row a slash may end
_STEEP: Final = 0.88
_LEAST_INK: Final = 24.0


def notation_again(
    aside: Aside[Engine], sheet: Sheet, words: Sequence[Word], again: Sequence[Word]
) -> list[Word]:
    """Read a notation anew where a pen wrote before it, or where it was badly read.

    Args:
        aside: The engine that reads, and perhaps another beside it.
        words: Of the level page.
        again: Of its second readings.

    Returns:
        The words of these readings, each a line of its own; what they agree on counts.
    """
    height, width = sheet.black.shape[:2]
    places = pen_slots.slots(words, again, (width, height))[0]
    slot = next((one for one in places if one.name == NUMBER), None)
    lines, others = in_lines(words), in_lines(again)
    place = heading.frame(lines)
    if slot is None or place is None or _is_well_read(heading.code(place, others)):
        return []
    ways = [(part, *way) for part in _parts(sheet, slot, place) for way in _ways(sheet, part)]
    readings = aside.all(
        [partial(_read, pixels=pixels, dpi=dpi, part=part) for part, pixels, dpi in ways]
    )
    found: list[Word] = []
    for read in readings:
        found += after(read, [*words, *again, *found])
    return found


def _read(engine: Engine, pixels: Image, dpi: float, part: Box) -> list[Word]:
    """Read a notation that was cut out at its slash, which may be lost."""
    read = cut_out(engine, pixels, [], part, Layout.LINE, dpi)
    if read and not read[0].text.startswith(("/", "-")):
        slash = Box(part.left, part.top, read[0].box.left, part.bottom)
        read.insert(0, Word("/", read[0].confidence, slash, read[0].line))
    return read


def _parts(sheet: Sheet, slot: pen_slots.Slot, place: Frame) -> Iterator[Box]:
    """Give where the notation may lie: from its slash on.

    Without a slash that can be seen it is cut at the gap's end, as far as words tell it.
    """
    height, width = sheet.black.shape[:2]
    unit = width / pen_slots.PAGE_WIDTH
    top, bottom = (slot.base - _CAPITALS * unit) / height, (slot.base + _DESCENT * unit) / height
    found = slashes(sheet.black, slot.base, (slot.inner[0], place.split * width), unit)
    starts = [found[0] - _BESIDE * unit] if found else [slot.inner[1] + x * unit for x in _STARTS]
    for start in starts:
        left = start / width
        part = Box(left, top, min(place.split, left + _WIDEST), bottom)
        if part.right - part.left >= _LEAST:
            yield part


def _ways(sheet: Sheet, part: Box) -> Iterator[tuple[Image, float]]:
    """Give a part of the page as different readings like it: they err at different letters."""
    soft = imaging.cut(sheet.black, part)
    yield imaging.at_dpi(soft, READING_DPI, PLAIN_DPI), PLAIN_DPI
    yield soft, READING_DPI
    raw = ink.print_alone(sheet.level(part))
    yield imaging.at_dpi(raw, READING_DPI, _RAW_DPI), _RAW_DPI


def _is_well_read(code: Code | None) -> bool:
    if code is None or code.notation is None or code.number is None:
        return False
    return code.notation.confidence > _WELL_READ


def slashes(black: Image, base: float, span: tuple[float, float], unit: float) -> list[float]:
    """Find the printed slashes in a row, from the left.

    Args:
        black: Grey level page with print alone on it.
        base: Row on which the print stands, pixels.
        span: Between which columns to look, pixels.
        unit: Pixels of the page a pixel of 300 dpi.

    Returns:
        The column where each begins, pixels.
    """
    top, left = max(0, round(base - _OVER * unit)), max(0, round(span[0]))
    part = black[top : max(top, round(base + _UNDER * unit)), left : max(left, round(span[1]))]
    if not part.size:
        return []
    for dark in _DARK:
        found = _in_mask(np.asarray(part < dark, np.uint8), base - top, unit)
        if found:
            return [left + x for x in found]
    return []


def _in_mask(mask: Image, base: float, unit: float) -> list[int]:
    found = []
    for x, y, spot in ink.spots(mask):
        high, wide = spot.shape
        fits = _HIGH[0] <= high / unit <= _HIGH[1] and _WIDE[0] <= wide / unit <= _WIDE[1]
        stands = abs(y + high - base) <= _OFF_ROW * unit
        if fits and stands and spot.sum() > _LEAST_INK * unit * unit:
            rows, columns = np.nonzero(spot)
            if float(np.corrcoef(rows, columns)[0, 1]) < -_STEEP:
                found.append(x)
    return sorted(found)
