"""Pages as they come from a scanner or a file, and words with their places on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

MM_PER_INCH = 25.4
A4_MM = (210.0, 297.0)
SCAN_DPI = 300.0


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

    def within(self, other: "Box") -> "Box | None":
        """Give the part of it that lies in another; None where none does."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, right, bottom) if left < right and top < bottom else None

    def relative_to(self, part: "Box") -> "Box":
        """Give it in fractions of a part of the page."""
        wide, high = part.right - part.left, part.bottom - part.top
        return Box(
            (self.left - part.left) / wide,
            (self.top - part.top) / high,
            (self.right - part.left) / wide,
            (self.bottom - part.top) / high,
        )

    def out_of(self, part: "Box") -> "Box":
        """Give one in fractions of a part of the page in those of the page."""
        wide, high = part.right - part.left, part.bottom - part.top
        return Box(
            part.left + self.left * wide,
            part.top + self.top * high,
            part.left + self.right * wide,
            part.top + self.bottom * high,
        )


WHOLE = Box(0.0, 0.0, 1.0, 1.0)
"""All of an image or a page."""


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
class Behind:
    """What a file holds at a page and does not show: examined with it, never kept.

    Attributes:
        lines: Metadata, notes, hidden text.
        images: Pictures off the page, covered, or drawn too small to be seen.
    """

    lines: tuple[str, ...] = ()
    images: tuple["Page", ...] = ()


NOTHING_BEHIND: Final = Behind()


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
        behind: What its file holds at this page and does not show (foreign PDFs).
    """

    number: int
    encoded: bytes
    width: int
    height: int
    dpi: float
    colour: Colour
    text: tuple[Word, ...] = ()
    digital: bool = False
    behind: Behind = NOTHING_BEHIND

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height on paper, mm."""
        return self.width / self.dpi * MM_PER_INCH, self.height / self.dpi * MM_PER_INCH

    def numbered(self, number: int) -> "Page":
        """Give the same page at another place in the pile."""
        return replace(self, number=number)


class SourceKind(StrEnum):
    """Where a scanner takes its paper from, whatever the device calls it."""

    FLATBED = "flatbed"
    FEEDER = "feeder"
    DUPLEX = "feeder-duplex"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Source:
    """One place a device takes paper from.

    Attributes:
        name: The device's own word, empty where it has only one place and no word for it.
        kind: What it is.
    """

    name: str
    kind: SourceKind

    def answers_to(self, wanted: str) -> bool:
        """Tell whether a person who says `wanted` means this source."""
        return wanted.casefold() in (self.name.casefold(), self.kind.value)


@dataclass(frozen=True, slots=True)
class Device:
    """One scanner as its driver tells of it.

    Attributes:
        id: What the driver knows it by.
        name: What a person calls it.
        driver: Name of the driver that found it.
        sources: The one to take by default first; empty when the device could not be asked.
        resolutions: Dots an inch it offers, rising; of a range the usual ones.
        problem: Code of the failure that kept it from being asked, else empty.
    """

    id: str
    name: str
    driver: str
    sources: tuple[Source, ...] = ()
    resolutions: tuple[int, ...] = ()
    problem: str = ""


OptionValue: TypeAlias = str | int | float | bool
"""What one setting of a device may be."""


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """What is asked of a scanner.

    Attributes:
        source: The device's own word or a kind; empty: the feeder where there is one.
        pages: Stop after so many; None: until the feeder is empty.
        size_mm: Width and height of the paper; the device's own bounds are kept to.
        options: The device's own options by their names, set last; one that has several values
            gets the next one before each page (a pile of single scans).
    """

    source: str = ""
    dpi: float = SCAN_DPI
    colour: Colour = Colour.COLOUR
    pages: int | None = None
    size_mm: tuple[float, float] = A4_MM
    options: Mapping[str, OptionValue | tuple[OptionValue, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """A scan that moves on.

    Attributes:
        page: The page being read, from 1.
        read: Bytes of it that have come; 0 while the sheet has not started.
        expected: Bytes of the whole page; 0 when the device does not know.
    """

    page: int
    read: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class ScanEnd:
    """How a scan ended that did not fail.

    Attributes:
        images: Pages received.
        sheets: Sheets the device says it fed; None when it does not say.
        sides: Images that one sheet makes.
        cancelled: It was stopped, here or at the device.
        files: Source files the pages were taken from, which still lie where they lay.
    """

    images: int
    sheets: int | None = None
    sides: int = 1
    cancelled: bool = False
    files: tuple[str, ...] = ()

    @property
    def lost(self) -> int:
        """Count the images that the sheets fed should have made and that never came."""
        return 0 if self.sheets is None else max(0, self.sheets * self.sides - self.images)


ScanEvent: TypeAlias = ScanProgress | Page | ScanEnd
"""What a driver tells while it scans; its failure is an exception."""
