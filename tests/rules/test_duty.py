"""Office hours, the legal time of receipt, check times, periods and what is due."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.core.settings import load_profile
from clerk_app.domain.clock import VIETNAM
from clerk_app.domain.duty import (
    PROPOSED,
    Calendar,
    Past,
    Reminder,
    check_times,
    last_period,
    legal_receipt,
    parse_days,
    parse_hours,
    reminders,
    write_hours,
)
from clerk_app.domain.office_rules import Duty, DutyKind, OfficeHours, Period
from clerk_app.domain.rule import Bilingual, Source
from clerk_app.errors import InputFault

WORDS = Bilingual("việc", "duty")
MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)


def a_duty(kind: DutyKind, **more: object) -> Duty:
    sources = (Source("QĐ thử", "Điều 1"),)
    given = {"id": kind.value, "label": WORDS, "text": WORDS, "sources": sources, **more}
    return Duty(kind=kind, **given)  # type: ignore[arg-type]


BEGUN = at(7, day=date(2026, 1, 5))
USUAL = Calendar()


def past(begun: datetime = BEGUN, **more: object) -> Past:
    given = {"signed_in": False, "done": set(), "last": {}, **more}
    return Past(begun, **given)  # type: ignore[arg-type]


def due(duty: Duty, moment: datetime, known: Past, calendar: Calendar = USUAL) -> list[str]:
    return [f"{each.due:%H:%M}" for each in reminders([duty], calendar, moment, known)]


@pytest.mark.parametrize(
    ("moment", "legal"),
    [
        (at(7), at(7)),
        (at(11, 29), at(11, 29)),
        (at(11, 30), at(13, 30)),
        (at(6, 59), at(7)),
        (at(17), at(7, day=date(2026, 11, 24))),
        (at(16, 59, date(2026, 11, 27)), at(16, 59, date(2026, 11, 27))),
        (at(17, 0, date(2026, 11, 27)), at(7, day=date(2026, 11, 30))),  # Friday to Monday
        (at(9, 0, date(2026, 11, 28)), at(7, day=date(2026, 11, 30))),
        (at(17, 30, date(2026, 12, 31)), at(7, day=date(2027, 1, 1))),
    ],
)
def test_outside_office_hours_counts_as_the_next_start(moment: datetime, legal: datetime) -> None:
    assert legal_receipt(moment, Calendar()) == legal


def test_days_off_are_no_office_hours() -> None:
    calendar = Calendar(PROPOSED, frozenset({date(2027, 1, 1)}))
    moment = at(17, 30, date(2026, 12, 31))
    assert legal_receipt(moment, calendar) == at(7, day=date(2027, 1, 4))


clocks = st.integers(0, 24 * 60 - 1).map(lambda minutes: time(*divmod(minutes, 60)))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    edges = sorted(draw(st.sets(clocks, min_size=2, max_size=6)))
    spans = tuple(zip(edges[::2], edges[1::2], strict=False))
    days = draw(st.sets(st.integers(1, 7), min_size=1))
    off = draw(st.sets(st.dates(date(2026, 12, 20), date(2027, 1, 10)), max_size=8))
    return Calendar(OfficeHours(weekdays=tuple(sorted(days)), spans=spans), frozenset(off))


moments = st.datetimes(datetime(2026, 12, 20), datetime(2027, 1, 8)).map(
    lambda moment: moment.replace(tzinfo=VIETNAM, microsecond=0)
)


@given(calendars(), moments)
@settings(max_examples=300, deadline=None)
def test_the_legal_time_is_the_first_open_moment(calendar: Calendar, moment: datetime) -> None:
    legal = legal_receipt(moment, calendar)
    assert legal >= moment
    assert calendar.open_at(legal)
    assert (legal == moment) == calendar.open_at(moment)
    days = (legal.date() - moment.date()).days
    starts = [
        datetime.combine(moment.date() + timedelta(days=ahead), start, VIETNAM)
        for ahead in range(days + 1)
        for start, _ in calendar.hours.spans
    ]
    between = [each for each in starts if moment < each < legal]
    assert not [each for each in between if calendar.open_at(each)]
    assert legal_receipt(legal, calendar) == legal


def test_hours_are_read_and_written_as_typed() -> None:
    text = "1-5 07:00-11:30 13:30-17:00"
    assert parse_hours(text) == PROPOSED
    assert write_hours(PROPOSED) == text
    assert write_hours(parse_hours("1-4,6 8:00-12:00")) == "1,2,3,4,6 08:00-12:00"
    for wrong in (
        "",
        "8",
        "1-5",
        "1-5 07:00",
        "1-5 12:00-07:00",
        "1-5 25:00-26:00",
        "0-5 7:00-8:00",
    ):
        with pytest.raises(InputFault, match="hours-form"):
            parse_hours(wrong)
    with pytest.raises(InputFault, match="hours-form"):
        parse_hours("1-5 07:00-12:00 11:00-17:00")


def test_days_off_are_read_in_both_forms() -> None:
    assert parse_days("01/01/2027, 2027-04-30") == {date(2027, 1, 1), date(2027, 4, 30)}
    assert parse_days("") == frozenset()
    with pytest.raises(InputFault, match="days-off-form"):
        parse_days("30/02/2027")


def test_a_rules_own_check_times_hold() -> None:
    duty = load_profile("tuy-phuoc").duties_of(DutyKind.CHECK)[0]
    assert check_times(duty, PROPOSED) == (time(7), time(13, 30))
    assert not due(duty, at(6, 59), past())
    assert due(duty, at(7), past()) == ["07:00"]
    assert due(duty, at(13, 29), past()) == ["07:00"]
    assert due(duty, at(13, 30), past()) == ["13:30"]
    assert not due(duty, at(9), past(), Calendar(PROPOSED, frozenset({MONDAY})))
    seen = past(done={(duty.id, at(7).isoformat())})
    assert not due(duty, at(12), seen)
    assert due(duty, at(14), seen) == ["13:30"]


def test_three_checks_a_day_are_spread_over_the_hours() -> None:
    duty = load_profile("binh-dinh").duties_of(DutyKind.CHECK)[0]
    times = check_times(duty, PROPOSED)
    assert len(times) >= 3
    assert times == (time(7), time(9, 40), time(14, 20))


@given(st.integers(1, 12), calendars())
@settings(max_examples=100, deadline=None)
def test_spread_times_lie_in_office_hours(a_day: int, calendar: Calendar) -> None:
    times = check_times(a_duty(DutyKind.CHECK, a_day=a_day), calendar.hours)
    assert len(times) == a_day
    assert list(times) == sorted(times)
    for each in times:
        assert any(start <= each < end for start, end in calendar.hours.spans)


def test_a_backup_is_due_a_day_after_the_last() -> None:
    duty = a_duty(DutyKind.BACKUP, hours=24)
    last = past(last={duty.id: at(16, 0)})
    tuesday = date(2026, 11, 24)
    assert not due(duty, at(15, 59, tuesday), last)
    assert due(duty, at(16, 0, tuesday), last) == ["16:00"]
    assert due(duty, at(8), past())
    assert not due(a_duty(DutyKind.BACKUP), at(8), past())


@pytest.mark.parametrize(
    ("period", "day", "name", "after"),
    [
        (Period.QUARTER, date(2026, 10, 1), "2026-Q3", date(2026, 10, 1)),
        (Period.QUARTER, date(2026, 3, 31), "2025-Q4", date(2026, 1, 1)),
        (Period.HALF_YEAR, date(2026, 6, 30), "2025-H2", date(2026, 1, 1)),
        (Period.HALF_YEAR, date(2026, 7, 1), "2026-H1", date(2026, 7, 1)),
        (Period.YEAR, date(2026, 12, 31), "2025", date(2026, 1, 1)),
    ],
)
def test_the_last_whole_period(period: Period, day: date, name: str, after: date) -> None:
    assert last_period(period, day) == (name, after)


def test_a_report_is_due_from_the_periods_end_until_it_is_done() -> None:
    duty = a_duty(DutyKind.REPORT, period=Period.QUARTER)
    (found,) = reminders([duty], Calendar(), at(8), past())
    assert found == Reminder(duty, at(0, day=date(2026, 10, 1)), "2026-Q3")
    assert not due(duty, at(8), past(done={(duty.id, "2026-Q3")}))
    assert not due(duty, at(8), past(begun=at(8, day=date(2026, 10, 2))))
    assert due(duty, at(9, day=date(2026, 11, 29)), past())  # a Sunday: a report is still owed
    assert not due(a_duty(DutyKind.REPORT), at(8), past())


def test_signing_in_and_out_is_asked_for_in_its_time() -> None:
    out, into = a_duty(DutyKind.SIGN_OUT), a_duty(DutyKind.SIGN_IN)
    worker = past(signed_in=True)
    assert not due(out, at(16, 59), worker)
    assert due(out, at(17), worker) == ["17:00"]
    assert not due(out, at(17), past())
    assert due(into, at(8), past()) == ["07:00"]
    assert not due(into, at(8), worker)
    assert not due(into, at(12), past())


def test_what_is_due_longest_stands_first() -> None:
    duties = [a_duty(DutyKind.CHECK, times=(time(7),)), a_duty(DutyKind.REPORT, period=Period.YEAR)]
    found = reminders(duties, Calendar(), at(8, day=date(2027, 1, 4)), past())
    assert [each.duty.kind for each in found] == [DutyKind.REPORT, DutyKind.CHECK]
    assert not reminders([a_duty(DutyKind.OUTAGE)], Calendar(), at(8), past())
