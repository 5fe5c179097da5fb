"""Marks that were typed, not stamped: lines of a page that say nothing but a secrecy level."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from clerk_app.domain.classification import SECRECY, SecrecyLevel
from clerk_app.domain.gate import Finding
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.text import is_upper, tone_key, without_marks

NAMED_ADDRESSEE: Final = "named-addressee"
TOP: Final = 0.5
"""Above it stand a letter's own marks (NĐ 30/2020, Phụ lục I, ô 10a); below it, a person rules."""

_GAP: Final = 2.2  # of the line's height: where a second column begins
_LEVELS: Final = {tone_key(level): level for level in SecrecyLevel}
_PLAIN_LEVELS: Final = {without_marks(level): level for level in SecrecyLevel}
_LABEL: Final = re.compile(rf"(?:{tone_key('mức')} )?{tone_key('độ mật')} (.+)")
_ABOUT: Final = frozenset(tone_key(word) for word in ("BÍ", "BẢO", "CƠ", "VĂN", "THÂN", "TRẬT"))
_DECLASSIFIED: Final = frozenset(tone_key(word) for word in ("GIẢI MẬT", "GIẢM MẬT", "TĂNG MẬT"))
_NAMED_ONLY: Final = tone_key("Chỉ người có tên mới được bóc bì")
_NAMED_SHARE: Final = 0.75


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words that stand together on a line."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        bare = (word.text.strip(" .,:;-–—_()[]{}|\"'“”*/\\!~") for word in self.words)
        return " ".join(word for word in bare if word)

    @property
    def box(self) -> Box:
        return _around(word.box for word in self.words)

    @property
    def confidence(self) -> float:
        return min(word.confidence for word in self.words)


def typed_marks(words: Sequence[Word], page: int) -> tuple[Finding, ...]:
    """Find the lines of a page that are a mark and nothing else.

    Words about secrecy in a sentence, a subject or a heading are no mark.

    Args:
        words: Of the whole page or its heading, in reading order.
        page: The page's number, for the findings.
    """
    pieces = list(_pieces(words))
    found = [_mark(piece, pieces, page) for piece in pieces]
    found += _named_only(pieces, page)
    return tuple(finding for finding in found if finding is not None)


def _pieces(words: Sequence[Word]) -> Iterator[_Piece]:
    """Cut every line where a second column begins."""
    for _, group in groupby(words, key=lambda word: word.line):
        line = sorted(group, key=lambda word: word.box.left)
        height = max(word.box.bottom - word.box.top for word in line)
        start = 0
        for place, (one, other) in enumerate(pairwise(line), 1):
            # Boxes are fractions of an upright sheet: a width counts 1.4 times less.
            if other.box.left - one.box.right > _GAP * height * 1.4:
                yield _Piece(tuple(line[start:place]))
                start = place
        yield _Piece(tuple(line[start:]))


def _mark(piece: _Piece, pieces: Sequence[_Piece], page: int) -> Finding | None:
    """Judge one piece of a line."""
    key = tone_key(piece.text)
    labelled = _LABEL.fullmatch(key)
    if labelled and labelled[1] in _LEVELS:
        return _finding(piece, page, _LEVELS[labelled[1]], sure=piece.box.top < TOP)
    if not is_upper(piece.text):
        return None
    if key in _DECLASSIFIED:
        return _finding(piece, page, None, sure=False)
    above = _above(piece, pieces)
    if above is not None and tone_key(above.words[-1].text) in _ABOUT:
        return None
    return _bare_level(piece, page, alone=above is None or not is_upper(above.text))


def _bare_level(piece: _Piece, page: int, *, alone: bool) -> Finding | None:
    """Judge capitals that stand for a level, well read or nearly."""
    level = _LEVELS.get(tone_key(piece.text))
    if level is not None:
        return _finding(piece, page, level, sure=alone and piece.box.top < TOP)
    near = _PLAIN_LEVELS.get(without_marks(piece.text).upper())
    if near is None or (near is SecrecyLevel.MAT and not _is_misread_mat(piece)):
        return None
    return _finding(piece, page, None, sure=False)


def _is_misread_mat(piece: _Piece) -> bool:
    """Tell whether `MẶT`, `MÂT` or `MẤT` stands where the mark stands, and alone."""
    inside = piece.box.left < 0.4 and 0.15 < piece.box.top < 0.4
    return inside and piece.text.upper() in {"MẶT", "MÂT", "MẤT", "MẠT"}


def _above(piece: _Piece, pieces: Sequence[_Piece]) -> _Piece | None:
    """Give the piece that a heading's line would continue, if one stands close above."""
    box = piece.box
    height = box.bottom - box.top
    over = [
        other
        for other in pieces
        if other is not piece
        and -0.3 * height < box.top - other.box.bottom < 1.3 * height
        and other.box.left < box.right
        and other.box.right > box.left
    ]
    return max(over, key=lambda other: other.box.bottom, default=None)


def _named_only(pieces: Sequence[_Piece], page: int) -> list[Finding | None]:
    """Find `Chỉ người có tên mới được bóc bì` on a line, or on two under each other."""
    joined = [_Piece(one.words + other.words) for one, other in pairwise(pieces)]
    found: list[Finding | None] = []
    for piece in [*pieces, *joined]:
        share = _likeness(tone_key(piece.text), _NAMED_ONLY)
        if share >= _NAMED_SHARE and not any(one and _meet(one.box, piece.box) for one in found):
            sure = share > 0.9
            found.append(_finding(piece, page, None, sure=sure, category=NAMED_ADDRESSEE))
    return found


def _likeness(text: str, phrase: str) -> float:
    """Give the share of words that two phrases have in common, in the larger of them."""
    have, want = text.split(), phrase.split()
    return len(set(have) & set(want)) / max(len(have), len(want), 1)


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _finding(
    piece: _Piece,
    page: int,
    level: SecrecyLevel | None,
    *,
    sure: bool,
    category: str = SECRECY,
) -> Finding:
    return Finding(category, level, page, piece.box, piece.confidence, sure)


def _around(boxes: Iterable[Box]) -> Box:
    whole, *rest = boxes
    for box in rest:
        whole = whole.union(box)
    return whole
