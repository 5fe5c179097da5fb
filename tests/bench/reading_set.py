"""The project's own reading set: 510 invented letters and 36 piles, a fixed seed each.

Every third letter is of the untouched part: its names, organs and subjects are in no other, and
no rule was ever made by looking at it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

from clerk_app.core import imaging
from clerk_app.domain.scanning import Colour, Page
from tests.mail.letters import Letter, make_letter
from tests.mail.piles import make_pile
from tests.mail.stamps import URGENCY

LETTERS = 510
PILES = 36
FIRST = 700_000
_WORN = ("scan", "scan", "grey", "bilevel", "dirty", "bleed", "skewed")


@dataclass(frozen=True)
class Place:
    """Where one letter or pile of the set stands; it is made when it is needed."""

    number: int
    pile: bool = False
    first: int = FIRST

    @property
    def untouched(self) -> bool:
        """Whether it belongs to the third that nothing was tuned on."""
        return self.number % 3 == 2

    @property
    def name(self) -> str:
        """Its name in tables and pages."""
        return f"{'pile' if self.pile else 'letter'}-{self.number:03}"

    def make(self) -> Letter:
        """Make the scan and its truth; the same one every time."""
        own = "" if self.first == FIRST else f"/{self.first}"
        rng = Random(f"reading-set/{self.pile}/{self.number}{own}")
        wanted: dict[str, Any] = {
            "vocabulary": "test" if self.untouched else "tuning",
            "dpi": rng.choice([200, 300, 300]),
            "variety": True,
        }
        if self.pile:
            start = self.first + 100_000 + 10 * self.number
            seeds = range(start, start + 10)
            return make_pile(
                seeds[: rng.randint(2, 4)],
                degradation=rng.choice(_WORN),
                blank_backs=rng.random() < 0.4,
                annex=rng.choice([None, None, "plain", "heading"]),
                **wanted,
            )
        if rng.random() < 0.25:
            wanted["urgency"] = rng.choice(URGENCY)
        annex = rng.choice([None] * 8 + ["plain", "heading"])
        return make_letter(self.first + self.number, annex=annex, **wanted)


def places(part: str, first: int = FIRST) -> list[Place]:
    """Give the letters and piles of a part: `tuning`, `untouched` or `all`.

    Args:
        first: Another number makes other letters, once these were looked at.
    """
    found = [Place(number, first=first) for number in range(LETTERS)]
    found += [Place(number, pile=True, first=first) for number in range(PILES)]
    return [one for one in found if part == "all" or one.untouched == (part == "untouched")]


def pages_of(letter: Letter) -> Iterator[Page]:
    """Give a letter's pages as a scanner would hand them over."""
    for number, image in enumerate(letter.images, start=1):
        pixels = np.asarray(image)
        colour = Colour.COLOUR if pixels.ndim == 3 else Colour.GREY
        if pixels.dtype == np.bool_:
            pixels, colour = np.where(pixels, 255, 0), Colour.BILEVEL
        height, width = pixels.shape[:2]
        data = imaging.encode(pixels.astype(np.uint8), colour)
        yield Page(number, data, width, height, float(letter.dpi), colour)


def starts_of(letter: Letter) -> Sequence[int]:
    """Give the first pages of the documents in it, counted from 1."""
    starts: list[int] = letter.truth["extra"].get("starts", [1])
    return starts
