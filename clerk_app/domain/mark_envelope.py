"""Marks of an envelope: the letter A, B or C in a circle, where little else is written.

A stands for TUYỆT MẬT, B for TỐI MẬT, C for MẬT on the envelope of a secret paper (NĐ 26/2020;
kept since). A circle is read badly: what is found asks, and only on what looks like an envelope.
"""

import re
import statistics
from collections.abc import Sequence
from typing import Final

from clerk_app.domain.gate import Finding
from clerk_app.domain.layout import MOTTO, NATIONAL_HEADINGS
from clerk_app.domain.mark_pieces import Piece, pieces
from clerk_app.domain.scanning import Word
from clerk_app.domain.text import search_key

_MOST_WORDS: Final = 70
_LEAST_WORDS: Final = 4
_CIRCLED: Final = frozenset(("ⓐ", "ⓑ", "ⓒ", "Ⓐ", "Ⓑ", "Ⓒ", "©", "®", "(A)", "(B)", "(C)"))
_LETTERS: Final = frozenset("ABC")
_TALLER: Final = 1.25
_LEAST_HEIGHT: Final = 0.01
_FILED: Final = "luu vt"  # the end of a letter's recipients
_ADDRESSED: Final = re.compile(r"\b(kinh gui|noi nhan|nguoi nhan|gui|den)\b")


def envelope_marks(words: Sequence[Word], page: int) -> tuple[Finding, ...]:
    """Find a lone circled letter on what looks like an envelope.

    Args:
        words: Of the whole page, in reading order.
        page: The page's number, for the findings.
    """
    if not _is_envelope(words):
        return ()
    usual = statistics.median(word.box.bottom - word.box.top for word in words)
    return tuple(
        piece.finding(page, None, sure=False) for piece in pieces(words) if _is_letter(piece, usual)
    )


def _is_envelope(words: Sequence[Word]) -> bool:
    """Tell whether little is written, and it is addressed: a letter has a national heading."""
    if not _LEAST_WORDS <= len(words) <= _MOST_WORDS:
        return False
    said = re.sub(r"[^a-z0-9]+", " ", search_key(" ".join(word.text for word in words)))
    framed = any(frame in said for frame in (*NATIONAL_HEADINGS, MOTTO, _FILED))
    return not framed and bool(_ADDRESSED.search(said))


def _is_letter(piece: Piece, usual: float) -> bool:
    if len(piece.words) != 1:
        return False
    text = piece.words[0].text
    if piece.height < _LEAST_HEIGHT:  # a star of a seal is read as a circled letter
        return False
    return text in _CIRCLED or (text in _LETTERS and piece.height > _TALLER * usual)
