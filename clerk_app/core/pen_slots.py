"""Where a pen writes into a heading: found from the printed words around the gaps.

Lengths are pixels of an A4 page 2480 wide (300 dpi); a page of another width is measured in
proportion, whatever resolution its file claims. The print is Times 13 or 14 point
(NĐ 30/2020, Phụ lục I, ô 3 and 4).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clerk_app.domain.layout import Line, in_lines
from clerk_app.domain.pen import DAY, MONTH, NUMBER, YEAR, rejoined
from clerk_app.domain.scanning import Word
from clerk_app.domain.text import is_upper, search_key, without_marks

PAGE_WIDTH, _LOWEST = 2480, 0.36
_LABEL = re.compile(r"\W{0,3}(?:s\W?[o0568eazø]|5[o06](?=:)|s(?=\s?:))(?![a-z]{2})")
_NOTATION = re.compile(
    r"[/⁄]?\s*(?<![a-zA-ZĐƯÔ])[A-ZĐƯÔ][\wĐđ&]{0,9}[-–—.][A-ZĐƯÔ]"
    r"|[-–—]\s*[A-ZĐ][A-Za-zĐđ]{1,4}\s*[/⁄]\s*[A-ZĐ]"  # the Party's: `Số 12-CV/TU`
)
_DAY = re.compile(
    r"(?<![a-z])n[gq][a-zà-ỹ]?[yvw](?=\W|\d|$)|(?<![a-z])n[gq][ay]|(?<![a-z])ng(?=\W)"
)
_MONTH = re.compile(r"t?h[ao]n[gq]|tha[a-z]g|th[a-z]ng")
_YEAR = re.compile(r"n[aăo3]m(?=\W|\d|$)")
_FIGURES = re.compile(r"(?<!\d)20[0-4]\d|(?<!\d)19\d\d")

# Widths in Times of 13 point at 300 dpi.
_EM, _MONTH_WIDE, _YEAR_WIDE = 54.0, 123.0, 93.0
_WIDE = {
    **dict.fromkeys("MW", 0.9),
    **dict.fromkeys("ABCDĐEGHKLNOQRUVXYTƯÔ", 0.69),
    **dict.fromkeys("SPFJ", 0.56),
    **dict.fromkeys("Iijlrtf-/.", 0.32),
}
_PLAIN_WIDE = 0.5


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a level page that the network is to look at, print on both sides included.

    Attributes:
        name: `number`, `day`, `month` or `year`.
        left: Where the strip begins, pixels.
        right: Where it ends.
        base: Row on which the print stands.
        inner: Where the gap itself begins and ends, pixels.
    """

    name: str
    left: float
    right: float
    base: float
    inner: tuple[float, float]


def slots(
    words: Sequence[Word], again: Sequence[Word], size: tuple[int, int]
) -> tuple[list[Slot], float]:
    """Find the slots of a heading.

    Args:
        words: Of the level page.
        again: Of a second reading, asked where the first tells nothing.
        size: The level page's width and height, pixels.

    Returns:
        The slots, and how many of the page's pixels one of 300 dpi is.
    """
    page = _Measures(*size)
    first, second = _upper(words), _upper(again)
    dated = _date_slots(first, page) or _date_slots(second, page)
    row = dated[0].base if dated else None
    number = _number_slot(first, page, row) or _number_slot(second, page, row)
    return [*([number] if number else []), *dated], page.unit


def _upper(words: Iterable[Word]) -> list[Line]:
    return rejoined(line for line in in_lines(words) if line.box.top < _LOWEST)


@dataclass(frozen=True, slots=True)
class _Measures:
    """Turns fractions of the page into pixels."""

    width: int
    height: int

    @property
    def unit(self) -> float:
        return self.width / PAGE_WIDTH

    def x(self, line: Line, index: int) -> float:
        """Give where a character of a line's text stands, by its share of its word."""
        at = 0
        for word in line.words:
            if index <= at + len(word.text):
                share = min(1.0, max(0.0, (index - at) / len(word.text)))
                return (word.box.left + (word.box.right - word.box.left) * share) * self.width
            at += len(word.text) + 1
        return line.box.right * self.width


