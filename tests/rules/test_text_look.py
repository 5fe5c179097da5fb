"""Complaint letters, envelopes and hidden words are found; words about them are not."""

from dataclasses import replace

import pytest

from clerk_app.domain.classification import SECRECY
from clerk_app.domain.gate import Finding
from clerk_app.domain.mark_headings import COMPLAINT
from clerk_app.domain.mark_text import NAMED_ADDRESSEE
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Colour, Page, Word
from clerk_app.domain.text_look import text_findings

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.5, 0.06, 0.012)
MOTTO = ("Độc lập - Tự do - Hạnh phúc", 0.5, 0.08, 0.012)
BODY = ("Tên tôi là người viết đơn này, trình bày như sau.", 0.5, 0.4, 0.012)
Row = tuple[str, float, float, float]


def words(*rows: Row) -> tuple[Word, ...]:
    """Set rows centred on (x, y), each letter 0.9 of its height wide."""
    found = []
    for number, (text, x, y, high) in enumerate(rows):
        step = 0.7 * high
        left = x - step * len(text) / 2
        at = 0
        for word in text.split():
            box = Box(left + step * at, y, left + step * (at + len(word)), y + high)
            found.append(Word(word, 0.9, box, number))
            at += len(word) + 1
    return tuple(found)


def found(*rows: Row, aside: tuple[Word, ...] = (), own: tuple[Word, ...] = ()) -> list[Finding]:
    page = Page(2, b"", 10, 10, 300, Colour.COLOUR, text=own)
    return list(text_findings(page, PageText(2, words(*rows), aside=aside)))


@pytest.mark.parametrize(
    "heading",
    [
        "ĐƠN KHIẾU NẠI",
        "ĐƠN TỐ CÁO",
        "Đơn tố cáo",
        "ĐƠN THƯ KHIẾU NẠI, TỐ CÁO",
        "ĐƠN THƯ CỦA CÔNG DÂN",
        "ĐƠN KIẾN NGHỊ, TỐ CÁO",
        "ĐƠN KHIẾU NẠI LẦN HAI",
        "ĐƠN TỐ CÁO HÀNH VI VI PHẠM",
        "ĐON KHIÊU NAI",
        "ĐƠN TÔ CÁ0",
        "ĐƠN KHlẾU NẠl",
    ],
)
def test_a_complaint_letter_is_asked_about(heading: str) -> None:
    (finding,) = found(NATION, MOTTO, (heading, 0.5, 0.16, 0.014), BODY)
    assert (finding.category, finding.level, finding.sure) == (COMPLAINT, None, False)
    assert finding.page == 2
    assert 0.15 < finding.box.top < 0.17


def test_a_heading_close_under_the_motto_or_a_date_is_still_one() -> None:
    assert found(NATION, MOTTO, ("ĐƠN TỐ CÁO", 0.5, 0.096, 0.014))
    date = ("PHÙ LƯU, NGÀY 3 THÁNG 5 NĂM 2026", 0.5, 0.13, 0.012)
    assert found(NATION, MOTTO, date, ("ĐƠN TỐ CÁO", 0.5, 0.145, 0.014))


@pytest.mark.parametrize(
    "rows",
    [
        [("V/v giải quyết đơn khiếu nại", 0.3, 0.15, 0.012)],
        [("V/v trả lời", 0.3, 0.15, 0.012), ("đơn khiếu nại", 0.3, 0.165, 0.012)],
        [("QUYẾT ĐỊNH", 0.5, 0.2, 0.014), ("Về việc giải quyết đơn tố cáo", 0.5, 0.22, 0.012)],
        [("VỀ VIỆC GIẢI QUYẾT", 0.5, 0.2, 0.014), ("ĐƠN KHIẾU NẠI CỦA ÔNG A", 0.5, 0.216, 0.014)],
        [("ĐƠN XIN NGHỈ PHÉP", 0.5, 0.16, 0.014)],
        [("ĐƠN VỊ TỐ CÁO SAI PHẠM", 0.5, 0.16, 0.014)],
        [("ĐƠN ĐỀ NGHỊ", 0.5, 0.16, 0.014)],
        [("SỔ THEO DÕI ĐƠN KHIẾU NẠI", 0.5, 0.16, 0.014)],
        [("ĐƠN TỐ CÁO", 0.5, 0.7, 0.014)],
        [("Loại", 0.15, 0.3, 0.012), ("ĐƠN TỐ CÁO", 0.5, 0.3, 0.012)],
        [("công dân gửi đơn khiếu nại đến cơ quan", 0.5, 0.3, 0.012)],
    ],
)
def test_words_about_complaints_are_none(rows: list[Row]) -> None:
    assert found(NATION, MOTTO, *rows) == []


ENVELOPE: tuple[Row, ...] = (
    ("SỞ CÔNG VỤ TỈNH PHÙ LƯU", 0.3, 0.1, 0.03),
    ("Số: 45/SCV-VP", 0.3, 0.16, 0.03),
    ("Kính gửi: Sở Nội vụ tỉnh Bằng Châu", 0.6, 0.5, 0.03),
)


@pytest.mark.parametrize(
    ("letter", "high"), [("A", 0.06), ("B", 0.06), ("C", 0.05), ("©", 0.03), ("(B)", 0.03)]
)
def test_a_circled_letter_on_an_envelope_is_asked_about(letter: str, high: float) -> None:
    (finding,) = found(*ENVELOPE, (letter, 0.85, 0.15, high))
    assert (finding.category, finding.level, finding.sure) == (SECRECY, None, False)


@pytest.mark.parametrize(
    "rows",
    [
        [*ENVELOPE, ("A", 0.85, 0.15, 0.03)],
        [*ENVELOPE, ("©", 0.85, 0.15, 0.007)],
        [*ENVELOPE, ("Lưu: VT, VP.", 0.2, 0.6, 0.01), ("©", 0.85, 0.15, 0.03)],
        [*ENVELOPE, ("Phòng C", 0.85, 0.15, 0.06)],
        [NATION, MOTTO, *ENVELOPE, ("C", 0.85, 0.3, 0.06)],
        [("C", 0.85, 0.15, 0.06)],
        [*ENVELOPE, *[(f"Dòng chữ thứ {n} của một lá thư dài", 0.5, 0.55 + n / 50, 0.01)
                      for n in range(9)], ("C", 0.85, 0.15, 0.06)],
    ],
)  # fmt: skip
def test_a_lone_letter_elsewhere_is_none(rows: list[Row]) -> None:
    assert found(*rows) == []


def test_hidden_words_and_second_readings_count_and_nothing_counts_twice() -> None:
    mark = words(("TỐI MẬT", 0.2, 0.2, 0.014))
    assert [one.level for one in found(BODY, own=mark)] == ["TỐI MẬT"]
    assert [one.level for one in found(BODY, aside=mark)] == ["TỐI MẬT"]
    assert len(found(("TỐI MẬT", 0.2, 0.2, 0.014), own=mark, aside=mark)) == 1
    named = words(("Chỉ người có tên mới được bóc bì", 0.5, 0.3, 0.02))
    (finding,) = found(BODY, own=named)
    assert (finding.category, finding.sure) == (NAMED_ADDRESSEE, True)


def test_a_text_layer_that_parts_a_line_at_every_word_is_read_as_one() -> None:
    parted = [replace(word, line=n) for n, word in enumerate(words(("TỐI MẬT", 0.2, 0.2, 0.014)))]
    assert [one.level for one in found(BODY, own=tuple(parted))] == ["TỐI MẬT"]
