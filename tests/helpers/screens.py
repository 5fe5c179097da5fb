"""Invented drafts for the screens' tests, and pictures of widgets to look at."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.domain.draft import Draft, DraftPage
from clerk_app.domain.guess import FieldGuess, FieldValue
from clerk_app.domain.reading import PageText, Reading
from clerk_app.domain.scanning import Box, Colour
from tests.helpers.builders import a_declaration
from tests.mail.letters import make_letter
from ui.entry_form import EntryForm
from ui.form_field import FormField
from ui.lock import Cover
from ui.pile_view import PileItem, PilePage

NUMBER_BOX = Box(0.20, 0.16, 0.42, 0.19)


def a_guess(
    value: FieldValue, sure: float = 0.97, *, box: Box = NUMBER_BOX, **more: object
) -> FieldGuess:
    return replace(FieldGuess(value, sure, 1, box), **more)  # type: ignore[arg-type]


def some_guesses() -> dict[str, FieldGuess]:
    return {
        "code_number": a_guess("573", 0.35, handwritten=True, alternatives=("513",)),
        "code_notation": a_guess("TB-SCT"),
        "organ_name": a_guess("Sở Công Thương tỉnh Tây Khánh"),
        "issued_date": a_guess("2026-10-01"),
        "type_name": a_guess("Thông báo"),
        "subject": a_guess("Thời gian kiểm tra điều kiện kinh doanh xăng dầu quý IV"),
        "signer_full_name": a_guess("Tạ Bảo Châu"),
        "signer_position": a_guess("Phó Giám đốc"),
        "page_amount": a_guess(1, 1.0),
        "recipients": a_guess(["Như trên", "Lưu: VT"]),
        "language": a_guess("Tiếng Việt"),
    }


def a_draft(
    ident: str = "d1",
    *,
    guesses: dict[str, FieldGuess] | None = None,
    confirmed: frozenset[str] = frozenset(),
    **typed: FieldValue,
) -> Draft:
    """Make a draft of one page; `typed` goes over what was read."""
    read = some_guesses() if guesses is None else guesses
    page = DraftPage(f"{ident}-p1", 1654, 2339, 200.0, Colour.COLOUR, False, PageText(1, ()))
    fields = {name: guess.value for name, guess in read.items()} | typed
    return Draft(ident, (page,), a_declaration(), Reading(read), fields, confirmed)


def an_item(
    place: int = 1, *, pages: int = 1, blank: tuple[int, ...] = (), **more: object
) -> PileItem:
    """Make a card; `blank` holds the numbers of its blank pages."""
    item = PileItem(
        id=f"d{place}",
        title=f"{place}. Sở Tài chính",
        subject="Báo cáo quyết toán quý III",
        pages=tuple(
            PilePage(f"d{place}-p{number}", number, number in blank)
            for number in range(1, pages + 1)
        ),
        state="good",
        doubts=0,
        number=None,
        read_pages=pages,
    )
    return replace(item, **more)  # type: ignore[arg-type]


def a_picture(width: int = 400, height: int = 600, colour: str = "#F4EFE6") -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


def a_letter_picture(seed: int = 7, dpi: int = 200) -> tuple[QImage, dict[str, Box]]:
    """Draw an invented letter; give it with the places of its parts."""
    letter = make_letter(seed, type_name="Thông báo", handwriting=True, dpi=dpi, pages=1)
    pixels = np.ascontiguousarray(letter.images[0])
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[:, :, None], 3, axis=2)
    height, width = pixels.shape[:2]
    image = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    boxes = {name: Box(*each["box"]) for name, each in letter.truth["extra"]["boxes"].items()}
    return image.copy(), boxes


def grab(widget: QWidget, path: Path | str) -> QImage:
    """Write what a widget looks like."""
    QApplication.processEvents()
    picture = widget.grab().toImage()
    picture.save(str(path))
    return picture


def controls_without_name(screen: QWidget) -> list[QWidget]:
    """Find what takes the focus and has no name for a screen reader."""
    found = [each for each in screen.findChildren(QWidget) if each.window() is screen.window()]
    return [
        each
        for each in found
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not _is_viewport(each)
        and not each.accessibleName()
    ]


def covered(window: QWidget) -> bool:
    """Whether an opaque cover lies over all of a window, and nothing over the cover."""
    covers = [each for each in window.findChildren(Cover) if each.isVisible()]
    if not covers:
        return False
    points = [window.rect().center() / 3, window.rect().center(), window.rect().bottomRight() / 1.1]
    over = [window.childAt(point) for point in points]
    under = [
        each for each in over if each is None or not (each is covers[-1] or each.parent() in covers)
    ]
    picture = window.grab().toImage()
    edge = [(x, y) for x in range(4, picture.width(), 97) for y in (5, picture.height() - 5)]
    return not under and len({picture.pixel(x, y) for x, y in edge}) == 1


def _is_viewport(widget: QWidget) -> bool:
    above = widget.parent()
    return isinstance(above, QAbstractScrollArea) and above.viewport() is widget


def press(
    widget: QWidget,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press and let go of a key over a widget."""
    QTest.keyClick(widget, key, held)


def type_in(text: str) -> None:
    """Type a text where the focus is; letters beyond ASCII come as from an input method."""
    widget = QApplication.focusWidget()
    assert widget is not None
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(widget, event)


def open_form(qtbot: QtBot) -> EntryForm:
    """Show a form with a draft, as the window in front."""
    made = EntryForm()
    qtbot.addWidget(made)
    made.resize(380, 800)
    made.show_draft(a_draft())
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_first()
    return made


def focused() -> str:
    """Name the field that has the focus."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FormField):
        widget = widget.parentWidget()
    return widget.name if widget is not None else ""


def key(
    form: EntryForm,
    pressed: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the focus is."""
    press(QApplication.focusWidget() or form, pressed, held)
