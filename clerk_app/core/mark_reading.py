"""Reads the word of a stamp at a place of a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from clerk_app.core import imaging, ink, mark_plate, mark_shapes, mark_words
from clerk_app.core.imaging import Image
from clerk_app.core.mark_plate import Plate
from clerk_app.core.mark_shapes import WORK_DPI, Shape
from clerk_app.core.mark_words import StampWord
from clerk_app.core.ocr import Engine, Layout
from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.scanning import MM_PER_INCH, Box, Word
from clerk_app.domain.text import is_upper, tone_key

INKED: Final = (0.02, 0.6)
_WINDOW_MM: Final = (76.0, 38.0)
_NEAR_MM: Final = (9.0, 4.5)
_USUAL_MM: Final = (44.0, 12.0)
_ONE_WORD: Final = 8  # Tesseract's page segmentation mode for a single word
_CLEAR: Final = 0.1
_RED_SHARE: Final = 0.01
_SHAPES: Final = 2
_TALLER: Final = 1.7
_DOUBLE: Final = 2
_OVER_MM: Final = (16.0, 9.0, 3.5)  # to both sides, and how far over the middle
_TEXT_SHARE: Final = 0.4
_LINE_OVER_MM: Final = (9.5, 2.8)
_WELL: Final = 0.8
_OTHER_HALVES: Final = frozenset(tone_key(word) for word in ("BÍ", "BẢO"))
_RULE_MM: Final = 12.0
_LONG_RULE_MM: Final = 52.0  # the longest frame of a mark is 40 mm
_GAP: Final = 1.2  # between two words, of their height


@dataclass(frozen=True, slots=True)
class StampReading:
    """What stands at a place.

    Attributes:
        word: The lexicon's word nearest to what was read.
        box: Around the stamp, fractions of the page.
        borders: How many frames run around it: 0, 1 or 2.
        red: In red ink.
        framed_as_mark: Its frame has a secrecy mark's size, with ink inside.
        compound: `MẬT` was read beside a word that no mark has beside it.
        tabled: It stands in a row of a table: the rules over and under it are longer than any
            stamp's frame.
        continued: A line of text stands right over it, as over the last line of a title.
        completes: That line ends with `BẢO` or `BÍ`, which `MẬT` goes on after.
    """

    word: StampWord
    box: Box
    borders: int
    red: bool
    framed_as_mark: bool
    compound: bool = False
    tabled: bool = False
    continued: bool = False
    completes: bool = False


_FRAME_MM: Final = ((15.0, 50.0), (6.0, 16.0))


def read(engine: Engine, pixels: Image, dpi: float, x: float, y: float) -> StampReading:
    """Read the stamp about a place.

    Args:
        engine: Reads its word.
        pixels: RGB or grey page, the finest at hand.
        dpi: Of `pixels`.
        x: Fraction of the page's width.
        y: Fraction of the page's height.
    """
    window, origin = _window(pixels, dpi, x, y)
    work = imaging.at_dpi(window, dpi, WORK_DPI)
    unit = WORK_DPI / MM_PER_INCH
    middle = (
        (x * pixels.shape[1] - origin[0]) * WORK_DPI / dpi,
        (y * pixels.shape[0] - origin[1]) * WORK_DPI / dpi,
    )
    shapes = [one for one in mark_shapes.find(work) if _about(one, middle, unit)]
    shapes.sort(key=lambda one: (not one.red, not one.framed, -one.borders, -one.score))
    shapes = shapes[:_SHAPES]
    red = float((ink.red_mask(work) > 0).mean()) > _RED_SHARE
    shapes.append(Shape(*middle, *_USUAL_MM, 0.0, red and not shapes, False))
    tried = list(_tried(engine, window, dpi, shapes))
    (word, compound), shape, plate = min(tried, key=lambda one: one[0][0].share)
    borders = max(plate.borders, shapes[0].borders)
    box = _on_page(shape.box(work), window, origin, pixels)
    fit = INKED[0] < plate.inked < INKED[1] and _mark_size(shape)
    levelled = word.level is not None or word.word == mark_words.TABLE_HEAD
    tabled = levelled and borders < _DOUBLE and _in_row(work, middle, unit)
    continued = borders == 0 and _under_text(work, middle, unit)
    completes = (
        continued
        and not shape.red
        and word.level in {None, SecrecyLevel.MAT}
        and _ends_with_other_half(engine, pixels, dpi, y)
    )
    return StampReading(word, box, borders, shape.red, fit, compound, tabled, continued, completes)


def _ends_with_other_half(engine: Engine, pixels: Image, dpi: float, y: float) -> bool:
    """Tell whether the line of capitals over a place ends with the half of a word: `BẢO`."""
    height, unit = pixels.shape[0], dpi / MM_PER_INCH
    first, last = (round(y * height - each * unit) for each in _LINE_OVER_MM)
    strip = imaging.at_dpi(pixels[max(0, first) : max(0, last)], dpi, WORK_DPI)
    words = engine.words(strip, WORK_DPI, layout=Layout.LINE)
    if not words or words[-1].confidence < _WELL:
        return False
    told = is_upper(" ".join(word.text for word in words))
    return told and tone_key(words[-1].text.strip(".,;")) in _OTHER_HALVES


def _under_text(work: Image, middle: tuple[float, float], unit: float) -> bool:
    """Tell whether a line of text runs right over a place, from its left to its right."""
    wide, first, last = (round(each * unit) for each in _OVER_MM)
    x, y = round(middle[0]), round(middle[1])
    strip = ink.dark_mask(work)[max(0, y - first) : max(0, y - last), max(0, x - wide) : x + wide]
    if not strip.size:
        return False
    shares = [float((part > 0).any(axis=0).mean()) for part in np.array_split(strip, 4, axis=1)]
    return min(shares) > _TEXT_SHARE


def _in_row(work: Image, middle: tuple[float, float], unit: float) -> bool:
    """Tell whether the rules next over and under a place are those of a table's row."""
    over = under = None
    for left, first, right, last in ink.ruled_lines(ink.dark_mask(work), _RULE_MM * unit):
        lies = abs(last - first) < abs(right - left)
        if not lies or not min(left, right) <= middle[0] <= max(left, right):
            continue
        apart = (first + last) / 2 - middle[1]
        long = abs(right - left) / unit
        if apart < 0 and (over is None or apart > over[0]):
            over = apart, long
        if apart > 0 and (under is None or apart < under[0]):
            under = apart, long
    return over is not None and under is not None and min(over[1], under[1]) > _LONG_RULE_MM


