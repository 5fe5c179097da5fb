"""What was declared is what is scanned; what was excluded is offered, named and listed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog
from pytestqt.qtbot import QtBot

from clerk_app.application import capture, exclusions, long_document
from clerk_app.domain import gate
from tests.helpers.builders import a_declaration, a_page, an_office
from tests.helpers.declared import WAIT, Clerk, DeclaredRoom, Key, keys
from tests.helpers.intake import settle
from tests.helpers.long import long_pages, rows, seen_as
from ui.declaration import DeclarationDialog
from ui.doubt import DoubtDialog
from ui.gate_list import GateList
from ui.gate_questions import LeftDialog, SourceDialog, SurplusDialog
from ui.unscanned import UnscannedDialog


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeclaredRoom]:
    made = DeclaredRoom(tmp_path, qtbot, monkeypatch)
    yield made
    made.desktop.close()


def test_of_a_part_the_feeder_is_told_how_many_and_the_entry_says_why(room: DeclaredRoom) -> None:
    room.begin()
    room.scan(1, (DeclarationDialog, keys(room.key("central-law"), Key.Key_F5)))
    assert [settings.pages for settings in room.asked] == [1]
    (draft,) = room.desktop.drafts
    assert (draft.declaration.partial, draft.declaration.most_pages) == ("central-law", 1)
    assert draft.fields["description"] == (
        "Bản quét: chỉ tờ đầu (QĐ 530/QĐ-SXD, Điều 6, khoản 1, điểm a (gạch đầu dòng thứ 3))"
    )


def test_surplus_pages_are_never_kept(room: DeclaredRoom) -> None:
    room.begin()
    declare = (DeclarationDialog, keys(room.key("central-law"), Key.Key_F5))
    room.scan(3, declare, (SurplusDialog, keys(Key.Key_F8)))
    assert [len(draft.pages) for draft in room.desktop.drafts] == [1]
    files = [path for path in (room.folder / "home" / "vault").rglob("*") if path.is_file()]
    assert len(files) == 1


def test_surplus_pages_of_another_piece_are_declared_anew(room: DeclaredRoom) -> None:
    room.begin()
    room.scan(
        3,
        (DeclarationDialog, keys(room.key("central-law"), Key.Key_F5)),
        (SurplusDialog, keys(Key.Key_F5)),
        (DeclarationDialog, keys(Key.Key_1, Key.Key_F5)),
    )
    partial = [draft.declaration.partial for draft in room.desktop.drafts]
    assert partial == ["central-law", None, None]
    assert "description" not in room.desktop.drafts[1].fields


def test_a_secret_paper_leaves_one_line_without_content(room: DeclaredRoom) -> None:
    room.begin()
    room.scan(1, (DeclarationDialog, keys(Key.Key_2, Key.Key_F8)))
    assert room.asked == [], "the scanner never moved"
    assert room.desktop.drafts == []
    assert room.journal("excluded") == [{"category": "secrecy", "level": "MẬT", "pages": 0}]
    assert "Sổ đăng ký bí mật nhà nước" in room.desktop.told[-1]


def test_an_unopened_envelope_gets_a_line_by_what_stands_outside(room: DeclaredRoom) -> None:
    room.begin()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, UnscannedDialog)
        dialog._fields["organ_name"].setText("SỞ THÍ DỤ")
        dialog._fields["to_places"].setText("Giám đốc Sở")
        QTest.keyClick(dialog, Key.Key_F9)

    named = next(each.id for each in room.profile.categories if each.effect.value == "unscanned")
    room.scan(
        1,
        (DeclarationDialog, keys(room.key(named), Key.Key_F6)),
        (UnscannedDialog, fill),
    )
    assert room.asked == []
    (entry,) = room.desktop.entries
    assert (entry.number, entry.sha256) == (1, None)
    assert entry.fields["organ_name"] == "SỞ THÍ DỤ"
    assert "Điều 6" in (entry.no_scan_reason or "")
    assert room.journal("excluded") == []


def test_handing_over_leaves_nothing(room: DeclaredRoom) -> None:
    room.begin()
    named = next(each.id for each in room.profile.categories if each.effect.value == "unscanned")
    room.scan(1, (DeclarationDialog, keys(room.key(named), Key.Key_F8)))
    assert (room.asked, room.desktop.entries, room.journal("excluded")) == ([], [], [])


def test_the_files_of_an_excluded_scan_are_offered_and_deleted(room: DeclaredRoom) -> None:
    paths = [room.folder / f"scan-{at}.jpg" for at in range(2)]
    for path in paths:
        path.write_bytes(b"x")
    room.dropped = tuple(map(str, paths))
    room.marked = {2}

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, SourceDialog)
        (box,) = dialog.findChildren(QCheckBox)
        assert box.text() == str(paths[1])
        box.click()
        QTest.keyClick(dialog, Key.Key_F8)

    room.begin()
    room.scan(
        2,
        (DeclarationDialog, keys(Key.Key_1, Key.Key_F5)),
        (DoubtDialog, keys(Key.Key_F8)),
        (SourceDialog, choose),
    )
    assert [path.exists() for path in paths] == [True, False]
    assert room.desktop.told[-1] == f"Đã xóa: {paths[1]}."
    assert room.journal("source-deleted") == [{"files": 1}], "and no name"


def test_an_excluded_import_is_named_and_stays_unless_she_deletes_it(
    room: DeclaredRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean, marked = room.folder / "a.png", room.folder / "b.png"
    for path in (clean, marked):
        path.write_bytes(a_page(1, path.name).encoded)
    room.marked = {2}
    room.begin()
    clerk = Clerk(
        (DeclarationDialog, keys(Key.Key_1, Key.Key_F5)),
        (DoubtDialog, keys(Key.Key_F8)),
        (SourceDialog, keys(Key.Key_Escape)),
    )
    room.desktop.view.run.bring_in([clean, marked])
    room.settled(clerk)
    assert room.desktop.drafts == []
    assert marked.exists()
    assert room.desktop.told[-1] == f"Tệp bị loại trừ còn nằm tại: {marked}."


def test_more_pages_than_declared_in_a_file_are_refused(room: DeclaredRoom) -> None:
    paths = [room.folder / f"{at}.png" for at in range(3)]
    for path in paths:
        path.write_bytes(a_page(1, path.name).encoded)
    room.begin()
    clerk = Clerk((DeclarationDialog, keys(room.key("central-law"), Key.Key_F5)))
    room.desktop.view.run.bring_in(paths)
    room.settled(clerk)
    assert [getattr(error, "code", "") for error in room.desktop.failed] == ["more-than-declared"]
    assert room.desktop.drafts == []


def keep_some(folder: Path, count: int) -> None:
    """Leave an unfinished long document behind."""
    seen = [seen_as(page.numbered(at), {1}, ()) for at, page in enumerate(long_pages(count), 1)]
    passed = gate.passed(a_declaration(), tuple(each.page for each in seen), capture.evidence(seen))
    with an_office(folder) as opened:
        long_document.keep(opened, "left", passed, seen)


@pytest.mark.parametrize(("key", "left"), [(Key.Key_Escape, 1), (Key.Key_F8, 0)])
def test_an_unfinished_document_is_asked_about_at_the_start(
    room: DeclaredRoom, key: Key, left: int
) -> None:
    keep_some(room.folder, 5)
    room.begin((LeftDialog, keys(key)))
    assert room.desktop.drafts == []
    assert rows(room.folder, "SELECT count(*) FROM long_document") == [(left,)]


def test_an_unfinished_document_is_scanned_on(
    room: DeclaredRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_some(room.folder, 5)
    monkeypatch.setattr(capture, "see", lambda _, page, **__: seen_as(page, (), ()))
    room.desktop.scanner.pages = long_pages(2, "8")
    room.begin((LeftDialog, keys(Key.Key_F5)), (DeclarationDialog, keys(Key.Key_1, Key.Key_F5)))
    assert [len(draft.pages) for draft in room.desktop.drafts] == [7]
    assert rows(room.folder, "SELECT count(*) FROM long_document") == [(0,)]


def test_a_card_counts_its_doubts_anew_when_the_form_is_kept(room: DeclaredRoom) -> None:
    room.begin()
    room.scan(1, (DeclarationDialog, keys(Key.Key_1, Key.Key_F5)))
    view = room.desktop.view
    before = view.pile.list.pile.items[0].doubts
    assert before >= 1
    view.form.fields["subject"].choose_all()
    view.form.put("subject", "báo cáo số liệu")
    room.qtbot.waitUntil(lambda: view.pile.list.pile.items[0].doubts < before, timeout=WAIT)
    settle(room.qtbot, room.desktop)
    changes: list[int] = []
    view.desk.changed.connect(lambda: changes.append(1))
    view._keep_form()
    settle(room.qtbot, room.desktop)
    assert changes == [], "saving the same again changes nothing, and nothing runs in a circle"


def test_the_list_shows_and_saves_what_the_gate_did(room: DeclaredRoom) -> None:
    room.begin()
    room.scan(1, (DeclarationDialog, keys(Key.Key_2, Key.Key_F8)))
    made = GateList(room.desktop.store)
    room.qtbot.addWidget(made)
    room.qtbot.waitUntil(lambda: made.table.rowCount() == 1, timeout=WAIT)
    items = [made.table.item(0, column) for column in range(made.table.columnCount())]
    texts = [item.text() for item in items if item is not None]
    assert texts[2:6] == ["Loại trừ", room.profile.category("secrecy").label.vi, "MẬT", "0"]
    for name in ("list.csv", "list.pdf"):
        made.save_to(room.folder / name)
        room.qtbot.waitUntil((room.folder / name).exists, timeout=WAIT)
    settle(room.qtbot, room.desktop)
    assert (room.folder / "list.pdf").read_bytes().startswith(b"%PDF")
    table = (room.folder / "list.csv").read_text("utf-8-sig").splitlines()
    assert table[0] == ",".join(exclusions.COLUMNS)
    assert ",excluded,secrecy,MẬT,0,0,," in table[1]
    made.save_to(room.folder / "list.txt")
    room.qtbot.waitUntil(lambda: bool(made.strip.sentence()), timeout=WAIT)
    assert "list.txt" in made.strip.sentence()
