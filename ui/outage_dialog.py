"""The notice of an outage: five points, three of them typed, written as PDF."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from clerk_app.application import duties
from clerk_app.application.office import Office
from clerk_app.domain.clock import now, screen_date
from clerk_app.domain.outage import ENTERING, INTERIM, Outage, parse_moment
from clerk_app.domain.rule import Source
from clerk_app.errors import InputFault
from ui import widgets
from ui.dialogs import Beside, FailureStrip
from ui.jobs import Lane
from ui.place_words import say as say_place
from ui.session_words import say

_WIDE = 520
_HIGH = 76


class OutageDialog(QDialog):
    """Asks what happened; what is usually done until and after stands there already.

    Signals:
        written: The notice lies in a file (its path).
    """

    written = Signal(object)

    def __init__(self, store: Lane[Office], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        moment = now()
        self.what, self.interim, self.entering = (QPlainTextEdit() for _ in range(3))
        self.since = QLineEdit(f"{screen_date(moment.date())} {moment:%H:%M}")
        self.until = QLineEdit(placeholderText=say("outage-unknown"))
        self.beside, self.strip = Beside(), FailureStrip()
        self._lead = widgets.label(say("outage-lead"), "quiet")
        self.print = widgets.button(say("outage-print"), "primary")
        self.cancel = widgets.button(say("cancel"))
        self.interim.setPlainText(INTERIM)
        self.entering.setPlainText(ENTERING)
        self.setWindowTitle(say("outage-title"))
        self._lay_out()
        self.print.clicked.connect(lambda _: self._ask_file())
        self.cancel.clicked.connect(lambda _: self.reject())
        store.run(duties.outage_sources, self._tell_rule, self.strip.tell)

    def outage(self) -> Outage:
        """Give what was typed.

        Raises:
            InputFault: `moment-form`, and as `Outage.check`.
        """
        moment, until = now(), self.until.text().strip()
        typed = Outage(
            self.what.toPlainText(),
            parse_moment(self.since.text(), moment),
            parse_moment(until, moment) if until else None,
            self.interim.toPlainText(),
            self.entering.toPlainText(),
        )
        typed.check()
        return typed

    def write_to(self, path: Path) -> None:
        """Write the notice into a file."""
        try:
            outage = self.outage()
        except InputFault as error:
            self.beside.tell(error)
            return
        self.print.setEnabled(False)
        self._store.run(
            partial(duties.print_notice, outage=outage, path=path),
            lambda _: self._done(path),
            partial(self._failed, path=path),
        )

    def _tell_rule(self, sources: tuple[Source, ...]) -> None:
        source = "; ".join(map(str, sources))
        self._lead.setText(f"{say('outage-lead')} ({source})" if source else say("outage-lead"))

    def _done(self, path: Path) -> None:
        self.written.emit(path)
        self.accept()

    def _failed(self, error: Exception, *, path: Path) -> None:
        self.print.setEnabled(True)
        if isinstance(error, InputFault):
            self.beside.tell(error)
        else:
            self.strip.tell(error, partial(self.write_to, path))

    def _ask_file(self) -> None:
        try:
            self.outage()
        except InputFault as error:
            self.beside.tell(error)
            return
        self.beside.say("")
        box = QFileDialog(self, say("outage-print"), "", say_place("pdf-files"))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setDefaultSuffix("pdf")
        box.selectFile(f"ThongBaoSuCo{now():%Y%m%d}.pdf")
        box.fileSelected.connect(lambda file: self.write_to(Path(file)))
        box.open()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(22, 18, 22, 18)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(18)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(widgets.label(say("outage-title"), "title"))
        self._lead.setWordWrap(True)
        form.addRow(self._lead)
        form.addRow(self.strip)
        named: dict[str, QLineEdit | QPlainTextEdit] = {
            "outage-what": self.what,
            "outage-from": self.since,
            "outage-until": self.until,
            "outage-interim": self.interim,
            "outage-entering": self.entering,
        }
        for name, field in named.items():
            field.setAccessibleName(say(name))
            field.setFixedWidth(_WIDE)
            if isinstance(field, QPlainTextEdit):
                field.setTabChangesFocus(True)
                field.setFixedHeight(_HIGH)
            form.addRow(say(name), field)
        form.addRow("", self.beside)
        foot = widgets.row()
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        foot.addWidget(self.print)
        form.addRow(foot)
        self.cancel.setAutoDefault(False)
