"""The signer's name among what readings left of it."""

from clerk_app.domain.guess import FieldGuess
from tests.helpers.pages import LETTER, Row, read, without


def signer(name: str, *again: str) -> FieldGuess | None:
    rows: list[Row] = [*without(LETTER, "Đỗ"), (name, 0.7, 0.82)]
    aside: list[Row] = [(each, 0.7, 0.82) for each in again]
    return read(rows, aside).fields.get("signer_full_name")


def test_a_name_whose_family_name_nobody_bears_is_never_sure() -> None:
    guess = signer("=wfếc Văn Thử", "ạc Văn Thử", "WMác Văn Thử", "—fạc Văn Thử")
    assert guess is None or guess.confidence < 0.5


def test_the_middle_of_a_name_is_never_left_out() -> None:
    guess = signer("Đỗ V#n Thử")
    assert guess is None or guess.value != "Đỗ Thử"


def test_wishes_are_signed_by_a_name_alone() -> None:
    rows = without(LETTER, "Nơi nhận", "- ", "KT.", "PHÓ", "Đỗ")
    guess = read([*rows, ("Đỗ Văn Thử", 0.7, 0.82)]).fields["signer_full_name"]
    assert guess.value == "Đỗ Văn Thử"
    assert guess.confidence < 0.95


def test_a_middle_name_that_lost_its_first_letter_is_told() -> None:
    guess = signer("=== gọc Thử", "gọc Thử")
    assert guess is not None
    assert guess.value == "Ngọc Thử"
    assert guess.confidence < 0.5
