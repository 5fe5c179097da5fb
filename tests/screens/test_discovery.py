"""A secret document is found in the window: hidden at once, destroyed on a second person's word."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clerk_app.application import contacts, lookup, office, registration, session
from clerk_app.application.office import Office, SetUp
from clerk_app.application.registration import Request
from clerk_app.domain.people import Person, Role
from tests.helpers.builders import a_key_file, a_scan, an_office, some_fields
from tests.helpers.screens import controls_without_name
from ui.discovery_dialog import DiscoveryDialog
from ui.incoming_view import IncomingView
from ui.jobs import Lane

WAIT_MS = 20_000
WORD = "Trachodont"
LEADER, PASSWORD = "lethib", "mat khau dai 123"


@dataclass(frozen=True, slots=True)
class Desk:
    folder: Path
    view: IncomingView


def opened(qtbot: QtBot, folder: Path, *, people: bool) -> tuple[Desk, list[Lane[Office]]]:
    with an_office(folder) as store:
        office.set_up(store, SetUp("Văn phòng Sở Thử nghiệm"))
        fields = some_fields(573, subject=f"kế hoạch {WORD} mùa lũ", organ_name=f"SỞ {WORD}")
        registration.register(store, Request("in", fields), a_scan(WORD))
        registration.register(store, Request("in", some_fields(2)), a_scan("another"))
        if people:
            session.add_person(store, Person(LEADER, "Lê Thị B", Role.LEADER), PASSWORD)
            session.add_person(store, Person("clerk.a", "Tạ Văn A", Role.CLERK), None)
            session.sign_in(store, "clerk.a", None)
    key = a_key_file(folder)
    lane = Lane(lambda: office.open_office(folder / "home", key), office.close_office)
    paper: Lane[None] = Lane(lambda: None)
    view = IncomingView(lane, paper)
    qtbot.addWidget(view)
    view.resize(1280, 760)
    view.show()
    qtbot.waitUntil(lambda: len(view.model.rows) == 2, timeout=WAIT_MS)
    return Desk(folder, view), [lane, paper]  # type: ignore[list-item]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made, lanes = opened(qtbot, tmp_path, people=False)
    yield made
    for lane in lanes:
        lane.close()


@pytest.fixture
def staffed(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made, lanes = opened(qtbot, tmp_path, people=True)
    yield made
    for lane in lanes:
        lane.close()


def discovered(qtbot: QtBot, desk: Desk) -> DiscoveryDialog:
    """Open the first entry and press the key."""
    entry = desk.view.entry
    desk.view.open_entry("in/2026/1" if not desk.view.model.rows else desk.view.model.rows[1].id)
    qtbot.waitUntil(lambda: entry.sheets.count() == 1, timeout=WAIT_MS)
    hidden: list[str] = []
    entry.hidden.connect(hidden.append)
    QTest.keyClick(
        entry.sheets,
        Qt.Key.Key_M,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert not entry.sheets.count(), "the pages go before the store has answered"
    qtbot.waitUntil(lambda: bool(entry.findChildren(DiscoveryDialog)), timeout=WAIT_MS)
    assert hidden
    (dialog,) = entry.findChildren(DiscoveryDialog)
    return dialog


def status(desk: Desk) -> str:
    with an_office(desk.folder) as store:
        return lookup.listed(store, "in", None, "", None)[1].status


def test_one_key_hides_the_document_everywhere(qtbot: QtBot, desk: Desk) -> None:
    dialog = discovered(qtbot, desk)
    assert status(desk) == "locked"
    dialog.later.click()
    view = desk.view
    view.close_entry()
    qtbot.waitUntil(lambda: view.model.rows[1].status == "locked", timeout=WAIT_MS)
    row = [str(view.model.index(1, column).data()) for column in range(8)]
    assert row[0] == "01"
    assert row[2:] == ["", "", "", "", "", "Đã khóa"]
    with an_office(desk.folder) as store:
        assert lookup.listed(store, "in", None, WORD, None) == []
        assert WORD not in str(contacts.completions(store))
    view.open_entry(view.model.rows[1].id)
    entry = view.entry
    qtbot.waitUntil(lambda: entry.sheets.message() != "Đang mở các trang…", timeout=WAIT_MS)
    assert entry.sheets.message() == "Đã khóa vì phát hiện là tài liệu mật."
    shown = [entry._export, entry._print, entry.attach_button, entry.discover_button]
    assert [each.isVisible() for each in shown] == [False, False, False, True]


def test_the_second_person_destroys_it(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = discovered(qtbot, desk)
    assert not controls_without_name(dialog)
    dialog.reason.setText("phát hiện dấu độ mật")
    dialog.named.setText("Lê Thị B")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(dialog.named, key)
    dialog.destroy_button.click()
    assert dialog.beside.text() == "Hãy chọn nơi lưu báo cáo."
    dialog.report_to(tmp_path / "report.pdf")
    with qtbot.waitSignal(dialog.changed, timeout=WAIT_MS):
        dialog.destroy_button.click()
        dialog.reject()
        assert dialog.isVisible(), "it stays while copies are being destroyed"
    assert status(desk) == "removed"
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    dialog.accept()
    qtbot.waitUntil(lambda: desk.view.entry.sheets.message() == "Đã gỡ bỏ.", timeout=WAIT_MS)
    assert not desk.view.entry.discover_button.isVisible()


@pytest.mark.parametrize("name", ["", "root-like"])
def test_without_a_second_person_nothing_is_destroyed(
    qtbot: QtBot, desk: Desk, tmp_path: Path, name: str
) -> None:
    dialog = discovered(qtbot, desk)
    with an_office(desk.folder) as store:
        dialog.named.setText(store.user if name else "")
    dialog.reason.setText("phát hiện dấu độ mật")
    dialog.report_to(tmp_path / "report.pdf")
    dialog.destroy_button.click()
    qtbot.waitUntil(dialog.destroy_button.isEnabled, timeout=WAIT_MS)
    assert dialog.beside.text()
    assert status(desk) == "locked"
    dialog.later.click()


def test_who_is_known_here_signs_with_her_password(
    qtbot: QtBot, staffed: Desk, tmp_path: Path
) -> None:
    dialog = discovered(qtbot, staffed)
    assert [dialog.leader.itemData(at) for at in range(dialog.leader.count())] == [LEADER]
    assert dialog.leader.currentIndex() == -1
    dialog.leader.setCurrentIndex(0)
    dialog.reason.setText("phát hiện dấu độ mật")
    dialog.report_to(tmp_path / "report.pdf")
    dialog.password.setText("wrong")
    dialog.destroy_button.click()
    qtbot.waitUntil(dialog.destroy_button.isEnabled, timeout=WAIT_MS)
    assert not dialog.password.text()
    assert status(staffed) == "locked"
    dialog.password.setText(PASSWORD)
    with qtbot.waitSignal(dialog.changed, timeout=WAIT_MS):
        dialog.destroy_button.click()
    assert status(staffed) == "removed"
    dialog.accept()


def test_what_was_locked_in_error_is_shown_again_by_two(qtbot: QtBot, desk: Desk) -> None:
    dialog = discovered(qtbot, desk)
    dialog.named.setText("Lê Thị B")
    with qtbot.waitSignal(dialog.changed, timeout=WAIT_MS):
        dialog.release.click()
    assert status(desk) == "registered"
    qtbot.waitUntil(lambda: desk.view.entry.sheets.count() == 1, timeout=WAIT_MS)
