"""Accounts by the profile's form, and what five wrong passwords do."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.clock import VIETNAM
from clerk_app.domain.people import (
    PAUSE,
    Tries,
    by_given_name,
    by_mailbox,
    checked_full_name,
    checked_name,
    free_name,
)
from clerk_app.errors import InputFault

AT = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("full_name", "unit", "account"),
    [
        ("Nguyễn Văn An", "STTTT", "annv.stttt"),
        ("Đỗ Thị Ánh Ước", "VP-UBND", "uocdta.vpubnd"),
        ("  Lê   Bình ", "", "binhl"),
        ("Ưng", "STC", "ung.stc"),
        ("", "STC", ""),
    ],
)
def test_an_account_is_formed_from_the_given_name(full_name: str, unit: str, account: str) -> None:
    assert by_given_name(full_name, unit) == account


def test_an_account_is_the_name_of_the_mailbox() -> None:
    assert by_mailbox("AnNV@thidu.gov.vn") == "annv"
    assert by_mailbox("an.nv") == "an.nv"


def test_a_taken_name_gets_a_number_before_its_unit() -> None:
    assert free_name("annv.stttt", ()) == "annv.stttt"
    assert free_name("annv.stttt", {"annv.stttt"}) == "annv2.stttt"
    assert free_name("annv.stttt", {"annv.stttt", "annv2.stttt"}) == "annv3.stttt"
    assert free_name("annv", {"annv"}) == "annv2"


@given(st.text(max_size=40), st.text(max_size=20), st.sets(st.text(max_size=12), max_size=4))
def test_a_formed_account_can_be_stored(full_name: str, unit: str, taken: set[str]) -> None:
    account = by_given_name(full_name, unit)
    if account:
        free = free_name(account, taken)
        assert free not in taken
        assert checked_name(free) == free
        assert free.isascii()


@pytest.mark.parametrize("name", ["", "an nv", "Ân", "an@nv", "an..nv", ".an", "a" * 65])
def test_a_strange_account_is_not_stored(name: str) -> None:
    with pytest.raises(InputFault, match="account-form"):
        checked_name(name)


def test_a_full_name_is_kept_in_one_spelling() -> None:
    assert checked_full_name(" Nguye\u0302\u0303n  Va\u0306n An ") == "Nguyễn Văn An"
    with pytest.raises(InputFault, match="field-too-long"):
        checked_full_name("a" * 51)


def test_the_fifth_wrong_password_begins_a_pause_and_so_does_the_tenth() -> None:
    counted = Tries()
    for _ in range(4):
        counted = counted.one_more(AT)
        assert not counted.paused(AT)
    counted = counted.one_more(AT)
    assert counted.paused(AT)
    assert counted.paused(AT + PAUSE - timedelta(seconds=1))
    assert not counted.paused(AT + PAUSE)
    for _ in range(4):
        counted = counted.one_more(AT + PAUSE)
        assert not counted.paused(AT + PAUSE)
    assert counted.one_more(AT + PAUSE).paused(AT + PAUSE)
