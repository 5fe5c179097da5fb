"""The intake screen by keys: scan, look, register, put right; with real reading and store."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event as Gate

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.application import audit, capture, drafts, lookup, office, registration
from clerk_app.application.capture import Seen
from clerk_app.application.office import Office
from clerk_app.core.ocr import Engine
from clerk_app.domain.draft import Built, Draft
from clerk_app.domain.entry import Entry
from clerk_app.domain.scanning import Page
from tests.helpers.builders import a_key_file
from tests.helpers.window import (
    Desktop,
    declare_soon,
    in_order,
    lay,
    letter_pages,
    press,
)
from tests.mail.options import Options
from ui.labels import LANGUAGES

LONG = 60_000
TWO = Options(pages=2, dpi=200, degradation="scan", handwriting=False, incoming=False)


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """A letter of two pages and a letter of one."""
    folder = tmp_path_factory.mktemp("pile")
    return {"two": letter_pages(folder, 21, TWO), "one": letter_pages(folder, 22)}


@pytest.fixture(scope="module")
def seen(pile: dict[str, list[Page]]) -> dict[str, list[Seen]]:
    """The same letters as the real reader sees them."""
    engine = Engine()
    return {
        name: in_order([capture.see(engine, page, whole=True) for page in pages])[0]
        for name, pages in pile.items()
    }


@pytest.fixture
def desktop(tmp_path: Path, qtbot: QtBot) -> Iterator[Desktop]:
    made = Desktop(tmp_path)
    yield made
    made.close()


def begin(qtbot: QtBot, desktop: Desktop) -> None:
    """Show the screen as the window in front, with what the last session left."""
    view = desktop.view
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.start()
    qtbot.waitUntil(lambda: view.run.profile is not None)
    settle(qtbot, desktop)


def settle(qtbot: QtBot, desktop: Desktop) -> None:
    qtbot.waitUntil(lambda: not desktop.busy, timeout=LONG)


def scan(qtbot: QtBot, desktop: Desktop, pages: Sequence[Page]) -> None:
    """F5, the declaration, and the whole pile."""
    desktop.scanner.pages = pages
    timer = declare_soon()
    with qtbot.waitSignal(desktop.view.run.ended, timeout=LONG):
        press(desktop.view, Qt.Key.Key_F5)
    assert not timer.isActive()
    bring_back(qtbot, desktop)
    settle(qtbot, desktop)


def bring_back(qtbot: QtBot, desktop: Desktop) -> None:
    """Do what a window manager does when a dialog closes."""
    desktop.view.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def check_all(desktop: Desktop) -> int:
    """Look at every doubtful field with Enter; give how many there were."""
    form = desktop.view.form
    count = 0
    while form.doubts:
        left = len(form.doubts)
        press(desktop.view, Qt.Key.Key_Return)
        count += 1
        assert len(form.doubts) == left - 1, form.focused
    return count


def register(qtbot: QtBot, desktop: Desktop) -> Entry:
    """Enter through the doubts, then F9."""
    check_all(desktop)
    with qtbot.waitSignal(desktop.view.entered, timeout=LONG):
        press(desktop.view, Qt.Key.Key_F9)
    settle(qtbot, desktop)
    return desktop.entries[-1]


def stored(folder: Path) -> list[Entry]:
    with office.opened(folder / "home", a_key_file(folder)) as opened:
        assert audit.verify(opened, None).clean
        return lookup.listed(opened, "in", None, "", None)


def texts(desktop: Desktop) -> list[int]:
    return [len(draft.pages) for draft in desktop.drafts]


# -- the main job


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
    desktop.view._pictures.clear()
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


def twice(qtbot: QtBot, desktop: Desktop) -> None:
    """F9 on a double: the strip comes, no number goes."""
    check_all(desktop)
    press(desktop.view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: desktop.view.form.sheet.doubles, timeout=LONG)
    settle(qtbot, desktop)
    assert len(desktop.entries) == 1
    assert desktop.failed == []
    press(desktop.view, Qt.Key.Key_F9)
    settle(qtbot, desktop)
    assert len(desktop.entries) == 1, "not without a reason"


def give_reason(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.view.form.sheet.reason.setText("bản chính gửi sau bản fax")
    with qtbot.waitSignal(desktop.view.entered, timeout=LONG):
        press(desktop.view, Qt.Key.Key_F9)
    settle(qtbot, desktop)
    assert desktop.entries[-1].number == 2


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


def press_undo(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.view.pile.list.setFocus()
    QTest.keyClick(desktop.view.pile.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desktop)


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
    def see(_: object, page: Page, *, whole: bool) -> Seen:
        if page.number == 3:
            raise MemoryError
        known = seen["one"][0]
        return replace(known, page=page, text=replace(known.text, page=page.number))

    monkeypatch.setattr(capture, "see", see)
    begin(qtbot, desktop)
    scan(qtbot, desktop, [page for _ in range(6) for page in pile["one"]])
    assert len(desktop.failed) == 1
    assert desktop.view.busy() is None
    assert texts(desktop) == [1], "the second letter may have had more pages"


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
    qtbot.waitUntil(lambda: bool(view._pictures))
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


def blurred(document: Sequence[Seen]) -> list[Seen]:
    """Give the same words, read with doubt."""
    return [
        replace(
            each,
            text=replace(
                each.text, words=tuple(replace(w, confidence=0.4) for w in each.text.words)
            ),
        )
        for each in document
    ]
