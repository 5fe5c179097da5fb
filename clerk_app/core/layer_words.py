"""Words of a text layer set into the lines they stand in: a number or a day is often laid over."""

from collections import Counter
from dataclasses import replace

from clerk_app.domain.scanning import Box, Word

_DRAWN_GAP = 0.06
_OVERLAY_WORDS = 2


def set_in(words: list[Word]) -> list[Word]:
    """Put overlays (a number, a day) into the lines they stand in: a layer lists them apart."""
    counts = Counter(word.line for word in words)
    small = {line for line, count in counts.items() if count <= _OVERLAY_WORDS}
    fixed = [word for word in words if word.line not in small]
    return [
        replace(word, line=row_of(word, fixed, word.line)) if word.line in small else word
        for word in words
    ]


def row_of(word: Word, own: list[Word], alone: int) -> int:
    """Give the line of the text layer into which a drawn word was set, such as a number."""
    middle = (word.box.top + word.box.bottom) / 2
    beside = [
        (max(mine.box.left - word.box.right, word.box.left - mine.box.right), mine.line)
        for mine in own
        if mine.box.top < middle < mine.box.bottom
    ]
    gap, line = min(beside, default=(1.0, alone))
    return line if gap < _DRAWN_GAP else alone


def overlap(one: Box, other: Box) -> float:
    """Tell which share of the first box the second covers."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    area = (one.right - one.left) * (one.bottom - one.top)
    return max(0.0, wide) * max(0.0, high) / area if area > 0 else 0.0
