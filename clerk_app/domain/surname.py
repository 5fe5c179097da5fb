"""The family name that a seal hides, told from what several readings left of it.

A rim of a seal over the first letters makes `Wfác`, `Tắc`, `fạc` of `Mạc`: the ends agree. A guess
is only ever offered: the clerk confirms it.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from math import log10

from clerk_app.domain.layout import Found, Line
from clerk_app.domain.text import search_key, tone_key

COMMON = {
    "Nguyễn": 384, "Trần": 121, "Lê": 95, "Phạm": 71, "Hoàng": 40, "Huỳnh": 20, "Phan": 45,
    "Vũ": 22, "Võ": 20, "Đặng": 21, "Bùi": 20, "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10,
    "Lý": 5, "Đinh": 5, "Trương": 6, "Lâm": 3, "Mai": 4, "Trịnh": 4, "Đào": 4, "Lương": 3,
    "Hà": 4, "Cao": 3, "Thái": 2, "Tạ": 3, "Châu": 2, "Tô": 2, "Quách": 1, "Lưu": 2, "Tống": 1,
    "Kiều": 1, "Đoàn": 3, "Phùng": 2, "Nghiêm": 1, "Khương": 1, "Tăng": 1, "Vương": 1, "Bạch": 1,
    "Mạc": 1, "Doãn": 1, "Đàm": 2, "Triệu": 1, "Từ": 1, "Hứa": 1, "Chu": 3, "Lại": 1, "Ninh": 1,
    "Nông": 1, "Tôn": 1, "La": 1, "Đồng": 1, "Trình": 1,
}  # fmt: skip
"""Family names, and how many of a thousand people about bear each."""

MARGIN = 0.12
"""By so much a name must be likelier than the next to be offered."""

INSTEAD = 0.02
"""By so much, where what was read in its place is no family name that anybody bears."""

_LEAST = 0.42
_RARE = 0.05
_SAME_ROW, _BESIDE, _WHOLE = 0.012, 0.02, 3
_ENDS, _TONED = 0.35, 0.2
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def hidden_surname(fragments: Iterable[str], margin: float = MARGIN) -> str | None:
    """Give the family name that fragments of one place speak for; None where they do not tell.

    Args:
        fragments: What each reading gave for the hidden word.
        margin: How much likelier than the next it must be.
    """
    read = [bare for one in fragments if (bare := _bare(one))]
    if not read:
        return None
    rated = sorted(
        ((_mean(name, read) + _RARE * log10(many), name) for name, many in COMMON.items()),
        reverse=True,
    )
    (best, name), (next_best, _) = rated[:2]
    return name if best > _LEAST and best > next_best + margin else None


def without_first(name: Found, lines: Iterable[Line]) -> Found:
    """Give a name without its first word, which is none that anybody bears: `Vế Thị Thuấn`.

    Args:
        name: As read; of two words both stay.
        lines: All readings of the page, to tell where its second word stands.
    """
    words = name.text.split()
    if len(words) < _WHOLE:
        return name
    row, key = (name.box.top + name.box.bottom) / 2, search_key(words[1])
    for line in lines:
        for word in line.words:
            if search_key(word.text) == key and abs(line.centre[1] - row) < _SAME_ROW:
                box = name.box._replace(left=word.box.left)
                return Found(" ".join(words[1:]), name.confidence, box)
    return name


def fragments(lines: Iterable[Line], half: Found) -> list[str]:
    """Give what readings left of the word before half a name.

    Args:
        lines: All readings of the page.
        half: The part of the name that was read.
    """
    first = half.text.split()[0]
    row = (half.box.top + half.box.bottom) / 2
    found = []
    for line in lines:
        if abs(line.centre[1] - row) > _SAME_ROW:
            continue
        for word in line.words:
            if abs(word.box.right - half.box.left) < _BESIDE:
                found.append(word.text)
            elif word.box.left < half.box.left and search_key(word.text).endswith(
                search_key(first)
            ):
                found.append(word.text[: -len(first)])  # the two were read as one
    return found


def _bare(fragment: str) -> str:
    """Give the letters of a fragment after the last sign that is none."""
    return _NOT_LETTERS.split(fragment)[-1]


def _mean(name: str, read: Sequence[str]) -> float:
    """Give the mean likeness of the better half of the readings: the seal spoils some wholly."""
    each = sorted((_likeness(name, one) for one in read), reverse=True)
    half = each[: max(1, (len(each) + 1) // 2)]
    return sum(half) / len(half)


def _likeness(name: str, read: str) -> float:
    """Tell how alike a name and a fragment are, 0 to 1: letters, ends, marks of the ends."""
    key, end = search_key(name), search_key(read)[-len(name) - 1 :]
    letters = SequenceMatcher(None, key, end, autojunk=False).ratio()
    shared = _shared_end(key, end) / len(key)
    toned = _shared_end(tone_key(name), tone_key(read)) / len(key)
    return (1 - _ENDS - _TONED) * letters + _ENDS * shared + _TONED * toned


def _shared_end(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count
