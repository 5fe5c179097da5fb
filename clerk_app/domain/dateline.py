"""The line `Địa danh, ngày … tháng … năm …` (NĐ 30/2020, Phụ lục I, ô 4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from clerk_app.domain.heading import part_of
from clerk_app.domain.layout import Found, Line
from clerk_app.domain.text import is_syllable, search_key

_DATE = re.compile(
    r"ng[ayvw]{2}(?P<day>[^a-z]{0,9}?[il]?[^a-z]{0,3}?)t?h[ao]ng(?P<month>.{0,7}?)"
    r"n[ao]m\W{0,3}(?P<year>(?:19|20)\d[\dil|\]!])(?![\da-z])"
)
_LIKE_DIGITS = str.maketrans({"l": "1", "i": "1", "]": "1", "|": "1", "!": "1", "o": "0"})
_UNLIKE = 0.8
_DATE_START = re.compile(r"[,.;]?\s*\bng[ayvw]{2}")
_BEGUN = re.compile(r"^(?P<place>[^,\d]{2,30}),\s*ng[ayvw]{2}\W*$")
_FIRST_YEAR, _LAST_YEAR = 1945, 2099


@dataclass(frozen=True, slots=True)
class PlaceAndDate:
    """Địa danh và thời gian ban hành (ô 4); what could not be read is None."""

    place: Found | None
    date: Found | None


def place_and_date(lines: Sequence[Line]) -> PlaceAndDate:
    """Read the line `Địa danh, ngày … tháng … năm …` from the lines under the Quốc hiệu."""
    for line in lines:
        key = search_key(line.text)
        start = _DATE_START.search(key)
        if start and re.search(r"thang|nam|\d{4}", key[start.end() :]):
            return PlaceAndDate(_place(line, start.start()), _date(line, key))
    for line in lines:  # what a pen wrote after `ngày` parted the line
        begun = _BEGUN.search(search_key(line.text))
        if begun:
            return PlaceAndDate(_place(line, begun.end("place")), None)
    return PlaceAndDate(None, None)


def _place(line: Line, end: int) -> Found | None:
    text = _with_capital(line.text[:end].strip(" ,.;-–—_"))
    text = re.sub(r"^[^A-ZĐÀ-Ỹ]+", "", text)
    if len(text) < 2 or any(c.isdigit() for c in text.replace(".", "")):
        return None
    at = line.text.casefold().index(text.casefold())
    return replace(part_of(line, at, at + len(text)), text=text)


def _with_capital(text: str) -> str:
    """Give a place its first capital back: `khe Lạnh` stands where nothing stands before it."""
    first, _, rest = text.partition(" ")
    begun = rest and first.islower() and len(first) > 1 and is_syllable(first)
    return text[0].upper() + text[1:] if begun and rest[0].isupper() else text


def _date(line: Line, key: str) -> Found | None:
    found = _DATE.search(key)
    if found is None:
        return None
    day, month = _number_of(found["day"]), _number_of(found["month"])
    year = found["year"].translate(_LIKE_DIGITS)
    if day is None or month is None:
        return None
    try:
        when = date(int(year), month[0], day[0])
    except ValueError:
        return None
    if not _FIRST_YEAR <= when.year <= _LAST_YEAR:
        return None
    sure = min(part_of(line, *found.span(name)).confidence for name in ("day", "month", "year"))
    sure *= day[1] * month[1] * (1.0 if year == found["year"] else _UNLIKE)
    return Found(when.isoformat(), sure, part_of(line, *found.span()).box)


def _number_of(read: str) -> tuple[int, float] | None:
    """Give a day or month and a factor for its confidence; None when it is not a number."""
    bare = read.strip(" .,:;_-–")
    plain = bare.translate(_LIKE_DIGITS)
    if not re.fullmatch(r"\d{1,2}", plain) or not re.search(r"\d", bare):
        return None
    # Digits that touch the words beside them were written into a gap too small for them.
    apart = read[:1].isspace() and read[-1:].isspace()
    return int(plain), (1.0 if plain == bare else _UNLIKE) * (1.0 if apart else _UNLIKE)
