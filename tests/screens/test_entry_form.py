"""The form: worst doubt first, one key to confirm, one to register, and the original back."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.domain.guess import FieldGuess
from clerk_app.domain.scanning import Box
from tests.helpers.screens import (
    a_draft,
    a_guess,
    a_picture,
    controls_without_name,
    focused,
    key,
    open_form,
    press,
    some_guesses,
    type_in,
)
from ui.entry_form import EntryForm

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
RETURN, F9 = Qt.Key.Key_Return, Qt.Key.Key_F9
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, popups
LINES = [("Số: 513/TB-SCT", Box(0, 0, 1, 1)), ("Lưu: VT", Box(0, 0, 1, 1))]


def with_doubts() -> dict[str, FieldGuess]:
    """A missing signer, a number by hand, an unsure subject (less sure than the date)."""
    guesses = some_guesses()
    del guesses["signer_full_name"]
    guesses["subject"] = a_guess("Về việc", 0.4)
    guesses["issued_date"] = a_guess("2026-10-01", 0.6, alternatives=("2026-10-07",))
    return guesses


@pytest.fixture
def form(qtbot: QtBot) -> EntryForm:
    return open_form(qtbot)


def test_enter_goes_through_the_doubts_worst_first(form: EntryForm) -> None:
    form.show_draft(a_draft("d2", guesses=with_doubts()))
    order = list(form.doubts)
    assert set(order[:2]) == {"code_number", "signer_full_name"}
    assert order[2:] == ["subject", "issued_date"]
    for name in order:
        assert focused() == name
        key(form, RETURN)
    assert QApplication.focusWidget() is form.sheet.register
    assert form.confirmed == set(order)
    assert form.doubts == []
    assert form.sheet.strip.text == "Đã xem đủ · F9 để đăng ký"


def test_shift_enter_goes_back_the_same_way(form: EntryForm) -> None:
    form.show_draft(a_draft("d2", guesses=with_doubts()))
    first, second, third = form.doubts[:3]
    key(form, RETURN)
    key(form, RETURN)
    assert focused() == third
    key(form, RETURN, SHIFT)
    assert focused() == second
    key(form, RETURN, SHIFT)
    assert focused() == first


def test_a_document_read_well_costs_two_keys(form: EntryForm, qtbot: QtBot) -> None:
    guesses = some_guesses() | {"code_number": a_guess("573")}
    form.show_draft(a_draft("d2", guesses=guesses))
    assert QApplication.focusWidget() is form.sheet.register
    with qtbot.waitSignal(form.register_asked):
        key(form, RETURN)


def test_f9_registers_from_any_field(form: EntryForm, qtbot: QtBot) -> None:
    form.fields["to_places"].choose_all()
    with qtbot.waitSignal(form.register_asked):
        key(form, F9)


def test_f9_stays_at_a_wrong_value(form: EntryForm, qtbot: QtBot) -> None:
    form.fields["due_date"].choose_all()
    type_in("31/02/2026")
    form.fields["to_places"].choose_all()
    assert form.fields["due_date"].wrong == "Ngày không có: nhập dd/mm/yyyy"
    with qtbot.assertNotEmitted(form.register_asked):
        key(form, F9)
    assert focused() == "due_date"
    assert "due_date" not in form.values()


@pytest.mark.parametrize("back", [Qt.Key.Key_Z, Qt.Key.Key_Backspace])
def test_the_original_comes_back_under_one_key(form: EntryForm, back: Qt.Key) -> None:
    form.fields["organ_name"].choose_all()
    type_in("Sở khác")
    assert form.values()["organ_name"] == "Sở khác"
    key(form, back, CTRL)
    assert form.values()["organ_name"] == "Sở Công Thương tỉnh Tây Khánh"


def test_what_the_directory_changed_is_shown_and_goes_back_under_one_key(form: EntryForm) -> None:
    guesses = some_guesses()
    organ = a_guess("SỞ CÔNG VỤ", corrected_from="SƠ CÔNG VỤ", alternatives=("SƠ CÔNG VỤ",))
    form.show_draft(a_draft("d3", guesses=guesses | {"organ_name": organ}))
    field = form.fields["organ_name"]
    assert field.text == "SỞ CÔNG VỤ"
    assert "đổi theo danh mục" in field.badge.text
    field.choose_all()
    key(form, Qt.Key.Key_Z, CTRL)
    assert form.values()["organ_name"] == "SƠ CÔNG VỤ"


def test_up_and_down_go_through_the_alternatives(form: EntryForm) -> None:
    assert focused() == "code_number"
    seen = []
    for _ in range(2):
        key(form, Qt.Key.Key_Down)
        seen.append(form.fields["code_number"].text)
    key(form, Qt.Key.Key_Up)
    assert [*seen, form.fields["code_number"].text] == ["513", "573", "513"]


def test_edits_are_told_once_the_keys_rest(form: EntryForm, qtbot: QtBot) -> None:
    told: list[str] = []
    form.edited.connect(told.append)
    form.fields["organ_name"].choose_all()
    type_in("Uỷ ban")
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["organ_name"]
    assert "organ_name" in form.confirmed


def test_the_same_draft_again_keeps_what_was_typed(form: EntryForm) -> None:
    form.fields["organ_name"].choose_all()
    type_in("Sở khác")
    later = some_guesses() | {
        "organ_name": a_guess("Sở đọc lại"),
        "signer_position": a_guess("Giám đốc"),
    }
    form.show_draft(a_draft(guesses=later))
    assert form.values()["organ_name"] == "Sở khác"
    assert form.values()["signer_position"] == "Giám đốc"
    assert "organ_name" in form.confirmed


def test_another_draft_takes_nothing_of_the_last(form: EntryForm, qtbot: QtBot) -> None:
    form.fields["organ_name"].choose_all()
    type_in("Sở khác")
    key(form, RETURN)
    with qtbot.assertNotEmitted(form.edited, wait=300):
        form.show_draft(a_draft("d2"))
    assert form.values() == a_draft("d2").fields
    assert form.confirmed == frozenset()


def test_f4_chooses_a_line_of_the_page(form: EntryForm) -> None:
    form.set_lines(LINES)
    form.fields["subject"].choose_all()
    key(form, Qt.Key.Key_F4)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(popup, Qt.Key.Key_Down)
    press(popup, RETURN)
    assert form.values()["subject"] == "Lưu: VT"
    assert focused() == "subject"


def test_tab_leaves_the_long_field(form: EntryForm) -> None:
    form.fields["subject"].choose_all()
    key(form, Qt.Key.Key_Tab)
    assert focused() == "signer_full_name"


def test_a_double_needs_a_reason(form: EntryForm, qtbot: QtBot) -> None:
    form.show_duplicate("in/2026/1012")
    with qtbot.assertNotEmitted(form.register_asked):
        key(form, F9)
    assert QApplication.focusWidget() is form.sheet.reason
    type_in("Bản sao lục")
    with qtbot.waitSignal(form.register_asked):
        key(form, F9)
    assert form.duplicate_reason() == "Bản sao lục"


@pytest.mark.parametrize("left_by", [Qt.Key.Key_Space, RETURN, F9])
def test_the_number_stays_until_the_next_key(
    form: EntryForm, qtbot: QtBot, left_by: Qt.Key
) -> None:
    form.show_draft(a_draft("d2"))
    form.show_number(1046, date(2026, 11, 22))
    card = form.number_card
    assert card.isVisible()
    assert card.accessibleName() == "Số đến 1046. Ngày 22/11/2026"
    press(card, Qt.Key.Key_Shift)
    assert card.isVisible()
    with qtbot.assertNotEmitted(form.register_asked):
        press(card, left_by)
    assert not card.isVisible()
    assert focused() == "code_number"


def test_nothing_is_typed_while_a_number_is_taken(form: EntryForm, qtbot: QtBot) -> None:
    form.fields["organ_name"].choose_all()
    form.set_busy(True)
    assert not form.fields["organ_name"].edit.isEnabled()
    with qtbot.assertNotEmitted(form.register_asked):
        press(form, F9)
    form.set_busy(False)
    assert focused() == "organ_name"


def test_the_snippet_is_shown(form: EntryForm) -> None:
    form.set_snippet(a_picture(200, 40, "#FF0000"))
    shot = form.sheet.snippet.grab().toImage()
    centre = shot.rect().center()
    assert shot.pixelColor(centre).name() == "#ff0000"
    form.set_snippet(None)
    assert form.sheet.snippet.grab().toImage().pixelColor(4, centre.y()).name() != "#ff0000"


def test_a_form_without_a_draft_says_so(form: EntryForm, qtbot: QtBot) -> None:
    form.clear()
    assert form.values() == {}
    assert form.sheet.strip.text == "Chọn một văn bản trong chồng"
    with qtbot.assertNotEmitted(form.register_asked):
        press(form, F9)


def test_every_control_is_named_and_reached_by_tab(form: EntryForm) -> None:
    assert not controls_without_name(form)
    form.sheet.open_more(True)
    form.fields["code_number"].choose_all()
    met: list[str] = []
    name: Callable[[], str] = focused
    for _ in range(30):
        if name() and name() not in met:
            met.append(name())
        key(form, Qt.Key.Key_Tab)
    assert met == list(form.fields)
