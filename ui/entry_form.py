"""The form: what was read of a document, doubtful fields first, one key to register it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from clerk_app.domain.clock import now, screen_date
from clerk_app.domain.draft import Draft
from clerk_app.domain.entry import Fields
from clerk_app.domain.scanning import Box
from ui.form_sheet import FormSheet
from ui.form_state import FormState
from ui.intake_words import say, shown
from ui.widgets import LinePopup, NumberCard, column

_TOLD_AFTER = 200  # ms without a key before a change is told
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class EntryForm(QWidget):
    """The form of one draft.

    Signals:
        field_focused: Name of the field that has the focus.
        edited: Name of a field that was changed, when the keys have rested.
        confirmed_changed: The set of fields that the clerk has seen or typed grew.
        register_asked: F9, with nothing wrong in the form.
        lines_asked: F4 in a field while no lines are known.
    """

    field_focused = Signal(str)
    edited = Signal(str)
    confirmed_changed = Signal()
    register_asked = Signal()
    exclude_asked = Signal()
    command_asked = Signal()
    lines_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._state = FormState()
        self._untold: list[str] = []
        self._lines: list[tuple[str, Box]] = []
        self._focused = ""
        self._busy = False
        self._before: QWidget | None = None
        self._rest = QTimer(self, singleShot=True, interval=_TOLD_AFTER)
        self._rest.timeout.connect(self.tell_edited)
        self.sheet = FormSheet(self._on_key)
        self.fields = self.sheet.fields
        self.number_card = NumberCard()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self.number_card)
        whole = column()
        whole.addWidget(self._stack)
        self.setLayout(whole)
        self.setMinimumWidth(340)
        self._connect()
        self._popup = LinePopup(self)
        self._popup.taken.connect(self._take_line)
        QShortcut(QKeySequence(Qt.Key.Key_F9), self).activated.connect(self._register)
        self.clear()

    def _connect(self) -> None:
        for field in self.fields.values():
            field.focused.connect(self._on_focused)
            field.typed.connect(self._on_typed)
        self.number_card.seen.connect(self._leave_number)
        self.sheet.exclude.clicked.connect(self.exclude_asked)
        self.sheet.command.clicked.connect(self.command_asked)
        self.sheet.register.clicked.connect(self._register)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft; the same one again keeps what the clerk has typed.

        Ask for `values()` before another draft is shown: what is not told yet, is not told then.
        """
        same = self._state.holds(draft)
        if not same:
            self._forget()
        self._state.take(draft)
        for name, field in self.fields.items():
            text = shown(name, draft.fields.get(name))
            if name not in self._state.typed and field.text != text:
                field.set_text(text)
        self.sheet.setEnabled(not self._busy)
        self.sheet.tell(self._state)
        inside = self.focusWidget()
        if not same and inside is not None and inside.hasFocus() and not self._number_shown:
            self.focus_first()

    def go_on_with(self, draft: Draft) -> None:
        """Take a draft for the one that is shown: what the clerk has typed and seen stays."""
        if self._state.draft is not None:
            self._state.draft = draft

    def clear(self) -> None:
        """Show no draft."""
        self._forget()
        for field in self.fields.values():
            field.set_text("")
        self.sheet.setEnabled(False)
        self.sheet.tell(self._state)

    def _forget(self) -> None:
        self._rest.stop()
        self._state = FormState()
        self._untold, self._lines = [], []
        self._focused = ""
        self.show_duplicate(None)
        self.set_snippet(None)
        for field in self.fields.values():
            field.tell_wrong("")

    def focus_first(self) -> None:
        """Go to the worst doubt, or to the register button when there is none."""
        self._go(next(iter(self.doubts), None))

    def set_next_number(self, number: int | None) -> None:
        """Tell which number comes next; None where the server gives it."""
        self.sheet.next.setText("" if number is None else say("next-number", number=number))

    def set_snippet(self, image: QImage | None) -> None:
        """Show the piece of the page that the field was read from."""
        self.sheet.snippet.show_image(image)

    def set_lines(self, lines: Sequence[tuple[str, Box]]) -> None:
        """Take the lines found on the page, for F4."""
        self._lines = list(lines)

    def set_completions(self, name: str, values: Sequence[str]) -> None:
        """Give the lines that complete a field, the likeliest first."""
        self.fields[name].set_completions(values)

    def put(self, name: str, value: str) -> None:
        """Write what was read from a place that the clerk pointed at."""
        self.fields[name].take(shown(name, value))
        self.fields[name].check()

    def show_duplicate(self, place: str | None) -> None:
        """Tell which entry this document may double; then a reason is needed to register it."""
        self.sheet.show_duplicate(place)
        if place:
            self.sheet.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_number(self, number: int, day: date | None = None) -> None:
        """Show the number given, very large, until the next key; the day is today's."""
        self.number_card.tell(number, screen_date(day or now().date()))
        self._stack.setCurrentWidget(self.number_card)
        self.number_card.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """Lock the form while a number is being taken."""
        inside = self.focusWidget()
        if busy and inside is not None and inside.hasFocus():
            self._before = inside
        self._busy = busy
        self.sheet.register.setText(say("busy" if busy else "register"))
        self.sheet.setEnabled(self._state.draft is not None and not busy)
        if not busy and self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._before = None

    @property
    def focused(self) -> str:
        """Name of the field that has, or last had, the focus; empty for none."""
        return self._focused

    @property
    def confirmed(self) -> frozenset[str]:
        """Names of the fields that the clerk has seen or typed."""
        return frozenset(self._state.confirmed | self._state.typed)

    @property
    def doubts(self) -> list[str]:
        """Names of the fields that still need a look, worst first."""
        return self._state.doubts

    def duplicate_reason(self) -> str:
        """Give the reason why a double is registered all the same; empty without one."""
        return self.sheet.reason.text().strip()

    def values(self) -> Fields:
        """Give every value in the form; a field emptied by the clerk is an empty text."""
        if self._state.draft is None:
            return {}
        found = self._state.values(self.sheet.read(self.fields))
        return {**self._state.draft.fields, **found}

    def _on_key(self, name: str, event: QKeyEvent) -> bool:
        """Do what a key means in a field; False leaves it to the editor."""
        key, held = event.key(), event.modifiers()
        ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER and not ctrl:
            (self._back if shift else self._confirm)(name)
            return True
        if ctrl and not shift and key in (Qt.Key.Key_Z, Qt.Key.Key_Backspace):
            return self._put_reading(name, self._state.original(name))
        if key in _STEPS and not (ctrl or shift):
            text = self.fields[name].text
            return self._put_reading(name, self._state.alternative(name, text, _STEPS[Qt.Key(key)]))
        if key == Qt.Key.Key_F4 and name != "priority":
            self._ask_line(name)
            return True
        return False

    def _confirm(self, name: str) -> None:
        if not self.fields[name].check():
            return
        after = [other for other in self.doubts if other != name]
        self._state.trail.append(name)
        self._see({name})
        self._go(after[0] if after else None)

    def _back(self, name: str) -> None:
        if self._state.trail:
            self._go(self._state.trail.pop())
            return
        names = list(self.fields)
        self._go(names[max(0, names.index(name) - 1)])

    def _go(self, name: str | None) -> None:
        if name is None:
            self.sheet.register.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._on_focused(name)  # no event tells of it where the cursor is there already
            self.fields[name].choose_all()

    def _put_reading(self, name: str, text: str | None) -> bool:
        if text is not None:
            self.fields[name].take(text)
        return text is not None

    def _ask_line(self, name: str) -> None:
        if self._lines:
            self._popup.open_under(self.fields[name].edit, [text for text, _ in self._lines])
        else:
            self.lines_asked.emit(name)

    def _take_line(self, text: str) -> None:
        if self._focused:
            self.put(self._focused, text)
            self.fields[self._focused].choose_all()

    def _register(self) -> None:
        if self._number_shown:
            self._leave_number()
        elif self._state.draft is not None and not self._busy:
            self.tell_edited()
            self._check_and_ask()

    def _check_and_ask(self) -> None:
        wrong = [name for name, field in self.fields.items() if not field.check()]
        if wrong:
            self._go(wrong[0])
        elif self.sheet.doubles and not self.duplicate_reason():
            self.sheet.tell_reason(say("reason-needed"))
            self.sheet.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.register_asked.emit()

    @property
    def _number_shown(self) -> bool:
        return self._stack.currentWidget() is self.number_card

    def _leave_number(self) -> None:
        self._stack.setCurrentWidget(self.sheet)
        self.focus_first()

    def _on_focused(self, name: str) -> None:
        self._focused = name
        self.sheet.reveal(name)
        self.field_focused.emit(name)

    def _on_typed(self, name: str) -> None:
        self._state.typed.add(name)
        if name not in self._untold:
            self._untold.append(name)
        self._rest.start()

    def tell_edited(self) -> None:
        """Tell at once of what was typed last: at the end no rest of the keys is waited for."""
        self._rest.stop()
        names, self._untold = self._untold, []
        self._see(set(names))
        for name in names:
            self.edited.emit(name)

    def _see(self, names: set[str]) -> None:
        if not names <= self._state.confirmed:
            self._state.confirmed |= names
            self.confirmed_changed.emit()
        self.sheet.tell(self._state)
