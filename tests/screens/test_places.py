"""Văn bản đến, one entry, Sổ and Thiết lập over a real store."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clerk_app.application import audit, lookup, office, registration
from clerk_app.application.office import Office, SetUp
from clerk_app.application.ports import ScannerPort
from clerk_app.application.registration import Request
from clerk_app.core import journal_table
from clerk_app.domain.journal import Act
from tests.helpers.builders import (
    a_cleared,
    a_key_file,
    a_page,
    an_office,
    some_fields,
    some_words,
)
from tests.helpers.fakes import FakeScanner
from ui.books_view import BooksView
from ui.incoming_view import FIRST, IncomingView
from ui.jobs import Lane
from ui.settings_view import THEME, SettingsView

WAIT_MS = 15_000
SUBJECTS = ("thời gian kiểm tra xăng dầu", "quyết toán quý III", "giấy mời họp giao ban")


def a_scanner() -> ScannerPort:
    return cast("ScannerPort", FakeScanner())


@dataclass(frozen=True, slots=True)
class Lanes:
    folder: Path
    store: Lane[Office]
    paper: Lane[None]
    device: Lane[ScannerPort]


@pytest.fixture
def lanes(tmp_path: Path, qtbot: QtBot) -> Iterator[Lanes]:
    """Give a store with five entries: the first is scanned, the second has a reason why not."""
    del qtbot  # the lanes need an application
    with an_office(tmp_path) as opened:
        office.set_up(opened, SetUp("Văn phòng Sở Thử nghiệm"))
        pages = (a_page(1, "One"), a_page(2, "Two"))
        texts = [some_words(1, "trang một"), some_words(2, "trang hai")]
        scan = registration.Scan(a_cleared(*pages), texts, "source")
        fields = some_fields(573, organ_name="Sở Công Thương", due_date="2026-12-01")
        registration.register(opened, Request("in", fields), scan)
        unscanned = Request("in", some_fields(2), no_scan_reason="Bản vẽ khổ A0")
        registration.register(opened, unscanned, None)
        for number, subject in enumerate(SUBJECTS, start=3):
            request = Request("in", some_fields(number, subject=subject))
            registration.register(opened, request, None)
    key, home = a_key_file(tmp_path), tmp_path / "home"
    made = Lanes(
        tmp_path,
        Lane(lambda: office.open_office(home, key), office.close_office),
        Lane(lambda: None),
        Lane(a_scanner),
    )
    yield made
    made.store.close()
    made.paper.close()
    made.device.close()


@pytest.fixture
def incoming(qtbot: QtBot, lanes: Lanes) -> IncomingView:
    view = IncomingView(lanes.store, lanes.paper)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    qtbot.waitUntil(lambda: len(view.model.rows) == 5, timeout=WAIT_MS)
    return view


def row_of(view: IncomingView, row: int) -> list[str]:
    return [str(view.model.index(row, column).data()) for column in range(8)]


def acts_of(lanes: Lanes) -> list[str]:
    with an_office(lanes.folder) as opened:
        return [record.act for record in journal_table.records(opened.database)]


def test_the_table_shows_the_book_newest_first(incoming: IncomingView) -> None:
    today = row_of(incoming, 4)[1]
    assert row_of(incoming, 4) == [
        "01", today, "Sở Công Thương", "573/SGT-VP", "05/01/2026",
        "báo cáo số liệu đợt 573", "", "Đã đăng ký",
    ]  # fmt: skip
    assert row_of(incoming, 3)[7] == "Không có bản quét"
    assert [row_of(incoming, row)[0] for row in range(5)] == ["05", "04", "03", "02", "01"]
    assert incoming.summary.text() == "5 văn bản"
    assert incoming.model.headerData(2, Qt.Orientation.Horizontal) == "Cơ quan ban hành"


@pytest.mark.parametrize("typed", ["xăng dầu", "xang dau", "XANG KIEM"])
def test_typing_finds_with_and_without_marks(
    qtbot: QtBot, incoming: IncomingView, typed: str
) -> None:
    incoming.box.setText(typed)
    qtbot.waitUntil(lambda: len(incoming.model.rows) == 1, timeout=WAIT_MS)
    assert incoming.model.rows[0].fields["subject"] == SUBJECTS[0]


def test_what_is_not_there_is_said(qtbot: QtBot, incoming: IncomingView) -> None:
    incoming.box.setText("không có đâu")
    qtbot.waitUntil(lambda: not incoming.model.rows, timeout=WAIT_MS)
    assert incoming.summary.text() == "Không có văn bản nào khớp."


def test_enter_opens_an_entry_and_escape_goes_back(qtbot: QtBot, incoming: IncomingView) -> None:
    incoming.table.setFocus()
    incoming.table.selectRow(4)
    QTest.keyClick(incoming.table, Qt.Key.Key_Return)
    entry = incoming.entry
    assert incoming.currentWidget() is entry
    qtbot.waitUntil(lambda: entry.sheets.count() == 2, timeout=WAIT_MS)
    assert entry.title.text().startswith("Số đến 01 · ")
    said = [label.text() for label in entry.findChildren(type(entry.title))]
    assert "01/12/2026" in said
    assert "Đăng ký · phiên bản 1" in said
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    assert incoming.currentWidget() is not entry


def test_an_entry_without_a_scan_says_why_and_asks_for_one(
    qtbot: QtBot, incoming: IncomingView
) -> None:
    incoming.open_entry("in/2026/2")
    entry = incoming.entry
    qtbot.waitUntil(lambda: "Bản vẽ khổ A0" in entry.sheets.message(), timeout=WAIT_MS)
    with qtbot.waitSignal(incoming.attach_wanted) as wanted:
        entry.attach_button.click()
    assert wanted.args == ["in/2026/2"]


def test_export_and_print_leave_a_record(
    qtbot: QtBot, incoming: IncomingView, lanes: Lanes, tmp_path: Path
) -> None:
    incoming.open_entry("in/2026/1")
    entry = incoming.entry
    qtbot.waitUntil(lambda: entry.sheets.count() == 2, timeout=WAIT_MS)
    entry.export_to(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: "out.pdf" in entry.note.text(), timeout=WAIT_MS)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    entry.print_on(printer)
    qtbot.waitUntil(lambda: "2 trang" in entry.note.text(), timeout=WAIT_MS)
    assert (tmp_path / "paper.pdf").stat().st_size > 1000
    assert acts_of(lanes)[-2:] == [Act.EXPORTED, Act.PRINTED]


def test_an_export_into_the_home_is_told(
    qtbot: QtBot, incoming: IncomingView, lanes: Lanes
) -> None:
    incoming.open_entry("in/2026/1")
    qtbot.waitUntil(lambda: incoming.entry.sheets.count() == 2, timeout=WAIT_MS)
    incoming.entry.export_to(lanes.folder / "home" / "out.pdf")
    qtbot.waitUntil(lambda: bool(incoming.entry.strip.sentence()), timeout=WAIT_MS)
    assert incoming.entry.strip.sentence() == "Không ghi tệp xuất vào thư mục dữ liệu."


def test_the_lane_does_the_work_and_more_comes_when_asked(
    qtbot: QtBot, lanes: Lanes, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[int | None] = []
    real = lookup.listed

    def listed(*given: object) -> object:
        limits.append(given[4])  # type: ignore[arg-type]
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(lookup, "listed", listed)
    monkeypatch.setattr("ui.incoming_view.FIRST", 2)
    view = IncomingView(lanes.store, lanes.paper)
    qtbot.addWidget(view)
    view.refresh()
    assert not view.model.rows  # nothing is looked up in the window's thread
    qtbot.waitUntil(lambda: len(view.model.rows) >= 2, timeout=WAIT_MS)
    if view.model.canFetchMore(view.table.rootIndex()):  # the table may have asked already
        view.model.fetchMore(view.table.rootIndex())
    qtbot.waitUntil(lambda: len(view.model.rows) == 5, timeout=WAIT_MS)
    assert (limits[0], limits[-1]) == (3, 6)
    assert not view.model.more
    assert FIRST > 2


@pytest.fixture
def books(qtbot: QtBot, lanes: Lanes) -> BooksView:
    view = BooksView(lanes.store, lanes.paper)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    qtbot.waitUntil(lambda: view.year.count() == 1, timeout=WAIT_MS)
    return view


def test_books_tell_how_they_are_kept(books: BooksView) -> None:
    cells = [books.table.item(0, column) for column in range(5)]
    assert [cell.text() for cell in cells if cell][2:] == ["máy trạm này giữ", "05", "06"]


def test_a_span_is_previewed_without_a_record(qtbot: QtBot, books: BooksView, lanes: Lanes) -> None:
    books.first.set_value(2)
    books.last.set_value(4)
    books.preview()
    qtbot.waitUntil(lambda: "3 dòng" in books.note.text(), timeout=WAIT_MS)
    assert books.sheets.count() >= 3
    assert Act.PRINTED not in acts_of(lanes)


def test_a_book_is_saved_and_printed_with_a_record(
    qtbot: QtBot, books: BooksView, lanes: Lanes, tmp_path: Path
) -> None:
    books.save_to(tmp_path / "book.pdf")
    qtbot.waitUntil(lambda: "book.pdf" in books.note.text(), timeout=WAIT_MS)
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    books.print_on(printer)
    qtbot.waitUntil(lambda: "tới máy in" in books.note.text(), timeout=WAIT_MS)
    assert acts_of(lanes).count(Act.PRINTED) == 2
    with an_office(lanes.folder) as opened:
        assert audit.verify(opened, None).clean


def test_a_wrong_span_is_told(qtbot: QtBot, books: BooksView) -> None:
    books.first.set_value(9)
    books.last.set_value(3)
    books.preview()
    qtbot.waitUntil(lambda: bool(books.strip.sentence()), timeout=WAIT_MS)
    assert books.strip.sentence() == "Số đầu lớn hơn số cuối."


def test_settings_are_stored_and_the_scanner_is_found(
    qtbot: QtBot, lanes: Lanes, tmp_path: Path
) -> None:
    look = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    view = SettingsView(lanes.store, lanes.device, look)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: view.office.text() == "Văn phòng Sở Thử nghiệm", timeout=WAIT_MS)
    with qtbot.waitSignal(view.devices, timeout=WAIT_MS):
        view.look_for_scanners()
    assert [view.scanner.itemText(at) for at in range(2)] == [
        "Máy đầu tiên tìm thấy",
        "Máy quét thử",
    ]
    view.parent_organ.setText("UBND tỉnh Thử")
    with qtbot.waitSignal(view.saved, timeout=WAIT_MS) as saved:
        view.save()
    assert saved.args is not None
    assert saved.args[0].parent == "UBND tỉnh Thử"
    view.theme.setCurrentIndex(2)
    with qtbot.waitSignal(view.themed) as themed:
        view.theme.activated.emit(2)
    assert themed.args == ["dark"]
    assert look.value(THEME) == "dark"


def test_an_empty_name_is_told_beside_its_field(qtbot: QtBot, lanes: Lanes, tmp_path: Path) -> None:
    look = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    view = SettingsView(lanes.store, lanes.device, look)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: bool(view.office.text()), timeout=WAIT_MS)
    view.office.clear()
    view.save()
    qtbot.waitUntil(lambda: bool(view.beside.text()), timeout=WAIT_MS)
    assert view.beside.text() == "Tên không được để trống."
