"""What is read first of a document, in the form before the gate has cleared it; in memory alone.

Its end comes with the next heading, or when the feed ends: until then the clerk can look already.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from clerk_app.application import prefill
from clerk_app.application.capture import Seen
from clerk_app.application.contacts import Directory
from clerk_app.application.feed import Feed
from clerk_app.domain.draft import Draft
from clerk_app.domain.gate import Declaration
from clerk_app.domain.scanning import Page
from ui.entry_form import EntryForm
from ui.field_place import FieldPlace
from ui.intake_words import say
from ui.jobs import Lane
from ui.page_image import picture

_MOST = 8  # pages held here; of a long document the rest is not shown before it is kept
_HEAD = 12  # words of a first page, by which a paper is known again


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A document on its way, as far as it was read: a draft that nothing keeps, and its pages."""

    draft: Draft
    pages: tuple[Page, ...]


class Glimpses(QObject):
    """Reads the fields of the first document of a run that is not kept yet.

    Args:
        quick: Where fields are put together, beside the window's thread.

    Signals:
        ready: More of it was read (`Glimpse`).
        gone: It may not be shown any more, or is kept by now.
    """

    ready = Signal(object)
    gone = Signal()

    def __init__(self, quick: Lane[None], declaration: Declaration) -> None:
        super().__init__()
        self._quick = quick
        self._declaration = declaration
        self._seen: dict[int, Seen] = {}
        self._first = 1
        self._shown: tuple[int, ...] = ()
        self._job = 0
        self._organs: tuple[str, ...] = ()
        self._over = declaration.most_pages is not None  # what is surplus must not be shown

    def know(self, directory: Directory) -> None:
        """Learn the office's own organs: names are put right by them."""
        self._organs = directory.organs
        if self._shown and not self._over:
            self._read()

    def take(self, seen: Seen) -> None:
        """Take a page as far as it is read; again when more of it is."""
        if self._over:
            return
        if seen.findings:
            self.end()
            return
        if not self._first <= seen.page.number < self._first + _MOST:
            return
        self._seen[seen.page.number] = seen
        if seen.page.number <= self._first + len(self._shown):
            self._read()

    def kept(self, pages: int) -> None:
        """The first document left for the store; it had so many pages."""
        for number in range(self._first, self._first + pages):
            self._seen.pop(number, None)
        self._first += pages
        if not self._over:
            self.gone.emit()
            self._read()

    def end(self) -> None:
        """Show nothing more of this run: something stands against it, or it is over."""
        self._over = True
        self._seen.clear()
        self._quick.forget(self._job)
        self.gone.emit()

    def _read(self) -> None:
        pages = self._document()
        self._shown = tuple(each.page.number for each in pages)
        if not pages:
            return
        work = partial(_glimpse, f"glimpse-{self._first}", pages, self._declaration, self._organs)
        self._quick.forget(self._job)
        self._job = self._quick.run(work, self.ready.emit, _ignore)

    def _document(self) -> tuple[Seen, ...]:
        """Give the pages of the first document that are here, in order."""
        feed = Feed()
        while (seen := self._seen.get(self._first + len(feed.pages))) is not None:
            if feed.starts(seen):
                break
            feed.add(seen)
        return feed.pages


class GlimpseView:
    """Shows a glimpse, and hands over to the draft that becomes of it.

    Attributes:
        draft: What is shown; None while a kept draft is, or nothing.
    """

    def __init__(self, quick: Lane[None], place: FieldPlace, form: EntryForm) -> None:
        self._quick, self._place, self._form = quick, place, form
        self._latest: Glimpse | None = None
        self._put = ""  # the field that the cursor was put in
        self.draft: Draft | None = None

    def learn(self, glimpse: Glimpse) -> None:
        """Know what is read by now."""
        self._latest = glimpse

    def show(self) -> bool:
        """Show what is read by now; tells whether there is anything."""
        if self._latest is None:
            return False
        first, draft, pages = self.draft is None, self._latest.draft, self._latest.pages
        self.draft = draft
        if first:
            self._place.open(draft, {})
            self._form.focus_first()
            self._put = self._form.focused
            self._form.sheet.register.setText(say("reading-on"))
        else:
            self._place.grow(draft)
        for kept, page in zip(draft.pages, pages, strict=True):
            if kept.id not in self._place.pictures:
                done = partial(self._pictured, kept.id)
                self._quick.run(partial(_picture, page), done, _ignore)
        return True

    def hand_over(self, draft: Draft) -> dict[str, QImage] | None:
        """Let the form go on with the draft that was kept; None where it is another paper.

        Returns:
            The pictures of its pages that are here.
        """
        shown = self.draft
        self.forget()
        if shown is None or _head(shown) != _head(draft):
            return None
        self._form.go_on_with(draft)
        images = self._place.pictures
        pairs = zip(draft.pages, shown.pages, strict=False)
        return {page.id: images[early.id] for page, early in pairs if early.id in images}

    def refocus(self) -> None:
        """Put the cursor in the worst doubt, where it stands as it was put on what is sure now."""
        if self._form.focused == self._put and self._put not in self._form.doubts:
            self._form.focus_first()

    def forget(self) -> None:
        """Show nothing of it any more; what the page and the form show goes with the next."""
        if self.draft is not None:
            self._form.set_busy(False)
        self._latest = self.draft = None

    def _pictured(self, page: str, image: QImage) -> None:
        if self.draft is not None:
            self._place.picture_came(page, image)


def _glimpse(
    ident: str,
    pages: tuple[Seen, ...],
    declaration: Declaration,
    organs: tuple[str, ...],
    _: None,
) -> Glimpse:
    draft = prefill.glimpse(ident, pages, declaration, organs)
    return Glimpse(draft, tuple(each.page for each in pages))


def _head(draft: Draft) -> list[str]:
    return [word.text for word in draft.pages[0].text.words[:_HEAD]]


def _picture(page: Page, _: None) -> QImage:
    return picture(page)


def _ignore(_: object) -> None:
    """Show it later, when it is kept."""
