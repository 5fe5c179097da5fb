"""Database, vault and ledger, with real files."""

import os
from pathlib import Path

import pytest

from clerk_app.application import audit, registration
from clerk_app.application.registration import Request
from clerk_app.core import (
    database,
    document_table,
    entry_table,
    journal_table,
    migrations,
    outbox_table,
    vault,
)
from clerk_app.errors import ClerkError
from tests.helpers.builders import a_cleared, a_scan, an_office, some_fields


def test_nothing_in_the_home_can_be_read_without_the_key(tmp_path: Path) -> None:
    word = "Trachodont"
    with an_office(tmp_path) as opened:
        fields = some_fields(1, subject=word, organ_name=word)
        registration.register(opened, Request("in", fields), a_scan(word))
        for path in (tmp_path / "home").rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                assert word.encode() not in data, path
                assert not data.startswith((b"SQLite", b"%PDF")), path


def test_the_wrong_key_does_not_open_the_database(tmp_path: Path) -> None:
    with an_office(tmp_path):
        pass
    with pytest.raises(ClerkError) as caught:
        database.connect(tmp_path / "home" / "clerk.db", b"w" * 32)
    assert caught.value.code == "store-key-wrong"


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:

        def half() -> None:
            with database.write(opened.database):
                opened.database.execute("INSERT INTO setting VALUES ('a', 'b')")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            half()
        assert not list(opened.database.query("SELECT * FROM setting"))


def test_a_transaction_that_dies_at_any_step_spends_no_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [
        (entry_table, "insert"),
        (journal_table, "append"),
        (entry_table, "insert_version"),
        (document_table, "insert"),
        (entry_table, "index"),
        (outbox_table, "put_entry"),
    ]
    with an_office(tmp_path) as opened:
        for place, (module, name) in enumerate(steps, start=1):
            request = Request("in", some_fields(place))
            with monkeypatch.context() as broken:

                def fail(*_: object, **__: object) -> None:
                    raise ZeroDivisionError

                broken.setattr(module, name, fail)
                with pytest.raises(ZeroDivisionError):
                    registration.register(opened, request, a_scan(f"page {place}"))
            entry, _ = registration.register(opened, request, a_scan(f"page {place}"))
            assert entry.number == place
        report = audit.verify(opened, None)
        assert report.clean
        files = [path for path in opened.home.vault.rglob("*") if path.is_file()]
        assert len(files) == len(steps) == report.files


def test_a_kept_file_comes_back_and_damage_is_told(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        kept = vault.keep(opened.home, a_cleared(), b"the file")
        assert vault.fetch(opened.home, kept) == b"the file"
        path = opened.home.vault / kept.name[:2] / kept.name
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
        assert not vault.intact(opened.home, kept.name)
        with pytest.raises(ClerkError, match="file-damaged"):
            vault.fetch(opened.home, kept)
        path.unlink()
        with pytest.raises(ClerkError, match="file-lost"):
            vault.fetch(opened.home, kept)


def test_what_a_killed_registration_left_is_swept_when_it_is_old(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        kept = vault.keep(opened.home, a_cleared(), b"orphan")
        assert audit.verify(opened, None).swept == 0
        path = opened.home.vault / kept.name[:2] / kept.name
        os.utime(path, (0, 0))
        assert audit.verify(opened, None).swept == 1
        assert not path.exists()


def test_one_document_key_opens_one_document(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        one = vault.keep(opened.home, a_cleared(), b"one")
        two = vault.keep(opened.home, a_cleared(), b"one")
        assert one.key != two.key
        assert one.name != two.name
        assert one.sha256 == two.sha256


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE entry_version SET fields = '{}' WHERE rowid = 2", "entry-changed"),
        ("UPDATE entry_version SET sha256 = 'x' WHERE rowid = 2", "entry-changed"),
        (
            "DELETE FROM outbox; DELETE FROM document; DELETE FROM entry_version;"
            "DELETE FROM entry WHERE number = 2",
            "number-missing",
        ),
        ("UPDATE series SET last = 9", "number-missing"),
        ("UPDATE series SET last = 2", "number-strange"),
    ],
)
def test_an_audit_finds_what_was_changed(tmp_path: Path, change: str, code: str) -> None:
    with an_office(tmp_path) as opened:
        for number in (1, 2, 3):
            registration.register(opened, Request("in", some_fields(number)), a_scan(str(number)))
        assert audit.verify(opened, None).clean
        for statement in change.split(";"):
            opened.database.execute(statement)
        report = audit.verify(opened, None)
        assert code in {problem["code"] for problem in report.problems}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET facts = '{}' WHERE seq = 2",
        "UPDATE journal SET by = 'x' WHERE seq = 2",
        "UPDATE journal SET hash = 'x' WHERE seq = 2",
    ],
)
def test_an_audit_names_the_first_broken_link(tmp_path: Path, change: str) -> None:
    with an_office(tmp_path) as opened:
        for number in (1, 2, 3):
            registration.register(opened, Request("in", some_fields(number)), None)
        opened.database.execute(change)
        assert audit.verify(opened, None).first_broken == 2


def test_a_cut_off_journal_differs_from_its_anchor(tmp_path: Path) -> None:
    anchor = tmp_path / "anchor.json"
    with an_office(tmp_path) as opened:
        registration.register(opened, Request("in", some_fields(1)), None)
        seq, link = audit.verify(opened, None).head
        anchor.write_text(f'{{"seq": {seq}, "hash": "{link}"}}')
        assert audit.verify(opened, anchor).clean
        opened.database.execute("PRAGMA foreign_keys = OFF")
        opened.database.execute("DELETE FROM journal")
        problems = audit.verify(opened, anchor).problems
        assert "anchor-differs" in {problem["code"] for problem in problems}
        anchor.write_text("{}")
        with pytest.raises(ClerkError, match="anchor-broken"):
            audit.verify(opened, anchor)


def test_every_table_refuses_the_wrong_type(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        tables = {
            str(row[0])
            for row in opened.database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
                " AND name NOT LIKE 'entry_search%' AND name NOT LIKE 'sqlite_%'"
            )
        }
        strict = {str(row[1]) for row in opened.database.execute("PRAGMA table_list") if row[5]}
        assert tables
        assert tables <= strict
        assert migrations.up_to_date(opened.database)
        assert outbox_table.waiting(opened.database) == 0
