"""Pages on their way in: from a scanner or files through the gate into kept drafts.

Nothing of a document is kept before the document is complete and cleared; one that is too long for
memory is kept page by page under a key that a find destroys.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from clerk_app.application import capture, contacts
from clerk_app.application.capture import Reader, Seen
from clerk_app.application.feed import Files
from clerk_app.application.office import Office
from clerk_app.application.ports import ScannerPort, ScanPort
from clerk_app.domain.draft import Draft
from clerk_app.domain.gate import Declaration, Ruling
from clerk_app.domain.scanning import Page, ScanEnd, ScanSettings
from clerk_app.errors import MachineFault
from ui.checkpoint import Checkpoint, Plan
from ui.glimpse import Glimpses
from ui.jobs import Lane


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where work runs: the store's connection, the scanner, and a reader for every core.

    Attributes:
        quick: Short work on pictures, never behind a page that is being read.
        cancel_scan: Stops the scan under way; may be called from the window's thread.
    """

    store: Lane[Office]
    device: Lane[ScannerPort]
    work: tuple[Lane[Reader], ...]
    quick: Lane[None]
    cancel_scan: Callable[[], None]

    def free(self, turn: int) -> Lane[Reader]:
        """Take the work lanes in turn."""
        return self.work[turn % len(self.work)]


Source = Callable[[ScannerPort], ScanPort | Iterable[Page]]

MOST_AHEAD = 24
"""Pages that may be on their way at once, to be looked at or kept; then the source waits."""

PATIENCE = 5.0
"""Seconds that it waits for one page at most: a window that closes waits no longer than that."""


