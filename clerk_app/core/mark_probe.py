"""Looks for marks on a page, in memory; writes nothing and logs nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from clerk_app.core import imaging, mark_network, mark_reading, mark_verdict, mark_words
from clerk_app.core.imaging import Image
from clerk_app.core.mark_network import Peak
from clerk_app.core.mark_reading import StampReading
from clerk_app.core.ocr import Engine
from clerk_app.domain.gate import Finding
from clerk_app.domain.mark_text import typed_marks
from clerk_app.domain.reading import Mark
from clerk_app.domain.scanning import MM_PER_INCH, Box, Page, Word

MOST_READ: Final = {True: 3, False: 2}
"""Of the places that look like marks, and of those that look like other stamps."""

_STAMPS: Final = (mark_words.URGENCY, mark_words.CIRCULATION, mark_words.ARRIVAL)
_STAMP_SHARE: Final = 0.2
_WELL_READ: Final = 0.1
_SAME_ROW, _APART = 0.015, 0.13  # fractions of the page's height and width

Place = tuple[Peak, StampReading | None]


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen on one page.

    Attributes:
        findings: What stands against digitising it.
        stamps: Urgency, circulation and arrival stamps that were read.
    """

    findings: tuple[Finding, ...]
    stamps: tuple[Mark, ...]


def look(engine: Engine, page: Page, words: Sequence[Word], pixels: Image | None = None) -> Look:
    """Examine a page for secrecy marks: stamped in any ink, and typed.

    Args:
        engine: Reads the stamps' words.
        page: In memory only; nothing of it leaves the call but places and levels.
        words: The page's words as far as they are known; they find what was typed.
        pixels: The page decoded, where somebody has it.

    Raises:
        MachineFault: `network-missing`, `network-broken`, `ocr-missing`.
    """
    pixels = imaging.scanned(page) if pixels is None else pixels
    unit = page.dpi / MM_PER_INCH
    size = pixels.shape[1] / unit, pixels.shape[0] / unit
    findings: list[Finding] = []
    stamps: list[Mark] = []
    for peak, reading in seen(engine, pixels, page.dpi):
        finding = mark_verdict.judge(peak, reading, page.number, size)
        if finding is not None:
            findings.append(finding)
        elif reading is not None:
            stamps += _stamp(reading, page.number)
    return Look(_merged([*findings, *typed_marks(words, page.number)]), _apart(stamps))


def seen(engine: Engine, pixels: Image, dpi: float) -> list[Place]:
    """Find what looks like a stamp on a page, and read what is worth it."""
    found: list[Place] = []
    left = dict(MOST_READ)
    for peak in mark_network.look(pixels, dpi):
        reading = None
        if left[peak.marked] and mark_verdict.worth_reading(peak):
            reading = mark_reading.read(engine, pixels, dpi, peak.x, peak.y)
            left[peak.marked] -= 1
        found.append((peak, reading))
    return _heads_told(found)


def _heads_told(found: list[Place]) -> list[Place]:
    """Mark two levels read side by side as heads of a table: nobody stamps two in one row."""
    return [
        (
            peak,
            replace(reading, tabled=True)
            if reading and _is_head(peak, reading, found)
            else reading,
        )
        for peak, reading in found
    ]


def _is_head(peak: Peak, reading: StampReading, found: list[Place]) -> bool:
    if reading.word.level is None or reading.borders > 1:
        return False
    return any(
        beside is not None
        and beside.word.level not in (None, reading.word.level)
        and max(beside.word.share, reading.word.share) <= _WELL_READ
        and abs(other.y - peak.y) < _SAME_ROW
        and abs(other.x - peak.x) > _APART
        for other, beside in found
    )


def _stamp(reading: StampReading, page: int) -> list[Mark]:
    """Give the stamp that was read, if it is one that the entry tells of."""
    word = reading.word
    if word.kind not in _STAMPS or word.share > _STAMP_SHARE:
        return []
    text = "" if word.kind == mark_words.ARRIVAL else word.word.replace("HOẢ", "HỎA")
    return [Mark(word.kind, text, 1 - word.share, page, reading.box)]


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
