"""Recipients and signature read anew: two columns, and the name under a seal in several ways."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clerk_app.core import imaging, ink
from clerk_app.core.name_reader import name_again, name_sought
from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.region import Mask, apart, seam
from clerk_app.core.sheet import SOFT, Sheet, cut_out, more
from clerk_app.domain.layout import Line, in_lines
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.signature import (
    is_named,
    is_signed,
    is_signed_beside,
    is_well_signed,
    list_edge,
    recipients_label,
    signed_part,
)

_RISE = 0.025
_DEPTH = 0.32
_ACROSS = (0.28, 0.62)
_FOOT = 0.98


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a document, found by the white way between recipients and signature.

    Attributes:
        words: Of both columns.
        label: The line `Nơi nhận:`.
        beside: Where the signature's column is.
        signed: The signature is in it.
    """

    words: tuple[Word, ...]
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
    return Ending(tuple(words), label, beside, signed)


def signed_beside(engine: Engine, sheet: Sheet, end: Ending) -> list[Word]:
    """Read the signature again that stands beside the recipients; nothing where it does not."""
    return _through_seal(engine, sheet, end.words, end.beside) if end.signed else []


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
    """Read the signature's column as scattered words, and the rows of its name by themselves.

    Black print through a grey seal comes first, then print as it is. Coloured ink is read only
    where no name was found in black: some names are stamped.
    """
    again: list[Word] = []
    done: list[Box] = []
    pixels = sheet.level(part)
    images: tuple[Callable[[], imaging.Image | None], ...] = (
        lambda: ink.softened(ink.black_print(pixels), SOFT),
        lambda: imaging.cut(sheet.black, part),
        lambda: ink.coloured_ink(pixels),
    )
    if is_well_signed(in_lines(words)):
        return []
    for made in images:
        image = made()
        if image is not None:
            again += cut_out(engine, image, [*words, *again], part)
            again += name_again(sheet, [*words, *again], done)
        if is_signed(in_lines([*words, *again])):
            return again
    found = [*words, *again]
    return again if is_named(in_lines(found)) else again + name_sought(sheet, found)
