"""Fields that put each other right."""

import pytest

from clerk_app.domain.agreement import agreed
from clerk_app.domain.guess import FieldGuess, Fields
from clerk_app.domain.scanning import Box
from tests.helpers.pages import LETTER, Row, read, swapped, without


def fields(notation: str, sure: float, organ: str = "SỞ CÔNG VỤ PHÙ LƯU") -> Fields:
    place = Box(0.1, 0.1, 0.3, 0.12)
    return {
        "code_notation": FieldGuess(notation, sure, 1, place),
        "organ_name": FieldGuess(organ, 0.9, 1, place),
    }


@pytest.mark.parametrize(
    ("read", "is_told"),
    [
        ("IPG-SCV", "PG-SCV"),  # a type's abbreviation is left
        ("ÔSCV-VP", "SCV-VP"),  # the organ's own letters are left
        ("SCV-VP", "SCV-VP"),
        ("KH-SCV", "KH-SCV"),
        ("XYZ-VP", "XYZ-VP"),  # nobody knows better
    ],
)
def test_a_stroke_of_the_number_is_no_letter_of_a_notation(read: str, is_told: str) -> None:
    told = agreed(fields(read, 0.4))["code_notation"]
    assert told.value == is_told
    assert told.corrected_from == (None if read == is_told else read)


def test_a_notation_that_was_read_well_keeps_its_letters() -> None:
    assert agreed(fields("IPG-SCV", 0.95))["code_notation"].value == "IPG-SCV"


def signed(rows: list[Row], aside: list[Row] | None = None, organ: str = "SỞ CÔNG VỤ") -> Fields:
    page = without(LETTER, "KT.", "PHÓ", "Đỗ")
    return dict(read([*swapped(page, "SỞ", organ), *rows], aside).fields)


NAME: Row = ("Đỗ Văn Thử", 0.7, 0.82)


def test_under_the_same_title_signs_the_deputy() -> None:
    told = signed([("GIÁM ĐỐC", 0.7, 0.7), ("GIÁM ĐỐC", 0.7, 0.718), NAME])
    assert told["signer_position"].value == "PHÓ GIÁM ĐỐC"
    assert told["signing_authority"].value == "KT."
    assert told["signer_position"].confidence < 0.95
    branch = signed([("KT. CHI CỤC TRƯỞNG", 0.7, 0.7), ("CỤC TRƯỞNG", 0.7, 0.718), NAME])
    assert branch["signer_position"].value == "PHÓ CHI CỤC TRƯỞNG"


def test_two_readings_of_one_line_are_no_deputy() -> None:
    told = signed([("GIÁM ĐỐC", 0.7, 0.7), ("GLÁM ĐỐC", 0.7, 0.707), NAME])
    assert told["signer_position"].value == "GIÁM ĐỐC"
    assert "signing_authority" not in told


def test_on_behalf_of_a_body_signs_its_head() -> None:
    rows: list[Row] = [("TM. ỦY BAN NHÂN DÂN", 0.7, 0.7), ("Đ b TỊCH", 0.7, 0.718), NAME]
    told = signed(rows, organ="ỦY BAN NHÂN DÂN XÃ MAI")
    assert told["signer_position"].value == "CHỦ TỊCH"
    assert told["signer_position"].confidence < 0.95
    deputy = [rows[0], ("PHÓ b TỊCH", 0.7, 0.718), NAME]
    assert signed(deputy, organ="ỦY BAN NHÂN DÂN XÃ MAI").get("signer_position") is None


def test_a_name_whose_readings_dispute_a_mark_is_never_sure() -> None:
    rows: list[Row] = [("GIÁM ĐỐC", 0.7, 0.7), NAME]
    assert signed(rows)["signer_full_name"].confidence > 0.95
    told = signed(rows, [("Đỗ Văn Thư", 0.7, 0.82)])["signer_full_name"]
    assert told.value == "Đỗ Văn Thử"
    assert told.confidence <= 0.7
