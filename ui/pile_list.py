"""The list of the pile's cards: its keys, its menu, the pages of the open card."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from ui.intake_words import say
from ui.pile_cards import CardDelegate
from ui.pile_model import Index, PileItem, PileModel


class PileList(QListView):
    """The cards; keys and a menu act upon the open one.

    Signals:
        chosen: Id of the document that the clerk opened.
        page_chosen: Id of the document and index of the page that she pointed at.
        entered: Enter was pressed on a document.
        asked: What is to be done (`split`, `join`, `discard`, `undo`), the document, the page.
    """

    chosen = Signal(str)
    page_chosen = Signal(str, int)
    entered = Signal(str)
    asked = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.pile = PileModel()
        self._quiet = False
        self._cards = CardDelegate(self.pile)
        self.setModel(self.pile)
        self.setItemDelegate(self._cards)
        self.setAccessibleName(say("document-list"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def take(self, items: Sequence[PileItem]) -> None:
        """Take a newer state of the pile; the open document stays open, the list stays put."""
        at = self.verticalScrollBar().value()
        if self.pile.take(items):
            self.open(self.pile.current)
            self.verticalScrollBar().setValue(at)
        item = self.item
        if item is not None:
            self.pile.page = min(self.pile.page, max(0, len(item.pages) - 1))

    def open(self, ident: str | None) -> None:
        """Open a document without telling of it; an unknown one opens none."""
        row = self.pile.row_of(ident)
        self._quiet = True
        self.setCurrentIndex(self.pile.index(row) if row >= 0 else QModelIndex())
        self._quiet = False
        if row < 0:
            self.pile.current = None

    @property
    def item(self) -> PileItem | None:
        """The open document."""
        row = self.pile.row_of(self.pile.current)
        return self.pile.items[row] if row >= 0 else None

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 — Qt's
        """Open the card that is current now."""
        super().currentChanged(current, previous)
        if not current.isValid():
            return
        ident = self.pile.items[current.row()].id
        if ident == self.pile.current:
            return
        self.pile.current, self.pile.page = ident, 0
        self.scheduleDelayedItemsLayout()
        self.scrollTo(current)
        if not self._quiet:
            self.chosen.emit(ident)

    # -- pages of the open card

    def move_page(self, step: int) -> None:
        """Mean the page before or after."""
        item = self.item
        if item is None:
            return
        shown = self.pile.shown_pages(item)
        at = shown.index(self.pile.page) if self.pile.page in shown else 0
        self.mean_page(shown[min(max(0, at + step), len(shown) - 1)])

    def mean_page(self, page: int) -> None:
        """Mean a page, and tell of it."""
        item = self.item
        if item is not None and page != self.pile.page:
            self.pile.page = page
            self.pile.touch(self.pile.row_of(item.id))
            self.page_chosen.emit(item.id, page)

    def fold_blank(self) -> None:
        """Show the open document's blank pages, or fold them away again."""
        item = self.item
        if item is not None:
            self.pile.opened ^= {item.id}
            if self.pile.page not in self.pile.shown_pages(item):
                self.pile.page = self.pile.shown_pages(item)[0]
            self.pile.touch(self.pile.row_of(item.id))

    def ask(self, what: str) -> None:
        """Ask for an act upon the open document and the page meant."""
        item = self.item
        if what == "undo":
            self.asked.emit(what, "", "")
        elif item is not None and self.can(what):
            self.asked.emit(what, item.id, item.pages[self.pile.page].id if item.pages else "")

    def can(self, what: str) -> bool:
        """Tell whether an act makes sense now."""
        item = self.item
        if what == "undo":
            return True
        if item is None or item.state == "registered":
            return False
        if what == "split":
            return self.pile.page > 0
        return what != "join" or self.pile.row_of(item.id) > 0

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Move among pages, part, join, take off, undo."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        act = self._act(Qt.Key(event.key()), ctrl)
        if act is None:
            super().keyPressEvent(event)
            return
        act()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep the list's own keys from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if self._act(Qt.Key(event.key()), ctrl) is not None:
                event.accept()
                return True
        return super().event(event)

    def _act(self, key: Qt.Key, ctrl: bool) -> Callable[[], None] | None:
        asked = {Qt.Key.Key_T: "split", Qt.Key.Key_G: "join", Qt.Key.Key_Z: "undo"}
        if ctrl:
            return partial(self.ask, asked[key]) if key in asked else None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Left: partial(self.move_page, -1),
            Qt.Key.Key_Right: partial(self.move_page, 1),
            Qt.Key.Key_Space: self.fold_blank,
            Qt.Key.Key_Delete: partial(self.ask, "discard"),
        }
        return acts.get(key)

    def _enter(self) -> None:
        if self.item is not None:
            self.entered.emit(self.item.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 — Qt's name
        """Mean the page under the mouse, or open the fold of blank pages."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        was_open = index.isValid() and self.pile.items[index.row()].id == self.pile.current
        super().mousePressEvent(event)
        if was_open:
            found = self._cards.hit(self.pile.items[index.row()], self.visualRect(index), at)
            if isinstance(found, int):
                self.mean_page(found)
            elif found == "blank" and event.button() == Qt.MouseButton.LeftButton:
                self.fold_blank()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 — Qt's name
        """Offer what can be done here."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(
            event.globalPos() if event.globalPos() != QPoint() else self.mapToGlobal(QPoint())
        )

    def menu(self) -> QMenu:
        """Make the menu of the open document."""
        made = QMenu(self)
        for what, word, keys in (
            ("split", "split-here", "Ctrl+T"),
            ("join", "join-up", "Ctrl+G"),
            ("discard", "discard", "Del"),
            ("undo", "undo", "Ctrl+Z"),
        ):
            action = made.addAction(f"{say(word)}\t{keys}")
            action.setEnabled(self.can(what))
            action.triggered.connect(partial(self._triggered, what))
        item = self.item
        if item is not None and any(page.blank for page in item.pages):
            word = "blank-hide" if item.id in self.pile.opened else "show-blank"
            made.addAction(say(word)).triggered.connect(lambda _: self.fold_blank())
        return made

    def _triggered(self, what: str, _: bool) -> None:
        self.ask(what)
