"""Reads what a pen wrote into a heading: the document's number, its day, month and year digits.

A small line-reading network looks at strips that keep the print around each slot; every digit has
a class by hand and one in print, so that the pen is told from print by the way.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerk_app.core import networks, pen_decoding
from clerk_app.core.imaging import moved_box
from clerk_app.core.pen_slots import PAGE_WIDTH, Slot, slots
from clerk_app.core.pen_strip import HEIGHT, STRIP_DPI, Strip, cut
from clerk_app.core.sheet import Sheet
from clerk_app.domain.pen import DAY, MONTH, NUMBER, YEAR, PenText
from clerk_app.domain.scanning import Box, Word

_NETWORK = "pen"
_SCALE = STRIP_DPI / 300
SHIFTS = ((-4.0, -3.0, 1.0), (5.0, 4.0, 1.0), (-3.0, 2.0, 0.92), (3.0, -2.0, 1.09))
"""The further looks at a slot: right and down in pixels of 300 dpi, and the size."""

_DAYS = [f"{day:02d}" for day in range(1, 32)] + [str(day) for day in range(1, 10)]
_MONTHS = [f"{month:02d}" for month in range(1, 13)] + [str(month) for month in range(1, 10)]
_YEARS = [str(year) for year in range(1990, 2050)]
_VALID = {DAY: _DAYS, MONTH: _MONTHS, YEAR: _YEARS}

_BARE_DAY = 0.4
"""Weight of a day of one digit: most hands write a zero before it."""

_PEN_SHARE = {NUMBER: 0.5, DAY: 0.5, MONTH: 0.5, YEAR: 0.12}
"""Above this share of pen among the digits a slot is handwritten; of a year one digit may be."""

_OFFERED = 3
_AROUND = 1.5
"""So far above and below their rows do slots reach, of a strip's height: more than any shift."""

