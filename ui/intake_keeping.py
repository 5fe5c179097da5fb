"""What the gate let pass on its way into the store; what the store could not take waits here."""

import uuid
from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from clerk_app.application import capture, drafts, long_document
from clerk_app.application.capture import Seen
from clerk_app.application.long_document import Unfinished
from clerk_app.application.office import Office
from clerk_app.domain.entry import Fields
from clerk_app.domain.gate import Cleared, Concluded, Doubtful, Excluded, Passed, Ruling
from ui.jobs import Lane

Pages = tuple[Seen, ...]
Work = Callable[[Office], object]
Then = Callable[[object], None]


class Jobs(QObject):
    """What the store does one after the other; what destroys goes before everything.

    Attributes:
        blocked: The store failed: that job and all behind it wait for `retry`.
        held: A person must rule: what only keeps waits.

    Signals:
        failed: The store failed (an exception).
        settled: A job has ended.
    """

    failed = Signal(object)
    settled = Signal()

    def __init__(self, store: Lane[Office]) -> None:
        super().__init__()
        self.blocked = self.held = False
        self._store = store
        self._running = False
        self._first: deque[tuple[object, Work, Then]] = deque()
        self._later: deque[tuple[object, Work, Then]] = deque()

    @property
    def busy(self) -> bool:
        """Whether a job is under way or may start."""
        return self._running or bool(self._first) or (bool(self._later) and not self.blocked)

    def first(self, work: Work, owner: object = None) -> None:
        """Do something before all that waits."""
        self._first.append((owner, work, _ignore))
        self._next()

    def later(self, owner: object, work: Work, then: Then) -> None:
        """Do something behind all that waits."""
        self._later.append((owner, work, then))
        self._next()

    def forget(self, owner: object) -> None:
        """Drop what has not begun of somebody's jobs, or failed."""
        self._later = deque(job for job in self._later if job[0] is not owner)

    def retry(self) -> None:
        """Go on where the store failed."""
        self.blocked = False
        self._next()

    def _next(self) -> None:
        still = self.blocked or self.held
        waiting = self._first or (deque() if still else self._later)
        if self._running or not waiting:
            return
        self._running = True
        job = waiting.popleft()
        self._store.run(job[1], partial(self._done, job), partial(self._not_done, job))

    def _done(self, job: tuple[object, Work, Then], result: object) -> None:
        self._running = False
        job[2](result)
        self._next()
        self.settled.emit()

    def _not_done(self, job: tuple[object, Work, Then], error: Exception) -> None:
        self._running = False
        self.blocked = True
        self._later.appendleft(job)
        self.failed.emit(error)
        self._next()
        self.settled.emit()


class LongDocument:
    """One document that is kept page by page.

    Attributes:
        pages: How many of its pages have left memory, or are about to.
        waiting: Those of them that the store has not taken yet.
    """

    def __init__(self, jobs: Jobs, left: Unfinished | None = None) -> None:
        self.pages = left.pages if left else 0
        self.waiting = 0
        self._jobs = jobs
        self._id = left.id if left else str(uuid.uuid4())
        self._key = b""
        self._stopping = object()  # owns the job that destroys the key until the ruling

    def keep(self, passed: Passed, pages: Pages) -> None:
        """Keep pages that passed."""
        self.pages += len(pages)
        self.waiting += len(pages)
        self._jobs.later(
            self,
            lambda office: long_document.keep(office, self._id, passed, pages),
            lambda _: self._taken(len(pages)),
        )

    def stop(self, verdict: Excluded | Doubtful) -> None:
        """Destroy the key in the store; this process alone can open the pages until the ruling."""
        self._jobs.held = True
        self._jobs.first(lambda office: self._take_key(office, verdict), self._stopping)

    def go_on(self) -> None:
        """Put the key back: a person has ruled. What failed to take it need not any more."""
        self._jobs.forget(self._stopping)
        self._jobs.held = False
        self._jobs.first(lambda office: long_document.go_on(office, self._id, self._key))

    def exclude(self, verdict: Excluded | Doubtful) -> None:
        """Destroy the document; what had not reached the store is dropped."""
        self._jobs.forget(self)
        self._jobs.held = False
        self.waiting = 0
        self._jobs.first(lambda office: long_document.exclude(office, self._id, verdict))

    def finish(self, concluded: Concluded, typed: Fields | None, then: Then) -> None:
        """Make it a draft."""
        work = partial(_finish, self._id, concluded, typed)
        self._jobs.later(self, work, then)

    def _take_key(self, office: Office, verdict: Excluded | Doubtful) -> None:
        self._key = long_document.stop(office, self._id, verdict)

    def _taken(self, pages: int) -> None:
        self.waiting -= pages


