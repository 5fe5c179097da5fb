"""Documents too long for memory: kept page by page, destroyed whole by a mark on a later page."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.application import audit, drafts, long_document
from clerk_app.application.feed import Limits
from clerk_app.application.office import Office
from clerk_app.core import long_table
from clerk_app.domain.clock import now
from clerk_app.domain.gate import Ruling
from clerk_app.errors import MachineFault
from tests.helpers.builders import a_declaration, an_office
from tests.helpers.long import SHORT, LongRoom, long_pages, rows
from tests.screens.long_runs import WAIT, idle, journal, rule, run, run_to_find
from ui.checkpoint import Plan
from ui.intake_stream import Stream


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
