"""The program with a window: one instance a home, hooks for bugs, orderly shutdown."""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from clerk_app.application import capture, office, places
from clerk_app.application.places import Standing
from clerk_app.application.ports import ScannerPort
from clerk_app.domain.scanning import ScanSettings
from clerk_app.errors import ClerkError
from clerk_app.pool import cores
from ui import dialogs
from ui.attaching import Attaching
from ui.attendance import Attendance
from ui.books_view import BooksView
from ui.dress import dark_of, dress
from ui.incoming_view import IncomingView
from ui.intake_stream import Lanes
from ui.intake_view import IntakeView
from ui.intake_words import language, set_language
from ui.jobs import Lane
from ui.labels import LANGUAGES
from ui.main_window import MainWindow, OneInstance
from ui.place_words import say
from ui.settings_view import LANGUAGE, THEME, SettingsView
from ui.start_dialog import StartDialog

FAILED = 1


@dataclass(frozen=True, slots=True)
class WindowParts:
    """What the window is made of.

    Attributes:
        home: Folder of all data, None for the platform's own.
        key_file: What opens it, None for this user's keyring.
        lang: `vi` or `en`; None for what was chosen in the window.
        open_scanner: Starts the scanners' process; called in the device lane.
        dark: The look; None for what was chosen in the window.
        scan_settings: How the scanner scans.
        on_ready: Called once the store is open and the window stands (the demo's clerk).
    """

    home: Path | None
    key_file: Path | None
    lang: str | None
    open_scanner: Callable[[], ScannerPort]
    dark: bool | None = None
    scan_settings: ScanSettings = ScanSettings()  # noqa: RUF009 — frozen
    on_ready: "Callable[[Session], None] | None" = None


class Hooks(QObject):
    """Catches what is no known failure, in any thread: log, dialog, end.

    Signals:
        crashed: What happened (type and place), told on the window's thread.
    """

    crashed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._told = False
        self._before = sys.excepthook, threading.excepthook

    def install(self) -> None:
        """Take over both hooks."""
        sys.excepthook = self.caught
        threading.excepthook = self._in_thread

    def remove(self) -> None:
        """Give both hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def caught(
        self, kind: type[BaseException], _: BaseException, trace: TracebackType | None
    ) -> None:
        """Log a bug without its text; tell of the first, others follow from it."""
        what = places.noted(kind, trace)
        if not self._told:
            self._told = True
            self.crashed.emit(what)

    def _in_thread(self, told: threading.ExceptHookArgs) -> None:
        self.caught(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)


class Session(QObject):
    """One run of the window: its lanes, its places, what is asked at the start and the end."""

    def __init__(self, parts: WindowParts, look: QSettings) -> None:
        super().__init__()
        self._parts = parts
        self._look = look
        self._scanners: list[ScannerPort] = []
        self.lanes = Lanes(
            Lane(lambda: office.open_office(parts.home, parts.key_file), office.close_office),
            Lane(self._open_scanner, _close_scanner),
            tuple(Lane(capture.open_reader) for _ in range(cores())),
            Lane(lambda: None),
            self._cancel_scan,
        )
        self.paper: Lane[None] = Lane(lambda: None)
        self.window = MainWindow(look)
        self.attendance = Attendance(self.lanes.store, self.window)
        self.incoming = IncomingView(self.lanes.store, self.paper)
        self.searching = IncomingView(self.lanes.store, self.paper, searching=True)
        self.books = BooksView(self.lanes.store, self.paper)
        self.settings = SettingsView(self.lanes.store, self.lanes.device, look)
        self.intake = IntakeView(self.lanes, self._device, lambda: parts.scan_settings)
        self._fill()

    def begin(self) -> None:
        """Show the window, open the store, look for scanners."""
        self.window.show()
        self.lanes.store.run(
            places.standing, self._opened, partial(self.window.strip.tell, retry=self.begin)
        )

    def end(self) -> None:
        """Close everything that was opened; what was typed last is kept before."""
        self.intake.form.tell_edited()
        self._cancel_scan()
        self.attendance.end()
        lanes = self.lanes
        ending: list[Lane[Any]] = [lanes.device, *lanes.work, lanes.quick, self.paper]
        for lane in ending:
            lane.close()
        lanes.store.finish(self.intake.desk.empty_aside)
        lanes.store.finish(self.attendance.leave)
        lanes.store.close()

    def busy(self) -> str | None:
        """Say what is under way, for the question at the end."""
        return self.intake.busy() or (say("wait-busy") if self.paper.busy else None)

    def _fill(self) -> None:
        window = self.window
        window.busy = self.busy
        window.add_place("intake", self.intake)
        window.add_place("incoming", self.incoming)
        window.add_place("search", self.searching)
        window.add_place("books", self.books)
        window.add_place("settings", self.settings)
        self.settings.saved.connect(self._tell)
        self.settings.saved.connect(lambda _: self.attendance.refresh())
        self.attendance.changed.connect(self._entered)
        self.settings.themed.connect(lambda name: dress(dark_of(name)))
        self.settings.devices.connect(self._tell_scanner)
        self.settings.directory.saved.connect(self.intake.learn)

        self.intake.failed.connect(self._trouble)
        self.intake.told.connect(window.strip.say)
        self.intake.scanning.connect(self._scanning)
        self.intake.entered.connect(self._entered)
        self.intake.command_asked.connect(window.open_palette)
        self.attaching = Attaching(self.lanes, self.intake.run, window)
        self.attaching.failed.connect(window.strip.tell)
        self.attaching.stopped.connect(lambda _: window.strip.say(say("scan-stopped-by-gate")))
        for view in (self.incoming, self.searching):
            view.attach_wanted.connect(self.attaching.ask)
            view.entry.hidden.connect(self._hidden)
            self.attaching.attached.connect(lambda _, view=view: view.refresh())

    def _trouble(self, error: Exception) -> None:
        """Say a failure; what could not be kept waits in memory behind the strip's button."""
        run = self.intake.run
        self.window.strip.tell(error, run.retry if run.unkept else None)

    def _hidden(self, entry: str) -> None:
        """Let nothing of a hidden entry stay on the desk or among what fields complete from."""
        self.intake.desk.forget(entry)
        self.intake.learn()
        self._entered(entry)

    def _entered(self, _: object) -> None:
        self.lanes.store.run(places.standing, self._tell, self.window.strip.tell)

    def _scanning(self, running: bool) -> None:
        name = self.settings.scanner.currentText()
        status = self.window.status
        (status.scanner_scanning if running else status.scanner_ready)(name)

    def _device(self) -> str:
        return str(self.settings.scanner.currentData() or "")

    def _open_scanner(self) -> ScannerPort:
        port = self._parts.open_scanner()
        self._scanners[:] = [port]
        return port

    def _cancel_scan(self) -> None:
        for port in self._scanners:
            port.cancel()

    def _opened(self, standing: Standing) -> None:
        self._tell(standing)
        if standing.set_up:
            self.attendance.begin(self._start)
            return
        parts = self._parts
        asked = StartDialog(self.lanes.store, parts.home, parts.key_file, self.window)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self._opened(asked.standing or standing))
        asked.rejected.connect(self.window.close)
        asked.open()

    def _start(self) -> None:
        self.settings.look_for_scanners()
        self.intake.start()
        for lane in self.lanes.work:  # what fails here fails again, and is told, when it is needed
            lane.run(capture.warm, lambda _: None, lambda _: None)
        if self._parts.on_ready is not None:
            QTimer.singleShot(0, partial(self._parts.on_ready, self))

    @Slot(object)
    def _tell(self, standing: Standing) -> None:
        self.intake.run.user = standing.user
        self.window.status.waiting(standing.waiting)
        self.window.status.who(standing.user, standing.office)

    def _tell_scanner(self, found: object) -> None:
        status = self.window.status
        if isinstance(found, Exception):
            status.scanner_fault(dialogs.told(found))
        elif isinstance(found, list) and found:
            chosen = self.settings.scanner.currentData()
            device = next((each for each in found if each.id == chosen), found[0])
            status.scanner_ready(device.name)
        else:
            status.scanner_none()