_TINY = 1e-6
_RISE, _FALL = 62.0, 24.0
_CERTAIN = 0.999


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic map from a reading's own odds to how often such readings are right.

    Attributes:
        start: Added to the weighted terms.
        odds: Weight of the logit of the first text's probability.
        lead: Weight of the logarithm of how many times likelier it is than the second.
    """

    start: float
    odds: float
    lead: float

    def confidence(self, first: float, second: float) -> float:
        """Give the calibrated confidence of two probabilities, the likelier first."""
        odds, lead = terms(first, second)
        return min(_CERTAIN, 1 / (1 + math.exp(-self.start - self.odds * odds - self.lead * lead)))


def terms(first: float, second: float) -> tuple[float, float]:
    """Give the logit of the likeliest text's probability and its lead over the second's."""
    sure = min(max(first, _TINY), 1 - 1e-4)
    return math.log(sure / (1 - sure)), min(math.log(sure / max(second, _TINY)), 9.0)


NUMBERS = Calibration(0.0, 1.36, -0.12)
DATES = Calibration(-0.6, 0.7, 0.4)
"""Fitted by `tests/training/pen_calibrate.py` on 618 numbers and 450 days of digits that training
held out, the start lowered for caution: what claims 0.95 must be right in 99 of 100 cases. Of
whole pages' numbers between 0.93 and 0.95 by a start of -0.4, all were right (see
`docs/accuracy.md`), so that of numbers is lowered less.
"""


@dataclass(frozen=True, slots=True)
class SlotOdds:
    """What the network gives for one slot.

    Attributes:
        name: `number`, `day`, `month` or `year`.
        texts: Texts and their probabilities, likeliest first.
        empty: Probability that nothing stands there.
        pen: Share of the pen among its digits.
    """

    name: str
    texts: tuple[tuple[str, float], ...]
    empty: float
    pen: float

    @property
    def handwritten(self) -> bool:
        """Tell whether a pen wrote any of it."""
        return self.pen > _PEN_SHARE[self.name]


def read(sheet: Sheet, words: Sequence[Word], again: Sequence[Word] = ()) -> tuple[PenText, ...]:
    """Read the slots of a heading; the boxes lie on the page as it came.

    Args:
        words: Read on the level page, boxes in fractions of it.
        again: Words of a second reading.
    """
    return tuple(
        _told(slot, odds, sheet)
        for slot, odds in looked_at(sheet, words, again)
        if odds.texts and odds.empty < odds.texts[0][1]
    )


def looked_at(
    sheet: Sheet, words: Sequence[Word], again: Sequence[Word] = ()
) -> list[tuple[Slot, SlotOdds]]:
    """Find the slots and give the network's odds for each."""
    height, width = sheet.black.shape[:2]
    places, unit = slots(words, again, (width, height))
    if not places:
        return []
    band = _Band(sheet, places, unit)
    network = networks.load(_NETWORK)
    firsts = np.stack([band.strip(slot) for slot in places])
    [logits] = network.run(firsts.astype(np.float32) / 255)
    looks = {slot.name: [first] for slot, first in zip(places, logits, strict=True)}
    closer = [slot for slot in places if _deserves_more(slot, looks[slot.name][0])]
    if closer:
        more = np.stack([band.strip(slot, *way) for slot in closer for way in SHIFTS])
        [further] = network.run(more.astype(np.float32) / 255)
        for index, rest in enumerate(further):
            looks[closer[index // len(SHIFTS)].name].append(rest)
    return [(slot, weighed(slot.name, np.stack(looks[slot.name]))) for slot in places]


class _Band:
    """The rows of a level page in which its slots lie."""

    def __init__(self, sheet: Sheet, places: Sequence[Slot], unit: float) -> None:
        height, around = sheet.black.shape[0], _AROUND * HEIGHT * unit / _SCALE
        bases = [slot.base for slot in places]
        part = Box(0.0, max(0.0, min(bases) - around) / height, 1.0, (max(bases) + around) / height)
        self._unit = unit
        self._top = int(part.top * height)
        self._pixels = sheet.level(part)

    def strip(self, slot: Slot, right: float = 0.0, down: float = 0.0, size: float = 1.0) -> Strip:
        """Cut a slot's strip, moved by pixels of 300 dpi."""
        unit, base = self._unit, slot.base - self._top
        across, scale = right * unit, _SCALE * size / unit
        left, end = slot.left + across, slot.right + across
        return cut(self._pixels, left, end, base + down * unit, scale)


def _deserves_more(slot: Slot, logits: networks.Array) -> bool:
    """Tell whether one look at a slot is not enough; a printed month or year needs no more."""
    by_hand = pen_decoding.merged(logits[None])[1] > _PEN_SHARE[slot.name]
    return by_hand or slot.name in {NUMBER, DAY}


def weighed(name: str, logits: networks.Array) -> SlotOdds:
    """Weigh the texts of one slot over all looks at it.

    Args:
        name: Of the slot.
        logits: What the network gives, shape (looks, classes, columns).
    """
    odds, pen = pen_decoding.merged(logits)
    if name == NUMBER:
        texts = sorted({text for crop in odds[:3] for text in pen_decoding.likely(crop)} | {""})
    else:
        texts = ["", *_VALID[name]]
    chances = pen_decoding.chances(odds, texts).mean(axis=0)
    summed: dict[str, float] = {}
    for text, chance in zip(texts, chances, strict=True):
        full = text.zfill(2) if name in {DAY, MONTH} and text else text
        share = _BARE_DAY if name == DAY and len(text) == 1 else 1.0
        summed[full] = summed.get(full, 0.0) + float(chance) * share
    empty = summed.pop("", 0.0)
    ranked = sorted(summed.items(), key=lambda one: -one[1])
    return SlotOdds(name, tuple(ranked[: 2 * _OFFERED]), empty, pen)


def _told(slot: Slot, odds: SlotOdds, sheet: Sheet) -> PenText:
    first, second = odds.texts[0], odds.texts[1] if len(odds.texts) > 1 else ("", _TINY)
    ways = NUMBERS if slot.name == NUMBER else DATES
    sure = ways.confidence(first[1], second[1])
    others = tuple(text for text, chance in odds.texts[1:] if chance > _TINY)
    height, width = sheet.black.shape[:2]
    inner, base, unit = slot.inner, slot.base, width / PAGE_WIDTH
    box = Box(
        inner[0] / width,
        (base - _RISE * unit) / height,
        max(inner) / width,
        (base + _FALL * unit) / height,
    )
    place = moved_box(box, sheet.back, sheet.black)
    return PenText(slot.name, place, first[0], sure, others[:_OFFERED], odds.handwritten)
