"""A window's intake screen with a store of its own, a fake scanner and a clerk's hands."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app.application import capture, drafts, office
from clerk_app.application.capture import Reader, Seen
from clerk_app.application.office import Office
from clerk_app.core import image_files
from clerk_app.domain import gate
from clerk_app.domain.draft import Draft
from clerk_app.domain.entry import Entry
from clerk_app.domain.gate import Cleared
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Page
from tests.helpers.builders import a_declaration, a_key_file
from tests.helpers.fakes import FakeScanner
from tests.helpers.pages import LETTER, swapped, words_of
from tests.mail.letters import make_letter
from tests.mail.options import Options
from ui.declaration import DeclarationDialog
from ui.intake_stream import Lanes
from ui.intake_view import IntakeView
from ui.jobs import Lane

SIZE = (1400, 850)
PRINTED = Options(pages=1, dpi=200, degradation="scan", handwriting=False, incoming=False)


def letter_pages(folder: Path, seed: int, options: Options = PRINTED) -> list[Page]:
    """Print an invented letter and scan it."""
    path = folder / f"letter-{seed}.tif"
    make_letter(seed, options=options).save(path)
    return list(image_files.read_image(path))


def stand_in(page: Page, name: str) -> Seen:
    """Give what a reader would see on the one page of a letter with the number `name`."""
    rows = swapped(LETTER, "Số:", f"Số: {name}/SCV-VP")
    text = PageText(page.number, words_of(rows), whole=True)
    return Seen(page, text, (), (), blank=False)


class Desktop:
    """The lanes of one window on a folder, and its intake screen.

    Args:
        reader: What each work lane opens; tests that read nothing give None.
    """

    def __init__(
        self, folder: Path, reader: Callable[[], Any] = capture.open_reader, readers: int = 2
    ) -> None:
        key = a_key_file(folder)
        self.scanner = FakeScanner()
        self.store: Lane[Office] = Lane(
            lambda: office.open_office(folder / "home", key), office.close_office
        )
        self.device: Lane[Any] = Lane(lambda: self.scanner)
        self.work: tuple[Lane[Reader], ...] = tuple(Lane(reader) for _ in range(readers))
        self.quick: Lane[None] = Lane(lambda: None)
        self.lanes = Lanes(self.store, self.device, self.work, self.quick, self.scanner.cancel)
        self.entries: list[Entry] = []
        self.failed: list[Exception] = []
        self.told: list[str] = []
        self.open()

    def open(self) -> IntakeView:
        """Make a new screen over the same lanes."""
        self.view = IntakeView(self.lanes)
        self.view.resize(*SIZE)
        self.view.entered.connect(self.entries.append)
        self.view.failed.connect(self.failed.append)
        self.view.told.connect(self.told.append)
        return self.view

    @property
    def busy(self) -> bool:
        """Whether any lane has something to do."""
        lanes: list[Lane[Any]] = [self.store, self.device, self.quick, *self.work]
        return any(lane.busy for lane in lanes)

    @property
    def drafts(self) -> list[Draft]:
        """The documents on the desk that have no number."""
        desk = self.view.desk
        return [draft for ident, draft in desk.drafts.items() if ident not in desk.entries]

    def close(self) -> None:
        """Close every lane, the store last."""
        self.scanner.cancel()
        lanes: list[Lane[Any]] = [self.device, *self.work, self.quick, self.store]
        for lane in lanes:
            lane.close()


def lay(folder: Path, *documents: Sequence[Seen]) -> list[Draft]:
    """Keep documents as drafts, as an earlier session would have left them."""
    with office.opened(folder / "home", a_key_file(folder)) as opened:
        return [drafts.keep(opened, cleared(seen), list(seen)) for seen in documents]


def cleared(seen: Sequence[Seen]) -> Cleared:
    """Pass seen pages through the real gate."""
    pages = tuple(each.page for each in seen)
    verdict = gate.decide(a_declaration(), pages, capture.evidence(seen))
    assert isinstance(verdict, Cleared)
    return verdict


def in_order(*documents: Sequence[Seen]) -> list[list[Seen]]:
    """Number the pages of each document from 1."""
    return [
        [
            replace(each, page=each.page.numbered(place), text=replace(each.text, page=place))
            for place, each in enumerate(document, start=1)
        ]
        for document in documents
    ]


def declare_soon() -> QTimer:
    """Answer the declaration when it comes: 1, then F5. Keep what is given until then."""
    timer = QTimer(interval=10)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, DeclarationDialog):
            timer.stop()
            QTest.keyClick(dialog, Qt.Key.Key_1)
            QTest.keyClick(dialog, Qt.Key.Key_F5)

    timer.timeout.connect(answer)
    timer.start()
    return timer


def press(view: IntakeView, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or view, key)


def spin(milliseconds: int = 10) -> None:
    """Let the window work."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, milliseconds)
