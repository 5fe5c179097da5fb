"""One entry: its fields, its pages, what happened to it, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QWidget,
)

from clerk_app.application import exporting, lookup, places
from clerk_app.application.exporting import Exported
from clerk_app.application.office import Office
from clerk_app.application.places import Happening
from clerk_app.domain.entry import REMOVED, Entry
from clerk_app.domain.scanning import Page
from ui import session_words, widgets
from ui.dialogs import FailureStrip
from ui.discovery_dialog import DiscoveryDialog, Hidden, hide
from ui.discovery_dialog import say as told
from ui.entry_record import record
from ui.jobs import Lane
from ui.place_words import say, titled
from ui.print_preview import SCREEN_WIDTH, Sheets, feed

_PANEL_WIDTH = 400


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry as the store gives it.

    Attributes:
        data: Its PDF/A; None without a scan.
        file_name: What the rule calls its file.
    """

    entry: Entry
    happenings: list[Happening]
    data: bytes | None
    file_name: str


class EntryView(QWidget):
    """One record with its pages.

    Signals:
        left: The clerk goes back.
        attach_wanted: This entry is to get its scan (its place or id).
        hidden: This entry was found secret: nothing of it may stay on a screen (its id).
    """

    left = Signal()
    attach_wanted = Signal(str)
    hidden = Signal(str)

    def __init__(self, store: Lane[Office], paper: Lane[None]) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.entry: Entry | None = None
        self._file_name = ""
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
        self.discover_button = widgets.button(f"{told('discover')}  {told('discover-key')}")
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
        shortcut = QShortcut(QKeySequence(told("discover-key")), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.discover)

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
            partial(exporting.to_file, name=self.entry.id, path=path),
            self._exported,
            partial(self._failed, again=partial(self.export_to, path)),
        )

    def _exported(self, done: Exported) -> None:
        files = ", ".join(each.name for each in done.files)
        source = "; ".join(map(str, done.sources))
        parts = session_words.say("exported-parts", count=len(done.files), source=source)
        self._did(say("exported", file=files) + (f" {parts}" if len(done.files) > 1 else ""))

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

    def discover(self) -> None:
        """Hide the entry at once; the dialog that follows asks who destroys it."""
        if self.entry is None or self.entry.status == REMOVED:
            return
        self.leave()
        self.sheets.clear(told("locked-pages"))
        self._panel.setWidget(QWidget())
        again = partial(self._failed, again=self.discover)
        self._store.run(partial(hide, name=self.entry.id), self._discovered, again)

    def _discovered(self, found: Hidden) -> None:
        ident = found.entry.id
        self.hidden.emit(ident)
        self.load(ident)
        dialog = DiscoveryDialog(self._store, found, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(partial(self.load, ident))
        dialog.open()

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
            (self.discover_button, self.discover),
        ]
        for button, act in deeds:
            button.clicked.connect(lambda _, act=act: act())
        layout.addWidget(self._back)
        layout.addSpacing(8)
        layout.addWidget(self.title)
        layout.addSpacing(8)
        layout.addWidget(self._at)
        layout.addStretch(1)
        layout.addWidget(self.note)
        for button in (self._export, self._print, self.attach_button, self.discover_button):
            layout.addWidget(button)
        return bar

    def _show(self, opened: Opened) -> None:
        entry = opened.entry
        self.entry, self._file_name = entry, opened.file_name
        scanned = opened.data is not None
        self.title.setText(titled(entry))
        self._export.setVisible(scanned)
        self._print.setVisible(scanned)
        self.attach_button.setVisible(not scanned and not entry.hidden)
        self.discover_button.setVisible(entry.status != REMOVED)
        self._panel.setWidget(record(entry, opened.happenings))
        if opened.data is None:
            why = entry.no_scan_reason
            words = say("no-pages-why", reason=why) if why else say("no-pages")
            self.sheets.clear(told(f"{entry.status}-pages") if entry.hidden else words)
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
        box = QFileDialog(self, say("export"), "", say("pdf-files"))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setDefaultSuffix("pdf")
        box.selectFile(self._file_name)
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


def _opened(office: Office, *, name: str) -> Opened:
    entry = lookup.one(office, name)
    lookup.viewed(office, entry)
    data = places.pdf_of(office, entry.id) if entry.sha256 else None
    file_name = exporting.proposed_name(office, entry)
    return Opened(entry, places.history(office, entry), data, file_name)


def _rendered(_: None, tell: Callable[[Page], None], *, data: bytes) -> None:
    for page in places.render(data):
        tell(places.reduced(page, SCREEN_WIDTH))
