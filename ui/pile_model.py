"""The pile's documents as a model: which one is open, which of its pages is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from ui.intake_words import say

Index = QModelIndex | QPersistentModelIndex
State = Literal["reading", "good", "look", "border", "registered"]
_KEPT_WIDTH = 120  # pixels of a thumbnail: sharp up to 300 %


@dataclass(frozen=True, slots=True)
class PilePage:
    """A page in the pile: its id, its number within the document, and whether it is blank."""

    id: str
    number: int
    blank: bool


@dataclass(frozen=True, slots=True)
class PileItem:
    """A document in the pile.

    Attributes:
        title: Its place in the pile and its organ.
        doubts: Fields that need a look.
        number: The arrival number, once it is registered.
        read_pages: Pages that are read so far.
    """

    id: str
    title: str
    subject: str
    pages: tuple[PilePage, ...]
    state: State
    doubts: int
    number: int | None
    read_pages: int

    def told(self) -> tuple[str, str]:
        """Give the state in words, and the token it is painted in."""
        count = len(self.pages)
        words, colour = {
            "registered": (
                say("state-registered", number=self.number)
                if self.number is not None
                else say("state-waiting"),
                "good",
            ),
            "reading": (say("state-reading", read=self.read_pages, count=count), "quiet"),
            "good": (say("state-good"), "good"),
            "look": (say("state-look", count=self.doubts), "doubt"),
            "border": (say("state-border"), "doubt"),
        }[self.state]
        return f"{say('pages', count=count)} · {words}", colour


class PileModel(QAbstractListModel):
    """The documents, which one is open, which of its pages is meant.

    Attributes:
        current: Id of the open document.
        page: Index of the page that a key would act upon.
        opened: Documents whose blank pages are shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.items: list[PileItem] = []
        self.current: str | None = None
        self.page = 0
        self.opened: set[str] = set()
        self.thumbnails: dict[str, QImage] = {}

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 — Qt's name
        """Count the documents."""
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a card, for eyes, for a screen reader, for the delegate."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._read_out(item)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(part for part in (item.title, item.subject) if part)
        return None

    def _read_out(self, item: PileItem) -> str:
        parts = [item.title, item.subject, item.told()[0]]
        if item.id == self.current and len(item.pages) > 1:
            page = item.pages[min(self.page, len(item.pages) - 1)]
            parts.append(say("page-blank" if page.blank else "page-n", number=page.number))
        return ". ".join(part for part in parts if part)

    def row_of(self, ident: str | None) -> int:
        """Give a document's row, or -1."""
        return next((row for row, item in enumerate(self.items) if item.id == ident), -1)

    def take(self, items: Sequence[PileItem]) -> bool:
        """Take a newer state of the pile; True where every row had to be made again."""
        old, new = [item.id for item in self.items], [item.id for item in items]
        same = new[: len(old)] == old
        pages = {page.id for item in items for page in item.pages}
        self.thumbnails = {id_: kept for id_, kept in self.thumbnails.items() if id_ in pages}
        self.opened &= set(new)
        if not same:
            self.beginResetModel()
            self.items = list(items)
            self.endResetModel()
            return True
        for row, item in enumerate(items[: len(old)]):
            if self.items[row] != item:
                self.items[row] = item
                self.touch(row)
        if len(new) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self.items += items[len(old) :]
            self.endInsertRows()
        return False

    def touch(self, row: int) -> None:
        """Have a row painted again."""
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def keep_thumbnail(self, page: str, image: QImage) -> int:
        """Keep a page's picture, small; give the row that shows it, or -1."""
        smooth = Qt.TransformationMode.SmoothTransformation
        small = image.scaledToWidth(_KEPT_WIDTH, smooth) if image.width() > _KEPT_WIDTH else image
        self.thumbnails[page] = small.convertToFormat(QImage.Format.Format_RGB16)
        rows = enumerate(self.items)
        return next((row for row, item in rows if any(p.id == page for p in item.pages)), -1)

    def shown_pages(self, item: PileItem) -> list[int]:
        """Give the indexes of the pages that the open card shows: blank ones are folded."""
        everything = item.id in self.opened
        found = [at for at, page in enumerate(item.pages) if everything or not page.blank]
        return found or [0]
