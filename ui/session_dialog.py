"""Asks who works: at the start, and behind the lock; all of it by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QWidget

from clerk_app.domain.people import Person
from ui import widgets
from ui.dialogs import Beside
from ui.session_words import say

_WIDE = 300


class SignInDialog(QDialog):
    """One person, one password; Enter goes on, Escape does nothing.

    Signals:
        wanted: Somebody wants to work (account, empty where no people are defined; password).
        left: The program is to be closed.
    """

    wanted = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signIn")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._people: list[Person] = []
        self._over = False
        self._title, self._lead = widgets.label("", "title"), widgets.label("", "quiet")
        self._lead.setWordWrap(True)
        self.person, self.password = QComboBox(), QLineEdit()
        self.beside = Beside()
        self.enter, self.quit = widgets.button("", "primary"), widgets.button(say("quit"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._lay_out()
        self.person.currentIndexChanged.connect(lambda _: self._chosen())
        self.enter.clicked.connect(lambda _: self._ask())
        self.quit.clicked.connect(lambda _: self.left.emit())

    def ask(self, people: Sequence[Person], user: str, *, locked: bool) -> None:
        """Show the dialog.

        Args:
            people: Who may work; none where nobody is defined.
            user: Who works now, or worked last.
            locked: The window was locked, and somebody comes back to it.
        """
        self._people, self._over = list(people), False
        self._title.setText(say("window-locked" if locked else "who-works"))
        self._lead.setText(say("window-locked-lead" if locked else "who-works-lead"))
        self.setWindowTitle(self._title.text())
        self.enter.setAccessibleName(say("unlock" if locked else "sign-in"))
        self.quit.setVisible(not locked)
        self.person.clear()
        for each in self._people:
            self.person.addItem(each.shown, each.name)
        self.person.setCurrentIndex(max(0, self.person.findData(user)))
        self.beside.say("")
        self._chosen()
        self.set_busy(False)
        self.come_forward()

    def come_forward(self) -> None:
        """Be the newest of the modal windows: what opened meanwhile would take the keys."""
        self.hide()
        self.show()
        self.raise_()
        self.activateWindow()
        first = self.password if self.password.isEnabled() else self.enter
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, sentence: str) -> None:
        """Say why it did not work."""
        self.set_busy(False)
        self.beside.say(sentence)
        self.password.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """Wait for the answer of the store."""
        self.enter.setEnabled(not busy)
        self.enter.setText(say("checking") if busy else self.enter.accessibleName())
        if busy:
            self.beside.say("")

    def leave(self) -> None:
        """Let the window be seen again."""
        self._over = True
        self.password.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Let Escape open nothing."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 — Qt's name
        """Stay until somebody signed in, unless the program ends."""
        if self._over:
            event.accept()
        else:
            event.ignore()

    def _chosen(self) -> None:
        at = self.person.currentIndex()
        needed = 0 <= at < len(self._people) and self._people[at].has_password
        self.password.clear()
        self.password.setEnabled(needed)
        self.password.setPlaceholderText("" if needed else say("password-none"))
        self.beside.say("")

    def _ask(self) -> None:
        self.set_busy(True)
        self.wanted.emit(str(self.person.currentData() or ""), self.password.text())

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(24, 20, 24, 20)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(18)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(self._title)
        form.addRow(self._lead)
        for name, field in (("person", self.person), ("password", self.password)):
            field.setMinimumWidth(_WIDE)
            field.setAccessibleName(say(name))
            form.addRow(say(name), field)
        form.addRow("", self.beside)
        foot = widgets.row()
        foot.addWidget(self.quit)
        foot.addStretch(1)
        foot.addWidget(self.enter)
        form.addRow(foot)
        self.enter.setDefault(True)
        self.quit.setAutoDefault(False)
