"""The place of the focused field: outlined on the page, cut out of it above the form."""

from collections.abc import Mapping

from PySide6.QtGui import QImage

from clerk_app.domain.draft import Draft, DraftPage
from clerk_app.domain.layout import in_lines
from clerk_app.domain.scanning import Box
from ui.entry_form import EntryForm
from ui.page_view import PageView, snippet
from ui.pile_items import place_of


class FieldPlace:
    """Shows one document's pages beside its form.

    Attributes:
        pictures: Pages by their id, those that are here.
    """

    def __init__(self, page: PageView, form: EntryForm) -> None:
        self._page, self._form = page, form
        self._draft: Draft | None = None
        self._outlined: tuple[DraftPage, Box] | None = None
        self.pictures: dict[str, QImage] = {}
        form.field_focused.connect(self.show)

    def open(self, draft: Draft, pictures: Mapping[str, QImage], at: int = 0) -> None:
        """Show a draft's pages from one of them on, and its fields."""
        self._draft = draft
        self.pictures = dict(pictures)
        self._page.show_pages([self.pictures.get(each.id) for each in draft.pages])
        self._page.go(at)
        self._fill(draft)

    def grow(self, draft: Draft) -> None:
        """Show more of the same document: pages came, or more was read."""
        self._draft = draft
        self._page.reach(len(draft.pages))
        self._fill(draft)

    def close(self) -> None:
        """Hold no document: neither its words nor its pictures stay in memory."""
        self._draft = self._outlined = None
        self.pictures = {}

    def picture_came(self, page: str, image: QImage) -> None:
        """Take a page's picture."""
        places = [each.id for each in self._draft.pages] if self._draft else []
        if page in places:
            self.pictures[page] = image
            self._page.set_image(places.index(page), image)
            if self._outlined is not None and self._outlined[0].id == page:
                self._form.set_snippet(snippet(image, self._outlined[1]))

    def show(self, name: str) -> None:
        """Outline a field's place, as far as anybody knows it."""
        draft = self._draft
        place = place_of(draft, name) if draft else None
        if draft is None or place is None:
            self._outlined = None
            self._page.outline(0, None)
            self._form.set_snippet(None)
            return
        number, box = place
        page = draft.pages[number - 1]
        self._outlined = (page, box)
        self._page.outline(number - 1, box)
        image = self.pictures.get(page.id)
        self._form.set_snippet(snippet(image, box) if image is not None else None)

    def _fill(self, draft: Draft) -> None:
        self._form.show_draft(draft)
        words = draft.pages[0].text.words
        self._form.set_lines([(line.text, line.box) for line in in_lines(words)])
        self.show(self._form.focused)  # its place is on the pages that are shown now
