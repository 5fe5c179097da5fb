"""A long document page by page without any reading: pages, what is seen on them, and a room."""

import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.application import capture, office
from clerk_app.application.capture import Seen
from clerk_app.application.feed import Limits
from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.draft import Draft
from clerk_app.domain.gate import Doubtful, Excluded, Finding
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Page
from tests.helpers.builders import a_declaration, a_key_file, a_page
from tests.helpers.window import Desktop, stand_in
from ui.checkpoint import Plan
from ui.intake_stream import Stream

MARK = Box(0.1, 0.1, 0.3, 0.2)
SHORT = Limits(pages=4)


def long_pages(count: int, name: str = "7") -> list[Page]:
    """Give pages of one letter; the bytes of each are its own."""
    first = a_page(1, name)
    return [replace(first, encoded=first.encoded + f"#{name}/{at}".encode()) for at in range(count)]


def seen_as(
    page: Page, starts: Collection[int], marked: Collection[int], *, sure: bool = True
) -> Seen:
    """See a page by its place in the pile: a heading, a mark, or running text."""
    if page.number in starts:
        seen = stand_in(page, str(page.number))
    else:
        seen = Seen(page, PageText(page.number, (), whole=True), (), (), blank=False)
    if page.number not in marked:
        return seen
    level = SecrecyLevel.MAT if sure else None
    return replace(seen, findings=(Finding("secrecy", level, page.number, MARK, 0.9, sure),))


class LongRoom:
    """A store, a fake scanner, and streams whose pages nobody reads.

    Attributes:
        patient: A mark is not seen before so many pages were kept.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.desktop = Desktop(folder, lambda: None)
        self.starts: set[int] = {1}
        self.marked: set[int] = set()
        self.sure = True
        self.patient = 0
        self.streams: list[Stream] = []
        self.kept: list[Draft] = []
        self.stopped: list[Excluded | Doubtful] = []
        self.failed: list[Exception] = []
        monkeypatch.setattr(capture, "see", self._see)

    def _see(self, _: object, page: Page, **__: object) -> Seen:
        until = time.monotonic() + 20
        while page.number in self.marked and len(self.files) < self.patient:
            assert time.monotonic() < until
            time.sleep(0.01)
        return seen_as(page, self.starts, self.marked, sure=self.sure)

    def stream(self, pages: list[Page], plan: Plan | None = None) -> Stream:
        """Lay pages into the feeder and make a run of them."""
        self.desktop.scanner.pages = pages
        made = Stream(self.desktop.lanes, a_declaration(), plan or Plan(limits=SHORT))
        made.kept.connect(self.kept.append)
        made.stopped.connect(self.stopped.append)
        made.failed.connect(self.failed.append)
        self.streams.append(made)
        return made

    @property
    def files(self) -> list[Path]:
        """What lies in the vault."""
        return [each for each in (self.folder / "home" / "vault").rglob("*") if each.is_file()]

    def close(self) -> None:
        """Close the lanes."""
        self.desktop.close()


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Look into the store from beside."""
    with office.opened(folder / "home", a_key_file(folder)) as opened:
        return [tuple(row) for row in opened.database.execute(query).fetchall()]