def _touched(line: Line, start: int, end: int) -> list[Word]:
    touched, at = [], 0
    for word in line.words:
        if at < end and at + len(word.text) > start:
            touched.append(word)
        at += len(word.text) + 1
    return touched


def _date_slots(lines: Sequence[Line], page: _Measures) -> list[Slot]:
    best = max(lines, key=_date_worth, default=None)
    return _in_date(best, page) if best and _date_worth(best) >= 3 else []


def _date_worth(line: Line) -> float:
    """Tell how much a line looks like `Địa danh, ngày … tháng … năm …`."""
    key = search_key(line.text)
    if line.box.right < 0.5:
        return 0.0
    day, month, year = _DAY.search(key), _MONTH.search(key), _YEAR.search(key)
    worth = 2.0 * bool(day) + 2.0 * bool(month) + 1.5 * bool(year)
    worth += bool(_FIGURES.search(key)) + (line.box.left > 0.38) - 6 * (line.box.top - 0.12)
    comma = re.match(r"[^\W\d_][\w .-]{1,30}[,.]", line.text)
    return worth + bool(comma) - (len(key) > 60) * 3


@dataclass(frozen=True, slots=True)
class _Anchors:
    """Where the printed words of a date stand in a line's key; a place's name may hold one too."""

    day: re.Match[str] | None
    month: re.Match[str] | None
    year: re.Match[str] | None
    figures: re.Match[str] | None

    @staticmethod
    def of(key: str) -> "_Anchors":
        month = _last(_MONTH, key, 0, len(key))
        day = _last(_DAY, key, 0, month.start() if month else len(key))
        start = month.end() if month else day.end() if day else 0
        return _Anchors(
            day, month, _last(_YEAR, key, start, len(key)), _last(_FIGURES, key, start, len(key))
        )


def _last(pattern: re.Pattern[str], key: str, start: int, end: int) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(key, start, end))), None)


def _in_date(line: Line, page: _Measures) -> list[Slot]:
    key, unit = search_key(line.text), page.unit
    anchors = _Anchors.of(key)
    day, month = _day_left(line, anchors.day, page), _left(line, anchors.month, page, _MONTH_WIDE)
    year = _year_left(line, anchors, page)
    base = _date_base(line, anchors, page)
    if month is None and day is not None and year is not None and year - day > 300 * unit:
        month = (day + 105 * unit + year) / 2 - 0.5 * _MONTH_WIDE * unit
    found = []
    if day is None and month is not None:
        day = month - 215 * unit
    if day is not None:
        end = month if month is not None else day + 210 * unit
        inner = (day + 105 * unit, end)
        found.append(Slot(DAY, day + 50 * unit, end + 53 * unit, base, inner))
    if month is not None:
        after = month + _MONTH_WIDE * unit
        end = year if year is not None else after + 100 * unit
        found.append(Slot(MONTH, after - 55 * unit, end + 50 * unit, base, (after, end)))
    if year is not None:
        after = year + _YEAR_WIDE * unit
        end = after + 150 * unit
        found.append(Slot(YEAR, after - 50 * unit, end + 60 * unit, base, (after, end)))
    return found


def _day_left(line: Line, day: re.Match[str] | None, page: _Measures) -> float | None:
    """Give where `ngày` begins; where it is lost, a gap after the place's comma."""
    if day is not None:
        return page.x(line, day.start())
    comma = re.match(r"[^\d,]{2,30},\s*", line.text)
    return page.x(line, comma.end()) if comma and comma.end() < len(line.text) else None


def _left(line: Line, found: re.Match[str] | None, page: _Measures, wide: float) -> float | None:
    """Give where a word begins, told from its end where something is glued to its front."""
    if found is None:
        return None
    key = found.string
    glued = found.start() > 0 and not key[found.start() - 1].isspace()
    if glued and (found.end() == len(key) or key[found.end()].isspace()):
        return page.x(line, found.end()) - wide * page.unit
    return page.x(line, found.start())


def _year_left(line: Line, anchors: _Anchors, page: _Measures) -> float | None:
    if anchors.year is not None or anchors.figures is None:
        return _left(line, anchors.year, page, _YEAR_WIDE)
    return page.x(line, anchors.figures.start()) - (_YEAR_WIDE + 14) * page.unit


