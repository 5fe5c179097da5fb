"""The day's duties: a quiet strip in the status bar, and the list behind it."""

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from clerk_app.application import duties
from clerk_app.application.office import Office
from clerk_app.domain.duty import Reminder
from clerk_app.domain.office_rules import DutyKind
from ui.intake_words import language
from ui.jobs import Lane
from ui.session_words import reminder, say

_LOOK_MS = 60_000
_ACTS = {DutyKind.SIGN_IN: "sign-in", DutyKind.SIGN_OUT: "sign-out"}


class DutyBar(QPushButton):
    """Says the duty that is due longest; hidden while none is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.setAutoDefault(False)
        self.hide()

    def tell(self, due: list[Reminder]) -> None:
        """Show what is due."""
        self.setVisible(bool(due))
        if not due:
            return
        words = reminder(due[0], language())
        many = len(due) - 1
        text = say("due-more", words=words, count=many) if many else say("due-strip", words=words)
        self.setText(text)
        self.setAccessibleName(text)
        rules = [f"{getattr(each.duty.text, language())}\n{sources(each)}" for each in due]
        self.setToolTip("\n\n".join(rules))
        self.setAccessibleDescription(self.toolTip())


class Duties(QObject):
    """Asks the store what is due, once a minute, and notes what the clerk has done.

    Signals:
        acted: A duty is done by an act of the window's own (`sign-in`, `sign-out`).
        failed: The store could not be asked (an exception).
    """

    acted = Signal(str)
    failed = Signal(object)

    def __init__(self, store: Lane[Office], bar: DutyBar) -> None:
        super().__init__()
        self._store = store
        self._bar = bar
        self.due: list[Reminder] = []
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._bar.clicked.connect(lambda _: self.open_list())

    def begin(self) -> None:
        """Look now and from now on."""
        self.look()
        self._timer.start()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Ask the store what is due."""
        self._store.run(duties.reminders, self._show, self.failed.emit)

    def open_list(self) -> QMenu | None:
        """List what is due with its source; choosing one says that it is done."""
        if not self.due:
            return None
        menu = QMenu(self._bar)
        menu.setAccessibleName(say("duties"))
        menu.aboutToHide.connect(menu.deleteLater)
        for each in self.due:
            act = _ACTS.get(each.duty.kind)
            words = reminder(each, language())
            action = menu.addAction(say(act) if act else say("due-done", words=words))
            action.triggered.connect(lambda _, each=each: self.do(each))
            told = menu.addAction(sources(each))
            told.setEnabled(False)
        menu.popup(self._bar.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.setActiveAction(menu.actions()[0])
        return menu

    def do(self, each: Reminder) -> None:
        """Note a duty as done; signing in and out are acts of their own."""
        if each.duty.kind in _ACTS:
            self.acted.emit(_ACTS[each.duty.kind])
            return
        self._store.run(lambda office: duties.do(office, each), self._show, self.failed.emit)

    def _show(self, due: list[Reminder]) -> None:
        self.due = due
        self._bar.tell(due)


def sources(each: Reminder) -> str:
    """Say where a duty's rule stands."""
    return "; ".join(map(str, each.duty.sources))
