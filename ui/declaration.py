"""The declaration: what the pile is not, said before the scanner or an import starts.

Nothing is preselected and Enter does nothing; the ordinary pile costs two keys: 1, then F5.
"""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from clerk_app.domain.classification import NO_EXCLUSION, SecrecyLevel
from clerk_app.domain.regulation import Effect, ExclusionCategory, Profile
from ui.dialogs import NumberField
from ui.gate_words import say
from ui.question import MARGIN, WIDE, Question

Choice = tuple[str, SecrecyLevel | None]

KEYS = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""One key a choice, in the fixed order: figures first, letters where they do not suffice."""

MOST_SHEETS = 999
RULE_HIGH = 118
"""Room for the rule's words, logical pixels: what is chosen moves no button about."""


class Outcome(Enum):
    """What becomes of the paper that was declared."""

    BEGIN = auto()  # it is scanned, whole or the part that was declared
    ENTER = auto()  # a line without a scan
    PUT_ASIDE = auto()  # nothing is entered: a journal line without content
    HAND_OVER = auto()  # nothing at all: it goes unopened to whom it is addressed


@dataclass(frozen=True, slots=True)
class Answer:
    """What the clerk declared.

    Attributes:
        sheets: Of a part: how many she will feed; None where the rule gives the number.
    """

    choice: Choice
    outcome: Outcome
    sheets: int | None = None


def choices(profile: Profile) -> list[Choice]:
    """Give what can be declared, the ordinary pile first, each secrecy level by itself."""
    found: list[Choice] = [(NO_EXCLUSION, None)]
    for category in profile.categories:
        levels: list[SecrecyLevel | None] = list(category.levels) or [None]
        found += [(category.id, level) for level in levels]
    return found


