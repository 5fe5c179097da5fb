"""Pages come one after another; a document is complete when the next one starts."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clerk_app.application import capture
from clerk_app.application.capture import Seen
from clerk_app.domain import pile
from clerk_app.domain.draft import DraftPage
from clerk_app.domain.scanning import Page
from clerk_app.errors import UnreadableFault


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a document waits in memory for its end; what is longer is kept page by page.

    Attributes:
        pages: So many at most.
        size: Encoded bytes at most.
    """

    pages: int = 40
    size: int = 150_000_000


class Feed:
    """Owns the pages of a document until it is complete; until then they are in memory alone.

    Args:
        continued: The first pages belong to a document of which some were kept before.
    """

    def __init__(self, limits: Limits | None = None, *, continued: bool = False) -> None:
        self._limits = limits or Limits()
        self._open: list[Seen] = []
        self._size = 0
        self._written = self._early = continued

    def starts(self, seen: Seen) -> bool:
        """Tell whether a page ends the open document because it starts another."""
        return self._written and not seen.blank and pile.starts_document(seen.text)

    def add(self, seen: Seen) -> None:
        """Take the next page of the open document."""
        self._open.append(seen)
        self._size += len(seen.page.encoded)
        self._written = self._written or not seen.blank

    @property
    def pages(self) -> tuple[Seen, ...]:
        """What waits in memory of the open document."""
        return tuple(self._open)

    @property
    def too_long(self) -> bool:
        """Whether the open document is more than may wait in memory; from then on, each page."""
        over = len(self._open) > self._limits.pages or self._size > self._limits.size
        return over or (self._early and bool(self._open))

    def take(self) -> tuple[Seen, ...]:
        """Give what waits, to be kept; the document stays open."""
        self._early = True
        return self._drained()

    def end(self) -> tuple[Seen, ...]:
        """Give what is left: the document is complete, or was stopped."""
        self._written = self._early = False
        return self._drained()

    def _drained(self) -> tuple[Seen, ...]:
        taken, self._open, self._size = tuple(self._open), [], 0
        return taken


@dataclass(slots=True)
class Files:
    """Files read as one run of pages, remembering which page came from which.

    Attributes:
        remarks: What a file holds besides pages and what is not kept of it.
        ends: Number of the last page of every file read so far.
    """

    paths: Sequence[Path]
    remarks: list[str]
    ends: list[int]

    def pages(self) -> Iterator[Page]:
        """Read them, numbered from 1 through all files.

        Raises:
            UnreadableFault: as `capture.pages`.
        """
        number = 0
        for path in self.paths:
            for page in capture.pages([path], self.remarks):
                number += 1
                if number > capture.MOST_PAGES:
                    raise UnreadableFault("too-many-pages", file=path.name, pages=number)
                yield page.numbered(number)
            self.ends.append(number)

    def holding(self, page: int | None) -> list[Path]:
        """Name the file that a page came from; all of them where no page is meant."""
        ends = zip(self.paths, self.ends, strict=False)
        found = [path for path, end in ends if page is not None and page <= end]
        return found[:1] or list(self.paths)


def kept_page(seen: Seen) -> DraftPage:
    """Give the row of a page that is kept; its id is made here."""
    page = seen.page
    return DraftPage(
        str(uuid.uuid4()), page.width, page.height, page.dpi, page.colour, seen.blank, seen.text
    )
