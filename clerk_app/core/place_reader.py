"""A place before its date, read anew where print goes on before what was read of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.region import Mask, whole_row
from clerk_app.core.sheet import PLAIN_DPI, Sheet
from clerk_app.domain import heading
from clerk_app.domain.dateline import place_and_date
from clerk_app.domain.layout import in_lines
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.text import bare, is_syllable

_CUT, _ROOM = 0.012, 0.003  # of the page's width, and of its height
_SURE: Final = 0.6
_DOUBTED: Final = 0.5  # what lacks a word is no place


def place_again(engine: Engine, sheet: Sheet, words: list[Word], cells: Mask) -> list[Word]:
    """Give a page's words with those that a place's first readings lost (NĐ 30, Phụ lục I, ô 4).

    A place whose beginning stays unread is doubted.

    Args:
        words: Of the level page.
        cells: `ink_cells` of the page.
    """
    frame = heading.frame(in_lines(words))
    found = place_and_date(frame.right).place if frame else None
    first = _first(words, found.box) if found else None
    if first is None:
        return words
    row = whole_row(cells, first.box)
    if row.left > first.box.left - _CUT:
        return words
    strip = row._replace(top=row.top - _ROOM, bottom=row.bottom + _ROOM)
    read = engine.words(sheet.plain, PLAIN_DPI, layout=Layout.LINE, region=strip)
    lost = [replace(word, line=first.line) for word in read if _is_before(word, first)]
    kept = first if lost else replace(first, confidence=min(first.confidence, _DOUBTED))
    at = words.index(first)
    return [*words[:at], *lost, kept, *words[at + 1 :]]


def _first(words: Sequence[Word], place: Box) -> Word | None:
    """Give the word that a place begins with."""
    inside = [
        word for word in words if place.top <= _middle(word) <= place.bottom and _meet(word, place)
    ]
    return min(inside, key=lambda word: word.box.left, default=None)


def _meet(word: Word, place: Box) -> bool:
    return place.left <= word.box.left and word.box.right <= place.right


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _is_before(word: Word, first: Word) -> bool:
    before = (word.box.left + word.box.right) / 2 < first.box.left
    named = word.text[:1].isupper() and is_syllable(bare(word.text))
    return before and named and word.confidence > _SURE
