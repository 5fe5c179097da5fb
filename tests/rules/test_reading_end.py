"""Signatures, recipients and stamps from words of invented pages; types and codes."""

import json
from pathlib import Path

import pytest

from clerk_app.domain.document import (
    ARTICLE_7,
    DocumentCode,
    authority,
    named_type,
    type_of_notation,
)
from clerk_app.domain.reading import PageText, suggest
from clerk_app.domain.scanning import Box, Word
from tests.helpers.pages import LETTER, Row, read, swapped, values, without, words_of

SAMPLES = Path(__file__).parents[1] / "samples"


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
