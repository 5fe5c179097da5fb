"""Registers (sổ đăng ký): which there are, how each is kept, and where an entry stands in them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from clerk_app.errors import InputFault

INCOMING = "in"
OUTGOING = "out"
HIGHEST_NUMBER = 9_999_999_999  # `ArrivalNumber` has ten digits (NĐ 30/2020, Phụ lục VI)


class Kept(StrEnum):
    """Who gives a book's numbers."""

    HELD = "held"
    SHARED = "shared"
    RESERVE = "reserve"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Series:
    """One book in one year: numbers run from 1 without a gap (NĐ 30/2020, Điều 15 and 22.2).

    Attributes:
        start: The first number this workstation gives: 1, or what follows the paper book.
        last: The last number given; `start - 1` before the first.
    """

    book: str
    year: int
    kept: Kept
    start: int
    last: int

    @property
    def next_number(self) -> int:
        """Number of the entry that comes next."""
        return self.last + 1

    @property
    def untouched(self) -> bool:
        """Whether no number was given yet."""
        return self.last < self.start


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Book, year and number: how people name an entry (`in/2026/1046`)."""

    book: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.book}/{self.year}/{self.number}"


_PLACE = re.compile(r"(?P<book>[a-z][a-z0-9-]*)/(?P<year>[0-9]{4})/(?P<number>[0-9]{1,10})")


def parse_place(text: str) -> EntryPlace | None:
    """Read `in/2026/1046`; None when the text has another form (an entry's own id)."""
    found = _PLACE.fullmatch(text.strip())
    if not found:
        return None
    return EntryPlace(found["book"], int(found["year"]), int(found["number"]))


def check_start(number: int, series: Series) -> None:
    """Raise InputFault when a book's first number cannot be set to `number`."""
    if not 1 <= number <= HIGHEST_NUMBER:
        raise InputFault("start-out-of-range", number=number)
    if not series.untouched:
        raise InputFault("start-too-late", book=series.book, year=series.year, last=series.last)
