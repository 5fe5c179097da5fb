"""Stamps that are no exclusion: urgency, circulation, and the register's own arrival stamp."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clerk_app.domain.heading import Frame
from clerk_app.domain.layout import Line, alike, line_of
from clerk_app.domain.scanning import Box
from clerk_app.domain.text import is_upper, search_key

URGENCY = {"hoa toc": "HỎA TỐC", "thuong khan": "THƯỢNG KHẨN", "khan": "KHẨN"}
"""Mức độ khẩn (NĐ 30/2020, Phụ lục I, ô 10b), the most urgent first."""

CIRCULATION = {
    "xem xong tra lai": "XEM XONG TRẢ LẠI",
    "luu hanh noi bo": "LƯU HÀNH NỘI BỘ",
    "tai lieu thu hoi": "TÀI LIỆU THU HỒI",
}
"""Chỉ dẫn phạm vi lưu hành (ô 11)."""

_UPPER_PART = 0.4
_LEFT_PART = 0.45
_ARRIVAL_HIGH, _ARRIVAL_WIDE, _ARRIVAL_ASIDE, _STAMP_WIDE = 0.07, 0.22, 0.1, 0.27


class Stamp(NamedTuple):
    """One stamp: its kind (`urgency`, `circulation`, `arrival-stamp`), words and place."""

    kind: str
    text: str
    confidence: float
    box: Box


def stamps(lines: Sequence[Line], place: Frame | None) -> list[Stamp]:
    """Find the stamps in a first page's upper part; running text is none."""
    top = place.nation.top if place else 0.0
    upper = [line for line in _joined(lines) if line.centre[1] < top + _UPPER_PART]
    found = [one for line in upper if (one := _urgency(line)) is not None]
    found += [one for line in lines if (one := _circulation(line)) is not None]
    arrival = arrival_box(lines)
    if arrival is not None:
        found.append(Stamp("arrival-stamp", "", 0.8, arrival))
    return found


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Join words of a crooked stamp that were read as lines of their own."""
    joined: list[Line] = []
    for line in sorted(lines, key=lambda line: line.box.left):
        for index, before in enumerate(joined):
            gap = line.box.left - before.box.right
            level = abs(line.centre[1] - before.centre[1]) < 1.2 * max(line.height, before.height)
            if level and -0.005 < gap < 0.03 and is_upper(line.text) and is_upper(before.text):
                joined[index] = line_of([*before.words, *line.words])
                break
        else:
            joined.append(line)
    return joined


def _urgency(line: Line) -> Stamp | None:
    if line.box.left > _LEFT_PART or line.centre[0] > 0.5 or not _stamped(line):
        return None
    letters = re.sub(r"[^a-z]", "", search_key(line.text))
    for key, text in URGENCY.items():
        plain = key.replace(" ", "")
        least = 1.0 if len(plain) < 6 else 0.8
        if alike(line.text, key) >= least and abs(len(letters) - len(plain)) <= 2:
            return Stamp("urgency", text, round(max(0.5, line.confidence), 3), line.box)
    return None


def _circulation(line: Line) -> Stamp | None:
    if not _stamped(line):
        return None
    for key, text in CIRCULATION.items():
        if alike(line.text, key) >= 0.85:
            return Stamp("circulation", text, round(line.confidence, 3), line.box)
    return None


def _stamped(line: Line) -> bool:
    return is_upper(line.text) and len(line.words) <= 5


def arrival_box(lines: Sequence[Line]) -> Box | None:
    """Find the arrival stamp (dấu đến): `ĐẾN` beside `Số`, `Ngày`, `Chuyển` in a corner.

    Its number and date belong to the register that received the page, never to the document.
    """
    for line in lines:
        for word in line.words:
            if search_key(word.text).strip(":.,|") == "den" and is_upper(word.text):
                near = [one for one in lines if _near(one.box, word.box)]
                keys = " ".join(search_key(one.text) for one in near)
                if sum(bool(re.search(p, keys)) for p in (r"\bso\b", "ngay", "chuyen", "gio")) >= 2:
                    box = word.box
                    for one in near:
                        begun = one.centre[0] > word.box.left - _ARRIVAL_ASIDE
                        if begun and one.box.right < box.left + 0.35 and _is_narrow(one):
                            box = box.union(one.box)
                    return box
    return None


def _is_narrow(line: Line) -> bool:
    """Tell whether a line is no longer than a stamp is wide; a title under one is longer."""
    return line.box.right - line.box.left < _STAMP_WIDE


def _near(box: Box, word: Box) -> bool:
    high = abs((box.top + box.bottom) / 2 - (word.top + word.bottom) / 2) < _ARRIVAL_HIGH
    beside = box.left < word.right + _ARRIVAL_WIDE and box.right > word.left - _ARRIVAL_ASIDE
    return high and beside
