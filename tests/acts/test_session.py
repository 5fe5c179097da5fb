"""People and sessions: who may work, what is recorded, and the second person's word."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clerk_app.application import audit, office, registration, session
from clerk_app.application.office import Office, SetUp
from clerk_app.application.registration import Request
from clerk_app.core import entry_table, journal_table
from clerk_app.domain.clock import VIETNAM
from clerk_app.domain.people import Person, Role
from clerk_app.errors import ClerkError, InputFault, MachineFault, Refused
from tests.helpers.builders import an_office, some_fields

AN = Person("annv", "Nguyễn Văn An", Role.CLERK)
BINH = Person("binhtt", "Trần Thị Bình", Role.LEADER)
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Set the clock to a Monday morning; calling it lets time go by."""
    moments = [MORNING]

    def go_on(ahead: timedelta) -> None:
        moments[0] += ahead

    monkeypatch.setattr(session, "now", lambda: moments[0])
    return go_on


def acts(opened: Office) -> list[tuple[str, str]]:
    return [(each.act, each.by) for each in journal_table.records(opened.database)]


def refused(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(Refused, match=code) as caught:
        work()
    assert caught.value.exit_status == 6


def test_without_people_anybody_works(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        assert opened.user == opened.account
        begun = session.sign_in(opened, None, None)
        assert begun.user == opened.account
        session.sign_in(opened, "hanh", None)
        assert opened.user == "hanh"
        entry, _ = registration.register(opened, Request("in", some_fields(1), (), (), "x"), None)
        assert journal_table.about(opened.database, entry.id)[0].by == "hanh"
        assert entry_table.versions_of(opened.database, entry.id)[0].by == "hanh"
    with an_office(tmp_path) as opened:  # the session is the workstation's, not the process's
        assert opened.user == "hanh"
        ended = session.sign_out(opened)
        assert ended is not None
        assert ended.until is not None
        assert session.sign_out(opened) is None
        assert opened.user == opened.account
        assert audit.verify(opened, None).clean


def test_with_people_only_they_work(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        session.add_person(opened, AN, "mật khẩu")
        session.add_person(opened, BINH, None)
        refused("person-unknown", lambda: session.sign_in(opened, "hanh", "mật khẩu"))
        refused("password-wrong", lambda: session.sign_in(opened, "annv", "mat khau"))
        refused("password-wrong", lambda: session.sign_in(opened, "annv", None))
        assert session.current(opened) is None
        decomposed = "ma\u0323\u0302t kha\u0302\u0309u"  # the same letters, typed another way
        assert session.sign_in(opened, "AnNV ", decomposed).user == "annv"
        assert session.sign_in(opened, "binhtt", None).user == "binhtt"
        assert session.current(opened) == session.sign_in(opened, "binhtt", "anything")


def test_the_same_person_goes_on_and_anothers_session_ends_with_a_record(
    tmp_path: Path, clock: Callable[[timedelta], None]
) -> None:
    with an_office(tmp_path) as opened:
        first = session.sign_in(opened, "an", None)
        clock(timedelta(hours=2))
        assert session.sign_in(opened, "an", None) == first
        session.sign_in(opened, "binh", None)
        assert acts(opened) == [("signed-in", "an"), ("signed-out", "binh"), ("signed-in", "binh")]
        record = list(journal_table.records(opened.database))[1]
        assert record.facts["user"] == "an"
        assert record.facts["since"] == first.since
        clock(timedelta(days=1))
        assert session.sign_in(opened, "binh", None).since != first.since
        assert [act for act, _ in acts(opened)[3:]] == ["signed-out", "signed-in"]


def test_five_wrong_passwords_bring_a_pause(
    tmp_path: Path, clock: Callable[[timedelta], None]
) -> None:
    with an_office(tmp_path) as opened:
        session.add_person(opened, AN, "đúng")
        for _ in range(4):
            refused("password-wrong", lambda: session.sign_in(opened, "annv", "sai"))
        refused("sign-in-paused", lambda: session.sign_in(opened, "annv", "sai"))
        assert acts(opened)[-1][0] == "locked-out"
        clock(timedelta(minutes=4, seconds=59))
        refused("sign-in-paused", lambda: session.sign_in(opened, "annv", "đúng"))
        clock(timedelta(seconds=1))
        assert session.sign_in(opened, "annv", "đúng").user == "annv"
        refused("password-wrong", lambda: session.sign_in(opened, "annv", "sai"))  # counts anew


def test_who_leaves_is_locked_and_never_deleted(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        session.add_person(opened, AN, None)
        session.add_person(opened, BINH, None)
        session.sign_in(opened, "annv", None)
        locked = session.lock_person(opened, "annv")
        assert locked.locked_at is not None
        assert session.lock_person(opened, "annv") == locked
        assert session.current(opened) is None
        refused("person-locked", lambda: session.sign_in(opened, "annv", None))
        assert [each.name for each in session.people(opened)] == ["annv", "binhtt"]
        with pytest.raises(InputFault, match="person-unknown"):
            session.lock_person(opened, "hanh")


def test_a_second_annv_gets_a_number(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        assert session.add_person(opened, AN, None).name == "annv"
        assert session.add_person(opened, AN, None).name == "annv2"


@pytest.mark.parametrize(
    ("profile", "given", "account"),
    [
        ("tuyen-quang", ("Nguyễn Văn An", "STTTT", ""), "annv.stttt"),
        ("binh-dinh", ("Nguyễn Văn An", "", "annv@thidu.gov.vn"), "annv"),
        ("national", ("Nguyễn Văn An", "", ""), "annv"),
    ],
)
def test_the_profiles_form_makes_the_account(
    tmp_path: Path, profile: str, given: tuple[str, str, str], account: str
) -> None:
    with an_office(tmp_path) as opened:
        office.set_up(opened, SetUp(profile=profile))
    with an_office(tmp_path) as opened:
        assert session.proposed_name(opened, *given) == account


def test_a_mailbox_is_asked_for_where_it_names_the_account(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        office.set_up(opened, SetUp(profile="binh-dinh"))
    with an_office(tmp_path) as opened, pytest.raises(InputFault, match="mailbox-missing"):
        session.proposed_name(opened, "Nguyễn Văn An", "STTTT")


def test_a_second_persons_word_changes_nothing_of_the_session(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        refused("people-missing", lambda: session.second(opened, "binhtt", "b"))
        session.add_person(opened, AN, "a")
        session.add_person(opened, BINH, "b")
        session.sign_in(opened, "annv", "a")
        assert session.second(opened, "binhtt", "b", Role.LEADER).name == "binhtt"
        assert opened.user == "annv"
        refused("same-person", lambda: session.second(opened, "annv", "a"))
        refused("password-wrong", lambda: session.second(opened, "binhtt", "a"))
        refused("role-wrong", lambda: session.second(opened, "binhtt", "b", Role.INSPECTOR))
        session.set_password(opened, "binhtt", None)
        refused("password-missing", lambda: session.second(opened, "binhtt", ""))
        session.set_password(opened, "binhtt", "b")
        session.sign_out(opened)
        refused("sign-in-needed", lambda: session.second(opened, "binhtt", "b"))


def test_a_password_is_changed_and_taken_away(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        session.add_person(opened, AN, "cũ")
        assert session.needs_password(opened, "annv")
        session.set_password(opened, "annv", "mới")
        refused("password-wrong", lambda: session.sign_in(opened, "annv", "cũ"))
        assert session.sign_in(opened, "annv", "mới").user == "annv"
        assert not session.set_password(opened, "annv", None).has_password
        assert not session.needs_password(opened, "annv")
        kept = opened.database.execute("SELECT * FROM person").fetchall()
        assert "mới" not in str(kept)


def test_a_password_is_kept_as_a_slow_key_alone(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        session.add_person(opened, AN, "một mật khẩu")
        salt, key = opened.database.execute("SELECT salt, password FROM person").fetchone()
        assert (len(salt), len(key)) == (16, 32)
        for each in journal_table.records(opened.database):
            assert "mật khẩu" not in str(each.facts)


def test_a_server_is_not_there_and_nothing_is_stored(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened, pytest.raises(MachineFault, match="server-unreachable"):
        session.need_server("https://may-chu.thi-du")
    with an_office(tmp_path) as opened:
        assert session.current(opened) is None


def test_every_failure_is_a_known_one(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened, pytest.raises(ClerkError, match="account-form"):
        session.sign_in(opened, "tên có dấu", None)
