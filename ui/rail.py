"""The rail on the left: a button for each place, icon above words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from ui.place_words import say
from ui.theme import picture

WIDTH = 98
_ICON = 22
_DENSITIES = (1.0, 2.0, 3.0)
PLACES_SHEET = """
#railButton {{ border: none; border-radius: 8px; font-size: 12px; color: {quiet};
  padding: 8px 0 4px 0; }}
#railButton:hover {{ background: {ground}; }}
#railButton:checked {{ background: {accent_ground}; color: {accent}; font-weight: bold; }}
#railButton:focus {{ border: 2px solid {accent}; padding: 6px 0 2px 0; }}
#railButton:disabled {{ color: {faint}; }}
#status {{ background: {panel}; border-top: 1px solid {line}; }}
#status::item {{ border: none; }}
#status QLabel {{ color: {quiet}; font-size: 12px; padding: 4px 0; }}
#failureStrip {{ background: {bad_ground}; border: 1px solid {bad}; border-radius: 6px; }}
#failureStrip QLabel {{ color: {bad}; }}
#beside {{ color: {bad}; font-size: 12px; }}
QTableView {{ background: {panel}; alternate-background-color: {ground}; border: 1px solid {line};
  border-radius: 8px; selection-background-color: {accent_ground}; selection-color: {text};
  outline: none; }}
QTableView::item {{ padding: 0 8px; border: none; }}
QTableView::item:selected {{ background: {accent_ground}; color: {text}; }}
QHeaderView {{ background: {panel}; border: none; }}
QHeaderView::section {{ background: {panel}; color: {quiet}; border: none;
  border-bottom: 1px solid {line}; padding: 7px 8px 7px 11px; font-size: 12px; }}
#palette QListWidget {{ background: {panel}; border: 1px solid {line}; border-radius: 8px;
  outline: none; }}
#palette QListWidget::item {{ padding: 8px 10px; }}
#palette QListWidget::item:selected {{ background: {accent_ground}; color: {text}; }}
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the window.

    Attributes:
        name: What the program calls it, and the key of its word.
        key: Opens it together with Alt.
        later: It comes with a later version.
        apart: It stands at the rail's foot.
    """

    name: str
    key: str
    later: bool = False
    apart: bool = False


PLACES = (
    Place("intake", "1"),
    Place("incoming", "2"),
    Place("outgoing", "3", later=True),
    Place("arrivals", "4", later=True),
    Place("books", "5"),
    Place("search", "6"),
    Place("sync", "7", later=True),
    Place("settings", "0", apart=True),
)


class RailButton(QToolButton):
    """One place on the rail; its icon takes the colour of its words."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        word = say(place.name)
        self.setObjectName("railButton")
        self.setText(word)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setFixedSize(WIDTH - 14, 58)
        self.setEnabled(not place.later)
        told = say("later" if place.later else "place-key", place=word, number=place.key)
        self.setToolTip(told)
        self.setAccessibleName(word)
        self.setAccessibleDescription(told)
        self._paint()

    def _paint(self) -> None:
        name, icon = self.place.name, QIcon()
        normal, off, on = QIcon.Mode.Normal, QIcon.State.Off, QIcon.State.On
        for ratio in _DENSITIES:
            icon.addPixmap(picture(name, "quiet", _ICON, ratio), normal, off)
            icon.addPixmap(picture(name, "accent", _ICON, ratio), normal, on)
        self.setIcon(icon)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the icon again when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint()


class Rail(QFrame):
    """All places, one of them chosen.

    Signals:
        chosen: The clerk wants a place (its name).
    """

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place] = PLACES) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(say("places"))
        self._buttons = {place.name: RailButton(place) for place in places}
        group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(7, 11, 7, 11)
        layout.setSpacing(3)
        for place in sorted(places, key=lambda each: each.apart):
            if place.apart:
                layout.addStretch(1)
            button = self._buttons[place.name]
            group.addButton(button)
            layout.addWidget(button)
            button.clicked.connect(lambda _, name=place.name: self.chosen.emit(name))

    def mark(self, name: str) -> None:
        """Show which place is open."""
        self._buttons[name].setChecked(True)

    def button(self, name: str) -> RailButton:
        """Give a place's button."""
        return self._buttons[name]
