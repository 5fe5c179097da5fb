"""The heading of a document: its frame, number and notation, place and date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clerk_app.domain.document import TYPES, DocumentCode
from clerk_app.domain.layout import (
    NATIONAL_HEADINGS,
    NATIONAL_LEAST,
    Found,
    Line,
    is_motto,
    is_national_heading,
    national_likeness,
)
from clerk_app.domain.pen import rejoined
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.text import search_key

_DATE_LINE = re.compile(r"^[^,]{2,30}, ng[ay]{2}.{1,9}thang.{1,6}nam")

DEPTH = 0.17
"""How far under the Quốc hiệu the number and the date stand at most, fractions of the page."""

RISE, _MOTTO_UNDER = 0.03, 0.02
_CODE_DEPTH = 0.12
_NATION_LOWEST, _NATION_LEFT, _LEAST_BEFORE = 0.4, 0.35, 2
_OF_NATION = {word for key in NATIONAL_HEADINGS for word in key.split()}
_LEAST_OF_NATION = 3
_CLEARLY = 0.1
_DISPUTED = 0.7


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the heading of a page lies.

    Attributes:
        nation: The Quốc hiệu, or the Party's heading.
        split: Between the organ's and the Quốc hiệu's column, a fraction of the width.
        left: Lines of the organ's column, top down, from the Quốc hiệu's height.
        right: Lines under the Quốc hiệu, top down.
        below: All other lines below the Quốc hiệu, in reading order.
    """

    nation: Box
    split: float
    left: tuple[Line, ...]
    right: tuple[Line, ...]
    lines: tuple[Line, ...]


def frame(lines: Sequence[Line]) -> Frame | None:
    """Find a page's heading; None when neither Quốc hiệu nor Tiêu ngữ can be told."""
    lines = [part for line in lines for part in _parted_at_nation(line)]
    top = [line for line in lines if line.box.top < 0.4]
    nation = next((line for line in top if is_national_heading(line.text)), None)
    nation = nation or next((line for line in top if is_motto(line.text)), None)
    nation = nation or _pieced(top)
    box = nation.box if nation else _over_date(top)
    if box is None:
        return None
    if nation and is_motto(nation.text):  # the Quốc hiệu was not read: it stands over it
        box = box._replace(top=max(0.0, box.top - _MOTTO_UNDER))
    start, end = box.top - RISE, box.bottom + DEPTH
    split = box.left - 0.01
    near = [line for line in lines if start <= line.centre[1] <= end and line is not nation]
    left = [line for line in near if line.centre[0] < split and line.box.left < split - 0.05]
    right = [line for line in near if line.centre[0] >= split and line.centre[1] > box.top]
    return Frame(box, split, _down(left), _down(right), tuple(lines))


def _pieced(lines: Sequence[Line]) -> Line | None:
    """Find a Quốc hiệu or Tiêu ngữ of which faded print left pieces, with gaps between."""
    rows = [row for row in rejoined(lines) if row.box.left > _NATION_LEFT]
    whole = next((row for row in rows if is_national_heading(row.text)), None)
    return whole or next((row for row in rows if is_motto(row.text)), None)


def _parted_at_nation(line: Line) -> list[Line]:
    """Part the organ from the Quốc hiệu where the two were read as one line."""
    if line.box.top > _NATION_LOWEST or line.box.left > _NATION_LEFT:
        return [line]
    if len(_OF_NATION.intersection(search_key(line.text).split())) < _LEAST_OF_NATION:
        return [line]
    likest, at = max(
        (national_likeness(" ".join(word.text for word in line.words[at:])), at)
        for at in range(len(line.words))
    )
    if at < _LEAST_BEFORE or likest < NATIONAL_LEAST:
        return [line]
    return [line.part(line.words[:at]), line.part(line.words[at:])]


