"""What the clerk owes and when: office hours, the legal time of receipt, reminders, periods.

The rules themselves come from the profile (`office_rules`); this is how they behave in time.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from clerk_app.domain.clock import parse_date
from clerk_app.domain.office_rules import Duty, DutyKind, OfficeHours, Period
from clerk_app.errors import InputFault

PROPOSED = OfficeHours(
    weekdays=(1, 2, 3, 4, 5),
    spans=((time(7), time(11, 30)), (time(13, 30), time(17))),
)
"""Office hours until the office sets its own: a proposal, no rule says them."""

_FAR = 400  # days: beyond every run of days off
_ROUND = 10  # minutes
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_DAYS = re.compile(r"([1-7])(?:-([1-7]))?")


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the office works.

    Attributes:
        days_off: Holidays and days on which the office is closed.
    """

    hours: OfficeHours = PROPOSED
    days_off: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        """Whether the office is open on a day."""
        return day.isoweekday() in self.hours.weekdays and day not in self.days_off

    def open_at(self, at: datetime) -> bool:
        """Whether a moment lies in office hours; the end of a span does not."""
        clock = at.time()
        return self.works_on(at.date()) and any(
            start <= clock < end for start, end in self.hours.spans
        )

    def closes(self, at: datetime) -> datetime:
        """Give the end of a day's last office hours."""
        return datetime.combine(at.date(), self.hours.spans[-1][1], at.tzinfo)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A duty that is due.

    Attributes:
        due: Since when.
        period: Of a report: `2026-Q3`, `2026-H1`, `2026`.
    """

    duty: Duty
    due: datetime
    period: str = ""

    @property
    def key(self) -> str:
        """What its doing is kept under."""
        return self.period or self.due.isoformat()


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the time before.

    Attributes:
        begun: When the store was made: no report is due of a period before.
        signed_in: Whether somebody is.
        done: (duty's id, reminder's key) of what was done.
        last: Duty's id → when it was last done.
    """

    begun: datetime
    signed_in: bool
    done: Collection[tuple[str, str]]
    last: dict[str, datetime]


def legal_receipt(at: datetime, calendar: Calendar) -> datetime:
    """Give the legal time of receipt: outside office hours, the start of the next.

    Source: QĐ 12/2014/QĐ-UBND, Điều 7.3.
    """
    if calendar.open_at(at):
        return at
    for ahead in range(_FAR):
        day = at.date() + timedelta(days=ahead)
        if not calendar.works_on(day):
            continue
        for start, _ in calendar.hours.spans:
            opens = datetime.combine(day, start, at.tzinfo)
            if opens > at:
                return opens
    return at


