"""What a pen wrote, weighed against the print: numbers and dates that exist, doubt where due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import pen
from clerk_app.domain.citations import latest_cited
from clerk_app.domain.guess import FieldGuess
from clerk_app.domain.layout import Found
from clerk_app.domain.pen import PenText, issued_date
from clerk_app.domain.reading import PageText, suggest
from clerk_app.domain.scanning import Box, Word
from tests.helpers.pages import LETTER, swapped, words_of

PLACE = Box(0.25, 0.11, 0.31, 0.13)
DAY_GAP = Box(0.66, 0.11, 0.7, 0.13)


def seen(slot: str, text: str, sure: float = 0.9, *others: str, hand: bool = True) -> PenText:
    return PenText(slot, DAY_GAP if slot != "number" else PLACE, text, sure, others, hand)


def guess_of(name: str, line: str | None, *pens: PenText) -> FieldGuess | None:
    start = "Số" if name == "code_number" else "Phù Lưu,"
    rows = swapped(LETTER, start, line) if line else LETTER
    return suggest([PageText(1, words_of(rows), pen=pens)], 1).fields.get(name)


def dated(line: str, *pens: PenText) -> FieldGuess | None:
    return guess_of("issued_date", f"Phù Lưu, {line}", *pens)


def test_a_pens_number_stands_with_its_doubt_and_what_else_it_may_be() -> None:
    found = guess_of("code_number", "Số: ,#)/SCV-VP", seen("number", "414", 0.6, "474", "44", "4"))
    assert found == FieldGuess("414", 0.6, 1, PLACE, ("474", "44"), handwritten=True)


def test_two_readers_that_agree_are_surer_than_one() -> None:
    alone = guess_of("code_number", "Số: ,#)/SCV-VP", seen("number", "045", 0.9))
    both = guess_of("code_number", "Số: 045/SCV-VP", seen("number", "045", 0.9))
    assert alone
    assert both
    assert both.confidence > alone.confidence
    assert both.handwritten


def test_two_readers_that_do_not_agree_leave_the_choice_to_the_clerk() -> None:
    found = guess_of("code_number", "Số: 046/SCV-VP", seen("number", "048", 0.8, "049"))
    assert found
    assert (found.value, found.alternatives) == ("048", ("049", "046"))
    assert found.confidence == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("weak", "printed", "taken"),
    [(0.4, 0.95, "045"), (0.6, 0.95, "04"), (0.4, 0.85, "04")],
)
def test_worn_print_that_looks_like_writing_is_still_print(
    weak: float, printed: float, taken: str
) -> None:
    told = pen.number([seen("number", "04", weak, "045", "94")], Found("045", printed, PLACE))
    assert told is not None
    assert told.text == taken
    assert told.confidence <= 0.6


def test_print_read_clearly_stands() -> None:
    found = guess_of("code_number", None, seen("number", "048", 0.99, hand=False))
    assert found
    assert (found.value, found.alternatives, found.handwritten) == ("045", ("048",), False)


def test_print_that_only_the_network_could_read_is_offered_but_never_sure() -> None:
    found = guess_of("code_number", "Số: ,#)/SCV-VP", seen("number", "45", 0.99, hand=False))
    assert found
    assert (found.value, found.handwritten) == ("45", False)
    assert found.confidence < 0.95


def test_unsure_print_gives_way_to_a_surer_look() -> None:
    line = [replace(w, confidence=0.3) for w in words_of(LETTER)]
    page = PageText(1, tuple(line), pen=(seen("number", "048", 0.8, hand=False),))
    found = suggest([page], 1).fields["code_number"]
    assert (found.value, found.alternatives) == ("048", ("045",))


@pytest.mark.parametrize(
    "line", ["ngày #) tháng 02 năm 2025", "ngày tháng 02 năm 2025", "ngàV1!tháng 2 năm 202]"]
)
def test_a_written_day_with_a_printed_month_makes_a_date(line: str) -> None:
    found = dated(line, seen("day", "17", 0.97, "11", "14"))
    assert found
    year = "2021" if "]" in line else "2025"
    assert found.value == f"{year}-02-17"
    assert found.alternatives == (f"{year}-02-11", f"{year}-02-14")
    assert found.handwritten


def test_a_day_that_is_not_sure_still_stands_before_what_else_it_may_be() -> None:
    found = dated("ngày #) tháng 02 năm 2025", seen("day", "18", 0.3, "13", "03"))
    assert found
    assert (found.value, found.alternatives) == ("2025-02-18", ("2025-02-13", "2025-02-03"))


def test_a_written_day_wins_over_what_print_made_of_it() -> None:
    found = dated("ngày 11 tháng 02 năm 2025", seen("day", "17", 0.8, "11"))
    assert found
    assert (found.value, found.alternatives) == ("2025-02-17", ("2025-02-11",))


def test_a_day_that_the_month_does_not_have_is_not_offered() -> None:
    found = dated("ngày #) tháng 02 năm 2025", seen("day", "30", 0.99, "20", "31"))
    assert found
    assert (found.value, found.alternatives) == ("2025-02-20", ())
    assert found.confidence <= 0.5
    assert dated("ngày #) tháng 02 năm 2025", seen("day", "31", 0.99, "30")) is None


def test_day_month_and_year_may_all_be_written() -> None:
    pens = (seen("day", "24", 0.9, "21"), seen("month", "12", 0.8, "11"), seen("year", "2017", 0.7))
    found = dated("ngày e/F tháng 4Â năm 2017", *pens)
    assert found
    assert found.value == "2017-12-24"
    assert found.confidence <= 0.8
    assert set(found.alternatives) <= {"2017-12-21", "2017-11-24"}


def test_a_printed_date_stands_whatever_the_network_makes_of_it() -> None:
    found = dated("ngày 05 tháng 02 năm 2025", seen("day", "06", 0.99, hand=False))
    assert found
    assert (found.value, found.handwritten) == ("2025-02-05", False)


def test_a_month_that_print_reads_surely_is_not_given_up_for_a_guess() -> None:
    pens = (seen("day", "05", 0.9, hand=False), seen("month", "08", 0.6, "09"))
    found = dated("ngày 05 tháng 02 năm 2025", *pens)
    assert found
    assert found.value == "2025-02-05"
    agreed = dated("ngày 05 tháng 02 năm 2025", seen("month", "02", 0.6))
    assert agreed
    assert agreed.confidence >= 0.9


def test_a_month_that_both_readers_see_in_print_is_surer() -> None:
    day, line = seen("day", "17", 0.99), "ngày #) tháng 02 năm 2025"
    once = dated(line, day)
    twice = dated(
        line, day, *(seen(*one, 0.9, hand=False) for one in (("month", "02"), ("year", "2025")))
    )
    assert once
    assert twice
    assert once.confidence < twice.confidence < 0.99


def test_a_year_may_stand_in_the_next_line() -> None:
    rows = swapped(LETTER, "Phù Lưu,", "Phù Lưu, ngày #) tháng 02 năm")
    page = PageText(1, words_of([*rows, ("2025", 0.68, 0.138)]), pen=(seen("day", "17", 0.97),))
    assert suggest([page], 1).fields["issued_date"].value == "2025-02-17"


def test_a_date_without_a_year_is_none() -> None:
    assert dated("ngày #) tháng 02 năm", seen("day", "17", 0.97)) is None


figures = st.tuples(
    st.sampled_from(["number", "day", "month", "year"]),
    st.integers(0, 2100).map(str),
    st.floats(0, 1),
    st.lists(st.integers(1, 2100).map(str), max_size=3),
    st.booleans(),
)


@given(st.lists(figures, max_size=4), st.sampled_from([None, "2024-02-29", "2025-12-31"]))
def test_whatever_was_seen_a_date_exists_and_its_doubt_is_a_share(
    seens: Sequence[tuple[str, str, float, list[str], bool]], printed: str | None
) -> None:
    pens = [
        PenText(slot, PLACE, text, sure, tuple(others), hand)
        for slot, text, sure, others, hand in seens
    ]
    read = Found(printed, 0.9, PLACE) if printed else None
    told = pen.issued_date(pens, (), read)
    if told is not None:
        for one in (told.text, *told.alternatives):
            date.fromisoformat(one)
        assert 0 <= told.confidence <= 1
        assert told.text not in told.alternatives
        assert len(told.alternatives) <= 2


def words_said(text: str) -> list[Word]:
    box = Box(0.1, 0.5, 0.2, 0.51)
    return [Word(each, 0.9, box, 0) for each in text.split()]


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("Thực hiện Công điện số 9/CĐ-TTg ngày 23/12/2017 và 8/QĐ-SCV ngày 24/12/2017.", 24),
        ("Nghị quyết số 20-NQ/TW, ngày 25 tháng 12 năm 2017 của Ban", 25),
        ("Cuộc họp ngày 26/12/2017 tại trụ sở", None),
        ("theo 9/QĐ-SCV ngày 45/13/2017", None),
    ],
)
def test_documents_that_are_cited_have_dates(text: str, latest: int | None) -> None:
    found = latest_cited(words_said(text))
    assert (found.day if found else None) == latest


def test_what_a_pen_wrote_is_not_older_than_what_it_cites() -> None:
    day = PenText("day", Box(0.6, 0.1, 0.65, 0.12), "21", 0.6, ("24", "22"), handwritten=True)
    month = PenText("month", Box(0.7, 0.1, 0.75, 0.12), "12", 0.99, handwritten=False)
    year = PenText("year", Box(0.8, 0.1, 0.85, 0.12), "2017", 0.99, handwritten=False)
    pens = (day, month, year)
    plain, bound = (issued_date(pens, [], None, cited) for cited in (None, date(2017, 12, 24)))
    assert plain is not None
    assert plain.text == "2017-12-21"
    assert bound is not None
    assert bound.text == "2017-12-24"
    late = issued_date(pens, [], None, date(2019, 1, 1))  # misread itself: it tells nothing
    assert late is not None
    assert late.text == "2017-12-21"
