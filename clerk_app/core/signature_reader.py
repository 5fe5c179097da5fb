"""Recipients and signature read anew: two columns, and the name under a seal in several ways."""

from collections.abc import Sequence
from dataclasses import dataclass

from clerk_app.core import imaging, ink
from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.region import Mask, apart, seam
from clerk_app.core.sheet import PLAIN_DPI, READING_DPI, SOFT, Sheet, cut_out, more
from clerk_app.domain.layout import Line, in_lines
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.signature import (
    half_name,
    is_signed,
    is_signed_beside,
    list_edge,
    name_places,
    recipients_label,
    signed_part,
)

_BEFORE, _OVER, _UNDER = 0.085, 0.006, 0.004
_LOWER = (0.0, 0.001, -0.001)
_PAPER = 245
_RISE = 0.025
_DEPTH = 0.32
_ACROSS = (0.28, 0.62)
_FOOT = 0.98


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a document, found by the white way between recipients and signature.

    Attributes:
        words: Of both columns.
        again: Of further readings of the signature.
        label: The line `Nơi nhận:`.
        beside: Where the signature's column is.
        signed: The signature is in it, and was read.
    """

    words: tuple[Word, ...]
    again: tuple[Word, ...]
    label: Line
    beside: Box
    signed: bool

    @property
    def level(self) -> float:
        """Where the recipients begin, a fraction of the height."""
        return _level(self.label)

    @property
    def bottom(self) -> float:
        """Where both columns end."""
        return self.beside.bottom

    def holds(self, box: Box) -> bool:
        """Tell whether a word lies in one of the columns."""
        return _in_block(box, self.level, self.beside)


def ending(engine: Engine, sheet: Sheet, cells: Mask, top: float) -> Ending | None:
    """Read recipients and signature before anything else of a page; None where no way tells them.

    Args:
        cells: `ink_cells` of the page.
        top: Where a heading ends, a fraction of the height.
    """
    way = seam(cells, across=_ACROSS, down=(top, _FOOT), start=_FOOT)
    if way is None:
        return None
    left, side = apart(sheet.black, way)[0]
    found = more(engine, left, [], side, Layout.BLOCK)
    label = recipients_label(in_lines(found))
    if label is None:
        return None
    listed = [word for word in found if word.box.bottom > label.box.top]
    beside = _beside(in_lines(listed), label, cells)
    words = [*listed, *more(engine, sheet.black, listed, beside, Layout.BLOCK)]
    signed = is_signed_beside(in_lines(words), label)
    again = _through_seal(engine, sheet, words, beside) if signed else []
    return Ending(tuple(words), tuple(again), label, beside, signed)


def signed_over(engine: Engine, sheet: Sheet, words: Sequence[Word], end: Ending) -> list[Word]:
    """Read the signature again that does not stand beside the recipients, but over them."""
    part = signed_part(in_lines(words), end.label) or end.beside
    return _through_seal(engine, sheet, words, part)


def signature_apart(
    engine: Engine, sheet: Sheet, words: list[Word], cells: Mask
) -> tuple[list[Word], list[Word]]:
    """Read the end of a document again, where it was found among a page's words.

    A pen's strokes and a seal break a block of text apart; what one reading loses another finds.

    Returns:
        The page's words, recipients and signature as two columns; and the words of further
        readings of the signature.
    """
    lines = in_lines(words)
    label = recipients_label(lines)
    part = signed_part(lines, label)
    if label is not None:
        words, beside = _two_columns(engine, sheet, words, lines, label, cells)
        part = part or beside
    if part is None:
        return words, []
    return words, _through_seal(engine, sheet, words, part)


def _two_columns(
    engine: Engine, sheet: Sheet, words: list[Word], lines: list[Line], label: Line, cells: Mask
) -> tuple[list[Word], Box]:
    """Read what stands from `Nơi nhận:` on as two columns; the right one's place comes along."""
    level, beside = _level(label), _beside(lines, label, cells)
    kept = [word for word in words if not _in_block(word.box, level, beside)]
    column = Box(0.0, level, beside.left, beside.bottom)
    kept += more(engine, sheet.black, kept, column, Layout.BLOCK)
    return [*kept, *more(engine, sheet.black, kept, beside, Layout.BLOCK)], beside


def _level(label: Line) -> float:
    return label.box.top - 0.004


def _beside(lines: list[Line], label: Line, cells: Mask) -> Box:
    """Tell where the column of the signature is."""
    top, level = max(0.0, label.box.top - _RISE), _level(label)
    end = min(1.0, label.box.top + _DEPTH)
    way = seam(cells, across=_ACROSS, down=(level, end), start=level + 0.05)
    middle = max(list_edge(lines, label), way.middle if way else label.box.left + 0.3)
    return Box(middle, top, 1.0, end)


def _in_block(box: Box, level: float, beside: Box) -> bool:
    """Tell whether a word lies in one of the two columns that are read again."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return (level if x < beside.left else beside.top) <= y < beside.bottom


def _through_seal(engine: Engine, sheet: Sheet, words: Sequence[Word], part: Box) -> list[Word]:
    """Read the signature's column as scattered words, and the rows of its name as lines.

    Black print through a grey seal comes first, then print as it is. Coloured ink is read only
    where no name was found in black: some names are stamped.
    """
    again: list[Word] = []
    pixels = imaging.cut(sheet.level, part)
    images = (
        ink.softened(ink.black_print(pixels), SOFT),
        imaging.cut(sheet.black, part),
        ink.coloured_ink(pixels),
    )
    for number, image in enumerate(images):
        if image is None or (again and is_signed(in_lines([*words, *again]))):
            break
        again += cut_out(engine, image, [*words, *again], part)
        ways = images[:2] if number == 0 else images[number : number + 1]
        again += _name_rows(engine, ways, [*words, *again], part)
    return again + _before_half(engine, sheet, [*words, *again])


def _before_half(engine: Engine, sheet: Sheet, words: list[Word]) -> list[Word]:
    """Read the word before half a name again and again, all that lies over its row wiped off.

    It is the rim of a seal, and what is left of it differs from reading to reading.
    """
    half = half_name(in_lines(words))
    if half is None:
        return []
    found: list[Word] = []
    part = Box(max(0.0, half.left - _BEFORE), half.top - _OVER, half.right, half.bottom + _UNDER)
    for image in (sheet.black, imaging.grey(sheet.level)):
        for lower in _LOWER:
            strip = imaging.cut(image, part).copy()
            strip[: round((half.top + lower - part.top) * image.shape[0])] = _PAPER
            for dpi in (READING_DPI, PLAIN_DPI):
                pixels = imaging.at_dpi(strip, READING_DPI, dpi)
                found += cut_out(engine, pixels, [*words, *found], part, Layout.LINE, dpi)
    return found


def _name_rows(
    engine: Engine, images: Sequence[imaging.Image | None], words: list[Word], part: Box
) -> list[Word]:
    """Read the rows where the name may stand: scattered words first, then each as one line."""
    found: list[Word] = []
    lines = in_lines(words)
    places = [
        box
        for place in name_places(lines, recipients_label(lines))
        if (box := place.within(part)) is not None
    ]
    for layout in (Layout.SCATTERED, Layout.LINE):
        for box in places:
            for image in images:
                if image is not None:
                    strip = imaging.cut(image, box.relative_to(part))
                    found += cut_out(engine, strip, [*words, *found], box, layout)
        if is_signed(in_lines([*words, *found])):
            break
    return found
