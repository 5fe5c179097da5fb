"""The first start: the office's name, its rules, its first number, and the recovery key."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from clerk_app.application import keys, office, places
from clerk_app.application.office import Office, SetUp
from clerk_app.application.places import Standing
from clerk_app.errors import InputFault
from ui import widgets
from ui.dialogs import HIGHEST, Beside, FailureStrip, NumberField
from ui.jobs import Lane
from ui.place_words import say
from ui.settings_view import add_row, fill_profiles


class StartDialog(QDialog):
    """Asks the minimum, once; accepted when it is stored.

    Args:
        home: The folder of all data, None for the platform's own.
        key_file: What opens it, None for the keyring.
    """

    def __init__(
        self,
        store: Lane[Office],
        home: Path | None,
        key_file: Path | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("start-title"))
        self.strip = FailureStrip()
        self.office, self.parent_organ = QLineEdit(), QLineEdit()
        self.profile, self.number = QComboBox(), NumberField(1, HIGHEST)
        self.later = widgets.button(say("recovery-later"))
        self.begin = widgets.button(say("start"), "primary")
        self.quit = widgets.button(say("quit"))
        self.beside, self.beside_key = Beside(), Beside()
        self.standing: Standing | None = None
        self._file = widgets.label(say("recovery-none"), "quiet")
        self._choose = widgets.button(say("recovery-file"))
        self._sheet: Path | None = None
        self._store, self._home, self._key_file = store, home, key_file
        self.later.setCheckable(True)
        self.number.set_value(1)
        fill_profiles(self.profile)
        self._lay_out()
        self.quit.clicked.connect(lambda _: self.reject())
        self.begin.clicked.connect(lambda _: self.store())
        self._choose.clicked.connect(lambda _: self._ask_file())

    def take_file(self, path: Path) -> None:
        """Write the recovery sheet there."""
        self._sheet = path
        self._file.setText(path.name)
        self.beside_key.say("")

    def store(self) -> None:
        """Store everything; the recovery key is made last."""
        name = self.office.text().strip()
        self.beside.say("" if name else say("start-name-missing"))
        known = self._sheet is not None or self.later.isChecked()
        self.beside_key.say("" if known else say("recovery-needed"))
        if not name or not known:
            return
        wishes = SetUp(
            name,
            self.parent_organ.text(),
            str(self.profile.currentData()),
            start=self.number.value() if self.number.value() > 1 else None,
        )
        sheet = None if self.later.isChecked() else self._sheet

        def keep(opened: Office) -> Standing:
            if sheet is not None and not _recovery_made(self._home):
                keys.recovery_sheet(self._home, self._key_file, name, sheet)
            office.set_up(opened, wishes)
            return places.standing(opened)

        self.begin.setEnabled(False)
        self._store.run(keep, self._kept, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Let Escape close nothing here."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def _kept(self, standing: Standing) -> None:
        self.standing = standing
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.begin.setEnabled(True)
        if isinstance(error, InputFault) and error.code in ("file-exists", "key-inside-home"):
            self.beside_key.tell(error)
        elif isinstance(error, InputFault):
            self.beside.tell(error)
        else:
            self.strip.tell(error, self.store)

    def _ask_file(self) -> None:
        box = QFileDialog(self, say("recovery-file"), "", say("pdf-files"))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setOption(QFileDialog.Option.DontConfirmOverwrite)
        box.setDefaultSuffix("pdf")
        box.selectFile("khoa-khoi-phuc.pdf")
        box.fileSelected.connect(lambda file: self.take_file(Path(file)))
        box.open()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(22, 18, 22, 18)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(18)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(widgets.label(say("start-title"), "title"))
        form.addRow(_quiet(say("start-lead")))
        form.addRow(self.strip)
        add_row(form, "office", self.office)
        form.addRow("", self.beside)
        add_row(form, "parent", self.parent_organ)
        add_row(form, "profile", self.profile)
        add_row(form, "start-number", self.number)
        form.addRow("", _quiet(say("start-number-hint")))
        form.addRow(widgets.label(say("recovery"), "title"))
        form.addRow(_quiet(say("recovery-why")))
        line = widgets.row()
        line.addWidget(self._choose)
        line.addWidget(self.later)
        line.addWidget(self._file, 1)
        form.addRow(line)
        form.addRow(_quiet(say("recovery-warn")))
        form.addRow(self.beside_key)
        foot = widgets.row()
        foot.addWidget(self.quit)
        foot.addStretch(1)
        foot.addWidget(self.begin)
        form.addRow(foot)
        self.begin.setDefault(True)


def _recovery_made(home: Path | None) -> bool:
    """Whether an attempt before this one came so far."""
    return any(row.kind == "recovery" for row in keys.listed(home))


def _quiet(text: str) -> QWidget:
    label = widgets.label(text, "quiet")
    label.setWordWrap(True)
    return label
