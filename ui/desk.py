"""The intake desk: which drafts there are, their pictures, undo, and the road of F9.

Holds no widget. Everything slow runs in a lane; what comes back is told by signals.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from clerk_app.application import drafts, registration
from clerk_app.application.office import Office
from clerk_app.domain.draft import Built, Draft, DraftPage
from clerk_app.domain.entry import Entry, Fields
from clerk_app.domain.scanning import Page
from clerk_app.errors import MachineFault, Refused
from ui.intake_stream import Lanes
from ui.page_image import picture
from ui.pile_items import THUMBNAIL, typed_over
from ui.ready_pdfs import ReadyPdfs

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
        self._undo: list[tuple[str, Undo]] = []  # with the document that is set aside
        self._entering: set[str] = set()
        self._doubled: dict[str, Entry] = {}
        self._pictures: dict[str, QImage] = {}
        self._pdfs = ReadyPdfs(lanes, self._not_entered)

    def load(self, on_loaded: Callable[[int], None]) -> None:
        """Take up what the last session left; tells how many drafts."""

        def came(found: list[Draft]) -> None:
            for draft in found:
                self.add(draft)
            on_loaded(len(found))
            # Ended while backups were written anew: they are gone on with; told once, not again.
            self._lanes.store.run(drafts.out_of_backups, lambda _: None, self.failed.emit)

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
        self._pdfs.prepare(draft)

    def save(self, ident: str, values: Fields, confirmed: frozenset[str]) -> None:
        """Keep what the form holds."""
        draft = self.drafts.get(ident)
        if draft is not None:
            keep = partial(_save, ident, typed_over(draft, values), tuple(confirmed))
            self._lanes.store.run(keep, self._replaced, self.failed.emit)

    def split(self, ident: str, page: str, *, undoing: bool = False) -> None:
        """Make a page and what follows a document of its own; can be undone."""

        def done(pair: tuple[Draft, Draft]) -> None:
            first, second = pair
            self._put_after(first, second)
            if not undoing:
                self._undo.append(("", lambda: self.join(ident, second.id, undoing=True)))

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
                self._undo.append(("", lambda: self.split(first, border, undoing=True)))
            self.changed.emit()

        self._lanes.store.run(
            lambda office: drafts.join(office, first, second), done, self.failed.emit
        )

    def join_up(self, ident: str) -> None:
        """Put a document behind the one before it."""
        order = [each for each in self.drafts if each not in self.entries]
        place = order.index(ident) if ident in order else 0
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

        self._undo.append((ident, back))
        self.changed.emit()

    def undo(self) -> bool:
        """Take the last change of the pile back; tells whether there was one."""
        if self._undo:
            self._undo.pop()[1]()
            return True
        return False

    def exclude(self, ident: str, category: str, level: str | None) -> None:
        """Destroy a document that may not be digitised; this is not undone."""

        def done(_: None) -> None:
            self.drafts.pop(ident, None)
            self._forget_undo()
            self.changed.emit()
            self._lanes.store.run(drafts.out_of_backups, told, self.failed.emit)

        def told(left: tuple[str, ...]) -> None:
            if left:
                self.failed.emit(MachineFault("backup-holds-draft", files=", ".join(left)))

        self._lanes.store.run(
            lambda office: drafts.exclude(office, ident, category, level), done, self.failed.emit
        )

    def forget(self, entry: str) -> None:
        """Drop what is shown of an entry that was hidden (its id)."""
        for ident in [each for each, made in self.entries.items() if made.id == entry]:
            del self.entries[ident]
            for page in self.drafts.pop(ident).pages:
                self._pictures.pop(page.id, None)
            self.changed.emit()

    def empty_aside(self, office: Office) -> None:
        """Destroy what was taken off the desk; runs in the store lane."""
        for ident in self._aside:
            drafts.discard(office, ident)

    def register(
        self, ident: str, values: Fields, confirmed: frozenset[str], reason: str | None = None
    ) -> None:
        """Save, look for a twin, build, and enter: `registered`, `twin` or `failed` follows."""
        if ident in self.entries or ident in self._entering:
            return
        self._entering.add(ident)
        typed, known = typed_over(self.drafts[ident], values), self._doubled.get(ident)

        def prepare(office: Office) -> tuple[Draft, Entry | None]:
            saved = drafts.save(office, ident, typed, tuple(confirmed))
            return saved, drafts.twin(office, saved) or known

        def prepared(found: tuple[Draft, Entry | None]) -> None:
            saved, entry = found
            self._replaced(saved)
            if entry is not None and not reason:
                self._twin_found(ident, entry)
                return
            place = entry.place if entry else None
            self._pdfs.when_ready(saved, partial(self._enter, saved, place, reason))

        self._lanes.store.run(prepare, prepared, partial(self._not_entered, ident))

    def _twin_found(self, ident: str, entry: Entry) -> None:
        self._entering.discard(ident)
        self._doubled[ident] = entry
        self.twin.emit(Twin(ident, entry))

    def _not_entered(self, ident: str, error: Exception) -> None:
        self._entering.discard(ident)
        self.failed.emit(error)

    def _enter(self, draft: Draft, twin: str | None, reason: str | None, built: Built) -> None:
        def enter(office: Office) -> tuple[Entry, bool]:
            try:
                made = registration.register_draft(office, draft, built, twin=twin, reason=reason)
            except Refused as refused:
                if refused.code != "duplicate":
                    raise
                return registration.find(office, str(refused.detail["entry"])), False
            return made[0], True

        def done(result: tuple[Entry, bool]) -> None:
            entry, entered = result
            if not entered:  # the same pages, or another desk was faster
                self._twin_found(draft.id, entry)
                return
            self._entering.discard(draft.id)
            self.entries[draft.id] = entry
            self._pdfs.drop(draft.id)
            self._forget_undo()
            self.registered.emit(draft.id, entry)

        self._lanes.store.run(enter, done, partial(self._not_entered, draft.id))

    def _forget_undo(self) -> None:
        """Let the borders stay as they are; what was set aside can still come back."""
        self._undo = [each for each in self._undo if each[0]]

    def _replaced(self, draft: Draft) -> None:
        """Take a newer state of a draft; its card tells what is still to be looked at."""
        before = self.drafts.get(draft.id)
        if before is None:
            return
        self.drafts[draft.id] = draft
        if (before.fields, before.confirmed) != (draft.fields, draft.confirmed):
            self.changed.emit()

    def _put_after(self, first: Draft, second: Draft) -> None:
        order = list(self.drafts)
        order.insert(order.index(first.id) + 1, second.id)
        self.drafts |= {first.id: first, second.id: second}
        self._sort(order)
        self.changed.emit()

    def _sort(self, order: list[str]) -> None:
        known = [ident for ident in order if ident in self.drafts]
        self.drafts = {ident: self.drafts[ident] for ident in [*known, *self.drafts]}

    def _fetch(self, page: DraftPage, then: Callable[[DraftPage, Page], None]) -> None:
        self._lanes.store.run(
            lambda office: drafts.page(office, page), partial(then, page), self.failed.emit
        )

    def _make_thumbnail(self, kept: DraftPage, page: Page) -> None:
        done = partial(self.thumbnail.emit, kept.id)
        self._lanes.quick.run(lambda _: picture(page, THUMBNAIL), done, self.failed.emit)

    def _make_picture(self, kept: DraftPage, page: Page) -> None:
        def done(image: QImage) -> None:
            while len(self._pictures) >= MOST_PICTURES:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[kept.id] = image
            self.picture.emit(kept.id, image)

        self._lanes.quick.run(lambda _: picture(page), done, self.failed.emit)


def _save(ident: str, typed: Fields, confirmed: tuple[str, ...], office: Office) -> Draft:
    return drafts.save(office, ident, typed, confirmed)
