"""An intake screen whose dialogs a clerk answers in turn, and whose pages nobody reads."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from clerk_app.application import capture, office
from clerk_app.application.capture import Seen
from clerk_app.application.office import SetUp
from clerk_app.core.settings import load_profile
from clerk_app.domain.scanning import Device, Page, ScanEnd, ScanSettings
from tests.helpers.builders import a_page, an_office
from tests.helpers.fakes import FakeScan
from tests.helpers.intake import begin, settle
from tests.helpers.long import rows, seen_as
from tests.helpers.window import Desktop, press
from ui.declaration import choices

WAIT = 60_000
Key = Qt.Key
Answer = Callable[[QDialog], None]


def keys(*pressed: Key) -> Answer:
    def answer(dialog: QDialog) -> None:
        for key in pressed:
            QTest.keyClick(dialog, key)

    return answer


class Clerk:
    """Answers the dialogs that come, in the order told; each must come."""

    def __init__(self, *answers: tuple[type[QDialog], Answer]) -> None:
        self.left = list(answers)
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        if self.left and isinstance(dialog, self.left[0][0]):
            self.left.pop(0)[1](dialog)
        elif not self.left or not isinstance(dialog, self.left[0][0]):
            strange = type(dialog).__name__
            dialog.reject()
            raise AssertionError(strange)

    def stop(self) -> None:
        self._timer.stop()


class DeclaredRoom:
    """An intake screen by the rules of Điện Biên, a reader that knows every page by its bytes."""

    def __init__(self, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.qtbot = folder, qtbot
        self.profile = load_profile("dien-bien")
        self.marked: set[int] = set()
        self.asked: list[ScanSettings] = []
        with an_office(folder) as opened:
            office.set_up(opened, SetUp(profile="dien-bien"))
        self.desktop = Desktop(folder, lambda: None)
        self.dropped: tuple[str, ...] = ()
        monkeypatch.setattr(capture, "see", self._see)
        monkeypatch.setattr(self.desktop.scanner, "scan", self._scan)

    def _see(self, _: object, page: Page, **__: object) -> Seen:
        return seen_as(page, {1, 2, 3, 4, 5}, self.marked)

    def _scan(self, _: Device, settings: ScanSettings) -> FakeScan:
        self.asked.append(settings)
        self.desktop.scanner.cancelled = False
        files = self.dropped

        class Scan(FakeScan):
            def __next__(self) -> Page:
                try:
                    return super().__next__()
                except StopIteration:
                    self.end = ScanEnd(self.given, files=files)
                    raise

        return Scan(self.desktop.scanner)

    def key(self, category: str) -> Key:
        """Give the key that declares a category."""
        at = [each for each, _ in choices(self.profile)].index(category)
        return Key(Key.Key_1.value + at)

    def begin(self, *answers: tuple[type[QDialog], Answer]) -> None:
        clerk = Clerk(*answers)
        begin(self.qtbot, self.desktop)
        self.settled(clerk)

    def scan(self, count: int, *answers: tuple[type[QDialog], Answer]) -> None:
        """Lay so many letters of one page into the feeder; F5."""
        self.desktop.scanner.pages = [a_page(1, f"letter {at}") for at in range(count)]
        clerk = Clerk(*answers)
        press(self.desktop.view, Key.Key_F5)
        self.settled(clerk)

    def settled(self, clerk: Clerk) -> None:
        view = self.desktop.view
        self.qtbot.waitUntil(lambda: not clerk.left, timeout=WAIT)
        self.qtbot.waitUntil(lambda: not view.run.busy, timeout=WAIT)
        settle(self.qtbot, self.desktop)
        clerk.stop()

    def journal(self, act: str) -> list[dict[str, object]]:
        query = f"SELECT facts FROM journal WHERE act = '{act}'"  # noqa: S608
        return [json.loads(str(row[0])) for row in rows(self.folder, query)]
