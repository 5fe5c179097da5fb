"""Documents too long for memory: kept page by page, destroyed whole by a mark on a later page."""

import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.application import audit, capture, drafts, long_document
from clerk_app.application.feed import Limits
from clerk_app.application.office import Office
from clerk_app.core import long_table
from clerk_app.domain import gate
from clerk_app.domain.clock import now
from clerk_app.domain.gate import Concluded, Ruling
from clerk_app.domain.scanning import ScanSettings
from clerk_app.errors import MachineFault
from tests.helpers.builders import a_declaration, an_office
from tests.helpers.long import SHORT, LongRoom, long_pages, rows, seen_as
from ui.checkpoint import Plan
from ui.intake_stream import Stream

WAIT = 60_000


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[LongRoom]:
    made = LongRoom(tmp_path, monkeypatch)
    yield made
    made.close()


def run(qtbot: QtBot, stream: Stream) -> None:
    with qtbot.waitSignal(stream.ended, timeout=WAIT):
        stream.scan("", ScanSettings())


def run_to_find(qtbot: QtBot, stream: Stream) -> None:
    with qtbot.waitSignal(stream.stopped, timeout=WAIT):
        stream.scan("", ScanSettings())


def rule(qtbot: QtBot, stream: Stream, ruling: Ruling | None) -> None:
    with qtbot.waitSignal(stream.ended, timeout=WAIT):
        stream.rule(ruling)


def idle(qtbot: QtBot, room: LongRoom) -> None:
    qtbot.waitUntil(lambda: not room.desktop.store.busy, timeout=WAIT)


def journal(room: LongRoom, act: str) -> list[dict[str, object]]:
    found = rows(room.folder, f"SELECT facts FROM journal WHERE act = '{act}'")  # noqa: S608
    return [json.loads(str(row[0])) for row in found]


def keep_some(opened: Office, count: int) -> str:
    """Keep pages of a long document, as a run that broke off would have left them."""
    seen = [seen_as(page.numbered(at), {1}, ()) for at, page in enumerate(long_pages(count), 1)]
    images = tuple(each.page for each in seen)
    passed = gate.passed(a_declaration(), images, capture.evidence(seen))
    long_document.keep(opened, "the-long-one", passed, seen)
    return "the-long-one"


def concluded(pages: int) -> Concluded:
    return gate.conclude(a_declaration(), pages, gate.Evidence(0, ()))


def test_a_short_document_waits_in_memory_for_its_end(qtbot: QtBot, room: LongRoom) -> None:
    room.marked = {3}
    stream = room.stream(long_pages(5), Plan())
    run_to_find(qtbot, stream)
    idle(qtbot, room)
    assert room.files == []
    rule(qtbot, stream, None)
    assert room.kept == []
    idle(qtbot, room)
    assert journal(room, "excluded") == [{"category": "secrecy", "level": "MẬT", "pages": 3}]
    assert stream.gate.excluded[:3] == [1, 2, 3]


def test_seventy_pages_become_one_draft(qtbot: QtBot, room: LongRoom) -> None:
    pages = long_pages(70)
    run(qtbot, room.stream(pages, Plan()))
    assert [len(draft.pages) for draft in room.kept] == [70]
    assert room.failed == []
    assert rows(room.folder, "SELECT * FROM long_document") == []
    assert rows(room.folder, "SELECT * FROM long_page") == []
    with an_office(room.folder) as opened:
        (draft,) = drafts.waiting(opened)
        images = drafts.pages(opened, draft)
        assert [image.encoded for image in images] == [page.encoded for page in pages]
        assert len({row[0] for row in opened.database.execute("SELECT key FROM draft_page")}) == 70
        assert audit.verify(opened, None).clean


@pytest.mark.parametrize("sure", [True, False])
def test_a_mark_on_page_60_destroys_what_was_kept(
    qtbot: QtBot, room: LongRoom, *, sure: bool
) -> None:
    room.marked, room.sure, room.patient = {60}, sure, 59
    stream = room.stream(long_pages(70), Plan())
    run_to_find(qtbot, stream)
    idle(qtbot, room)
    assert stream.gate.kept_early == 59
    assert len(room.files) == 59
    assert rows(room.folder, "SELECT key FROM long_document") == [(None,)], "the key goes first"
    rule(qtbot, stream, None)
    idle(qtbot, room)
    assert room.files == []
    assert room.kept == []
    assert rows(room.folder, "SELECT * FROM long_page") == []
    facts = {"category": "secrecy", "level": "MẬT" if sure else None, "pages": 60, "kept": 59}
    assert journal(room, "excluded" if sure else "doubted") == [facts]


