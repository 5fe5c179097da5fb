"""A secret document was found: it is hidden already; who destroys it, why, and where it may be."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from clerk_app.application import purge
from clerk_app.application.office import Office
from clerk_app.application.purge import Purged, Second
from clerk_app.domain.discovery import NAME_LENGTH, REASON_LENGTH, PlaceState
from clerk_app.domain.entry import Entry
from clerk_app.domain.people import Person
from ui import widgets
from ui.dialogs import Beside, told
from ui.discovery_words import say as words
from ui.discovery_words import where
from ui.intake_words import language
from ui.jobs import Lane

_WIDTH = 620
_SETTLED = (PlaceState.REMOVED, PlaceState.REWRITTEN)


def say(key: str, **values: str | int) -> str:
    """Give a word in the language on screen."""
    return words(key, language(), **values)


@dataclass(frozen=True, slots=True)
class Hidden:
    """An entry that was locked, and what the dialog needs to go on.

    Attributes:
        leaders: Who can be the second person; empty where she is only named.
        knows_people: The second person has an account and signs with it.
        source: Where the duty stands; may be empty.
    """

    entry: Entry
    leaders: list[Person]
    knows_people: bool
    source: str


def hide(office: Office, *, name: str) -> Hidden:
    """Lock an entry; runs in the store lane."""
    entry = purge.lock(office, name)
    source = "; ".join(purge.sources(office))
    return Hidden(entry, purge.leaders(office), purge.knows_people(office), source)


class DiscoveryDialog(QDialog):
    """Asks for the reason and the second person; nothing is destroyed by Enter.

    Signals:
        changed: The entry was destroyed, or is shown again.
    """

    changed = Signal()

    def __init__(self, store: Lane[Office], hidden: Hidden, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._hidden = store, hidden
        self.report: Path | None = None
        self.setWindowTitle(say("title"))
        self.setMinimumWidth(_WIDTH)
        self.reason = QLineEdit(maxLength=REASON_LENGTH, placeholderText=say("reason-hint"))
        self.leader = QComboBox()
        self.named = QLineEdit(maxLength=NAME_LENGTH, placeholderText=say("second-hint"))
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.beside = Beside()
        self.where = widgets.label(say("no-report"), "quiet")
        self.choose = widgets.button(say("choose"))
        self.release = widgets.button(say("not-secret"))
        self.later = widgets.button(say("later"))
        self.destroy_button = widgets.button(say("destroy"), "primary")
        self._asked = QWidget()
        self._layout = _column(self)
        self._layout.addWidget(self._asked)
        self._lay_out()
        self.choose.clicked.connect(lambda _: self._ask_report())
        self.release.clicked.connect(lambda _: self._release())
        self.later.clicked.connect(lambda _: self.reject())
        self.destroy_button.clicked.connect(lambda _: self._destroy())
        self.reason.setFocus()

    @property
    def second(self) -> Second:
        """Who is to give the second word."""
        if self._hidden.knows_people:
            return Second(str(self.leader.currentData() or ""), self.password.text())
        return Second(self.named.text().strip())

    def report_to(self, path: Path) -> None:
        """Choose where the report goes."""
        self.report = path
        self.where.setText(path.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Enter does nothing but on a button that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Stay open while copies are being destroyed."""
        if self.later.isEnabled():
            super().reject()

    def _lay_out(self) -> None:
        layout = _column(self._asked)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(widgets.label(say("title"), "title"))
        layout.addWidget(_line(say("hidden-now", entry=self._hidden.entry.place)))
        layout.addWidget(_line(say("duty")))
        if self._hidden.source:
            layout.addWidget(_line(say("source", source=self._hidden.source), "quiet"))
        form = QFormLayout()
        form.setSpacing(10)
        _row(form, say("reason"), self.reason)
        if self._hidden.knows_people:
            for person in self._hidden.leaders:
                self.leader.addItem(person.shown, person.name)
            self.leader.setCurrentIndex(-1)
            _row(form, say("second"), self.leader)
            _row(form, say("second-password"), self.password)
        else:
            _row(form, say("second"), self.named)
        place = QHBoxLayout()
        place.addWidget(self.choose)
        place.addWidget(self.where, 1)
        form.addRow(say("report"), place)
        layout.addLayout(form)
        layout.addWidget(self.beside)
        row = QHBoxLayout()
        row.addWidget(self.release)
        row.addStretch(1)
        for button in (self.later, self.destroy_button):
            row.addWidget(button)
        for button in (self.choose, self.release, self.later, self.destroy_button):
            button.setAutoDefault(False)
        layout.addLayout(row)

    def _ask_report(self) -> None:
        box = QFileDialog(self, say("report"), "", "PDF (*.pdf)")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setDefaultSuffix("pdf")
        box.selectFile(f"go-bo-{self._hidden.entry.place.replace('/', '-')}.pdf")
        box.fileSelected.connect(lambda file: self.report_to(Path(file)))
        box.open()

    def _destroy(self) -> None:
        if self.report is None:
            self.beside.say(say("report-missing"))
            return
        self._able(False)
        self.beside.say(say("destroying"))
        work = partial(
            _destroyed,
            name=self._hidden.entry.id,
            reason=self.reason.text(),
            second=self.second,
            report=self.report,
        )
        self._store.run(work, self._gone, self._failed)

    def _release(self) -> None:
        self._able(False)
        work = partial(purge.release, name=self._hidden.entry.id, second=self.second)
        self._store.run(work, lambda _: self._released(), self._failed)

    def _released(self) -> None:
        self._able(True)
        self.changed.emit()
        self.accept()

    def _gone(self, done: Purged) -> None:
        """Tell what is still to be done by people, in place of the questions."""
        self._able(True)
        self.changed.emit()
        self._asked.hide()
        self._asked.deleteLater()
        lines = [say("gone", entry=done.entry.place, report=self.where.text())]
        if done.many:
            lines.append(say("many", count=done.today))
        open_places = [each for each in done.stone.places if each.state not in _SETTLED]
        lines.append(say("still") if open_places else say("nothing-left"))
        lines += [f"· {where(each, language())}" for each in open_places]
        self._layout.addWidget(widgets.label(say("title"), "title"))
        for line in lines:
            self._layout.addWidget(_line(line))
        close = widgets.button(say("done"), "primary")
        close.clicked.connect(lambda _: self.accept())
        self._layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()
        self.adjustSize()

    def _failed(self, error: Exception) -> None:
        self._able(True)
        self.password.clear()
        self.beside.say(told(error))

    def _able(self, able: bool) -> None:
        for button in (self.choose, self.release, self.later, self.destroy_button):
            button.setEnabled(able)


def _destroyed(office: Office, *, name: str, reason: str, second: Second, report: Path) -> Purged:
    purge.check_report(office, report)
    done = purge.purge(office, name, reason, second)
    purge.write_report(office, done, report)
    return done


def _column(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(widget)
    made.setContentsMargins(20, 18, 20, 18)
    made.setSpacing(12)
    return made


def _line(text: str, role: str = "") -> QLabel:
    made = widgets.label(text, role)
    made.setWordWrap(True)
    return made


def _row(form: QFormLayout, name: str, field: QWidget) -> None:
    field.setAccessibleName(name)
    form.addRow(name, field)
