"""Seconds until the window shows the incoming book of 10,000 entries; its thread's longest wait."""

import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from clerk_app.application import office
from clerk_app.application.office import Office, SetUp
from clerk_app.application.ports import ScannerPort
from clerk_app.core import entry_table, journal_table
from clerk_app.core.database import write
from clerk_app.domain.clock import now
from clerk_app.domain.entry import Entry, Fields
from clerk_app.domain.journal import Act, Facts
from tests.helpers.builders import an_office
from tests.helpers.fakes import FakeScanner
from ui import app, dress

ENTRIES = 10_000
BEAT_MS = 10
PATIENCE_SECONDS = 60.0
ORGANS = ("Ủy ban nhân dân tỉnh Thử", "Sở Tài chính", "Sở Công Thương", "Bảo hiểm xã hội")
SUBJECTS = ("Kiểm tra điều kiện kinh doanh xăng dầu", "Quyết toán quý III", "Giấy mời họp giao ban")


def a_scanner() -> ScannerPort:
    """Give a scanner that has no paper."""
    return cast("ScannerPort", FakeScanner())


def fill(opened: Office, count: int) -> None:
    """Write entries straight into the tables."""
    moment, first = now(), date(2026, 1, 1)
    with write(opened.database):
        for number in range(1, count + 1):
            day = (first + timedelta(days=number * 300 // count)).isoformat()
            fields: Fields = {
                "code_number": str(number % 900 + 1),
                "code_notation": "TB-SCT",
                "issued_date": day,
                "organ_name": ORGANS[number % len(ORGANS)],
                "subject": f"{SUBJECTS[number % len(SUBJECTS)]} lần {number}",
                "to_places": "Phòng Kinh tế",
            }
            entry = Entry(
                str(uuid.uuid4()),
                "in",
                2026,
                number,
                "registered",
                day,
                fields,
                1,
                None,
                "khổ lớn",
                moment.isoformat(),
            )
            salt = entry_table.new_salt()
            facts: Facts = {"entry": entry.id, "version": 1, "number": number}
            sealed = entry_table.commitment(entry, salt)
            entry_table.insert(opened.database, entry)
            record = journal_table.append(
                opened.database, Act.REGISTERED, "bench", moment, facts, sealed
            )
            entry_table.insert_version(opened.database, entry, salt, record)
            entry_table.index(opened.database, entry)


class Pulse:
    """Beats in the window's thread and remembers the longest silence."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def reset(self) -> None:
        """Begin again."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        moment = time.perf_counter()
        self.longest = max(self.longest, moment - self._last)
        self._last = moment


def until(done: Callable[[], object]) -> float:
    """Let the window work until something holds; give the seconds."""
    began = time.perf_counter()
    while not done():
        if time.perf_counter() - began > PATIENCE_SECONDS:
            raise SystemExit("the window did not come so far")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, BEAT_MS)
    return time.perf_counter() - began


def measure(folder: Path, qt: QApplication, began: float) -> None:
    """Start, search, scroll to the end; print what it took."""
    dress.dress(False)
    look = QSettings(str(folder / "home" / "window.ini"), QSettings.Format.IniFormat)
    parts = app.WindowParts(folder / "home", folder / "key", "vi", a_scanner)
    session = app.Session(parts, look)
    view, store = session.incoming, session.lanes.store
    session.window.set_place("incoming")
    pulse = Pulse()
    session.begin()
    pulse.reset()
    until(lambda: view.model.rows)
    qt.processEvents()
    print(f"start to table     {time.perf_counter() - began:.2f} s (target 1.5)")
    until(lambda: not store.busy)
    print(f"longest silence    {pulse.longest * 1000:.0f} ms while starting")
    for words in ("xang dau", "so tai chinh", "lan 9999"):
        pulse.reset()
        view.box.setText(words)
        took = until(lambda: not view.idle.isActive() and not store.busy)
        silence = f"longest silence {pulse.longest * 1000:.0f} ms"
        print(f"find {words!r:16} {took:.2f} s, {silence}")
    view.box.clear()
    until(lambda: not view.idle.isActive() and not store.busy)
    pulse.reset()
    took = 0.0
    while view.model.more:
        view.model.fetchMore(view.table.rootIndex())
        took += until(lambda: not store.busy)
    silence = f"longest silence {pulse.longest * 1000:.0f} ms"
    print(f"all {len(view.model.rows)} rows    {took:.2f} s, {silence}")
    session.window.close()
    session.end()


def main() -> None:
    """Run the bench."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with an_office(folder) as opened:
            fill(opened, ENTRIES)
            office.set_up(opened, SetUp("Văn phòng Sở Thử nghiệm"))
        began = time.perf_counter()
        measure(folder, QApplication(sys.argv[:1]), began)


if __name__ == "__main__":
    main()