class DeclarationDialog(Question):
    """Asks what stands on the paper; `answer` is what was declared, None when it was closed.

    Args:
        excluding: The paper was let in and may not stay: only what excludes it can be chosen.
    """

    def __init__(
        self, profile: Profile, lang: str, parent: QWidget | None = None, *, excluding: bool = False
    ) -> None:
        super().__init__(say("exclude-title" if excluding else "declare-title", lang), parent)
        self._profile = profile
        self._excluding = excluding
        self._lang = lang
        self._choices = _excluding(profile) if excluding else choices(profile)
        self.answer: Answer | None = None
        self.tell(say("exclude-ask" if excluding else "declare-ask", lang), "quiet")
        self._group, widest = QButtonGroup(self), WIDE
        for number, each in enumerate(self._choices):
            button = QRadioButton(f"{KEYS[number]}   {self._words(each)}")
            button.setAccessibleName(self._words(each))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number + 1)
            self.inside.addWidget(button)
            widest = max(widest, button.sizeHint().width())
        self._room = widest - 2 * MARGIN
        self.setMinimumWidth(widest + 2 * MARGIN)
        self._rule = self.tell("")
        self._rule.setObjectName("rule")
        self._rule.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._add_sheets()
        self._add_buttons()
        self._group.idToggled.connect(self._chosen)
        self._chosen()
        self.setFocus()

    @property
    def choice(self) -> Choice | None:
        """What was declared; None when it was closed."""
        return self.answer.choice if self.answer else None

    @property
    def selected(self) -> Choice | None:
        """What is chosen now; nothing at first."""
        number = self._group.checkedId()
        return None if number < 1 else self._choices[number - 1]

    def _add_sheets(self) -> None:
        self._sheets = NumberField(1, MOST_SHEETS, say("sheets-ask", self._lang))
        self._sheets.setAccessibleName(say("sheets", self._lang))
        self._sheets.textChanged.connect(lambda _: self._allow())
        self.inside.addWidget(self._sheets)

    def _add_buttons(self) -> None:
        lang, key = self._lang, Qt.Key
        self.offer(say("close", lang), key.Key_Escape, self.reject)
        self.gap()
        if self._excluding:
            words = say("exclude", lang)
            self._aside = self.offer(words, key.Key_F8, self._put_aside, "primary")
        else:
            self._aside = self.offer(say("put-aside", lang), key.Key_F8, self._put_aside)
            self._enter = self.offer(say("enter", lang), key.Key_F6, self._enter_line)
            self._begin = self.offer(say("begin", lang), key.Key_F5, self._begin_scan, "primary")
        self.close_up()

    def _category(self) -> ExclusionCategory | None:
        chosen = self.selected
        return self._category_of(chosen) if chosen else None

    def _category_of(self, choice: Choice) -> ExclusionCategory | None:
        return None if choice[0] == NO_EXCLUSION else self._profile.category(choice[0])

    def _words(self, choice: Choice) -> str:
        category = self._category_of(choice)
        if category is None:
            return say("none", self._lang)
        label = str(getattr(category.label, self._lang))
        return f"{choice[1]} — {label}" if choice[1] else label

    def _chosen(self, _: int = 0) -> None:
        category = self._category()
        self._rule.setText("\n".join(self._told(category)))
        high = max(RULE_HIGH, self._rule.heightForWidth(self._room))
        self._rule.setMinimumHeight(high)  # a dialog does not grow with a text by itself
        asks = category is not None and category.effect is Effect.PARTIAL and not category.feed
        self._sheets.setVisible(asks and not self._excluding)
        self._sheets.clear()
        if asks and not self._excluding:
            self._sheets.setFocus()
        self._allow()

    def _allow(self) -> None:
        """Offer what the chosen rule allows, and nothing else."""
        category, chosen = self._category(), self.selected is not None
        effect = category.effect if category else None
        if self._excluding:
            self._aside.setEnabled(chosen)
            return
        ready = bool(category and category.feed) or bool(self._sheets.value())
        part = effect is Effect.PARTIAL
        self._begin.setEnabled(chosen and (category is None or (part and ready)))
        self._begin.setText(say("begin-part" if part else "begin", self._lang))
        self._begin.setVisible(category is None or part)
        self._enter.setVisible(effect is Effect.UNSCANNED)
        self._aside.setVisible(effect in (Effect.EXCLUDED, Effect.UNSCANNED))
        words = "hand-over" if effect is Effect.UNSCANNED else "put-aside"
        self._aside.setText(say(words, self._lang))
        for button in (self._begin, self._aside):
            button.setAccessibleName(button.text())

    def _told(self, category: ExclusionCategory | None) -> list[str]:
        """Say what is done with the paper, the rule, and whose rule it is."""
        lang = self._lang
        if category is None:
            return [say("none-told", lang)] if self.selected else []
        source = "; ".join(map(str, category.sources))
        told = [str(getattr(category.text, lang)), say("source", lang, source=source)]
        if category.precaution:
            told.append(say("precaution", lang))
        if self._excluding:
            return told
        return [*_effect_told(category, lang), *told]

    def _put_aside(self) -> None:
        category = self._category()
        unopened = category is not None and category.effect is Effect.UNSCANNED
        hand_over = unopened and not self._excluding
        self._answer(Outcome.HAND_OVER if hand_over else Outcome.PUT_ASIDE)

    def _enter_line(self) -> None:
        self._answer(Outcome.ENTER)

    def _begin_scan(self) -> None:
        self._answer(Outcome.BEGIN, self._sheets.value() or None)

    def _answer(self, outcome: Outcome, sheets: int | None = None) -> None:
        chosen = self.selected
        if chosen is not None:
            self.answer = Answer(chosen, outcome, sheets)
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Choose by one key; Enter does nothing."""
        key = event.text().upper()
        number = KEYS.find(key) if len(key) == 1 else -1
        if 0 <= number < len(self._choices):
            self._group.button(number + 1).setChecked(True)
            return
        super().keyPressEvent(event)


def _excluding(profile: Profile) -> list[Choice]:
    """Give what can be said of a paper that was let in: all but what may stay in part."""
    return [each for each in choices(profile) if not profile.digitises(each[0])]


def _effect_told(category: ExclusionCategory, lang: str) -> list[str]:
    if category.effect is Effect.UNSCANNED:
        return [say("unscanned", lang)]
    if category.effect is Effect.EXCLUDED:
        book = "secret-book" if category.secret_book else "paper-book"
        return [say("not-here", lang), say(book, lang)]
    part = str(getattr(category.part or category.label, lang))
    part = part[:1].lower() + part[1:]
    told = [say("partial", lang, part=part)]
    return [*told, say("partial-fed", lang, sheets=category.feed)] if category.feed else told
