"""A find of the gate: the page is hidden; the clerk excludes, or says why it is no mark."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clerk_app.domain.gate import Doubtful, Excluded
from clerk_app.domain.regulation import Profile
from ui.gate_words import say


class DoubtDialog(QDialog):
    """Asks for a ruling; `reason` is None for an exclusion, else why it is no mark.

    Closing it excludes: silence never clears.
    """

    def __init__(
        self,
        verdict: Excluded | Doubtful,
        profile: Profile,
        lang: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lang = lang
        self.reason: str | None = None
        self.setWindowTitle(say("doubt-title", lang))
        self.setMinimumWidth(600)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        title = QLabel(say("doubt-title", lang))
        title.setObjectName("title")
        layout.addWidget(title)
        for text in self._told(verdict, profile):
            label = QLabel(text)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(say("reason", lang))
        self._typed.setAccessibleName(say("reason", lang))
        self._typed.textChanged.connect(self._changed)
        layout.addWidget(self._typed)
        layout.addLayout(self._buttons())
        self._exclude.setFocus()

    def _told(self, verdict: Excluded | Doubtful, profile: Profile) -> list[str]:
        finding = verdict.finding
        category = profile.category(finding.category if finding else "secrecy")
        label = str(getattr(category.label, self._lang))
        page = finding.page if finding else 1
        level = finding.level if finding else None
        key = "found-unsure" if isinstance(verdict, Doubtful) and level is None else "found-sure"
        source = "; ".join(f"{each.instrument}, {each.article}" for each in category.sources)
        return [
            say(key, self._lang, page=page, what=level or label),
            str(getattr(category.rule, self._lang)),
            say("source", self._lang, source=source),
            say("journal", self._lang),
        ]

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._no_mark = QPushButton(say("no-mark", self._lang))
        self._no_mark.setEnabled(False)
        self._no_mark.clicked.connect(self._clear)
        self._exclude = QPushButton(say("exclude", self._lang))
        self._exclude.setObjectName("primary")
        self._exclude.clicked.connect(self.reject)
        for button in (self._no_mark, self._exclude):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
        row.addWidget(self._no_mark)
        row.addStretch(1)
        row.addWidget(self._exclude)
        return row

    def _changed(self, text: str) -> None:
        self._no_mark.setEnabled(len(text.strip()) >= 3)

    def _clear(self) -> None:
        self.reason = self._typed.text().strip()
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """F8 excludes; Enter does nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        elif event.key() == Qt.Key.Key_F8:
            self.reject()
        else:
            super().keyPressEvent(event)
