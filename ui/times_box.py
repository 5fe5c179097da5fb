"""The office's times in the settings: its hours, its days off, when the window locks itself."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from clerk_app.application import office, places
from clerk_app.application.office import Office, SetUp
from clerk_app.application.places import Standing
from clerk_app.errors import InputFault
from ui import widgets
from ui.dialogs import Beside, NumberField
from ui.jobs import Lane
from ui.session_words import say


class TimesBox(QWidget):
    """Three fields and their button.

    Signals:
        saved: They are stored (`Standing`).
        failed: The store could not be asked (an exception).
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, store: Lane[Office]) -> None:
        super().__init__()
        self._store = store
        self.hours, self.days_off = QLineEdit(), QLineEdit()
        self.idle = NumberField(0, office.LONGEST_IDLE)
        self.beside = Beside()
        self.save_button = widgets.button(say("times-save"))
        self.save_button.clicked.connect(lambda _: self.save())
        layout = widgets.column(gap=6)
        layout.addWidget(widgets.label(say("times"), "title"))
        rows: tuple[tuple[str, str, QLineEdit], ...] = (
            ("hours", "hours-hint", self.hours),
            ("days-off", "days-off-hint", self.days_off),
            ("idle-minutes", "idle-hint", self.idle),
        )
        for name, hint, field in rows:
            field.setAccessibleName(say(name))
            told = widgets.label(say(hint), "quiet")
            told.setWordWrap(True)
            for part in (widgets.label(say(name)), field, told):
                layout.addWidget(part)
        layout.addWidget(self.beside)
        layout.addWidget(self.save_button)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Ask the store."""
        self._store.run(office.times, self._show, self.failed.emit)

    def save(self) -> None:
        """Store what stands here."""
        wishes = SetUp(
            hours=self.hours.text(), days_off=self.days_off.text(), idle_minutes=self.idle.value()
        )
        self.beside.say("")
        self._store.run(partial(_kept, wishes=wishes), self._kept, self._refused)

    def _show(self, times: tuple[str, str, int]) -> None:
        hours, days_off, idle = times
        self.hours.setText(hours)
        self.days_off.setText(days_off)
        self.idle.set_value(idle)

    def _kept(self, standing: Standing) -> None:
        self.refresh()
        self.beside.say("")
        self.saved.emit(standing)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, InputFault):
            self.beside.tell(error)
        else:
            self.failed.emit(error)


def _kept(opened: Office, *, wishes: SetUp) -> Standing:
    office.set_up(opened, wishes)
    return places.standing(opened)
