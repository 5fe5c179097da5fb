"""The declaration: what the pile is not, said before the scanner or an import starts.

Nothing is preselected and Enter does nothing; the ordinary pile costs two keys: 1, then F5.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from clerk_app.domain.classification import NO_EXCLUSION, SecrecyLevel
from clerk_app.domain.regulation import Effect, ExclusionCategory, Profile
from ui.gate_words import say

Choice = tuple[str, SecrecyLevel | None]


def choices(profile: Profile) -> list[Choice]:
    """Give what can be declared, the ordinary pile first, each secrecy level by itself."""
    found: list[Choice] = [(NO_EXCLUSION, None)]
    for category in profile.categories:
        levels: list[SecrecyLevel | None] = list(category.levels) or [None]
        found += [(category.id, level) for level in levels]
    return found


class DeclarationDialog(QDialog):
    """Asks what stands on the paper; `choice` is what was declared, None when it was closed.

    Args:
        excluding: The paper was let in and may not stay: only what excludes it can be chosen.
    """

    def __init__(
        self, profile: Profile, lang: str, parent: QWidget | None = None, *, excluding: bool = False
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._excluding = excluding
        self._choices = choices(profile)[1 if excluding else 0 :]
        self._lang = lang
        self.choice: Choice | None = None
        self.setWindowTitle(say("exclude-title" if excluding else "declare-title", lang))
        self.setMinimumWidth(560)
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        ask = QLabel(say("exclude-ask" if excluding else "declare-ask", lang))
        ask.setWordWrap(True)
        layout.addWidget(ask)
        for number, each in enumerate(self._choices, start=1):
            button = QRadioButton(f"{number}   {self._words(each)}")
            button.setAccessibleName(self._words(each))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number)
            layout.addWidget(button)
        self._rule = QLabel()
        self._rule.setWordWrap(True)
        self._rule.setObjectName("rule")
        self._rule.setMinimumHeight(96)
        self._rule.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._rule)
        layout.addLayout(self._buttons())
        self._group.idToggled.connect(self._chosen)
        self.setFocus()

    @property
    def selected(self) -> Choice | None:
        """What is chosen now; nothing at first."""
        number = self._group.checkedId()
        return None if number < 1 else self._choices[number - 1]

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        close = QPushButton(say("close", self._lang))
        close.clicked.connect(self.reject)
        self._begin = QPushButton(say("exclude" if self._excluding else "begin", self._lang))
        self._begin.setObjectName("primary")
        self._begin.setEnabled(False)
        self._begin.clicked.connect(self._declare)
        for button in (close, self._begin):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
        row.addWidget(close)
        row.addStretch(1)
        row.addWidget(self._begin)
        return row

    def _category(self, choice: Choice) -> ExclusionCategory | None:
        return None if choice[0] == NO_EXCLUSION else self._profile.category(choice[0])

    def _words(self, choice: Choice) -> str:
        category = self._category(choice)
        if category is None:
            return say("none", self._lang)
        label = str(getattr(category.label, self._lang))
        return f"{choice[1]} — {label}" if choice[1] else label

    def _chosen(self) -> None:
        choice = self.selected
        category = self._category(choice) if choice else None
        self._begin.setEnabled(choice is not None and (category is None or self._excluding))
        if category is None:
            self._rule.setText("")
            return
        effect = "unscanned" if category.effect is Effect.UNSCANNED else "not-here"
        source = "; ".join(f"{each.instrument}, {each.article}" for each in category.sources)
        lines = [
            say(effect, self._lang),
            str(getattr(category.rule, self._lang)),
            say("source", self._lang, source=source),
        ]
        self._rule.setText("\n".join(lines))

    def _declare(self) -> None:
        if self._begin.isEnabled():
            self.choice = self.selected
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Take numbers and F5; Enter does nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        if event.key() == (Qt.Key.Key_F8 if self._excluding else Qt.Key.Key_F5):
            self._declare()
            return
        button = self._group.button(int(event.text())) if event.text().isdigit() else None
        if button is not None:
            button.setChecked(True)
            return
        super().keyPressEvent(event)
