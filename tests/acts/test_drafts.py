"""Drafts as they are kept: rows of earlier versions, and what is left of one that is excluded."""

import json
from pathlib import Path

from clerk_app.application import drafts
from clerk_app.application.capture import Seen
from clerk_app.application.office import Office
from clerk_app.domain.draft import Draft
from tests.helpers.builders import a_cleared, an_office, some_words

PLACE = [0.14, 0.09, 0.2, 0.13]
"""Around the second word of `some_words`."""


def a_draft(opened: Office) -> Draft:
    cleared = a_cleared()
    words = some_words(1, "Số: 45 /SGT-VP")
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
