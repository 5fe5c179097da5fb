"""What a document itself tells of which words stand side by side in it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from clerk_app.domain.layout import Line
from clerk_app.domain.text import bare, is_syllable, is_upper, old_style, shape

Pair = tuple[str, str]
Pairs = Mapping[Pair, Mapping[Pair, float]]

_READ_WELL = 0.85
_IN_DOCUMENT, _MOST_IN_DOCUMENT = 0.55, 1.2


def of_document(lines: Iterable[Line]) -> Counter[Pair]:
    """Count the pairs that were read well in a document.

    Capitals lose their marks soonest, so they bear nothing out.
    """
    pairs: Counter[Pair] = Counter()
    for line in lines:
        if is_upper(line.text):
            continue
        for one, other in pairwise(line.words):
            if min(one.confidence, other.confidence) < _READ_WELL or not closed(one.text):
                continue
            first, second = small(one.text), small(other.text)
            if is_syllable(first) and is_syllable(second):
                pairs[first, second] += 1
    return pairs


def worth_of(pairs: Mapping[Pair, int]) -> dict[Pair, dict[Pair, float]]:
    """Give what pairs are worth that stand so often in a document, by their shapes."""
    worth: dict[Pair, dict[Pair, float]] = {}
    for (one, other), count in pairs.items():
        worth.setdefault((shape(one), shape(other)), {})[one, other] = _of_count(count)
    return worth


def _of_count(count: int) -> float:
    return min(_MOST_IN_DOCUMENT, count * _IN_DOCUMENT)


def without(
    everywhere: Mapping[Pair, dict[Pair, float]], counts: Counter[Pair], own: Counter[Pair]
) -> Pairs:
    """Give what the pairs of a document are worth, those of one chain of lines not counted."""
    if not own:
        return everywhere
    worth = dict(everywhere)
    for pair, count in own.items():
        key = shape(pair[0]), shape(pair[1])
        left = counts[pair] - count
        others = {each: value for each, value in worth[key].items() if each != pair}
        worth[key] = others | ({pair: _of_count(left)} if left > 0 else {})
    return worth


def small(text: str) -> str:
    """Give a word in small letters, without signs, its tone in the old place."""
    return old_style(bare(text).lower())


def closed(text: str) -> bool:
    """Tell whether nothing parts a word from the next one."""
    return text[-1:].isalpha()
