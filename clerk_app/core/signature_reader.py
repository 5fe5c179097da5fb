"""Recipients and signature read anew: two columns, and the name under a seal in several ways."""

from collections.abc import Sequence

from clerk_app.core import imaging, ink
from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.region import Mask, seam
from clerk_app.core.sheet import PLAIN_DPI, READING_DPI, SOFT, Sheet, cut_out, more
from clerk_app.domain.layout import Line, in_lines
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.signature import (
    half_name,
    is_signed,
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
    top, level = max(0.0, label.box.top - _RISE), label.box.top - 0.004
    end = min(1.0, label.box.top + _DEPTH)
    way = seam(cells, across=(0.28, 0.62), down=(level, end), start=level + 0.05)
    middle = max(list_edge(lines, label), way.middle if way else label.box.left + 0.3)
    kept = [w for w in words if not _in_block(w.box, level, end, top, middle)]
    kept += more(engine, sheet.black, kept, Box(0.0, level, middle, end), Layout.BLOCK)
    beside = Box(middle, top, 1.0, end)
    return [*kept, *more(engine, sheet.black, kept, beside, Layout.BLOCK)], beside


def _in_block(box: Box, level: float, end: float, top: float, middle: float) -> bool:
    """Tell whether a word lies in one of the two columns that are read again."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return (level if x < middle else top) <= y < end


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
