"""Files that leave by rule: named, parted, recorded; and what is recorded of looking."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from clerk_app.application import audit, exporting, lookup, office, places, registration, session
from clerk_app.application.office import Office, SetUp
from clerk_app.application.registration import Request, Scan
from clerk_app.core import journal_table, pdf, pdf_checks
from clerk_app.domain.clock import now
from clerk_app.domain.entry import Entry
from clerk_app.domain.office_rules import FileRules, SizeRule
from clerk_app.errors import InputFault, Refused
from tests.helpers.builders import a_cleared, a_page, an_office, some_fields, some_words


def entered(opened: Office, pages: int = 1, number: int = 1) -> Entry:
    cleared = a_cleared(*(a_page(each, f"Letter {each}") for each in range(1, pages + 1)))
    texts = [some_words(each, f"trang {each}") for each in range(1, pages + 1)]
    scan = Scan(cleared, texts, f"source {number}")
    return registration.register(opened, Request("in", some_fields(number)), scan)[0]


def with_limit(opened: Office, most_bytes: int) -> Office:
    """Give the office as a profile with a small limit of size would have it."""
    base = opened.profile
    rule = base.scanning
    size = SizeRule(
        id="size", label=rule.label, text=rule.text, sources=rule.sources, most_bytes=most_bytes
    )
    return replace(opened, profile=replace(base, files=FileRules(size=size)))


def test_a_file_is_named_by_rule_and_unlike_those_there(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        office.set_up(opened, SetUp(profile="tuyen-quang"))
    with an_office(tmp_path) as opened:
        entry = entered(opened)
        day = entry.arrival_date.replace("-", "")
        first = exporting.to_folder(opened, entry.place, tmp_path / "out")
        again = exporting.to_folder(opened, entry.place, tmp_path / "out")
        assert [each.name for each in first.files] == [f"CV1SoGiaoThong{day}.pdf"]
        assert [each.name for each in again.files] == [f"CV1SoGiaoThong{day}N2.pdf"]
        assert first.sources
        assert exporting.proposed_name(opened, entry) == first.files[0].name
        assert first.files[0].read_bytes() == places.pdf_of(opened, entry.id)


def test_a_large_file_is_parted_at_its_pages(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        entry = entered(opened, pages=5)
        whole = len(places.pdf_of(opened, entry.id))
        limited = with_limit(opened, whole // 2)
        done = exporting.to_folder(limited, entry.place, tmp_path / "out")
        assert len(done.files) > 1
        assert [each.stem[-2:] for each in done.files] == [
            f"P{number}" for number in range(1, len(done.files) + 1)
        ]
        pages = 0
        for path in done.files:
            data = path.read_bytes()
            assert len(data) <= whole // 2
            assert not pdf_checks.check(data, least_dpi=90)
            pages += len(contents(data))
        assert pages == 5
        record = journal_table.about(opened.database, entry.id)[-1]
        assert (record.act, record.facts["parts"]) == ("exported", len(done.files))


def test_a_file_that_is_small_enough_keeps_the_name_chosen(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        entry = entered(opened, pages=4)
        path = tmp_path / "my name.pdf"
        assert exporting.to_file(opened, entry.place, path).files == (path,)
        half = len(path.read_bytes()) // 2
        parts = exporting.to_file(with_limit(opened, half), entry.place, tmp_path / "x.pdf").files
        assert len(parts) > 1
        assert not (tmp_path / "x.pdf").exists()
        assert all(each.parent == tmp_path and each.stat().st_size <= half for each in parts)


def test_parts_hold_every_page_once_and_in_order() -> None:
    pages = [a_page(number, f"Trang {number}") for number in range(1, 8)]
    texts = [some_words(number, f"trang{number}") for number in range(1, 8)]
    whole = pdf.make(a_cleared(*pages), texts, pdf.Conversion(now(), "Sở Thử", "1"))
    assert pdf.parts(whole, len(whole)) == [whole]
    parts = pdf.parts(whole, len(whole) // 2)
    assert len(parts) > 1
    assert [each for part in parts for each in contents(part)] == contents(whole)


def contents(data: bytes) -> list[bytes]:
    """Give what is painted on each page, its invisible text with it."""
    with pikepdf.open(io.BytesIO(data)) as file:
        return [page.Contents.read_bytes() for page in file.pages]


def test_a_page_that_is_too_large_alone_is_refused(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        entry = entered(opened)
        with pytest.raises(Refused, match="page-too-large"):
            exporting.to_folder(with_limit(opened, 1000), entry.place, tmp_path / "out")
        assert not (tmp_path / "out").exists()
        assert journal_table.about(opened.database, entry.id)[-1].act == "registered"


def test_nothing_leaves_into_the_home(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        entry = entered(opened)
        with pytest.raises(InputFault, match="export-inside-home"):
            exporting.to_folder(opened, entry.place, tmp_path / "home" / "out")


def test_looking_is_recorded_once_a_person_and_session(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        entry, other = entered(opened), entered(opened, number=2)
        session.sign_in(opened, "an", None)
        assert lookup.viewed(opened, entry)
        assert not lookup.viewed(opened, entry)
        assert lookup.viewed(opened, other)
        session.sign_in(opened, "binh", None)
        assert lookup.viewed(opened, entry)
        session.sign_out(opened)
        told = [(each.act, each.by) for each in places.history(opened, entry)]
        assert told[1:] == [("viewed", "an"), ("viewed", "binh")]
        assert audit.verify(opened, None).clean


def test_an_entrys_history_is_found_by_index(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        entry = entered(opened)
        query = "EXPLAIN QUERY PLAN SELECT * FROM journal WHERE json_extract(facts, '$.entry') = ?"
        plan = opened.database.execute(query, [entry.id]).fetchall()
        assert "journal_entry" in str(plan)
        assert [each.number for each in lookup.versions(opened, entry)] == [1]
