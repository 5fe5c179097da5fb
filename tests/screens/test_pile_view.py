"""The pile: hundreds of cards, blank pages folded, parted and joined from the keyboard."""

from dataclasses import replace
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from tests.helpers.screens import a_picture, an_item, controls_without_name, press
from ui.pile_view import PileItem, PileView

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot) -> PileView:
    made = PileView()
    qtbot.addWidget(made)
    made.resize(256, 800)
    made.set_items([an_item(1), an_item(2, pages=5, blank=(2, 4)), an_item(3, pages=2)])
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.list.setFocus()
    return made


def shown(view: PileView) -> list[int]:
    """Give the numbers of the pages that the open card shows."""
    item = view.list.item
    assert item is not None
    return [item.pages[at].number for at in view.list.pile.shown_pages(item)]


def read_out(view: PileView, row: int) -> str:
    return str(view.list.pile.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def height(view: PileView, row: int) -> int:
    option = QStyleOptionViewItem()
    option.rect = view.list.viewport().rect()
    return view.list.itemDelegate().sizeHint(option, view.list.pile.index(row)).height()


def test_300_documents_are_quick(view: PileView) -> None:
    items = [an_item(place, pages=3) for place in range(1, 301)]
    start = perf_counter()
    view.set_items(items)
    view.grab()
    for place in range(1, 301):
        changed = [*items[: place - 1], replace(items[place - 1], state="look"), *items[place:]]
        view.set_items(changed)
    assert perf_counter() - start < 3.0
    assert len(view.list.pile.items) == 300


def test_keys_open_documents_and_tell_of_it(view: PileView, qtbot: QtBot) -> None:
    view.select("d1")
    with qtbot.waitSignal(view.chosen) as told:
        press(view.list, Qt.Key.Key_Down)
    assert told.args == ["d2"]
    assert view.selected == "d2"
    with qtbot.waitSignal(view.entered) as told:
        press(view.list, Qt.Key.Key_Return)
    assert told.args == ["d2"]


def test_select_tells_nobody(view: PileView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.chosen):
        view.select("d3")
    assert view.selected == "d3"


@pytest.mark.parametrize("above", [0, 2])
def test_what_is_open_stays_open_when_the_pile_changes(
    view: PileView, qtbot: QtBot, above: int
) -> None:
    view.select("d3")
    new = [an_item(10 + place) for place in range(above)]
    with qtbot.assertNotEmitted(view.chosen):
        view.set_items([*new, an_item(2), an_item(3, pages=2, state="look", doubts=1)])
    assert view.selected == "d3"
    assert view.list.currentIndex().row() == above + 1
    view.set_items([an_item(1)])
    assert view.selected is None


def test_only_the_open_card_shows_its_pages(view: PileView) -> None:
    view.select("d1")
    closed = height(view, 1)
    assert closed == height(view, 0) == height(view, 2)
    view.select("d2")
    assert height(view, 1) > closed + 60
    assert height(view, 2) == closed


def test_blank_pages_are_folded_and_can_be_opened(view: PileView) -> None:
    view.select("d2")
    item = view.list.item
    assert item is not None
    assert shown(view) == [1, 3, 5]
    cards = view.list.itemDelegate()
    assert cards.chip_words(item) == "+2 trang trắng"  # type: ignore[attr-defined]
    press(view.list, Qt.Key.Key_Space)
    assert shown(view) == [1, 2, 3, 4, 5]
    view.set_items([replace(each, doubts=1) for each in view.list.pile.items])
    assert shown(view) == [1, 2, 3, 4, 5]
    press(view.list, Qt.Key.Key_Space)
    assert shown(view) == [1, 3, 5]


def test_the_mouse_opens_the_fold_and_means_a_page(view: PileView, qtbot: QtBot) -> None:
    view.select("d2")
    view.grab()
    rect = view.list.visualRect(view.list.pile.index(1))
    port, left = view.list.viewport(), Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(view.page_chosen) as told:
        QTest.mouseClick(port, left, none, QPoint(rect.left() + 70, rect.top() + 100))
    assert told.args == ["d2", 2]
    QTest.mouseClick(port, left, none, QPoint(rect.left() + 30, rect.bottom() - 20))
    assert shown(view) == [1, 2, 3, 4, 5]


def test_a_page_is_made_the_first_of_a_new_document(view: PileView, qtbot: QtBot) -> None:
    view.select("d2")
    with qtbot.assertNotEmitted(view.split_asked):
        press(view.list, Qt.Key.Key_T, CTRL)
    with qtbot.waitSignal(view.page_chosen) as told:
        press(view.list, Qt.Key.Key_Right)
    assert told.args == ["d2", 2]
    assert read_out(view, 1).endswith("trang 3")
    with qtbot.waitSignal(view.split_asked) as told:
        press(view.list, Qt.Key.Key_T, CTRL)
    assert told.args == ["d2", "d2-p3"]


def test_documents_are_joined_discarded_and_brought_back(view: PileView, qtbot: QtBot) -> None:
    view.select("d2")
    with qtbot.waitSignal(view.join_asked) as told:
        press(view.list, Qt.Key.Key_G, CTRL)
    assert told.args == ["d2"]
    with qtbot.waitSignal(view.discard_asked) as told:
        press(view.list, Qt.Key.Key_Delete)
    assert told.args == ["d2"]
    with qtbot.waitSignal(view.undo_asked):
        press(view.list, Qt.Key.Key_Z, CTRL)
    view.select("d1")
    with qtbot.assertNotEmitted(view.join_asked):
        press(view.list, Qt.Key.Key_G, CTRL)


def test_what_is_registered_is_left_alone(view: PileView, qtbot: QtBot) -> None:
    view.set_items([an_item(1), an_item(2, pages=3, state="registered", number=1045)])
    view.select("d2")
    press(view.list, Qt.Key.Key_Right)
    with (
        qtbot.assertNotEmitted(view.split_asked),
        qtbot.assertNotEmitted(view.join_asked),
        qtbot.assertNotEmitted(view.discard_asked),
    ):
        press(view.list, Qt.Key.Key_T, CTRL)
        press(view.list, Qt.Key.Key_G, CTRL)
        press(view.list, Qt.Key.Key_Delete)


def test_the_menu_offers_what_can_be_done(view: PileView) -> None:
    view.select("d2")
    actions = view.list.menu().actions()
    offered = {each.text().partition("\t")[0]: each.isEnabled() for each in actions}
    assert offered == {
        "Tách tại đây": False,
        "Gộp lên": True,
        "Bỏ khỏi chồng": True,
        "Hoàn tác": True,
        "Hiện trang trắng": True,
    }


@pytest.mark.parametrize(
    ("item", "words", "colour"),
    [
        (
            an_item(1, pages=3, state="registered", number=1045),
            "3 trang · Đã đăng ký · số đến 1045",
            "good",
        ),
        (an_item(1, state="registered"), "1 trang · Đã đăng ký · chưa cấp số", "good"),
        (an_item(1, state="look", doubts=1), "1 trang · 1 trường cần xem", "doubt"),
        (
            an_item(1, pages=4, state="reading", read_pages=3),
            "4 trang · Đang đọc trang 3/4",
            "quiet",
        ),
        (an_item(1, pages=2, state="border"), "2 trang · Kiểm tra ranh giới", "doubt"),
        (an_item(1), "1 trang · Đọc tốt", "good"),
    ],
)
def test_a_card_tells_its_state_in_words(
    view: PileView, item: PileItem, words: str, colour: str
) -> None:
    assert item.told() == (words, colour)
    view.set_items([item])
    assert words in read_out(view, 0)


@pytest.mark.parametrize(
    ("images", "sheets", "words"),
    [
        (37, 38, "Thiếu 1 ảnh so với số tờ — xem"),
        (39, 38, "Thừa 1 ảnh so với số tờ — xem"),
        (38, 38, ""),
        (38, None, ""),
    ],
)
def test_sheets_and_images_are_compared(
    view: PileView, qtbot: QtBot, images: int, sheets: int | None, words: str
) -> None:
    view.set_counts(images, sheets)
    assert view.strip.isVisible() == bool(words)
    if words:
        assert view.strip.text() == words
        with qtbot.waitSignal(view.difference_asked):
            view.strip.click()


def test_the_pile_is_counted(view: PileView) -> None:
    assert view.counts == "3 văn bản · 8 trang"
    view.set_counts(8, 9)
    assert view.counts == "3 văn bản · 8 trang · khay nạp 9 tờ"


def test_scanning_can_be_stopped_by_escape(view: PileView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.stop_asked):
        press(view, Qt.Key.Key_Escape)
    view.set_scanning(True, 12)
    assert view.stop.isVisible()
    assert not view.scan.isVisible()
    with qtbot.waitSignal(view.stop_asked):
        press(view, Qt.Key.Key_Escape)
    view.set_scanning(False, 12)
    with qtbot.waitSignal(view.scan_asked):
        view.scan.click()
    with qtbot.waitSignal(view.import_asked):
        view.import_.click()


def test_thumbnails_are_kept_small_and_go_with_their_pages(view: PileView) -> None:
    view.set_thumbnail("d1-p1", a_picture(2480, 3508))
    kept = view.list.pile.thumbnails["d1-p1"]
    assert kept.width() == 120
    view.set_items([an_item(2)])
    assert view.list.pile.thumbnails == {}


def test_every_control_is_named(view: PileView) -> None:
    view.set_counts(1, 2)
    assert not controls_without_name(view)
