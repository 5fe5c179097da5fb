"""Pages from a scanner through the gate into kept drafts, with real reading and a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.application import audit, capture, drafts, office
from clerk_app.core import image_files
from clerk_app.core.ocr import Engine
from clerk_app.domain.clock import now
from clerk_app.domain.draft import Draft
from clerk_app.domain.gate import Excluded, Ruling
from clerk_app.domain.scanning import Page, ScanSettings
from clerk_app.errors import MachineFault
from tests.helpers.builders import a_declaration, a_key_file
from tests.helpers.fakes import FakeScanner
from tests.mail.letters import make_letter
from tests.mail.options import Options
from ui.checkpoint import Plan
from ui.intake_stream import Lanes, Stream
from ui.jobs import Lane

PLAIN = Options(pages=1, dpi=200, degradation="scan", handwriting=False, incoming=False)


def pages_of(folder: Path, name: str, letter_options: Options, seed: int) -> list[Page]:
    path = folder / f"{name}.tif"
    make_letter(seed, options=letter_options).save(path)
    return list(image_files.read_image(path))


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """Two letters (the first of two pages), and one with a mark on its first page."""
    folder = tmp_path_factory.mktemp("pile")
    two = Options(pages=2, dpi=200, degradation="scan", handwriting=False, incoming=False)
    marked = Options(pages=2, dpi=200, degradation="scan", secrecy="MẬT", handwriting=False)
    return {
        "first": pages_of(folder, "first", two, 21),
        "second": pages_of(folder, "second", PLAIN, 22),
        "marked": pages_of(folder, "marked", marked, 40),
    }


class Room:
    """A store, a fake scanner and the lanes of a window."""

    def __init__(self, folder: Path) -> None:
        key = a_key_file(folder)
        self.folder = folder
        self.scanner = FakeScanner()
        self.store = Lane(lambda: office.open_office(folder / "home", key), office.close_office)
        self.device: Lane[FakeScanner] = Lane(lambda: self.scanner)
        self.work = (Lane(Engine), Lane(Engine))
        self.quick: Lane[None] = Lane(lambda: None)
        self.lanes = Lanes(self.store, self.device, self.work, self.quick, self.scanner.cancel)  # type: ignore[arg-type]
        self.kept: list[Draft] = []
        self.stopped: list[object] = []
        self.failed: list[Exception] = []

    def stream(self, *, together: bool = False) -> Stream:
        stream = Stream(self.lanes, a_declaration(), Plan(together=together))
        stream.kept.connect(self.kept.append)
        stream.stopped.connect(self.stopped.append)
        stream.failed.connect(self.failed.append)
        return stream

    def close(self) -> None:
        for lane in (self.store, self.device, self.quick, *self.work):
            lane.close()


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.close()


def test_a_pile_becomes_drafts_in_order(
    qtbot: QtBot, room: Room, pile: dict[str, list[Page]]
) -> None:
    room.scanner.pages = [*pile["first"], *pile["second"]]
    room.scanner.sheets = 4
    stream = room.stream()
    with qtbot.waitSignal(stream.ended, timeout=60_000) as ended:
        stream.scan("", ScanSettings())
    assert [len(draft.pages) for draft in room.kept] == [2, 1]
    assert all(draft.fields["type_name"] for draft in room.kept)
    assert ended.args[0].lost == 1
    assert not stream.running


def test_a_marked_document_is_stopped_and_leaves_nothing(
    qtbot: QtBot, room: Room, pile: dict[str, list[Page]]
) -> None:
    room.scanner.pages = [*pile["second"], *pile["marked"], *pile["first"]]
    stream = room.stream()
    with qtbot.waitSignal(stream.stopped, timeout=60_000):
        stream.scan("", ScanSettings())
    (verdict,) = room.stopped
    assert isinstance(verdict, Excluded)
    assert verdict.level == "MẬT"
    with qtbot.waitSignal(stream.ended, timeout=60_000):
        stream.rule(None)
    titles = [draft.fields.get("subject") for draft in room.kept]
    assert len(titles) in {1, 2}, "what the scanner had already given goes on with the next heading"
    files = [path for path in (room.folder / "home" / "vault").rglob("*") if path.is_file()]
    assert len(files) == sum(len(draft.pages) for draft in room.kept)


def test_a_ruling_goes_on_and_is_kept(
    qtbot: QtBot, room: Room, pile: dict[str, list[Page]]
) -> None:
    room.scanner.pages = pile["marked"]
    stream = room.stream()
    with qtbot.waitSignal(stream.stopped, timeout=60_000):
        stream.scan("", ScanSettings())
    with qtbot.waitSignal(stream.ended, timeout=60_000):
        stream.rule(Ruling("tester", now(), "con dấu thử"))
    assert room.kept
    told: list[str] = []

    def acts(opened: office.Office) -> list[str]:
        return [str(row[0]) for row in opened.database.execute("SELECT facts FROM journal")]

    with qtbot.waitCallback() as done:
        room.store.run(acts, done, told.append)  # type: ignore[arg-type]
    assert any("con dấu thử" in facts for facts in done.args[0])


def test_files_are_cleared_together_or_not_at_all(
    qtbot: QtBot, room: Room, tmp_path: Path, pile: dict[str, list[Page]]
) -> None:
    clean, marked = tmp_path / "clean.tif", tmp_path / "marked.tif"
    make_letter(22, options=PLAIN).save(clean)
    make_letter(40, options=Options(secrecy="MẬT", dpi=200, pages=1, degradation="scan")).save(
        marked
    )
    stream = room.stream(together=True)
    with qtbot.waitSignal(stream.stopped, timeout=60_000):
        stream.read([clean, marked])
    with qtbot.waitSignal(stream.ended, timeout=60_000):
        stream.rule(None)
    assert room.kept == []
    stream = room.stream(together=True)
    with qtbot.waitSignal(stream.ended, timeout=60_000):
        stream.read([clean])
    assert len(room.kept) == 1


def test_what_came_before_a_fault_is_kept(
    qtbot: QtBot, room: Room, pile: dict[str, list[Page]]
) -> None:
    room.scanner.pages = [*pile["second"], *pile["first"]]
    room.scanner.fault_at = 2
    stream = room.stream()
    with qtbot.waitSignal(stream.ended, timeout=60_000):
        stream.scan("", ScanSettings())
    assert [getattr(error, "code", "") for error in room.failed] == ["paper-jam"]
    assert [len(draft.pages) for draft in room.kept] == [1, 1]


def test_drafts_are_there_after_a_restart_and_can_be_changed(
    tmp_path: Path, pile: dict[str, list[Page]]
) -> None:
    key = a_key_file(tmp_path)
    engine = Engine()
    seen = [capture.see(engine, page, whole=True) for page in pile["first"]]
    with office.opened(tmp_path / "home", key) as opened:
        verdict = capture.rule(a_declaration(), seen)
        first = drafts.keep(opened, verdict, seen)  # type: ignore[arg-type]
        drafts.save(opened, first.id, {"subject": "sửa tay"}, ["subject"])
    with office.opened(tmp_path / "home", key) as opened:
        (again,) = drafts.waiting(opened)
        assert again.fields["subject"] == "sửa tay"
        assert again.confirmed == {"subject"}
        assert again.reading == first.reading
        images = drafts.pages(opened, again)
        assert [image.encoded for image in images] == [page.encoded for page in pile["first"]]
        one, two = drafts.split(opened, again.id, again.pages[1].id)
        assert (len(one.pages), len(two.pages)) == (1, 1)
        whole = drafts.join(opened, one.id, two.id)
        assert [page.id for page in whole.pages] == [page.id for page in again.pages]
        assert audit.verify(opened, None).clean
        drafts.exclude(opened, whole.id, "secrecy", "MẬT")
        assert drafts.waiting(opened) == []
        assert not [path for path in opened.home.vault.rglob("*") if path.is_file()]


def test_a_full_disk_loses_no_page_that_came(
    qtbot: QtBot, room: Room, pile: dict[str, list[Page]], monkeypatch: pytest.MonkeyPatch
) -> None:
    room.scanner.pages = [*pile["second"]]
    stream = room.stream()

    def full(*_: object) -> Draft:
        raise MachineFault("disk-full")

    with monkeypatch.context() as broken:
        broken.setattr(drafts, "keep", full)
        with qtbot.waitSignal(stream.ended, timeout=60_000):
            stream.scan("", ScanSettings())
    assert [getattr(error, "code", "") for error in room.failed] == ["disk-full"]
    assert room.kept == []
    assert stream.unkept == 1
    with qtbot.waitSignal(stream.kept, timeout=60_000):
        stream.retry()
    assert [len(draft.pages) for draft in room.kept] == [1]
    assert stream.unkept == 0