def _over_date(lines: Sequence[Line]) -> Box | None:
    """Tell where a Quốc hiệu that could not be read stood: over the place and date."""
    for line in lines:
        key = search_key(line.text)
        if line.box.left > 0.4 and line.box.top < 0.25 and _DATE_LINE.search(key):
            top, bottom = max(0.0, line.box.top - 0.085), line.box.top - 0.047
            return Box(min(0.47, line.box.left), min(top, bottom), 0.92, bottom)
    return None


def _down(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.centre[1]))


# Number and notation -------------------------------------------------------------------------

_LABEL = re.compile(
    r"^\W{0,3}(?:s|5)\s?[óoôö6ơõòđ0ố][^\s\d]?(?=[\s:.;,\d/-])\s*[:.;,]*\s*", re.IGNORECASE
)
_GROUP = r"[A-ZĐÂĂÊÔƠƯ][\wĐđ&.]*"
_SMALL = "csvxowz"
"""Letters that look the same small: beside a pen's tall strokes capitals are taken for them."""
_PLAIN_NOTATION = re.compile(
    rf"(?:(?<![a-zà-ỹ])[{_SMALL}](?=[A-ZĐ]))?{_GROUP}(?:\s*[-–—_]\s*{_GROUP})+"
)
_NOTATION = re.compile(rf"(?:(?<!\d)(?:19|20)\d\d\s*/\s*)?{_PLAIN_NOTATION.pattern}")
_OF_PARTY = re.compile(
    rf"(\d{{1,5}}[a-z]?)\s*[-–—]\s*({_GROUP}\s*/\s*[A-ZĐ][\wĐđ.]*(?:\s*-\s*{_GROUP})*)"
)
_OF_PARTY_BARE = re.compile(rf"[-–—]\s*({_GROUP}\s*/\s*[A-ZĐ][\wĐđ.]*(?:\s*-\s*{_GROUP})*)")
_DOTS = re.compile(r"^.*\.{2,}")  # printed for a pen's number, and what it wrote over them
_NUMBER = re.compile(r"\d{1,6}[A-Za-zĐđ]{0,2}")
_LEGAL = re.compile(r"(\d{1,5})\s*/\s*((?:19|20)\d\d)\s*/\s*$")


@dataclass(frozen=True, slots=True)
class Code:
    """Số, ký hiệu as read; either may be missing."""

    line: Line
    number: Found | None
    notation: Found | None


def code(place: Frame, again: Sequence[Line] = ()) -> Code | None:
    """Read number and notation from the organ's column (NĐ 30/2020, Phụ lục I, ô 3).

    Args:
        place: Where the heading lies.
        again: Lines of further readings, for a notation that a pen's number has spoiled.
    """
    found = max(_codes(place, place.left), key=_worth, default=None)
    others = [one for one in _codes(place, again) if one.notation]
    if not others:
        return found
    other = max(others, key=_sureness)
    line = found.line if found else other.line
    if found is None or _sureness(other) > _sureness(found) + _CLEARLY:
        notation = _agreed([one for one in (found, *others) if one is not None])
        return Code(line, _surer(found, other), notation)
    return found


def _agreed(codes: Sequence[Code]) -> Found | None:
    """Give the notation that the readings bear out most.

    One that lost its first letters is the end of the whole one, and speaks for it. What readings
    do not agree on is never sure.
    """
    read = [one.notation for one in codes if one.notation is not None]
    if not read:
        return None
    best = max(read, key=lambda one: (_borne_out(one, read), one.confidence))
    if all(one.text == best.text for one in read):
        return max(read, key=lambda one: one.confidence)
    return Found(best.text, min(best.confidence, _DISPUTED), best.box)


def _borne_out(one: Found, read: Sequence[Found]) -> float:
    return sum(other.confidence for other in read if one.text.endswith(other.text))


def _surer(found: Code | None, other: Code) -> Found | None:
    """Give the number of the first reading, and of the other where both are print of one mind."""
    if found is None or found.number is None or other.number is None:
        return found.number if found else other.number
    if found.number.text != other.number.text:
        return found.number
    return max(found.number, other.number, key=lambda one: one.confidence)


