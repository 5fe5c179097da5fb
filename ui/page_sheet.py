"""One page on the desk: zoom, rotation, an outlined place, boxes dragged on it."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from clerk_app.domain.scanning import Box
from ui import theme
from ui.intake_words import say

MARGIN = 16.0  # around the page, logical pixels
SMALLEST, LARGEST = 0.05, 6.0  # device pixels a pixel of the scan
_STEP = 1.2
_SPARE = 4.0  # so that a fitted page asks for no scroll bar by rounding
_NOTCH = 120.0  # of a wheel
_LEAST_DRAG = 4.0  # logical pixels; less is a click
_SHARP_AFTER = 120  # ms after the last change of zoom
_A4 = QSize(210, 297)


class Sheet(QGraphicsView):
    """A page, as a scene whose unit is a pixel of the scan.

    Signals:
        dragged: A box, in fractions of the page as it was scanned.
    """

    dragged = Signal(Box)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setScene(QGraphicsScene(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(say("page-image"))
        self._image: QImage | None = None
        self._sharp: QImage | None = None
        self._page = QRectF(QPointF(0, 0), QSizeF(_A4))
        self._box: Box | None = None
        self._message, self._colour = "", "quiet"
        self._fit = "width"
        self._angle = 0
        self._drag: tuple[QPointF, QPointF] | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SHARP_AFTER)
        self._settle.timeout.connect(self._sharpen)

    # -- what is shown

    def show_image(self, image: QImage | None, message: str = "", colour: str = "quiet") -> None:
        """Show a page, or a message in its place."""
        self._image = image if image is not None and not image.isNull() else None
        self._message, self._colour = message, colour
        self._box = self._drag = None
        self._page = QRectF(QPointF(0, 0), QSizeF(self._image.size() if self._image else _A4))
        cross, arrow = Qt.CursorShape.CrossCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(cross if self._image else arrow)
        self._set_transform(self._wanted_scale())
        self._sharpen()
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setValue(bar.minimum())

    def outline(self, box: Box | None) -> None:
        """Outline a place, and scroll to it where it is out of sight."""
        self._box = box
        if box is not None and self._image is not None:
            place = self._in_scene(box)
            seen = self.transform().mapRect(place)
            beside = [
                int(min(60, max(0, (room - taken) / 2)))
                for room, taken in (
                    (self.viewport().width(), seen.width()),
                    (self.viewport().height(), seen.height()),
                )
            ]
            self.ensureVisible(place, *beside)
        self.viewport().update()

    @property
    def outlined(self) -> Box | None:
        """The place that is outlined."""
        return self._box

    @property
    def message(self) -> str:
        """What is said in the page's place; empty while a page is shown."""
        return "" if self._image else self._message

    def view_rect(self, box: Box) -> QRectF:
        """Give a place of the page in the viewport's logical pixels."""
        return self.viewportTransform().mapRect(self._in_scene(box))

    def _in_scene(self, box: Box) -> QRectF:
        wide, high = self._page.width(), self._page.height()
        corners = (
            QPointF(box.left * wide, box.top * high),
            QPointF(box.right * wide, box.bottom * high),
        )
        return QRectF(*corners)

    def _box_between(self, one: QPointF, other: QPointF) -> Box:
        """Give the box between two points of the viewport, cut at the page's edges."""
        back = self.viewportTransform().inverted()[0]
        rect = QRectF(back.map(one), back.map(other)).normalized().intersected(self._page)
        wide, high = self._page.width(), self._page.height()
        return Box(rect.left() / wide, rect.top() / high, rect.right() / wide, rect.bottom() / high)

    # -- zoom and rotation

    @property
    def scale_now(self) -> float:
        """Device pixels a pixel of the scan."""
        made = self.transform()
        length: float = (made.m11() ** 2 + made.m12() ** 2) ** 0.5
        return length * self.devicePixelRatioF()

    def set_scale(self, scale: float) -> None:
        """Zoom to so many device pixels a pixel of the scan."""
        self._fit = ""
        self._set_transform(min(LARGEST, max(SMALLEST, scale)) / self.devicePixelRatioF())

    def zoom(self, steps: float) -> None:
        """Zoom in by steps, or out."""
        self.set_scale(self.scale_now * _STEP**steps)

    def fit(self, how: str) -> None:
        """Fit the whole `page` or its `width`, now and when the window changes."""
        self._fit = how
        self._set_transform(self._wanted_scale())

    def turn(self) -> None:
        """Turn the view a quarter clockwise; the stored page stays as it is."""
        kept = self._wanted_scale()
        self._angle = (self._angle + 90) % 360
        self._set_transform(self._wanted_scale() if self._fit else kept)

    def _wanted_scale(self) -> float:
        """Give logical pixels a pixel of the scan."""
        if not self._fit:
            return self.scale_now / self.devicePixelRatioF()
        page = self._page.size()
        if self._angle % 180:
            page.transpose()
        bar = self.verticalScrollBar().sizeHint().width()
        wide = max(1.0, self.width() - bar - 2 * MARGIN - _SPARE) / page.width()
        high = max(1.0, self.height() - 2 * MARGIN - _SPARE) / page.height()
        return min(wide, high) if self._fit == "page" else wide

    def _set_transform(self, scale: float) -> None:
        if self._image is None:
            self.resetTransform()
            self.setSceneRect(QRectF(0, 0, 1, 1))
            return
        around = MARGIN / scale
        self.setSceneRect(self._page.adjusted(-around, -around, around, around))
        self.setTransform(QTransform().rotate(self._angle).scale(scale, scale))
        self._sharp = None
        self._settle.start()

    def _sharpen(self) -> None:
        """Make the page once in the screen's own pixels: Qt's quick scaling frays letters."""
        self._settle.stop()
        scale = self.scale_now
        if self._image is None or scale >= 1.0:
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        size = QSize(round(self._page.width() * scale), round(self._page.height() * scale))
        made = self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        self._sharp = made.transformed(QTransform().rotate(self._angle)) if self._angle else made
        self.viewport().update()

    # -- painting, in the viewport's logical pixels

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802, ARG002 — Qt's
        """Paint the desk, the page's shadow and the page."""
        look = theme.tokens()
        painter.save()
        painter.setWorldMatrixEnabled(False)
        painter.fillRect(self.viewport().rect(), look.colour("desk"))
        if self._image is None:
            self._paint_message(painter)
            painter.restore()
            return
        place = self.viewportTransform().mapRect(self._page)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in (6, 4, 2):
            painter.setBrush(QColor(0, 0, 0, 14))
            painter.drawRoundedRect(place.adjusted(-spread, -spread / 2, spread, spread), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._sharp is not None:
            painter.drawImage(place, self._sharp)
        else:
            painter.setWorldMatrixEnabled(True)
            painter.drawImage(self._page, self._image)
        painter.restore()

    def _paint_message(self, painter: QPainter) -> None:
        look = theme.tokens()
        room = QRectF(self.viewport().rect()).adjusted(40, 40, -40, -40)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.setFont(theme.font(theme.TITLE))
        place = painter.boundingRect(room, flags, self._message)
        if self._colour != "quiet" and self._message:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(look.colour(self._colour))
            painter.setBrush(look.colour(f"{self._colour}_ground"))
            painter.drawRoundedRect(place.adjusted(-24, -52, 24, 20), 8, 8)
            sign = theme.picture("warning", self._colour, 28, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(place.center().x() - 14, place.top() - 40), sign)
        painter.setPen(look.colour(self._colour))
        painter.drawText(room, flags, self._message)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802, ARG002 — Qt's
        """Paint the outlined place and the box that is being dragged."""
        painter.save()
        painter.setWorldMatrixEnabled(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = theme.tokens().colour("accent")
        veil = QColor(accent)
        veil.setAlpha(28)
        painter.setBrush(veil)
        if self._box is not None and self._image is not None:
            place = self.view_rect(self._box).adjusted(-5, -4, 5, 4)
            painter.setPen(QPen(accent, 3))
            painter.drawRoundedRect(place, 5, 5)
        if self._drag is not None:
            painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(*self._drag).normalized())
        painter.restore()

    # -- what the clerk does

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 — Qt's name
        """Begin a box."""
        if event.button() == Qt.MouseButton.LeftButton and self._image is not None:
            self._drag = (event.position(), event.position())
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the box out."""
        if self._drag is not None:
            self._drag = (self._drag[0], event.position())
            self.viewport().update()
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 — Qt's name
        """End the box and tell of it, unless it was a mere click."""
        if self._drag is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        start, end = self._drag[0], event.position()
        self._drag = None
        self.viewport().update()
        if min(abs(end.x() - start.x()), abs(end.y() - start.y())) >= _LEAST_DRAG:
            box = self._box_between(start, end)
            if box.right > box.left and box.bottom > box.top:
                self.dragged.emit(box)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 — Qt's name
        """Zoom about the mouse with Ctrl held; else scroll."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        under = QGraphicsView.ViewportAnchor.AnchorUnderMouse
        self.setTransformationAnchor(under)
        self.zoom(event.angleDelta().y() / _NOTCH)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """Keep the page fitted."""
        super().resizeEvent(event)
        if self._fit:
            self._set_transform(self._wanted_scale())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 — Qt's name
        """Forget a half-drawn box when the window is left."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self._drag = None
        return super().viewportEvent(event)
