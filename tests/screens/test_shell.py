"""The window's shell: rail, status, palette, closing, one instance, Qt's own words, hooks."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from clerk_app.errors import InputFault, MachineFault, Refused
from ui import app, dialogs, dress, place_words
from ui.labels import LANGUAGES
from ui.main_window import MainWindow, OneInstance
from ui.rail import PLACES


@pytest.fixture
def look(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(qtbot: QtBot, look: QSettings) -> MainWindow:
    made = MainWindow(look)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def qt_words(qapp: QApplication) -> Iterator[None]:
    words = dialogs.QtWords(qapp)
    qapp.installTranslator(words)
    yield
    qapp.removeTranslator(words)


def test_every_word_is_said_in_both_languages() -> None:
    for key, words in place_words.WORDS.items():
        assert len(words) == len(LANGUAGES)
        assert all(words), key


def test_keys_open_places_and_later_ones_stay_shut(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert window.place == "books"
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert window.place == "books"
    window.set_place("sync")
    assert window.place == "books"


def test_a_place_takes_its_widget(window: MainWindow) -> None:
    widget = QLabel("Tiếp nhận ở đây")
    window.add_place("intake", widget)
    window.set_place("intake")
    assert widget.isVisible()
    assert window.at("intake") is widget


def test_the_rail_says_words_keys_and_what_comes_later(window: MainWindow) -> None:
    for place in PLACES:
        button = window.rail.button(place.name)
        assert button.accessibleName() == button.text()
        assert button.isEnabled() is not place.later
        said = "phiên bản sau" if place.later else f"Alt+{place.key}"
        assert said in button.toolTip()


def test_the_status_bar_tells_four_things_in_words(window: MainWindow) -> None:
    status = window.status
    status.scanner_ready("fi-8170")
    status.waiting(14)
    status.who("hanh", "Văn phòng Sở")
    assert status.told() == (
        "● Máy quét: sẵn sàng (fi-8170)",
        "Máy chủ: chưa nối máy chủ",
        "Chờ gửi: 14",
        "Số dự trữ: không dùng số dự trữ",
        "hanh · Văn phòng Sở",
    )
    status.scanner_fault("Kẹt giấy.")
    assert status.told()[0] == "▲ Máy quét: lỗi — Kẹt giấy"


def test_the_palette_finds_without_marks(qtbot: QtBot, window: MainWindow) -> None:
    ran: list[str] = []
    window.add_command("Xuất PDF/A của văn bản", lambda: ran.append("export"))
    palette = window.open_palette()
    palette.typed.setText("xuat van ban")
    assert palette.found.count() == 1
    QTest.keyClick(palette.typed, Qt.Key.Key_Return)
    assert ran == ["export"]


def test_the_palette_moves_by_arrows(qtbot: QtBot, window: MainWindow) -> None:
    palette = window.open_palette()
    palette.typed.setText("di toi")
    QTest.keyClick(palette.typed, Qt.Key.Key_Down)
    QTest.keyClick(palette.typed, Qt.Key.Key_Return)
    assert window.place == "incoming"


def test_closing_asks_while_work_is_under_way(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def stay(_: object, what: str) -> bool:
        asked.append(what)
        return False

    monkeypatch.setattr(dialogs, "leaving", stay)
    window.busy = lambda: "Đang quét."
    assert not window.close()
    assert asked == ["Đang quét."]
    monkeypatch.setattr(dialogs, "leaving", lambda *_: True)
    assert window.close()


def test_the_size_is_remembered(qtbot: QtBot, look: QSettings, window: MainWindow) -> None:
    window.resize(760, 600)
    window.close()
    again = MainWindow(look)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (760, 600)


@pytest.mark.usefixtures("qt_words")
def test_qt_speaks_vietnamese(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    kinds = QMessageBox.StandardButton
    names = {
        kinds.Ok: "Đồng ý",
        kinds.Cancel: "Hủy",
        kinds.Close: "Đóng",
        kinds.Save: "Lưu",
        kinds.Yes: "&Có",
        kinds.No: "&Không",
        kinds.Apply: "Áp dụng",
        kinds.Open: "Mở",
        kinds.Ignore: "Bỏ qua",
        kinds.Retry: "Thử lại",
    }
    for kind, name in names.items():
        box.setStandardButtons(kind)
        assert box.button(kind).text() == name
    every = QDialogButtonBox.StandardButton
    row = QDialogButtonBox(every.Ok | every.Cancel)
    qtbot.addWidget(row)
    assert row.button(every.Cancel).text() == "Hủy"


@pytest.mark.usefixtures("qt_words")
def test_a_word_that_is_not_ours_stays_as_it_is() -> None:
    assert QCoreApplication.translate("QPrintDialog", "Print") == "In"
    assert QCoreApplication.translate("QPrintDialog", "Something new") == "Something new"
    assert QCoreApplication.translate("Elsewhere", "%n things", "", 3) == "3 things"


def test_a_second_start_calls_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneInstance(tmp_path), OneInstance(tmp_path)
    assert first.take()
    with qtbot.waitSignal(first.called, timeout=3000):
        assert not second.take()
    first.release()
    assert second.take()
    second.release()


def test_failures_are_told_by_who_must_act(qtbot: QtBot, window: MainWindow) -> None:
    tried: list[int] = []
    window.strip.tell(MachineFault("store-busy"), lambda: tried.append(1))
    assert window.strip.sentence() == "Kho đang bận, thử lại."
    window.strip.press()
    assert tried == [1]
    assert window.strip.sentence() == ""
    box = dialogs.refuse(window, Refused("no-scan", entry="in/2026/7"))
    assert "in/2026/7" in box.text()
    box.close()
    beside = dialogs.Beside()
    qtbot.addWidget(beside)
    beside.tell(InputFault("name-empty"))
    assert beside.text() == "Tên không được để trống."
    with pytest.raises(KeyError):
        dialogs.told(KeyError("bug"))


def test_a_bug_is_told_without_its_text(qtbot: QtBot) -> None:
    hooks = app.Hooks()
    try:
        dict[str, str]()["nội dung văn bản"]
    except KeyError:
        caught = sys.exc_info()
    assert caught[0] is not None
    assert caught[1] is not None
    with qtbot.waitSignal(hooks.crashed) as told:
        hooks.caught(caught[0], caught[1], caught[2])
    assert told.args is not None
    assert told.args[0].startswith("KeyError, ")
    assert "nội dung" not in told.args[0]
    box = dialogs.crashed(None, told.args[0])
    qtbot.addWidget(box)
    assert "KeyError" in box.text()


def test_the_look_changes_at_once(window: MainWindow, qapp: QApplication) -> None:
    dress.dress(True)
    dark = window.palette().window().color().lightness()
    dress.dress(False)
    assert dark < window.palette().window().color().lightness()
    qapp.setStyleSheet("")
