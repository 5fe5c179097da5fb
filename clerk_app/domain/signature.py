"""Who signs, by which authority and in which position (NĐ 30/2020, Phụ lục I, ô 7a, 7b)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clerk_app.domain.layout import Found, Line, is_recipients_label
from clerk_app.domain.names import SURNAMES
from clerk_app.domain.person import (
    has_surname,
    has_twins,
    is_disputed,
    is_whole_name,
    likeliest,
    person_in,
)
from clerk_app.domain.position import Post, by_head, likeness, post
from clerk_app.domain.post_rows import (
    Row,
    authority_of,
    block_of,
    on_behalf,
    one_each,
    position_of,
    under_mark,
)
from clerk_app.domain.scanning import Box
from clerk_app.domain.text import is_upper, search_key, tone_key

_ABOVE, _BELOW = 0.05, 0.1
_RIGHT, _LIKE_HEAD = 0.45, 0.6
NAME_NEAR, NAME_FAR, NAME_ASIDE = 0.015, 0.26, 0.17
"""Between the first two below its position a name stands, at most the third beside its middle."""

_LIST_DEPTH, _WIDEST_LIST = 0.2, 0.54
_WELL_READ, _PLAIN = 0.8, 0.92
_USUAL_MIDDLE = 0.7
_LONGEST_NAME, _ALONE = 5, 0.7
_SIGNED_LEFT, _SIGNED_DEPTH, _PARTY_HIGH = 0.42, 0.2, 0.05
_PARTY = re.compile(r"^\W*dai dien (cho )?ben\b")
_FILED = re.compile(r"^\W*luu\W{0,3}\s*(vt|vp|van thu)\b")


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs; what could not be read is None.

    Attributes:
        disputed: Readings of the name have its letters under different marks.
    """

    authority: Found | None
    position: Found | None
    name: Found | None
    disputed: bool = False


def recipients_label(lines: Iterable[Line]) -> Line | None:
    """Find the line `Nơi nhận:` in the left half, or the place of one that could not be read."""
    left = [line for line in lines if line.box.left < 0.45]
    label = next((line for line in left if is_recipients_label(line.text)), None)
    return label or _lost_label(left)


def list_edge(lines: Iterable[Line], label: Line) -> float:
    """Tell where the list of recipients ends to the right, a fraction of the width."""
    listed = [
        line.box.right
        for line in lines
        if 0 < line.box.top - label.box.top < _LIST_DEPTH
        and abs(line.box.left - label.box.left) < 0.04
        and line.box.right < _WIDEST_LIST
    ]
    return max(listed, default=label.box.right) + 0.005


def _lost_label(left: Sequence[Line]) -> Line | None:
    """Tell the label's place from its list: narrow lines that end with `Lưu: VT`."""
    ordered = sorted(left, key=lambda line: line.centre[1])
    ends = [i for i, line in enumerate(ordered) if _FILED.match(search_key(line.text))]
    if not ends:
        return None
    first = ends[-1]
    while first and _same_list(ordered[first - 1], ordered[first]):
        first -= 1
    if first == ends[-1]:
        return None
    top = ordered[first]
    up = 1.5 * top.height
    box = Box(top.box.left, max(0.0, top.box.top - up), top.box.right, top.box.bottom - up)
    return Line(top.words, "", box, top.height)


def _same_list(upper: Line, lower: Line) -> bool:
    near = lower.box.top - upper.box.bottom < 0.012
    aligned = abs(upper.box.left - lower.box.left) < 0.03
    return near and aligned and upper.box.right < 0.55


def signing(lines: Sequence[Line], label: Line | None, head: str | None = None) -> Signing:
    """Read authority, position and name of the person who signs.

    Args:
        lines: Of the page with the signature; places read twice stand in them twice.
        label: The line `Nơi nhận:` that stands level with the position.
        head: Title of the issuing organ's head, for a position of which little can be read.
    """
    rows = _rows(lines, label, head) or (_rows(lines, None, head) if label else [])
    rows = rows or _like_head(lines, label, head)
    if not rows:
        under = _under_party(lines) or (_usual(label) if label else None)
        found = _name(lines, under) if under else (_lone_name(lines), False)
        return Signing(None, None, *found)
    mark = authority_of(rows) or on_behalf(lines, rows[0])
    return Signing(mark, position_of(rows), *_name(lines, _under(rows)))


