"""Pages as they come from a scanner or a file, and words with their places on them."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

MM_PER_INCH = 25.4


class Box(NamedTuple):
    """A place on a page: fractions of its width and height, origin at the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def union(self, other: "Box") -> "Box":
        """Give the smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class Colour(StrEnum):
    """What the pixels of a page can tell."""

    COLOUR = "colour"
    GREY = "grey"
    BILEVEL = "bilevel"


@dataclass(frozen=True, slots=True)
class Word:
    """One word on a page.

    Attributes:
        text: The word, NFC.
        confidence: 0 to 1, as the reader claims it.
        box: Its place in fractions of the page.
        line: Number of its line in reading order within the page.
    """

    text: str
    confidence: float
    box: Box
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page image in memory, encoded; it lies upright.

    Attributes:
        number: 1-based place in the file or pile it came from.
        encoded: A PNG or JPEG file's bytes.
        width: Pixels.
        height: Pixels.
        dpi: Pixels an inch on paper, the same in both directions.
        colour: What the source's pixels can tell.
        text: Words of the source file's own text layer (foreign PDFs), else empty.
        digital: The page was set by a program, not scanned: `text` is what it shows.
    """

    number: int
    encoded: bytes
    width: int
    height: int
    dpi: float
    colour: Colour
    text: tuple[Word, ...] = ()
    digital: bool = False

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height on paper, mm."""
        return self.width / self.dpi * MM_PER_INCH, self.height / self.dpi * MM_PER_INCH

    def numbered(self, number: int) -> "Page":
        """Give the same page at another place in the pile."""
        return replace(self, number=number)
