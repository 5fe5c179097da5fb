"""The pile: its documents as cards, its counts, and what is asked for there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QWidget

from ui import theme
from ui.intake_words import say
from ui.pile_list import PileList
from ui.pile_model import PileItem, PilePage
from ui.widgets import button, column, label, row

__all__ = ["PileItem", "PilePage", "PileView"]


class PileView(QWidget):
    """The pile with its heading, its counts and its buttons.

    Signals:
        chosen: Id of the document that the clerk opened.
        page_chosen: Id of a document and index of the page that she pointed at.
        entered: Enter was pressed on a document: she wants its form.
        split_asked: Document, and the page that is to start a new one.
        join_asked: The document that is to go behind the one above it.
        difference_asked: She wants to know why sheets and images differ.
    """

    chosen = Signal(str)
    page_chosen = Signal(str, int)
    entered = Signal(str)
    split_asked = Signal(str, str)
    join_asked = Signal(str)
    discard_asked = Signal(str)
    undo_asked = Signal()
    scan_asked = Signal()
    import_asked = Signal()
    stop_asked = Signal()
    difference_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._sheets: int | None = None
        self.list = PileList()
        self._count = label("", "quiet")
        self._count.setWordWrap(True)
        self.strip = button("", "strip")
        self.strip.hide()
        self._empty = label(say("pile-empty"), "quiet")
        self._empty.setWordWrap(True)
        self._lay_out()
        self._connect()
        self._count_again()

    def _lay_out(self) -> None:
        inside = column(margin=12, gap=6)
        inside.addWidget(label(say("pile"), "title"))
        inside.addWidget(self._count)
        inside.addWidget(self.strip)
        inside.addWidget(self._empty)
        inside.addWidget(self.list, 1)
        self._scanning = QWidget()
        progress = column(gap=4)
        self._received = label("", "quiet")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(say("scanning", images=0))
        self.stop = button(say("stop"))
        progress.addWidget(self._received)
        progress.addWidget(bar)
        progress.addWidget(self.stop)
        self._scanning.setLayout(progress)
        self._scanning.hide()
        self._ready = QWidget()
        buttons = row()
        self.scan, self.import_ = button(say("scan")), button(say("import"))
        buttons.addWidget(self.scan, 1)
        buttons.addWidget(self.import_, 1)
        self._ready.setLayout(buttons)
        inside.addWidget(self._scanning)
        inside.addWidget(self._ready)
        self.setLayout(inside)
        self.setMinimumWidth(230)

    def _connect(self) -> None:
        self.list.chosen.connect(self.chosen)
        self.list.page_chosen.connect(self.page_chosen)
        self.list.entered.connect(self.entered)
        self.list.asked.connect(self._on_asked)
        self.strip.clicked.connect(self.difference_asked)
        self.scan.clicked.connect(self.scan_asked)
        self.import_.clicked.connect(self.import_asked)
        self.stop.clicked.connect(self.stop_asked)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.stop_asked)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the sign again in the new look's colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.strip.setIcon(theme.icon("warning", "doubt", 14))

    # -- what the screen tells it

    def set_items(self, items: Sequence[PileItem]) -> None:
        """Take the pile as it is now; the open document stays open."""
        self.list.take(items)
        self._count_again()

    def set_counts(self, images: int, sheets: int | None) -> None:
        """Compare images received with sheets fed; None where nobody counted them."""
        self._sheets = sheets
        less = 0 if sheets is None else sheets - images
        words = say("images-missing" if less > 0 else "images-more", count=abs(less))
        self.strip.setText(words)
        self.strip.setAccessibleName(words)
        self.strip.setIcon(theme.icon("warning", "doubt", 14))
        self.strip.setVisible(less != 0)
        self._count_again()

    def set_thumbnail(self, page: str, image: QImage) -> None:
        """Take a page's picture; it is kept small."""
        self.list.pile.touch(self.list.pile.keep_thumbnail(page, image))

    def select(self, ident: str) -> None:
        """Open a document; nobody is told."""
        self.list.open(ident)

    @property
    def selected(self) -> str | None:
        """Id of the open document."""
        item = self.list.item
        return item.id if item else None

    @property
    def counts(self) -> str:
        """What is said of documents, pages and sheets."""
        return self._count.text()

    def set_scanning(self, on: bool, images: int) -> None:
        """Show that pages come in, how many came, and how to stop it."""
        self._received.setText(say("scanning", images=images))
        self._scanning.setVisible(on)
        self._ready.setVisible(not on)
        self._escape.setEnabled(on)

    def _count_again(self) -> None:
        items = self.list.pile.items
        pages = sum(len(item.pages) for item in items)
        parts = [say("pile-count", documents=len(items), pages=pages)]
        if self._sheets is not None:
            parts.append(say("pile-sheets", sheets=self._sheets))
        self._count.setText(" · ".join(parts))
        self._count.setVisible(bool(items) or self._sheets is not None)
        self._empty.setVisible(not items)

    def _on_asked(self, what: str, draft: str, page: str) -> None:
        if what == "split":
            self.split_asked.emit(draft, page)
        elif what == "join":
            self.join_asked.emit(draft)
        elif what == "discard":
            self.discard_asked.emit(draft)
        else:
            self.undo_asked.emit()
