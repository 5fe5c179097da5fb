"""Places that the look takes for nothing though a level may stand there that other ink covers.

The line network reads coloured ink without the print over it, and print through a seal; what is a
level alone in either is asked about, and so is what both networks see and nobody reads.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from clerk_app.core import imaging, ink, line_reader
from clerk_app.core.imaging import Image
from clerk_app.core.mark_network import Peak
from clerk_app.core.mark_reading import StampReading
from clerk_app.domain.classification import SECRECY, SecrecyLevel
from clerk_app.domain.gate import Finding
from clerk_app.domain.scanning import MM_PER_INCH, WHOLE, Box, Word
from clerk_app.domain.text import bare, is_syllable

_UNREAD: Final = 0.3
_THERE: Final = -2.0  # 0 is a word that is there
_READ, _WARM, _HEARD = 0.12, 0.15, 0.6
_SEEN, _LIT, _NOTHING, _NEARLY, _ASIDE = 0.5, 0.4, 0.3, 0.35, 0.35
_HALVES: Final = ("TỐI", "TUYỆT")
_ASKED: Final = 0.5
_LAST: Final = SecrecyLevel.MAT.value  # the last word of all three levels
_ROW_MM, _ROWS_MM = (40.0, 5.0), (-1.2, 0.0, 1.2)
_PART_MM: Final = (30.0, 12.0)  # to each side


def doubted(
    pixels: Image, dpi: float, place: tuple[Peak, StampReading | None], page: int
) -> Finding | None:
    """Ask about a place that was taken for nothing, and is a level in one ink or an unread mark.

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
    if not _is_doubtful(pixels, dpi, peak, reading):
        return None
    box = reading.box if reading else _about(peak)
    return Finding(SECRECY, None, page, box, _ASKED, sure=False)


def _is_doubtful(pixels: Image, dpi: float, peak: Peak, reading: StampReading | None) -> bool:
    share = reading.word.share if reading else 1.0
    if not peak.marked:
        return share > _UNREAD and _is_hidden(peak)
    if reading is not None and reading.red and reading.word.level is not None and share <= _READ:
        return True  # nobody prints a level in colour
    if _is_unread(peak, share) or _is_half(peak, reading):
        return True
    warm = min(peak.heat, peak.secrecy, 2 * peak.inked) > _WARM
    return share > _UNREAD and warm and _is_level_in_ink(pixels, dpi, peak)


def _is_unread(peak: Peak, share: float) -> bool:
    """Tell whether both networks see a mark rather than nothing, and nobody reads a word there.

    On 747 unmarked pages for tuning two such places were no mark (one of them a level in a list);
    of 27 covered marks that the look had missed on 485 they were nine.
    """
    nothing = peak.kinds[0] > _NOTHING
    return share > _UNREAD and peak.secrecy > _SEEN and peak.heat > _LIT and not nothing


def _is_hidden(peak: Peak) -> bool:
    """Tell whether the closer network sees a mark where the map sees a stamp of another sort.

    One lies on the other: on 736 unmarked pages for tuning there was none, of 16 covered marks that
    were missed till then three were found.
    """
    return peak.secrecy > _ASIDE and peak.heat > _SEEN and peak.kinds[0] <= _NOTHING


def _is_half(peak: Peak, reading: StampReading | None) -> bool:
    """Tell whether the first half of a level was read in a frame like a mark's."""
    if reading is None or not reading.borders or reading.word.share > _NEARLY:
        return False
    return reading.word.word in _HALVES and peak.heat > _SEEN and peak.secrecy > _LIT


def _is_level_in_ink(pixels: Image, dpi: float, peak: Peak) -> bool:
    """Tell whether a level alone can be read in coloured ink, or in print without what covers it.

    Levels in running text have words beside them; other stamps' words have been read before.
    """
    part = _part(pixels, dpi, peak)
    cut = imaging.cut(pixels, part)
    for seen in (ink.coloured_tone(cut), cut, ink.print_alone(cut)):
        for row in _rows(pixels, dpi, peak):
            look = line_reader.look(seen, row.relative_to(part))
            if look is not None and look.spotted(_LAST) > _THERE and not _has_other(look.words()):
                return True
    return False


def _part(pixels: Image, dpi: float, peak: Peak) -> Box:
    """Give a part of the page about a place, with paper enough to tell inks apart."""
    unit = dpi / MM_PER_INCH
    across, down = (
        half * unit / side for half, side in zip(_PART_MM, pixels.shape[1::-1], strict=True)
    )
    part = Box(peak.x - across, peak.y - down, peak.x + across, peak.y + down)
    return part.within(WHOLE) or WHOLE


def _has_other(words: Sequence[Word]) -> bool:
    """Tell whether a word that no mark has stands among some."""
    others = [word for word in words if _LAST not in word.text and word.confidence > _HEARD]
    return any(_is_long_syllable(word) and word.text not in _HALVES for word in others)


def _is_long_syllable(word: Word) -> bool:
    text = bare(word.text)
    return len(text) > 1 and is_syllable(text)


def _rows(pixels: Image, dpi: float, peak: Peak) -> Iterator[Box]:
    """Give strips about a place as high as a line of text."""
    unit = dpi / MM_PER_INCH
    across, half = _ROW_MM[0] / 2 * unit / pixels.shape[1], _ROW_MM[1] / 2 * unit / pixels.shape[0]
    for down in _ROWS_MM:
        y = peak.y + down * unit / pixels.shape[0]
        yield Box(peak.x - across, y - half, peak.x + across, y + half)


def _about(peak: Peak) -> Box:
    return Box(
        max(0.0, peak.x - 0.1), max(0.0, peak.y - 0.017),
        min(1.0, peak.x + 0.1), min(1.0, peak.y + 0.017),
    )  # fmt: skip
