"""The window: rail, places, status bar, palette of commands; it opens views, holds no logic."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QLockFile, QObject, QSettings, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clerk_app.domain.text import search_key
from ui import dialogs
from ui.place_words import say
from ui.rail import PLACES, Rail
from ui.status import Status

_SIZE = QSize(1400, 840)
_GEOMETRY = "geometry"
_PALETTE_KEY = "Ctrl+K"
_CALL_MS = 500


@dataclass(frozen=True, slots=True)
class Command:
    """What the palette offers.

    Attributes:
        key: The keys that do the same, empty when there are none.
    """

    words: str
    run: Callable[[], object]
    key: str = ""


class MainWindow(QMainWindow):
    """One window of the program.

    Args:
        look: Where the window's size is remembered (a file of the home).

    Signals:
        placed: A place was opened (its name).
        closing: The window closes for good.
    """

    placed = Signal(str)
    closing = Signal()

    def __init__(self, look: QSettings) -> None:
        super().__init__()
        self.busy: Callable[[], str | None] = _idle
        self.may_close: Callable[[], bool] = _always
        self.status = Status()
        self.strip = dialogs.FailureStrip(around=14)
        self._look = look
        self.rail = Rail()
        self._stack = QStackedWidget()
        self._places: dict[str, QWidget] = {}
        self._commands: list[Command] = []
        self._place = ""
        self.setWindowTitle(say("program"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self.setStatusBar(self.status)
        self.setCentralWidget(self._middle())
        self.rail.chosen.connect(self.set_place)
        self._actions()
        for place in PLACES:
            self.add_place(place.name, _placeholder())
        self.set_place(PLACES[0].name)
        self._restore()

    @property
    def place(self) -> str:
        """Name of the place that is open."""
        return self._place

    def add_place(self, name: str, widget: QWidget) -> None:
        """Put a widget into a place, instead of what was there."""
        before = self._places.get(name)
        self._places[name] = widget
        self._stack.addWidget(widget)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        if name == self._place:
            self._stack.setCurrentWidget(widget)

    def set_place(self, name: str) -> None:
        """Open a place, unless it comes with a later version."""
        if not self.rail.button(name).isEnabled():
            return
        self._place = name
        self.rail.mark(name)
        widget = self._places[name]
        self._stack.setCurrentWidget(widget)
        widget.setFocus()
        self.placed.emit(name)

    def at(self, name: str) -> QWidget:
        """Give the widget of a place."""
        return self._places[name]

    def add_command(self, words: str, run: Callable[[], object], key: str = "") -> None:
        """Offer a command in the palette."""
        self._commands.append(Command(words, run, key))

    def add_deed(self, words: str, run: Callable[[], object], key: str = "") -> None:
        """Offer a command in the palette, and by its key."""
        self.add_command(words, run, key)
        if key:
            self._bind(key, run)

    def open_palette(self) -> "CommandPalette":
        """Open the list of commands."""
        palette = CommandPalette(self._commands, self)
        palette.open()
        return palette

    def bring_forward(self) -> None:
        """Show the window before all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 — Qt's name
        """Ask first where work is under way; remember the size."""
        what = self.busy()
        if (what and not dialogs.leaving(self, what)) or not self.may_close():
            event.ignore()
            return
        self._look.setValue(_GEOMETRY, self.saveGeometry())
        self._look.sync()
        event.accept()
        self.closing.emit()

    def _middle(self) -> QWidget:
        middle, right = QWidget(), QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self._stack, 1)
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)
        return middle

    def _actions(self) -> None:
        for place in PLACES:
            if place.later:
                continue
            go = partial(self.set_place, place.name)
            key = f"Alt+{place.key}"
            self._bind(key, go)
            self.add_command(say("go-to", place=say(place.name)), go, key)
        self._bind(_PALETTE_KEY, self.open_palette)
        self.add_command(say("quit"), self.close, "Ctrl+Q")
        self._bind("Ctrl+Q", self.close)

    def _bind(self, key: str, run: Callable[[], object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _: run())
        self.addAction(action)

    def _restore(self) -> None:
        kept = self._look.value(_GEOMETRY)
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)


class CommandPalette(QDialog):
    """All commands, narrowed by typing with or without marks; Enter runs the first."""

    def __init__(self, commands: list[Command], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setWindowTitle(say("commands"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(520, 380)
        self._commands = commands
        self.typed = QLineEdit(placeholderText=say("commands-hint"))
        self.typed.setAccessibleName(say("commands"))
        self.found = QListWidget()
        self.found.setAccessibleName(say("commands"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.addWidget(self.typed)
        layout.addWidget(self.found)
        self.typed.textChanged.connect(self._narrow)
        self.typed.returnPressed.connect(self._run)
        self.found.itemClicked.connect(lambda _: self._run())
        self._narrow("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Let the arrows move through the list while the box has the focus."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = self.found.currentRow() + step
            self.found.setCurrentRow(max(0, min(row, self.found.count() - 1)))
            return
        super().keyPressEvent(event)

    def _narrow(self, typed: str) -> None:
        words = search_key(typed).split()
        self.found.clear()
        for command in self._commands:
            key = search_key(command.words)
            if all(word in key for word in words):
                text = f"{command.words}   {command.key}" if command.key else command.words
                item = QListWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, self._commands.index(command))
                self.found.addItem(item)
        self.found.setCurrentRow(0)

    def _run(self) -> None:
        item = self.found.currentItem()
        if item is None:
            return
        command = self._commands[item.data(Qt.ItemDataRole.UserRole)]
        self.close()
        command.run()


class OneInstance(QObject):
    """Holds a home for one window; a second start calls the first and is told so.

    Signals:
        called: A second start was tried.
    """

    called = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()
        self._name = f"ban-van-thu-{digest[:24]}"
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._heard)

    def take(self) -> bool:
        """Hold the home; False when another window does, which is called."""
        held = self._lock.tryLock(0)
        if held or self._lock.error() != QLockFile.LockError.LockFailedError:
            QLocalServer.removeServer(self._name)  # left by a window that was killed
            self._server.listen(self._name)
            return True
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(_CALL_MS)
        socket.disconnectFromServer()
        return False

    def release(self) -> None:
        """Let the home go."""
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _heard(self) -> None:
        self._server.nextPendingConnection().close()
        self.called.emit()


def _placeholder() -> QLabel:
    label = QLabel(say("not-here"))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _idle() -> str | None:
    return None


def _always() -> bool:
    return True
