"""Lines of a subject, read by the line network as well as by Tesseract."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from clerk_app.core import line_reader, line_ways
from clerk_app.core.sheet import Sheet, next_line
from clerk_app.domain import heading
from clerk_app.domain.layout import Line, in_lines, line_of
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.second_reader import (
    Spoiled,
    closing,
    ends_open,
    recovered,
    settled,
    spoiled,
)
from clerk_app.domain.subject import about

_ENOUGH, _SPECK = 0.45, 0.4
_ON, _UNDER = 0.12, 0.15  # of the page's width: a space and a year; of a line's height
_BESIDE = 3
"""So many well read words stand beside what a stamp lies on, for the network to read on from."""


def subject_again(sheet: Sheet, words: Sequence[Word], again: Sequence[Word]) -> list[Word]:
    """Give a page's words with the lines of the subject as both readers make them likeliest.

    An organ's lines gain nothing: the network errs oftener in capitals.

    Args:
        words: Of the level page.
        again: Of its second readings.

    Raises:
        MachineFault: `network-missing`, `network-broken`.
    """
    others = in_lines(again)
    place = heading.frame(in_lines(words))
    if place is None:
        return list(words)
    told = about(place, heading.code(place, others))
    middle = told.named.line.centre[0] if told.named else None
    kept = list(words)
    for line in told.lines:
        parts = spoiled(line, middle) if middle is not None else None
        whole = line_of(parts.good) if parts else line
        better = settled(whole, list(_read(sheet, whole)))
        if parts is not None and middle is not None:
            better = _uncovered(sheet, replace(parts, good=tuple(better)), middle)
        if line is told.lines[-1]:
            better = _ended(sheet, better, next_line([*words, *again]))
        if tuple(better) != line.words:
            kept = _replaced(kept, line, better)
    return kept


def _replaced(words: Sequence[Word], line: Line, better: Sequence[Word]) -> list[Word]:
    """Put words in the place of a line's own, and of the specks that lie under them."""
    places = {word.box for word in line.words}
    row = reduce(Box.union, (word.box for word in better), line.box)
    mine = [
        at
        for at, word in enumerate(words)
        if word.box in places or (word.confidence < _SPECK and _lies_in(word.box, row))
    ]
    if not mine:
        return list(words)
    rest = [word for at, word in enumerate(words) if at not in mine]
    return [*rest[: mine[0]], *better, *rest[mine[0] :]]


def _lies_in(box: Box, row: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return row.left < x < row.right and row.top < y < row.bottom


def _read(sheet: Sheet, line: Line) -> Iterator[Word]:
    """Read a line in as many parts as the network wants it."""
    most = line_reader.most(line.box, sheet.black)
    if most <= 0:
        return  # words without a height, as a rule's ends are
    parts = int((line.box.right - line.box.left) / most) + 1
    each = -(-len(line.words) // parts)
    for first in range(0, len(line.words), each):
        words = line.words[first : first + each]
        row = line.box._replace(left=words[0].box.left, right=words[-1].box.right)
        look = line_reader.look(sheet.black, row)
        yield from look.words() if look else ()


def _uncovered(sheet: Sheet, parts: Spoiled, middle: float) -> list[Word]:
    """Read the ends of a centred line that a stamp lies on, as far as the line must reach.

    Args:
        middle: Of the title over it; what one end reaches, the other does.
    """
    box = parts.box
    left, right = 2 * middle - box.right, 2 * middle - box.left
    if parts.before and parts.after:
        left, right = parts.before[0].box.left, parts.after[-1].box.right
    words = list(parts.good)
    if left < box.left:
        row = box._replace(left=max(0.0, left), right=parts.good[:_BESIDE][-1].box.right)
        read = [word for word in _best(sheet, row) if _middle(word) < box.left]
        words = [*(read if recovered(read) > _ENOUGH else parts.before), *words]
    if right > box.right:
        row = box._replace(left=parts.good[-_BESIDE:][0].box.left, right=min(1.0, right))
        read = [word for word in _best(sheet, row) if _middle(word) > box.right]
        words += read if recovered(read) > _ENOUGH else parts.after
    return [replace(word, line=parts.good[0].line) for word in words]


def _ended(sheet: Sheet, words: Sequence[Word], number: int) -> list[Word]:
    """Read on where a subject's last line breaks off before a year or a quarter.

    Args:
        number: Of the line under it, if that is where they stand.
    """
    count = ends_open(words)
    if not count:
        return list(words)
    kept = list(words[:count])
    box = reduce(Box.union, (word.box for word in words))
    row = box._replace(left=kept[-_BESIDE:][0].box.left, right=min(1.0, box.right + _ON))
    end = closing(_best(sheet, row), kept[-1])
    if end:
        return [*kept, replace(end[0], line=kept[0].line)]
    middle, high = (box.left + box.right) / 2, box.bottom - box.top
    top = box.bottom + _UNDER * high
    under = Box(max(0.0, middle - _ON / 2), top, min(1.0, middle + _ON / 2), top + high)
    lower = closing(_best(sheet, under), kept[-1])
    return [*words, *(replace(word, line=number) for word in lower)]


def _middle(word: Word) -> float:
    return (word.box.left + word.box.right) / 2


def _best(sheet: Sheet, row: Box) -> list[Word]:
    """Read a row in several ways; give the surest reading."""
    readings = [look.words() for look in line_ways.looks(sheet, row, black=True)]
    return max(readings, key=recovered, default=[])