def check_times(duty: Duty, hours: OfficeHours) -> tuple[time, ...]:
    """Give a check's times of day: the rule's own, else spread evenly over the office hours."""
    if duty.times or not duty.a_day:
        return duty.times
    minutes = [(_minutes(start), _minutes(end)) for start, end in hours.spans]
    whole = sum(end - start for start, end in minutes)
    return tuple(_after(whole * turn // duty.a_day, minutes) for turn in range(duty.a_day))


def reminders(
    duties: Sequence[Duty], calendar: Calendar, at: datetime, past: Past
) -> list[Reminder]:
    """Give what is due at a moment and not yet done, the longest due first."""
    found = [
        each
        for duty in duties
        if (each := _reminder(duty, calendar, at, past)) is not None
        and (duty.id, each.key) not in past.done
    ]
    return sorted(found, key=lambda each: each.due)


def _reminder(duty: Duty, calendar: Calendar, at: datetime, past: Past) -> Reminder | None:
    found = _KINDS.get(duty.kind)
    if found is None or (duty.kind is not DutyKind.REPORT and not calendar.works_on(at.date())):
        return None
    return found(duty, calendar, at, past)


def _check(duty: Duty, calendar: Calendar, at: datetime, _: Past) -> Reminder | None:
    """Remind of the latest time of the day that has come: an earlier one is done with it."""
    moments = [
        datetime.combine(at.date(), each, at.tzinfo) for each in check_times(duty, calendar.hours)
    ]
    come = [each for each in moments if each <= at]
    return Reminder(duty, max(come)) if come else None


def _backup(duty: Duty, _: Calendar, at: datetime, past: Past) -> Reminder | None:
    if not duty.hours:
        return None
    last = past.last.get(duty.id, past.begun)
    due = last + timedelta(hours=duty.hours)
    return Reminder(duty, due) if at >= due else None


def _sign_in(duty: Duty, calendar: Calendar, at: datetime, past: Past) -> Reminder | None:
    opens = datetime.combine(at.date(), calendar.hours.spans[0][0], at.tzinfo)
    return Reminder(duty, opens) if calendar.open_at(at) and not past.signed_in else None


def _sign_out(duty: Duty, calendar: Calendar, at: datetime, past: Past) -> Reminder | None:
    closes = calendar.closes(at)
    return Reminder(duty, closes) if past.signed_in and at >= closes else None


def _report(duty: Duty, _: Calendar, at: datetime, past: Past) -> Reminder | None:
    if duty.period is None:
        return None
    name, after = last_period(duty.period, at.date())
    due = datetime.combine(after, time(), at.tzinfo)
    return Reminder(duty, due, name) if due > past.begun else None


_KINDS: Mapping[DutyKind, Callable[[Duty, Calendar, datetime, Past], Reminder | None]] = {
    DutyKind.CHECK: _check,
    DutyKind.SIGN_IN: _sign_in,
    DutyKind.SIGN_OUT: _sign_out,
    DutyKind.BACKUP: _backup,
    DutyKind.REPORT: _report,
}


def last_period(period: Period, day: date) -> tuple[str, date]:
    """Name the last whole period before a day, and give the day after its end."""
    months = {Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}[period]
    turn = (day.month - 1) // months  # of the period that runs
    after = date(day.year, turn * months + 1, 1)
    year, ended = (day.year, turn) if turn else (day.year - 1, 12 // months)
    letter = {Period.QUARTER: "Q", Period.HALF_YEAR: "H", Period.YEAR: ""}[period]
    return (f"{year}-{letter}{ended}" if letter else str(year)), after


def parse_hours(text: str) -> OfficeHours:
    """Read hours as the office sets them: `1-5 07:00-11:30 13:30-17:00`, `1-5,7 08:00-12:00`.

    Raises:
        InputFault: `hours-form`.
    """
    days, *spans = text.split() or [""]
    try:
        return OfficeHours(
            weekdays=tuple(day for run in days.split(",") for day in _run(run)),
            spans=tuple(_span(span) for span in spans),
        )
    except ValueError:
        raise InputFault("hours-form", given=text) from None


def _run(text: str) -> range:
    found = _DAYS.fullmatch(text)
    if found is None:
        raise ValueError("no day of the week")
    return range(int(found[1]), int(found[2] or found[1]) + 1)


def _span(text: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError("no span of time")
    hour, minute, to_hour, to_minute = map(int, found.groups())
    return time(hour, minute), time(to_hour, to_minute)


def write_hours(hours: OfficeHours) -> str:
    """Write hours as they are typed."""
    days = sorted(hours.weekdays)
    whole = len(days) > 1 and days == list(range(days[0], days[-1] + 1))
    run = f"{days[0]}-{days[-1]}" if whole else ",".join(map(str, days))
    return " ".join([run, *(f"{start:%H:%M}-{end:%H:%M}" for start, end in hours.spans)])


def parse_days(text: str) -> frozenset[date]:
    """Read days off, as ISO dates or dd/mm/yyyy; raises InputFault `days-off-form`."""
    days = set()
    for word in text.replace(",", " ").split():
        try:
            days.add(parse_date(word))
        except ValueError:
            raise InputFault("days-off-form", given=word) from None
    return frozenset(days)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _after(worked: int, spans: Sequence[tuple[int, int]]) -> time:
    """Give the time of day at which that many minutes were worked, rounded down."""
    for start, end in spans:
        if worked < end - start:
            found = (start + worked) // _ROUND * _ROUND
            return time(*divmod(max(start, found), 60))
        worked -= end - start
    raise ValueError("more minutes than the office is open")
