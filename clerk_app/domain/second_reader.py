"""Words of a line as two readers of different make give them: which of the two is believed.

Each errs elsewhere: Tesseract takes one mark over a roof for another, the line network adds marks
and loses digits. What one doubts the other must be sure of.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

from clerk_app.domain.layout import Line
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.text import bare, cased, is_syllable, is_upper, search_key, tone_key

DOUBTED, _NEARLY_SURE = 0.95, 0.93
"""Of 76 words that two readers read otherwise, the first was right in 48, once below the second.

Of those read as surely as this, and by the second with other marks at 0.97, the second was right
in all 4 (275 documents); with other letters in none of 5.
"""

_SURE, _SURER = 0.9, 0.97
_SPOILED, _LEAST_RUN, _ASIDE = 0.75, 2, 0.02
_AGREED = 0.96
_OVERLAP = 0.3
_ROMAN = re.compile(r"^[IVX]+$")
_DATED = re.compile(r"(?:^| )(?:quý|quí|năm(?: \d{1,3})?)$", re.IGNORECASE)
_QUARTER, _YEAR = re.compile(r"I{1,3}|IV"), re.compile(r"(?:19|20)\d\d")
_STROKES = re.compile(r"^I{2,3}$")


def _strokes(word: Word) -> bool:
    """Tell whether a word is strokes like `II`: they are soon one too few."""
    return _STROKES.match(bare(word.text)) is not None


def settled(line: Line, others: Sequence[Word]) -> list[Word]:
    """Give a line's words as both readers make them likeliest, in the line's own order.

    Args:
        line: As first read.
        others: The second reader's words of the same line.
    """
    owners = [_owner(other, line.words) for other in others]
    words: list[Word] = []
    for word in line.words:
        over = [each for each, owner in zip(others, owners, strict=True) if owner is word]
        words += _better(word, over)
    left = [each for each, owner in zip(others, owners, strict=True) if owner is None]
    return sorted([*words, *_lost(left, line.words)], key=lambda word: word.box.left)


def _owner(other: Word, words: Sequence[Word]) -> Word | None:
    """Tell in whose place a word of the second reader stands: the same word's, where it is there.

    The box of a word that was read badly may reach over the next.
    """
    same = tone_key(bare(other.text))
    beside = [word for word in words if _touches(other, word)]
    found = next((word for word in beside if tone_key(bare(word.text)) == same), None)
    return found or next((word for word in words if _covers(other, word)), None)


def _better(word: Word, over: Sequence[Word]) -> list[Word]:
    """Give a word as read, or what the other reader has in its place."""
    if not over:
        return [word]
    read = " ".join(other.text for other in over)
    sure = min(other.confidence for other in over)
    if word.confidence >= DOUBTED and not _strokes(word):
        return [_remarked(word, bare(read)) if sure >= _SURER else word]
    if tone_key(bare(read)) == tone_key(bare(word.text)):
        text = read if sure >= _SURER and len(read) < len(word.text) else word.text  # specks
        return [replace(word, text=text, confidence=max(word.confidence, min(sure, _AGREED)))]
    least = _SURER if word.confidence >= _NEARLY_SURE else _SURE
    believed = sure >= least and all(_is_word(other.text) for other in over)
    if not believed or not _may_be(word, read, len(over)):
        return [word]
    return [replace(other, line=word.line) for other in over]


def _remarked(word: Word, read: str) -> Word:
    """Give a word with another reader's marks; with other letters it stays as it is."""
    old = bare(word.text)
    letters = search_key(read) == search_key(old) and is_syllable(read)
    if not letters or tone_key(read) == tone_key(old):
        return word
    return replace(word, text=word.text.replace(old, cased(read, old), 1), confidence=_SURE)


def _may_be(word: Word, read: str, count: int) -> bool:
    """Tell whether a word may be what the other has in its place: numerals, case, spaces."""
    strokes = bare(word.text).upper().replace("L", "I")
    roman = _ROMAN.match(bare(read)) is not None
    if roman or _ROMAN.match(strokes):
        return roman and _ROMAN.match(strokes) is not None
    spoiled = word.confidence <= _SPOILED and not is_syllable(bare(word.text))
    return is_upper(word.text) == is_upper(read) and (count == 1 or spoiled)


