"""When two arrivals are one document."""

import pytest

from clerk_app.domain.duplicate import duplicate_key
from clerk_app.domain.entry import Fields

LETTER: Fields = {
    "code_number": "12",
    "code_notation": "TTLTS-ĐTSV",
    "organ_name": "TRƯỜNG LÁI TÀU",
    "issued_date": "2026-03-04",
    "parent_organ_name": "SỞ ĐƯỜNG SÔNG",
    "place": "Tân Hòa",
}


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"code_number": "012"}, True),
        ({"place": "Tân Hoà"}, True),
        ({"code_notation": "TTLTSS-ĐTSV"}, True),
        ({"code_notation": "TTLTS-ĐTSY"}, True),
        ({"code_notation": "TTLTS-ĐTV"}, True),
        ({"code_notation": "TTXYZ-ĐTSV"}, False),
        ({"organ_name": "TRƯƠNG LẤI TÀU"}, True),
        ({"organ_name": "TRƯƠNG LẤI TÀU", "place": "Tân Hóa"}, False),
        ({"parent_organ_name": "SỞ ĐƯỜNG SẮT"}, False),
        ({"parent_organ_name": "", "place": "Tân Hóa"}, False),
        ({"parent_organ_name": ""}, True),
        ({"issued_date": "2025-03-04"}, False),
    ],
)
def test_one_slip_of_the_reader_hides_nothing_and_a_difference_stays(
    change: Fields, same: bool
) -> None:
    one, other = duplicate_key(LETTER), duplicate_key(LETTER | change)
    assert one
    assert other
    assert one.same(other) is same
    assert other.same(one) is same


def test_types_have_series_of_their_own() -> None:
    report = duplicate_key(LETTER | {"code_notation": "BC-UBNDTL"})
    notice = duplicate_key(LETTER | {"code_notation": "TB-UBNDTL"})
    assert report
    assert notice
    assert not report.same(notice)


@pytest.mark.parametrize("name", ["code_number", "code_notation", "organ_name", "issued_date"])
def test_what_is_not_known_is_no_duplicate(name: str) -> None:
    assert duplicate_key({key: value for key, value in LETTER.items() if key != name}) is None
