"""Where the signer's name may stand under his position (NĐ 30/2020, Phụ lục I, ô 7b)."""

from collections.abc import Iterator, Sequence
from unicodedata import normalize

from clerk_app.domain.layout import Line
from clerk_app.domain.person import is_name_word, name_likeness
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.signature import NAME_ASIDE, NAME_FAR, NAME_NEAR, position_end
from clerk_app.domain.text import is_upper

_MOST_PLACES = 2
_HEARD, _WORD = 0.6, 0.09
_LOW, _LOWER = set("gypq\u0323"), 0.25
"""Letters and the mark that reach under the line, and how far, of the height over it."""


def name_rows(lines: Sequence[Line], label: Line | None) -> list[Box]:
    """Give the rows of the page where the signer's name may stand, the likeliest first.

    As high as the words of it that were read; to both sides of the position's middle as far as they
    reach: other words of it may not be read.

    Args:
        lines: All readings of the signature; halves of a name tell where the whole stands.
        label: The line `Nơi nhận:`.
    """
    end = position_end(lines, label)
    rows: list[Box] = []
    if end is None:
        return rows
    for line in _rated(lines, end):
        words = [word for word in line.words if _is_heard(word)]
        if not words:
            continue
        half = max(max(abs(w.box.left - end[0]), abs(w.box.right - end[0])) for w in words)
        right = max(end[0] + half, min(line.box.right, words[-1].box.right + _WORD))
        top, bottom = min(w.box.top for w in words), max(w.box.bottom for w in words)
        if not any(_LOW & set(normalize("NFD", word.text)) for word in words):
            bottom += _LOWER * (bottom - top)
        if all(not row.top < (top + bottom) / 2 < row.bottom for row in rows):
            rows.append(Box(max(0.0, end[0] - half), top, min(1.0, right), bottom))
    return rows[:_MOST_PLACES]


def _is_heard(word: Word) -> bool:
    return word.confidence > _HEARD and is_name_word(word.text)


def _rated(lines: Sequence[Line], end: tuple[float, float]) -> Iterator[Line]:
    """Give the lines under a position that may be a name or half of one, the likeliest first."""
    middle, bottom = end
    rated: list[tuple[float, Line]] = []
    for line in lines:
        gap, aside = line.centre[1] - bottom, abs(line.centre[0] - middle)
        if NAME_NEAR < gap < NAME_FAR and aside < NAME_ASIDE and not is_upper(line.text):
            rated.append((name_likeness(line) - gap, line))
    for worth, line in sorted(rated, key=lambda one: -one[0]):
        if worth >= 0:
            yield line