def _date_base(line: Line, anchors: _Anchors, page: _Measures) -> float:
    """Give the row the date stands on; `ngày` and `tháng` hang 11 pixels under it."""
    rows = []
    hung = ((anchors.day, 11), (anchors.month, 11), (anchors.year, 0), (anchors.figures, 0))
    for found, under in hung:
        if found is not None:
            words = _touched(line, found.start(), found.end())
            rows += [word.box.bottom * page.height - under * page.unit for word in words]
    rows.sort()
    return rows[len(rows) // 2] if rows else line.box.bottom * page.height - 9 * page.unit


def _number_slot(lines: Sequence[Line], page: _Measures, row: float | None) -> Slot | None:
    rated = [(_number_worth(line, page, row), index) for index, line in enumerate(lines)]
    worth, index = max(rated, default=(0.0, 0))
    return _in_number(lines[index], page) if worth >= 3.4 else None


def _number_worth(line: Line, page: _Measures, row: float | None) -> float:
    if line.box.left > 0.45 or line.box.right > 0.62:
        return 0.0
    label, notation = _label(line, page), _notation(line)
    if notation and not label and not re.search(r"[/⁄\d]", line.text):
        return 0.0
    if is_upper(line.text) and re.fullmatch(r"[^\W\d]+( [^\W\d]+)+", line.text):
        return 0.0  # `SỞ Y TẾ` looks like `Số` too
    worth = (2.5 + 2.0 * (":" in label.text) if label else 0.0) + 3.0 * bool(notation)
    if row is not None:
        away = abs(line.box.bottom * page.height - row) / page.unit
        worth += 2.0 if away < 60 else 1.0 if away < 120 else -2.0
    return worth - 4.0 * search_key(line.text).startswith("v/v") - 8 * max(0.0, line.box.top - 0.16)


def _notation(line: Line) -> re.Match[str] | None:
    return _NOTATION.search(without_marks(line.text))


def _label(line: Line, page: _Measures) -> Word | None:
    """Give the word `Số` or what reading made of it: the line's first, or beside the notation.

    What somebody noted in the margin may stand before it.
    """
    words = [word for word in line.words if _LABEL.match(search_key(word.text))]
    if line.words[0] in words[:1]:
        return words[0]
    notation = _notation(line)
    if notation is None:
        return None
    end = page.x(line, notation.start())
    beside = (word for word in words if 0 < end - word.box.left * page.width < 470 * page.unit)
    return next(beside, None)


def _in_number(line: Line, page: _Measures) -> Slot:
    label, notation, unit = _label(line, page), _notation(line), page.unit
    start = label.box.left * page.width if label else line.box.left * page.width - 25 * unit
    end, base = _number_end(line, label or line.words[0], notation, page)
    if label is None and end is not None:
        start = max(start, end - 330 * unit)
    if end is None or end < start + 60 * unit:
        end = start + 330 * unit
    end = min(end, start + 470 * unit)
    if label is None and notation is not None:
        start = min(start, end - 240 * unit)
    inner = (start + 72 * unit, end)
    return Slot(NUMBER, start - 14 * unit, end + 60 * unit, base, inner)


def _number_end(
    line: Line, first: Word, notation: re.Match[str] | None, page: _Measures
) -> tuple[float | None, float]:
    """Give where the notation begins and the row it stands on."""
    if notation is None:
        return None, first.box.bottom * page.height
    text = line.text[notation.start() :]
    tail = [
        word
        for word in _touched(line, notation.start(), len(line.text))
        if sum(map(str.isalnum, word.text)) > 1
    ]
    base = min(_foot(word, page) for word in (first, *tail[-1:]))
    year = re.search(r"/\s*(?:19|20)\d\d\s*$", line.text[: notation.start()])
    if year is not None:
        text = line.text[year.start() :]
    own = _touched(line, len(line.text) - len(text), len(line.text))[0]
    if text.startswith(own.text[:3]):
        return own.box.left * page.width, base
    right = (tail[-1] if tail else own).box.right * page.width
    return right - sum(_WIDE.get(c, _PLAIN_WIDE) for c in text) * _EM * page.unit, base


def _foot(word: Word, page: _Measures) -> float:
    """Give the row a word stands on; the tail of a `Q` hangs under it."""
    return word.box.bottom * page.height - (8 * page.unit if "Q" in word.text else 0)
