"""The form's editors: they ask the form about each key, and complete without marks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QPlainTextEdit, QWidget

from clerk_app.domain.text import nfc, search_key
from ui.intake_words import say

OnKey = Callable[[QKeyEvent], bool]
_LINES = 2  # of a long field that are seen without scrolling


class Line(QLineEdit):
    """One line of text that gives its keys away first.

    Signals:
        entered: It has the focus.
        left: It lost the focus.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, on_key: OnKey) -> None:
        super().__init__()
        self._on_key = on_key

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Ask the form first."""
        if not self._on_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 — Qt's name
        """Tell of it."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 — Qt's name
        """Tell of it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Long(QPlainTextEdit):
    """Several lines of text; Tab leaves it. Signals as `Line`'s."""

    entered = Signal()
    left = Signal()

    def __init__(self, on_key: OnKey) -> None:
        super().__init__()
        self._on_key = on_key
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 20)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Ask the form first."""
        if not self._on_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 — Qt's name
        """Tell of it."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.selectAll()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 — Qt's name
        """Tell of it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Choice(QComboBox):
    """One of a few values; the wheel over it scrolls the form instead. Signals as `Line`'s."""

    entered = Signal()
    left = Signal()

    def __init__(self, on_key: OnKey, values: Sequence[str]) -> None:
        super().__init__()
        self._on_key = on_key
        self.addItems(list(values))

    def event(self, event: QEvent) -> bool:
        """Leave the wheel to the form."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Ask the form first."""
        if not self._on_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 — Qt's name
        """Tell of it."""
        super().focusInEvent(event)
        self.entered.emit()


class Completer(QCompleter):
    """Finds `Ủy ban` by `uy ban`, anywhere in a line.

    Signals:
        taken: The line chosen.
    """

    taken = Signal(str)

    _KEY = Qt.ItemDataRole.UserRole + 1

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.setWidget(widget)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setCompletionRole(self._KEY)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(8)
        self._list = QListView()
        self._list.setObjectName("popup")
        self._list.setAccessibleName(say("completions"))
        self.setPopup(self._list)
        self.activated.connect(self._on_activated)

    def fill(self, values: Sequence[str]) -> None:
        """Take the lines to choose from, the likeliest first."""
        self._rows.clear()
        for value in values:
            item = QStandardItem(nfc(value))
            item.setData(search_key(value), self._KEY)
            self._rows.appendRow(item)

    def splitPath(self, path: str) -> list[str]:  # noqa: N802 — Qt's name
        """Compare without marks."""
        return [search_key(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802 — Qt's name
        """Give the line as it is written."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))

    def ask(self, text: str) -> None:
        """Show what contains a text; nothing when only the text itself would be shown."""
        self.setCompletionPrefix(text)
        same = self.completionCount() == 1 and self.currentCompletion() == text
        if text.strip() and self.completionCount() and not same:
            self.complete()
        else:
            self._list.hide()

    @property
    def open(self) -> bool:
        """Whether lines are shown."""
        return self._list.isVisible()

    @property
    def pointing(self) -> bool:
        """Whether one of the lines shown is chosen already."""
        return self.open and self._list.currentIndex().isValid()

    def hide(self) -> None:
        """Show no lines."""
        self._list.hide()

    def _on_activated(self, line: object) -> None:
        if isinstance(line, str):
            self.taken.emit(line)
