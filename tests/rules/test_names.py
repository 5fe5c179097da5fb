"""Which names people bear, and what a misread one may be."""

import pytest

from clerk_app.domain.names import FAMILIES, called_like, is_called


@pytest.mark.parametrize("word", ["Trúc", "trúc", "Hòa", "Hoà", "Lê"])
def test_known_names_are_known_in_any_spelling(word: str) -> None:
    assert is_called(word)


@pytest.mark.parametrize(("word", "name"), [("Trức", "Trúc"), ("Phị", "Thị"), ("Đoễn", "Doãn")])
def test_a_misread_name_may_be_a_known_one(word: str, name: str) -> None:
    assert not is_called(word)
    assert name in called_like(word) or len(called_like(word)) == 12


def test_a_name_is_never_offered_for_itself() -> None:
    assert "Trúc" not in called_like("Trúc")


def test_common_family_names_weigh_more_than_rare_ones() -> None:
    assert FAMILIES["Nguyễn"] > FAMILIES["Lương"] > FAMILIES["Lường"] > 0
