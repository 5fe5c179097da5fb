"""Heading fields from words of invented pages."""

from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.domain.reading import PageText, Reading, suggest
from tests.helpers.pages import LETTER, Row, read, swapped, values, without, words_of

SAMPLES = Path(__file__).parents[1] / "samples"


def test_a_letter_gives_all_its_fields() -> None:
    assert values(read(LETTER)) == {
        "page_amount": 1,
        "language": "Tiếng Việt",
        "type_name": "Công văn",
        "code_number": "045",
        "code_notation": "SCV-VP",
        "issued_date": "2025-02-05",
        "place": "Phù Lưu",
        "organ_name": "SỞ CÔNG VỤ",
        "parent_organ_name": "UBND TỈNH PHÙ LƯU",
        "subject": "báo cáo kết quả trồng cây đợt 2 năm 2025",
        "recipients": ["Như trên", "Lãnh đạo Sở (để b/c)", "Lưu: VT, VP"],
        "signing_authority": "KT.",
        "signer_position": "PHÓ GIÁM ĐỐC",
        "signer_full_name": "Đỗ Văn Thử",
    }


def test_boxes_lie_on_what_was_read() -> None:
    fields = read(LETTER).fields
    assert fields["code_number"].box.top == pytest.approx(0.114)
    assert fields["subject"].box.bottom == pytest.approx(0.174)
    assert fields["organ_name"].box.right < 0.4 < fields["place"].box.left
    assert all(0 < guess.confidence <= 1 for guess in fields.values())


def test_no_page_gives_no_field() -> None:
    assert suggest([], 0) == Reading()


def test_a_page_of_running_text_gives_no_heading() -> None:
    rows = [("Căn cứ Quyết định số 12/QĐ-UBND ngày 05 tháng 02 năm 2025", 0.5, 0.1)]
    assert set(values(read(rows))) == {"page_amount"}


def titled(title: str, *subject: str, notation: str = "12/QĐ-SCV") -> list[Row]:
    rows = swapped(without(LETTER, "V/v", "đợt", "Kính"), "Số", f"Số: {notation}")
    lines = [(text, 0.5, 0.2 + 0.019 * place) for place, text in enumerate((title, *subject))]
    return [*rows, *lines]


@pytest.mark.parametrize(
    ("title", "notation", "name"),
    [
        ("QUYẾT ĐỊNH", "12/QĐ-SCV", "Quyết định"),
        ("QUYÉT ĐỊNH", "12/QĐ-SCV", "Quyết định"),
        ("GIẤY MỜI", "12/GM-SCV", "Giấy mời"),
        ("TỜ TRÌNH", "12/TTr-SCV", "Tờ trình"),
        ("BẢN THOẢ THUẬN", "12/BTT-SCV", "Bản thỏa thuận"),
        ("THÔNG TƯ", "12/2025/TT-BCV", "Thông tư"),
    ],
)
def test_the_heading_names_the_type(title: str, notation: str, name: str) -> None:
    found = values(read(titled(title, "Về việc thử nghiệm máy quét", notation=notation)))
    assert found["type_name"] == name
    assert found["subject"] == "thử nghiệm máy quét"


def test_a_subject_of_several_lines_ends_where_the_preamble_starts() -> None:
    rows = titled(
        "KẾ HOẠCH",
        "Kiểm tra công tác lưu trữ tại các đơn vị",
        "thực hiện năm 2025 trên địa bàn",
        "Căn cứ Luật Lưu trữ;",
        notation="12/KH-SCV",
    )
    expected = "Kiểm tra công tác lưu trữ tại các đơn vị thực hiện năm 2025 trên địa bàn"
    assert values(read(rows))["subject"] == expected


def test_a_subject_ends_before_lines_that_fill_the_page() -> None:
    body = "Thời gian qua, việc trồng cây trên địa bàn đã đạt được kết quả bước đầu,"
    rows = titled("BÁO CÁO", "Kết quả trồng cây", body, notation="12/BC-SCV")
    assert values(read(rows))["subject"] == "Kết quả trồng cây"


def test_a_printed_rule_is_no_word() -> None:
    rows = titled("BÁO CÁO", "L———— Về việc trồng cây", notation="12/BC-SCV")
    assert values(read(rows))["subject"] == "trồng cây"


def test_the_authority_that_decides_is_no_subject() -> None:
    rows = [*titled("QUYẾT ĐỊNH", "Ban hành quy chế"), ("GIÁM ĐỐC SỞ CÔNG VỤ", 0.5, 0.24)]
    assert values(read(rows))["subject"] == "Ban hành quy chế"


def test_without_heading_and_subject_the_notation_names_the_type_less_surely() -> None:
    rows = swapped(without(LETTER, "V/v", "đợt"), "Số", "Số: 12/BC-SCV")
    guess = read(rows).fields["type_name"]
    assert (guess.value, guess.confidence < 0.8) == ("Báo cáo", True)


@pytest.mark.parametrize(
    ("line", "number", "notation"),
    [
        ("Số: 12/SCV-VP", "12", "SCV-VP"),
        ("Số:12/SCV - VP", "12", "SCV-VP"),
        ("Só: 007/QD-SCV", "007", "QĐ-SCV"),
        ("Số: 3176B/QĐ-SCV", "3176B", "QĐ-SCV"),
        ("Số: 51/2024/QĐ-UBND", "51", "2024/QĐ-UBND"),
        ("Số: 2025/SCV-VP", "2025", "SCV-VP"),
        ("Số: 11900/SCV-VP", "11900", "SCV-VP"),
        ("Số: 1987/2024/QĐ-UBND", "1987", "2024/QĐ-UBND"),
        ("Số 12-CV/TU", "12", "CV/TU"),
        ("Số: /SCV-VP", None, "SCV-VP"),
        ("Số: ,#)/SCV-VP", None, "SCV-VP"),
        ("Số1849SCV-VP", "1849", "SCV-VP"),
    ],
)
def test_number_and_notation(line: str, number: str | None, notation: str) -> None:
    found = values(read(swapped(LETTER, "Số", line)))
    assert found.get("code_number") == number
    assert found["code_notation"] == notation


