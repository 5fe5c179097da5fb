"""One field of the form: its editor, its badge, its completions, what is wrong with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from clerk_app.domain.classification import UrgencyLevel
from clerk_app.domain.document import ARTICLE_7
from clerk_app.domain.entry import parse_setting
from clerk_app.domain.guess import FieldValue
from clerk_app.domain.text import nfc
from clerk_app.errors import InputFault
from ui import theme
from ui.editors import Choice, Completer, Line, Long, OnKey
from ui.intake_words import DATES, parse_day, say, shown
from ui.widgets import Badge, column, label, row

LONG = ("subject", "recipients", "description")
_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_ASK_AFTER = 80  # ms without a key before suggestions are looked for


class FormField(QWidget):
    """A label, a badge for doubt, an editor, and a line for what is wrong.

    Args:
        on_key: Asked before the editor handles a key; True takes it.

    Signals:
        focused: The field's name, when its editor has the focus.
        typed: The field's name, at each change that a person made.
    """

    focused = Signal(str)
    typed = Signal(str)

    def __init__(self, name: str, on_key: Callable[[str, QKeyEvent], bool]) -> None:
        super().__init__()
        self.name = name
        self._setting = False
        self._title = say(f"field-{name}")
        self.badge = Badge()
        self._wrong = label("", "wrong")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self.box: QComboBox | None = None
        self._on_key = on_key
        self.edit = self._editor(self._key)
        self._completer: Completer | None = None
        self._ask = QTimer(self, singleShot=True, interval=_ASK_AFTER)
        self._ask.timeout.connect(self._complete)
        self._lay_out()

    def _key(self, event: QKeyEvent) -> bool:
        """Leave Enter to the completions while one of them is chosen."""
        if event.key() in _TAKING and self._completer is not None and self._completer.pointing:
            event.ignore()
            return True
        return self._on_key(self.name, event)

    def _editor(self, on_key: OnKey) -> Line | Long | Choice:
        made: Line | Long | Choice
        if self.name == "priority":
            made = Choice(on_key, [say("normal-urgency"), *UrgencyLevel])
            made.activated.connect(self._on_typed)
        elif self.name in LONG:
            made = Long(on_key)
            made.textChanged.connect(self._on_typed)
        else:
            made = Line(on_key)
            made.textEdited.connect(self._on_typed)
        if self.name == "type_name" and isinstance(made, Line):
            self.box = QComboBox()
            self.box.addItems([kind.name for kind in ARTICLE_7])
            self.box.setEditable(True)
            self.box.setLineEdit(made)
            self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self.box.setAccessibleName(self._title)
            self.box.activated.connect(self._on_typed)
        made.setAccessibleName(self._title)
        made.entered.connect(lambda: self.focused.emit(self.name))
        made.left.connect(self._on_left)
        return made

    def _lay_out(self) -> None:
        head = row(gap=4)
        title = label(self._title, "quiet")
        title.setFixedHeight(max(20, title.sizeHint().height()))
        title.setBuddy(self.box or self.edit)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.badge)
        inside = column(gap=2)
        inside.addLayout(head)
        inside.addWidget(self.box or self.edit)
        inside.addWidget(self._wrong)
        self.setLayout(inside)
        # Fields of one row are as wide as each other, whatever they hold.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def text(self) -> str:
        """What the editor shows, NFC; empty for no urgency."""
        if isinstance(self.edit, Choice):
            return self.edit.currentText() if self.edit.currentIndex() > 0 else ""
        plain = self.edit.toPlainText() if isinstance(self.edit, Long) else self.edit.text()
        return " ".join(nfc(plain).split())

    def set_text(self, text: str) -> None:
        """Show a text as nobody typed it."""
        self._setting = True
        if isinstance(self.edit, Choice):
            self.edit.setCurrentIndex(max(0, self.edit.findText(text)))
        elif isinstance(self.edit, Long):
            self.edit.setPlainText(text)
        else:
            self.edit.setText(text)
            self.edit.setCursorPosition(0)
        self._setting = False

    def value(self) -> FieldValue:
        """Give the value as an entry keeps it; empty when the editor is.

        Raises:
            InputFault: `field-value` or `field-too-long`.
        """
        text = self.text
        if not text:
            return ""
        if self.name in DATES:
            try:
                text = parse_day(text).isoformat()
            except ValueError:
                raise InputFault("field-value", field=self.name) from None
        return parse_setting(f"{self.name}={text}")[1]

    def check(self) -> bool:
        """Look at the value: write it in its usual form, or tell what is wrong with it."""
        try:
            value = self.value()
        except InputFault as fault:
            self.tell_wrong(self._words_of(fault))
            return False
        self.tell_wrong("")
        if shown(self.name, value) != self.text:
            self.set_text(shown(self.name, value))
        return True

    def _words_of(self, fault: InputFault) -> str:
        if fault.code == "field-too-long":
            return say("too-long", **fault.detail)
        if self.name in DATES:
            return say("wrong-date")
        return say("wrong-count" if self.name == "page_amount" else "wrong-value")

    def tell_wrong(self, text: str) -> None:
        """Show a sentence under the editor; an empty one takes it away."""
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))
        self._dress()

    @property
    def wrong(self) -> str:
        """The sentence under the editor."""
        return self._wrong.text()

    def tell_doubt(self, text: str, role: str = "doubt") -> None:
        """Show why the field needs a look; an empty text takes it away."""
        if (text, role) != (self.badge.text, self.badge.role):
            self.badge.tell(text, role)
        self._dress()

    def _dress(self) -> None:
        doubtful = self.badge.text and self.badge.role == "doubt"
        state = "bad" if self.wrong else "doubt" if doubtful else ""
        for each in (self.edit, self.box):
            if each is not None:
                theme.restyle(each, state=state)
        told = [text for text in (self.badge.text, self.wrong) if text]
        self.edit.setAccessibleDescription(" · ".join(told))

    def set_completions(self, values: Sequence[str]) -> None:
        """Give the lines that complete this field, the likeliest first."""
        if isinstance(self.edit, Choice):
            return
        if self._completer is None:
            self._completer = Completer(self.edit)
            self._completer.taken.connect(self.take)
        self._completer.fill(values)

    @property
    def completing(self) -> bool:
        """Whether completions are shown."""
        return self._completer is not None and self._completer.open

    def take(self, text: str) -> None:
        """Show a text that a person chose."""
        self._ask.stop()
        self.set_text(text)
        self.typed.emit(self.name)

    def choose_all(self) -> None:
        """Take the focus, and the whole text with it, so that typing replaces it."""
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)
        if not isinstance(self.edit, Choice):
            self.edit.selectAll()

    def _complete(self) -> None:
        if self._completer is not None and self.edit.hasFocus():
            self._completer.ask(self.text)

    def _on_typed(self) -> None:
        if self._setting:
            return
        if self._completer is not None:
            self._ask.start()
        self.typed.emit(self.name)

    def _on_left(self) -> None:
        self._ask.stop()
        if self._completer is not None:
            self._completer.hide()
        if self.text:
            self.check()
