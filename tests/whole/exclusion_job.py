"""A process that is given marked letters again and again, by every way in, and keeps none.

Run by the test of a thousand exclusions, under a tracer. Window, lanes, reader, gate and store are
the program's own; the scanner is a fake with the prepared pages. It prints `excluded WAY` each
time, and `failed …` for anything else.
"""

import argparse
import contextlib
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from clerk_app.__main__ import main as clerk
from clerk_app.core import image_files
from tests.helpers.window import Desktop, spin
from ui.declaration import DeclarationDialog

_EXCLUDED = 3
_PATIENCE = 120.0  # seconds


class Job:
    """A clerk whose pile is all secret."""

    def __init__(self, folder: Path) -> None:
        self.letters = sorted((folder / "mail").iterdir())
        self.desktop = Desktop(folder, readers=1)
        view = self.desktop.view
        view.run.kept.connect(lambda _: say("failed", "kept"))
        view.failed.connect(lambda error: say("failed", getattr(error, "code", repr(error))))
        self.hands = QTimer(interval=5)
        self.hands.timeout.connect(answer)
        self.ways: list[Callable[[Path], bool]] = [
            self.scanned,
            self.brought_in,
            lambda path: self.told("check", path),
            lambda path: self.told("extract", path),
            lambda path: self.told("register", "in", path, "--declare", "none", "--yes"),
            lambda path: self.told("scan", "--device", f"folder:{path.parent}", "--declare", "none",
                                   "-o", path.parent.parent / "scans"),
        ]  # fmt: skip

    def work(self, count: int) -> None:
        """Give a letter by each way in turn."""
        view = self.desktop.view
        view.show()
        view.start()
        while view.run.profile is None:
            spin()
        self.hands.start()
        for turn in range(count):
            path = self.letters[turn % len(self.letters)]
            way = turn // len(self.letters) % len(self.ways)
            say("excluded" if self.ways[way](path) else "failed", way)
        self.hands.stop()
        self.desktop.close()

    def scanned(self, path: Path) -> bool:
        """Lay a letter into the feeder and press F5."""
        self.desktop.scanner.pages = (
            list(image_files.read_image(path)) if path.suffix != ".pdf" else []
        )
        if not self.desktop.scanner.pages:
            return self.brought_in(path)
        return self._through_the_window(self.desktop.view.run.scan)

    def brought_in(self, path: Path) -> bool:
        """Open a file in the window."""
        return self._through_the_window(lambda: self.desktop.view.run.bring_in([path]))

    def _through_the_window(self, act: Callable[[], None]) -> bool:
        view = self.desktop.view
        ended: list[object] = []
        view.run.ended.connect(ended.append)
        act()
        late = time.monotonic() + _PATIENCE
        while time.monotonic() < late and (not ended or view.run.busy or self.desktop.busy):
            spin()
        view.run.ended.disconnect(ended.append)
        return bool(ended) and not self.desktop.drafts

    def told(self, *words: str | Path) -> bool:
        """Give it at the command line."""
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return clerk(["--json", *map(str, words)]) == _EXCLUDED


def answer() -> None:
    """Declare nothing, exclude what is doubted, leave the files where they are."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, DeclarationDialog):
        QTest.keyClick(dialog, Qt.Key.Key_1)
        QTest.keyClick(dialog, Qt.Key.Key_F5)
    elif isinstance(dialog, QDialog):
        dialog.reject()


def say(*words: object) -> None:
    """Tell the test."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def main() -> int:
    """Work so many times."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    application = QApplication(sys.argv[:1])
    Job(options.folder).work(options.count)
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
