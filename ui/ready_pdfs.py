"""A draft's PDF/A, made ahead of F9: it depends on the pages alone, not on the form."""

from collections.abc import Callable
from functools import partial

from clerk_app.application import drafts
from clerk_app.application.drafts import Conversion
from clerk_app.application.office import Office
from clerk_app.domain.draft import Built, Draft
from clerk_app.domain.scanning import Page
from ui.intake_stream import Lanes

Then = Callable[[Built], None]


class ReadyPdfs:
    """Owns the PDF/A files that wait in memory for their numbers.

    Args:
        failed: Told the draft's id and what went wrong.
    """

    def __init__(self, lanes: Lanes, failed: Callable[[str, Exception], None]) -> None:
        self._lanes = lanes
        self._failed = failed
        self._built: dict[str, tuple[tuple[str, ...], Built]] = {}
        self._building: set[str] = set()
        self._after: dict[str, tuple[Draft, Then]] = {}

    def prepare(self, draft: Draft) -> None:
        """Make it, unless it is there or being made."""
        pages = _pages(draft)
        if draft.id in self._building or self._ready(draft) is not None:
            return
        self._building.add(draft.id)
        failed = partial(self._not_built, draft.id)

        def fetch(office: Office) -> tuple[tuple[Page, ...], Conversion]:
            return drafts.pages(office, draft), drafts.conversion(office)

        def fetched(found: tuple[tuple[Page, ...], Conversion]) -> None:
            images, record = found
            done = partial(self._was_built, draft, pages)
            self._lanes.quick.run(lambda _: drafts.build(draft, images, record), done, failed)

        self._lanes.store.run(fetch, fetched, failed)

    def when_ready(self, draft: Draft, then: Then) -> None:
        """Call `then` with it, at once where it is there."""
        ready = self._ready(draft)
        if ready is not None:
            then(ready)
            return
        self._after[draft.id] = (draft, then)
        self.prepare(draft)

    def drop(self, ident: str) -> None:
        """Forget it: it is registered."""
        self._built.pop(ident, None)

    def _ready(self, draft: Draft) -> Built | None:
        pages, built = self._built.get(draft.id, ((), None))
        return built if pages == _pages(draft) else None

    def _was_built(self, draft: Draft, pages: tuple[str, ...], made: Built) -> None:
        self._building.discard(draft.id)
        self._built[draft.id] = (pages, made)
        waiting, then = self._after.get(draft.id, (draft, None))
        if _pages(waiting) != pages:  # split or joined meanwhile
            self.prepare(waiting)
        elif then is not None:
            del self._after[draft.id]
            then(made)

    def _not_built(self, ident: str, error: Exception) -> None:
        self._building.discard(ident)
        self._after.pop(ident, None)
        self._failed(ident, error)


def _pages(draft: Draft) -> tuple[str, ...]:
    return tuple(page.id for page in draft.pages)