def test_an_unsure_number_is_a_pens_and_never_sure() -> None:
    page = PageText(1, words_of(LETTER))
    blurred = [replace(w, confidence=0.5) if "045" in w.text else w for w in page.words]
    guess = suggest([replace(page, words=tuple(blurred))], 1).fields["code_number"]
    assert guess.handwritten
    assert guess.confidence < 0.4


def test_a_second_reading_saves_a_notation_that_a_pen_spoiled() -> None:
    rows = without(LETTER, "Số")
    found = values(read(rows, aside=[("/SCV-VP", 0.33, 0.12)]))
    assert found["code_notation"] == "SCV-VP"
    assert "code_number" not in found


@pytest.mark.parametrize(
    ("line", "day", "place"),
    [
        ("Phù Lưu, ngày 5 tháng 12 năm 2025", "2025-12-05", "Phù Lưu"),
        ("Thành phố Hồ Sen, ngày 31 tháng 10 năm 2024", "2024-10-31", "Thành phố Hồ Sen"),
        ("Phù Lưu,ngày 3] tháng 1O năm 202]", "2021-10-31", "Phù Lưu"),
        ("Phù Lưu, ngày | tháng 12 năm 2017", None, "Phù Lưu"),
        ("Phù Lưu, ngày ] tháng 12 năm 2017", None, "Phù Lưu"),
        ("Phù Lưu, ngày tháng 12 năm 2017", None, "Phù Lưu"),
        ("Phù Lưu, ngày ÀẾ. tháng 12 năm 2017", None, "Phù Lưu"),
        ("Phù Lưu, ngày 31 tháng 02 năm 2017", None, "Phù Lưu"),
        ("Phù Lưu, ngày 12 tháng 13 năm 2017", None, "Phù Lưu"),
        ("Phù Lưu, ngày 123 tháng 12 năm 2017", None, "Phù Lưu"),
    ],
)
def test_dates(line: str, day: str | None, place: str) -> None:
    found = values(read(swapped(LETTER, "Phù Lưu, ngày", line)))
    assert found.get("issued_date") == day
    assert found["place"] == place


def test_a_digit_that_was_guessed_is_less_sure() -> None:
    sure = read(LETTER).fields["issued_date"].confidence
    guessed = read(swapped(LETTER, "Phù Lưu, ngày", "Phù Lưu, ngày 1] tháng 2 năm 2025"))
    assert guessed.fields["issued_date"].confidence < 0.85 * sure


@pytest.mark.parametrize(
    ("lines", "own", "parent"),
    [
        (["BỘ CÔNG VỤ"], "BỘ CÔNG VỤ", None),
        (["ỦY BAN NHÂN DÂN", "TỈNH PHÙ LƯU"], "ỦY BAN NHÂN DÂN TỈNH PHÙ LƯU", None),
        (["UỶ BẠN NHÂN DẦN", "TĨNH PHÙ LƯU"], "ỦY BAN NHÂN DÂN TỈNH PHÙ LƯU", None),
        (["UBND TỈNH PHÙ LƯU", "BAN CHỈ ĐẠO 12"], "BAN CHỈ ĐẠO 12", "UBND TỈNH PHÙ LƯU"),
        (
            ["BỘ CÔNG VỤ", "TRƯỜNG ĐẠI HỌC PHÙ LƯU", "THÀNH PHỐ HỒ SEN"],
            "TRƯỜNG ĐẠI HỌC PHÙ LƯU THÀNH PHỐ HỒ SEN",
            "BỘ CÔNG VỤ",
        ),
        (["BAN CHỈ ĐẠO", "PHÒNG, CHỐNG LỤT BÃO"], "BAN CHỈ ĐẠO PHÒNG, CHỐNG LỤT BÃO", None),
        (["- UBND TỈNH PHÙ LƯU", "SỞ CÔNG VỤ —"], "SỞ CÔNG VỤ", "UBND TỈNH PHÙ LƯU"),
        (["_ỦY BAN NHÂN DÂN", "XÃ PHÙ LƯU"], "ỦY BAN NHÂN DÂN XÃ PHÙ LƯU", None),
        (["BAN NHÂN DÂN", "XÃ PHÙ LƯU"], "ỦY BAN NHÂN DÂN XÃ PHÙ LƯU", None),
        (["ĐỒNG NHÂN DÂN", "XÃ PHÙ LƯU"], "HỘI ĐỒNG NHÂN DÂN XÃ PHÙ LƯU", None),
    ],
)
def test_organs(lines: list[str], own: str, parent: str | None) -> None:
    rows = without(LETTER, "UBND", "SỞ")
    rows += [(text, 0.27, 0.06 + 0.017 * place) for place, text in enumerate(lines)]
    found = values(read(rows))
    assert (found["organ_name"], found.get("parent_organ_name")) == (own, parent)


def test_a_bare_place_over_the_organ_is_doubted() -> None:
    parent = read(swapped(LETTER, "UBND TỈNH PHÙ LƯU", "TỈNH PHÙ LƯU")).fields["parent_organ_name"]
    assert parent.confidence < 0.5
