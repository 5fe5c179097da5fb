"""One run of pages after another: declaration, stream, and the ruling where the gate stops one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from clerk_app.application import capture
from clerk_app.domain.clock import now
from clerk_app.domain.gate import Declaration, Doubtful, Excluded, Ruling
from clerk_app.domain.regulation import Profile
from clerk_app.domain.scanning import ScanEnd, ScanSettings
from ui import intake_words
from ui.declaration import DeclarationDialog
from ui.doubt import DoubtDialog
from ui.intake_stream import Lanes, Stream

IMAGES = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp"


class IntakeRun(QObject):
    """Asks what a dialog must ask, and runs a stream.

    Args:
        window: What the dialogs stand before.
        device: Gives the id of the scanner to use, empty for the first one found.
        settings: Gives how it scans.

    Signals:
        came: So many images are here.
        kept: A cleared document is kept (`Draft`).
        stopped: The gate stopped a document (`Excluded` or `Doubtful`).
        hidden: A find: the page on the screen must go.
        shown: The ruling was given.
        failed: Something did not work (an exception).
        running: A run begins or ends.
        ended: How the scan ended (`ScanEnd`).
    """

    came = Signal(int)
    kept = Signal(object)
    stopped = Signal(object)
    hidden = Signal()
    shown = Signal()
    failed = Signal(object)
    running = Signal(bool)
    ended = Signal(object)

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
        self.profile: Profile | None = None
        self.user = ""

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
        """Declare, then scan."""
        declaration = self.declare()
        if declaration is not None:
            self._begin(declaration, together=False).scan(self._device(), self._settings())

    def bring_in(self, paths: list[Path] | None = None) -> None:
        """Declare, then read files."""
        if paths is None:
            words = intake_words.say("import")
            names, _ = QFileDialog.getOpenFileNames(self._window, words, "", f"{words} ({IMAGES})")
            paths = [Path(name) for name in names]
        declaration = self.declare() if paths else None
        if declaration is not None:
            self._begin(declaration, together=True).read(paths)

    def stop(self) -> None:
        """Take no more pages; what came is dealt with."""
        if self._stream is not None:
            self._stream.stop()

    def excluded_as(self) -> tuple[str, str | None] | None:
        """Ask what the paper is that was let in and may not stay."""
        if self.profile is None:
            return None
        dialog = DeclarationDialog(
            self.profile, intake_words.language(), self._window, excluding=True
        )
        dialog.exec()
        return dialog.choice

    def declare(self) -> Declaration | None:
        """Ask what the paper is not; None when nothing may begin."""
        if self.profile is None or self.busy:
            return None
        dialog = DeclarationDialog(self.profile, intake_words.language(), self._window)
        dialog.exec()
        if dialog.choice is None:
            return None
        category, level = dialog.choice
        return capture.declared(self.profile, category, level, self.user)

    def _begin(self, declaration: Declaration, *, together: bool) -> Stream:
        stream = self._stream = Stream(self._lanes, declaration, together=together)
        stream.came.connect(self.came)
        stream.kept.connect(self.kept)
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
        dialog = DoubtDialog(verdict, self.profile, intake_words.language(), self._window)
        dialog.exec()
        ruling = Ruling(self.user, now(), dialog.reason) if dialog.reason else None
        self._stream.rule(ruling)
        self.shown.emit()

    def _over(self, end: ScanEnd) -> None:
        self.running.emit(False)
        self.ended.emit(end)
