"""One entry: its fields, its pages, what happened to it, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from clerk_app.application import lookup, places
from clerk_app.application.office import Office
from clerk_app.application.places import Happening
from clerk_app.domain.entry import Entry
from clerk_app.domain.scanning import Page
from ui import labels, widgets
from ui.dialogs import FailureStrip
from ui.intake_words import language
from ui.jobs import Lane
from ui.place_words import WORDS, day, moment, say, state
from ui.print_preview import SCREEN_WIDTH, Sheets, feed

_PANEL_WIDTH = 400
_DAYS = ("issued_date", "due_date")


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry as the store gives it; `data` is its PDF/A, None without a scan."""

    entry: Entry
    happenings: list[Happening]
    data: bytes | None


class EntryView(QWidget):
    """One record with its pages.

    Signals:
        left: The clerk goes back.
        attach_wanted: This entry is to get its scan (its place or id).
    """

    left = Signal()
    attach_wanted = Signal(str)

    def __init__(self, store: Lane[Office], paper: Lane[None]) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.entry: Entry | None = None
        self.sheets = Sheets()
        self.strip = FailureStrip(around=14)
        self.title = widgets.label("", "title")
        self.note = widgets.label("", "quiet")
        self._store, self._paper = store, paper
        self._jobs: dict[str, int] = {}
        self._stop = False
        self._back = widgets.button(say("back"))
        self._export = widgets.button(say("export"))
        self._print = widgets.button(say("print-pages"))
        self.attach_button = widgets.button(say("attach"))
        self._at = widgets.label("", "quiet")
        self._panel = QScrollArea()
        layout = widgets.column()
        layout.addWidget(self._bar())
        layout.addWidget(self.strip)
        middle = widgets.row(gap=0)
        middle.addWidget(self.sheets, 1)
        middle.addWidget(self._panel)
        layout.addLayout(middle, 1)
        self.setLayout(layout)
        self._panel.setFixedWidth(_PANEL_WIDTH)
        self._panel.setWidgetResizable(True)
        self.sheets.verticalScrollBar().valueChanged.connect(lambda _: self._count())
        self.setFocusProxy(self.sheets)

    def load(self, name: str) -> None:
        """Open an entry by place or id; its pages follow."""
        self.leave()
        self.strip.hide()
        self.note.clear()
        self.sheets.clear(say("pages-coming"))
        again = partial(self.load, name)
        self._jobs["store"] = self._store.run(
            partial(_opened, name=name), self._show, partial(self._failed, again=again)
        )

    def leave(self) -> None:
        """Forget what is under way for this entry."""
        self._stop = True
        self._store.forget(self._jobs.pop("store", 0))
        self._paper.forget(self._jobs.pop("paper", 0))

    def export_to(self, path: Path) -> None:
        """Write the PDF/A to a file."""
        if self.entry is None:
            return
        self._store.run(
            partial(lookup.export, name=self.entry.id, path=path),
            lambda _: self._did(say("exported", file=path.name)),
            partial(self._failed, again=partial(self.export_to, path)),
        )

    def print_on(self, printer: QPrinter) -> None:
        """Print all pages; the journal tells of the copy before the first."""
        if self.entry is None:
            return
        self._stop = False
        self._store.run(
            partial(places.copy_of, name=self.entry.id),
            partial(self._feed, printer),
            partial(self._failed, again=partial(self.print_on, printer)),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("toolbar")
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(12, 7, 12, 7)
        deeds: list[tuple[QPushButton, Callable[[], object]]] = [
            (self._back, self.left.emit),
            (self._export, self._ask_export),
            (self._print, self._ask_print),
            (self.attach_button, self._ask_attach),
        ]
        for button, deed in deeds:
            button.clicked.connect(lambda _, deed=deed: deed())
        layout.addWidget(self._back)
        layout.addSpacing(8)
        layout.addWidget(self.title)
        layout.addSpacing(8)
        layout.addWidget(self._at)
        layout.addStretch(1)
        layout.addWidget(self.note)
        for button in (self._export, self._print, self.attach_button):
            layout.addWidget(button)
        return bar

    def _show(self, opened: Opened) -> None:
        entry = opened.entry
        self.entry = entry
        scanned = opened.data is not None
        self.title.setText(titled(entry))
        self._export.setVisible(scanned)
        self._print.setVisible(scanned)
        self.attach_button.setVisible(not scanned)
        self._panel.setWidget(_record(entry, opened.happenings))
        if opened.data is None:
            why = entry.no_scan_reason
            self.sheets.clear(say("no-pages-why", reason=why) if why else say("no-pages"))
            self._count()
            return
        self._jobs["paper"] = self._paper.run_telling(
            partial(_rendered, data=opened.data),
            self._add,
            lambda _: self._count(),
            partial(self._failed, again=partial(self.load, entry.id)),
        )

    def _add(self, page: Page) -> None:
        self.sheets.add(page)
        self._count()

    def _count(self) -> None:
        count = self.sheets.count()
        at = self.sheets.page_in_sight()
        self._at.setText(say("pages", number=at, count=count) if count else "")

    def _ask_export(self) -> None:
        if self.entry is None:
            return
        name = f"{self.entry.place.replace('/', '-')}.pdf"
        box = QFileDialog(self, say("export"), "", say("pdf-files"))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setDefaultSuffix("pdf")
        box.selectFile(name)
        box.fileSelected.connect(lambda file: self.export_to(Path(file)))
        box.open()

    def _ask_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        box = QPrintDialog(printer, self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(
            lambda done: self.print_on(printer) if done == QDialog.DialogCode.Accepted else None
        )
        QDialog.open(box)

    def _ask_attach(self) -> None:
        if self.entry is not None:
            self.attach_wanted.emit(self.entry.place)

    def _feed(self, printer: QPrinter, data: bytes) -> None:
        self._paper.run_telling(
            lambda _, tell: feed(printer, places.printable(data), tell, lambda: self._stop),
            lambda number: self._did(say("printing", number=number)),
            self._printed,
            self._failed,
        )

    def _printed(self, count: int) -> None:
        self._did(say("printed-pages", count=count) if count > 0 else "")
        if count < 0:
            self.strip.say(say("printer-failed"))

    def _did(self, words: str) -> None:
        self.note.setText(words)

    def _failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        self.strip.tell(error, again)
        if not self.sheets.count():
            self.sheets.clear()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the desk in its new colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.sheets.viewport().update()


def titled(entry: Entry) -> str:
    """Name an entry as the clerk does."""
    when = day(entry.arrival_date)
    if entry.number is None:
        return say("entry-waiting", day=when)
    return say("entry-title", number=f"{entry.number:02}", day=when)


def _opened(office: Office, *, name: str) -> Opened:
    entry = lookup.one(office, name)
    data = places.pdf_of(office, entry.id) if entry.sha256 else None
    return Opened(entry, places.history(office, entry), data)


def _rendered(_: None, tell: Callable[[Page], None], *, data: bytes) -> None:
    for page in places.render(data):
        tell(places.reduced(page, SCREEN_WIDTH))


def _record(entry: Entry, happenings: list[Happening]) -> QWidget:
    panel = QWidget()
    panel.setObjectName("ground")
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.setSpacing(3)
    layout.addWidget(widgets.label(say("record"), "title"))
    _told(layout, say("col-state"), state(entry))
    for name in labels.FIELDS:
        if entry.fields.get(name):
            _told(layout, labels.field(name, language()), _value(entry, name))
    layout.addSpacing(18)
    layout.addWidget(widgets.label(say("history"), "title"))
    for each in happenings:
        key = f"{each.act}-act" if f"{each.act}-act" in WORDS else "other-act"
        version = f" · {say('history-version', version=each.version)}" if each.version else ""
        _told(layout, f"{moment(each.at)} · {each.by}", say(key) + version)
    layout.addStretch(1)
    return panel


def _told(layout: QVBoxLayout, name: str, value: str) -> None:
    layout.addSpacing(7)
    layout.addWidget(widgets.label(name, "quiet"))
    words: QLabel = widgets.label(value)
    words.setWordWrap(True)
    words.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    words.setAccessibleName(f"{name}: {value}")
    layout.addWidget(words)


def _value(entry: Entry, name: str) -> str:
    value = entry.fields[name]
    if name in _DAYS:
        return day(str(value))
    return "; ".join(value) if isinstance(value, list) else str(value)
