"""Who works at the window: asked at the start, behind the lock, at the end; the day's duties."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QVBoxLayout
from pytestqt.qtbot import QtBot

from clerk_app.application import duties, office, session
from clerk_app.application.office import SetUp
from clerk_app.application.ports import ScannerPort
from clerk_app.core import journal_table
from clerk_app.domain.clock import VIETNAM
from clerk_app.domain.people import Person, Role
from tests.helpers.builders import an_office
from tests.helpers.fakes import FakeScanner
from tests.helpers.screens import controls_without_name, covered, type_in
from ui import attendance as attending
from ui.app import Session, WindowParts
from ui.attendance import Attendance
from ui.people_failures import PEOPLE_FAILURES
from ui.session_words import WORDS

WAIT_MS = 20_000
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)
AN = Person("annv", "Nguyễn Văn An", Role.CLERK)
BINH = Person("binhtt", "Trần Thị Bình", Role.CLERK)
Opener = Callable[..., Session]


@pytest.fixture
def begun(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Give what opens the window of an office with its people."""
    opened: list[Session] = []

    def begin(profile: str = "national", *people: Person, at: datetime = MONDAY) -> Session:
        monkeypatch.setattr(duties, "now", lambda: at)
        monkeypatch.setattr(session, "now", lambda: at)
        with an_office(tmp_path) as store:
            office.set_up(store, SetUp(name="Sở Thử", profile=profile))
            for each in people:
                session.add_person(store, each, "abc" if each is AN else None)
        look = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        scanner = cast("Callable[[], ScannerPort]", FakeScanner)
        made = Session(WindowParts(tmp_path / "home", tmp_path / "key", "vi", scanner), look)
        qtbot.addWidget(made.window)
        opened.append(made)
        made.begin()
        qtbot.waitUntil(lambda: made.intake.run.profile is not None, timeout=WAIT_MS)
        return made

    yield begin
    for each in opened:
        each.window.may_close = lambda: True
        each.window.close()
        each.end()


def wait_open(qtbot: QtBot, who: Attendance) -> None:
    qtbot.waitUntil(lambda: not who.locker.locked, timeout=WAIT_MS)


def test_every_word_is_said_in_both_languages() -> None:
    for table in (WORDS, PEOPLE_FAILURES):
        for key, words in table.items():
            assert len(words) == 2
            assert all(words), key


