"""The page: a box dragged is the box outlined, whatever the zoom and the turn."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerk_app.domain.scanning import Box
from tests.helpers.screens import a_picture, controls_without_name, press
from ui.page_view import PageView, snippet

BOX = Box(0.30, 0.20, 0.60, 0.25)


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    made = PageView()
    qtbot.addWidget(made)
    made.resize(700, 800)
    made.show_pages([a_picture(), None, a_picture(colour="#204060")])
    made.show()
    return made


def drag(view: PageView, start: QPointF, end: QPointF) -> None:
    port = view.sheet.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, at in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, end),
        (QEvent.Type.MouseButtonRelease, end),
    ):
        event = QMouseEvent(kind, at, port.mapToGlobal(at), left, left, none)
        QApplication.sendEvent(port, event)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("scale", [0.4, 1.0, 2.3])
def test_a_box_goes_out_and_comes_back(
    view: PageView, qtbot: QtBot, scale: float, turns: int
) -> None:
    view.sheet.set_scale(scale)
    for _ in range(turns):
        view.sheet.turn()
    view.outline(0, BOX)
    place = view.sheet.view_rect(BOX)
    assert place.width() == pytest.approx(scale * (120 if turns % 2 == 0 else 30), abs=0.01)
    with qtbot.waitSignal(view.box_dragged) as told:
        drag(view, place.topLeft(), place.bottomRight())
    index, box = told.args
    assert index == 0
    assert box == pytest.approx(BOX, abs=0.002)


def test_a_box_is_cut_at_the_pages_edge(view: PageView, qtbot: QtBot) -> None:
    view.sheet.fit("page")
    with qtbot.waitSignal(view.box_dragged) as told:
        drag(view, QPointF(1, 1), QPointF(350, 400))
    box = told.args[1]
    assert box[:2] == pytest.approx((0, 0))
    assert 0 < box[2] < 1


def test_a_click_is_no_box(view: PageView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.box_dragged):
        drag(view, QPointF(300, 300), QPointF(302, 301))


def test_an_outline_far_away_is_scrolled_into_sight(view: PageView) -> None:
    view.sheet.set_scale(3.0)
    far = Box(0.80, 0.90, 0.95, 0.93)
    assert not view.sheet.viewport().rect().contains(view.sheet.view_rect(far).toRect())
    view.outline(0, far)
    assert view.sheet.viewport().rect().contains(view.sheet.view_rect(far).toRect())


def test_an_outline_opens_its_page(view: PageView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.page_changed) as told:
        view.outline(2, BOX)
    assert told.args == [2]
    assert view.sheet.outlined == BOX
    view.go(0)
    assert view.sheet.outlined is None
    view.go(2)
    assert view.sheet.outlined == BOX


def test_the_outline_is_painted_in_the_accent(view: PageView) -> None:
    before = view.sheet.grab().toImage()
    view.outline(0, BOX)
    after = view.sheet.grab().toImage()
    at = view.sheet.view_rect(BOX).toRect().adjusted(-5, 0, 0, 0)
    spot = QPoint(at.left(), at.center().y()) * int(after.devicePixelRatio())
    assert before.pixelColor(spot) != after.pixelColor(spot)
    assert after.pixelColor(spot).blue() > after.pixelColor(spot).red() + 60


def test_pages_are_turned_by_key(view: PageView) -> None:
    press(view, Qt.Key.Key_PageDown)
    assert view.index == 1
    assert view.sheet.message == "Đang mở trang…"
    view.set_image(1, a_picture())
    assert not view.sheet.message
    for _ in range(4):
        press(view, Qt.Key.Key_PageDown)
    assert view.index == 2
    press(view, Qt.Key.Key_PageUp)
    assert view.index == 1


def test_zoom_by_key_and_wheel(view: PageView) -> None:
    held = Qt.KeyboardModifier.ControlModifier
    start = view.sheet.scale_now
    press(view, Qt.Key.Key_Plus, held)
    assert view.sheet.scale_now == pytest.approx(start * 1.2)
    press(view, Qt.Key.Key_Minus, held)
    assert view.sheet.scale_now == pytest.approx(start)
    port = view.sheet.viewport()
    at = QPointF(200, 200)
    wheel = QWheelEvent(
        at,
        port.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, wheel)
    assert view.sheet.scale_now == pytest.approx(start * 1.2)


def test_a_fitted_page_needs_no_scroll_bar(view: PageView) -> None:
    view.sheet.fit("page")
    assert view.sheet.verticalScrollBar().maximum() == view.sheet.verticalScrollBar().minimum()
    view.sheet.fit("width")
    across = view.sheet.horizontalScrollBar()
    assert across.maximum() == across.minimum()


def test_a_document_is_parted_from_its_second_page_on(view: PageView, qtbot: QtBot) -> None:
    held = Qt.KeyboardModifier.ControlModifier
    with qtbot.assertNotEmitted(view.split_asked):
        press(view, Qt.Key.Key_T, held)
    view.go(2)
    with qtbot.waitSignal(view.split_asked) as told:
        press(view, Qt.Key.Key_T, held)
    assert told.args == [2]
    with qtbot.waitSignal(view.join_asked):
        press(view, Qt.Key.Key_G, held)


def test_a_hidden_page_leaves_nothing_on_the_screen(view: PageView, qtbot: QtBot) -> None:
    view.show_pages([a_picture(colour="#FF0000"), a_picture(colour="#FF0000")])
    view.outline(0, BOX)
    view.hide_page("Trang có dấu nghi là MẬT")
    view.go(1)
    assert view.sheet.message == "Trang có dấu nghi là MẬT"
    shot = view.sheet.grab().toImage()
    seen = {shot.pixelColor(x, y).name() for x in range(0, 690, 7) for y in range(0, 740, 7)}
    assert "#ff0000" not in seen
    with qtbot.assertNotEmitted(view.box_dragged):
        drag(view, QPointF(50, 50), QPointF(300, 300))


def test_a_snippet_is_cut_with_a_margin_inside_the_page() -> None:
    page = a_picture(1000, 1400)
    page.setPixelColor(310, 290, QColor("#FF0000"))
    cut = snippet(page, BOX, margin=0.01)
    assert (cut.width(), cut.height()) == (320, 90)
    assert cut.pixelColor(20, 20) == QColor("#FF0000")
    assert snippet(page, Box(0.0, 0.0, 0.1, 0.1), 0.05).width() == 150


def test_every_control_is_named(view: PageView) -> None:
    assert not controls_without_name(view)
