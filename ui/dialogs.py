"""How failures are told: beside the field, in a strip, or with the rule; and small questions."""

import json
from collections.abc import Callable
from importlib.resources import files

from PySide6.QtCore import QObject, Qt, QTranslator
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from clerk_app.errors import ClerkError, InputFault, MachineFault, Refused
from ui import failures
from ui.intake_words import language
from ui.place_words import say

HIGHEST = 2_000_000_000
"""The highest number that a field takes: Qt's validator counts in 32 bits."""


def told(error: Exception) -> str:
    """Give a failure's sentence; what is no failure of ours is a bug and goes on."""
    if not isinstance(error, ClerkError):
        raise error
    return failures.sentence(error, language())


class QtWords(QTranslator):
    """Qt's own words in Vietnamese: PySide6 ships no `qtbase_vi.qm`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        text = (files("resources") / "translations" / "qtbase_vi.json").read_text("utf-8")
        self._words: dict[str, dict[str, str]] = json.loads(text)

    def translate(
        self, context: str, text: str, _disambiguation: str | None = None, _count: int = -1
    ) -> str | None:
        """Give Qt's word; None leaves it as it is (an empty one would be shown)."""
        return self._words.get(context, {}).get(text)

    def isEmpty(self) -> bool:  # noqa: N802 — Qt's name
        """Say that there are words, or Qt would not ask."""
        return False


class FailureStrip(QWidget):
    """One sentence and one button, at the top of a place; hidden while nothing is wrong.

    Args:
        around: Room beside and above it, logical pixels.
    """

    def __init__(self, around: int = 0) -> None:
        super().__init__()
        frame = QFrame()
        frame.setObjectName("failureStrip")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._again = QPushButton(say("retry"))
        self._again.setAccessibleName(say("retry"))
        self._retry: Callable[[], None] | None = None
        self._again.clicked.connect(self._try_again)
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.addWidget(self._words)
        layout.addWidget(self._again)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(around, around, around, around // 2)
        outer.addWidget(frame)
        self.hide()

    def tell(self, error: Exception, retry: Callable[[], None] | None = None) -> None:
        """Say a failure; a refusal gets its dialog, a bug goes to the hook."""
        sentence = told(error)
        if isinstance(error, Refused):
            refuse(self.window(), error)
            return
        self.say(sentence, retry if isinstance(error, MachineFault) else None)

    def say(self, sentence: str, retry: Callable[[], None] | None = None) -> None:
        """Show a sentence, with its button where there is something to do."""
        self._retry = retry
        self._words.setText(sentence)
        self._words.setAccessibleName(sentence)
        self._again.setText(say("retry" if retry else "understood"))
        self._again.setAccessibleName(self._again.text())
        self.show()

    def sentence(self) -> str:
        """Give what is shown; nothing while hidden."""
        return "" if self.isHidden() else self._words.text()

    def press(self) -> None:
        """Press its button."""
        self._again.click()

    def _try_again(self) -> None:
        retry, self._retry = self._retry, None
        self.hide()
        if retry:
            retry()


class Beside(QLabel):
    """The message beside a field that was filled in wrongly."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("beside")
        self.setWordWrap(True)
        self.hide()

    def tell(self, error: InputFault) -> None:
        """Say what is wrong with the field."""
        self.say(told(error))

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one hides it."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


class NumberField(QLineEdit):
    """A whole number, typed; empty where there is none.

    Args:
        empty: What stands in the empty field.
    """

    def __init__(self, least: int, most: int, empty: str = "") -> None:
        super().__init__()
        self.setValidator(QIntValidator(least, most, self))
        self.setPlaceholderText(empty)

    def value(self) -> int:
        """Give the number; 0 while there is none."""
        return int(self.text()) if self.hasAcceptableInput() else 0

    def set_value(self, number: int) -> None:
        """Put a number in."""
        self.setText(str(number))


def refuse(parent: QWidget, error: Refused) -> QMessageBox:
    """Open the dialog that tells the rule."""
    return inform(parent, say("refused-title"), told(error))


def inform(parent: QWidget | None, title: str, text: str) -> QMessageBox:
    """Open a dialog with something to know and one button."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, text, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.addButton(say("understood"), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def leaving(parent: QWidget, what: str) -> bool:
    """Ask whether to close although work is under way."""
    box = QMessageBox(
        QMessageBox.Icon.Question, say("leave-title"), say("leave-ask", what=what), parent=parent
    )
    leave = box.addButton(say("leave"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(say("stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is leave


def crashed(parent: QWidget | None, kind: str) -> QMessageBox:
    """Make the dialog of a bug: its type and place, nothing of a document."""
    box = QMessageBox(
        QMessageBox.Icon.Critical, say("crash-title"), say("crash", kind=kind), parent=parent
    )
    box.addButton(say("crash-close"), QMessageBox.ButtonRole.AcceptRole)
    return box
