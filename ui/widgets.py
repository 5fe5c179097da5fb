"""Small parts that the screens share: badges, strips, cards, the big number, popups."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.intake_words import say

_SIGNS = {"doubt": "warning", "bad": "bad", "good": "check", "plain": "info"}
_BESIDE = 29  # what sign and margins take of a badge, logical pixels


def label(text: str, role: str = "", *, rich: bool = False) -> QLabel:
    """Make a label in one of the stylesheet's roles."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, role: str = "") -> QPushButton:
    """Make a push button that Enter presses too."""
    made = QPushButton(text)
    made.setAccessibleName(text)
    made.setAutoDefault(True)
    if role:
        made.setProperty("role", role)
    return made


def column(*, margin: int = 0, gap: int = 0) -> QVBoxLayout:
    """Make a vertical layout."""
    made = QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made


def row(*, margin: int = 0, gap: int = 8) -> QHBoxLayout:
    """Make a horizontal layout."""
    made = QHBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made


class Badge(QFrame):
    """A sign and a word on a coloured ground: `doubt`, `bad`, `good` or `plain`."""

    def __init__(self, role: str = "doubt", *, wraps: bool = False) -> None:
        super().__init__()
        self._role = role
        self._word = ""
        self.setProperty("role", role)
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(wraps)
        if not wraps:
            self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inside = row(gap=4)
        inside.setContentsMargins(5, 1, 6, 1)
        inside.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop if wraps else Qt.AlignmentFlag(0))
        inside.addWidget(self._text, 1)
        self.setLayout(inside)
        self.hide()

    @property
    def text(self) -> str:
        """The whole word, though less of it may be seen; empty while hidden."""
        return self._word

    @property
    def role(self) -> str:
        """What the colour and the sign mean."""
        return self._role

    def tell(self, text: str, role: str | None = None) -> None:
        """Show a word; an empty one hides the badge."""
        self._role = role or self._role
        theme.restyle(self, role=self._role)
        for part in (self._sign, self._text):
            part.style().unpolish(part)
            part.style().polish(part)
        self._word = text
        self.setToolTip(text)
        self._draw_sign()
        self._fit()
        self.updateGeometry()
        self.setVisible(bool(text))

    def sizeHint(self) -> QSize:  # noqa: N802 — Qt's name
        """Ask for the width of the whole word, though it may be given less."""
        hint = super().sizeHint()
        if not self._text.wordWrap():
            hint.setWidth(self._text.fontMetrics().horizontalAdvance(self._word) + _BESIDE)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """Cut the word where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the sign again in the new look's colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_sign()

    def _fit(self) -> None:
        if self._text.wordWrap():
            self._text.setText(self._word)
            return
        room = max(0, self.width() - _BESIDE + 2)
        metrics = self._text.fontMetrics()
        fits = metrics.horizontalAdvance(self._word) <= room
        word = self._word if fits else self._word.partition(" — ")[0]
        self._text.setText(metrics.elidedText(word, Qt.TextElideMode.ElideRight, room))

    def _draw_sign(self) -> None:
        token = "quiet" if self._role == "plain" else self._role
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(theme.picture(_SIGNS[self._role], token, 12, ratio))


class Snippet(QFrame):
    """The enlarged piece of the page above the form, or a hint while there is none."""

    HEIGHT = 74

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(say("snippet"))
        self.setFixedHeight(self.HEIGHT)

    def show_image(self, image: QImage | None) -> None:
        """Show a piece of the page."""
        self._image = image if image is not None and not image.isNull() else None
        theme.restyle(self, role="snippet" if self._image else "card")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 — Qt's name
        """Paint the piece as large as it fits, never more than three times its pixels."""
        super().paintEvent(event)
        painter = QPainter(self)
        inside = self.rect().adjusted(4, 4, -4, -4)
        if self._image is None:
            painter.setPen(theme.tokens().colour("quiet"))
            painter.setFont(theme.font(theme.QUIET))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inside, flags, say("snippet-none"))
            return
        size = self._image.size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() > 3 * self._image.width():
            size = self._image.size() * 3
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(inside.center())
        ratio = self.devicePixelRatioF()
        drawn = self._image.scaled(
            size * ratio,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(place, drawn)


class NumberCard(QFrame):
    """The number given, very large, until the next key.

    Signals:
        seen: A key or the mouse said so.
    """

    seen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("number-hint"))
        self._number = label("", "huge")
        self._title = label("", "title")
        self._date = label("", "title")
        inside = column(margin=24, gap=8)
        inside.addStretch(1)
        for part in (self._title, self._number, self._date, label(say("number-hint"), "quiet")):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setWordWrap(part is not self._number)
            inside.addWidget(part)
        inside.addStretch(2)
        self.setLayout(inside)

    def tell(self, number: int, day: str) -> None:
        """Show a number and the day as the stamp writes it."""
        whole = say("number-title", number=number)
        self._title.setText(whole.removesuffix(str(number)).strip())
        self._number.setText(str(number))
        self._date.setText(say("number-date", date=day))
        self.setAccessibleName(f"{whole}. {self._date.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Go on at any key but a bare modifier."""
        keys = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
        if event.key() not in keys:
            self.seen.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 — Qt's name
        """Go on at a click."""
        event.accept()
        self.seen.emit()


class LinePopup(QListWidget):
    """A list under a field, to choose a line of the page from.

    Signals:
        taken: The text of the line chosen.
        closed: It is gone, with or without a choice.
    """

    taken = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAccessibleName(say("lines"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._take)
        self.installEventFilter(self)

    def open_under(self, anchor: QWidget, lines: Sequence[str]) -> None:
        """Show lines under a field, as wide as it or wider."""
        self.clear()
        for line in lines:
            QListWidgetItem(line, self)
        if not lines:
            QListWidgetItem(say("lines-none"), self).setFlags(Qt.ItemFlag.NoItemFlags)
        self.setCurrentRow(0 if lines else -1)
        height = self.sizeHintForRow(0) * min(12, max(1, len(lines))) + 8
        self.resize(max(anchor.width(), 320), height)
        self.move(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 — Qt's name
        """Take the line at Enter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.currentItem())
                return True
            if event.key() == Qt.Key.Key_F4:
                self.close()
                return True
        elif event.type() == QEvent.Type.Hide:
            self.closed.emit()
        return super().eventFilter(watched, event)

    def _take(self, item: QListWidgetItem | None) -> None:
        self.close()
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.taken.emit(item.text())
