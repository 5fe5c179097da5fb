"""Drafts as they are kept: rows of earlier versions, and what is left of one that is excluded."""

import json
import tarfile
from pathlib import Path

from clerk_app.application import backup, drafts, purge, registration
from clerk_app.application.capture import Seen
from clerk_app.application.office import Office
from clerk_app.core import draft_table
from clerk_app.domain.draft import Draft
from tests.helpers import home_search
from tests.helpers.builders import a_cleared, a_page, an_office, some_fields, some_words

PLACE = [0.14, 0.09, 0.2, 0.13]
"""Around the second word of `some_words`."""


WORD = "Trachodont"


def a_draft(opened: Office, word: str = "45") -> Draft:
    cleared = a_cleared(a_page(text=word))
    words = some_words(1, f"Số: {word} /SGT-VP")
    seen = [Seen(page, words, (), (), blank=False) for page in cleared.pages]
    return drafts.keep(opened, cleared, seen)


def test_a_pile_of_before_handwriting_was_read_is_there_and_doubted(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        a_draft(opened)
        query = "SELECT text FROM draft_page"
        row = json.loads(opened.database.execute(query).fetchone()[0])
        row[2] = [PLACE]  # a place where a pen wrote, without a reading
        opened.database.execute("UPDATE draft_page SET text = ?", [json.dumps(row)])
        (draft,) = drafts.waiting(opened)
    (page,) = draft.pages
    assert page.text.pen == ()
    sure = {word.text: word.confidence for word in page.text.words}
    assert sure["Số:"] == sure["/SGT-VP"] == 0.9
    assert sure["45"] < 0.5


def test_an_excluded_draft_leaves_nothing_in_the_log(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        draft = a_draft(opened)
        drafts.exclude(opened, draft.id, "secrecy", "MẬT")
        assert (tmp_path / "home" / "clerk.db-wal").stat().st_size == 0
        assert [path for path in opened.home.vault.rglob("*") if path.is_file()] == []


def names_in(backup_path: Path) -> set[str]:
    with tarfile.open(backup_path) as tar:
        return {Path(name).name for name in tar.getnames() if name.startswith("vault/")}


def test_an_excluded_draft_leaves_the_backups_too_and_those_out_of_reach_are_told(
    tmp_path: Path,
) -> None:
    near, gone = tmp_path / "near.tar", tmp_path / "gone.tar"
    with an_office(tmp_path) as opened:
        backup.make(opened, tmp_path / "older.tar")
        (tmp_path / "older.tar").unlink()  # it never held the draft: nobody needs to be told
        opened.database.execute("UPDATE copy SET made_at = '2020-01-02T03:04:05+07:00'")
        kept, draft = a_draft(opened, "giữ"), a_draft(opened, WORD)
        drafts.save(opened, draft.id, {"subject": WORD}, ())
        for path in (near, gone):
            backup.make(opened, path)
        gone.rename(tmp_path / "away.tar")
        drafts.exclude(opened, draft.id, "secrecy", "MẬT")
        assert drafts.out_of_backups(opened) == (str(gone),)
        assert names_in(near) == draft_table.vault_names(opened.database)
        assert [each.id for each in drafts.waiting(opened)] == [kept.id]
    restored = home_search.unpacked(near, tmp_path / "restored")
    assert home_search.found_in(restored, tmp_path / "key", [WORD]) == []
    assert home_search.found_in(restored, tmp_path / "key", ["giữ"])


def test_backups_that_were_not_written_anew_are_gone_on_with(tmp_path: Path) -> None:
    path, away = tmp_path / "before.tar", tmp_path / "away.tar"
    with an_office(tmp_path) as opened:
        draft = a_draft(opened, WORD)
        backup.make(opened, path)
        path.rename(away)  # the stick is not there
        drafts.exclude(opened, draft.id, "secrecy", "MẬT")
        assert drafts.out_of_backups(opened) == (str(path),)
    away.rename(path)
    with an_office(tmp_path) as opened:
        assert drafts.out_of_backups(opened) == ()
        assert names_in(path) == set()
        path.unlink()
        assert drafts.out_of_backups(opened) == ()  # nothing is left to look for


def test_a_purge_takes_the_draft_that_became_the_entry_out_of_older_backups(tmp_path: Path) -> None:
    path = tmp_path / "before.tar"
    with an_office(tmp_path) as opened:
        kept, draft = a_draft(opened, "giữ"), a_draft(opened, WORD)
        backup.make(opened, path)
        draft = drafts.save(opened, draft.id, some_fields(2, subject=WORD), ())
        images = drafts.pages(opened, draft)
        built = drafts.build(draft, images, drafts.conversion(opened))
        entry, _ = registration.register_draft(opened, draft, built)
        done = purge.purge(opened, entry.place, "phát hiện dấu", purge.Second("Lê Thị B"))
        assert [place.name for place in done.stone.places if place.kind == "backup"] == [str(path)]
        pages = [each for each in kept.pages if draft_table.file_of(opened.database, each.id)]
        assert len(pages) == len(kept.pages)
        assert names_in(path) == draft_table.vault_names(opened.database)
    restored = home_search.unpacked(path, tmp_path / "restored")
    assert home_search.found_in(restored, tmp_path / "key", [WORD]) == []
