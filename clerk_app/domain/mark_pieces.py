"""A page's words as pieces: runs of words that stand together on a line, apart from columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from clerk_app.domain.classification import SECRECY, SecrecyLevel
from clerk_app.domain.gate import Finding
from clerk_app.domain.scanning import Box, Word

_GAP: Final = 2.2  # of the line's height: where a second column begins
_EDGES: Final = " .,:;-–—_()[]{}|\"'“”*/\\!~"
_BULLETS: Final = ("-", "–", "—", "+", "*", "•", "·")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stand together on a line."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words without the signs around them."""
        bare = (word.text.strip(_EDGES) for word in self.words)
        return " ".join(word for word in bare if word)

    @property
    def raw(self) -> str:
        """Its words as they were read."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The box around its words."""
        return around(word.box for word in self.words)

    @property
    def height(self) -> float:
        """Of its box, a fraction of the page."""
        return self.box.bottom - self.box.top

    @property
    def middle(self) -> float:
        """Between its left and right edges, a fraction of the page."""
        return (self.box.left + self.box.right) / 2

    @property
    def confidence(self) -> float:
        """Of the word that was read worst."""
        return min(word.confidence for word in self.words)

    def finding(
        self, page: int, level: SecrecyLevel | None, *, sure: bool, category: str = SECRECY
    ) -> Finding:
        """Give what it says as a finding."""
        return Finding(category, level, page, self.box, self.confidence, sure)


def pieces(words: Sequence[Word]) -> list[Piece]:
    """Cut every line where a second column begins."""
    return list(_pieces(words))


def _height(word: Word) -> float:
    """Give a word's height; that of a search layer's empty letters is told by their width."""
    return max(
        word.box.bottom - word.box.top, (word.box.right - word.box.left) / max(1, len(word.text))
    )


def in_rows(words: Sequence[Word]) -> list[Word]:
    """Number lines anew by where words stand: a text layer may part a line at every word."""
    numbered: list[Word] = []
    line = 0
    for word in words:
        if numbered and not _goes_on(numbered[-1], word):
            line += 1
        numbered.append(replace(word, line=line))
    return numbered


def _goes_on(one: Word, other: Word) -> bool:
    """Tell whether a word stands right of another in the same row."""
    drop = abs(one.box.top + one.box.bottom - other.box.top - other.box.bottom) / 2
    return drop < 0.5 * min(_height(one), _height(other)) and other.box.left > one.box.left


def _pieces(words: Sequence[Word]) -> Iterator[Piece]:
    for _, group in groupby(words, key=lambda word: word.line):
        line = sorted(group, key=lambda word: word.box.left)
        height = max(_height(word) for word in line)
        start = 0
        for place, (one, other) in enumerate(pairwise(line), 1):
            # Boxes are fractions of an upright sheet: a width counts 1.4 times less.
            if other.box.left - one.box.right > _GAP * height * 1.4:
                yield Piece(tuple(line[start:place]))
                start = place
        yield Piece(tuple(line[start:]))


def above(piece: Piece, others: Sequence[Piece]) -> Piece | None:
    """Give the piece that a heading's line would continue, if one stands close above."""
    box, height = piece.box, max(_height(word) for word in piece.words)
    over = [
        other
        for other in others
        if other is not piece
        and -0.3 * height < box.top - other.box.bottom < 1.3 * height
        and other.box.left < box.right
        and other.box.right > box.left
    ]
    return max(over, key=lambda other: other.box.bottom, default=None)


def beside(piece: Piece, others: Sequence[Piece]) -> list[Piece]:
    """Give the other pieces that stand in the same row."""
    middle = (piece.box.top + piece.box.bottom) / 2
    return [
        other
        for other in others
        if other is not piece and other.box.top < middle < other.box.bottom
    ]


def in_table(piece: Piece, others: Sequence[Piece], heads: frozenset[str]) -> bool:
    """Tell whether a piece is a cell: under one of several heads, or right of a row's number.

    Args:
        heads: What the column's head may say, lower case.
    """
    box = piece.box
    for other in others:
        over = other.box.left < box.right and other.box.right > box.left
        heads_it = over and other.box.bottom <= box.top and other.text.casefold() in heads
        if heads_it and beside(other, others):
            return True
    return any(
        other.box.right < box.left and _first(other).isdigit() for other in beside(piece, others)
    )


def _first(piece: Piece) -> str:
    """Give a piece's first word, without the rules of a table that were read as strokes."""
    return next((bare for word in piece.words if (bare := word.text.strip(_EDGES))), "")


def is_item(piece: Piece) -> bool:
    """Tell whether a piece is an item of a list: a bullet or a number leads it, or `;` ends it.

    A mark between two dashes is none.
    """
    first, raw = piece.words[0].text, piece.raw.strip()
    if raw.endswith((";", ",")):
        return True
    if first.startswith(_BULLETS):
        return not raw.endswith(_BULLETS)
    lead = first.rstrip(".)")
    return len(lead) <= 2 and lead != first and (lead.isdigit() or len(lead) == 1)


def around(boxes: Iterable[Box]) -> Box:
    """Give the box around boxes, at least one."""
    whole, *rest = boxes
    for box in rest:
        whole = whole.union(box)
    return whole


def meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes overlap."""
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )
