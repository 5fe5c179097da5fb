"""What a pen wrote into the print of a heading, and what number and date it makes.

The clerk of the sender writes the number, and often the day, when she registers the document:
it stands between `Số:` and the notation, between `ngày` and `tháng` (NĐ 30/2020, Phụ lục I,
ô 3 and 4).
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from clerk_app.domain.layout import Found, Line
from clerk_app.domain.scanning import Box
from clerk_app.domain.text import search_key

NUMBER, DAY, MONTH, YEAR = "number", "day", "month", "year"

SURE_PRINT = 0.7
"""A number read in print with less confidence is taken for a pen's work and never claimed."""

_UNREAD, _UNLIKELY, _PRINT_ALONE = 0.35, 0.5, 0.9
_AGREED, _MUCH_SURER, _OFFERED, _COLUMN = 3.0, 0.3, 3, 0.38


@dataclass(frozen=True, slots=True)
class PenText:
    """One slot of the heading as the handwriting reader sees it.

    Attributes:
        slot: `number`, `day`, `month` or `year`.
        box: Fractions of the page.
        text: Likeliest reading; digits, for a number with a letter at its end at most.
        confidence: 0 to 1, calibrated.
        alternatives: Next readings, likeliest first.
        handwritten: A pen wrote it; False where the digits are print.
    """

    slot: str
    box: Box
    text: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    handwritten: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A number or a date with what else it may be.

    Attributes:
        text: As `FieldGuess.value`.
        confidence: 0 to 1.
        box: Fractions of the page.
        alternatives: Best first.
        handwritten: A pen wrote some of it.
    """

    text: str
    confidence: float
    box: Box
    alternatives: tuple[str, ...] = ()
    handwritten: bool = False


def rejoined(lines: Iterable[Line]) -> list[Line]:
    """Put lines of a heading's column together that only what a pen wrote has parted.

    Where writing could not be read, a wide gap stands in the row.
    """
    rows: dict[tuple[int, bool], list[Line]] = {}
    for line in lines:
        rows.setdefault((line.words[0].line, line.box.left > _COLUMN), []).append(line)
    found: list[Line] = []
    for parts in rows.values():
        if len(parts) > 1 and _level(parts):
            found.append(parts[0].part([word for part in parts for word in part.words]))
        else:
            found += parts
    return found


def _level(parts: Sequence[Line]) -> bool:
    middles = [part.centre[1] for part in parts]
    return max(middles) - min(middles) < max(part.height for part in parts)


def _slot(pens: Sequence[PenText], name: str) -> PenText | None:
    return next((one for one in pens if one.slot == name), None)


def _agreed(sure: float) -> float:
    """Two readers of different kinds seldom err alike."""
    return 1 - (1 - sure) / _AGREED


def _others(text: str, *more: str) -> tuple[str, ...]:
    """Give other readings without repeats, at most as many as a clerk takes in at a glance."""
    return tuple(one for one in dict.fromkeys(more) if one and one != text)[: _OFFERED - 1]


# Number ---------------------------------------------------------------------------------------


def number(pens: Sequence[PenText], printed: Found | None) -> Told | None:
    """Weigh what the readers of handwriting and of print saw between `Số:` and the notation.

    Args:
        pens: Slots of the page.
        printed: The number as the reader of print has it; None where it is none.
    """
    seen = _slot(pens, NUMBER)
    if seen is None:
        return None if printed is None else _print_alone(printed)
    if seen.handwritten:
        return _written(seen, printed)
    if printed is None:
        sure = min(seen.confidence, _PRINT_ALONE)
        return Told(seen.text, sure, seen.box, _others(seen.text, *seen.alternatives))
    return _both_print(seen, printed)


def _print_alone(printed: Found) -> Told:
    if printed.confidence >= SURE_PRINT:
        return Told(printed.text, printed.confidence, printed.box)
    sure = min(printed.confidence, _UNREAD)
    return Told(printed.text, sure, printed.box, handwritten=True)


def _written(seen: PenText, printed: Found | None) -> Told:
    if printed is None:
        others = _others(seen.text, *seen.alternatives)
        return Told(seen.text, seen.confidence, seen.box, others, handwritten=True)
    if printed.text.lower() == seen.text.lower():
        others = _others(seen.text, *seen.alternatives)
        return Told(seen.text, _agreed(seen.confidence), seen.box, others, handwritten=True)
    known = printed.text in seen.alternatives and seen.confidence < _UNLIKELY
    if known and printed.confidence >= _PRINT_ALONE:  # worn print looks like writing
        others = _others(printed.text, seen.text, *seen.alternatives)
        return Told(printed.text, _UNLIKELY, seen.box, others, handwritten=True)
    clear = [printed.text] if printed.confidence >= SURE_PRINT else []
    others = _others(seen.text, *seen.alternatives[:1], *clear, *seen.alternatives[1:])
    return Told(seen.text, seen.confidence, seen.box, others, handwritten=True)


def _both_print(seen: PenText, printed: Found) -> Told:
    """Print read clearly stands as it was read; the second look tells when it is doubtful."""
    if printed.text.lower() == seen.text.lower():
        return Told(printed.text, max(printed.confidence, seen.confidence), printed.box)
    if printed.confidence >= min(SURE_PRINT, seen.confidence - _MUCH_SURER):
        return Told(printed.text, printed.confidence, printed.box, _others("", seen.text))
    sure = min(seen.confidence, _PRINT_ALONE)
    return Told(seen.text, sure, seen.box, _others(seen.text, printed.text))


# Date -----------------------------------------------------------------------------------------

_MONTH_IN = re.compile(r"h[ao]ng[\s.,:]*(?P<figures>[\dilo|\]!]{1,2})[\s.,:]*n[ao]m")
_YEAR_IN = re.compile(r"n[ao]m\W{0,3}(?P<figures>(?:19|20)\d[\dil|\]!])(?!\d)")
_DAY_IN = re.compile(r"ng[ayv]{2}\W{0,3}(?P<figures>\d{1,2})\W{0,3}\s*th")
_LIKE_DIGITS = str.maketrans({"l": "1", "i": "1", "]": "1", "|": "1", "!": "1", "o": "0"})
_DATED = re.compile(r"h[ao]ng.{0,9}n[ao]m|n[ao]m\W{0,3}(?:19|20)\d\d")
_PATTERNS = {DAY: _DAY_IN, MONTH: _MONTH_IN, YEAR: _YEAR_IN}
_WRITTEN_LIKE = 0.8
_MOST_OF = {DAY: 31, MONTH: 12}

Part = tuple[str, float]
"""Figures of a day, month or year, and how sure they are."""


def issued_date(
    pens: Sequence[PenText],
    lines: Sequence[Line],
    printed: Found | None,
    cited: date | None = None,
) -> Told | None:
    """Weigh what both readers saw in `ngày … tháng … năm …`.

    A written day with a printed month and year makes a full date; a day that its month does not
    have is never given.

    Args:
        pens: Slots of the page.
        lines: Lines under the Quốc hiệu.
        printed: The date as the reader of print has it; None where it could not be read whole.
        cited: Of the youngest document that the text cites: what is written is not older.
    """
    dated = [one for one in pens if one.slot in _PATTERNS]
    by_hand = any(one.handwritten for one in dated)
    if printed is not None and not by_hand:
        return Told(printed.text, printed.confidence, printed.box)
    if not dated:
        return None
    line = next((one for one in lines if _DATED.search(search_key(one.text))), None)
    days, months, years = (_parts(dated, line, name) for name in (DAY, MONTH, YEAR))
    years = years or [(one.text.strip(" ."), one.confidence) for one in lines if _is_year(one)]
    dates = _not_before(cited, _dates(days, months, years))
    if not dates:
        return None
    text, sure = dates[0]
    if printed is not None and printed.text == text:
        written_day = any(one.slot == DAY and one.handwritten for one in dated)
        sure = _agreed(sure) if written_day else max(_agreed(sure), printed.confidence)
    if not by_hand:
        sure = min(sure, _PRINT_ALONE)
    others = _others(text, *(one for one, _ in dates[1:]))
    box = line.box if line is not None else dated[0].box
    return Told(text, sure, _slot_box(dated, box), others, by_hand)


def _not_before(cited: date | None, dates: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Put the dates that lie before a cited document's last, where there are others."""
    early = [one for one in dates if cited is not None and one[0] < cited.isoformat()]
    late = [one for one in dates if one not in early]
    return [*late, *((text, min(sure, _UNREAD)) for text, sure in early)] if late else dates


def _is_year(line: Line) -> bool:
    """Tell whether a line is a year alone: a long date may break before it."""
    return re.fullmatch(r"(?:19|20)\d\d[ .]*", line.text) is not None


def _slot_box(dated: Sequence[PenText], box: Box) -> Box:
    """Give the place of the date's figures: what the pen wrote and what is printed around it."""
    for one in dated:
        box = box.union(one.box) if one.handwritten else box
    left = min((one.box.left for one in dated if one.slot == DAY), default=box.left)
    return Box(max(box.left, left - 0.05), box.top, box.right, box.bottom)


def _parts(dated: Sequence[PenText], line: Line | None, name: str) -> list[Part]:
    """Give the readings of a day, month or year, likeliest first: the pen's, else the print's.

    A month or year that both readers have is the surer one's: it is print more often than not.
    """
    seen = _slot(dated, name)
    read = _printed_part(line, name) if line is not None else None
    if seen is None:
        return [read] if read is not None else []
    if not seen.handwritten:
        return _prints_of(seen, read)
    weak = min(seen.confidence, 1 - seen.confidence)
    others = enumerate(seen.alternatives, 1)
    written = [(seen.text, seen.confidence), *((one, weak * 0.9**place) for place, one in others)]
    if name == DAY or read is None:
        return written
    if int(read[0]) == int(seen.text):
        return [(seen.text, max(read[1], seen.confidence)), *written[1:]]
    return sorted([read, *written], key=lambda part: -part[1])


