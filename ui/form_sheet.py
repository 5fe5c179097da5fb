"""How the form lies: heading, strips, snippet, the fields in their rows, the buttons."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from clerk_app.domain.entry import Fields
from clerk_app.errors import InputFault
from ui import theme
from ui.form_field import FormField
from ui.form_state import FormState
from ui.intake_words import say
from ui.widgets import Badge, Snippet, button, column, label, row

ROWS = (
    ("code_number", "code_notation"),
    ("organ_name",),
    ("issued_date", "type_name"),
    ("subject",),
    ("signer_full_name", "signer_position"),
    ("priority", "page_amount", "due_date"),
    ("to_places",),
)
MORE = (
    ("parent_organ_name", "place"),
    ("signing_authority", "recipients"),
    ("description",),
)


class FormSheet(QWidget):
    """The form's parts in their places; what they do is `EntryForm`'s.

    Args:
        on_key: Asked, with the field's name, before an editor handles a key.
    """

    def __init__(self, on_key: Callable[[str, QKeyEvent], bool]) -> None:
        super().__init__()
        self.fields = {name: FormField(name, on_key) for names in ROWS + MORE for name in names}
        self.strip, self.snippet = Badge(), Snippet()
        self.next = label("", rich=True)
        self.exclude = button(say("exclude"))
        self.command = button(say("command"))
        self.register = button(say("register"), "primary")
        self.fold = button(say("more"), "fold")
        inside = column(margin=12, gap=8)
        inside.addLayout(self._heading())
        inside.addWidget(self.strip)
        inside.addWidget(self._duplicate_strip())
        inside.addWidget(self.snippet)
        inside.addWidget(self._scrolled(), 1)
        inside.addLayout(self._buttons())
        self.setLayout(inside)

    def _heading(self) -> QHBoxLayout:
        made = row()
        made.addWidget(label(say("form"), "title"))
        made.addStretch(1)
        made.addWidget(self.next)
        return made

    def _duplicate_strip(self) -> QWidget:
        self._duplicate = QFrame()
        self._duplicate.setProperty("role", "card")
        self._twin = Badge("bad", wraps=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(say("duplicate-reason"))
        self.reason.setAccessibleName(say("duplicate-reason"))
        self._reason_wrong = label("", "wrong")
        inside = column(margin=6, gap=6)
        for part in (self._twin, self.reason, self._reason_wrong):
            inside.addWidget(part)
        self._duplicate.setLayout(inside)
        self.show_duplicate(None)
        return self._duplicate

    def _scrolled(self) -> QScrollArea:
        sheet = QWidget()
        sheet.setObjectName("ground")
        inside = column(gap=6)
        for names in ROWS:
            inside.addLayout(self._row(names))
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self.open_more)
        inside.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._more = QWidget()
        below = column(gap=6)
        for names in MORE:
            below.addLayout(self._row(names))
        self._more.setLayout(below)
        inside.addWidget(self._more)
        inside.addStretch(1)
        sheet.setLayout(inside)
        self._area = QScrollArea()
        self._area.setWidget(sheet)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.open_more(False)
        return self._area

    def _row(self, names: Sequence[str]) -> QHBoxLayout:
        made = row()
        for name in names:
            made.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        return made

    def _buttons(self) -> QHBoxLayout:
        made = row()
        made.addWidget(self.exclude)
        made.addStretch(1)
        made.addWidget(self.command)
        made.addWidget(self.register)
        return made

    def open_more(self, opened: bool) -> None:
        """Open or fold the rarer fields away."""
        self.fold.setChecked(opened)
        self._more.setVisible(opened)
        self._draw_fold()

    def _draw_fold(self) -> None:
        name = "chevron-down" if self.fold.isChecked() else "chevron-right"
        self.fold.setIcon(theme.icon(name, size=16))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the icon again in the new look's colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_fold()

    def reveal(self, name: str) -> None:
        """Open what hides a field, and scroll to it."""
        if any(name in names for names in MORE):
            self.open_more(True)
        self._area.ensureWidgetVisible(self.fields[name], 0, 8)

    def show_duplicate(self, place: str | None) -> None:
        """Show or take away the strip about a double."""
        self._twin.tell(say("duplicate", place=place) if place else "")
        self._duplicate.setVisible(bool(place))
        self.tell_reason("")
        if not place:
            self.reason.clear()

    def tell_reason(self, text: str) -> None:
        """Show what is wrong with the reason; an empty text takes it away."""
        self._reason_wrong.setText(text)
        self._reason_wrong.setVisible(bool(text))
        theme.restyle(self.reason, state="bad" if text else "")

    @property
    def doubles(self) -> bool:
        """Whether the strip about a double is shown."""
        return not self._duplicate.isHidden()

    def read(self, names: Iterable[str]) -> Fields:
        """Give the values of fields, without those that are wrong: that is told beside them."""
        found: Fields = {}
        for name in names:
            with suppress(InputFault):
                found[name] = self.fields[name].value()
        return found

    def tell(self, state: FormState) -> None:
        """Show what needs a look, in the strip and beside each field."""
        doubts = state.doubts
        for name, field in self.fields.items():
            field.tell_doubt(*state.badge(name, field.text, doubts))
        if state.draft is None:
            self.strip.tell(say("form-empty"), "plain")
        elif doubts:
            self.strip.tell(say("to-look", count=len(doubts)), "doubt")
        else:
            self.strip.tell(say("all-seen"), "good")
