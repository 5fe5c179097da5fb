"""Two readers of one line: what the first doubts the second tells, where it is sure."""

from dataclasses import replace

import pytest

from clerk_app.domain.layout import line_of
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.second_reader import closing, ends_open, settled, spoiled

Told = list[tuple[str, float]]


def words(told: Told) -> list[Word]:
    """Words of one width side by side, with a gap of a fifth."""
    return [
        Word(text, sure, Box(0.1 * at, 0.5, 0.1 * at + 0.08, 0.52), 7)
        for at, (text, sure) in enumerate(told)
        if text
    ]


def both(first: Told, second: Told) -> str:
    return line_of(settled(line_of(words(first)), words(second))).text


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ([("tài", 0.97), ("tôn", 0.87)], [("tài", 0.99), ("tồn", 0.99)], "tài tồn"),
        ([("tài", 0.97), ("tôn", 0.96)], [("tài", 0.99), ("tồn", 0.99)], "tài tồn"),
        ([("tài", 0.97), ("tôn", 0.96)], [("tài", 0.99), ("tồn", 0.95)], "tài tôn"),
        ([("danh:", 0.8), ("sách", 0.97)], [("danh", 0.99), ("sách", 0.99)], "danh sách"),
        ([("hỗ,", 0.8), ("trợ", 0.97)], [("hỗ", 0.8), ("trợ", 0.99)], "hỗ, trợ"),
        ([("Tô", 0.97), ("gốm,", 0.97)], [("tổ", 0.99), ("gồm", 0.98)], "Tổ gồm,"),
        ([("V/v", 0.97), ("việc", 0.97)], [("Vv", 0.99), ("vic", 0.99)], "V/v việc"),
        ([("đoàn", 0.97), ("kiểm", 0.89)], [("đoàn", 0.99), ("kiếm", 0.82)], "đoàn kiểm"),
        ([("quý", 0.97), ("II", 0.94)], [("quý", 0.99), ("III", 0.99)], "quý III"),
        ([("quý", 0.97), ("IIl", 0.33)], [("quý", 0.99), ("III", 0.98)], "quý III"),
        ([("quý", 0.97), ("II", 0.88)], [("quý", 0.99), ("I1", 0.95)], "quý II"),
        ([("năm", 0.97), ("2024", 0.6)], [("năm", 0.99), ("2ơ24", 0.95)], "năm 2024"),
        ([("đầu", 0.97), ("xiiäi", 0.17)], [("đầu", 0.99), ("xuân", 0.96)], "đầu xuân"),
        ([("SỞ", 0.9), ("THỪ", 0.5)], [("sở", 0.99), ("thử", 0.99)], "SỞ THỪ"),
        ([("cán", 0.9), ("", 0), ("pháp", 0.9)], [("cán", 0.99), ("tư", 0.99)], "cán tư pháp"),
    ],
)
def test_the_surer_reader_is_believed(first: Told, second: Told, text: str) -> None:
    assert both(first, second) == text


def test_what_both_read_is_surer() -> None:
    first, second = words([("lò", 0.5)]), words([("lò", 0.99)])
    assert settled(line_of(first), second)[0].confidence > 0.9
    surely = words([("lò", 0.97)])
    assert settled(line_of(surely), second) == surely


@pytest.mark.parametrize(
    ("first", "before", "after"),
    [
        ([("THƯỢNG", 0.96), ("HẬ", 0.65), ("N", 0.93), ("hiện", 0.97), ("chế", 0.97)], 3, 0),
        ([("việc", 0.96), ("lập", 0.97), ("nước)", 0.52), ("l", 0.0), ("iXHSA", 0.46)], 0, 3),
        ([("Vẽ", 0.47), ("hộ", 0.97), ("dân", 0.97), ("sử", 0.97), ("'Đề", 0.18)], 1, 1),
    ],
)
def test_what_a_stamp_lies_on_is_told(first: Told, before: int, after: int) -> None:
    parts = spoiled(line_of(words(first)), 0.5)
    assert parts is not None
    assert (len(parts.before), len(parts.after)) == (before, after)
    assert len(parts.before) + len(parts.good) + len(parts.after) == len(first)


@pytest.mark.parametrize(
    "first",
    [
        [("Về", 0.97), ("việc", 0.97), ("UBND", 0.97), ("xã", 0.97), ("họp", 0.97)],
        [("iXHSA", 0.1), ("nước)", 0.2)],
        [("hộ", 0.97), ("dân", 0.97), ("xiiäi", 0.1), ("sử", 0.97), ("dụng", 0.97)],
    ],
)
def test_a_line_without_spoiled_ends_has_none(first: Told) -> None:
    line = line_of(words(first))
    assert spoiled(line, line.centre[0]) is None


def test_a_line_aside_of_its_title_has_lost_an_end() -> None:
    line = line_of(words([("gieo", 0.97), ("trồng", 0.97), ("vụ", 0.97)]))
    assert spoiled(line, line.centre[0] - 0.1) is not None


def test_a_badly_read_words_box_over_the_next_takes_it_not_twice() -> None:
    first = words([("chỉni:", 0.09), ("lý", 0.5), ("tài", 0.97)])
    first[0] = replace(first[0], box=first[0].box._replace(right=0.17))
    second = words([("chỉnh", 0.99), ("lý", 0.99), ("tài", 0.99)])
    second[1] = replace(second[1], box=Box(0.1, 0.5, 0.165, 0.52))
    assert line_of(settled(line_of(first), second)).text == "chỉnh lý tài"


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (["thường", "xuyên", "quý", "III", "năm"], 5),
        (["chợ", "mới", "năm", "202"], 3),
        (["chợ", "mới", "quý"], 3),
        (["chợ", "mới", "quý", "2"], 0),
        (["chợ", "mới", "năm", "2022"], 0),
        (["chợ", "mới"], 0),
    ],
)
def test_a_subject_does_not_end_before_its_year(texts: list[str], count: int) -> None:
    assert ends_open(words([(text, 0.97) for text in texts])) == count


def test_only_a_year_closes_a_year_and_a_numeral_a_quarter() -> None:
    read = words([("năm", 0.99), ("2022.", 0.99), ("IV", 0.99), ("khu", 0.99), ("2023", 0.4)])
    year, quarter = words([("năm", 0.97), ("quý", 0.97)])
    assert [word.text for word in closing(read, year)] == ["2022"]
    assert [word.text for word in closing(read, quarter)] == ["IV"]
    assert closing(read[:1], year) == []
    assert closing(read[4:], year) == []
