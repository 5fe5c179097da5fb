"""What one reading lost and another has: lines, roofs, capitals, first syllables."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.reading import PageText, suggest
from clerk_app.domain.text import roofed
from clerk_app.domain.wording import Wording, joined, righted_words, wording
from tests.helpers.pages import LETTER, Row, read, swapped, values, without, words_of

_SPOILED = st.sampled_from(
    ["", "—", "..", "....", "/", "x", "Y", "ng", "khe", "===", "Số:", "Mien", "ẬT", "1", "-", "ệc"]
)

HOUSE: list[Row] = [
    ("TỔNG CÔNG TY CẤP NƯỚC", 0.27, 0.06),
    ("PHÙ LƯU", 0.27, 0.076),
    ("NHÀ MÁY NƯỚC SỐ MỘT", 0.27, 0.092),
]


def house(spoiled: str, *aside: Row) -> dict[str, object]:
    """Read a letter of which the organ's second line was read so, under a rule."""
    rest = without(LETTER, "UBND", "SỞ CÔNG")
    words = words_of([HOUSE[0], (spoiled, *HOUSE[1][1:]), HOUSE[2], *rest])
    words = tuple(replace(w, confidence=0.1) if w.line == 1 else w for w in words)
    return values(suggest([PageText(1, words, aside=words_of(list(aside)))], 1))


def test_a_line_that_a_rule_spoiled_comes_from_the_other_reading() -> None:
    found = house("Vệ ae xôn", *HOUSE)
    assert found["parent_organ_name"] == "TỔNG CÔNG TY CẤP NƯỚC PHÙ LƯU"
    assert found["organ_name"] == "NHÀ MÁY NƯỚC SỐ MỘT"


@pytest.mark.parametrize("stamp", [("KHẨN", 0.15, 0.076), ("HỎA TỐC", 0.4, 0.077)])
def test_a_stamp_beside_it_is_no_line_of_a_name(stamp: Row) -> None:
    found = house("Vệ ae xôn", HOUSE[0], stamp, HOUSE[2])
    assert found["parent_organ_name"] == "TỔNG CÔNG TY CẤP NƯỚC"


def test_of_two_readings_the_one_without_glued_words_counts() -> None:
    rows = swapped(LETTER, "SỞ CÔNG VỤ", "SỞ CÔNGVỤ NHAN ĐẠO")
    aside: list[Row] = [("SỞ CÔNG VỤ NHAN ĐẠO", 0.27, 0.09)]
    assert values(read(rows, aside))["organ_name"] == "SỞ CÔNG VỤ NHAN ĐẠO"


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        ("Mien", "Miên"),
        ("Xuyén", "Xuyến"),
        ("Kiéu", "Kiếu"),
        ("Uyen", "Uyên"),
        ("Miên", "Miên"),
        ("Giẻ", "Giẻ"),
        ("gieo", "gieo"),
        ("Nie", "Nie"),
    ],
)
def test_a_roof_that_no_syllable_is_without_is_put_back(read_as: str, meant: str) -> None:
    assert roofed(read_as) == meant


def test_a_name_whose_roof_was_put_back_is_not_sure() -> None:
    guess = read(swapped(LETTER, "Đỗ", "Đỗ Văn Mien")).fields["signer_full_name"]
    assert (guess.value, guess.corrected_from) == ("Đỗ Văn Miên", "Đỗ Văn Mien")
    assert guess.confidence < 0.9
    typed = read(swapped(LETTER, "Đỗ", "Đỗ Văn Mien"), sure=1.0).fields["signer_full_name"]
    assert (typed.value, typed.corrected_from) == ("Đỗ Văn Mien", None)


@pytest.mark.parametrize("line", ["ngày 05 tháng 02 năm 2025", ", ngày 05 tháng 02 năm 2025"])
def test_a_date_without_a_place_is_read(line: str) -> None:
    found = read(swapped(LETTER, "Phù Lưu, ngày", line)).fields
    assert found["issued_date"].value == "2025-02-05"
    assert "place" not in found


@given(st.lists(st.tuples(st.integers(0, 60), _SPOILED), max_size=12), st.integers(0, 60))
def test_whatever_was_lost_nothing_breaks(spoiled: list[tuple[int, str]], cut: int) -> None:
    texts = [row[0].split() for row in LETTER]
    for at, left in spoiled:
        words = texts[at % len(texts)]
        words[at % len(words)] = left
    rows = [(" ".join(words), *row[1:]) for words, row in zip(texts, LETTER, strict=True)]
    aside = [row for number, row in enumerate(rows) if number % 7 == cut % 7]
    read([row for row in rows if row[0].strip()], [row for row in aside if row[0].strip()])


def test_a_place_that_lost_its_capital_is_whole() -> None:
    rows = swapped(LETTER, "Phù Lưu, ngày", "khe Lưu, ngày 05 tháng 02 năm 2025")
    assert values(read(rows))["place"] == "Khe Lưu"
    rows = swapped(LETTER, "Phù Lưu, ngày", "x Phù Lưu, ngày 05 tháng 02 năm 2025")
    assert values(read(rows))["place"] == "Phù Lưu"


def test_dots_for_a_number_are_no_notation() -> None:
    rows = swapped(LETTER, "Số:", "Số: ...63Ô....CĐ-SCV")
    assert values(read(rows))["code_notation"] == "CĐ-SCV"


