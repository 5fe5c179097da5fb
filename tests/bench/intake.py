"""How the intake screen feels over a pile of 40 pages: `python -m tests.bench.intake`.

Tells the longest silence of the window's thread while pages come in and are read, the seconds from
the first page to the first draft, and the keys a letter with a printed number costs. The scanner is
a fake that gives pages as fast as they are taken; reading and store are real.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import mean, quantiles

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from clerk_app.domain.scanning import Page
from tests.helpers.window import Desktop, declare_soon, letter_pages, press, spin
from tests.mail.options import Options

LETTERS = 20
PAGES = 40
BEAT_MS = 5
PATIENCE_SECONDS = 600.0
TARGET_MS = 100
PRINTED = Options(pages=1, dpi=300, degradation="scan", handwriting=False, incoming=False)


class Pulse(QObject):
    """Beats in the window's thread and remembers every silence, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.silences: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def reset(self) -> None:
        """Begin again."""
        self.silences, self._last = [], time.perf_counter()

    def told(self) -> str:
        """Give the longest silence and the 99th percentile."""
        worst, common = max(self.silences), quantiles(self.silences, n=100)[98]
        over = sum(each > TARGET_MS for each in self.silences)
        return f"longest silence {worst:.0f} ms, 99 % under {common:.0f} ms, {over} over 100 ms"

    def _beat(self) -> None:
        moment = time.perf_counter()
        self.silences.append((moment - self._last) * 1000)
        self._last = moment


def until(done: Callable[[], object]) -> float:
    """Let the window work until something holds; give the seconds."""
    began = time.perf_counter()
    while not done():
        if time.perf_counter() - began > PATIENCE_SECONDS:
            raise SystemExit("the window did not come so far")
        spin(BEAT_MS)
    return time.perf_counter() - began


def a_letter(seed: int) -> list[Page]:
    """Print and scan one letter; runs in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        return letter_pages(Path(name), seed, PRINTED)


def scanned(desktop: Desktop, pages: list[Page], pulse: Pulse) -> None:
    """Scan and read the whole pile; print the silences and the times."""
    view, moments = desktop.view, {"first page": 0.0, "first draft": 0.0}

    def note(what: str) -> None:
        moments[what] = moments[what] or time.perf_counter()

    view.run.came.connect(lambda _: note("first page"))
    view.run.kept.connect(lambda _: note("first draft"))
    desktop.scanner.pages = pages
    timer = declare_soon()
    press(view, Qt.Key.Key_F5)
    timer.stop()
    pulse.reset()
    took = until(lambda: not view.run.busy and not desktop.busy)
    print(f"{len(pages)} pages at 300 dpi: {took:.1f} s, {took / len(pages):.2f} s a page")
    print(f"  {pulse.told()}")
    first = moments["first draft"] - moments["first page"]
    print(f"  first page to first draft {first:.2f} s")
    print(f"  {len(desktop.drafts)} drafts")


def registered(desktop: Desktop, pulse: Pulse) -> None:
    """Register the first letters by keys alone; print how many keys and seconds each took."""
    view, doubts, seconds = desktop.view, [], []
    view.activateWindow()
    until(lambda: view.isActiveWindow() and QApplication.focusWidget() is not None)
    pulse.reset()
    while len(desktop.entries) < LETTERS:
        view.form.focus_first()
        open_fields, count = len(view.form.doubts), len(desktop.entries)
        for _ in range(open_fields):
            press(view, Qt.Key.Key_Return)
        if view.form.doubts:
            raise SystemExit(f"Enter does not leave {view.form.focused}")
        press(view, Qt.Key.Key_F9)
        seconds.append(until(lambda count=count: len(desktop.entries) > count))  # type: ignore[misc]
        press(view, Qt.Key.Key_Return)
        doubts.append(open_fields)
        until(lambda: not desktop.busy)
    keys = [each + 2 for each in doubts]
    plain = [each for each in keys if each == 2]
    print(
        f"{LETTERS} letters registered: {mean(keys):.1f} keys a letter, {min(keys)} to {max(keys)}"
    )
    print(f"  {len(plain)} without a doubt, {2} keys each; doubts {sorted(doubts)}")
    print(f"  F9 to number {mean(seconds):.2f} s, at most {max(seconds):.2f} s; {pulse.told()}")


def measure(folder: Path, pages: list[Page]) -> None:
    """Do the whole job on one desk."""
    desktop = Desktop(folder)
    view, pulse = desktop.view, Pulse()
    try:
        view.show()
        view.activateWindow()
        view.start()
        until(lambda: view.run.profile is not None and not desktop.busy)
        scanned(desktop, pages, pulse)
        registered(desktop, pulse)
        for error in desktop.failed:
            print(f"failed: {error}")
    finally:
        desktop.close()


def main() -> None:
    """Run the bench."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with ProcessPoolExecutor(2) as processes:
        letters = list(processes.map(a_letter, range(300, 300 + LETTERS)))
    once = [page for letter in letters for page in letter]
    pages = (once * (PAGES // len(once) + 1))[:PAGES]
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), pages)
    application.quit()


if __name__ == "__main__":
    main()
