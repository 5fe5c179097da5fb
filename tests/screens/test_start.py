"""The first start, and the window from its first sight to its last."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.application import keys, office, places
from clerk_app.application.office import Office
from clerk_app.application.ports import ScannerPort
from tests.helpers.builders import a_key_file, an_office
from tests.helpers.fakes import FakeScanner
from ui import app
from ui.app import Session, WindowParts
from ui.jobs import Lane
from ui.main_window import MainWindow, OneInstance
from ui.start_dialog import StartDialog

WAIT_MS = 15_000


def a_scanner() -> ScannerPort:
    return cast("ScannerPort", FakeScanner())


@pytest.fixture
def store(tmp_path: Path, qtbot: QtBot) -> Iterator[Lane[Office]]:
    del qtbot  # the lane needs an application
    key = a_key_file(tmp_path)
    lane = Lane(lambda: office.open_office(tmp_path / "home", key), office.close_office)
    yield lane
    lane.close()


@pytest.fixture
def dialog(qtbot: QtBot, store: Lane[Office], tmp_path: Path) -> StartDialog:
    made = StartDialog(store, tmp_path / "home", tmp_path / "key")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_first_start_writes_settings_and_sheet(
    qtbot: QtBot, dialog: StartDialog, tmp_path: Path
) -> None:
    with an_office(tmp_path) as opened:
        assert not places.standing(opened).set_up
    dialog.office.setText("Văn phòng Sở Thử nghiệm")
    dialog.parent_organ.setText("UBND tỉnh Thử")
    dialog.number.set_value(1046)
    dialog.take_file(tmp_path / "sheet.pdf")
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
        dialog.begin.click()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert [row.kind for row in keys.listed(tmp_path / "home")] == ["key-file", "recovery"]
    with an_office(tmp_path) as opened:
        standing = places.standing(opened)
        assert (standing.office, standing.parent) == ("Văn phòng Sở Thử nghiệm", "UBND tỉnh Thử")
        assert standing.set_up
        assert office.books(opened)[0].next_number == 1046


def test_nothing_is_stored_without_name_and_key(dialog: StartDialog) -> None:
    dialog.begin.click()
    assert dialog.beside.text() == "Chưa nhập tên cơ quan."
    assert dialog.beside_key.text().startswith("Chọn tệp")
    assert dialog.standing is None


def test_the_key_can_wait(qtbot: QtBot, dialog: StartDialog, tmp_path: Path) -> None:
    dialog.office.setText("Sở Thử")
    dialog.later.setChecked(True)
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
        dialog.begin.click()
    assert [row.kind for row in keys.listed(tmp_path / "home")] == ["key-file"]


def test_a_sheet_that_is_there_is_not_overwritten(
    qtbot: QtBot, dialog: StartDialog, tmp_path: Path
) -> None:
    (tmp_path / "sheet.pdf").write_text("mine")
    dialog.office.setText("Sở Thử")
    dialog.take_file(tmp_path / "sheet.pdf")
    dialog.begin.click()
    qtbot.waitUntil(lambda: "sheet.pdf" in dialog.beside_key.text(), timeout=WAIT_MS)
    assert (tmp_path / "sheet.pdf").read_text() == "mine"
    dialog.take_file(tmp_path / "other.pdf")
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
        dialog.begin.click()


def test_the_session_stands_tells_and_ends(qtbot: QtBot, tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        office.set_up(opened, office.SetUp("Văn phòng Sở Thử nghiệm"))
    look = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    parts = WindowParts(tmp_path / "home", tmp_path / "key", "vi", a_scanner)
    session = Session(parts, look)
    qtbot.addWidget(session.window)
    session.begin()
    status = session.window.status
    qtbot.waitUntil(lambda: "Máy quét thử" in status.told()[0], timeout=WAIT_MS)
    assert status.told()[4].endswith("Văn phòng Sở Thử nghiệm")
    assert session.busy() is None
    session.window.close()
    session.end()


def test_a_store_that_does_not_open_is_told_and_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        office.set_up(opened, office.SetUp("Sở Thử"))
    key = tmp_path / "key"
    kept = key.read_bytes()
    key.unlink()
    look = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    parts = WindowParts(tmp_path / "home", key, "vi", a_scanner)
    session = Session(parts, look)
    qtbot.addWidget(session.window)
    session.begin()
    strip = session.window.strip
    qtbot.waitUntil(lambda: bool(strip.sentence()), timeout=WAIT_MS)
    assert strip.sentence() == "Không đọc được tệp khóa key."
    key.write_bytes(kept)
    key.chmod(0o600)
    session.begin()
    qtbot.waitUntil(lambda: "Sở Thử" in session.window.status.told()[4], timeout=WAIT_MS)
    session.end()


def test_the_program_runs_until_its_window_closes(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    del qtbot
    with an_office(tmp_path) as opened:
        office.set_up(opened, office.SetUp("Sở Thử"))
    parts = WindowParts(tmp_path / "home", tmp_path / "key", None, a_scanner, dark=False)
    timer = QTimer(interval=50)
    timer.timeout.connect(lambda: close_when_ready(timer))
    timer.start()
    assert app.run(parts) == 0
    assert (tmp_path / "home" / "window.ini").exists()
    qapp.setStyleSheet("")


def close_when_ready(timer: QTimer) -> None:
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    if any("Sở Thử" in each.status.told()[4] for each in windows):
        timer.stop()
        QApplication.closeAllWindows()


def test_a_second_start_says_so_and_ends(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = places.home_folder(tmp_path / "home")
    first = OneInstance(home)
    assert first.take()
    parts = WindowParts(home, tmp_path / "key", "vi", a_scanner, dark=False)
    with qtbot.waitSignal(first.called):
        assert app.run(parts) == 0
    assert "đang mở" in capsys.readouterr().err
    first.release()
    qapp.setStyleSheet("")
