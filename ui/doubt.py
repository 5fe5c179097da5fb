"""A find of the gate: the page is hidden; the clerk excludes, or says why it is no mark."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from clerk_app.domain.gate import Doubtful, Excluded
from clerk_app.domain.regulation import Profile
from clerk_app.errors import ClerkError
from ui import failures
from ui.dialogs import Beside
from ui.gate_words import say
from ui.question import Question

LEAST_REASON = 3  # letters

SecondPerson = Callable[[str, str, Callable[[str], None], Callable[[Exception], None]], None]
"""Looks at a second person's account and password; one of the two callbacks follows: with her
account's name, or with what refuses her."""


class DoubtDialog(Question):
    """Asks for a ruling; `reason` is None for an exclusion, else why it is no mark.

    Closing it excludes: silence never clears.

    Args:
        kept: Pages of the document that had been kept because it is long.
        second: Asks for the second person, where the office's rule wants one.
    """

    def __init__(
        self,
        verdict: Excluded | Doubtful,
        profile: Profile,
        lang: str,
        parent: QWidget | None = None,
        *,
        kept: int = 0,
        second: SecondPerson | None = None,
    ) -> None:
        super().__init__(say("doubt-title", lang), parent)
        self._lang = lang
        self._ask_second = second
        self._needs_second = profile.rulings is not None and profile.rulings.second_person
        self.reason: str | None = None
        self.second = ""
        for text in self._told(verdict, profile):
            self.tell(text)
        self.tell(say("long-kept", lang, count=kept) if kept else say("nothing-written", lang))
        self._typed = self._field("reason")
        self._add_second(profile)
        self.tell(say("reason-no-content", lang), "quiet")
        self._beside = Beside()
        self.inside.addWidget(self._beside)
        self._no_mark = self.offer(say("no-mark", lang), Qt.Key.Key_F6, self._clear)
        self._no_mark.setEnabled(False)
        self.gap()
        self._exclude = self.offer(say("exclude", lang), Qt.Key.Key_F8, self.reject, "primary")
        self.close_up()
        self._exclude.setFocus()

    def _told(self, verdict: Excluded | Doubtful, profile: Profile) -> list[str]:
        finding = verdict.finding
        category = profile.category(finding.category if finding else "secrecy")
        label = str(getattr(category.label, self._lang))
        page = finding.page if finding else 1
        level = finding.level if finding else None
        unsure = isinstance(verdict, Doubtful) and level is None
        key = "found-unsure" if unsure and category.id == "secrecy" else "found-sure"
        if finding is not None and finding.declassified:
            key = "found-declassified"
        source = "; ".join(map(str, category.sources))
        return [
            say(key, self._lang, page=page, what=level or label),
            str(getattr(category.text, self._lang)),
            say("source", self._lang, source=source),
            say("journal", self._lang),
        ]

    def _field(self, key: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(say(key, self._lang))
        made.setAccessibleName(say(key, self._lang))
        made.textChanged.connect(lambda _: self._allow())
        self.inside.addWidget(made)
        return made

    def _add_second(self, profile: Profile) -> None:
        if not self._needs_second or profile.rulings is None:
            return
        source = "; ".join(map(str, profile.rulings.sources))
        self.tell(say("second-ask", self._lang, source=source))
        self._name = self._field("second-name")
        self._password = self._field("second-password")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)

    def _allow(self) -> None:
        ready = len(self._typed.text().strip()) >= LEAST_REASON
        if self._needs_second:
            ready = ready and bool(self._name.text().strip())
        self._no_mark.setEnabled(ready)

    def _clear(self) -> None:
        """Take the reason; where two are needed, the second person's word first."""
        if not self._needs_second:
            self._ruled("")
        elif self._ask_second is not None:
            self._no_mark.setEnabled(False)
            self._beside.say(say("second-wait", self._lang))
            name, password = self._name.text().strip(), self._password.text()
            self._password.clear()
            self._ask_second(name, password, self._ruled, self._refused)

    def _ruled(self, second: str) -> None:
        self.second = second
        self.reason = self._typed.text().strip()
        self.accept()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ClerkError):
            raise error
        self._beside.say(failures.sentence(error, self._lang))
        self._allow()
