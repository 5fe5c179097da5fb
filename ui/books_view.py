"""Sổ: the books and how they are kept; a part of the incoming book seen, saved and printed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from clerk_app.application import office, places, printing
from clerk_app.application.office import Office
from clerk_app.application.printing import Span, Volume
from clerk_app.domain.register import INCOMING, Series
from clerk_app.domain.scanning import Page
from ui import labels, widgets
from ui.dialogs import HIGHEST, FailureStrip, NumberField
from ui.intake_words import language
from ui.jobs import Lane
from ui.place_words import say
from ui.print_preview import SCREEN_WIDTH, Sheets, feed

PREVIEWED = 40
_COLUMNS = ("name", "year", "kept", "last", "next")


class BooksView(QWidget):
    """The books of this workstation.

    Signals:
        worked: Something long is under way (its words), or has ended (nothing).
    """

    worked = Signal(str)

    def __init__(self, store: Lane[Office], paper: Lane[None]) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.strip = FailureStrip()
        self.sheets = Sheets()
        self.table = _table()
        self.year = QComboBox()
        self.first, self.last, self.volume = _box("first-of-book"), _box("last-of-book"), _box("")
        self.note = widgets.label("", "quiet")
        self.volume.set_value(1)
        self._store, self._paper = store, paper
        self._job = 0
        self._stop = False
        self._preview = widgets.button(say("preview"), "primary")
        self._save = widgets.button(say("save-pdf"))
        self._print = widgets.button(say("print"))
        self._cancel = widgets.button(say("cancel"))
        self._able(able=False)
        self._cancel.hide()  # nothing is under way: the books are not known yet
        self.sheets.clear(say("preview-hint"))
        self._lay_out()
        self._preview.clicked.connect(lambda _: self.preview())
        self._save.clicked.connect(lambda _: self._ask_save())
        self._print.clicked.connect(lambda _: self._ask_print())
        self._cancel.clicked.connect(lambda _: self.stop())

    def refresh(self) -> None:
        """Ask the store for the books."""
        self._store.run(office.books, self._show, partial(self.strip.tell, retry=self.refresh))

    def span(self) -> Span:
        """Give the part of the book that is chosen."""
        return Span(
            int(self.year.currentData()),
            self.first.value() or None,
            self.last.value() or None,
            self.volume.value() or 1,
        )

    def preview(self) -> None:
        """Show the first pages, once the books are known; nothing is recorded."""
        if not self.year.count():
            return
        self._begin(say("preview-wait"))
        self.sheets.clear(say("preview-wait"))
        self._gather(self._show_pages, final=False, again=self.preview)

    def save_to(self, path: Path) -> None:
        """Save the part chosen as PDF; the journal tells of it."""
        self._begin(say("preview-wait"))

        span, failed = self.span(), partial(self._failed, again=partial(self.save_to, path))

        def keep(data: bytes) -> None:
            self._store.run(
                partial(printing.write_copy, span=span, path=path, data=data),
                lambda _: self._end(say("saved", file=path.name)),
                failed,
            )

        def write(gathered: Volume) -> None:
            self._paper.run(lambda _: printing.set_volume(gathered), keep, failed)

        self._gather(write, final=True, again=partial(self.save_to, path))

    def print_on(self, printer: QPrinter) -> None:
        """Print the part chosen; the journal tells of it."""
        self._begin(say("preview-wait"))

        def write(gathered: Volume) -> None:
            self._paper.run_telling(
                lambda _, tell: feed(
                    printer,
                    places.printable(printing.set_volume(gathered)),
                    tell,
                    lambda: self._stop,
                ),
                lambda number: self._tell(say("printing", number=number)),
                self._printed,
                self._failed,
            )

        self._gather(write, final=True, again=partial(self.print_on, printer))

    def stop(self) -> None:
        """Stop what is under way after the page it is at."""
        self._stop = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 — Qt's name
        """Look whether the store holds something new."""
        super().showEvent(event)
        self.refresh()

    def _gather(
        self, then: Callable[[Volume], None], *, final: bool, again: Callable[[], None]
    ) -> None:
        self._store.run(
            partial(printing.volume, span=self.span(), final=final),
            then,
            partial(self._failed, again=again),
        )

    def _show_pages(self, gathered: Volume) -> None:
        self._paper.forget(self._job)
        self._job = self._paper.run_telling(
            lambda _, tell: _shown(gathered, tell, lambda: self._stop),
            self.sheets.add,
            lambda more: self._end(_previewed(gathered.entries, more)),
            partial(self._failed, again=self.preview),
        )

    def _printed(self, count: int) -> None:
        if count < 0:
            self._end("")
            self.strip.say(say("printer-failed"))
        elif self._stop:
            self._end(say("print-stopped", number=count))
        else:
            self._end(say("printed-pages", count=count))

    def _show(self, books: list[Series]) -> None:
        self.table.setRowCount(len(books))
        for row, series in enumerate(books):
            for column, text in enumerate(told(series)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.setFixedHeight(48 + 34 * min(5, len(books)))
        years = [str(each.year) for each in reversed(books) if each.book == INCOMING]
        if [self.year.itemText(at) for at in range(self.year.count())] != years:
            self.year.clear()
            for year in years:
                self.year.addItem(year, int(year))
        if years and not self._cancel.isVisibleTo(self):
            self._able(able=True)

    def _ask_save(self) -> None:
        box = QFileDialog(self, say("save-pdf"), "", say("pdf-files"))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setDefaultSuffix("pdf")
        box.selectFile(f"so-van-ban-den-{self.year.currentText()}.pdf")
        box.fileSelected.connect(lambda file: self.save_to(Path(file)))
        box.open()

    def _ask_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        box = QPrintDialog(printer, self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(
            lambda done: self.print_on(printer) if done == QDialog.DialogCode.Accepted else None
        )
        QDialog.open(box)

    def _begin(self, words: str) -> None:
        self._stop = False
        self.strip.hide()
        self._tell(words)
        self._able(False)

    def _end(self, words: str) -> None:
        self.note.setText(words)
        self._able(True)
        self.worked.emit("")

    def _tell(self, words: str) -> None:
        self.note.setText(words)
        self.worked.emit(words)

    def _able(self, able: bool) -> None:
        for button in (self._preview, self._save, self._print):
            button.setEnabled(able)
        self._cancel.setVisible(not able)

    def _failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        self._end("")
        if not self.sheets.count():
            self.sheets.clear(say("preview-hint"))
        self.strip.tell(error, again)

    def _lay_out(self) -> None:
        head = widgets.column(margin=16, gap=10)
        head.addWidget(widgets.label(say("books"), "title"))
        head.addWidget(self.table)
        head.addWidget(widgets.label(say("print-book"), "title"))
        line = widgets.row()
        named = {"year": self.year, "from-number": self.first, "to-number": self.last}
        for name, field in {**named, "volume": self.volume}.items():
            _label(line.addWidget, say(name), field)
        line.addSpacing(8)
        for button in (self._preview, self._save, self._print, self._cancel):
            line.addWidget(button)
        line.addStretch(1)
        head.addLayout(line)
        head.addWidget(self.note)
        head.addWidget(self.strip)
        layout = widgets.column()
        layout.addLayout(head)
        layout.addWidget(self.sheets, 1)
        self.setLayout(layout)


def told(series: Series) -> tuple[str, ...]:
    """Give a book's line in words."""
    lang = language()
    return (
        labels.word(series.book, lang),
        str(series.year),
        labels.word(series.kept.value, lang),
        "–" if series.untouched else f"{series.last:02}",
        f"{series.next_number:02}",
    )


def _shown(gathered: Volume, tell: Callable[[Page], None], stopped: Callable[[], bool]) -> bool:
    """Tell of the first pages; give whether there are more."""
    for number, page in enumerate(places.render(printing.set_volume(gathered))):
        if number == PREVIEWED or stopped():
            return True
        tell(places.reduced(page, SCREEN_WIDTH))
    return False


def _previewed(entries: int, more: bool) -> str:
    tail = say("preview-more", count=PREVIEWED) if more else say("preview-note")
    return f"{say('preview-lines', count=entries)} · {tail}"


def _box(empty: str) -> NumberField:
    box = NumberField(1, HIGHEST, say(empty) if empty else "")
    box.setFixedWidth(96)
    return box


def _label(add: Callable[[QWidget], object], name: str, field: QWidget) -> None:
    field.setAccessibleName(name)
    add(QLabel(name))
    add(field)


def _table() -> QTableWidget:
    table = QTableWidget(0, len(_COLUMNS))
    table.setHorizontalHeaderLabels([say(f"book-col-{name}") for name in _COLUMNS])
    table.setAccessibleName(say("books"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(34)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column, width in ((1, 90), (2, 240), (3, 110), (4, 130)):
        table.setColumnWidth(column, width)
    return table
