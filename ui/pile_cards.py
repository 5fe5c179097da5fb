"""How the pile's cards are painted and hit."""

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.intake_words import say
from ui.pile_model import Index, PileItem, PileModel

_PAD, _GAP, _STATE = 7, 8, 20
_THUMB = QSize(36, 51)
_CELL = QSize(44, 74)
_SIGN = 21  # what the sign takes of a doubt's pill


class CardDelegate(QStyledItemDelegate):
    """Paints a card; the open one shows its pages."""

    def __init__(self, model: PileModel) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 — Qt's name
        """Give a card's height; only the open one is taller."""
        item = self._model.items[index.row()]
        high = _closed_height(option.fontMetrics) + _GAP
        width = option.rect.width()
        if item.id == self._model.current:
            cells = self._cells(item, QRect(0, 0, width, high - _GAP))
            chip = self._chip(item, QRect(0, 0, width, high - _GAP))
            bottoms = [cell.bottom() for cell in cells.values()] + [chip.bottom()]
            high = max([high, *(bottom + _PAD + _GAP for bottom in bottoms if bottom > 0)])
        return QSize(width, high)

    def hit(self, item: PileItem, rect: QRect, at: QPoint) -> int | Literal["blank"] | None:
        """Tell which page of the open card lies at a point, or the fold of blank pages."""
        if item.id != self._model.current:
            return None
        if self._chip(item, rect).contains(at):
            return "blank"
        found = self._cells(item, rect).items()
        return next((page for page, cell in found if cell.contains(at)), None)

    def _cells(self, item: PileItem, rect: QRect) -> dict[int, QRect]:
        """Give the places of the open card's pages; none where there is but one."""
        if len(item.pages) < 2:
            return {}
        top = rect.top() + _closed_height(QFontMetrics(theme.font(theme.BASE)))
        columns = max(1, (rect.width() - 2 * _PAD) // _CELL.width())
        return {
            page: QRect(
                QPoint(
                    rect.left() + _PAD + at % columns * _CELL.width(),
                    top + at // columns * _CELL.height(),
                ),
                _CELL,
            )
            for at, page in enumerate(self._model.shown_pages(item))
        }

    def _chip(self, item: PileItem, rect: QRect) -> QRect:
        blank = sum(page.blank for page in item.pages)
        if not blank or len(item.pages) < 2:
            return QRect()
        cells = self._cells(item, rect).values()
        top = max(cell.bottom() for cell in cells) + 4
        width = QFontMetrics(theme.font(theme.QUIET)).horizontalAdvance(self.chip_words(item))
        return QRect(rect.left() + _PAD, top, width + 16, _STATE + 2)

    def chip_words(self, item: PileItem) -> str:
        """Say how many blank pages are folded away, or that they can be."""
        if item.id in self._model.opened:
            return say("blank-hide")
        return say("blank-more", count=sum(page.blank for page in item.pages))

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a card."""
        item = self._model.items[index.row()]
        look, chosen = theme.tokens(), item.id == self._model.current
        rect = option.rect.adjusted(0, 0, -1, -_GAP)
        focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("accent" if chosen else "line"), 2 if focus else 1))
        painter.setBrush(look.colour("accent_ground" if chosen else "panel"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
        self._paint_words(painter, item, rect, chosen)
        thumb = QRect(rect.topLeft() + QPoint(_PAD, _PAD), _THUMB)
        self._paint_thumb(painter, item.pages[0].id if item.pages else "", thumb)
        if chosen:
            self._paint_pages(painter, item, option.rect)
        painter.restore()

    def _paint_words(self, painter: QPainter, item: PileItem, rect: QRect, chosen: bool) -> None:
        look, right = theme.tokens(), Qt.TextElideMode.ElideRight
        left = rect.left() + _PAD + _THUMB.width() + _PAD
        line = QRect(left, rect.top() + _PAD - 1, rect.right() - left - 4, 0)
        for text, size, bold, colour in (
            (item.title, theme.BASE, True, "text"),
            (item.subject, theme.QUIET, False, "quiet"),
        ):
            font = theme.font(size, bold=bold)
            metrics = QFontMetrics(font)
            line.setHeight(metrics.height())
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            said = metrics.elidedText(text.replace("\n", " "), right, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, said)
            line.moveTop(line.bottom() + 3)
        line.setHeight(_STATE)
        self._paint_state(painter, item, line, chosen)

    def _paint_state(self, painter: QPainter, item: PileItem, line: QRect, chosen: bool) -> None:
        look = theme.tokens()
        words, colour = item.told()
        taken = _SIGN + 6 if colour == "doubt" else 0
        font = _fitting(words, line.width() - taken)
        metrics = QFontMetrics(font)
        if colour == "doubt":
            room = min(line.width(), metrics.horizontalAdvance(words) + taken)
            pill = QRect(line.topLeft(), QSize(room, _STATE))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("doubt_ground"))
            painter.drawRoundedRect(pill, 6, 6)
            sign = theme.picture("warning", "doubt", 12, painter.device().devicePixelRatioF())
            painter.drawPixmap(pill.topLeft() + QPoint(5, 4), sign)
            line = pill.adjusted(_SIGN, 0, -4, 0)
        painter.setFont(font)
        painter.setPen(look.colour("text" if colour == "quiet" and chosen else colour))
        said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width() + 1)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, said)

    def _paint_thumb(self, painter: QPainter, page: str, rect: QRect) -> None:
        look, image = theme.tokens(), self._model.thumbnails.get(page)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("panel"))
        painter.drawRect(rect)
        if image is not None:
            size = image.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(rect.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)

    def _paint_pages(self, painter: QPainter, item: PileItem, rect: QRect) -> None:
        look, centre = theme.tokens(), Qt.AlignmentFlag.AlignCenter
        painter.setFont(theme.font(theme.QUIET))
        for at, cell in self._cells(item, rect).items():
            thumb = QRect(cell.topLeft() + QPoint(3, 2), _THUMB)
            self._paint_thumb(painter, item.pages[at].id, thumb)
            meant = at == min(self._model.page, len(item.pages) - 1)
            if meant:
                painter.setPen(QPen(look.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(thumb.adjusted(-1, -1, 1, 1))
            under = QRect(cell.left(), thumb.bottom() + 2, cell.width(), 18)
            painter.setPen(look.colour("accent" if meant else "quiet"))
            painter.drawText(under, centre, str(item.pages[at].number))
        chip = self._chip(item, rect)
        if not chip.isNull():
            painter.setPen(QPen(look.colour("line"), 1))
            painter.setBrush(look.colour("panel"))
            painter.drawRoundedRect(chip, 6, 6)
            painter.setPen(look.colour("quiet"))
            painter.drawText(chip, centre, self.chip_words(item))


def _closed_height(metrics: QFontMetrics) -> int:
    """Give the height of a card without pages."""
    return max(_THUMB.height(), 2 * metrics.height() + _STATE + 4) + 2 * _PAD


def _fitting(words: str, room: int) -> QFont:
    """Give the quiet font, a little smaller where the words need it."""
    font = theme.font(theme.QUIET)
    return font if QFontMetrics(font).horizontalAdvance(words) <= room else theme.font(11)
