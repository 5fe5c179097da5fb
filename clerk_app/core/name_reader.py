"""The signer's name read by the line network, its family name told under a seal.

A seal lies on the first half of nearly every name. What the network sees of a family name is
weighed against all that people bear, with the rest of the name as it was read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from typing import Final

import numpy as np

from clerk_app.core import line_ways
from clerk_app.core.line_reader import Look
from clerk_app.core.sheet import Sheet, next_line
from clerk_app.domain.layout import Line, in_lines
from clerk_app.domain.name_place import name_rows
from clerk_app.domain.names import FAMILIES, SURNAMES, called_like, is_called
from clerk_app.domain.person import is_name_word
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.signature import NAME_NEAR, position_end, recipients_label
from clerk_app.domain.text import tone_key

_WIDER = 0.0, 0.012, 0.03, 0.06
"""How much further to the left a row is looked at, fractions of the page's width."""

_SAME = 0.003
_HEARD, _READ, _MOST_READ = 0.4, 0.85, 2
_LEAST, _SETTLED, _ENOUGH, _CERTAIN = 0.05, 0.75, 0.9, 0.99
_TWO = 2  # a name of two words lacks one, mostly
_PRIOR, _NONE, _STRANGE, _HEARD_TOO = 1.0, -1.0, 4.0, 2.0  # natural logarithms
_STRANGE_SURE: Final = 0.8
_DOUBT: Final = 6.0
"""So much less likely than the likeliest signs a name may be and lose nothing."""

_STEPS, _HIGH, _HALF = 18, 0.018, 0.1  # of a search down the column


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
            looks = list(line_ways.looks(sheet, row._replace(left=max(0.0, row.left - wider))))
            told = _told(looks, _heard(lines, row))
            first = next_line([*words, *found])
            sure = told[0].confidence if len(told) > _TWO else 0.0
            if sure > _ENOUGH:
                return [replace(word, line=first) for word in told]
            readings = [told, *(_doubted(look.words()) for look in looks)]
            for number, read in enumerate(readings, first):
                found += [replace(word, line=number) for word in read]
            if sure > _SETTLED:
                break
    return found


def _is_same(row: Box, other: Box) -> bool:
    return all(abs(one - two) < _SAME for one, two in zip(row, other, strict=True))


def _told(looks: Sequence[Look], heard: Iterable[Sequence[Word]]) -> list[Word]:
    """Give the name that some looks at one row speak for together; none where its end is lost.

    Args:
        heard: Ends of the name as Tesseract read them.
    """
    read = [words for look in looks if (words := _given(look.words()))]
    ends = dict(_ends(sorted(read, key=_sure, reverse=True), list(heard)))
    if not ends or not looks:
        return []
    first, _ = _likeliest(looks, [("Nguyễn", end) for end in ends], ends)
    families = [(family, first[1]) for family in FAMILIES]
    if tone_key(first[1].split()[0]) in SURNAMES and " " in first[1]:
        families.append(("", first[1]))
    name, share = _likeliest(looks, families, ends)
    name, other_share = _likeliest(looks, [(name[0], end) for end in ends], ends)
    sure = min(_CERTAIN, share * other_share * _plausible(looks, name))
    given = ends[name[1]].words
    if not all(is_called(word.text) for word in given) and not ends[name[1]].heard:
        sure = min(sure, _STRANGE_SURE)
    if sure < _LEAST:
        return []
    told = [_at_most(word, sure) for word in given]
    box = given[0].box
    box = box._replace(left=min(look.across[0] for look in looks), right=box.left)
    return [Word(name[0], sure, box, 0), *told] if name[0] else told


@dataclass(frozen=True, slots=True)
class _End:
    """A name without its family name.

    Attributes:
        words: One at least.
        heard: Tesseract read it so.
    """

    words: list[Word]
    heard: bool

    @property
    def prior(self) -> float:
        """How much likelier or less likely it is than what columns say, a natural logarithm."""
        strange = sum(not is_called(word.text) for word in self.words)
        return _HEARD_TOO * self.heard - _STRANGE * strange


def _ends(
    read: Sequence[Sequence[Word]], heard: Sequence[Sequence[Word]]
) -> Iterator[tuple[str, _End]]:
    """Give the ends a name may have; a word that is no name's may be a known one, misread."""
    known = {tone_key(_text(words)) for words in heard}
    for words in [*heard, *read]:
        yield _text(words), _End(list(words), tone_key(_text(words)) in known)
    for words in [*read, *heard][:_MOST_READ]:
        for at, word in enumerate(words):
            if is_called(word.text):
                continue
            for name in called_like(word.text):
                other = [*words[:at], replace(word, text=name), *words[at + 1 :]]
                yield _text(other), _End(other, tone_key(_text(other)) in known)


def _likeliest(
    looks: Sequence[Look], names: Sequence[tuple[str, str]], ends: Mapping[str, _End]
) -> tuple[tuple[str, str], float]:
    """Give the likeliest of some names, as family name and end, and its share in them all."""
    texts = [" ".join(name).strip() for name in names]
    each = np.mean([look.chances(texts) for look in looks], axis=0)
    borne = [log(FAMILIES[family] / 1000) if family else _NONE for family, _ in names]
    each = each + _PRIOR * np.array(borne) + np.array([ends[end].prior for _, end in names])
    best = int(np.argmax(each))
    return names[best], 1 / float(np.exp(each - each[best]).sum())


def _plausible(looks: Sequence[Look], name: tuple[str, str]) -> float:
    """Tell how far a name is as likely as the likeliest signs of all, 0 to 1."""
    text = " ".join(name).strip()
    free = [float(look.odds.max(axis=1).sum()) for look in looks]
    told = [float(look.chances([text])[0]) for look in looks]
    return exp(min(0.0, sum(told) / len(told) - sum(free) / len(free) + _DOUBT))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _heard(lines: Iterable[Line], row: Box) -> Iterator[list[Word]]:
    """Give the ends of a name in a row as they were read before, a family name before them too."""
    for line in lines:
        if not row.top < line.centre[1] < row.bottom or line.box.right < row.left:
            continue
        kept = [word for word in _trail(line.words) if word.confidence > _READ]
        if kept and kept[-1] is line.words[-1]:
            yield kept
            if len(kept) > 1 and tone_key(kept[0].text) in SURNAMES:
                yield kept[1:]


def _doubted(words: Sequence[Word]) -> list[Word]:
    """Give a reading less sure where not all of its words are known names."""
    known = all(is_called(word.text) or tone_key(word.text) in SURNAMES for word in words)
    return list(words) if known else [_at_most(word, _STRANGE_SURE) for word in words]


def _at_most(word: Word, sure: float) -> Word:
    return replace(word, confidence=min(word.confidence, sure))


def _given(words: Sequence[Word]) -> list[Word]:
    """Give the words at the end of a reading that are surely read; the family name is none."""
    return _trail(words[1:])


def _trail(words: Sequence[Word]) -> list[Word]:
    kept: list[Word] = []
    for word in reversed(words):
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
        seen = next(line_ways.looks(sheet, row), None) if row.bottom < 1.0 else None
        named = [word for word in seen.words(first) if _is_named(word)] if seen else []
        if len(named) > 1 and sum(map(_weight, named)) > sum(map(_weight, best)):
            best = named
    return [*best, *name_again(sheet, [*words, *best])] if best else []


def _is_named(word: Word) -> bool:
    return is_name_word(word.text) and word.confidence > _HEARD


def _weight(word: Word) -> float:
    return word.confidence
