"""A scan for an entry that was registered without one: files, declaration, gate, new version."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from clerk_app.application import capture, registration
from clerk_app.application.capture import Reader, Seen
from clerk_app.application.office import Office
from clerk_app.application.registration import Scan
from clerk_app.domain.entry import Entry
from clerk_app.domain.gate import Cleared, Declaration, Doubtful, Excluded, Verdict
from clerk_app.domain.pile import PileDocument
from ui import intake_words
from ui.intake_run import IMAGES, IntakeRun
from ui.intake_stream import Lanes

Looked = tuple[tuple[Seen, ...], Verdict, tuple[str, ...]]


class Attaching(QObject):
    """Asks for the files, and gives an entry its scan.

    Args:
        run: Asks for the declaration, as for any intake.

    Signals:
        attached: The entry's new version (`Entry`).
        stopped: The gate stopped it (`Excluded` or `Doubtful`); nothing was written.
        failed: Something did not work (an exception).
    """

    attached = Signal(object)
    stopped = Signal(object)
    failed = Signal(object)

    def __init__(self, lanes: Lanes, run: IntakeRun, window: QWidget) -> None:
        super().__init__(window)
        self._lanes = lanes
        self._run = run
        self._window = window

    def ask(self, place: str) -> None:
        """Ask for the files of an entry's scan, then attach them."""
        words = intake_words.say("import")
        names, _ = QFileDialog.getOpenFileNames(self._window, words, "", f"{words} ({IMAGES})")
        if names:
            self.attach(place, [Path(name) for name in names])

    def attach(self, place: str, paths: Sequence[Path]) -> None:
        """Declare, examine and attach; a find excludes, a doubt needs the intake's own screen."""
        declaration = self._run.declare()
        if declaration is None:
            return
        look = partial(_look, tuple(paths), declaration)
        seen = partial(self._seen, place, tuple(paths))
        self._lanes.work[0].run(look, seen, self.failed.emit)

    def _seen(self, place: str, paths: tuple[Path, ...], looked: Looked) -> None:
        seen, verdict, remarks = looked
        if isinstance(verdict, Excluded | Doubtful):
            note = partial(_note, verdict)
            self._lanes.store.run(note, lambda _: self.stopped.emit(verdict), self.failed.emit)
            return
        whole = PileDocument(tuple(each.page.number for each in seen))
        texts = [each.text for each in seen]

        def keep(office: Office) -> Entry:
            source = capture.source_hash(paths, whole, alone=True)
            scan = Scan(_cleared(verdict), texts, source, remarks)
            return registration.attach(office, place, scan)[0]

        self._lanes.store.run(keep, self.attached.emit, self.failed.emit)


def _look(paths: tuple[Path, ...], declaration: Declaration, reader: Reader) -> Looked:
    remarks: list[str] = []
    seen = tuple(
        capture.see(reader, page, whole=True, declaration=declaration)
        for page in capture.pages(paths, remarks)
    )
    return seen, capture.rule(declaration, seen), tuple(remarks)


def _cleared(verdict: Verdict) -> Cleared:
    if not isinstance(verdict, Cleared):
        raise TypeError("nothing was cleared")
    return verdict


def _note(verdict: Excluded | Doubtful, office: Office) -> None:
    capture.note(office, verdict)
