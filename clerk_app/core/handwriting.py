"""Reads what a pen wrote into a heading: the document's number, its day, month and year digits.

A small line-reading network looks at strips that keep the print around each slot; every digit has
a class by hand and one in print, so that the pen is told from print by the way.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerk_app.core import networks, pen_decoding
from clerk_app.core.imaging import Image, Matrix, moved_box
from clerk_app.core.pen_slots import PAGE_WIDTH, Slot, slots
from clerk_app.core.pen_strip import STRIP_DPI, Strip, cut
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


NUMBERS = Calibration(-0.4, 1.36, -0.12)
DATES = Calibration(-0.6, 0.7, 0.4)
"""Fitted by `tests/training/pen_calibrate.py` on 618 numbers and 450 days of digits that training
held out, the start lowered for caution: what claims 0.95 must be right in 99 of 100 cases."""


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


def read(
    pixels: Image, back: Matrix, words: Sequence[Word], again: Sequence[Word] = ()
) -> tuple[PenText, ...]:
    """Read the slots of a heading.

    Args:
        pixels: The level page at `reader.READING_DPI`, RGB or grey.
        back: Map from its pixels to the page as it came; the boxes are moved by it.
        words: Read on it, boxes in fractions of the level page.
        again: Words of a second reading.
    """
    return tuple(
        _told(slot, odds, pixels, back)
        for slot, odds in looked_at(pixels, words, again)
        if odds.texts and odds.empty < odds.texts[0][1]
    )


def looked_at(
    pixels: Image, words: Sequence[Word], again: Sequence[Word] = ()
) -> list[tuple[Slot, SlotOdds]]:
    """Find the slots and give the network's odds for each."""
    places, unit = slots(words, again, (pixels.shape[1], pixels.shape[0]))
    if not places:
        return []
    network = networks.load(_NETWORK)
    firsts = np.stack([_strip(pixels, slot, unit) for slot in places])
    [logits] = network.run(firsts.astype(np.float32) / 255)
    looks = {slot.name: [first] for slot, first in zip(places, logits, strict=True)}
    closer = [slot for slot in places if _deserves_more(slot, looks[slot.name][0])]
    if closer:
        more = np.stack([_strip(pixels, slot, unit, *way) for slot in closer for way in SHIFTS])
        [further] = network.run(more.astype(np.float32) / 255)
        for index, rest in enumerate(further):
            looks[closer[index // len(SHIFTS)].name].append(rest)
    return [(slot, weighed(slot.name, np.stack(looks[slot.name]))) for slot in places]


def _deserves_more(slot: Slot, logits: networks.Array) -> bool:
    """Tell whether one look at a slot is not enough; a printed month or year needs no more."""
    by_hand = pen_decoding.merged(logits[None])[1] > _PEN_SHARE[slot.name]
    return by_hand or slot.name in {NUMBER, DAY}


def _strip(
    pixels: Image, slot: Slot, unit: float, right: float = 0.0, down: float = 0.0, size: float = 1.0
) -> Strip:
    scale = _SCALE * size / unit
    across = right * unit
    return cut(pixels, slot.left + across, slot.right + across, slot.base + down * unit, scale)


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


def _told(slot: Slot, odds: SlotOdds, pixels: Image, back: Matrix) -> PenText:
    first, second = odds.texts[0], odds.texts[1] if len(odds.texts) > 1 else ("", _TINY)
    ways = NUMBERS if slot.name == NUMBER else DATES
    sure = ways.confidence(first[1], second[1])
    others = tuple(text for text, chance in odds.texts[1:] if chance > _TINY)
    height, width = pixels.shape[:2]
    inner, base, unit = slot.inner, slot.base, width / PAGE_WIDTH
    box = Box(
        inner[0] / width,
        (base - _RISE * unit) / height,
        max(inner) / width,
        (base + _FALL * unit) / height,
    )
    place = moved_box(box, back, pixels)
    return PenText(slot.name, place, first[0], sure, others[:_OFFERED], odds.handwritten)
