"""Pages in their order become documents and pass the gate, or wait there for a person's ruling."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from clerk_app.application import capture
from clerk_app.application.capture import Seen
from clerk_app.application.feed import Feed, Limits
from clerk_app.application.long_document import Unfinished
from clerk_app.application.office import Office
from clerk_app.domain import gate, pile
from clerk_app.domain.entry import Fields
from clerk_app.domain.gate import (
    Cleared,
    Declaration,
    Doubtful,
    Evidence,
    Excluded,
    Ruling,
    Verdict,
)
from clerk_app.domain.scanning import Page
from clerk_app.errors import InputFault
from ui.intake_keeping import Keeper, LongDocument
from ui.jobs import Lane


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run of pages is taken in.

    Attributes:
        together: All pages are cleared together or not at all (imported files).
        typed: What is known of every document beside its pages.
        left: A long document of an earlier session, which the first pages go on with.
    """

    together: bool = False
    typed: Fields | None = None
    left: Unfinished | None = None
    limits: Limits = Limits()  # noqa: RUF009 — frozen


class Checkpoint(QObject):
    """Owns the pages of a run that are looked at and neither kept nor destroyed.

    Attributes:
        surplus: Pages beyond the declared part; in memory alone, and kept by nobody.
        excluded: Numbers of the pages of what was excluded; for files the page that was found.

    Signals:
        stopping: No more pages are wanted.
        stopped: The gate stopped a document (`Excluded` or `Doubtful`); `rule` must follow.
        failed: What came is not what was declared (an exception); nothing of it is kept.
    """

    stopping = Signal()
    stopped = Signal(object)
    failed = Signal(object)

    def __init__(self, store: Lane[Office], declaration: Declaration, plan: Plan) -> None:
        super().__init__()
        self._declaration = declaration
        self._plan = plan
        self._feed = Feed(plan.limits, continued=plan.left is not None)
        self._all: list[Seen] = []
        self._taken = 0
        self._asked: Excluded | Doubtful | None = None
        self._skipping = False
        self._ruling: Ruling | None = None
        self._ruled: set[int] = set()
        self.surplus: list[Page] = []
        self.excluded: list[int] = []
        self.keeper = Keeper(store, plan.typed)
        self.keeper.failed.connect(self._store_failed)
        if plan.left is not None:
            self.keeper.take_up(plan.left)

    @property
    def waiting(self) -> bool:
        """Whether a person must rule before anything goes on."""
        return self._asked is not None

    @property
    def kept_early(self) -> int:
        """How many pages of the document that was stopped had left memory."""
        return self._long.pages if self._long is not None else 0

    @property
    def left_open(self) -> bool:
        """Whether a long document stays unfinished in the store: its run broke off."""
        return self._long is not None

    def take(self, seen: Seen) -> bool:
        """Deal with the next page; False when the document before it must be ruled on first."""
        if self._plan.together:
            self._all.append(seen)
            return True
        if self._skipping and (seen.blank or not pile.starts_document(seen.text)):
            self.excluded.append(seen.page.number)
            return True  # it belongs to the document that was excluded
        self._skipping = False
        most = self._declaration.most_pages
        if most is not None and self._taken >= most:
            return self._take_surplus(seen)
        if self._feed.starts(seen):
            self._complete()
            if self.waiting:
                return False
        self._add(seen)
        return True

    def end(self) -> None:
        """No more pages come."""
        if self._plan.together:
            self._end_together()
        else:
            self._complete()

    def rule(self, ruling: Ruling | None) -> None:
        """Answer `stopped`: None excludes, a ruling says why it is no mark."""
        verdict, self._asked = self._asked, None
        if verdict is None:
            return
        if ruling is None:
            self._exclude(verdict, self._pages)
            return
        self._ruling = ruling
        if verdict.finding is not None:  # of that page alone: each is shown to her by itself
            self._ruled.add(verdict.finding.page)
        self.keeper.note_ruling(ruling, verdict)
        if self._long is not None:
            self._long.go_on()

    @property
    def _pages(self) -> tuple[Seen, ...]:
        return tuple(self._all) if self._plan.together else self._feed.pages

    @property
    def _long(self) -> LongDocument | None:
        """The long document whose end has not come."""
        return self.keeper.long

    def _store_failed(self, _: object) -> None:
        """Take no more of a document that cannot be kept: its pages would fill the memory."""
        if self._long is not None:
            self.stopping.emit()

    def _add(self, seen: Seen) -> None:
        self._feed.add(seen)
        self._taken += 1
        if seen.findings:
            self._ask(self._verdict())
        elif self._feed.too_long:
            self._pass_on()

    def _take_surplus(self, seen: Seen) -> bool:
        """Keep nothing beyond the declared part; a mark there stops the part all the same."""
        self.stopping.emit()
        if self._feed.starts(seen):
            self._complete()  # what follows is another paper
        elif seen.findings and (self._pages or self._long is not None):
            self._ask(self._verdict(seen))
            if self.waiting:
                return False
        self.surplus.append(seen.page)
        return True

    def _verdict(self, *more: Seen) -> Verdict:
        """Let the gate decide about the open document, as far as a person has not ruled."""
        pages = [
            replace(each, findings=()) if each.page.number in self._ruled else each
            for each in (*self._pages, *more)
        ]
        whole = replace(self._declaration, most_pages=None)  # a mark goes before a count
        verdict = capture.rule(whole, pages)
        if isinstance(verdict, Cleared) or self._long is None:
            return verdict
        return replace(verdict, pages=verdict.pages + self._long.pages)

    def _ask(self, verdict: Verdict) -> None:
        """Stop the feed and ask; the pages stay in memory alone."""
        if isinstance(verdict, Cleared):
            return
        self._asked = verdict
        self.stopping.emit()
        if self._long is not None:
            self._long.stop(verdict)
        self.stopped.emit(verdict)

    def _exclude(self, verdict: Excluded | Doubtful, pages: Sequence[Seen]) -> None:
        found = verdict.finding.page if verdict.finding else None
        numbers = [each.page.number for each in pages]
        self.excluded += [found] if self._plan.together and found else numbers
        if self._long is not None:
            self._long.exclude(verdict)
            self.keeper.end_long()
        else:
            self.keeper.note(verdict)
        self._skipping = not self._plan.together
        self._all, self._ruling = [], None
        self._feed.end()

    def _pass_on(self) -> None:
        """Let the pages of a document that is too long leave memory."""
        pages = self._feed.take()
        images = tuple(each.page for each in pages)
        found = capture.evidence(pages)
        passed = gate.passed(self._declaration, images, found, self._ruling)
        self.keeper.keep_early(passed, pages)

    def _complete(self) -> None:
        """The open document has its last page."""
        pages = self._feed.pages
        verdict = self._verdict() if pages else None
        if isinstance(verdict, Excluded | Doubtful):
            self._ask(verdict)
            return
        if self._long is None:
            if pages:
                self._keep(pages)
        elif self._taken:  # a run that brought nothing leaves it unfinished
            if pages:
                self._pass_on()
            self.keeper.finish(gate.conclude(self._declaration, self._long.pages, Evidence(0, ())))
        self._feed.end()
        self._ruling = None

    def _end_together(self) -> None:
        if not self._all:
            return
        verdict = self._verdict()
        if isinstance(verdict, Excluded | Doubtful):
            self._ask(verdict)
            return
        most, came = self._declaration.most_pages, len(self._all)
        if most is not None and came > most:
            self.failed.emit(InputFault("more-than-declared", pages=came, most=most))
        else:
            self._keep(tuple(self._all))
        self._all = []

    def _keep(self, pages: tuple[Seen, ...]) -> None:
        images = tuple(each.page for each in pages)
        found = capture.evidence(pages)
        verdict: Verdict
        if self._ruling is not None:
            verdict = gate.overrule(self._declaration, images, found, self._ruling)
        else:
            verdict = gate.decide(self._declaration, images, found)
        if not isinstance(verdict, Cleared):
            raise TypeError("what is not cleared was asked about before")
        if not self._plan.together:
            self.keeper.keep(verdict, pages)
            return
        for document in capture.documents(pages):
            own = tuple(each for each in pages if each.page.number in document.pages)
            self.keeper.keep(capture.part(verdict, document), own)