def _lost(left: Iterable[Word], words: Sequence[Word]) -> list[Word]:
    """Give the other reader's words that stand where the first read none at all."""
    first, last = words[0].box.left, words[-1].box.right
    return [
        replace(other, line=words[0].line)
        for other in left
        if other.confidence > _SURE
        and is_syllable(bare(other.text))
        and len(bare(other.text)) > 1
        and first < other.box.left
        and other.box.right < last
        and not any(_touches(other, word) for word in words)
    ]


def ends_open(words: Sequence[Word]) -> int:
    """Tell how many words a line has before the year or quarter that it lacks; 0: it lacks none."""
    texts = [bare(word.text) for word in words]
    if not _DATED.search(" ".join(texts)):
        return 0
    return len(words) - (1 if texts[-1].isdigit() else 0)


def closing(read: Sequence[Word], last: Word) -> list[Word]:
    """Give the year or quarter among words read anew, as the last word before it wants it.

    Only what stands to the right of that word counts, or lower.
    """
    wanted = _YEAR if search_key(bare(last.text)) == "nam" else _QUARTER
    return [
        replace(word, text=found[0])
        for word in read
        if (word.box.right > last.box.right or word.box.top > last.box.bottom)
        and word.confidence > _SURE
        and (found := wanted.fullmatch(bare(word.text)))
    ][:1]


def _is_word(text: str) -> bool:
    return is_syllable(bare(text)) or _ROMAN.match(bare(text)) is not None


def _covers(other: Word, word: Word) -> bool:
    """Tell whether a word lies mostly where another does."""
    middle = (other.box.left + other.box.right) / 2
    return word.box.left < middle < word.box.right


def _touches(other: Word, word: Word) -> bool:
    shared = min(other.box.right, word.box.right) - max(other.box.left, word.box.left)
    return shared > _OVERLAP * (other.box.right - other.box.left)


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A centred line that a stamp lies on at one end or both.

    Attributes:
        before: What was read over its beginning; all of it is doubtful.
        good: Words read well, at least two.
        after: What was read over its end.
    """

    before: tuple[Word, ...]
    good: tuple[Word, ...]
    after: tuple[Word, ...]

    @property
    def box(self) -> Box:
        """Around the words read well."""
        return reduce(Box.union, (word.box for word in self.good))


def spoiled(line: Line, middle: float) -> Spoiled | None:
    """Part a line where its words begin and cease to be words; None where it is whole.

    What stands before a spoiled word is the stamp's, too, however well it was read; and a line
    that stands aside of its title has lost an end.

    Args:
        middle: Of the title over it.
    """
    words = line.words
    bad = [at for at, word in enumerate(words) if not _is_good(word)]
    runs = [
        (first + 1, end)
        for first, end in pairwise([-1, *bad, len(words)])
        if end - first - 1 >= _LEAST_RUN
    ]
    if not runs:
        return None
    first, last = max(runs, key=lambda run: run[1] - run[0])
    capitals = is_upper(line.part(words[first:last]).text)
    alike = [run for run in runs if is_upper(line.part(words[slice(*run)]).text) == capitals]
    start, end = alike[0][0], alike[-1][1]  # capitals before small letters are a stamp's
    if start == 0 and end == len(words) and abs(line.centre[0] - middle) < _ASIDE:
        return None
    return Spoiled(words[:start], words[start:end], words[end:])


def _is_good(word: Word) -> bool:
    text = bare(word.text)
    known = is_syllable(text) and (len(text) > 1 or not text.isupper())
    return word.confidence > _SPOILED and (known or text.isdigit() or bool(_ROMAN.match(text)))


def recovered(words: Sequence[Word]) -> float:
    """Tell how far a second reading of a spoiled end is words, 0 to 1: the middle of them all."""
    sure = [word.confidence if is_syllable(bare(word.text)) else 0.0 for word in words]
    return sum(sure) / len(sure) if sure else 0.0
