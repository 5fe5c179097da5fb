"""Declaration and doubt: habit cannot click them away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clerk_app.core.settings import load_profile
from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.gate import Doubtful, Excluded, Finding
from clerk_app.domain.scanning import Box
from ui.declaration import DeclarationDialog, choices
from ui.doubt import DoubtDialog

PROFILE = load_profile("national")
BOX = Box(0.1, 0.1, 0.3, 0.2)


def declaring(qtbot: QtBot, *keys: Qt.Key) -> DeclarationDialog:
    dialog = DeclarationDialog(PROFILE, "vi")
    qtbot.addWidget(dialog)
    dialog.show()
    for key in keys:
        QTest.keyClick(dialog, key)
    return dialog


def test_the_ordinary_pile_costs_two_keys(qtbot: QtBot) -> None:
    dialog = declaring(qtbot, Qt.Key.Key_1, Qt.Key.Key_F5)
    assert dialog.choice == ("none", None)


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F5, Qt.Key.Key_Space]
)
def test_nothing_is_preselected_and_habit_declares_nothing(qtbot: QtBot, key: Qt.Key) -> None:
    dialog = declaring(qtbot, key)
    assert dialog.selected is None
    assert dialog.choice is None
    assert dialog.isVisible()


def test_enter_does_nothing_even_after_a_choice(qtbot: QtBot) -> None:
    dialog = declaring(qtbot, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert dialog.choice is None
    assert dialog.isVisible()


def test_what_may_not_be_digitised_cannot_begin_and_says_whose_rule_it_is(qtbot: QtBot) -> None:
    for number, (category, level) in enumerate(choices(PROFILE), start=1):
        dialog = declaring(qtbot, Qt.Key(Qt.Key.Key_0.value + number), Qt.Key.Key_F5)
        if category == "none":
            continue
        assert dialog.choice is None
        assert dialog.selected == (category, level)
        assert "Căn cứ: " in dialog._rule.text()


def finding(*, sure: bool) -> Finding:
    return Finding("secrecy", SecrecyLevel.MAT if sure else None, 3, BOX, 0.9, sure)


def test_excluding_afterwards_needs_a_category(qtbot: QtBot) -> None:
    dialog = DeclarationDialog(PROFILE, "vi", excluding=True)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert dialog.choice is None
    QTest.keyClick(dialog, Qt.Key.Key_1)
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert dialog.choice == ("secrecy", SecrecyLevel.MAT)


def test_closing_a_doubt_excludes(qtbot: QtBot) -> None:
    dialog = DoubtDialog(Doubtful(4, finding(sure=False)), PROFILE, "vi")
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter does nothing"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.reason is None


def test_no_mark_needs_a_typed_reason(qtbot: QtBot) -> None:
    dialog = DoubtDialog(
        Excluded("secrecy", SecrecyLevel.MAT, 4, finding(sure=True)), PROFILE, "vi"
    )
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog._no_mark.isEnabled()
    QTest.keyClicks(dialog._typed, "  ")
    assert not dialog._no_mark.isEnabled()
    dialog._typed.insert("khung của bảng")  # an input method's way
    dialog._no_mark.click()
    assert dialog.reason == "khung của bảng"