def _tried(
    engine: Engine, window: Image, dpi: float, shapes: list[Shape]
) -> Iterator[tuple[tuple[StampWord, bool], Shape, Plate]]:
    """Read one shape after another until one is clear."""
    for shape in shapes:
        plate = mark_plate.plate(window, dpi, shape)
        told = _words_of(engine, plate)
        yield told, shape, plate
        if told[0].share <= _CLEAR:
            return


def _words_of(engine: Engine, plate: Plate) -> tuple[StampWord, bool]:
    """Read a plate as a line, then as a word; the nearer reading counts.

    Told too is whether `MẬT` stood beside a word that no mark has beside it.
    """
    best, compound = mark_words.UNREAD, False
    if not INKED[0] < plate.inked < INKED[1]:
        return best, compound
    for layout in (Layout.LINE, _ONE_WORD):
        words = engine.words(plate.text, plate.dpi, layout=layout)
        near = mark_words.nearest(" ".join(word.text for word in words))
        best = min(best, near, key=lambda word: word.share)
        if layout is Layout.LINE:
            compound = any(_compound(*pair, plate) for pair in pairwise(words))
        if best.share <= _CLEAR:
            break
    return best, compound


def _compound(one: Word, other: Word, plate: Plate) -> bool:
    """Tell whether two words read one after the other are as one, in size and in sense."""
    tall, wide = plate.text.shape
    heights = [(each.box.bottom - each.box.top) * tall for each in (one, other)]
    apart = (other.box.left - one.box.right) * wide
    alike = max(heights) < _TALLER * min(heights) and -_GAP < apart / max(heights) < _GAP
    return alike and mark_words.beside(one.text, other.text)


def _window(pixels: Image, dpi: float, x: float, y: float) -> tuple[Image, tuple[int, int]]:
    unit = dpi / MM_PER_INCH
    tall, wide = pixels.shape[:2]
    left = max(0, round(x * wide - _WINDOW_MM[0] * unit / 2))
    top = max(0, round(y * tall - _WINDOW_MM[1] * unit / 2))
    right, bottom = left + round(_WINDOW_MM[0] * unit), top + round(_WINDOW_MM[1] * unit)
    return np.ascontiguousarray(pixels[top:bottom, left:right]), (left, top)


def _about(shape: Shape, middle: tuple[float, float], unit: float) -> bool:
    """Tell whether a shape lies about the place that was pointed at."""
    across, down = abs(shape.x - middle[0]) / unit, abs(shape.y - middle[1]) / unit
    return across < _NEAR_MM[0] + shape.width / 6 and down < _NEAR_MM[1]


def _mark_size(shape: Shape) -> bool:
    wide, tall = _FRAME_MM
    fits = wide[0] <= shape.width <= wide[1] and tall[0] <= shape.height <= tall[1]
    return fits and shape.framed


def _on_page(box: Box, window: Image, origin: tuple[int, int], pixels: Image) -> Box:
    tall, wide = pixels.shape[:2]
    return Box(
        (origin[0] + box.left * window.shape[1]) / wide,
        (origin[1] + box.top * window.shape[0]) / tall,
        (origin[0] + box.right * window.shape[1]) / wide,
        (origin[1] + box.bottom * window.shape[0]) / tall,
    )