class Keeper(QObject):
    """Owns the cleared documents that are not in the store yet.

    Args:
        typed: What is known of every document beside its pages.

    Attributes:
        long: The long document whose end has not come.

    Signals:
        kept: A document is kept as a draft (`Draft`).
        failed: The store failed (an exception); what it did not take waits.
        settled: Something that was under way has ended.
    """

    kept = Signal(object)
    failed = Signal(object)
    settled = Signal()

    def __init__(self, store: Lane[Office], typed: Fields | None = None) -> None:
        super().__init__()
        self._store = store
        self._typed = typed
        self._under_way = 0
        self._left: list[tuple[Cleared, Pages]] = []
        self._jobs = Jobs(store)
        self._jobs.failed.connect(self.failed)
        self._jobs.settled.connect(self.settled)
        self.long: LongDocument | None = None

    @property
    def busy(self) -> bool:
        """Whether the store still has something of this run to do."""
        return self._under_way > 0 or self._jobs.busy

    @property
    def waiting(self) -> int:
        """How many pages of the long document are on their way into the store."""
        return self.long.waiting if self.long is not None else 0

    @property
    def left(self) -> int:
        """How many documents wait in memory because the store failed."""
        return len(self._left) + int(self._jobs.blocked)

    def keep(self, cleared: Cleared, document: Pages) -> None:
        """Keep a cleared document, behind a long one that came before it."""

        def work(office: Office) -> object:
            return drafts.keep(office, cleared, document, self._typed)

        if self._jobs.busy or self._jobs.blocked:
            self._jobs.later(self, work, self.kept.emit)
            return
        self._under_way += 1
        self._store.run(work, self._was_kept, partial(self._not_kept, (cleared, document)))

    def retry(self) -> None:
        """Keep what could not be kept, once the disk has room again."""
        waiting, self._left = self._left, []
        for each in waiting:
            self.keep(*each)
        self._jobs.retry()

    def note(self, verdict: Excluded | Doubtful) -> None:
        """Write an exclusion into the journal."""
        self._store.run(lambda office: capture.note(office, verdict), _ignore, self.failed.emit)

    def note_ruling(self, ruling: Ruling, verdict: Excluded | Doubtful) -> None:
        """Write a ruling into the journal."""
        self._store.run(
            lambda office: capture.note_ruling(office, ruling, verdict), _ignore, self.failed.emit
        )

    def take_up(self, left: Unfinished | None = None) -> LongDocument:
        """Begin a long document, or go on with one of an earlier session."""
        self.long = LongDocument(self._jobs, left)
        return self.long

    def keep_early(self, passed: Passed, pages: Pages) -> None:
        """Keep pages of a document whose end has not come."""
        (self.long or self.take_up()).keep(passed, pages)

    def finish(self, concluded: Concluded) -> None:
        """Make the long document a draft."""
        if self.long is not None:
            self.long.finish(concluded, self._typed, self.kept.emit)
        self.end_long()

    def end_long(self) -> None:
        """No more pages of the long document come."""
        self.long = None

    def _was_kept(self, draft: object) -> None:
        self._under_way -= 1
        self.kept.emit(draft)
        self.settled.emit()

    def _not_kept(self, what: tuple[Cleared, Pages], error: Exception) -> None:
        self._under_way -= 1
        self._left.append(what)
        self.failed.emit(error)
        self.settled.emit()


def _finish(ident: str, concluded: Concluded, typed: Fields | None, office: Office) -> object:
    return long_document.finish(office, ident, concluded, typed)


def _ignore(_: object) -> None:
    """Hear of it elsewhere."""
