"""Backups: what is in one, what may not be, and what is entered while one is written."""

import tarfile
from pathlib import Path

import pytest

from clerk_app.application import backup, capture, long_document, registration
from clerk_app.application.registration import Request
from clerk_app.core import backup_file, document_table
from clerk_app.core import database as database_file
from clerk_app.core.database import Database
from clerk_app.domain import gate
from tests.helpers import home_search
from tests.helpers.builders import a_declaration, a_scan, an_office, some_fields
from tests.helpers.long import long_pages, seen_as


def vaulted(path: Path) -> set[str]:
    with tarfile.open(path) as tar:
        return {Path(name).name for name in tar.getnames() if name.startswith("vault/")}


def test_a_long_document_that_is_not_cleared_goes_into_no_backup(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        registration.register(opened, Request("in", some_fields(1)), a_scan("kept"))
        seen = [seen_as(page.numbered(at), {1}, ()) for at, page in enumerate(long_pages(3), 1)]
        images = tuple(each.page for each in seen)
        passed = gate.passed(a_declaration(), images, capture.evidence(seen))
        long_document.keep(opened, "the-long-one", passed, seen)
        backup.make(opened, tmp_path / "backup.tar")
        assert vaulted(tmp_path / "backup.tar") == document_table.vault_names(opened.database)
        (left,), _ = long_document.unfinished(opened)
        assert left.pages == 3, "here it waits for its end"
    home_search.unpacked(tmp_path / "backup.tar", tmp_path / "restored" / "home")
    (tmp_path / "key").rename(tmp_path / "restored" / "key")
    with an_office(tmp_path / "restored") as opened:
        for table in ("long_document", "long_page"):
            query = f"SELECT count(*) FROM {table}"  # noqa: S608
            assert opened.database.execute(query).fetchone() == (0,)


def test_what_is_entered_while_a_backup_begins_is_in_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with an_office(tmp_path) as opened, an_office(tmp_path) as other:

        def late(database: Database, path: Path) -> None:
            registration.register(other, Request("in", some_fields(1)), a_scan("late"))
            database_file.copy_to(database, path)

        monkeypatch.setattr(backup_file, "copy_to", late)
        backup.make(opened, tmp_path / "backup.tar")
        assert vaulted(tmp_path / "backup.tar") == document_table.vault_names(opened.database)
