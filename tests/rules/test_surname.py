"""A family name told from what a seal left of it."""

import pytest

from clerk_app.domain.guess import FieldGuess
from clerk_app.domain.surname import hidden_surname
from tests.helpers.pages import LETTER, Row, read, without


@pytest.mark.parametrize(
    ("left", "name"),
    [
        (["=wfếc", "ạc", "WMác", "Tắc", "—fạc"], "Mạc"),
        (["5ui", "=Efii", "Eùi", "gũi", "ui"], "Bùi"),
        (["tPYên", "eên", "Ngfểến", "_XggffZến"], "Nguyễn"),
        (["Ta", "===<Tạ", "====Ta"], "Tạ"),
    ],
)
def test_what_readings_left_of_a_family_name_tells_it(left: list[str], name: str) -> None:
    assert hidden_surname(left) == name


@pytest.mark.parametrize("left", [[], ["", "==", "22"], ["NEV", "NEE", "tPD"], ["an", "Tan", "ần"]])
def test_what_tells_nothing_or_several_names_is_no_name(left: list[str]) -> None:
    assert hidden_surname(left) is None


def signer(name: str, *again: str) -> FieldGuess | None:
    rows: list[Row] = [*without(LETTER, "Đỗ"), (name, 0.7, 0.82)]
    aside: list[Row] = [(each, 0.7, 0.82) for each in again]
    return read(rows, aside).fields.get("signer_full_name")


def test_a_name_with_a_guessed_family_name_is_whole_and_never_sure() -> None:
    guess = signer("=wfếc Văn Thử", "ạc Văn Thử", "WMác Văn Thử", "—fạc Văn Thử")
    assert guess is not None
    assert guess.value == "Mạc Văn Thử"
    assert guess.confidence < 0.5


def test_a_word_that_is_no_family_name_gives_way_to_the_one_it_was() -> None:
    guess = signer("Ngên Văn Thử", "Nguên Văn Thử", "Nuyễn Văn Thử")
    assert guess is not None
    assert guess.value == "Nguyễn Văn Thử"


def test_the_middle_of_a_name_is_never_left_out() -> None:
    guess = signer("Đỗ V#n Thử")
    assert guess is None or guess.value != "Đỗ Thử"


def test_wishes_are_signed_by_a_name_alone() -> None:
    rows = without(LETTER, "Nơi nhận", "- ", "KT.", "PHÓ", "Đỗ")
    guess = read([*rows, ("Đỗ Văn Thử", 0.7, 0.82)]).fields["signer_full_name"]
    assert guess.value == "Đỗ Văn Thử"
    assert guess.confidence < 0.95


def test_a_middle_name_that_lost_its_first_letter_is_told() -> None:
    guess = signer("uyễn gọc Thử", "gọc Thử")
    assert guess is not None
    assert guess.value == "Nguyễn Ngọc Thử"
