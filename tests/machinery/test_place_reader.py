"""A place whose first word was not read: read anew, or doubted."""

from dataclasses import replace

import numpy as np
import pytest

from clerk_app.core.ocr import Engine
from clerk_app.core.place_reader import place_again
from clerk_app.core.region import ink_cells
from clerk_app.core.sheet import PLAIN_DPI, Sheet, prepared
from clerk_app.domain.scanning import Box, Word
from tests.bench.reading_set import pages_of
from tests.mail.letters import make_letter

HEADING = Box(0.0, 0.0, 1.0, 0.3)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def without_first(engine: Engine) -> tuple[Sheet, list[Word], Word, list[Word]]:
    """A letter's heading: all of its words, its place's first word, and all but that."""
    letter = make_letter(31, type_name="Báo cáo", pages=1, degradation="scan", dpi=300)
    page = next(iter(pages_of(letter)))
    sheet = prepared(page)
    words = engine.words(sheet.plain, PLAIN_DPI, region=HEADING)
    start = letter.truth["place"].split()[0]
    day = next(word for word in words if word.text.startswith("ngày"))
    first = next(word for word in words if word.text == start and word.line == day.line)
    return sheet, words, first, [word for word in words if word is not first]


def test_a_lost_first_word_of_a_place_is_read_anew(engine: Engine) -> None:
    sheet, words, first, cut = without_first(engine)
    found = place_again(engine, sheet, cut, ink_cells(sheet.plain, PLAIN_DPI))
    back = found[words.index(first)]
    assert (back.text, back.line) == (first.text, first.line)


def test_a_place_that_is_whole_stays_as_it_was_read(engine: Engine) -> None:
    sheet, words, _, _ = without_first(engine)
    assert place_again(engine, sheet, words, ink_cells(sheet.plain, PLAIN_DPI)) == words


def test_a_place_whose_beginning_stays_unread_is_doubted(engine: Engine) -> None:
    sheet, _, _, cut = without_first(engine)
    cells = ink_cells(sheet.plain, PLAIN_DPI)
    bare = replace(sheet, plain=np.full_like(sheet.plain, 255))
    changed = [
        (one, other)
        for one, other in zip(cut, place_again(engine, bare, cut, cells), strict=True)
        if one != other
    ]
    assert [(one.text, other.confidence) for one, other in changed] == [(changed[0][0].text, 0.5)]
