"""Type and subject read anew where a page's own reading of them is doubtful.

A page as a whole takes a stamp beside a title, the rule under it or a faded patch for pictures;
its few lines alone are read for what they are.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.region import Mask, gap, whole_row
from clerk_app.core.sheet import PLAIN_DPI, Sheet, after
from clerk_app.domain import heading
from clerk_app.domain.heading import Frame
from clerk_app.domain.layout import Line, in_lines
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.subject import About, about
from clerk_app.pool import Aside

_SURE: Final = 0.75
_BETTER: Final = 0.1  # of a word
_MARGINS: Final = 0.06, 0.97
_UNDER_NATION, _OVER, _UNDER, _DEEPEST = 0.045, 0.006, 0.02, 0.14  # of the page's height
_REACH: Final = 0.012
_CUT, _ROOM = 0.012, 0.003  # of the page's width, and of its height


def title_again(
    aside: Aside[Engine], sheet: Sheet, words: list[Word], again: Sequence[Word], cells: Mask
) -> list[Word]:
    """Give a page's words, with those of the title's lines read anew where that read them better.

    Args:
        aside: The engine that reads, and perhaps another beside it.
        words: Of the level page.
        again: Of its second readings.
        cells: `ink_cells` of the page.
    """
    others = in_lines(again)
    place = heading.frame(in_lines(words))
    if place is None:
        return words
    told = _told(place, others)
    best, best_words = _uncut(aside.own, sheet, (told, words), others, cells)
    part = _part(place, best, cells)
    inside = [word for word in best_words if _is_in(word, part)]
    if best.subject is not None and all(word.confidence > _SURE for word in inside):
        return best_words
    kept = [word for word in words if not _is_in(word, part)]
    for read in _readings(aside, sheet, part):
        other_words = [*kept, *after(read, words)]
        other_place = heading.frame(in_lines(other_words))
        other = _told(other_place, others) if other_place else None
        if other is not None and other.worth > best.worth + _BETTER:
            best, best_words = other, other_words
    return best_words


def _uncut(
    engine: Engine,
    sheet: Sheet,
    read: tuple[About, list[Word]],
    others: Sequence[Line],
    cells: Mask,
) -> tuple[About, list[Word]]:
    """Read a subject's lines anew, each alone, where print goes on before or after their words."""
    best, words = read
    for line in best.lines:
        row = whole_row(cells, line.box)
        if row.left > line.box.left - _CUT and row.right < line.box.right + _CUT:
            continue
        strip = row._replace(top=row.top - _ROOM, bottom=row.bottom + _ROOM)
        kept = [word for word in words if not _is_in(word, line.box)]
        found = engine.words(sheet.plain, PLAIN_DPI, layout=Layout.LINE, region=strip)
        other_words = [*kept, *after(found, kept)]
        place = heading.frame(in_lines(other_words))
        other = _told(place, others) if place else None
        if other is not None and other.worth > best.worth + _BETTER:
            best, words = other, other_words
    return best, words


def _readings(aside: Aside[Engine], sheet: Sheet, part: Box) -> list[list[Word]]:
    """Read a part as a block and as scattered words, side by side where a core is idle."""
    layouts = Layout.BLOCK, Layout.SCATTERED
    return aside.all(
        [
            partial(Engine.words, pixels=sheet.plain, dpi=PLAIN_DPI, layout=how, region=part)
            for how in layouts
        ]
    )


def _told(place: Frame, others: Sequence[Line]) -> About:
    return about(place, heading.code(place, others))


def _part(place: Frame, told: About, cells: Mask) -> Box:
    """Give where title and subject lie, or would lie; no line is cut by its lower edge."""
    left, right = _MARGINS
    if told.letter is not None:
        box = told.letter.box
        top, right = box.top - _OVER, place.split
    elif told.named is not None and told.subject is not None:
        top = told.named.line.box.top - _OVER
    else:
        top = place.nation.bottom + _UNDER_NATION
    end = told.subject.box.bottom if told.subject else top + _DEEPEST
    end = min(end, top + _DEEPEST) + _UNDER
    return Box(left, top, right, gap(cells, end, (left, right), _REACH))


def _is_in(word: Word, part: Box) -> bool:
    x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
    return part.left <= x <= part.right and part.top <= y <= part.bottom