def test_a_ruling_puts_the_key_back_and_the_document_goes_on(qtbot: QtBot, room: LongRoom) -> None:
    room.marked = {6}
    stream = room.stream(long_pages(8))
    run_to_find(qtbot, stream)
    rule(qtbot, stream, Ruling("tester", now(), "khung của bảng"))
    assert [len(draft.pages) for draft in room.kept] == [stream._images]
    assert room.failed == []
    (facts,) = journal(room, "ruled")
    assert (facts["reason"], facts["pages"], facts["level"]) == ("khung của bảng", 6, "MẬT")
    with an_office(room.folder) as opened:
        (draft,) = drafts.waiting(opened)
        assert all(page.encoded for page in drafts.pages(opened, draft))


def test_a_second_mark_is_asked_about_again(qtbot: QtBot, room: LongRoom) -> None:
    room.marked = {2, 3}
    stream = room.stream(long_pages(3))
    run_to_find(qtbot, stream)
    with qtbot.waitSignal(stream.stopped, timeout=WAIT):
        stream.rule(Ruling("tester", now(), "khung của bảng"))
    rule(qtbot, stream, None)
    assert len(room.stopped) == 2
    assert room.kept == []


@pytest.mark.parametrize("step", ["take_key", "fold_log"])
def test_a_store_that_failed_at_the_find_costs_no_page(
    qtbot: QtBot, room: LongRoom, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A key that could not be taken, or whose trace could not be, is there after the ruling."""
    whole, calls = getattr(long_table, step), []

    def once(*given: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise MachineFault("disk-full")
        return whole(*given)

    monkeypatch.setattr(long_table, step, once)
    room.marked, room.patient = {6}, 5
    stream = room.stream(long_pages(8))
    run_to_find(qtbot, stream)
    idle(qtbot, room)
    rule(qtbot, stream, Ruling("tester", now(), "khung của bảng"))
    stream.retry()
    qtbot.waitUntil(lambda: bool(room.kept), timeout=WAIT)
    assert [len(draft.pages) for draft in room.kept] == [stream._images]


def test_a_part_may_be_long_and_says_so(qtbot: QtBot, room: LongRoom) -> None:
    part = replace(a_declaration(), partial="large-dossier", most_pages=9)
    plan = Plan(typed={"description": "Bản quét: văn bản chính"}, limits=SHORT)
    room.desktop.scanner.pages = long_pages(9)
    stream = Stream(room.desktop.lanes, part, plan)
    stream.kept.connect(room.kept.append)
    run(qtbot, stream)
    (draft,) = room.kept
    assert (len(draft.pages), draft.declaration.most_pages) == (9, 9)
    assert draft.fields["description"] == "Bản quét: văn bản chính"


def test_a_mark_beyond_the_declared_part_stops_the_part(qtbot: QtBot, room: LongRoom) -> None:
    part = replace(a_declaration(), partial="large-dossier", most_pages=2)
    room.marked = {3}
    for ruling in (None, Ruling("tester", now(), "khung của bảng")):
        room.desktop.scanner.pages = long_pages(3)
        stream = Stream(room.desktop.lanes, part, Plan())
        stream.kept.connect(room.kept.append)
        run_to_find(qtbot, stream)
        rule(qtbot, stream, ruling)
        idle(qtbot, room)
        assert [len(draft.pages) for draft in room.kept] == ([] if ruling is None else [2])
        assert len(stream.gate.surplus) == (0 if ruling is None else 1)


def test_a_mark_on_another_paper_behind_the_part_is_not_the_parts(
    qtbot: QtBot, room: LongRoom
) -> None:
    part = replace(a_declaration(), partial="large-dossier", most_pages=2)
    room.starts, room.marked = {1, 3}, {3, 4}
    room.desktop.scanner.pages = long_pages(4)
    stream = Stream(room.desktop.lanes, part, Plan())
    stream.kept.connect(room.kept.append)
    run(qtbot, stream)
    assert [len(draft.pages) for draft in room.kept] == [2]
    assert stream.gate.surplus


def test_in_files_every_page_with_a_find_is_ruled_on(
    qtbot: QtBot, room: LongRoom, tmp_path: Path
) -> None:
    """A ruling on one page clears no other that she was never shown."""
    room.marked = {2, 4}
    for at, page in enumerate(long_pages(4)):
        (tmp_path / f"{at}.jpg").write_bytes(page.encoded)
    stream = room.stream([], Plan(together=True))
    with qtbot.waitSignal(stream.stopped, timeout=WAIT):
        stream.read(sorted(tmp_path.glob("*.jpg")))
    with qtbot.waitSignal(stream.stopped, timeout=WAIT):
        stream.rule(Ruling("tester", now(), "khung của bảng"))
    pages = [each.finding.page for each in room.stopped if each.finding]
    assert sorted(pages) == [2, 4]
    rule(qtbot, stream, None)
    assert room.kept == []


def test_two_long_documents_and_a_short_one(qtbot: QtBot, room: LongRoom) -> None:
    room.starts = {1, 8, 15}
    run(qtbot, room.stream(long_pages(16)))
    assert [len(draft.pages) for draft in room.kept] == [7, 7, 2]


def test_bytes_are_counted_too(qtbot: QtBot, room: LongRoom) -> None:
    pages = long_pages(6)
    room.marked, room.patient = {6}, 5
    limits = Limits(pages=1000, size=3 * len(pages[0].encoded) + 20)
    run_to_find(qtbot, stream := room.stream(pages, Plan(limits=limits)))
    idle(qtbot, room)
    assert stream.gate.kept_early == len(room.files) == 5
    assert Limits() == Limits(40, 150_000_000)
    rule(qtbot, stream, None)


def test_a_full_disk_in_the_middle_loses_nothing(
    qtbot: QtBot, room: LongRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    keep = long_document.keep

    def sometimes(opened: Office, *more: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise MachineFault("disk-full")
        keep(opened, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(long_document, "keep", sometimes)
    stream = room.stream(long_pages(9))
    run(qtbot, stream)
    assert [getattr(error, "code", "") for error in room.failed] == ["disk-full"]
    assert (room.kept, stream.unkept) == ([], 1)
    with qtbot.waitSignal(stream.kept, timeout=WAIT):
        stream.retry()
    assert [len(draft.pages) for draft in room.kept] == [9]
    assert stream.unkept == 0


def test_what_broke_off_is_unfinished_and_is_no_draft(qtbot: QtBot, room: LongRoom) -> None:
    stream = room.stream(long_pages(9))
    broken = stream._page_seen
    stream._page_seen = lambda number, seen: (  # type: ignore[method-assign]
        stream._page_failed(8, MemoryError()) if number == 8 else broken(number, seen)
    )
    run(qtbot, stream)
    idle(qtbot, room)
    assert stream.gate.left_open
    with an_office(room.folder) as opened:
        (left,), stopped = long_document.unfinished(opened)
        assert (left.pages, stopped) == (7, 0)
        assert drafts.waiting(opened) == []
        assert audit.verify(opened, None).swept == 0
        with pytest.raises(ValueError, match="other pages"):
            long_document.finish(opened, left.id, concluded(left.pages + 1))
    more = room.stream([replace(page) for page in long_pages(3, "8")], Plan(left=left))
    room.starts = {3}
    run(qtbot, more)
    assert [len(draft.pages) for draft in room.kept] == [9, 1]


def test_a_run_that_brings_nothing_does_not_finish_it(qtbot: QtBot, room: LongRoom) -> None:
    with an_office(room.folder) as opened:
        keep_some(opened, 5)
        (left,), _ = long_document.unfinished(opened)
    room.desktop.scanner.fault_at = 0
    run(qtbot, room.stream([], Plan(left=left)))
    assert room.kept == []
    idle(qtbot, room)
    assert rows(room.folder, "SELECT count(*) FROM long_page") == [(5,)]


def test_a_stop_that_nobody_ruled_on_excludes_at_the_next_start(
    qtbot: QtBot, room: LongRoom
) -> None:
    room.marked, room.patient = {6}, 5
    run_to_find(qtbot, room.stream(long_pages(7)))
    idle(qtbot, room)
    with an_office(room.folder) as opened:  # as after a crash: nobody answered
        assert long_document.unfinished(opened) == ([], 1)
        assert room.files == []
    assert [facts["kept"] for facts in journal(room, "excluded")] == [5]


def test_an_unfinished_document_is_destroyed_on_her_word(room: LongRoom) -> None:
    with an_office(room.folder) as opened:
        keep_some(opened, 5)
        (left,), _ = long_document.unfinished(opened)
        assert len(room.files) == 5
        long_document.discard(opened, left.id)
        assert long_document.unfinished(opened) == ([], 0)
    assert room.files == []
    assert journal(room, "discarded") == [{"pages": 5, "kept": 5}]


def test_without_its_one_key_no_page_can_be_opened(room: LongRoom) -> None:
    with an_office(room.folder) as opened:
        ident = keep_some(opened, 5)
        whole = repr(opened.database.execute("SELECT * FROM long_page").fetchall())
        assert "vault_name" not in whole
        assert "Letter" not in whole
        opened.database.execute("UPDATE long_document SET key = zeroblob(32)")
        with pytest.raises(MachineFault, match="file-damaged"):
            long_document.finish(opened, ident, concluded(5))


def test_memory_stays_bounded(qtbot: QtBot, room: LongRoom) -> None:
    """200 pages of a quarter of a megabyte; without the limits 50 MB would wait."""
    padding = bytes(250_000)
    pages = [replace(page, encoded=page.encoded + padding) for page in long_pages(1)]

    class Endless(list):  # type: ignore[type-arg]
        def __len__(self) -> int:
            return 200

        def __getitem__(self, at):  # type: ignore[no-untyped-def]
            return replace(pages[0], encoded=pages[0].encoded + str(at).encode())

    tracemalloc.start()
    try:
        run(qtbot, room.stream(Endless(), Plan(limits=SHORT)))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [len(draft.pages) for draft in room.kept] == [200]
    print(f"200 pages of {len(pages[0].encoded)} bytes: at most {most / 1e6:.1f} MB at once")
    assert most < 0.5 * 200 * 250_000
