"""The page beside the form: its toolbar, its pages, and the sheet that shows one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from clerk_app.domain.scanning import Box
from ui import theme
from ui.intake_words import say
from ui.page_sheet import Sheet
from ui.widgets import button, column, label, row


def snippet(image: QImage, box: Box, margin: float = 0.012) -> QImage:
    """Cut a place out of a page, with some of the page around it.

    Args:
        margin: Fraction of the page's width, on every side.
    """
    around = margin * image.width()
    left = max(0, round(box.left * image.width() - around))
    top = max(0, round(box.top * image.height() - around))
    right = min(image.width(), round(box.right * image.width() + around))
    bottom = min(image.height(), round(box.bottom * image.height() + around))
    return image.copy(QRect(left, top, max(1, right - left), max(1, bottom - top)))


class PageView(QWidget):
    """The pages of one document, one at a time.

    Signals:
        page_changed: Index of the page shown.
        box_dragged: Index of the page and a box on it, in fractions of the page.
        split_asked: Index of the page that is to start a new document.
        join_asked: The document is to go behind the one above it.
    """

    page_changed = Signal(int)
    box_dragged = Signal(int, Box)
    split_asked = Signal(int)
    join_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._images: list[QImage | None] = []
        self._index = 0
        self._outline: tuple[int, Box] | None = None
        self.sheet = Sheet()
        self.sheet.dragged.connect(lambda box: self.box_dragged.emit(self._index, box))
        self._place = label(say("page-none"), "quiet")
        whole = column()
        whole.addWidget(self._toolbar())
        whole.addWidget(self.sheet, 1)
        self.setLayout(whole)
        self._keys()
        self.clear(say("form-empty"))

    def _toolbar(self) -> QFrame:
        made = QFrame()
        made.setObjectName("toolbar")
        inside = row()
        inside.setContentsMargins(12, 7, 12, 7)
        self._fit_page = self._tool("fit-page", lambda: self.sheet.fit("page"))
        self._fit_width = self._tool("fit-width", lambda: self.sheet.fit("width"))
        self._full = self._tool("full-size", lambda: self.sheet.set_scale(1.0))
        self._turn = self._tool("rotate", self.sheet.turn)
        self._turn.setText(f"{say('rotate')} ")
        self._turn.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._split = self._tool("split-here", self._ask_split, "Ctrl+T")
        self._join = self._tool("join-up", self._ask_join, "Ctrl+G")
        for each in (
            self._fit_page,
            self._fit_width,
            self._full,
            self._turn,
            self._split,
            self._join,
        ):
            inside.addWidget(each)
        inside.addStretch(1)
        inside.addWidget(self._place)
        made.setLayout(inside)
        self._draw_icon()
        return made

    def _tool(self, word: str, act: Callable[[], None], keys: str = "") -> QPushButton:
        made = button(say(word))
        made.clicked.connect(lambda _: act())
        if keys:
            made.setToolTip(f"{say(word)}  {keys}")
        return made

    def _keys(self) -> None:
        acts: dict[str, Callable[[], None]] = {
            "PgUp": lambda: self.go(self._index - 1),
            "PgDown": lambda: self.go(self._index + 1),
            "Ctrl++": lambda: self.sheet.zoom(1),
            "Ctrl+=": lambda: self.sheet.zoom(1),
            "Ctrl+-": lambda: self.sheet.zoom(-1),
            "Ctrl+0": lambda: self.sheet.fit("page"),
            "Ctrl+R": self.sheet.turn,
            "Ctrl+T": self._ask_split,
            "Ctrl+G": self._ask_join,
        }
        for keys, act in acts.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the icon again in the new look's colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        self._turn.setIcon(theme.icon("rotate", "text", 16))

    # -- what the screen tells it

    def show_pages(self, images: Sequence[QImage | None]) -> None:
        """Show a document from its first page; what is None comes by `set_image`."""
        self._images = list(images)
        self._index = 0
        self._outline = None
        self._show()

    def reach(self, count: int) -> None:
        """Have room for so many pages of the document that is shown."""
        self._images += [None] * (count - len(self._images))
        self._show()

    def set_image(self, index: int, image: QImage) -> None:
        """Take a page's picture."""
        if 0 <= index < len(self._images):
            self._images[index] = image
            if index == self._index:
                self._show()

    def go(self, index: int) -> None:
        """Show another page; out of range is the first or the last."""
        index = min(max(0, index), len(self._images) - 1)
        if self._images and index != self._index:
            self._index = index
            self._show()
            self.page_changed.emit(index)

    def outline(self, index: int, box: Box | None) -> None:
        """Outline a place on a page and bring it into sight; None takes the outline away."""
        self._outline = None if box is None else (index, box)
        if box is not None:
            self.go(index)
        self.sheet.outline(box if box is not None and index == self._index else None)

    def clear(self, message: str) -> None:
        """Show no document, and say why."""
        self._empty(message, "quiet")

    def hide_page(self, message: str) -> None:
        """Take the pages off the screen and out of memory: what they bear is in doubt."""
        self._empty(message, "doubt")

    @property
    def index(self) -> int:
        """Index of the page shown."""
        return self._index

    def _empty(self, message: str, token: str) -> None:
        self._images, self._index, self._outline = [], 0, None
        self.sheet.show_image(None, message, token)
        self._tell_place()

    def _show(self) -> None:
        image = self._images[self._index] if self._images else None
        self.sheet.show_image(image, say("page-loading") if self._images else "")
        if self._outline is not None and self._outline[0] == self._index:
            self.sheet.outline(self._outline[1])
        self._tell_place()

    def _tell_place(self) -> None:
        count = len(self._images)
        words = say("page-of", number=self._index + 1, count=count) if count else say("page-none")
        self._place.setText(words)
        self.sheet.setAccessibleDescription(words)
        for each in (self._fit_page, self._fit_width, self._full, self._turn, self._join):
            each.setEnabled(count > 0)
        self._split.setEnabled(self._index > 0)

    # -- what the clerk does

    def _ask_split(self) -> None:
        if 0 < self._index < len(self._images):
            self.split_asked.emit(self._index)

    def _ask_join(self) -> None:
        if self._images:
            self.join_asked.emit()
