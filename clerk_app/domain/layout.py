"""Words gathered into lines, and the lines that carry a document's frame."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import reduce

from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.text import search_key

NATIONAL_HEADINGS = ("cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam")
"""Quốc hiệu (NĐ 30/2020, Phụ lục I, ô 1) and the heading of Party documents, as search keys."""

MOTTO = "doc lap tu do hanh phuc"
"""Tiêu ngữ, as a search key."""

RECIPIENTS = "noi nhan"
"""Nơi nhận (ô 9b), as a search key."""

_WIDE_GAP = 3.0
_PIECES = 0.035
_RULE = 4
NATIONAL_LEAST = 0.76
"""So alike a line must be to be taken for the Quốc hiệu."""

_ALIKE = 0.76
_CERTAIN, _EACH_WORD = 0.999, 0.98


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line, left to right.

    Attributes:
        words: At least one.
        text: Its words joined by one space.
        box: The box around them.
        height: The middle word height, a fraction of the page's height.
    """

    words: tuple[Word, ...]
    text: str
    box: Box
    height: float

    @property
    def confidence(self) -> float:
        """Mean confidence of the words, weighed by their length."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of the box, fractions of the page."""
        box = self.box
        return (box.left + box.right) / 2, (box.top + box.bottom) / 2

    def part(self, words: Sequence[Word]) -> "Line":
        """Give a line of some of its words."""
        return line_of(words)


def line_of(words: Sequence[Word]) -> Line:
    """Make a line of words that stand in one row."""
    ordered = tuple(sorted(words, key=lambda word: word.box.left))
    box = reduce(Box.union, (word.box for word in ordered))
    heights = sorted(word.box.bottom - word.box.top for word in ordered)
    return Line(ordered, " ".join(w.text for w in ordered), box, heights[len(heights) // 2])


def in_lines(words: Iterable[Word]) -> list[Line]:
    """Gather words into lines by their line numbers, parted where a wide gap parts columns."""
    rows: dict[int, list[Word]] = {}
    for word in words:
        ruled = sum(c in "-–—_" for c in word.text) >= _RULE
        if (any(c.isalnum() for c in word.text) and not ruled) or word.text in {"/", "-", "&"}:
            rows.setdefault(word.line, []).append(word)
    return [line for number in sorted(rows) for line in _parted(rows[number])]


def _parted(row: list[Word]) -> list[Line]:
    """Part a row where the gap is wider than words of one line ever stand apart."""
    ordered = sorted(row, key=lambda word: word.box.left)
    heights = sorted(word.box.bottom - word.box.top for word in ordered)
    # The page is 1.41 times as high as wide: a height in fractions, told as a width.
    wide = _WIDE_GAP * heights[len(heights) // 2] * 1.41
    parts = [[ordered[0]]]
    for word in ordered[1:]:
        if word.box.left - parts[-1][-1].box.right > wide:
            parts.append([])
        parts[-1].append(word)
    return [line_of(part) for part in parts]


def rejoined(lines: Iterable[Line]) -> list[Line]:
    """Join pieces of one row that were read as lines of their own, top down."""
    joined: list[Line] = []
    for line in sorted(lines, key=lambda line: line.box.left):
        for index, before in enumerate(joined):
            gap = line.box.left - before.box.right
            level = abs(line.centre[1] - before.centre[1]) < 0.5 * max(line.height, before.height)
            if level and -0.004 < gap < _PIECES:
                joined[index] = line_of([*before.words, *line.words])
                break
        else:
            joined.append(line)
    return sorted(joined, key=lambda line: line.centre[1])


def alike(text: str, key: str) -> float:
    """Tell how alike a text's letters and a search key are, 0 to 1; 0 where that is less than half.

    It is told from lengths and letters first: most lines are nothing like what is sought.
    """
    letters = "".join(c for c in search_key(text) if c.isalpha())
    wanted = key.replace(" ", "")
    if not len(letters) < 3 * len(wanted) < 9 * len(letters):
        return 0.0
    matcher = SequenceMatcher(None, letters, wanted, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.5 else 0.0


def is_national_heading(text: str) -> bool:
    """Tell whether a line is the Quốc hiệu or the Party's heading, misread letters allowed."""
    return national_likeness(text) >= NATIONAL_LEAST


def national_likeness(text: str) -> float:
    """Tell how alike a text and the Quốc hiệu or the Party's heading are, 0 to 1."""
    return max(alike(text, key) for key in NATIONAL_HEADINGS)


def is_motto(text: str) -> bool:
    """Tell whether a line is the Tiêu ngữ."""
    return alike(text, MOTTO) >= _ALIKE


def is_recipients_label(text: str) -> bool:
    """Tell whether a line opens the list of recipients."""
    return alike(text[:11], RECIPIENTS) >= _ALIKE and len(text) < 40


def column(lines: Iterable[Line], left: float, right: float) -> list[Line]:
    """Give the lines whose middle stands between two fractions of the width, top down."""
    inside = [line for line in lines if left <= line.centre[0] < right]
    return sorted(inside, key=lambda line: line.centre[1])


@dataclass(frozen=True, slots=True)
class Found:
    """A text with its place and how sure it is."""

    text: str
    confidence: float
    box: Box


def box_around(lines: Sequence[Line]) -> Box:
    """Give the box around at least one line."""
    return reduce(Box.union, (line.box for line in lines))


def mean_confidence(lines: Sequence[Line]) -> float:
    """Give the confidence that all of some lines is right, at least one of them.

    A reader's words are each likelier right than a text of twenty of them; the words of a
    text layer are certain.
    """
    mean = sum(line.confidence for line in lines) / len(lines)
    words = sum(len(line.words) for line in lines)
    return mean if mean > _CERTAIN else mean * _EACH_WORD**words
