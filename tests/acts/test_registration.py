"""Registration: numbers, duplicates, entries without a scan, and a scan later."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerk_app.application import audit, lookup, office, registration
from clerk_app.application.registration import Request
from clerk_app.core import document_table, outbox_table, vault
from clerk_app.domain.clock import now
from clerk_app.errors import ClerkError, InputFault, Refused
from tests.helpers.builders import a_scan, an_office, some_fields


def entering(opened: office.Office, number: int, **other: str) -> int | None:
    request = Request("in", some_fields(number, **other))
    return registration.register(opened, request, None)[0].number


def test_numbers_run_from_one_in_each_book_and_year(tmp_path: Path) -> None:
    last_year = now().year - 1
    with an_office(tmp_path) as opened:
        assert [entering(opened, number) for number in (1, 2, 3)] == [1, 2, 3]
        request = Request(
            "in", some_fields(4), (f"arrival_date={last_year}-12-31", "no_such=1")[:1]
        )
        entry, _ = registration.register(opened, request, None)
        assert (entry.year, entry.number) == (last_year, 1)
        assert entering(opened, 5) == 4
        assert audit.verify(opened, None).clean


def test_a_book_goes_on_where_the_paper_book_ended(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        office.start_book(opened, "in", 1046)
        assert entering(opened, 1) == 1046
        with pytest.raises(ClerkError, match="start-too-late"):
            office.start_book(opened, "in", 5)
        assert entering(opened, 2) == 1047
        assert audit.verify(opened, None).clean


def test_everything_of_a_registration_is_there(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        request = Request("in", some_fields(7, priority="THƯỢNG KHẨN"), ("to_places=Phòng Một",))
        entry, warnings = registration.register(opened, request, a_scan("whole"))
        assert warnings == ["below-200-dpi"]
        kept = document_table.of_entry(opened.database, entry.id)
        assert kept
        assert kept.sha256 == entry.sha256
        assert vault.fetch(opened.home, kept).startswith(b"%PDF-1.")
        assert outbox_table.waiting(opened.database) == 2
        shown = lookup.one(opened, entry.place)
        assert shown == lookup.one(opened, entry.id) == entry
        assert shown.plain()["priority"] == "THƯỢNG KHẨN"
        assert shown.plain()["to_places"] == "Phòng Một"
        stored = opened.database.execute("SELECT fields FROM entry_version").fetchone()[0]
        assert '"priority": 2' in stored


@pytest.mark.parametrize(
    ("other", "twice"),
    [
        ({}, True),
        ({"code_number": "07"}, True),
        ({"subject": "something else"}, True),
        ({"organ_name": "Sở Giao thông"}, True),
        ({"issued_date": "2026-02-09"}, True),
        ({"issued_date": "2025-01-05"}, False),
        ({"code_number": "8"}, False),
        ({"code_notation": "SGT-TC"}, False),
        ({"organ_name": "SỞ CÔNG THƯƠNG"}, False),
        ({"place": "Nơi Khác"}, False),
        ({"parent_organ_name": "UBND TỈNH KHÁC"}, False),
        ({"organ_name": "SỞ GIÃO THỒNG"}, True),
        ({"organ_name": "SỞ GIÃO THỒNG", "place": "Nơi Khác"}, False),
        ({"code_notation": "SGTT-VP"}, False),
    ],
)
def test_what_counts_as_the_same_document(
    tmp_path: Path, other: dict[str, str], twice: bool
) -> None:
    base = {"parent_organ_name": "UBND TỈNH NÀY"} if "parent_organ_name" in other else {}
    base |= {"place": "Nơi Này"}
    with an_office(tmp_path) as opened:
        entering(opened, 7, **base)
        if twice:
            with pytest.raises(ClerkError, match="duplicate") as caught:
                entering(opened, 7, **(base | other))
            assert caught.value.detail["entry"] == f"in/{now().year}/1"
            assert entering(opened, 99) == 2, "no number was spent"
        else:
            assert entering(opened, 7, **(base | other)) == 2


def test_the_same_bytes_are_the_same_document(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        registration.register(opened, Request("in", some_fields(1)), a_scan("x", source="s"))
        with pytest.raises(ClerkError, match="duplicate"):
            registration.register(opened, Request("in", some_fields(2)), a_scan("y", source="s"))
        files = [path for path in opened.home.vault.rglob("*") if path.is_file()]
        assert len(files) == 1, "the second file is gone"


def test_a_duplicate_is_entered_with_a_reason(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        entering(opened, 7)
        first = f"in/{now().year}/1"
        request = Request("in", some_fields(7), duplicate_of=first)
        with pytest.raises(ClerkError, match="reason-missing"):
            registration.register(opened, request, None)
        request = Request("in", some_fields(7), duplicate_of=first, reason="gửi lại")
        assert registration.register(opened, request, None)[0].number == 2
        request = Request("in", some_fields(7), duplicate_of="in/1999/1", reason="x")
        with pytest.raises(ClerkError, match="entry-unknown"):
            registration.register(opened, request, None)


def test_a_scan_is_attached_later_and_only_once(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        request = Request("in", some_fields(7), no_scan_reason="gửi đích danh")
        entry, _ = registration.register(opened, request, None)
        assert entry.sha256 is None
        full, _ = registration.attach(opened, entry.place, a_scan("late"))
        assert (full.number, full.version, full.id) == (1, 2, entry.id)
        assert lookup.one(opened, entry.id).sha256 == full.sha256
        assert lookup.one(opened, entry.id).fields["page_amount"] == 1
        with pytest.raises(ClerkError, match="scan-present"):
            registration.attach(opened, entry.place, a_scan("later"))
        other, _ = registration.register(opened, Request("in", some_fields(8)), None)
        with pytest.raises(ClerkError, match="duplicate"):
            registration.attach(opened, other.place, a_scan("late"))
        assert lookup.listed(opened, "in", None, "late", None) == [lookup.one(opened, entry.id)]
        assert audit.verify(opened, None).clean


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("subject", "setting-form"),
        ("colour=red", "field-unknown"),
        ("issued_date=31/02/2026", "field-value"),
        ("priority=RẤT KHẨN", "field-value"),
        ("page_amount=0", "field-value"),
        (f"code_notation={'x' * 31}", "field-too-long"),
        ("arrival_date=2999-01-01", "arrival-in-future"),
    ],
)
def test_a_wrong_value_is_told_and_spends_nothing(tmp_path: Path, setting: str, code: str) -> None:
    with an_office(tmp_path) as opened:
        with pytest.raises(ClerkError, match=code):
            registration.register(opened, Request("in", some_fields(1), (setting,)), None)
        assert entering(opened, 1) == 1


def test_an_entry_of_which_nothing_is_known_is_not_made(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened, pytest.raises(ClerkError, match="nothing-known"):
        registration.register(opened, Request("in", {}, ("place=Đâu đó",)), None)


def test_what_is_missing_is_warned_of(tmp_path: Path) -> None:
    tomorrow = (now() + timedelta(days=1)).date().isoformat()
    with an_office(tmp_path) as opened:
        request = Request("in", {"subject": "x", "issued_date": tomorrow})
        _, warnings = registration.register(opened, request, None)
    assert "missing:organ_name" in warnings
    assert "arrival-before-issue" in warnings


def test_entries_are_found_with_and_without_marks(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        entering(opened, 1, subject="Kế hoạch phòng cháy", organ_name="Ủy ban Đồng Hới")
        entering(opened, 2, subject="Thư mời họp")

        def found(words: str) -> list[int | None]:
            return [each.number for each in lookup.listed(opened, "in", None, words, None)]

        assert found("ke hoach") == found("Kế hoạch") == found("KE HO") == [1]
        assert found("uy ban dong hoi") == [1]
        assert found("") == [2, 1]
        assert found("2/SGT-VP") == [2]
        assert found('"; DROP TABLE entry; --') == []
        assert found("***") == []
        assert [each.number for each in lookup.listed(opened, "in", 1999, "", None)] == []
        assert [each.number for each in lookup.listed(opened, "in", None, "", 1)] == [2]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=12))
def test_whatever_comes_the_numbers_have_no_gap_and_no_double(
    tmp_path_factory: pytest.TempPathFactory, arrivals: list[tuple[int, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("numbers")
    given_numbers, told = [], set()
    with an_office(folder) as opened:
        for code, bad in arrivals:
            try:
                request = Request("in", some_fields(code), ("due_date=x",) if bad else ())
                given_numbers.append(registration.register(opened, request, None)[0].number)
            except (InputFault, Refused) as error:
                told.add(error.code)
        assert told <= {"duplicate", "field-value"}
        assert given_numbers == list(range(1, len(given_numbers) + 1))
        assert audit.verify(opened, None).clean


def test_fields_are_completed_from_what_was_registered_newest_first(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        entering(opened, 1, organ_name="Sở Thử", to_places="Phòng Một")
        entering(opened, 2, organ_name="Sở Nghiệm")
        entering(opened, 3, organ_name="Sở Thử")
        known = lookup.history(opened)
        assert set(known["organ_name"]) == {"Sở Thử", "Sở Nghiệm"}
        assert known["to_places"] == ["Phòng Một"]
        assert known["place"] == []
