"""Places where the maps see a mark faintly and Tesseract reads nothing: what else may stand there?

Print over a mark hides it from the closer look, too. The line network reads through it; where it
finds no words either, a person must look.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from clerk_app.core import line_reader, mark_plate, mark_reading, mark_words
from clerk_app.core.imaging import Image
from clerk_app.core.mark_network import Peak
from clerk_app.core.mark_plate import Plate
from clerk_app.core.mark_reading import StampReading
from clerk_app.domain.classification import SECRECY, SecrecyLevel
from clerk_app.domain.gate import Finding
from clerk_app.domain.scanning import MM_PER_INCH, Box, Word
from clerk_app.domain.text import bare, is_syllable, is_upper

_GLOW: Final = 0.145  # of heat and mark together
_MOST_RIVAL, _MOST_OTHER, _MOST_ALIKE = 0.45, 0.15, 0.2
_UNREAD: Final = 0.3
_GONE: Final = -5.0  # 0 is a word that is there
_CLEAR, _LEAST_LETTERS = 0.9, 3
_DARK, _INKED, _ROOM = 90, 0.015, 4
_ASKED: Final = 0.5
_LAST: Final = SecrecyLevel.MAT.value  # the last word of all three levels
_ROW_MM, _ROWS_MM = (40.0, 5.0), (-1.2, 0.0, 1.2)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the network says of one plate.

    Attributes:
        words: As it reads them.
        fits: How well a mark's word fits somewhere in it, 0 at best.
    """

    words: tuple[Word, ...]
    fits: float


def doubted(
    pixels: Image, dpi: float, place: tuple[Peak, StampReading | None], page: int
) -> Finding | None:
    """Ask about a place that was taken for nothing, where neither reader knows what is printed.

    Nothing that was found is dropped here: clear words may lie over a mark.

    Args:
        pixels: RGB or grey page.
        dpi: Of `pixels`.
        place: What the maps saw and what Tesseract read there.
        page: The page's number.

    Raises:
        MachineFault: `network-missing`, `network-broken`.
    """
    peak, reading = place
    unread = reading is None or reading.word.share > _UNREAD
    if not (unread and _glows(peak)) or _is_print(pixels, dpi, peak):
        return None
    box = reading.box if reading else _about(peak)
    return Finding(SECRECY, None, page, box, _ASKED, sure=False)


def _glows(peak: Peak) -> bool:
    """Tell whether the maps see a mark there and hardly anything else."""
    other = peak.rival > _MOST_RIVAL or peak.other > _MOST_OTHER or peak.alike > _MOST_ALIKE
    return peak.marked and not other and peak.heat * peak.secrecy > _GLOW


def _is_print(pixels: Image, dpi: float, peak: Peak) -> bool:
    """Tell whether what the maps see there can be read: a level in a line of text, or other words.

    A mark that can be read was found before.
    """
    rows = (line_reader.look(pixels, row) for row in _rows(pixels, dpi, peak))
    if any(look is not None and look.spotted(_LAST) > _GONE for look in rows):
        return True
    return any(one.fits > _GONE or _is_other(one) for one in _told(pixels, dpi, peak))


def _rows(pixels: Image, dpi: float, peak: Peak) -> Iterator[Box]:
    """Give strips about a place as high as a line of text."""
    unit = dpi / MM_PER_INCH
    across, half = _ROW_MM[0] / 2 * unit / pixels.shape[1], _ROW_MM[1] / 2 * unit / pixels.shape[0]
    for down in _ROWS_MM:
        y = peak.y + down * unit / pixels.shape[0]
        yield Box(peak.x - across, y - half, peak.x + across, y + half)


def _told(pixels: Image, dpi: float, peak: Peak) -> Iterator[_Told]:
    for plate in mark_reading.plates(pixels, dpi, peak.x, peak.y):
        for box in _places(plate):
            look = line_reader.look(plate.text, box)
            if look is not None:
                yield _Told(tuple(look.words()), look.spotted(_LAST))


def _places(plate: Plate) -> Iterator[Box]:
    """Give a plate without most of its white edge, and where ink is on it."""
    dark = plate.text < 255 - _DARK
    tall, wide = dark.shape
    edge = mark_plate.PAD - _ROOM
    yield Box(0.0, edge / tall, 1.0, 1.0 - edge / tall)
    rows, columns = (np.flatnonzero(dark.mean(axis=axis) > _INKED) for axis in (1, 0))
    if len(rows) > _ROOM and len(columns) > _ROOM:
        yield Box(
            max(0.0, (columns[0] - _ROOM) / wide), max(0.0, (rows[0] - _ROOM) / tall),
            min(1.0, (columns[-1] + _ROOM) / wide), min(1.0, (rows[-1] + _ROOM) / tall),
        )  # fmt: skip


def _is_other(told: _Told) -> bool:
    """Tell whether clear words stand there of which none is a mark's, or that it is not alone."""
    words = [word for word in told.words if len(bare(word.text)) > 1]
    letters = sum(len(bare(word.text)) for word in words)
    clear = all(word.confidence > _CLEAR and is_syllable(bare(word.text)) for word in words)
    if letters < _LEAST_LETTERS or not clear:
        return False
    text = " ".join(word.text for word in words)
    near = mark_words.nearest(text)
    small = not is_upper(text)  # every mark is in capitals
    return small or (near.level is None and near.kind != mark_words.DECLASSIFIED)


def _about(peak: Peak) -> Box:
    return Box(
        max(0.0, peak.x - 0.1), max(0.0, peak.y - 0.017),
        min(1.0, peak.x + 0.1), min(1.0, peak.y + 0.017),
    )  # fmt: skip
