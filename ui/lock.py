"""The lock of the window: opaque covers over all that is shown, and how long nobody worked."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from ui.session_words import say

_LOOK_MS = 5_000
_WORK = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    )
)
_KEY = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
_PASSING = (Qt.WindowType.ToolTip, Qt.WindowType.Popup, Qt.WindowType.SplashScreen)


class Cover(QWidget):
    """Hides a window's content; as large as the window, whatever becomes of it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("window-locked"))
        words = QLabel(say("window-locked"))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setProperty("role", "title")
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        host.installEventFilter(self)
        self._fit()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 — Qt's name
        """Follow the window's size, and stay above what is put into it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.ChildAdded):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self.setGeometry(host.rect())
            self.raise_()


class Locker(QObject):
    """Covers every window of the program, those that open while it is locked too.

    Args:
        key: The dialog that unlocks; it is never covered.
        clock: Seconds that only go forward; tests give their own.

    Signals:
        idle: Nobody touched keys or mouse for as long as was set.
        wanted: The key that locks was pressed, in whatever window.
        opened: A window opened over the lock and was covered: the key must come forward.
    """

    idle = Signal()
    wanted = Signal()
    opened = Signal()

    def __init__(self, key: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._key = key
        self._clock = clock
        self._last = clock()
        self._covers: list[Cover] = []
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.locked = False
        self.idle_seconds = 0.0

    def begin(self) -> None:
        """Watch what is typed and clicked, in the whole program."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._timer.start()

    def end(self) -> None:
        """Watch no more."""
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.uncover()

    def cover(self) -> None:
        """Cover everything that is shown."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.locked = True
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and self._hides(window):
                self._covers.append(Cover(window))

    def uncover(self) -> None:
        """Show everything again."""
        self.locked = False
        self._last = self._clock()
        for cover in self._covers:
            cover.hide()
            cover.deleteLater()
        self._covers.clear()

    def look(self) -> None:
        """See whether nobody worked for too long."""
        waited = self._clock() - self._last
        if self.idle_seconds and not self.locked and waited >= self.idle_seconds:
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 — Qt's name
        """Note that somebody works; cover what opens over the lock."""
        kind = event.type()
        if kind in _WORK:
            self._last = self._clock()
            if isinstance(event, QKeyEvent) and event.keyCombination() == _KEY and not self.locked:
                self.wanted.emit()  # also where a dialog is open: no shortcut reaches past it
                return True
        elif (
            kind == QEvent.Type.Show
            and self.locked
            and isinstance(watched, QWidget)
            and self._hides(watched)
        ):
            self._covers.append(Cover(watched))
            self.opened.emit()
        return False

    def _hides(self, window: QWidget) -> bool:
        return window.isWindow() and window is not self._key and window.windowType() not in _PASSING
