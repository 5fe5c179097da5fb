"""What a clerk does at the intake screen, in tests."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.application import audit, lookup, office
from clerk_app.application.capture import Seen
from clerk_app.domain.entry import Entry
from clerk_app.domain.scanning import Page
from tests.helpers.builders import a_key_file
from tests.helpers.window import (
    Desktop,
    declare_soon,
    press,
)
from tests.mail.options import Options

LONG = 60_000
TWO = Options(pages=2, dpi=200, degradation="scan", handwriting=False, incoming=False)


def begin(qtbot: QtBot, desktop: Desktop) -> None:
    """Show the screen as the window in front, with what the last session left."""
    view = desktop.view
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.start()
    qtbot.waitUntil(lambda: view.run.profile is not None)
    settle(qtbot, desktop)


def settle(qtbot: QtBot, desktop: Desktop) -> None:
    qtbot.waitUntil(lambda: not desktop.busy, timeout=LONG)


def scan(qtbot: QtBot, desktop: Desktop, pages: Sequence[Page]) -> None:
    """F5, the declaration, and the whole pile."""
    desktop.scanner.pages = pages
    timer = declare_soon()
    with qtbot.waitSignal(desktop.view.run.ended, timeout=LONG):
        press(desktop.view, Qt.Key.Key_F5)
    assert not timer.isActive()
    bring_back(qtbot, desktop)
    settle(qtbot, desktop)


def bring_back(qtbot: QtBot, desktop: Desktop) -> None:
    """Do what a window manager does when a dialog closes."""
    desktop.view.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def check_all(desktop: Desktop) -> int:
    """Look at every doubtful field with Enter; give how many there were."""
    form = desktop.view.form
    count = 0
    while form.doubts:
        left = len(form.doubts)
        press(desktop.view, Qt.Key.Key_Return)
        count += 1
        assert len(form.doubts) == left - 1, form.focused
    return count


def register(qtbot: QtBot, desktop: Desktop) -> Entry:
    """Enter through the doubts, then F9."""
    check_all(desktop)
    with qtbot.waitSignal(desktop.view.entered, timeout=LONG):
        press(desktop.view, Qt.Key.Key_F9)
    settle(qtbot, desktop)
    return desktop.entries[-1]


def stored(folder: Path) -> list[Entry]:
    with office.opened(folder / "home", a_key_file(folder)) as opened:
        assert audit.verify(opened, None).clean
        return lookup.listed(opened, "in", None, "", None)


def texts(desktop: Desktop) -> list[int]:
    return [len(draft.pages) for draft in desktop.drafts]


# -- the main job


def twice(qtbot: QtBot, desktop: Desktop) -> None:
    """F9 on a double: the strip comes, no number goes."""
    check_all(desktop)
    press(desktop.view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: desktop.view.form.sheet.doubles, timeout=LONG)
    settle(qtbot, desktop)
    assert len(desktop.entries) == 1
    assert desktop.failed == []
    press(desktop.view, Qt.Key.Key_F9)
    settle(qtbot, desktop)
    assert len(desktop.entries) == 1, "not without a reason"


def give_reason(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.view.form.sheet.reason.setText("bản chính gửi sau bản fax")
    with qtbot.waitSignal(desktop.view.entered, timeout=LONG):
        press(desktop.view, Qt.Key.Key_F9)
    settle(qtbot, desktop)
    assert desktop.entries[-1].number == 2


def press_undo(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.view.pile.list.setFocus()
    QTest.keyClick(desktop.view.pile.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desktop)


def blurred(document: Sequence[Seen]) -> list[Seen]:
    """Give the same words, read with doubt."""
    return [
        replace(
            each,
            text=replace(
                each.text, words=tuple(replace(w, confidence=0.4) for w in each.text.words)
            ),
        )
        for each in document
    ]