def test_without_people_nobody_is_asked(qtbot: QtBot, begun: Opener) -> None:
    made = begun()
    assert not made.attendance.dialog.isVisible()
    assert not covered(made.window)
    QTest.keyClick(made.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert covered(made.window)
    QTest.keyClick(made.attendance.dialog.enter, Qt.Key.Key_Return)
    assert not covered(made.window)


def test_the_window_asks_who_works_by_keyboard_alone(qtbot: QtBot, begun: Opener) -> None:
    made = begun("national", AN, BINH)
    who = made.attendance
    assert covered(made.window)
    assert who.dialog.isVisible()
    assert QApplication.focusWidget() is who.dialog.password
    assert not controls_without_name(who.dialog)
    type_in("sai")
    QTest.keyClick(who.dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "không đúng" in who.dialog.beside.text(), timeout=WAIT_MS)
    assert covered(made.window)
    QTest.keyClick(who.dialog, Qt.Key.Key_Escape)
    assert who.dialog.isVisible()
    type_in("abc")
    QTest.keyClick(who.dialog.password, Qt.Key.Key_Return)
    wait_open(qtbot, who)
    assert not covered(made.window)
    assert not who.dialog.isVisible()
    qtbot.waitUntil(lambda: made.window.status.told()[4] == "annv · Sở Thử", timeout=WAIT_MS)
    assert made.intake.run.user == "annv"


def test_another_person_takes_over_at_the_lock(qtbot: QtBot, begun: Opener, tmp_path: Path) -> None:
    made = begun("national", AN, BINH)
    who = made.attendance
    who.dialog.person.setCurrentIndex(1)
    assert not who.dialog.password.isEnabled()
    QTest.keyClick(who.dialog.enter, Qt.Key.Key_Return)
    wait_open(qtbot, who)
    QTest.keyClick(made.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert covered(made.window)
    assert who.dialog.person.currentData() == "binhtt"
    who.dialog.person.setCurrentIndex(0)
    who.dialog.password.setText("abc")
    who.dialog.enter.click()
    wait_open(qtbot, who)
    with an_office(tmp_path) as store:
        told = [(each.act, each.by) for each in journal_table.records(store.database)][-3:]
    assert told == [("signed-in", "binhtt"), ("signed-out", "annv"), ("signed-in", "annv")]


def test_the_window_locks_itself_when_nobody_works(
    qtbot: QtBot, begun: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    made = begun("national", BINH)
    who = made.attendance
    monkeypatch.setattr(who.locker, "_clock", lambda: clock[0])
    who.dialog.enter.click()
    wait_open(qtbot, who)
    clock[0] = 599.0
    who.locker.look()
    assert not who.locker.locked
    QTest.keyClick(made.window, Qt.Key.Key_Shift)  # a key, whatever it does
    clock[0] = 1198.0
    who.locker.look()
    assert not who.locker.locked
    clock[0] = 1199.5
    who.locker.look()
    assert who.locker.locked
    assert covered(made.window)


def test_what_opens_over_the_lock_is_covered_and_the_key_stays_in_front(
    qtbot: QtBot, begun: Opener
) -> None:
    made = begun("national", AN)
    who = made.attendance
    question = QDialog(made.window)
    QVBoxLayout(question).addWidget(QLabel("một trang văn bản"))
    qtbot.addWidget(question)
    question.resize(500, 300)
    question.open()  # as the gate asks when a scan goes on behind the lock
    assert covered(question)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is who.dialog, timeout=WAIT_MS)
    who.dialog.password.setText("abc")
    who.dialog.enter.click()
    wait_open(qtbot, who)
    assert not covered(question)
    assert question.isVisible()
    question.close()


def test_a_dialog_that_is_open_is_covered_and_still_there(qtbot: QtBot, begun: Opener) -> None:
    made = begun("national", BINH)
    who = made.attendance
    who.dialog.enter.click()
    wait_open(qtbot, who)
    notice = who.tell_outage()
    QTest.keyClick(notice.what, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert covered(notice)
    assert covered(made.window)
    made.window.resize(made.window.width() + 120, made.window.height() + 60)
    QApplication.processEvents()
    assert covered(made.window)
    who.dialog.enter.click()
    wait_open(qtbot, who)
    assert notice.isVisible()
    notice.close()


def test_the_scanners_lane_works_on_behind_the_lock(qtbot: QtBot, begun: Opener) -> None:
    made = begun("national", BINH)
    who = made.attendance
    ran: list[int] = []
    made.lanes.device.run(lambda _: 1, ran.append, lambda _: None)
    qtbot.waitUntil(lambda: ran == [1], timeout=WAIT_MS)
    assert who.locker.locked


def test_a_duty_stands_in_the_strip_until_it_is_done(
    qtbot: QtBot, begun: Opener, tmp_path: Path
) -> None:
    made = begun("tuy-phuoc")
    bar, who = made.window.status.duties, made.attendance
    qtbot.waitUntil(bar.isVisible, timeout=WAIT_MS)
    assert bar.text() == "Kiểm tra Hệ thống · lúc 07:00 (Ctrl+D)"
    assert "QĐ 553/QĐ-UBND" in bar.toolTip()
    QTest.keyClick(made.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=WAIT_MS)
    with an_office(tmp_path) as store:
        last = list(journal_table.records(store.database))[-1]
    assert (last.act, last.facts["duty"]) == ("duty-done", "check")
    assert who.duties.open_list() is None


def test_the_day_ends_with_signing_out(
    qtbot: QtBot, begun: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun("dien-bien", BINH, at=MONDAY.replace(hour=17, minute=10))
    who, bar = made.attendance, made.window.status.duties
    who.dialog.enter.click()
    wait_open(qtbot, who)
    qtbot.waitUntil(lambda: "17:00" in bar.text(), timeout=WAIT_MS)
    asked: list[str] = []

    def answer(_: object, user: str, source: str) -> bool | None:
        asked.append(f"{user} {source}")
        return None

    monkeypatch.setattr(attending, "ask_leaving", answer)
    assert not made.window.close()
    assert asked
    assert asked[0].startswith("binhtt QĐ 530/QĐ-SXD")
    monkeypatch.setattr(attending, "ask_leaving", lambda *_: True)
    assert made.window.close()
    made.lanes.store.finish(who.leave)
    with an_office(tmp_path) as store:
        assert session.current(store) is None
        assert list(journal_table.records(store.database))[-1].act == "signed-out"


def test_the_question_at_the_end_takes_its_three_answers(qtbot: QtBot, begun: Opener) -> None:
    made = begun()
    found = []
    for key in ("sign-out-and-close", "close-only", "stay"):
        words = WORDS[key][0]

        def press(words: str = words) -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            next(each for each in box.buttons() if each.text() == words).click()

        QTimer.singleShot(50, press)
        found.append(attending.ask_leaving(made.window, "annv", "Điều 3"))
    assert found == [True, False, None]


def test_signing_out_asks_for_the_next_person(qtbot: QtBot, begun: Opener) -> None:
    made = begun("national", BINH)
    who = made.attendance
    who.dialog.enter.click()
    wait_open(qtbot, who)
    who.sign_out()
    qtbot.waitUntil(lambda: who.locker.locked, timeout=WAIT_MS)
    assert covered(made.window)
    assert who.known is not None
    assert who.known.session is None


def test_a_notice_is_written_from_the_window(qtbot: QtBot, begun: Opener, tmp_path: Path) -> None:
    made = begun()
    dialog = made.attendance.tell_outage()
    assert not controls_without_name(dialog)
    dialog.write_to(tmp_path / "notice.pdf")
    assert dialog.beside.text() == "Chưa nêu sự cố."
    dialog.what.setPlainText("Mất điện")
    dialog.until.setText("30/02/2027 08:00")
    dialog.write_to(tmp_path / "notice.pdf")
    assert "30/02/2027" in dialog.beside.text()
    dialog.until.clear()
    with qtbot.waitSignal(dialog.written, timeout=WAIT_MS):
        dialog.write_to(tmp_path / "notice.pdf")
    assert (tmp_path / "notice.pdf").read_bytes().startswith(b"%PDF")
    assert made.window.strip.sentence() == "Đã lập thông báo: notice.pdf"


def test_the_offices_times_are_set_in_the_settings(qtbot: QtBot, begun: Opener) -> None:
    made = begun("national", BINH)
    box, who = made.settings.times, made.attendance
    who.dialog.enter.click()
    wait_open(qtbot, who)
    box.hours.setText("1-5 quá sớm")
    box.save()
    qtbot.waitUntil(lambda: "chưa đúng" in box.beside.text(), timeout=WAIT_MS)
    box.hours.setText("1-6 7:30-11:30 13:00-17:00")
    box.idle.set_value(3)
    with qtbot.waitSignal(box.saved, timeout=WAIT_MS):
        box.save()
    qtbot.waitUntil(lambda: box.hours.text().startswith("1-6 07:30"), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: who.locker.idle_seconds == 180.0, timeout=WAIT_MS)
