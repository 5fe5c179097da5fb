"""The intake screen when things go otherwise: undo, faults, crashes, haste."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event as Gate

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.application import backup, capture, drafts, office, registration
from clerk_app.application.capture import Seen
from clerk_app.application.office import Office
from clerk_app.domain.draft import Built, Draft
from clerk_app.domain.scanning import Page
from clerk_app.errors import MachineFault
from tests.helpers.builders import a_key_file
from tests.helpers.intake import (
    LONG,
    begin,
    bring_back,
    press_undo,
    register,
    scan,
    settle,
    texts,
)
from tests.helpers.window import (
    Desktop,
    declare_soon,
    lay,
    press,
)
from ui import failures
from ui.labels import LANGUAGES


def test_split_join_and_set_aside_are_undone(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    lay(tmp_path, seen["two"], seen["one"])
    begin(qtbot, desktop)
    desk, view = desktop.view.desk, desktop.view
    first, second = list(desk.drafts)

    desk.split(first, desk.drafts[first].pages[1].id)
    settle(qtbot, desktop)
    assert texts(desktop) == [1, 1, 1]
    press_undo(qtbot, desktop)
    assert texts(desktop) == [2, 1]

    desk.join_up(second)
    settle(qtbot, desktop)
    assert texts(desktop) == [3]
    press_undo(qtbot, desktop)
    assert texts(desktop) == [2, 1]

    desk.set_aside(first)
    assert texts(desktop) == [1]
    assert view.chosen == next(iter(desk.drafts))
    press_undo(qtbot, desktop)
    assert texts(desktop) == [2, 1]
    assert not desk.undo(), "an undo is not itself undone"
    assert desktop.failed == []
    press(desktop.view, Qt.Key.Key_Return)  # from the pile to the form
    assert register(qtbot, desktop).number == 1


def test_what_was_set_aside_comes_back_after_a_number(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    first, second = lay(tmp_path, seen["two"], seen["one"])
    begin(qtbot, desktop)
    desktop.view.desk.set_aside(first.id)
    register(qtbot, desktop)
    assert desktop.view.desk.undo()
    assert [draft.id for draft in desktop.drafts] == [first.id]
    assert second.id in desktop.view.desk.entries


def test_undo_keeps_what_came_meanwhile(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    (first,) = lay(tmp_path, seen["two"])
    begin(qtbot, desktop)
    desktop.view.desk.set_aside(first.id)
    (second,) = lay(tmp_path, seen["one"])
    desktop.view.desk.add(second)
    press_undo(qtbot, desktop)
    assert [draft.id for draft in desktop.drafts] == [first.id, second.id]


def test_a_pdf_is_of_the_pages_that_the_document_has_when_it_is_registered(
    qtbot: QtBot,
    desktop: Desktop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seen: dict[str, list[Seen]],
) -> None:
    begun, go_on, made = Gate(), Gate(), []
    build, enter = drafts.build, registration.register_draft

    def slowly(draft: Draft, images: Sequence[Page], record: drafts.Conversion) -> Built:
        begun.set()
        assert go_on.wait(10)
        return build(draft, images, record)

    def entered(opened: Office, draft: Draft, built: Built, **more: str | None) -> object:
        made.append((len(draft.pages), len(built.cleared.pages)))
        return enter(opened, draft, built, **more)

    monkeypatch.setattr(drafts, "build", slowly)
    monkeypatch.setattr(registration, "register_draft", entered)
    (draft,) = lay(tmp_path, seen["two"])
    qtbot.addWidget(desktop.view)
    desktop.view.start()
    qtbot.waitUntil(begun.is_set)
    desk, form = desktop.view.desk, desktop.view.form
    desk.split(draft.id, draft.pages[1].id)
    qtbot.waitUntil(lambda: len(desktop.drafts) == 2)
    desk.register(draft.id, form.values(), form.confirmed)
    qtbot.waitUntil(lambda: not desktop.store.busy)
    go_on.set()
    qtbot.waitUntil(lambda: bool(desktop.entries), timeout=LONG)
    assert made == [(1, 1)]
    settle(qtbot, desktop)


# -- faults, the end, and the start after it


def test_a_fault_in_the_middle_is_told_and_what_came_is_kept(
    qtbot: QtBot, desktop: Desktop, pile: dict[str, list[Page]]
) -> None:
    begin(qtbot, desktop)
    desktop.scanner.fault_at = 2
    scan(qtbot, desktop, [*pile["one"], *pile["two"]])
    assert [getattr(error, "code", "") for error in desktop.failed] == ["paper-jam"]
    assert texts(desktop) == [1, 1]
    assert desktop.view.busy() is None
    assert register(qtbot, desktop).number == 1


def test_a_page_that_cannot_be_read_ends_the_run(
    qtbot: QtBot,
    desktop: Desktop,
    monkeypatch: pytest.MonkeyPatch,
    pile: dict[str, list[Page]],
    seen: dict[str, list[Seen]],
) -> None:
    def see(_: object, page: Page, **__: object) -> Seen:
        if page.number == 3:
            raise MemoryError
        known = seen["one"][0]
        return replace(known, page=page, text=replace(known.text, page=page.number))

    monkeypatch.setattr(capture, "see", see)
    begin(qtbot, desktop)
    scan(qtbot, desktop, [page for _ in range(6) for page in pile["one"]])
    assert len(desktop.failed) == 1
    assert desktop.view.busy() is None
    assert texts(desktop) == [1], "the second letter may have more pages"


def test_closing_is_asked_about_while_pages_come(
    qtbot: QtBot, desktop: Desktop, pile: dict[str, list[Page]]
) -> None:
    begin(qtbot, desktop)
    assert desktop.view.busy() is None
    asked: list[str | None] = []
    desktop.view.run.came.connect(lambda _: asked.append(desktop.view.busy()))
    scan(qtbot, desktop, pile["one"])
    assert asked == ["đang quét và đọc văn bản"], LANGUAGES
    assert desktop.view.busy() is None


def test_what_was_kept_is_there_after_a_crash(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    lay(tmp_path, seen["two"], seen["one"])
    begin(qtbot, desktop)
    assert desktop.told == ["Đã mở lại 2 văn bản của phiên trước."]
    form = desktop.view.form
    form.fields["subject"].choose_all()
    form.put("subject", "sửa tay trước khi mất điện")
    qtbot.wait(400)  # the keys rest
    settle(qtbot, desktop)
    desktop.view.close()
    desktop.open()
    begin(qtbot, desktop)
    assert texts(desktop) == [2, 1]
    assert desktop.view.form.fields["subject"].text == "sửa tay trước khi mất điện"
    assert "subject" in desktop.view.form.confirmed


# -- the page and the keys


def test_a_box_on_the_page_is_read_into_the_field(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    (draft,) = lay(tmp_path, seen["one"])
    begin(qtbot, desktop)
    view = desktop.view
    qtbot.waitUntil(lambda: bool(view.place.pictures))
    box = draft.reading.fields["code_notation"].box
    field = view.form.fields["to_places"]
    field.choose_all()
    sheet = view.page.sheet
    place = sheet.view_rect(box).toRect().adjusted(-6, -4, 6, 4)
    middle = QPoint((place.left() + place.right()) // 2, (place.top() + place.bottom()) // 2)
    port = sheet.viewport()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, pos=place.topLeft())
    QTest.mouseMove(port, middle)
    QTest.mouseRelease(port, left, pos=place.bottomRight())
    qtbot.waitUntil(lambda: bool(field.text), timeout=LONG)
    assert str(draft.fields["code_notation"]).split("-")[0] in field.text
    assert desktop.failed == []


def test_five_hundred_fast_keys_all_arrive(
    qtbot: QtBot,
    desktop: Desktop,
    tmp_path: Path,
    pile: dict[str, list[Page]],
    seen: dict[str, list[Seen]],
) -> None:
    """While pages come in, are read and are kept."""
    lay(tmp_path, seen["one"])
    begin(qtbot, desktop)
    field = desktop.view.form.fields["description"]
    desktop.view.form.sheet.reveal("description")
    desktop.scanner.pages = [*pile["two"], *pile["one"]]
    timer = declare_soon()
    press(desktop.view, Qt.Key.Key_F5)
    assert not timer.isActive()
    bring_back(qtbot, desktop)
    field.choose_all()
    editor = QApplication.focusWidget()
    assert editor is field.edit
    typed = "".join("abcdefghij"[at % 10] for at in range(500))
    for letter in typed:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            key = Qt.Key(Qt.Key.Key_A + ord(letter) - ord("a"))
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.postEvent(editor, event)
    settle(qtbot, desktop)
    qtbot.waitUntil(lambda: desktop.view.busy() is None, timeout=LONG)
    assert field.text == typed
    assert len(desktop.drafts) == 3


def test_a_backup_out_of_reach_that_may_hold_what_was_excluded_is_told(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, seen: dict[str, list[Seen]]
) -> None:
    (draft,) = lay(tmp_path, seen["one"])
    path = tmp_path / "away.tar"
    with office.opened(tmp_path / "home", a_key_file(tmp_path)) as opened:
        backup.make(opened, path)
    path.unlink()
    begin(qtbot, desktop)
    desktop.view.desk.exclude(draft.id, "secrecy", "MẬT")
    qtbot.waitUntil(lambda: desktop.view.desk.drafts == {}, timeout=LONG)
    qtbot.waitUntil(lambda: bool(desktop.failed), timeout=LONG)
    (told,) = desktop.failed
    assert isinstance(told, MachineFault)
    assert str(path) in failures.sentence(told, "vi")
