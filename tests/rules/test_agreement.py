"""Fields that put each other right."""

import pytest

from clerk_app.domain.agreement import agreed
from clerk_app.domain.guess import FieldGuess, Fields
from clerk_app.domain.scanning import Box


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
