"""The signer's name read by the line network, its family name told under a seal.

A seal lies on the first half of nearly every name. What the network sees of a family name is
weighed against all that people bear, with the rest of the name as it was read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import exp, log

import numpy as np

from clerk_app.core import imaging, ink, line_reader
from clerk_app.core.line_reader import Look
from clerk_app.core.sheet import SOFT, Sheet, next_line
from clerk_app.domain.layout import in_lines
from clerk_app.domain.name_place import name_rows
from clerk_app.domain.person import is_name_word
from clerk_app.domain.scanning import WHOLE, Box, Word
from clerk_app.domain.signature import NAME_NEAR, position_end, recipients_label
from clerk_app.domain.surname import COMMON

_AROUND = 0.06, 0.03  # of the page's width and height, for what is paper about a name
_WIDER = 0.0, 0.012, 0.03
_LEAST, _SAME = 0.05, 0.003
_HEARD, _ENOUGH = 0.4, 0.9
_PRIOR, _RARE = 0.5, 0.3
_DOUBT, _CERTAIN = 6.0, 0.99
_STEPS, _HIGH, _HALF = 18, 0.018, 0.1


def name_again(sheet: Sheet, words: Sequence[Word], done: list[Box] | None = None) -> list[Word]:
    """Read the rows of a signature where its name may stand, each in two ways.

    Args:
        words: All readings of the page, with parts of the name among them.
        done: Rows that were read before; those read now are added.

    Returns:
        What the two tell together, as a line of its own; where that is doubtful, each of them.

    Raises:
        MachineFault: `network-missing`, `network-broken`.
    """
    lines = in_lines(words)
    found: list[Word] = []
    done = [] if done is None else done
    for row in name_rows(lines, recipients_label(lines)):
        if any(_is_same(row, other) for other in done):
            continue
        done.append(row)
        for wider in _WIDER:
            looks = list(_looks(sheet, row._replace(left=max(0.0, row.left - wider))))
            told = _told(looks)
            first = next_line([*words, *found])
            if told and told[0].confidence > _ENOUGH:
                return [replace(word, line=first) for word in told]
            for number, read in enumerate([told, *(look.words() for look in looks)], first):
                found += [replace(word, line=number) for word in read]
    return found


def _is_same(row: Box, other: Box) -> bool:
    return all(abs(one - two) < _SAME for one, two in zip(row, other, strict=True))


def _looks(sheet: Sheet, row: Box) -> Iterator[Look]:
    """Look at a row as it is, and at what is print there."""
    across, down = _AROUND
    part = Box(row.left - across, row.top - down, row.right + across, row.bottom + down)
    place = part.within(WHOLE)
    if place is None:
        return
    pixels = imaging.cut(sheet.level, place)
    for image in (pixels, ink.softened(ink.black_print(pixels), SOFT)):
        look = line_reader.look(image, row.relative_to(place))
        if look is not None:
            yield replace(look, line=row, across=_on_page(look.across, place))


def _on_page(across: tuple[float, float], place: Box) -> tuple[float, float]:
    wide = place.right - place.left
    return place.left + across[0] * wide, place.left + across[1] * wide


def _told(looks: Sequence[Look]) -> list[Word]:
    """Give the name that some looks at one row speak for together; none where its end is lost."""
    readings = [words for look in looks if (words := _given(look.words()))]
    if not readings:
        return []
    ends = {" ".join(word.text for word in words): words for words in sorted(readings, key=_sure)}
    names = [(family, end) for end in ends for family in COMMON]
    each = np.mean([look.chances([" ".join(name) for name in names]) for look in looks], axis=0)
    weighed = each + _PRIOR * np.log([COMMON[family] / 1000 for family, _ in names])
    best = int(np.argmax(weighed))
    family, end = names[best]
    share = 1 / float(np.exp(weighed - weighed[best]).sum())
    free = float(np.mean([look.odds.max(axis=1).sum() for look in looks]))
    plausible = exp(min(0.0, float(each[best]) - free + _DOUBT))
    given = ends[end]
    box = given[0].box
    box = box._replace(left=min(look.across[0] for look in looks), right=box.left)
    sure = min(_CERTAIN, share * plausible)
    if sure < _LEAST:
        return []
    return [Word(family, sure, box, 0), *(_at_most(word, sure) for word in given)]


def _at_most(word: Word, sure: float) -> Word:
    return replace(word, confidence=min(word.confidence, sure))


def _given(words: Sequence[Word]) -> list[Word]:
    """Give the words at the end of a reading that are surely read; the family name is none."""
    kept: list[Word] = []
    for word in reversed(words[1:]):
        if word.confidence < _HEARD or not (is_name_word(word.text) or word.text.istitle()):
            break
        kept.insert(0, word)
    return kept


def _sure(words: Sequence[Word]) -> float:
    return exp(sum(log(max(word.confidence, 1e-9)) for word in words))


def name_sought(sheet: Sheet, words: Sequence[Word]) -> list[Word]:
    """Look for the name all the way down under the position, where nothing of it was read.

    Raises:
        MachineFault: `network-missing`, `network-broken`.
    """
    lines = in_lines(words)
    end = position_end(lines, recipients_label(lines))
    if end is None:
        return []
    middle, bottom = end
    first = next_line(words)
    best: list[Word] = []
    for step in range(_STEPS):
        top = bottom + NAME_NEAR + step * _HIGH / 2
        row = Box(max(0.0, middle - _HALF), top, min(1.0, middle + _HALF), top + _HIGH)
        seen = line_reader.look(sheet.level, row) if row.bottom < 1.0 else None
        named = [word for word in seen.words(first) if _is_named(word)] if seen else []
        if len(named) > 1 and sum(map(_weight, named)) > sum(map(_weight, best)):
            best = named
    return [*best, *name_again(sheet, [*words, *best])] if best else []


def _is_named(word: Word) -> bool:
    return is_name_word(word.text) and word.confidence > _HEARD


def _weight(word: Word) -> float:
    return word.confidence
