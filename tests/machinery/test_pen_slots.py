"""Where the gaps of a heading lie, told from words as the reader of print gives them."""

import pytest

from clerk_app.core.pen_slots import Slot, slots
from clerk_app.domain.scanning import Box, Word

SIZE = (2480, 3508)
LETTER_WIDE = 26
"""Pixels a letter of 13 point takes at 300 dpi, about."""


def words(text: str, left: int, row: int, line: int, size: tuple[int, int] = SIZE) -> list[Word]:
    """Set a line of print; `_` is a place that a pen wrote in and nobody could read."""
    found, x = [], left * size[0] / 2480
    unit = size[0] / 2480
    for one in text.split(" "):
        wide = len(one) * LETTER_WIDE * unit
        if set(one) != {"_"}:
            top, bottom = row - 40, row + (11 if set(one) & set("gyQ,") else 0)
            box = Box(
                x / size[0], top * unit / size[1], (x + wide) / size[0], bottom * unit / size[1]
            )
            found.append(Word(one, 0.9, box, line))
        x += wide + 14 * unit
    return found


def found(number: str, dated: str, size: tuple[int, int] = SIZE) -> dict[str, Slot]:
    read = [*words(number, 400, 400, 0, size), *words(dated, 1200, 400, 1, size)]
    return {slot.name: slot for slot in slots(read, (), size)[0]}


def covers(slot: Slot, left: float, right: float) -> bool:
    return slot.left <= left and right <= slot.right


@pytest.mark.parametrize(
    ("number", "gap"),
    [
        ("Số: ____ /SCV-VP", (492, 596)),
        ("Số: ,#)/SCV-VP", (492, 560)),
        ("số: 4l4 /QĐ-SCV", (492, 570)),
        ("Số: ____ -CV/TU", (492, 596)),
        ("Số: __ /2025/QĐ-UBND", (492, 544)),
    ],
)
def test_the_number_stands_between_its_label_and_the_notation(
    number: str, gap: tuple[int, int]
) -> None:
    slot = found(number, "Phù Lưu, ngày 5 tháng 6 năm 2025")["number"]
    assert covers(slot, *gap)
    assert slot.right < gap[1] + 190
    assert slot.base == pytest.approx(400, abs=9)


@pytest.mark.parametrize(
    "dated",
    [
        "Phù Lưu, ngày ___ tháng 6 năm 2025",
        "Việt Nam, ngày ___ tháng 6 năm 2025",
        "Thăng Lộ, ngày ___ tháng 6 năm 2025",
        "Nga Lộ, ngày ___ tháng 6 năm 2025",
        "Phù Lưu, ngày {V} tháng 6 năm 2025",
        "Phù Lưu, ngày{V}tháng 6 năm 2025",
    ],
)
def test_day_month_and_year_stand_behind_their_words(dated: str) -> None:
    slots_found = found("Số: ____ /SCV-VP", dated)
    line = words(dated, 1200, 400, 1)
    last = {one.text: one.box for one in line}
    assert list(slots_found) == ["number", "day", "month", "year"]
    month = slots_found["month"]
    assert covers(month, last["6"].left * 2480, last["6"].right * 2480)
    assert covers(slots_found["year"], last["2025"].left * 2480, last["2025"].right * 2480)
    if "ngày" in last:
        day = slots_found["day"]
        assert covers(day, last["ngày"].right * 2480, last["tháng"].left * 2480)


def test_a_page_of_another_size_is_measured_in_proportion() -> None:
    big = (3125, 4454)
    line, dated = "Số: ____ /SCV-VP", "Phù Lưu, ngày ___ tháng 6 năm 2025"
    here, there = found(line, dated), found(line, dated, big)
    for name, slot in here.items():
        assert there[name].left == pytest.approx(slot.left * 1.26, abs=3)
        assert there[name].right == pytest.approx(slot.right * 1.26, abs=3)


def test_the_name_of_an_organ_is_no_label() -> None:
    organ = words("SỞ TƯ PHÁP", 400, 330, 2)
    line = words("sø:92†2/sTp-pTIp", 380, 400, 0)
    [slot] = slots([*organ, *line], (), SIZE)[0]
    assert slot.base == pytest.approx(400, abs=12)


def test_what_a_pen_left_in_a_notation_does_not_hide_the_number() -> None:
    body = words("lúc 14 giờ, ngày 01 tháng 11 năm 2021", 1200, 800, 1)
    read = [*words("số: 96 ỞpB-UBND", 400, 400, 0), *body]
    assert "number" in [slot.name for slot in slots(read, (), SIZE)[0]]


def test_running_text_has_no_slots() -> None:
    body = words("Thực hiện chỉ đạo của lãnh đạo Sở về việc trồng cây", 300, 500, 0)
    assert slots(body, (), SIZE)[0] == []
