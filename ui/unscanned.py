"""A line without a scan: what stands outside an envelope, or what may be written of a paper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from clerk_app.application import registration
from clerk_app.application.registration import Request
from clerk_app.domain.clock import now
from clerk_app.domain.entry import parse_setting, validate
from clerk_app.domain.regulation import ExclusionCategory
from clerk_app.errors import InputFault
from ui import labels
from ui.dialogs import Beside
from ui.gate_words import say
from ui.question import Question

FIELDS = ("organ_name", "code_number", "code_notation", "issued_date", "to_places", "subject")


class UnscannedDialog(Question):
    """Asks for the line; `request` is what is to be registered, None when it was closed."""

    def __init__(
        self, category: ExclusionCategory, lang: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(say("unscanned-title", lang), parent)
        self._lang = lang
        self.request: Request | None = None
        self.tell(say("unscanned-told", lang))
        source = "; ".join(map(str, category.sources))
        self.tell(say("source", lang, source=source), "quiet")
        self._fields = {name: QLineEdit() for name in FIELDS}
        self._why = QLineEdit(f"{category.label.vi} ({source})")
        self._why.setCursorPosition(0)
        form = QFormLayout()
        for name, field in self._fields.items():
            field.setAccessibleName(labels.field(name, lang))
            form.addRow(labels.field(name, lang), field)
        self._why.setAccessibleName(say("unscanned-why", lang))
        form.addRow(say("unscanned-why", lang), self._why)
        self.inside.addLayout(form)
        self._beside = Beside()
        self.inside.addWidget(self._beside)
        self.offer(say("close", lang), Qt.Key.Key_Escape, self.reject)
        self.gap()
        self.offer(say("register-line", lang), Qt.Key.Key_F9, self._take, "primary")
        self.close_up()
        self._fields["organ_name"].setFocus()

    def _take(self) -> None:
        """Check what was typed; a number is spent by whoever takes the request."""
        typed = {name: field.text().strip() for name, field in self._fields.items()}
        settings = tuple(f"{name}={text}" for name, text in typed.items() if text)
        request = Request("in", {}, settings, no_scan_reason=self._why.text())
        try:
            registration.check(request)
            validate(dict(map(parse_setting, settings)), now().date(), now().date())
        except InputFault as error:
            self._beside.tell(error)
            return
        self.request = request
        self.accept()
