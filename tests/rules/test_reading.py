"""Fields from words: invented documents laid out as NĐ 30/2020, Phụ lục I draws them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.domain.document import (
    ARTICLE_7,
    DocumentCode,
    authority,
    named_type,
    type_of_notation,
)
from clerk_app.domain.reading import PageText, Reading, suggest
from clerk_app.domain.scanning import Box, Word

SAMPLES = Path(__file__).parents[1] / "samples"
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.68, 0.07)
MOTTO = ("Độc lập - Tự do - Hạnh phúc", 0.68, 0.09)
Row = tuple[str, float, float]

LETTER: list[Row] = [
    ("UBND TỈNH PHÙ LƯU", 0.27, 0.07),
    ("SỞ CÔNG VỤ", 0.27, 0.09),
    ("Số: 045/SCV-VP", 0.27, 0.12),
    ("V/v báo cáo kết quả trồng cây", 0.27, 0.15),
    ("đợt 2 năm 2025", 0.27, 0.168),
    NATION,
    MOTTO,
    ("Phù Lưu, ngày 05 tháng 02 năm 2025", 0.68, 0.12),
    ("Kính gửi: Các đơn vị trực thuộc", 0.5, 0.22),
    ("Sở Công vụ đề nghị các đơn vị gửi báo cáo về Văn phòng.", 0.5, 0.3),
    ("Nơi nhận:", 0.19, 0.7),
    ("- Như trên;", 0.19, 0.716),
    ("- Lãnh đạo Sở (để b/c);", 0.22, 0.73),
    ("- Lưu: VT, VP.", 0.2, 0.744),
    ("KT. GIÁM ĐỐC", 0.7, 0.7),
    ("PHÓ GIÁM ĐỐC", 0.7, 0.718),
    ("Đỗ Văn Thử", 0.7, 0.82),
]


def words_of(rows: list[Row], sure: float = 0.95) -> tuple[Word, ...]:
    """Set rows of text on a page, each centred on its place."""
    found = []
    for number, (text, x, y) in enumerate(rows):
        width = 0.0098 * len(text)
        left = x - width / 2
        at = 0
        for word in text.split():
            box = Box(left + 0.0098 * at, y - 0.006, left + 0.0098 * (at + len(word)), y + 0.006)
            found.append(Word(word, sure, box, number))
            at += len(word) + 1
    return tuple(found)


def read(rows: list[Row], aside: list[Row] | None = None, sure: float = 0.95) -> Reading:
    return suggest([PageText(1, words_of(rows, sure), aside=words_of(aside or []))], 1)


def values(reading: Reading) -> dict[str, object]:
    return {name: guess.value for name, guess in reading.fields.items()}


def without(rows: list[Row], *starts: str) -> list[Row]:
    return [row for row in rows if not row[0].startswith(starts)]


def swapped(rows: list[Row], start: str, text: str) -> list[Row]:
    assert any(row[0].startswith(start) for row in rows)
    return [(text, row[1], row[2]) if row[0].startswith(start) else row for row in rows]


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


def test_a_place_where_a_pen_wrote_is_never_sure() -> None:
    page = PageText(
        1, words_of(LETTER), pen=(Box(0.2, 0.11, 0.35, 0.13), Box(0.6, 0.11, 0.9, 0.13))
    )
    fields = suggest([page], 1).fields
    assert fields["code_number"].handwritten
    assert fields["issued_date"].confidence < 0.4


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
    ],
)
def test_organs(lines: list[str], own: str, parent: str | None) -> None:
    rows = without(LETTER, "UBND", "SỞ")
    rows += [(text, 0.27, 0.06 + 0.017 * place) for place, text in enumerate(lines)]
    found = values(read(rows))
    assert (found["organ_name"], found.get("parent_organ_name")) == (own, parent)


def test_a_party_document_has_its_own_heading() -> None:
    rows = swapped(without(LETTER, "Độc lập"), "CỘNG", "ĐẢNG CỘNG SẢN VIỆT NAM")
    rows = swapped(swapped(rows, "Số", "Số 12-CV/HU"), "SỞ", "HUYỆN ỦY PHÙ LƯU")
    found = values(read(without(rows, "UBND")))
    assert (found["code_number"], found["code_notation"]) == ("12", "CV/HU")
    assert (found["organ_name"], found["type_name"]) == ("HUYỆN ỦY PHÙ LƯU", "Công văn")


def test_a_misread_national_heading_still_frames_the_page() -> None:
    rows = swapped(LETTER, "CỘNG", "CỌNG HÓA XÁ HỘI CHU NGHIA VIỆT NAMi")
    assert values(read(rows))["organ_name"] == "SỞ CÔNG VỤ"
    lost = without(LETTER, "CỘNG", "Độc lập")
    assert values(read(lost))["code_notation"] == "SCV-VP"


def signature(*over: str, name: str = "Đỗ Văn Thử") -> list[Row]:
    rows = without(LETTER, "KT.", "PHÓ", "Đỗ Văn")
    lines = [(text, 0.7, 0.7 + 0.018 * place) for place, text in enumerate(over)]
    return [*rows, *lines, (name, 0.7, 0.84)]


@pytest.mark.parametrize(
    ("over", "mark", "position"),
    [
        (["GIÁM ĐỐC"], None, "GIÁM ĐỐC"),
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "KT.", "PHÓ CHỦ TỊCH"),
        (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "TM.", "CHỦ TỊCH"),
        (["TL. BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ MÁY QUÉT"], "TL.", "VỤ TRƯỞNG VỤ MÁY QUÉT"),
        (["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"], "TUQ.", "TRƯỞNG PHÒNG"),
        (["Q. GIÁM ĐỐC"], "Q.", "Q. GIÁM ĐỐC"),
        (["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"], "TM.", "PHÓ BÍ THƯ"),
        (["GLÁM ĐÓC"], None, "GIÁM ĐỐC"),
        (["KT. BỘ TRƯỞNG"], "KT.", "THỨ TRƯỞNG"),
        (["KT. CHÁNH VĂN PHÒNG", "EÓ CHÁNH VĂN PHÒNG"], "KT.", "PHÓ CHÁNH VĂN PHÒNG"),
        (["GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "KT.", "PHÓ GIÁM ĐỐC"),
        (["TL. GIÁM ĐỐC"], "TL.", None),
    ],
)
def test_signatures(over: list[str], mark: str | None, position: str | None) -> None:
    found = values(read(signature(*over)))
    assert (found.get("signing_authority"), found.get("signer_position")) == (mark, position)
    assert found["signer_full_name"] == "Đỗ Văn Thử"


def test_an_authority_that_nobody_read_is_told_as_a_guess() -> None:
    guess = read(signature("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")).fields["signing_authority"]
    assert guess.confidence <= 0.5


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("TS. Đỗ Văn Thử", "Đỗ Văn Thử"),
        ("- Đỗ Văn Thử |", "Đỗ Văn Thử"),
        ("Lê Thị GÏang", "Lê Thị Giang"),
        ("SỞ CÔNG VỤ", None),
        ("Sxvx X G", None),
    ],
)
def test_names(line: str, name: str | None) -> None:
    assert values(read(signature("GIÁM ĐỐC", name=line))).get("signer_full_name") == name


def test_the_signature_is_found_on_a_later_page() -> None:
    first = [row for row in LETTER if row[2] < 0.6]
    last = [row for row in LETTER if row[2] > 0.6]
    pages = [PageText(3, words_of(first)), PageText(4, ()), PageText(5, words_of(last))]
    fields = suggest(pages, 3).fields
    assert (fields["signer_full_name"].value, fields["signer_full_name"].page) == ("Đỗ Văn Thử", 5)
    assert (fields["subject"].page, fields["page_amount"].value) == (3, 3)


def test_recipients_without_their_label_are_known_by_the_file_copy() -> None:
    assert values(read(without(LETTER, "Nơi nhận")))["recipients"] == [
        "Như trên",
        "Lãnh đạo Sở (để b/c)",
        "Lưu: VT, VP",
    ]


@pytest.mark.parametrize(
    ("stamp", "word"),
    [("KHẨN", "KHẨN"), ("THƯỢNG KHẨN", "THƯỢNG KHẨN"), ("[HOẢ TỐC]", "HỎA TỐC")],
)
def test_urgency_is_a_stamp_in_the_upper_left(stamp: str, word: str) -> None:
    reading = read(LETTER, aside=[(stamp, 0.22, 0.2)])
    assert reading.fields["priority"].value == word
    assert [mark.kind for mark in reading.marks] == ["urgency"]


@pytest.mark.parametrize(
    "row", [("việc khẩn cấp", 0.3, 0.3), ("Công điện khẩn", 0.3, 0.3), ("KHẨN", 0.7, 0.3)]
)
def test_running_text_is_no_urgency(row: Row) -> None:
    reading = read([*LETTER, row])
    assert "priority" not in reading.fields
    assert reading.marks == ()


def test_a_circulation_stamp_is_a_mark_only() -> None:
    reading = read([*LETTER, ("LƯU HÀNH NỘI BỘ", 0.75, 0.03)])
    assert [(mark.kind, mark.text) for mark in reading.marks] == [
        ("circulation", "LƯU HÀNH NỘI BỘ")
    ]
    assert "priority" not in reading.fields


def test_the_arrival_stamps_number_and_date_are_not_the_documents() -> None:
    stamp: list[Row] = [
        ("ĐẾN", 0.1, 0.2),
        ("Số: 999/X-Y", 0.2, 0.19),
        ("Ngày: 21/3/18", 0.2, 0.205),
        ("Chuyển:", 0.2, 0.22),
    ]
    reading = read([*without(LETTER, "V/v", "đợt", "Số"), *stamp])
    assert "code_number" not in reading.fields
    assert reading.fields["issued_date"].value == "2025-02-05"
    assert [mark.kind for mark in reading.marks] == ["arrival-stamp"]


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("words-*.json")), ids=lambda path: path.stem)
def test_recorded_words_of_invented_letters(sample: Path) -> None:
    record = json.loads(sample.read_text("utf-8"))
    pages = [
        PageText(
            page["page"],
            tuple(Word(t, c, Box(*box), n) for t, c, box, n in page["words"]),
            aside=tuple(Word(t, c, Box(*box), n) for t, c, box, n in page["aside"]),
        )
        for page in record["pages"]
    ]
    found = values(suggest(pages, len(pages)))
    assert {name: found.get(name) for name in record["fields"]} == record["fields"]


def test_there_are_recorded_words() -> None:
    assert len(list(SAMPLES.glob("words-*.json"))) >= 3


def test_article_7_has_29_types() -> None:
    assert len(ARTICLE_7) == 29
    assert sum(not kind.abbreviation for kind in ARTICLE_7) == 2
    shorts = [kind.abbreviation for kind in ARTICLE_7 if kind.abbreviation]
    assert len(set(shorts)) == 27


@pytest.mark.parametrize(
    ("notation", "name"),
    [
        ("QĐ-UBND", "Quyết định"),
        ("QyĐ-SCV", "Quy định"),
        ("2024/NĐ-CP", "Nghị định"),
        ("CV/TU", "Công văn"),
        ("UBND-VX", None),
        ("CP", None),
    ],
)
def test_types_of_notations(notation: str, name: str | None) -> None:
    kind = type_of_notation(notation)
    assert (kind.name if kind else None) == name


def test_headings_that_name_no_type() -> None:
    assert named_type("ĐIỀU LỆ HỘI") is None
    assert named_type("CHỦ TỊCH") is None


@pytest.mark.parametrize(
    ("line", "mark", "rest"),
    [
        ("KT. CHỦ TỊCH", "KT.", "CHỦ TỊCH"),
        ("TL.GIÁM ĐỐC", "TL.", "GIÁM ĐỐC"),
        ("T/M BAN CHẤP HÀNH", "TM.", "BAN CHẤP HÀNH"),
        ("CHỦ TỊCH", "", "CHỦ TỊCH"),
        ("QUYỀN GIÁM ĐỐC", "", "QUYỀN GIÁM ĐỐC"),
    ],
)
def test_authorities(line: str, mark: str, rest: str) -> None:
    assert authority(line) == (mark, rest)


def test_a_code_is_written_as_on_paper() -> None:
    assert str(DocumentCode("05", "QĐ-SCV")) == "05/QĐ-SCV"
    assert str(DocumentCode("12", "CV/TU")) == "12-CV/TU"
    assert str(DocumentCode("51", "2024/QĐ-UBND")) == "51/2024/QĐ-UBND"
