"""A dialog that habit cannot answer: nothing is preselected and Enter does nothing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import widgets

WIDE, MARGIN = 600, 20


class Question(QDialog):
    """Says what there is to know and offers acts, each with a key of its own.

    Escape and the window's own cross close it: the harmless answer.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDE)
        self._keys: dict[int, QPushButton] = {}
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self.inside.setSpacing(10)
        self.inside.addWidget(widgets.label(title, "title"))
        self._row = widgets.row()

    def tell(self, text: str, role: str = "") -> QLabel:
        """Add a paragraph."""
        made = widgets.label(text, role)
        made.setWordWrap(True)
        self.inside.addWidget(made)
        return made

    def offer(
        self, words: str, key: Qt.Key, act: Callable[[], None], role: str = ""
    ) -> QPushButton:
        """Add a button and the key that presses it."""
        made = widgets.button(words, role)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _: act())
        self._keys[key] = made
        self._row.addWidget(made)
        return made

    def close_up(self) -> None:
        """Put the buttons under everything else; none of them has the focus."""
        self.inside.addLayout(self._row)
        self.setFocus()

    def gap(self) -> None:
        """Set the buttons that follow apart from those before."""
        self._row.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Press a button by its key; Enter does nothing."""
        button = self._keys.get(event.key())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        elif button is not None:
            if button.isVisible():
                button.click()
        else:
            super().keyPressEvent(event)
