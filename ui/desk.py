"""The intake desk: which drafts there are, their pictures, undo, and the road of F9.

Holds no widget. Everything slow runs in a lane; what comes back is told by signals.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from clerk_app.application import drafts, registration
from clerk_app.application.drafts import Conversion
from clerk_app.application.office import Office
from clerk_app.domain.draft import Built, Draft, DraftPage
from clerk_app.domain.entry import Entry, Fields
from clerk_app.domain.scanning import Page
from ui.intake_stream import Lanes

THUMBNAIL = QSize(160, 226)
MOST_PICTURES = 16


@dataclass(frozen=True, slots=True)
class Twin:
    """The entry that a draft seems to double."""

    draft_id: str
    entry: Entry


Undo = Callable[[], None]


class Desk(QObject):
    """Owns the drafts on the desk.

    Signals:
        changed: Drafts came, went or moved.
        picture: A page's picture is here (page id, `QImage`).
        thumbnail: A page's small picture is here (page id, `QImage`).
        twin: The draft seems to be registered already (`Twin`): ask for a reason.
        registered: A draft became an entry (draft id, `Entry`).
        failed: Something did not work (an exception); nothing is lost.
    """

    changed = Signal()
    picture = Signal(str, QImage)
    thumbnail = Signal(str, QImage)
    twin = Signal(object)
    registered = Signal(str, object)
    failed = Signal(object)

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self._lanes = lanes
        self.drafts: dict[str, Draft] = {}
        self.entries: dict[str, Entry] = {}
        self._aside: dict[str, Draft] = {}
        self._undo: list[Undo] = []
        self._pictures: dict[str, QImage] = {}
        self._built: dict[str, tuple[tuple[str, ...], Built]] = {}
        self._building: set[str] = set()
        self._after_build: dict[str, Callable[[Built], None]] = {}

    def load(self, on_loaded: Callable[[int], None]) -> None:
        """Take up what the last session left; tells how many drafts."""

        def came(found: list[Draft]) -> None:
            for draft in found:
                self.add(draft)
            on_loaded(len(found))

        self._lanes.store.run(drafts.waiting, came, self.failed.emit)

    def add(self, draft: Draft) -> None:
        """Put a draft at the end of the pile."""
        self.drafts[draft.id] = draft
        for page in draft.pages:
            self._fetch(page, self._make_thumbnail)
        self.changed.emit()

    def open(self, ident: str) -> None:
        """Get a draft's pictures and its PDF/A ready before they are asked for."""
        draft = self.drafts.get(ident)
        if draft is None:
            return
        for page in draft.pages:
            if page.id in self._pictures:
                self.picture.emit(page.id, self._pictures[page.id])
            else:
                self._fetch(page, self._make_picture)
        self._build(draft)

    def save(self, ident: str, values: Fields, confirmed: frozenset[str]) -> None:
        """Keep what the form holds."""
        draft = self.drafts.get(ident)
        if draft is not None:
            keep = partial(_save, ident, _typed(draft, values), tuple(confirmed))
            self._lanes.store.run(keep, self._replaced, self.failed.emit)

    def split(self, ident: str, page: str) -> None:
        """Make a page and what follows a document of its own; can be undone."""

        def done(pair: tuple[Draft, Draft]) -> None:
            first, second = pair
            self._put_after(first, second)
            self._undo.append(lambda: self.join(first.id, second.id, undoing=True))

        self._lanes.store.run(
            lambda office: drafts.split(office, ident, page), done, self.failed.emit
        )

    def join(self, first: str, second: str, *, undoing: bool = False) -> None:
        """Put the second document's pages behind the first's; can be undone."""
        border = self.drafts[second].pages[0].id

        def done(draft: Draft) -> None:
            del self.drafts[second]
            self._replaced(draft)
            if not undoing:
                self._undo.append(lambda: self.split(first, border))
            self.changed.emit()

        self._lanes.store.run(
            lambda office: drafts.join(office, first, second), done, self.failed.emit
        )

    def join_up(self, ident: str) -> None:
        """Put a document behind the one before it."""
        order = list(self.drafts)
        place = order.index(ident) if ident in self.drafts else 0
        if place > 0:
            self.join(order[place - 1], ident)

    def set_aside(self, ident: str) -> None:
        """Take a document off the desk: destroyed when the window closes, until then undone."""
        order = list(self.drafts)
        if ident not in self.drafts:
            return
        draft = self._aside[ident] = self.drafts.pop(ident)

        def back() -> None:
            del self._aside[ident]
            self.drafts[ident] = draft
            self._sort(order)
            self.changed.emit()

        self._undo.append(back)
        self.changed.emit()

    def undo(self) -> bool:
        """Take the last change of the pile back; tells whether there was one."""
        if self._undo:
            self._undo.pop()()
            return True
        return False

    def exclude(self, ident: str, category: str, level: str | None) -> None:
        """Destroy a document that may not be digitised; this is not undone."""

        def done(_: None) -> None:
            self.drafts.pop(ident, None)
            self._undo.clear()
            self.changed.emit()

        self._lanes.store.run(
            lambda office: drafts.exclude(office, ident, category, level), done, self.failed.emit
        )

    def empty_aside(self, office: Office) -> None:
        """Destroy what was taken off the desk; runs in the store lane."""
        for ident in self._aside:
            drafts.discard(office, ident)

    def register(
        self, ident: str, values: Fields, confirmed: frozenset[str], reason: str | None = None
    ) -> None:
        """Save, look for a twin, build, and enter: `registered`, `twin` or `failed` follows."""
        draft = self.drafts[ident]
        typed = _typed(draft, values)

        def prepare(office: Office) -> tuple[Draft, Entry | None]:
            saved = drafts.save(office, ident, typed, tuple(confirmed))
            return saved, drafts.twin(office, saved)

        def prepared(found: tuple[Draft, Entry | None]) -> None:
            saved, entry = found
            self.drafts[ident] = saved
            if entry is not None and not reason:
                self.twin.emit(Twin(ident, entry))
                return
            place = entry.place if entry else None
            self._when_built(saved, partial(self._enter, saved, place, reason))

        self._lanes.store.run(prepare, prepared, self.failed.emit)

    def _enter(self, draft: Draft, twin: str | None, reason: str | None, built: Built) -> None:
        def enter(office: Office) -> tuple[Entry, list[str]]:
            return registration.register_draft(office, draft, built, twin=twin, reason=reason)

        def done(result: tuple[Entry, list[str]]) -> None:
            entry, _ = result
            self.entries[draft.id] = entry
            self._built.pop(draft.id, None)
            self._undo.clear()
            self.registered.emit(draft.id, entry)

        self._lanes.store.run(enter, done, self.failed.emit)

    def _when_built(self, draft: Draft, then: Callable[[Built], None]) -> None:
        pages = tuple(page.id for page in draft.pages)
        ready = self._built.get(draft.id)
        if ready is not None and ready[0] == pages:
            then(ready[1])
            return
        self._after_build[draft.id] = then
        self._build(draft)

    def _build(self, draft: Draft) -> None:
        """Make the PDF/A ahead of F9: it depends on the pages alone, not on the form."""
        pages = tuple(page.id for page in draft.pages)
        ready = self._built.get(draft.id)
        if draft.id in self._building or (ready is not None and ready[0] == pages):
            return
        self._building.add(draft.id)

        def fetch(office: Office) -> tuple[tuple[Page, ...], Conversion]:
            return drafts.pages(office, draft), drafts.conversion(office)

        def fetched(found: tuple[tuple[Page, ...], Conversion]) -> None:
            images, record = found
            self._lanes.quick.run(
                lambda _: drafts.build(draft, images, record), partial(built, pages), failed
            )

        def built(of: tuple[str, ...], made: Built) -> None:
            self._building.discard(draft.id)
            self._built[draft.id] = (of, made)
            then = self._after_build.pop(draft.id, None)
            if then is not None:
                then(made)

        def failed(error: Exception) -> None:
            self._building.discard(draft.id)
            self._after_build.pop(draft.id, None)
            self.failed.emit(error)

        self._lanes.store.run(fetch, fetched, failed)

    def _replaced(self, draft: Draft) -> None:
        if draft.id in self.drafts:
            self.drafts[draft.id] = draft

    def _put_after(self, first: Draft, second: Draft) -> None:
        order = list(self.drafts)
        order.insert(order.index(first.id) + 1, second.id)
        self.drafts |= {first.id: first, second.id: second}
        self._sort(order)
        self.changed.emit()

    def _sort(self, order: list[str]) -> None:
        self.drafts = {ident: self.drafts[ident] for ident in order if ident in self.drafts}

    def _fetch(self, page: DraftPage, then: Callable[[DraftPage, Page], None]) -> None:
        self._lanes.store.run(
            lambda office: drafts.page(office, page), partial(then, page), self.failed.emit
        )

    def _make_thumbnail(self, kept: DraftPage, page: Page) -> None:
        done = partial(self.thumbnail.emit, kept.id)
        self._lanes.quick.run(lambda _: _small(page), done, self.failed.emit)

    def _make_picture(self, kept: DraftPage, page: Page) -> None:
        def done(image: QImage) -> None:
            while len(self._pictures) >= MOST_PICTURES:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[kept.id] = image
            self.picture.emit(kept.id, image)

        self._lanes.quick.run(lambda _: QImage.fromData(page.encoded), done, self.failed.emit)


def _save(ident: str, typed: Fields, confirmed: tuple[str, ...], office: Office) -> Draft:
    return drafts.save(office, ident, typed, confirmed)


def _typed(draft: Draft, values: Fields) -> Fields:
    """Tell what the form says otherwise than the reading; an emptied field says so."""
    read = {name: guess.value for name, guess in draft.reading.fields.items()}
    typed: Fields = {name: value for name, value in values.items() if read.get(name) != value}
    typed |= {name: "" for name in read if name not in values}
    return typed


def _small(page: Page) -> QImage:
    image = QImage.fromData(page.encoded)
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, smooth)
