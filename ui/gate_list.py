"""What the gate excluded and what was ruled, as a list for the inspector; seen, saved, printed."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from clerk_app.application import exclusions
from clerk_app.application.exclusions import Line
from clerk_app.application.office import Office
from clerk_app.domain.clock import now
from ui import widgets
from ui.dialogs import FailureStrip
from ui.gate_words import say
from ui.intake_words import language
from ui.jobs import Lane
from ui.question import Question

_COLUMNS = ("at", "by", "what", "category", "level", "pages", "kept", "reason", "second")
_WIDTHS = (130, 90, 190, 200, 90, 50, 90, 220, 110)
_YEARS = 10

Shown = tuple[list[Line], dict[str, str]]


class GateList(Question):
    """The list of one year; nothing in it can be changed."""

    def __init__(self, store: Lane[Office], parent: QWidget | None = None) -> None:
        self._lang = language()
        super().__init__(say("gate-list", self._lang), parent)
        self._store = store
        self._lines: list[Line] = []
        self.setMinimumSize(1180, 560)
        self.tell(say("gate-list-told", self._lang), "quiet")
        self.year = self._years()
        line = widgets.row()
        line.addWidget(widgets.label(say("gate-list-year", self._lang)))
        line.addWidget(self.year)
        line.addStretch(1)
        self.inside.addLayout(line)
        self.table = self._table()
        self.inside.addWidget(self.table, 1)
        self.note = self.tell("", "quiet")
        self.strip = FailureStrip()
        self.inside.addWidget(self.strip)
        key = Qt.Key
        self.offer(say("close", self._lang), key.Key_Escape, self.reject)
        self.gap()
        self.offer(say("gate-list-save", self._lang), key.Key_F9, self._ask_save, "primary")
        self.close_up()
        self.refresh()

    def refresh(self) -> None:
        """Ask the store for the year's lines."""
        gather = partial(_gather, int(self.year.currentData()))
        self._store.run(gather, self._show, self.strip.tell)

    def save_to(self, path: Path) -> None:
        """Write the list into a `.csv` or a `.pdf`, from where it is printed."""
        year, lines = int(self.year.currentData()), list(self._lines)
        self._store.run(
            lambda office: exclusions.save(office, lines, year, path),
            lambda _: self.note.setText(say("gate-list-saved", self._lang, file=path)),
            partial(self.strip.tell, retry=partial(self.save_to, path)),
        )

    def _show(self, found: Shown) -> None:
        self._lines, labels = found
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            for column, text in enumerate(_texts(line, labels, self._lang)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        year = self.year.currentData()
        empty = say("gate-list-empty", self._lang, year=year)
        self.note.setText("" if self._lines else empty)

    def _ask_save(self) -> None:
        box = QFileDialog(self, say("gate-list-save", self._lang), "", "PDF (*.pdf);;CSV (*.csv)")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setDefaultSuffix("pdf")
        box.selectFile(f"loai-tru-{self.year.currentData()}.pdf")
        box.fileSelected.connect(lambda file: self.save_to(Path(file)))
        box.open()

    def _years(self) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(say("gate-list-year", self._lang))
        this = now().year
        for year in range(this, this - _YEARS, -1):
            made.addItem(str(year), year)
        made.activated.connect(lambda _: self.refresh())
        return made

    def _table(self) -> QTableWidget:
        made = QTableWidget(0, len(_COLUMNS))
        made.setHorizontalHeaderLabels([say(f"col-{name}", self._lang) for name in _COLUMNS])
        made.setAccessibleName(say("gate-list", self._lang))
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setShowGrid(False)
        made.setTabKeyNavigation(False)
        made.verticalHeader().hide()
        header = made.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            made.setColumnWidth(column, width)
        header.setSectionResizeMode(_COLUMNS.index("reason"), QHeaderView.ResizeMode.Stretch)
        return made


def _gather(year: int, office: Office) -> Shown:
    lang = language()
    labels = {each.id: str(getattr(each.label, lang)) for each in office.profile.categories}
    return exclusions.listed(office, year), labels


def _texts(line: Line, labels: dict[str, str], lang: str) -> tuple[str, ...]:
    at = line.at[:16].replace("T", " ")
    category = labels.get(line.category or "", line.category or "")
    return (
        at,
        line.by,
        say(f"act-{line.act}", lang),
        category,
        line.level or "",
        str(line.pages),
        str(line.kept) if line.kept else "",
        line.reason or "",
        line.second or "",
    )
