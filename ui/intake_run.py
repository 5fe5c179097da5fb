"""One run of pages after another: declaration, stream, and the ruling where the gate stops one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from clerk_app.application import declaring, long_document, sources
from clerk_app.application.long_document import Unfinished
from clerk_app.application.office import Office
from clerk_app.domain.clock import now
from clerk_app.domain.gate import Declaration, Doubtful, Excluded, Ruling
from clerk_app.domain.regulation import Profile
from clerk_app.domain.scanning import ScanEnd, ScanSettings
from ui import intake_words
from ui.checkpoint import Plan
from ui.declaration import Choice
from ui.declaring import Declaring
from ui.doubt import DoubtDialog
from ui.gate_questions import Left, LeftDialog, SourceDialog, SurplusDialog
from ui.gate_words import say
from ui.intake_stream import Lanes, Stream

IMAGES = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp"
_DUPLEX = "duplex"


class IntakeRun(QObject):
    """Asks what a dialog must ask, and runs a stream.

    Args:
        window: What the dialogs stand before.
        device: Gives the id of the scanner to use, empty for the first one found.
        settings: Gives how it scans.

    Signals:
        came: So many images are here.
        glimpsed: The document that is not kept yet was read a little more (`Glimpse`).
        unglimpsed: Nothing of it may be shown any more, or it is kept.
        kept: A cleared document is kept (`Draft`).
        stopped: The gate stopped a document (`Excluded` or `Doubtful`).
        hidden: A find: the page on the screen must go.
        shown: The ruling was given.
        failed: Something did not work (an exception).
        running: A run begins or ends.
        ended: How the scan ended (`ScanEnd`).
        told: A sentence for the strip.
        entered: A line without a scan was registered (`Entry`).
    """

    came = Signal(int)
    glimpsed = Signal(object)
    unglimpsed = Signal()
    kept = Signal(object)
    stopped = Signal(object)
    hidden = Signal()
    shown = Signal()
    failed = Signal(object)
    running = Signal(bool)
    ended = Signal(object)
    told = Signal(str)
    entered = Signal(object)

    def __init__(
        self,
        lanes: Lanes,
        window: QWidget,
        device: Callable[[], str],
        settings: Callable[[], ScanSettings],
    ) -> None:
        super().__init__(window)
        self._lanes = lanes
        self._window = window
        self._device = device
        self._settings = settings
        self._stream: Stream | None = None
        self._declaration: Declaration | None = None
        self._declaring = Declaring(lanes.store, window)
        for name in ("entered", "told", "failed"):
            getattr(self._declaring, name).connect(getattr(self, name))

    @property
    def profile(self) -> Profile | None:
        """Whose rules hold; None until the store has told."""
        return self._declaring.profile

    @profile.setter
    def profile(self, profile: Profile | None) -> None:
        self._declaring.profile = profile

    @property
    def user(self) -> str:
        """Who declares and rules."""
        return self._declaring.user

    @user.setter
    def user(self, user: str) -> None:
        self._declaring.user = user

    @property
    def busy(self) -> bool:
        """Whether pages still come in, are being read, or wait in memory to be kept."""
        stream = self._stream
        return stream is not None and (stream.running or bool(stream.unkept))

    @property
    def unkept(self) -> bool:
        """Whether cleared documents wait in memory: the disk was full."""
        return self._stream is not None and bool(self._stream.unkept)

    def retry(self) -> None:
        """Keep what could not be kept."""
        if self._stream is not None:
            self._stream.retry()

    def scan(self) -> None:
        """Declare, then scan; of a part the feeder is told how many pages."""
        self._scan(None)

    def bring_in(self, paths: list[Path] | None = None) -> None:
        """Declare, then read files."""
        if paths is None:
            words = intake_words.say("import")
            names, _ = QFileDialog.getOpenFileNames(self._window, words, "", f"{words} ({IMAGES})")
            paths = [Path(name) for name in names]
        declaration = self.declare() if paths else None
        if declaration is not None:
            self._begin(declaration, Plan(together=True)).read(paths)

    def stop(self) -> None:
        """Take no more pages; what came is dealt with."""
        if self._stream is not None:
            self._stream.stop()

    def take_up(self) -> None:
        """Ask about the long documents that the last session left open."""
        self._lanes.store.run(long_document.unfinished, self._left_over, self.failed.emit)

    def excluded_as(self) -> Choice | None:
        """Ask what the paper is that was let in and may not stay."""
        return self._declaring.excluded_as()

    def declare(self, sides: int = declaring.SIDES) -> Declaration | None:
        """Ask what the paper is not; None when nothing may begin."""
        return None if self.busy else self._declaring.ask(sides)

    def _scan(self, left: Unfinished | None) -> None:
        settings = self._settings()
        declaration = self.declare(2 if _DUPLEX in settings.source.casefold() else 1)
        if declaration is None:
            return
        if declaration.most_pages is not None:
            settings = replace(settings, pages=declaration.most_pages)
        self._begin(declaration, Plan(left=left)).scan(self._device(), settings)

    def _begin(self, declaration: Declaration, plan: Plan) -> Stream:
        self._declaration = declaration
        if self.profile is not None:
            plan = _known(plan, self.profile, declaration)
        stream = self._stream = Stream(self._lanes, declaration, plan)
        stream.came.connect(self.came)
        stream.kept.connect(self.kept)
        stream.glimpses.ready.connect(self.glimpsed)
        stream.glimpses.gone.connect(self.unglimpsed)
        stream.stopped.connect(self._stopped)
        stream.failed.connect(self.failed)
        stream.ended.connect(self._over)
        self.running.emit(True)
        return stream

    def _stopped(self, verdict: Excluded | Doubtful) -> None:
        if self.profile is None or self._stream is None:
            return
        self.hidden.emit()
        self.stopped.emit(verdict)
        dialog = DoubtDialog(
            verdict,
            self.profile,
            intake_words.language(),
            self._window,
            kept=self._stream.gate.kept_early,
            second=self._declaring.second,
        )
        dialog.exec()
        ruling = Ruling(self.user, now(), dialog.reason, dialog.second) if dialog.reason else None
        self._stream.rule(ruling)
        self.shown.emit()

    def _over(self, end: ScanEnd) -> None:
        self.running.emit(False)
        self.ended.emit(end)
        stream = self._stream
        if stream is None:
            return
        if stream.gate.excluded:
            self._offer_sources(stream, end)
        if stream.gate.surplus:
            self._ask_surplus(stream)
        if stream.gate.left_open:
            self.take_up()

    def _ask_surplus(self, stream: Stream) -> None:
        """More came than the declared part has: nobody keeps it unless it is declared anew."""
        pages, stream.gate.surplus = stream.gate.surplus, []
        most = self._declaration.most_pages if self._declaration else None
        lang = intake_words.language()
        dialog = SurplusDialog(most or 0, len(pages), lang, self._window)
        dialog.exec()
        declaration = self.declare(1) if dialog.other_piece else None
        if declaration is not None:
            self._begin(declaration, Plan()).take(pages)

    def _offer_sources(self, stream: Stream, end: ScanEnd) -> None:
        """The excluded document's files lay on a disk before: offer them, name them."""
        paths, clear = _sources(stream, end)
        if not paths:
            return
        lang = intake_words.language()
        dialog = SourceDialog(paths, lang, self._window, clear=clear)
        dialog.exec()
        left = [path for path in paths if path not in dialog.chosen]
        if left:
            self.told.emit(say("source-left", lang, files=_named(left)))
        if dialog.chosen:
            delete = partial(_delete, tuple(dialog.chosen))
            self._lanes.store.run(delete, self._deleted, self.failed.emit)

    def _deleted(self, gone: Sequence[Path]) -> None:
        lang = intake_words.language()
        self.told.emit(say("source-deleted", lang, files=_named(gone)))

    def _left_over(self, found: tuple[list[Unfinished], int]) -> None:
        left, stopped = found
        lang = intake_words.language()
        if stopped:
            self.told.emit(say("left-stopped", lang))
        for each in left:
            dialog = LeftDialog(each.pages, lang, self._window)
            dialog.exec()
            if dialog.answer is Left.SCAN_ON:
                self._scan(each)
                return  # one at a time; the others are asked about when it has ended
            if dialog.answer is Left.DESTROY:
                drop = partial(_discard, each.id)
                self._lanes.store.run(drop, lambda _: None, self.failed.emit)


def _known(plan: Plan, profile: Profile, declaration: Declaration) -> Plan:
    """Let the entry say that a part alone was scanned, and whose rule it is."""
    return replace(plan, typed=declaring.remark(profile, declaration) or None)


def _sources(stream: Stream, end: ScanEnd) -> tuple[list[Path], bool]:
    """Name the files of what was excluded; tell whether they are known to be those."""
    numbers = stream.gate.excluded
    if stream.files is not None:
        found = [path for each in numbers for path in stream.files.holding(each)]
        return list(dict.fromkeys(found)), True
    if len(end.files) == end.images:
        return [Path(end.files[number - 1]) for number in numbers if number <= end.images], True
    return [Path(each) for each in end.files], len(end.files) == 1


def _named(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))


def _delete(paths: tuple[Path, ...], office: Office) -> list[Path]:
    return sources.delete(office, paths)


def _discard(ident: str, office: Office) -> None:
    long_document.discard(office, ident)
