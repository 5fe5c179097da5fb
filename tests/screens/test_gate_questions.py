"""The gate's other questions: surplus pages, files left on the disk, a document left open."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog
from pytestqt.qtbot import QtBot

from clerk_app.core.settings import load_profile
from tests.helpers.screens import controls_without_name
from ui.gate_questions import Left, LeftDialog, SourceDialog, SurplusDialog
from ui.unscanned import UnscannedDialog

Key = Qt.Key
NAMED = load_profile("national").category("named-addressee")


def shown(qtbot: QtBot, dialog: QDialog, *keys: Key) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    for key in keys:
        QTest.keyClick(dialog, key)


@pytest.mark.parametrize(
    ("key", "other"), [(Key.Key_F5, True), (Key.Key_F8, False), (Key.Key_Escape, False)]
)
def test_surplus_pages_are_destroyed_unless_she_says_otherwise(
    qtbot: QtBot, key: Key, *, other: bool
) -> None:
    dialog = SurplusDialog(1, 3, "vi")
    shown(qtbot, dialog, Key.Key_Return, Key.Key_Space)
    assert dialog.isVisible()
    QTest.keyClick(dialog, key)
    assert (dialog.isVisible(), dialog.other_piece) == (False, other)


def test_a_source_file_is_deleted_only_when_she_chose_it(qtbot: QtBot) -> None:
    paths = [Path("a.pdf"), Path("b.pdf")]
    dialog = SourceDialog(paths, "vi", clear=False)
    shown(qtbot, dialog, Key.Key_Return, Key.Key_Space, Key.Key_F8)
    assert dialog.isVisible()
    dialog.findChildren(QCheckBox)[1].click()
    QTest.keyClick(dialog, Key.Key_F8)
    assert dialog.chosen == [Path("b.pdf")]


@pytest.mark.parametrize(
    ("key", "answer"),
    [(Key.Key_F5, Left.SCAN_ON), (Key.Key_F8, Left.DESTROY), (Key.Key_Escape, Left.LATER)],
)
def test_an_unfinished_document_waits_for_her_word(qtbot: QtBot, key: Key, answer: Left) -> None:
    dialog = LeftDialog(57, "vi")
    shown(qtbot, dialog, Key.Key_Return, Key.Key_Space)
    assert dialog.isVisible()
    QTest.keyClick(dialog, key)
    assert dialog.answer is answer


def test_a_line_without_a_scan_says_why_and_whose_rule_it_is(qtbot: QtBot) -> None:
    dialog = UnscannedDialog(NAMED, "vi")
    shown(qtbot, dialog, Key.Key_F9)
    assert dialog.request is None, "nothing is known of it"
    assert dialog._beside.text()
    dialog._fields["organ_name"].setText("SỞ THÍ DỤ")
    dialog._fields["issued_date"].setText("32/13/2026")
    QTest.keyClick(dialog, Key.Key_F9)
    assert dialog.request is None
    dialog._fields["issued_date"].setText("19/11/2026")
    QTest.keyClick(dialog, Key.Key_F9)
    assert dialog.request is not None
    assert "organ_name=SỞ THÍ DỤ" in dialog.request.settings
    assert str(NAMED.sources[0]) in (dialog.request.no_scan_reason or "")


def test_every_control_is_named(qtbot: QtBot) -> None:
    dialogs = [
        SurplusDialog(1, 3, "en"),
        SourceDialog([Path("a.pdf")], "en", clear=True),
        LeftDialog(57, "en"),
        UnscannedDialog(NAMED, "en"),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        assert not controls_without_name(dialog)
