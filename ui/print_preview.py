"""Pages on screen and on paper: sheets drawn as they come into sight, and a printer fed."""

from collections import OrderedDict
from collections.abc import Callable, Iterable

from PySide6.QtCore import QMarginsF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QPageLayout,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from clerk_app.domain.scanning import Page
from ui import theme
from ui.page_image import picture
from ui.place_words import say

_GAP = 18
_WIDEST = 1100
_REMEMBERED = 8
SCREEN_WIDTH = 2 * _WIDEST  # sharp at 200 %
_STEP = 60


class Sheets(QAbstractScrollArea):
    """Pages under one another; each is decoded when it comes into sight, a few stay decoded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages: list[Page] = []
        self._drawn: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._message = ""
        self._rest = QTimer(self, interval=0, singleShot=True)
        self._rest.timeout.connect(self.viewport().update)
        self._tell_reader()

    def clear(self, message: str = "") -> None:
        """Take all pages away and say why there are none."""
        self._pages.clear()
        self._drawn.clear()
        self._message = message
        self.verticalScrollBar().setValue(0)
        self._laid_out()

    def add(self, page: Page) -> None:
        """Put one more page at the end."""
        self._pages.append(page)
        self._laid_out()

    def count(self) -> int:
        """Count the pages."""
        return len(self._pages)

    def message(self) -> str:
        """Give what stands in place of pages."""
        return "" if self._pages else self._message

    def page_in_sight(self) -> int:
        """Number of the page in the middle of the view, from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        places = self._places()
        return next(
            (n for n, place in enumerate(places, 1) if place.bottom() >= middle), len(places)
        )

    def go_to(self, number: int) -> None:
        """Bring a page to the top."""
        places = self._places()
        if places:
            at = max(1, min(number, len(places)))
            self.verticalScrollBar().setValue(places[at - 1].top() - _GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """Lay the pages out for the new width."""
        super().resizeEvent(event)
        self._laid_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the pages in sight."""
        look = theme.tokens()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.colour("desk"))
        if not self._pages:
            painter.setPen(look.colour("quiet"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(40, 0, -40, 0), flags, self._message)
        top, fresh = self.verticalScrollBar().value(), 0
        for number, place in enumerate(self._places()):
            shown = place.translated(0, -top)
            if not shown.intersects(event.rect()):
                continue
            painter.fillRect(shown.translated(1, 2), QColor(0, 0, 0, 40))
            fresh += (number, shown.width()) not in self._drawn
            if fresh > 1:  # one page at a time, so that the window stays awake
                painter.fillRect(shown, Qt.GlobalColor.white)
                self._rest.start()
            else:
                painter.drawPixmap(shown, self._picture(number, shown.size()))
        painter.end()

    def _places(self) -> list[QRect]:
        space = self.viewport().width() - 2 * _GAP
        width = max(80, min(_WIDEST, space))
        left = max(_GAP, (self.viewport().width() - width) // 2)
        places, top = [], _GAP
        for page in self._pages:
            height = round(width * page.height / page.width)
            places.append(QRect(left, top, width, height))
            top += height + _GAP
        return places

    def _laid_out(self) -> None:
        places = self._places()
        whole = places[-1].bottom() + _GAP if places else 0
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(height)
        bar.setRange(0, max(0, whole - height))
        self._tell_reader()
        self.viewport().update()

    def _tell_reader(self) -> None:
        count = len(self._pages)
        self.setAccessibleName(say("pages-all", count=count) if count else self._message)

    def _picture(self, number: int, size: QSize) -> QPixmap:
        key = (number, size.width())
        if key not in self._drawn:
            ratio = self.devicePixelRatioF()
            pixmap = QPixmap.fromImage(picture(self._pages[number], size * ratio))
            pixmap.setDevicePixelRatio(ratio)
            self._drawn[key] = pixmap
            while len(self._drawn) > _REMEMBERED:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]


def feed(
    printer: QPrinter,
    pages: Iterable[Page],
    tell: Callable[[int], None],
    stopped: Callable[[], bool],
) -> int:
    """Print pages one by one; runs outside the window's thread.

    Args:
        tell: Hears the number of the page that is being printed.
        stopped: Whether to stop before the next page.

    Returns:
        How many pages went to the printer; -1 when it took no job.
    """
    printer.setFullPage(True)
    painter = QPainter()
    done = 0
    try:
        for page in pages:
            if stopped():
                break
            _turn(printer, page)
            ready = printer.newPage() if done else painter.begin(printer)
            if not ready:
                return done or -1
            done += 1
            tell(done)
            _draw(painter, printer, page)
    finally:
        if painter.isActive():
            painter.end()
    return done


def _turn(printer: QPrinter, page: Page) -> None:
    lies = page.width > page.height
    kind = QPageLayout.Orientation
    printer.setPageOrientation(kind.Landscape if lies else kind.Portrait)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


def _draw(painter: QPainter, printer: QPrinter, page: Page) -> None:
    """Draw a page in its true size where it fits the sheet, smaller where it does not."""
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    true = QSize(
        round(page.width / page.dpi * printer.resolution()),
        round(page.height / page.dpi * printer.resolution()),
    )
    if true.width() > sheet.width() or true.height() > sheet.height():
        true.scale(sheet.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (sheet.width() - true.width()) / 2, (sheet.height() - true.height()) / 2
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(left, top, true.width(), true.height()), picture(page))
