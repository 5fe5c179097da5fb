"""A long document left open: never a draft by itself, finished or destroyed on her word."""

import tracemalloc
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.application import audit, drafts, long_document
from clerk_app.errors import MachineFault
from tests.helpers.builders import an_office
from tests.helpers.long import SHORT, LongRoom, long_pages, rows
from tests.screens.long_runs import concluded, idle, journal, keep_some, run, run_to_find
from ui.checkpoint import Plan


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
