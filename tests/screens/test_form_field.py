"""The form's fields: days, doubts in words, completions without marks, values as kept."""

from datetime import date
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.domain.guess import FieldGuess
from tests.helpers.screens import (
    a_draft,
    a_guess,
    key,
    open_form,
    press,
    some_guesses,
    type_in,
)
from ui.entry_form import EntryForm
from ui.intake_words import parse_day

CTRL, RETURN = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, popups


@pytest.fixture
def form(qtbot: QtBot) -> EntryForm:
    return open_form(qtbot)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("01/10/2026", date(2026, 10, 1)),
        ("1/10/26", date(2026, 10, 1)),
        ("01102026", date(2026, 10, 1)),
        ("011026", date(2026, 10, 1)),
        ("1.10.2026", date(2026, 10, 1)),
        ("29-2-2028", date(2028, 2, 29)),
        ("2026-10-01", date(2026, 10, 1)),
    ],
)
def test_days_as_clerks_type_them(form: EntryForm, typed: str, day: date) -> None:
    assert parse_day(typed) == day
    form.fields["due_date"].choose_all()
    type_in(typed)
    key(form, RETURN)
    assert form.values()["due_date"] == day.isoformat()
    assert form.fields["due_date"].text == f"{day.day:02}/{day.month:02}/{day.year}"


@pytest.mark.parametrize("typed", ["31/2/2026", "1/13/2026", "mai", "1/2", "29/2/2027", "123"])
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — the form shows one sentence for all
        parse_day(typed)


@pytest.mark.parametrize(
    ("guess", "words"),
    [
        (a_guess("573", 0.3, handwritten=True, alternatives=("513",)), "viết tay — 573? 513?"),
        (a_guess("573", 0.97, handwritten=True, alternatives=("513",)), ""),
        (a_guess("", 0.0, handwritten=True), "thiếu"),
        (a_guess("573", 0.5), "không chắc"),
        (a_guess("573", 0.5, alternatives=("578",)), "không chắc — 573? 578?"),
        (a_guess("573", 0.95), ""),
        (None, "chưa đọc được"),
    ],
)
def test_doubt_is_told_in_words(form: EntryForm, guess: FieldGuess | None, words: str) -> None:
    guesses = some_guesses()
    del guesses["code_number"]
    if guess is not None:
        guesses["code_number"] = guess
    form.show_draft(a_draft("d2", guesses=guesses))
    field = form.fields["code_number"]
    assert field.badge.text == words
    assert field.edit.accessibleDescription() == words


def test_what_was_emptied_is_missing_until_it_is_confirmed(form: EntryForm, qtbot: QtBot) -> None:
    form.fields["code_number"].choose_all()
    key(form, Qt.Key.Key_Delete)
    assert form.values()["code_number"] == ""
    with qtbot.waitSignal(form.edited) as told:
        pass
    assert told.args == ["code_number"]


def test_a_confirmed_doubt_is_told_as_seen(form: EntryForm) -> None:
    key(form, RETURN)
    badge = form.fields["code_number"].badge
    assert (badge.text, badge.role) == ("đã xem", "good")


def test_what_the_directory_changed_is_told_and_can_be_undone(form: EntryForm) -> None:
    form.show_draft(a_draft("d2", organ_name="Sở Công Thương tỉnh Lâm Sơn"))
    field = form.fields["organ_name"]
    assert field.badge.text.startswith("đổi theo danh mục")
    field.choose_all()
    key(form, Qt.Key.Key_Z, CTRL)
    assert field.text == "Sở Công Thương tỉnh Tây Khánh"


def test_500_keys_a_second_do_not_block(form: EntryForm) -> None:
    form.set_completions("subject", [f"Báo cáo tình hình số {n}" for n in range(3000)])
    form.fields["subject"].choose_all()
    start = perf_counter()
    type_in("Báo cáo tình hình " * 28)
    assert perf_counter() - start < 1.0


def completions(form: EntryForm, qtbot: QtBot, name: str, typed: str) -> list[str]:
    form.set_completions(name, ["Ủy ban nhân dân tỉnh", "Sở Nội vụ", "Uỷ ban MTTQ", "Đảng ủy"])
    form.fields[name].choose_all()
    type_in(typed)
    qtbot.waitUntil(lambda: form.fields[name].completing)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    model = popup.model()  # type: ignore[attr-defined]
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


@pytest.mark.parametrize("name", ["organ_name", "subject"])
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("uy ban", ["Ủy ban nhân dân tỉnh", "Uỷ ban MTTQ"]),
        ("dang", ["Đảng ủy"]),
        ("nội", ["Sở Nội vụ"]),
    ],
)
def test_completions_need_no_marks(
    form: EntryForm, qtbot: QtBot, name: str, typed: str, found: list[str]
) -> None:
    assert completions(form, qtbot, name, typed) == found
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(popup, Qt.Key.Key_Down)
    press(popup, RETURN)
    assert form.values()[name] == found[0]
    assert not form.fields[name].completing


def test_enter_over_untouched_completions_confirms_the_field(form: EntryForm, qtbot: QtBot) -> None:
    completions(form, qtbot, "organ_name", "uy ban")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(popup, RETURN)
    assert form.values()["organ_name"] == "uy ban"
    assert "organ_name" in form.confirmed
    assert not form.fields["organ_name"].completing


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("recipients", "Như trên; Lưu: VT", ["Như trên", "Lưu: VT"]),
        ("page_amount", "12", 12),
        ("subject", "về  việc\u0301", "về việć"),
        ("organ_name", "", ""),
    ],
)
def test_values_are_kept_as_entries_keep_them(
    form: EntryForm, name: str, typed: str, value: object
) -> None:
    form.fields[name].take(typed)
    assert form.values()[name] == value


def test_urgency_is_chosen_and_undone(form: EntryForm) -> None:
    form.put("priority", "HỎA TỐC")
    assert form.values()["priority"] == "HỎA TỐC"
    form.put("priority", "")
    assert "priority" not in form.values()


def test_a_field_says_what_is_wrong_with_its_length(form: EntryForm) -> None:
    form.put("code_number", "1" * 12)
    assert form.fields["code_number"].wrong == "Dài quá 11 ký tự"
    assert form.values()["code_number"] == "573"
