"""Declaration, doubt and the gate's other questions: habit cannot click them away."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerk_app.core.settings import load_profile
from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.gate import Doubtful, Excluded, Finding
from clerk_app.domain.office_rules import RulingRule
from clerk_app.domain.regulation import Effect, Profile
from clerk_app.domain.scanning import Box
from clerk_app.errors import Refused
from tests.helpers.screens import controls_without_name
from ui.declaration import Answer, Choice, DeclarationDialog, Outcome, choices
from ui.doubt import DoubtDialog
from ui.gate_words import say

PROFILES = ("national", "binh-dinh", "tuy-phuoc", "tuyen-quang", "dien-bien", "ben-tre")
PROFILE = load_profile("national")
BOX = Box(0.1, 0.1, 0.3, 0.2)
Key = Qt.Key


def declaring(qtbot: QtBot, *keys: Key, profile: Profile = PROFILE) -> DeclarationDialog:
    dialog = DeclarationDialog(profile, "vi")
    qtbot.addWidget(dialog)
    dialog.show()
    for key in keys:
        QTest.keyClick(dialog, key)
    return dialog


def key_of(profile: Profile, category: str) -> Key:
    """Give the key that declares a category."""
    at = [each for each, _ in choices(profile)].index(category)
    return Key(Key.Key_1.value + at)


def test_the_ordinary_pile_costs_two_keys(qtbot: QtBot) -> None:
    dialog = declaring(qtbot, Key.Key_1, Key.Key_F5)
    assert dialog.answer == Answer(("none", None), Outcome.BEGIN)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_F5, Key.Key_Space])
def test_nothing_is_preselected_and_habit_declares_nothing(qtbot: QtBot, key: Key) -> None:
    dialog = declaring(qtbot, key)
    assert dialog.selected is None
    assert dialog.answer is None
    assert dialog.isVisible()


def test_enter_does_nothing_even_after_a_choice(qtbot: QtBot) -> None:
    dialog = declaring(qtbot, Key.Key_1, Key.Key_Return)
    assert dialog.answer is None
    assert dialog.isVisible()


@pytest.mark.parametrize("name", PROFILES)
def test_every_rule_is_shown_with_its_source_and_begins_only_what_may(
    qtbot: QtBot, name: str
) -> None:
    profile = load_profile(name)
    for number, choice in enumerate(choices(profile)[1:], start=2):
        category = profile.category(choice[0])
        dialog = declaring(qtbot, Key(Key.Key_0.value + number), Key.Key_F5, profile=profile)
        assert dialog.selected == choice
        told = dialog._rule.text()
        assert category.text.vi in told
        assert all(str(source) in told for source in category.sources)
        begun = dialog.answer is not None
        assert begun == (category.effect is Effect.PARTIAL and category.feed is not None)


@pytest.mark.parametrize(
    ("name", "category", "key", "outcome"),
    [
        ("national", "secrecy", Key.Key_F8, Outcome.PUT_ASIDE),
        ("ben-tre", "complaint", Key.Key_F8, Outcome.PUT_ASIDE),
        ("national", "named-addressee", Key.Key_F6, Outcome.ENTER),
        ("national", "named-addressee", Key.Key_F8, Outcome.HAND_OVER),
        ("dien-bien", "central-law", Key.Key_F5, Outcome.BEGIN),
    ],
)
def test_each_choice_leads_where_its_rule_says(
    qtbot: QtBot, name: str, category: str, key: Key, outcome: Outcome
) -> None:
    profile = load_profile(name)
    dialog = declaring(qtbot, key_of(profile, category), key, profile=profile)
    assert dialog.answer is not None
    assert (dialog.answer.choice[0], dialog.answer.outcome) == (category, outcome)


def test_the_secret_book_is_remembered_for_secrets_alone(qtbot: QtBot) -> None:
    book = say("secret-book", "vi")
    assert book in declaring(qtbot, Key.Key_2)._rule.text()
    complaint = declaring(qtbot, key_of(PROFILE, "complaint"))
    assert book not in complaint._rule.text()
    assert say("paper-book", "vi") in complaint._rule.text()


def test_a_part_without_a_number_asks_how_many_sheets(qtbot: QtBot) -> None:
    profile = load_profile("tuyen-quang")
    dialog = declaring(qtbot, key_of(profile, "large-dossier"), Key.Key_F5, profile=profile)
    assert dialog.answer is None
    dialog._sheets.setText("0")
    QTest.keyClick(dialog, Key.Key_F5)
    assert dialog.answer is None
    dialog._sheets.setText("3")
    QTest.keyClick(dialog._sheets, Key.Key_F5)
    assert dialog.answer == Answer(("large-dossier", None), Outcome.BEGIN, 3)


def many(count: int) -> Profile:
    """Give a profile with so many categories beside secrecy."""
    one = PROFILE.category("complaint")
    more = tuple(replace(one, id=f"own-{at}") for at in range(count))
    return replace(PROFILE, categories=(PROFILE.category("secrecy"), *more))


@pytest.mark.parametrize(
    ("key", "choice"),
    [
        (Key.Key_1, ("none", None)),
        (Key.Key_9, ("own-4", None)),
        (Key.Key_0, ("own-5", None)),
        (Key.Key_A, ("own-6", None)),
        (Key.Key_C, ("own-8", None)),
    ],
)
def test_more_than_nine_choices_have_a_key_each(qtbot: QtBot, key: Key, choice: Choice) -> None:
    dialog = declaring(qtbot, key, profile=many(9))
    assert dialog.selected == choice
    assert len(choices(many(9))) == 13


def test_excluding_afterwards_needs_a_category(qtbot: QtBot) -> None:
    dialog = DeclarationDialog(PROFILE, "vi", excluding=True)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Key.Key_F8)
    assert dialog.choice is None
    QTest.keyClick(dialog, Key.Key_1)
    QTest.keyClick(dialog, Key.Key_F8)
    assert dialog.choice == ("secrecy", SecrecyLevel.MAT)


def test_what_may_stay_in_part_is_no_exclusion(qtbot: QtBot) -> None:
    dialog = DeclarationDialog(load_profile("dien-bien"), "vi", excluding=True)
    qtbot.addWidget(dialog)
    assert "central-law" not in [each for each, _ in dialog._choices]


# -- the doubt


def finding(*, sure: bool, declassified: bool = False) -> Finding:
    level = SecrecyLevel.MAT if sure else None
    return Finding("secrecy", level, 3, BOX, 0.9, sure, declassified)


def doubting(qtbot: QtBot, profile: Profile = PROFILE, **more: object) -> DoubtDialog:
    verdict = Excluded("secrecy", SecrecyLevel.MAT, 4, finding(sure=True))
    dialog = DoubtDialog(verdict, profile, "vi", **more)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_closing_a_doubt_excludes(qtbot: QtBot) -> None:
    dialog = DoubtDialog(Doubtful(4, finding(sure=False)), PROFILE, "vi")
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Key.Key_Return)
    assert dialog.isVisible(), "Enter does nothing"
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.reason is None


def test_no_mark_needs_a_typed_reason(qtbot: QtBot) -> None:
    dialog = doubting(qtbot)
    QTest.keyClick(dialog, Key.Key_F6)
    assert dialog.isVisible()
    QTest.keyClicks(dialog._typed, "  ")
    assert not dialog._no_mark.isEnabled()
    dialog._typed.insert("khung của bảng")  # an input method's way
    dialog._no_mark.click()
    assert (dialog.reason, dialog.second) == ("khung của bảng", "")


def test_a_declassified_paper_is_explained(qtbot: QtBot) -> None:
    found = Doubtful(1, finding(sure=False, declassified=True))
    told = DoubtDialog(found, PROFILE, "vi")._told(found, PROFILE)
    assert told[0].startswith("Trang 3 có dấu GIẢI MẬT.")
    assert "«Từ: …»" in told[0]


RULINGS = RulingRule(
    id="rulings",
    label=PROFILE.scanning.label,
    text=PROFILE.scanning.text,
    sources=PROFILE.scanning.sources,
    second_person=True,
)


def test_two_persons_rule_where_the_rule_says_so(qtbot: QtBot) -> None:
    asked: list[tuple[str, str]] = []
    answers: list[Callable[[DoubtDialog], None]] = [
        lambda dialog: dialog._refused(Refused("password-wrong", name="lan")),
        lambda dialog: dialog._ruled("lan"),
    ]

    def second(name: str, password: str, _: object, __: object) -> None:
        asked.append((name, password))
        answers.pop(0)(dialog)

    dialog = doubting(qtbot, replace(PROFILE, rulings=RULINGS), second=second)
    dialog._typed.setText("khung của bảng")
    assert not dialog._no_mark.isEnabled(), "the second person is missing"
    dialog._name.setText("lan")
    dialog._password.setText("sai")
    dialog._no_mark.click()
    assert dialog.reason is None
    assert dialog._beside.text()
    assert dialog._password.text() == ""
    dialog._password.setText("đúng")
    dialog._no_mark.click()
    assert asked == [("lan", "sai"), ("lan", "đúng")]
    assert dialog.reason == "khung của bảng"
    assert dialog.second == "lan"


def test_every_control_is_named(qtbot: QtBot) -> None:
    dialogs = [
        declaring(qtbot),
        doubting(qtbot, replace(PROFILE, rulings=RULINGS)),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        assert not controls_without_name(dialog)
        assert all(each.text() for each in dialog.findChildren(QPushButton))
