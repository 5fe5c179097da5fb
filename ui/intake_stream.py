"""Pages on their way in: from a scanner or files through the gate into kept drafts.

Nothing of a document is kept before the document is complete and cleared.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerk_app.application import capture, drafts
from clerk_app.application.capture import Feed, Reader, Seen
from clerk_app.application.office import Office
from clerk_app.application.ports import ScannerPort, ScanPort
from clerk_app.domain import gate, pile
from clerk_app.domain.gate import Cleared, Declaration, Doubtful, Excluded, Ruling
from clerk_app.domain.scanning import Page, ScanEnd, ScanSettings
from clerk_app.errors import MachineFault
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


Unkept = tuple[Cleared, tuple[Seen, ...]]
"""A cleared document that the store could not take; it is in memory alone."""

Source = Callable[[ScannerPort], ScanPort | Iterable[Page]]


class Stream(QObject):
    """Takes in one run of pages, document by document.

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

    def __init__(self, lanes: Lanes, declaration: Declaration, *, together: bool) -> None:
        """Prepare a run.

        Args:
            together: All pages are cleared together or not at all (imported files).
        """
        super().__init__()
        self._lanes = lanes
        self._declaration = declaration
        self._together = together
        self._feed = Feed()
        self._all: list[Seen] = []
        self._ready: dict[int, Seen] = {}
        self._images = 0
        self._next = 1
        self._source_ended = False
        self._scan_end: ScanEnd | None = None
        self._waiting: tuple[Seen, ...] | None = None
        self._skipping = False
        self._broken = 0  # number of the page that could not be read
        self._ruling: Ruling | None = None
        self._keeping = 0
        self.unkept: list[Unkept] = []
        self._done = False

    @property
    def running(self) -> bool:
        """Whether pages may still come or are not dealt with."""
        return not self._done

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
        self._begin(lambda _: capture.pages(paths, []))

    def _begin(self, source: Source) -> None:
        def work(scanner: ScannerPort, tell: Callable[[Page], None]) -> ScanEnd | None:
            pages = source(scanner)
            for page in pages:
                tell(page)
            return getattr(pages, "end", None)

        self._lanes.device.run_telling(
            work, self._page_came, self._source_done, self._source_failed
        )

    def stop(self) -> None:
        """Take no more pages; what came is dealt with."""
        self._lanes.cancel_scan()

    def _page_came(self, page: Page) -> None:
        if self._broken:
            return
        self._images += 1
        number = self._images
        self.came.emit(number)
        see = partial(_see, page.numbered(number))
        lane = self._lanes.free(number)
        seen, failed = partial(self._page_seen, number), partial(self._page_failed, number)
        lane.run(see, seen, failed)

    def _page_seen(self, number: int, seen: Seen) -> None:
        if self._done:
            return
        self._ready[number] = seen
        self._go_on()

    def _page_failed(self, number: int, error: Exception) -> None:
        """End the run there: what follows cannot be dealt with in order any more."""
        if not self._broken:
            self._lanes.cancel_scan()
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
        while self._waiting is None and self._next in self._ready:
            seen = self._ready.pop(self._next)
            self._next += 1
            self._take(seen)
        if self._waiting is None and self._source_ended and self._next > self._images:
            self._end()
        self._maybe_finish()

    def _take(self, seen: Seen) -> None:
        if self._together:
            self._all.append(seen)
            return
        if self._skipping:
            if seen.blank or not pile.starts_document(seen.text):
                return  # it belongs to the document that was excluded
            self._skipping = False
        done = self._feed.add(seen)
        if done:
            self._complete(done)
        if seen.findings:
            self._stop(self._feed.end())

    def _stop(self, document: tuple[Seen, ...]) -> None:
        """Stop the feed and ask; the pages stay in memory alone."""
        self._waiting = document
        self._lanes.cancel_scan()
        self.stopped.emit(capture.rule(self._declaration, document))

    def rule(self, ruling: Ruling | None) -> None:
        """Answer `stopped`: None excludes, a ruling says why it is no mark."""
        document, self._waiting = self._waiting, None
        if document is None:
            return
        if ruling is None:
            verdict = capture.rule(self._declaration, document)
            if isinstance(verdict, Excluded | Doubtful):
                self._lanes.store.run(partial(_note, verdict), _ignore, self.failed.emit)
            self._skipping = not self._together
        elif self._together:
            self._keep_together(document, ruling)
        else:
            note = partial(_note_ruling, ruling, len(document))
            self._lanes.store.run(note, _ignore, self.failed.emit)
            self._complete(document, ruling)
        if self._together:
            self._all = []
        self._go_on()

    def _end(self) -> None:
        if self._together and self._all:
            seen, self._all = tuple(self._all), []
            verdict = capture.rule(self._declaration, seen)
            if not isinstance(verdict, Cleared):
                self._waiting = seen
                self.stopped.emit(verdict)
                return
            self._keep_documents(verdict, seen)
        rest = self._feed.end()
        if rest:
            self._complete(rest)
        self._finish()

    def _finish(self) -> None:
        if not self._done and not self._keeping:
            self._done = True
            self.ended.emit(self._scan_end or ScanEnd(self._images))

    def _complete(self, document: tuple[Seen, ...], ruling: Ruling | None = None) -> None:
        pages = tuple(each.page for each in document)
        found = capture.evidence(document)
        if ruling is not None:
            self._keep(gate.overrule(self._declaration, pages, found, ruling), document)
            return
        verdict = gate.decide(self._declaration, pages, found)
        if isinstance(verdict, Cleared):
            self._keep(verdict, document)

    def _keep_together(self, seen: tuple[Seen, ...], ruling: Ruling) -> None:
        note = partial(_note_ruling, ruling, len(seen))
        self._lanes.store.run(note, _ignore, self.failed.emit)
        pages = tuple(each.page for each in seen)
        cleared = gate.overrule(self._declaration, pages, capture.evidence(seen), ruling)
        self._keep_documents(cleared, seen)

    def _keep_documents(self, cleared: Cleared, seen: tuple[Seen, ...]) -> None:
        for document in capture.documents(seen):
            own = tuple(each for each in seen if each.page.number in document.pages)
            self._keep(capture.part(cleared, document), own)

    def _keep(self, cleared: Cleared, document: tuple[Seen, ...]) -> None:
        self._keeping += 1

        def keep(office: Office) -> object:
            return drafts.keep(office, cleared, document)

        failed = partial(self._not_kept, (cleared, document))
        self._lanes.store.run(keep, self._was_kept, failed)

    def _was_kept(self, draft: object) -> None:
        self._keeping -= 1
        self.kept.emit(draft)
        self._maybe_finish()

    def _not_kept(self, what: "Unkept", error: Exception) -> None:
        self._keeping -= 1
        self.unkept.append(what)
        self.failed.emit(error)
        self._maybe_finish()

    def retry(self) -> None:
        """Keep what could not be kept, once the disk has room again; it waits in memory."""
        waiting, self.unkept = self.unkept, []
        for cleared, document in waiting:
            self._keep(cleared, document)

    def _maybe_finish(self) -> None:
        over = self._next > self._images or self._next == self._broken
        if self._waiting is None and self._source_ended and over:
            self._finish()


def _see(page: Page, reader: Reader) -> Seen:
    return capture.see(reader, page, whole=True)


def _note(verdict: Excluded | Doubtful, office: Office) -> None:
    capture.note(office, verdict)


def _note_ruling(ruling: Ruling, pages: int, office: Office) -> None:
    capture.note_ruling(office, ruling, pages)


def _ignore(_: object) -> None:
    """Hear of it elsewhere."""
