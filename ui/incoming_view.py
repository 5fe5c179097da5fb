"""Văn bản đến: the incoming book as a table, found by typing with or without marks."""

from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from clerk_app.application import lookup, office
from clerk_app.application.office import Office
from clerk_app.domain.entry import Entry
from clerk_app.domain.register import INCOMING
from ui import widgets
from ui.dialogs import FailureStrip
from ui.entry_view import EntryView
from ui.jobs import Lane
from ui.place_words import cell, say

IDLE_MS = 150
FIRST = 200
_NONE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("number", "arrival", "organ", "code", "issued", "subject", "to", "state")
_WIDTHS = (78, 112, 244, 132, 112, 0, 160, 164)
_SUBJECT = COLUMNS.index("subject")


class Entries(QAbstractTableModel):
    """The entries found; more are asked for when the end comes into sight.

    Signals:
        wanted: More entries are wanted.
    """

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Entry] = []
        self.more = False

    def show_rows(self, rows: list[Entry], more: bool) -> None:
        """Show what was found; rows that stay are not drawn anew."""
        self.more = more
        known = len(self.rows)
        if known and rows[:known] == self.rows:
            if len(rows) > known:
                self.beginInsertRows(_NONE, known, len(rows) - 1)
                self.rows = rows
                self.endInsertRows()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:  # noqa: N802 — Qt's name
        """Count what is shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NONE) -> int:  # noqa: N802 — Qt's name
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell's words."""
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or role not in wanted:
            return None
        return cell(self.rows[index.row()], COLUMNS[index.column()])

    def headerData(  # noqa: N802 — Qt's name
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give a column's name."""
        if role == Qt.ItemDataRole.DisplayRole and way == Qt.Orientation.Horizontal:
            return say(f"col-{COLUMNS[section]}")
        return None

    def canFetchMore(self, parent: _Index) -> bool:  # noqa: N802 — Qt's name
        """Tell whether the store has more."""
        return self.more and not parent.isValid()

    def fetchMore(self, parent: _Index) -> None:  # noqa: N802, ARG002 — Qt's name and argument
        """Ask for more; they come when the store has them."""
        self.more = False
        self.wanted.emit()


class IncomingView(QStackedWidget):
    """The table and, above it when one is opened, an entry.

    Args:
        store: Where entries are looked up.
        paper: Where pages are made.
        searching: All years at once, the box first: the place Tra cứu.

    Signals:
        attach_wanted: An entry's scan is to be made (its place or id).
    """

    attach_wanted = Signal(str)

    def __init__(self, store: Lane[Office], paper: Lane[None], *, searching: bool = False) -> None:
        super().__init__()
        self.strip = FailureStrip()
        self.model = Entries()
        self.table = _table(self.model)
        self.box = QLineEdit(placeholderText=say("find"), clearButtonEnabled=True)
        self.box.setAccessibleName(say("find-name"))
        self.years = QComboBox()
        self.years.setAccessibleName(say("year"))
        self.years.addItem(say("all-years"), None)
        self.summary = widgets.label(say("finding"), "quiet")
        self.entry = EntryView(store, paper)
        self._store = store
        self._job = 0
        self._limit = FIRST
        self.idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._list = self._page(say("search" if searching else "incoming"))
        self.addWidget(self._list)
        self.addWidget(self.entry)
        self.setFocusProxy(self.box)
        self._connect()

    def refresh(self) -> None:
        """Ask the store again."""
        words, year = self.box.text(), self.years.currentData()
        self._store.forget(self._job)
        self.summary.setText(say("finding"))
        self._job = self._store.run(
            partial(_found, year=year, words=words, limit=self._limit), self._show, self._failed
        )

    def open_entry(self, name: str) -> None:
        """Open one entry by place or id."""
        self.entry.load(name)
        self.setCurrentWidget(self.entry)
        self.entry.setFocus()

    def close_entry(self) -> None:
        """Go back to the table."""
        self.entry.leave()
        self.setCurrentWidget(self._list)
        self.table.setFocus()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 — Qt's name
        """Look whether the store holds something new."""
        super().showEvent(event)
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 — Qt's name
        """Let the arrow go from the box to the table."""
        pressed = event.key() if isinstance(event, QKeyEvent) else None
        down = pressed in (Qt.Key.Key_Down, Qt.Key.Key_Return)
        if down and event.type() == QEvent.Type.KeyPress and self.model.rows:
            self.table.setFocus()
            self.table.selectRow(max(0, self.table.currentIndex().row()))
            return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.box.installEventFilter(self)
        self.box.textChanged.connect(lambda _: self.idle.start())
        self.years.currentIndexChanged.connect(lambda _: self._anew())
        self.idle.timeout.connect(self._anew)
        self.model.wanted.connect(self._longer)
        self.table.activated.connect(self._open_at)
        self.entry.left.connect(self.close_entry)
        self.entry.attach_wanted.connect(self.attach_wanted)

    def _page(self, title: str) -> QWidget:
        page, layout, head = QWidget(), QVBoxLayout(), QHBoxLayout()
        page.setObjectName("ground")
        self.box.setMinimumWidth(360)
        head.addWidget(widgets.label(title, "title"))
        head.addSpacing(12)
        head.addWidget(self.box, 1)
        head.addWidget(self.years)
        head.addSpacing(8)
        head.addWidget(self.summary)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.strip)
        layout.addWidget(self.table, 1)
        page.setLayout(layout)
        return page

    def _anew(self) -> None:
        self._limit = FIRST
        self.refresh()

    def _longer(self) -> None:
        self._limit = 2 * self._limit + 1
        self.refresh()

    def _show(self, found: tuple[list[Entry], bool, list[int]]) -> None:
        rows, more, years = found
        self.strip.hide()
        self._offer(years)
        self.model.show_rows(rows, more)
        if rows:
            self.summary.setText(say("listed-more" if more else "listed", count=len(rows)))
        else:
            self.summary.setText(say("none-found" if self.box.text().strip() else "none-yet"))

    def _failed(self, error: Exception) -> None:
        self.summary.setText("")
        self.strip.tell(error, self.refresh)

    def _offer(self, years: list[int]) -> None:
        for year in years:
            if self.years.findData(year) < 0:
                self.years.addItem(str(year), year)

    def _open_at(self, index: QModelIndex) -> None:
        if index.isValid():
            self.open_entry(self.model.rows[index.row()].id)


def _found(
    opened: Office, *, year: int | None, words: str, limit: int
) -> tuple[list[Entry], bool, list[int]]:
    rows = lookup.listed(opened, INCOMING, year, words, limit + 1)
    years = sorted(each.year for each in office.books(opened) if each.book == INCOMING)
    return rows[:limit], len(rows) > limit, years[::-1]


def _table(model: Entries) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(say("incoming"))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(34)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in enumerate(_WIDTHS):
        if column == _SUBJECT:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        else:
            table.setColumnWidth(column, width)
    return table
