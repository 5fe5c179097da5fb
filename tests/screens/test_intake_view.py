"""The intake screen by keys: scan, look, register, put right; with real reading and store."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clerk_app.application.capture import Seen
from clerk_app.domain.scanning import Page
from tests.helpers.intake import (
    begin,
    blurred,
    check_all,
    give_reason,
    register,
    scan,
    settle,
    stored,
    texts,
    twice,
)
from tests.helpers.window import (
    Desktop,
    lay,
    press,
)


def test_from_f5_to_the_last_number(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, pile: dict[str, list[Page]]
) -> None:
    begin(qtbot, desktop)
    scan(qtbot, desktop, [*pile["two"], *pile["one"]])
    assert texts(desktop) == [2, 1]
    first = register(qtbot, desktop)
    card = desktop.view.form.number_card
    assert (first.number, card.isVisible()) == (1, True)
    press(desktop.view, Qt.Key.Key_Return)
    assert not card.isVisible()
    assert register(qtbot, desktop).number == 2
    assert desktop.failed == []
    assert desktop.drafts == []
    assert sorted(entry.number or 0 for entry in stored(tmp_path)) == [1, 2]


def test_nothing_is_registered_that_was_not_seen(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    lay(tmp_path, blurred(seen["one"]))
    begin(qtbot, desktop)
    form = desktop.view.form
    doubts = form.doubts
    assert doubts
    form.fields["to_places"].choose_all()
    press(desktop.view, Qt.Key.Key_F9)
    settle(qtbot, desktop)
    assert form.focused == doubts[0]
    assert desktop.entries == []
    assert register(qtbot, desktop).number == 1


def test_f9_before_the_picture_is_there_goes_on_to_the_next(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    first, second = lay(tmp_path, seen["two"], seen["one"])
    begin(qtbot, desktop)
    desktop.view.place.pictures.clear()
    register(qtbot, desktop)
    assert desktop.view.chosen == second.id
    assert first.id in desktop.view.desk.entries


def test_f9_twice_gives_one_number(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    (draft,) = lay(tmp_path, seen["one"])
    begin(qtbot, desktop)
    form, desk = desktop.view.form, desktop.view.desk
    for _ in range(3):
        desk.register(draft.id, form.values(), form.confirmed)
    settle(qtbot, desktop)
    assert len(desktop.entries) == 1
    assert desktop.failed == []
    assert len(stored(tmp_path)) == 1


# -- doubles


def test_the_same_letter_again_needs_a_reason(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    lay(tmp_path, seen["one"], seen["one"])
    begin(qtbot, desktop)
    assert register(qtbot, desktop).number == 1
    press(desktop.view, Qt.Key.Key_Return)
    twice(qtbot, desktop)
    assert [entry.number for entry in stored(tmp_path)] == [1]
    give_reason(qtbot, desktop)
    assert sorted(entry.number or 0 for entry in stored(tmp_path)) == [1, 2]


def test_the_same_pages_under_another_number_need_a_reason_too(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    lay(tmp_path, seen["one"], seen["one"])
    begin(qtbot, desktop)
    register(qtbot, desktop)
    press(desktop.view, Qt.Key.Key_Return)
    desktop.view.form.fields["code_number"].take("987")
    twice(qtbot, desktop)
    give_reason(qtbot, desktop)
    assert sorted(entry.number or 0 for entry in stored(tmp_path)) == [1, 2]


def test_a_twin_found_late_is_not_told_of_another_letter(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    _, _, other = lay(tmp_path, seen["one"], seen["one"], seen["two"])
    begin(qtbot, desktop)
    register(qtbot, desktop)
    press(desktop.view, Qt.Key.Key_Return)
    check_all(desktop)
    press(desktop.view, Qt.Key.Key_F9)
    desktop.view.choose(other.id)
    settle(qtbot, desktop)
    assert not desktop.view.form.sheet.doubles
    desktop.view.form.focus_first()
    assert register(qtbot, desktop).number == 2


# -- the pile put right
