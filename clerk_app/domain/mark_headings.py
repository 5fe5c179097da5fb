"""Headings of complaint and denunciation letters: the paper's own heading, not words about one.

Whoever denounces has a right to stay unknown (QĐ 12/2014/QĐ-UBND, Điều 4, khoản 2): such a letter
is asked about, never ruled on by the program.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from clerk_app.domain.gate import Finding
from clerk_app.domain.layout import MOTTO, NATIONAL_HEADINGS
from clerk_app.domain.mark_pieces import Piece, above, beside, pieces
from clerk_app.domain.scanning import Word
from clerk_app.domain.text import is_upper, search_key

COMPLAINT: Final = "complaint"

_LOWEST: Final = 0.55
_MIDDLE: Final = (0.3, 0.72)
_ALIKE: Final = 0.84
_WHOLE: Final = (
    "don khieu nai", "don to cao", "don thu khieu nai", "don thu to cao", "don khieu to",
    "don thu khieu nai to cao", "don khieu nai to cao", "don kien nghi to cao", "don to giac",
    "don kien nghi khieu nai", "don kien nghi phan anh to cao", "don khieu nai lan hai",
)  # fmt: skip
_OPENING: Final = re.compile(r"d[oa]n (thu )?(\w+ ){0,5}(khieu nai|to cao|khieu to|to giac)\b.*")
_LETTER: Final = re.compile(r"d[oa]n thu\b.*")
_NO_LETTER: Final = re.compile(r"d[oa]n (vi|gia|xin nghi|hang)\b.*")
_LONGEST: Final = 14  # words: a heading is no sentence
_DATE: Final = re.compile(r".*\bngay\b.*\bthang\b.*|.*\bnam\s+\d{4}$")


def complaint_headings(words: Sequence[Word], page: int) -> tuple[Finding, ...]:
    """Find the heading of a complaint or a denunciation.

    Args:
        words: Of the whole page or its heading, in reading order.
        page: The page's number, for the findings.
    """
    known = pieces(words)
    return tuple(
        piece.finding(page, None, sure=False, category=COMPLAINT)
        for piece in known
        if _is_heading(piece, known)
    )


def _is_heading(piece: Piece, known: Sequence[Piece]) -> bool:
    """Tell whether a piece names its paper: in the middle, alone in its row, continuing nothing."""
    if piece.box.top > _LOWEST or not _MIDDLE[0] < piece.middle < _MIDDLE[1]:
        return False
    if not _names_one(piece) or beside(piece, known):
        return False
    over = above(piece, known)
    if over is None or _is_frame(over):
        return True
    return is_upper(piece.text) and not is_upper(over.text)


def _names_one(piece: Piece) -> bool:
    key = _key(piece.text)
    if _NO_LETTER.fullmatch(key) or len(key.split()) > _LONGEST:
        return False
    if not piece.text[:1].isupper():
        return False
    if names_complaint(piece.text):
        return True
    capitals = is_upper(piece.text)
    return capitals and bool(_OPENING.fullmatch(key) or _LETTER.fullmatch(key))


def names_complaint(text: str) -> bool:
    """Tell whether a text is the name of such a letter and nothing else, however it was read."""
    key = _key(text)
    return any(_is_alike(key, one) for one in _WHOLE)


def _is_alike(key: str, one: str) -> bool:
    matcher = SequenceMatcher(None, key, one)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE  # the first is a bound


def _key(text: str) -> str:
    """Fold marks, signs and letters that are read for each other."""
    plain = re.sub(r"[^a-z0-9]+", " ", search_key(text)).strip()
    return plain.replace("0", "o").replace("1", "i").replace("l", "i").replace("ii", "i")


def _is_frame(piece: Piece) -> bool:
    """Tell whether a piece is the national heading, its motto or a date."""
    key = re.sub(r"[^a-z0-9]+", " ", search_key(piece.text)).strip()
    frame = (*NATIONAL_HEADINGS, MOTTO)
    return any(_is_alike(key, one) for one in frame) or bool(_DATE.fullmatch(key))