def test_a_rare_family_name_is_no_guess() -> None:
    rows: list[Row] = [*without(LETTER, "Đỗ"), ("ang Thế Thử", 0.7, 0.82)]
    guess = read(rows).fields.get("signer_full_name")
    assert guess is None or not str(guess.value).startswith("Lang")


@pytest.mark.parametrize(
    ("over", "mark"), [("ÔNG NHÂN DÂN", "TM."), ("BAN NHAN DAN", "TM."), ("NGƯỜI NHẬN", None)]
)
def test_a_collective_s_name_over_its_chairman_tells_on_whose_behalf(
    over: str, mark: str | None
) -> None:
    rows = [*without(LETTER, "KT.", "PHÓ"), (over, 0.7, 0.7), ("CHỦ TỊCH", 0.7, 0.718)]
    guess = read(rows).fields.get("signing_authority")
    assert (guess and guess.value) == mark
    assert guess is None or guess.confidence <= 0.5


def test_a_family_name_of_one_letter_is_never_sure() -> None:
    guess = read(swapped(LETTER, "Đỗ", "Y Kim Thử")).fields["signer_full_name"]
    assert guess.value == "Y Kim Thử"
    assert guess.confidence < 0.9


@pytest.mark.parametrize("left", ["lệc", "tệc", "iệc", "ệc", "Về việc", "====Về việc"])
def test_what_is_left_of_an_opening_is_no_subject(left: str) -> None:
    named: list[Row] = [("ĐỀ ÁN", 0.5, 0.19), (f"{left} thực hiện chế độ nâng lương", 0.5, 0.21)]
    found = values(read([*without(LETTER, "V/v", "đợt"), *named]))
    assert found["subject"] == "thực hiện chế độ nâng lương"


@pytest.mark.parametrize(
    ("given", "sure"), [("Ấn", False), ("Y", False), ("Thử", True), ("Hà", True)]
)
def test_a_name_with_twins_under_another_tone_is_looked_at(given: str, *, sure: bool) -> None:
    rows = swapped(LETTER, "Đỗ", f"Đỗ Văn {given}")
    assert (read(rows).fields["signer_full_name"].confidence >= 0.95) == sure
    certain = read(rows, sure=1.0).fields["signer_full_name"]
    assert certain.confidence >= 0.95, "a text layer's tones are certain"


@pytest.mark.parametrize(("given", "meant"), [("Phân", "Phấn"), ("Bồng", "Bổng"), ("Ân", "Ân")])
def test_a_tone_over_a_roof_that_makes_no_name_is_put_right(given: str, meant: str) -> None:
    guess = read(swapped(LETTER, "Đỗ", f"Đỗ Văn {given}")).fields["signer_full_name"]
    assert guess.value == f"Đỗ Văn {meant}"
    if given != meant:
        assert (guess.corrected_from, guess.confidence < 0.8) == (f"Đỗ Văn {given}", True)


def test_a_family_name_read_badly_makes_the_name_doubtful() -> None:
    words = words_of(LETTER)
    words = tuple(replace(w, confidence=0.7) if w.text == "Đỗ" else w for w in words)
    guess = suggest([PageText(1, words)], 1).fields["signer_full_name"]
    assert guess.value == "Đỗ Văn Thử"
    assert guess.confidence < 0.95


def test_a_type_s_abbreviation_with_a_letter_twice_is_put_right() -> None:
    rows = swapped(LETTER, "Số", "Số: 045/2026/QĐĐ-UBND")
    assert values(read(rows))["code_notation"] == "2026/QĐ-UBND"
    rows = swapped(LETTER, "Số", "Số: 045/SCV-HĐĐT")
    assert values(read(rows))["code_notation"] == "SCV-HĐĐT"


@pytest.mark.parametrize(("sure", "left"), [(0.97, "dịp nghỉ"), (0.9, "địp nghỉ")])
def test_what_was_read_surely_is_not_changed_by_the_rest_of_its_document(
    sure: float, left: str
) -> None:
    """A blurred body misreads one word the same way again and again."""
    body = words_of([(f"giữa địp nghỉ lễ thứ {n}", 0.3, 0.4 + n / 20) for n in range(6)], 0.9)
    subject = words_of([("phân công trực trong dịp nghỉ lễ", 0.3, 0.2)], sure)
    moved = [replace(word, line=word.line + 10) for word in body]
    (righted,) = righted_words([[*subject, *moved]], Wording())
    assert left in " ".join(word.text for word in righted[: len(subject)])


def test_a_number_under_a_motto_alone_has_its_organ() -> None:
    rows = [row for row in LETTER if not row[0].startswith("CỘNG")]
    assert values(read(rows))["organ_name"] == values(read(LETTER))["organ_name"]
    assert values(read(rows)).get("parent_organ_name") == values(read(LETTER)).get(
        "parent_organ_name"
    )


def test_the_line_after_a_subject_tells_nothing_of_its_last_word() -> None:
    """`tồn đọng` ends a line, `Thời gian` begins the next: together they are no `đồng thời`."""
    page = words_of([("tài liệu tồn đọng", 0.4, 0.2), ("Thời gian qua", 0.4, 0.218)])
    (righted,) = righted_words([page], joined(wording(["đồng thời"])))
    assert " ".join(word.text for word in righted[:4]) == "tài liệu tồn đọng"