def _under_party(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Give where the position stands that could not be read under `ĐẠI DIỆN BÊN A`."""
    for line in lines:
        if line.box.left > _RIGHT and _PARTY.match(search_key(line.text)):
            return line.centre[0], line.box.bottom + line.height
    return None


def _lone_name(lines: Sequence[Line]) -> Found | None:
    """Give the lowest whole name that stands alone in the right half: wishes are signed so."""
    alone = [
        line
        for line in lines
        if line.box.left > _RIGHT and len(line.words) <= _LONGEST_NAME and is_whole_name(line.text)
    ]
    lowest = max(alone, key=lambda line: line.centre[1], default=None)
    found = person_in(lowest) if lowest else None
    return None if found is None else Found(found.text, min(found.confidence, _ALONE), found.box)


def _under(rows: Sequence[Row]) -> tuple[float, float]:
    """Give the middle and the lower edge of the position."""
    return sum(row.line.centre[0] for row in rows) / len(rows), rows[-1].line.box.bottom


def signed_part(lines: Sequence[Line], label: Line | None) -> Box | None:
    """Tell where the signature stands when it is not level with the recipients.

    Minutes and contracts are signed over them, letters of wishes have none. None where it is.
    """
    if label and _rows(lines, label):
        return None
    rows = [row for row in _rows(lines, None) if not label or row.line.centre[1] < label.box.top]
    under = _under(rows) if rows else _under_party(lines)
    if under is None:
        return None
    end = under[1] + _SIGNED_DEPTH
    top = max(0.0, rows[0].line.box.top - 0.01 if rows else under[1] - _PARTY_HIGH)
    return Box(_SIGNED_LEFT, top, 1.0, min(1.0, label.box.top + 0.01 if label else end, end))


def is_signed_beside(lines: Sequence[Line], label: Line) -> bool:
    """Tell whether a position stands level with the recipients."""
    return bool(_rows(lines, label))


def position_end(lines: Sequence[Line], label: Line | None) -> tuple[float, float] | None:
    """Give the middle and the lower edge of the position, or where they usually are.

    Args:
        lines: All readings of the signature.
        label: The line `Nơi nhận:`, level with the position; None where both are not known.
    """
    rows = _rows(lines, label) or _rows(lines, None)
    return _under(rows) if rows else _under_party(lines) or (_usual(label) if label else None)


def is_signed(lines: Sequence[Line]) -> bool:
    """Tell whether a signer's whole name is among some lines, a known family name first."""
    found = signing(lines, recipients_label(lines)).name
    return found is not None and found.confidence > _WELL_READ and has_surname(found.text)


def is_named(lines: Sequence[Line]) -> bool:
    """Tell whether anything of a signer's name is among some lines."""
    return signing(lines, recipients_label(lines)).name is not None


def is_well_signed(lines: Sequence[Line]) -> bool:
    """Tell whether one reading gave name and position so well that no further one is wanted."""
    found = signing(lines, recipients_label(lines))
    read = (found.name, found.position)
    if found.name is None or any(one is None or one.confidence < _PLAIN for one in read):
        return False
    first = found.name.text.split()[0]
    return tone_key(first) in SURNAMES and not has_twins(found.name.text)


def _usual(label: Line) -> tuple[float, float]:
    """Tell where the position stands when it could not be read: level with the recipients."""
    return _USUAL_MIDDLE, label.box.bottom


def _like_head(lines: Sequence[Line], label: Line | None, head: str | None) -> list[Row]:
    """Take the line level with the recipients that is most like the title of the organ's head."""
    if label is None or head is None:
        return []
    level = [
        line
        for line in lines
        if -_ABOVE < line.centre[1] - label.centre[1] < _BELOW
        and line.centre[0] > _RIGHT
        and is_upper(line.text)
    ]
    rated = [(likeness(line.text, head), line) for line in level]
    near, best = max(rated, key=lambda one: one[0], default=(0.0, None))
    if best is None or near < _LIKE_HEAD:
        return []
    return [Row(best, Post("", head, head.upper(), near))]


def _rows(lines: Sequence[Line], label: Line | None, head: str | None = None) -> list[Row]:
    """Take the lines of authority and position, top down, one reading of each."""
    found = []
    for line in lines:
        if line.centre[0] < _RIGHT or line.box.left < 0.28:
            continue
        if label and not -_ABOVE < line.centre[1] - label.centre[1] < _BELOW:
            continue
        told = None if is_whole_name(line.text) else post(line.text)
        told = by_head(told, line.text, head) if told else None
        if told and (is_upper(told.text) or len(line.words) <= 5):
            found.append(Row(line, told))
    best = one_each(sorted(found, key=lambda row: row.line.centre[1]))
    block = block_of(best, from_top=label is not None)
    return [*block, *under_mark(lines, block[-1], head)] if block else []


def _name(lines: Sequence[Line], under: tuple[float, float]) -> tuple[Found | None, bool]:
    """Find the name under the signature, and tell whether its readings dispute its marks.

    Args:
        lines: Of the page; a place read twice stands in them twice.
        under: The middle and the lower edge of the position over it.
    """
    middle, bottom = under
    found: list[tuple[float, Found]] = []
    for line in lines:
        gap, aside = line.centre[1] - bottom, abs(line.centre[0] - middle)
        if not NAME_NEAR < gap < NAME_FAR or aside > NAME_ASIDE:
            continue
        one = person_in(line)
        if one is not None:
            found.append((0.5 * aside / NAME_ASIDE + 2.0 * gap, one))
    best = likeliest(found)
    return best, best is not None and is_disputed(best, (one for _, one in found))
