"""The book of a store's entries, read back from the paper."""

import random
from pathlib import Path

import pytest

from clerk_app.application import lookup, printing, registration
from clerk_app.application.printing import Span
from clerk_app.application.registration import Request
from clerk_app.domain.clock import now
from clerk_app.errors import ClerkError
from tests.helpers.builders import an_office, some_fields
from tests.machinery.test_typesetting import layout, lines_read, written

_ORGANS = ("SỞ GIAO THÔNG", "ỦY BAN NHÂN DÂN XÃ ĐỒNG THỬ", "Công ty TNHH Một thành viên Thử Nghiệm")


def filled(folder: Path, count: int) -> Path:
    """Print a book of some entries, every other one without a scan for a reason."""
    rng = random.Random(3)
    path = folder / "book.pdf"
    with an_office(folder) as opened:
        for number in range(1, count + 1):
            fields = some_fields(
                number,
                organ_name=rng.choice(_ORGANS),
                subject="về việc " + " ".join(rng.choices(["kiểm tra", "#1 $x", "đợt hai"], k=9)),
                to_places=rng.choice(["Phòng Một", "Nguyễn Thử", ""]),
            )
            reason = "gửi đích danh" if number % 2 else None
            registration.register(opened, Request("in", fields, no_scan_reason=reason), None)
        assert printing.book_in(opened, Span(now().year), path) == count
        entries = list(reversed(lookup.listed(opened, "in", None, "", None)))
        assert lines_read(path.read_bytes()) == [written(printing.line(each)) for each in entries]
    return path


def test_the_book_of_thirty_entries_is_what_was_registered(tmp_path: Path) -> None:
    pages = layout(filled(tmp_path, 30).read_bytes())
    for cover in pages[:2]:
        text = " ".join(cover.split())
        assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in text
        assert "Từ số 01 đến số 30" in text
        assert f"Năm: {now().year}" in text


def test_a_part_of_a_book_and_an_empty_one(tmp_path: Path) -> None:
    filled(tmp_path, 5)
    path = tmp_path / "part.pdf"
    with an_office(tmp_path) as opened:
        assert printing.book_in(opened, Span(now().year, 2, 4), path) == 3
        assert "Từ số 02 đến số 04" in " ".join(layout(path.read_bytes())[0].split())
        assert printing.book_in(opened, Span(1999), path) == 0
        with pytest.raises(ClerkError, match="span-wrong"):
            printing.book_in(opened, Span(1999, 4, 2), path)
        with pytest.raises(ClerkError, match="export-inside-home"):
            printing.book_in(opened, Span(1999), opened.home.folder / "x.pdf")


def test_a_printed_page_bears_the_head_of_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    with an_office(tmp_path) as opened:
        printing.book_in(opened, Span(now().year), path)
        seq, link = opened.database.execute(
            "SELECT seq, hash FROM journal ORDER BY seq DESC"
        ).fetchone()
    assert f"{seq}:{link[:16]}" in layout(path.read_bytes())[2].replace(" ", "")
