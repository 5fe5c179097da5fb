"""Looks for marks on a page, in memory; writes nothing and logs nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from clerk_app.core import imaging, mark_plate, mark_shapes, mark_words
from clerk_app.core.mark_plate import Plate
from clerk_app.core.mark_shapes import Shape
from clerk_app.core.mark_words import StampWord
from clerk_app.core.ocr import Engine, Layout
from clerk_app.domain.classification import SECRECY, SecrecyLevel
from clerk_app.domain.gate import Finding
from clerk_app.domain.mark_text import typed_marks
from clerk_app.domain.reading import Mark
from clerk_app.domain.scanning import Box, Colour, Page, Word

MOST_RED: Final = 12
MOST_DARK: Final = 10
_ONE_WORD: Final = 8  # Tesseract's page segmentation mode for a single word
_CLEAR: Final = 0.1
_INKED: Final = (0.02, 0.6)
_FRAME_MM: Final = ((15.0, 48.0), (6.0, 15.0))
_STAMPS: Final = (mark_words.URGENCY, mark_words.CIRCULATION, mark_words.ARRIVAL)
_STAMP_SHARE: Final = 0.2
_OTHER_SHARE: Final = 0.25
_LONG: Final = 5

# The most a reading may cost a letter: to exclude, and to ask. A mark's own double border says
# much, so a worn word is believed there; without it only the very word excludes.
_TRUST: Final = {
    2: {SecrecyLevel.MAT: (0.22, 0.5), SecrecyLevel.TOI_MAT: (0.3, 0.5)},
    1: {SecrecyLevel.MAT: (0.0, 0.11), SecrecyLevel.TOI_MAT: (0.17, 0.34)},
}
_TRUST_LONG: Final = {2: (0.34, 0.5), 1: (0.2, 0.34)}


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen on one page.

    Attributes:
        findings: What stands against digitising it.
        stamps: Urgency, circulation and arrival stamps that were read.
    """

    findings: tuple[Finding, ...]
    stamps: tuple[Mark, ...]


def look(engine: Engine, page: Page, words: Sequence[Word]) -> Look:
    """Examine a page for secrecy marks: stamped in any ink, and typed.

    Args:
        engine: Reads the stamps' words.
        page: In memory only; nothing of it leaves the call but places and levels.
        words: The page's words as far as they are known; they find what was typed.
    """
    pixels = imaging.decode(page)
    if page.colour is not Colour.COLOUR:
        pixels = imaging.grey(pixels)
    work = imaging.at_dpi(pixels, page.dpi, mark_shapes.WORK_DPI)
    findings: list[Finding] = []
    stamps: list[Mark] = []
    for shape in _chosen(mark_shapes.find(work)):
        plate = mark_plate.plate(pixels, page.dpi, shape)
        word = _read(engine, plate)
        box = shape.box(work)
        finding = _judge(shape, plate, word, page.number, box)
        if finding is not None:
            findings.append(finding)
        elif word.kind in _STAMPS and word.share <= _STAMP_SHARE:
            text = "" if word.kind == mark_words.ARRIVAL else word.word.replace("HOẢ", "HỎA")
            stamps.append(Mark(word.kind, text, 1 - word.share, page.number, box))
    return Look(_merged([*findings, *typed_marks(words, page.number)]), _apart(stamps))


def _chosen(shapes: list[Shape]) -> Iterable[Shape]:
    red = [shape for shape in shapes if shape.red]
    dark = sorted(
        (one for one in shapes if not one.red), key=lambda one: (-one.borders, -one.score)
    )
    return [*red[:MOST_RED], *dark[:MOST_DARK]]


def _read(engine: Engine, plate: Plate) -> StampWord:
    """Read a plate as a line, then as a word; the nearer reading counts."""
    best = mark_words.UNREAD
    if not _INKED[0] < plate.inked < _INKED[1]:
        return best
    for layout in (Layout.LINE, _ONE_WORD):
        words = engine.words(plate.text, plate.dpi, layout=layout)
        near = mark_words.nearest(" ".join(word.text for word in words))
        best = min(best, near, key=lambda word: word.share)
        if best.share <= _CLEAR:
            break
    return best


def _judge(shape: Shape, plate: Plate, word: StampWord, page: int, box: Box) -> Finding | None:
    """Decide what a shape is: excluded, asked about, or nothing."""
    if word.kind == mark_words.DECLASSIFIED and word.share <= _STAMP_SHARE:
        return Finding(SECRECY, None, page, box, 1 - word.share, sure=False, declassified=True)
    double = plate.borders == 2
    if word.level is not None:
        exclude, ask = _limits(word.level, double)
        if word.share <= ask:
            sure = word.share <= exclude
            return Finding(SECRECY, word.level if sure else None, page, box, 1 - word.share, sure)
    elif _is_told(word, double):
        return None
    if double and _INKED[0] < plate.inked < _INKED[1] and _mark_size(shape):
        return Finding(SECRECY, None, page, box, 0.5, sure=False)
    return None


def _limits(level: SecrecyLevel, double: bool) -> tuple[float, float]:
    borders = 2 if double else 1
    return _TRUST[borders].get(level, _TRUST_LONG[borders])


def _is_told(word: StampWord, double: bool) -> bool:
    """Tell whether another stamp's word was read; two borders want a long and clear one."""
    if double:
        return word.share <= _STAMP_SHARE and len(word.word) >= _LONG
    return word.share <= _OTHER_SHARE


def _mark_size(shape: Shape) -> bool:
    wide, tall = _FRAME_MM
    return wide[0] <= shape.width <= wide[1] and tall[0] <= shape.height <= tall[1]


def _merged(findings: list[Finding]) -> tuple[Finding, ...]:
    """Keep the surest of the findings that lie on each other."""
    kept: list[Finding] = []
    for one in sorted(findings, key=lambda finding: (not finding.sure, -finding.confidence)):
        if not any(one.category == held.category and _meet(one.box, held.box) for held in kept):
            kept.append(one)
    return tuple(kept)


def _apart(stamps: list[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for one in sorted(stamps, key=lambda stamp: -stamp.confidence):
        if not any(_meet(one.box, held.box) for held in kept):
            kept.append(one)
    return tuple(kept)


def _meet(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > 0 and min(one.bottom, other.bottom) > max(one.top, other.top)