class Stream(QObject):
    """Takes in one run of pages, document by document.

    Attributes:
        files: The files that are read, when files are.
        glimpses: What is read first of the document that is not kept yet.

    Signals:
        came: A page is here; how many by now.
        kept: A cleared document is kept as a draft (`Draft`).
        stopped: The gate stopped a document (`Excluded` or `Doubtful`); `rule` must follow.
        failed: The source or the store failed (an exception); what was kept stays.
        ended: No more pages come and all are dealt with; how the scan ended (`ScanEnd`).
    """

    came = Signal(int)
    kept = Signal(object)
    stopped = Signal(object)
    failed = Signal(object)
    ended = Signal(object)

    def __init__(self, lanes: Lanes, declaration: Declaration, plan: Plan | None = None) -> None:
        super().__init__()
        self._lanes = lanes
        self._ready: dict[int, Seen] = {}
        self._images = 0
        self._next = 1
        self._source_ended = False
        self._scan_end: ScanEnd | None = None
        self._stopping = False
        self._broken = 0  # number of the page that could not be read
        self._done = False
        self.files: Files | None = None
        self._declaration = declaration
        self.gate = Checkpoint(lanes.store, declaration, plan or Plan())
        self.gate.stopping.connect(self.stop)
        # Whoever asks does so in a loop of its own: not within the page that is being dealt with.
        self.gate.stopped.connect(self.stopped, Qt.ConnectionType.QueuedConnection)
        self.gate.failed.connect(self.failed)
        self.glimpses = Glimpses(lanes.quick, declaration)
        lanes.store.run(contacts.directory, self.glimpses.know, self.failed.emit)
        if plan is not None and plan.left is not None:  # its first pages are kept already
            self.glimpses.end()
        self.gate.keeper.kept.connect(self._kept)
        self.gate.stopping.connect(self.glimpses.end)
        self.gate.keeper.failed.connect(self.failed)
        self.gate.keeper.settled.connect(self._maybe_finish)

    @property
    def running(self) -> bool:
        """Whether pages may still come or are not dealt with."""
        return not self._done

    @property
    def unkept(self) -> int:
        """How many documents wait in memory because the store failed."""
        return self.gate.keeper.left

    def scan(self, device_id: str, settings: ScanSettings) -> None:
        """Begin to take pages from a scanner, the first one found where none is named."""

        def source(scanner: ScannerPort) -> ScanPort:
            found = scanner.devices()
            chosen = [each for each in found if each.id == device_id] or found
            if not chosen:
                raise MachineFault("device-offline")
            return scanner.scan(chosen[0], settings)

        self._begin(source)

    def read(self, paths: Sequence[Path]) -> None:
        """Begin to take pages from files."""
        files = self.files = Files(list(paths), [], [])
        self._begin(lambda _: files.pages())

    def take(self, pages: Sequence[Page]) -> None:
        """Begin to take pages that are in memory already, and were declared anew."""
        self._begin(lambda _: pages)

    def retry(self) -> None:
        """Keep what could not be kept, once the disk has room again; it waits in memory."""
        self.gate.keeper.retry()

    def stop(self) -> None:
        """Take no more pages; what came is dealt with."""
        self._stopping = True
        self._lanes.cancel_scan()

    def rule(self, ruling: Ruling | None) -> None:
        """Answer `stopped`: None excludes, a ruling says why it is no mark."""
        self.gate.rule(ruling)
        self._go_on()

    def _begin(self, source: Source) -> None:
        def work(scanner: ScannerPort, tell: Callable[[Page], None]) -> ScanEnd | None:
            pages = source(scanner)
            for number, page in enumerate(pages, start=1):
                self._hold_back(number)
                tell(page)
            return getattr(pages, "end", None)

        self._lanes.device.run_telling(
            work, self._page_came, self._source_done, self._source_failed
        )

    def _hold_back(self, number: int) -> None:
        """Let the source wait while many pages are in memory; runs in the device lane."""
        until = time.monotonic() + PATIENCE
        while number - self._next + self.gate.keeper.waiting > MOST_AHEAD:
            if self._stopping or self._done or time.monotonic() > until:
                return
            time.sleep(0.01)

    def _page_came(self, page: Page) -> None:
        if self._broken:
            return
        self._images += 1
        number = self._images
        self.came.emit(number)
        see = partial(_see, page.numbered(number), self._declaration)
        lane = self._lanes.free(number)
        seen, failed = partial(self._page_seen, number), partial(self._page_failed, number)
        lane.run_telling(see, self.glimpses.take, seen, failed)

    def _page_seen(self, number: int, seen: Seen) -> None:
        if self._done:
            return
        self._ready[number] = seen
        self.glimpses.take(seen)
        self._go_on()

    def _kept(self, draft: Draft) -> None:
        self.kept.emit(draft)
        self.glimpses.kept(len(draft.pages))

    def _page_failed(self, number: int, error: Exception) -> None:
        """End the run there: what follows cannot be dealt with in order any more."""
        if not self._broken:
            self.stop()
            self.failed.emit(error)
        self._broken = min(number, self._broken or number)
        self._maybe_finish()

    def _source_done(self, end: ScanEnd | None) -> None:
        self._scan_end = end
        self._source_ended = True
        self._go_on()

    def _source_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self._source_done(None)

    def _go_on(self) -> None:
        """Deal with every page that is next, in order; a doubt holds all that follows."""
        while not self.gate.waiting and self._next in self._ready:
            if self.gate.take(self._ready[self._next]):
                del self._ready[self._next]
                self._next += 1
        if not self.gate.waiting and self._source_ended and self._next > self._images:
            self.gate.end()
        self._maybe_finish()

    def _maybe_finish(self) -> None:
        over = self._next > self._images or self._next == self._broken
        idle = not (self.gate.waiting or self.gate.keeper.busy)
        if idle and self._source_ended and over and not self._done:
            self._done = True
            self.glimpses.end()
            self.ended.emit(self._scan_end or ScanEnd(self._images))


def _see(
    page: Page, declaration: Declaration, reader: Reader, tell: Callable[[Seen], None]
) -> Seen:
    return capture.see(reader, page, whole=True, declaration=declaration, tell=tell)