def _prints_of(seen: PenText, read: Part | None) -> list[Part]:
    own = seen.text, min(seen.confidence, _PRINT_ALONE)
    if read is None:
        return [own]
    if not 1 <= int(read[0]) <= _MOST_OF.get(seen.slot, int(read[0])):
        return [own]
    if int(read[0]) == int(seen.text):
        return [(read[0], _agreed(read[1]))]
    return [read, (own[0], min(own[1], read[1]))]


def _printed_part(line: Line, name: str) -> Part | None:
    found = _PATTERNS[name].search(search_key(line.text))
    if found is None:
        return None
    figures = found["figures"].translate(_LIKE_DIGITS)
    start, end = found.span("figures")
    sure, at = 1.0, 0
    for word in line.words:
        if at < end and at + len(word.text) > start:
            sure = min(sure, word.confidence)
        at += len(word.text) + 1
    return figures, sure if figures == found["figures"] else sure * _WRITTEN_LIKE


def _dates(
    days: Sequence[Part], months: Sequence[Part], years: Sequence[Part]
) -> list[tuple[str, float]]:
    """Give the dates that exist, likeliest first; when the likeliest does not, none is sure."""
    found: dict[str, float] = {}
    combined = list(product(days, months, years))
    for day, month, year in combined:
        sure = min(day[1], month[1], year[1])
        text = f"{int(year[0]):04d}-{int(month[0]):02d}-{int(day[0]):02d}"
        if _exists(int(day[0]), int(month[0]), int(year[0])):
            found[text] = max(found.get(text, 0.0), sure)
    ranked = sorted(found.items(), key=lambda one: -one[1])
    if ranked and not _exists(*(int(one[0]) for one in combined[0])):
        ranked = [(text, min(sure, _UNLIKELY)) for text, sure in ranked]
    return ranked


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1945 <= year <= 2099 and 1 <= day <= monthrange(year, month)[1]