def run(parts: WindowParts) -> int:
    """Run the window until it is closed; give the program's exit status."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 — narrows Qt's own answer
    set_language(parts.lang or LANGUAGES[0])
    translator = dialogs.QtWords(app)
    try:
        folder = places.home_folder(parts.home)
    except ClerkError as error:
        dialogs.inform(None, say("program"), dialogs.told(error)).exec()
        return FAILED
    look = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    set_language(parts.lang or _known(look, LANGUAGE, LANGUAGES[0]))
    if language() == LANGUAGES[0]:
        app.installTranslator(translator)
    dress(parts.dark if parts.dark is not None else dark_of(_known(look, THEME, "system")))
    one = OneInstance(folder)
    if not one.take():
        sys.stderr.write(f"{say('already-open')}\n")
        return 0
    try:
        return _work(app, parts, look, one)
    finally:
        one.release()
        app.removeTranslator(translator)


def _work(app: QApplication, parts: WindowParts, look: QSettings, one: OneInstance) -> int:
    hooks, session = Hooks(), Session(parts, look)
    hooks.crashed.connect(lambda kind: _crash(session, kind))
    one.called.connect(session.window.bring_forward)
    if parts.dark is None:
        app.styleHints().colorSchemeChanged.connect(
            lambda _: dress(dark_of(_known(look, THEME, "system")))
        )
    hooks.install()
    try:
        session.begin()
        return app.exec()
    finally:
        session.end()
        hooks.remove()


def _crash(session: Session, kind: str) -> None:
    dialogs.crashed(session.window, kind).exec()
    QApplication.exit(FAILED)


def _close_scanner(port: ScannerPort) -> None:
    port.close()


def _known(look: QSettings, name: str, default: str) -> str:
    return str(look.value(name, default))
