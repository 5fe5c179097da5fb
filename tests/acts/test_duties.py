"""The duties of the day, the legal time of receipt, and the notice of an outage."""

from datetime import datetime
from pathlib import Path

import pypdf
import pytest

from clerk_app.application import audit, duties, lookup, office, registration, session
from clerk_app.application.office import Office, SetUp
from clerk_app.application.registration import Request
from clerk_app.core import journal_table
from clerk_app.domain.clock import VIETNAM
from clerk_app.domain.entry import Entry
from clerk_app.domain.outage import Outage
from clerk_app.errors import InputFault
from tests.helpers.builders import a_scan, an_office, some_fields

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    for module in (duties, office, registration, session):
        monkeypatch.setattr(module, "now", lambda: moment)


def of_profile(folder: Path, profile: str, **more: str) -> None:
    with an_office(folder) as opened:
        office.set_up(opened, SetUp(name="Cơ quan thử", profile=profile, **more))  # type: ignore[arg-type]


def entered(opened: Office, number: int, *settings: str) -> Entry:
    request = Request("in", some_fields(number), settings)
    return registration.register(opened, request, a_scan(f"letter {number}"))[0]


def test_a_check_is_due_done_and_due_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, MONDAY)
    of_profile(tmp_path, "tuy-phuoc")
    with an_office(tmp_path) as opened:
        (check,) = duties.reminders(opened)
        assert (check.duty.id, check.due.hour) == ("check", 7)
        assert duties.do(opened, check) == []
        record = list(journal_table.records(opened.database))[-1]
        assert (record.act, record.facts) == ("duty-done", {"duty": "check", "due": check.key})
        at(monkeypatch, MONDAY.replace(hour=13, minute=30))
        assert [each.due.hour for each in duties.reminders(opened)] == [13]
    with an_office(tmp_path) as opened:
        assert audit.verify(opened, None).clean


def test_the_national_profile_owes_nothing(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        assert duties.reminders(opened) == []


def test_the_offices_own_hours_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, MONDAY)
    of_profile(tmp_path, "tuy-phuoc", hours="2-6 08:00-16:00")
    with an_office(tmp_path) as opened:
        assert office.times(opened) == ("2-6 08:00-16:00", "", 10)
        assert duties.reminders(opened) == []  # a Monday is no working day here


def test_signing_out_is_asked_for_at_the_days_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MONDAY.replace(hour=17, minute=5))
    of_profile(tmp_path, "dien-bien")
    with an_office(tmp_path) as opened:
        session.sign_in(opened, "an", None)
        kinds = [each.duty.kind.value for each in duties.reminders(opened)]
        assert "sign-out" in kinds
        session.sign_out(opened)
        kinds = [each.duty.kind.value for each in duties.reminders(opened)]
        assert "sign-out" not in kinds


@pytest.mark.parametrize(
    ("moment", "place", "legal"),
    [
        (datetime(2026, 11, 23, 9, 15), "in/2026/1", "2026-11-23T09:15:00+07:00"),
        (datetime(2026, 11, 23, 18, 0), "in/2026/1", "2026-11-24T07:00:00+07:00"),
        (datetime(2026, 11, 28, 9, 0), "in/2026/1", "2026-11-30T07:00:00+07:00"),
        (datetime(2026, 12, 31, 17, 30), "in/2027/1", "2027-01-01T07:00:00+07:00"),
    ],
)
def test_the_legal_time_decides_day_and_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: datetime, place: str, legal: str
) -> None:
    moment = moment.replace(tzinfo=VIETNAM)
    at(monkeypatch, moment)
    of_profile(tmp_path, "ben-tre")
    with an_office(tmp_path) as opened:
        entry = entered(opened, 1)
        assert entry.place == place
        assert entry.arrived_at == moment.isoformat()
        assert entry.received_at == legal
        assert entry.arrival_date == legal[:10]
        assert lookup.one(opened, entry.id) == entry
        shown = entry.plain()
        assert (shown["arrived_at"], shown["received_at"]) == (moment.isoformat(), legal)
        assert audit.verify(opened, None).clean


def test_new_years_day_off_moves_the_day_not_the_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, datetime(2026, 12, 31, 17, 30, tzinfo=VIETNAM))
    of_profile(tmp_path, "ben-tre", days_off="01/01/2027")
    with an_office(tmp_path) as opened:
        assert entered(opened, 1).arrival_date == "2027-01-04"
        typed = entered(opened, 2, "arrival_date=2026-12-31")  # the clerk's word goes first
        assert (typed.place, typed.received_at) == ("in/2026/1", None)


def test_other_profiles_keep_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, datetime(2026, 12, 31, 17, 30, tzinfo=VIETNAM))
    of_profile(tmp_path, "national")
    with an_office(tmp_path) as opened:
        entry = entered(opened, 1)
        assert (entry.place, entry.received_at) == ("in/2026/1", None)


def test_a_notice_tells_the_five_points_to_whom_the_rule_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MONDAY)
    of_profile(tmp_path, "ben-tre")
    path = tmp_path / "notice.pdf"
    with an_office(tmp_path) as opened:
        outage = Outage("Hỏng nguồn máy trạm", MONDAY, MONDAY.replace(hour=15))
        told = duties.print_notice(opened, outage, path)
        assert len(told.points) == 5
        assert len(told.to) >= 3
        text = " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())
        for heading, words in told.points:
            assert heading in text
            assert words[:40] in text
        assert "Cơ quan thử" in text
        assert list(journal_table.records(opened.database))[-1].act == "noticed"
        assert "nguồn" not in str(list(journal_table.records(opened.database))[-1].facts)
        with pytest.raises(InputFault, match="export-inside-home"):
            duties.print_notice(opened, outage, tmp_path / "home" / "notice.pdf")


def test_a_notice_without_a_rule_still_tells_the_head(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        told = duties.notice(opened, Outage("Mất điện", MONDAY))
        assert told.to == (duties.HEAD, duties.USERS)
        assert told.points[0][0] == "Sự cố"
        assert told.sources == ()
