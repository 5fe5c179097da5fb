"""The demo's clerk: drives the real window by keys, looks, and notes what came of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from clerk_app.application import lookup
from clerk_app.application.office import Office
from clerk_app.domain.draft import Draft
from clerk_app.domain.entry import Entry
from clerk_app.domain.gate import Doubtful, Excluded
from ui.app import Session
from ui.declaration import DeclarationDialog
from ui.doubt import DoubtDialog

LONGEST = 240.0  # seconds
_LOOK = 250
_TRIES = 60


class DemoFailed(Exception):
    """A step of the demo did not come about in time."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the demo's clerk is told.

    Attributes:
        out: Where the results go.
        written: What pens wrote, by notation: she reads it and types it.
    """

    out: Path
    written: Mapping[str, Mapping[str, str]]


@dataclass
class Results:
    """What came of it, for `summary.json`."""

    registered: list[dict[str, object]] = field(default_factory=list)
    excluded: list[dict[str, object]] = field(default_factory=list)
    screenshots: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    keys: list[int] = field(default_factory=list)


class Demo(QObject):
    """One clerk at one window."""

    def __init__(self, session: Session, plan: Plan) -> None:
        super().__init__()
        self._session = session
        self._plan = plan
        self._entries: list[Entry] = []
        self._declaration: DeclarationDialog | None = None
        self._ended = False
        self._keys = 0
        self.results = Results()
        self.failure = ""
        intake = session.intake
        intake.entered.connect(self._entries.append)
        intake.run.ended.connect(self._scan_ended)
        intake.run.stopped.connect(self._stopped)
        intake.failed.connect(self._trouble)
        self._watch = QTimer(self, interval=_LOOK)
        self._watch.timeout.connect(self._answer)

    def run(self) -> None:
        """Do the whole job, then close the window."""
        try:
            self._work()
        except DemoFailed as failed:
            self.failure = str(failed)
            self._shoot("failed")
            self._leave_everything()
        self._watch.stop()
        self._session.window.close()

    def _leave_everything(self) -> None:
        """End without a question: nobody is there to answer one."""
        self._session.window.busy = lambda: None
        self._session.window.may_close = lambda: True
        while (dialog := QApplication.activeModalWidget()) is not None and dialog.close():
            QTest.qWait(_LOOK)

    def _work(self) -> None:
        began = time.monotonic()
        intake = self._session.intake
        self._wait("the store", lambda: intake.run.profile is not None)
        self._shoot("window")
        self._watch.start()
        self._press(Qt.Key.Key_F5)
        self._wait("the first letter", lambda: bool(intake.desk.drafts))
        self._note("first letter", began)
        self._settle()
        self._shoot("first-letter")
        self._wait("the end of the pile", lambda: self._ended)
        self._note("pile", began)
        self._settle()
        self._shoot("pile")
        while self._open_drafts():
            self._register_one()
        self._note("registered", began)
        self._shoot("all-registered")
        self._book()
        self._note("book", began)
        self._export()
        self._note("all", began)

    def _register_one(self) -> None:
        intake = self._session.intake
        self._keys = 0
        if intake.form.number_card.isVisible():  # the number is on the paper: any key goes on
            self._press(Qt.Key.Key_Return)
        draft = intake.desk.drafts[intake.chosen]
        self._settle()
        self._check(draft)
        self._shoot(f"checked-{len(self._entries) + 1}")
        count = len(self._entries)
        self._press(Qt.Key.Key_F9)
        self._wait("a number", lambda: len(self._entries) > count)
        self.results.keys.append(self._keys)
        self._settle()
        self._shoot(f"number-{self._entries[-1].number}")

    def _check(self, draft: Draft) -> None:
        """Go through the doubtful fields with Enter; type what a pen wrote."""
        form = self._session.intake.form
        written = dict(self._plan.written.get(str(draft.fields.get("code_notation", "")), {}))
        while form.doubts:
            before = form.doubts
            if form.focused in written:
                self._type(written[form.focused])
            self._press(Qt.Key.Key_Return)
            if form.doubts == before:
                raise DemoFailed(f"Enter does not leave the field {form.focused}")

    def _type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        if focus is None:
            raise DemoFailed("no field has the focus")
        QTest.keyClick(focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(focus, text)
        self._keys += len(text) + 1

    def _book(self) -> None:
        window, books = self._session.window, self._session.books
        window.set_place("books")
        books.refresh()
        self._wait("the books", lambda: books.year.count() > 0)
        books.preview()
        self._wait("the preview", lambda: books.sheets.count() > 2 and not self._session.paper.busy)
        self._settle(6)
        self._shoot("book")
        path = self._plan.out / "book-in.pdf"
        books.save_to(path)
        self._wait("the book", path.exists)
        window.set_place("incoming")
        self._settle()
        self._shoot("incoming")

    def _export(self) -> None:
        """Put every entry's PDF/A beside the book."""
        done: list[object] = []
        for entry in self._entries:
            name = f"{entry.place.replace('/', '-')}.pdf"

            def export(
                office: Office, place: str = entry.place, path: Path = self._plan.out / name
            ) -> Entry:
                return lookup.export(office, place, path)

            self._session.lanes.store.run(export, done.append, done.append)
            self.results.registered.append(
                {
                    "entry": entry.place,
                    "number": entry.number,
                    "organ_name": entry.fields.get("organ_name"),
                    "subject": entry.fields.get("subject"),
                    "pdf": name,
                    "sha256": entry.sha256,
                }
            )
        self._wait("the PDF/A files", lambda: len(done) == len(self._entries))

    def _open_drafts(self) -> list[str]:
        desk = self._session.intake.desk
        return [ident for ident in desk.drafts if ident not in desk.entries]

    def _answer(self) -> None:
        """Answer a dialog that is open: the declaration by 1 and F5, a find by F8."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, DeclarationDialog) and self._declaration in (None, dialog):
            if self._declaration is None:
                self._declaration = dialog
                self._shoot("declaration", dialog)
            self._activate(dialog)  # a key that came before the window was ready is lost
            QTest.keyClick(dialog, Qt.Key.Key_1)
            QTest.keyClick(dialog, Qt.Key.Key_F5)
        elif isinstance(dialog, DoubtDialog):
            self._shoot("find", dialog)
            self._activate(dialog)
            QTest.keyClick(dialog, Qt.Key.Key_F8)
        elif isinstance(dialog, QDialog) and not isinstance(dialog, DeclarationDialog):
            self._shoot("dialog", dialog)

    def _stopped(self, verdict: Excluded | Doubtful) -> None:
        told = verdict.finding if isinstance(verdict, Doubtful) else verdict
        level = told.level.value if told.level else None
        self.results.excluded.append(
            {"category": told.category, "level": level, "pages": verdict.pages}
        )

    def _scan_ended(self, _: object) -> None:
        self._ended = True

    def _trouble(self, error: Exception) -> None:
        self.failure = getattr(error, "code", type(error).__name__)

    def _press(self, key: Qt.Key) -> None:
        self._keys += 1
        window: QWidget = self._session.window
        self._activate(window)
        QTest.keyClick(QApplication.focusWidget() or window, key)

    def _activate(self, window: QWidget) -> None:
        """See that keys find a window: on a display without a manager none may be active."""
        for _ in range(_TRIES):
            if QApplication.activeWindow() is not None:
                return
            window.activateWindow()
            QTest.qWait(50)

    def _wait(self, what: str, come: Callable[[], bool]) -> None:
        began = time.monotonic()
        while not come():
            if time.monotonic() - began > LONGEST:
                raise DemoFailed(f"{what} did not come; {self.failure}".strip("; "))
            QTest.qWait(50)

    def _settle(self, turns: int = 3) -> None:
        """Let pictures and previews arrive before looking."""
        for _ in range(turns):
            QTest.qWait(_LOOK)

    def _note(self, what: str, began: float) -> None:
        self.results.seconds[what] = round(time.monotonic() - began, 2)

    def _shoot(self, name: str, widget: QWidget | None = None) -> None:
        place = len(self.results.screenshots) + 1
        file = f"{place:02}-{name}.png"
        screen = self._session.window.screen()
        whole = QApplication.platformName() == "xcb"
        picture = screen.grabWindow(0) if whole else (widget or self._session.window).grab()
        picture.save(str(self._plan.out / file))
        self.results.screenshots.append(file)