def _codes(place: Frame, lines: Sequence[Line]) -> list[Code]:
    limit = place.nation.bottom + _CODE_DEPTH
    near = (
        line
        for line in rejoined(lines)
        if place.nation.top < line.centre[1] < limit and line.centre[0] < place.split
    )
    return [one for one in map(_code_in, near) if one is not None]


def _sureness(found: Code) -> float:
    return found.notation.confidence if found.notation else 0.0


def _worth(found: Code) -> tuple[bool, bool]:
    return found.notation is not None, _labelled(found.line) is not None


def _labelled(line: Line) -> re.Match[str] | None:
    return _LABEL.match(line.text + " ")


def _code_in(line: Line) -> Code | None:
    label = _labelled(line)
    text = line.text
    start = min(label.end(), len(text)) if label else 0
    party = _OF_PARTY.search(text, start)
    if label and party and "/" not in text[start : party.start()]:
        return Code(line, part_of(line, *party.span(1)), _notation(line, *party.span(2)))
    bare = _OF_PARTY_BARE.search(text, start)
    if bare and "/" not in text[: bare.start()]:
        return Code(line, _number(line, start, bare.start()), _notation(line, *bare.span(1)))
    notation = _NOTATION.search(text, start)
    if notation is None:
        return Code(line, _number(line, start, len(text)), None) if label else None
    if label and not re.search(r"[\d/]", text[start : notation.start()]):
        # `Số: 2025/SNV-VP`: what looks like a year is the number itself
        notation = _PLAIN_NOTATION.search(text, start) or notation
    before = text[start : notation.start()]
    if not label and "/" not in before and not before[-1:].isdigit():
        return None
    return Code(line, _number(line, start, notation.start()), _notation(line, *notation.span()))


def _number(line: Line, start: int, end: int) -> Found | None:
    """Read the number between label and slash; None when it is no number at all."""
    raw = line.text[start:end].strip(" :.;,/⁄|\\-–")
    if not _NUMBER.fullmatch(raw):
        return None
    at = line.text.index(raw, start)
    return part_of(line, at, at + len(raw))


def _notation(line: Line, start: int, end: int) -> Found:
    part = part_of(line, start, end)
    text = re.sub(r"\s*[-–—_]\s*", "-", part.text)
    text = re.sub(r"\s*/\s*", "/", text).strip(" .,;:")
    text = _DOTS.sub("", text)
    if text[:1] in _SMALL:
        text = text[0].upper() + text[1:]
    return Found(respelled_notation(text), part.confidence, part.box)


_PLAIN_ABBREVIATIONS = {
    search_key(kind.abbreviation): kind.abbreviation
    for kind in reversed(TYPES)
    if "Đ" in kind.abbreviation and kind.abbreviation != "HĐ"
}


_DOUBLED = {"QĐĐ": "QĐ", "ĐĐA": "ĐA"}
"""Abbreviations with a letter read twice, as no organ's begin."""


def respelled_notation(text: str) -> str:
    """Put back a `Đ` that reading lost in a type's abbreviation: `QD-UBND` is `QĐ-UBND`."""
    head, mark, rest = text.partition("-")
    *year, kind = head.split("/")
    kind = _DOUBLED.get(kind, kind)
    return "/".join([*year, _PLAIN_ABBREVIATIONS.get(search_key(kind), kind)]) + mark + rest


def part_of(line: Line, start: int, end: int) -> Found:
    """Give a stretch of a line's text with the words it touches."""
    touched: list[Word] = []
    at = 0
    for word in line.words:
        if at < end and at + len(word.text) > start:
            touched.append(word)
        at += len(word.text) + 1
    shown = line.part(touched)
    return Found(line.text[start:end].strip(), min(w.confidence for w in touched), shown.box)


def document_code(found: Code) -> DocumentCode | None:
    """Give the code when both halves were read."""
    if found.number is None or found.notation is None:
        return None
    return DocumentCode(found.number.text, found.notation.text)
