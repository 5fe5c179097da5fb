"""Marks that were typed, not stamped: lines of a page that say nothing but a secrecy level."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.gate import Finding
from clerk_app.domain.mark_pieces import Piece, above, beside, in_table, is_item, meet, pieces
from clerk_app.domain.scanning import Word
from clerk_app.domain.text import is_upper, tone_key, without_marks

NAMED_ADDRESSEE: Final = "named-addressee"
TOP: Final = 0.5
"""Above it stand a letter's own marks (NĐ 30/2020, Phụ lục I, ô 10a); below it, a person rules."""

_LEVELS: Final = {tone_key(level): level for level in SecrecyLevel}
_PLAIN_LEVELS: Final = {without_marks(level): level for level in SecrecyLevel}
_LABEL: Final = re.compile(rf"(?:{tone_key('mức')} )?{tone_key('độ mật')}:? (.+)")
_ABOUT: Final = frozenset(tone_key(word) for word in ("BÍ", "BẢO", "CƠ", "VĂN", "THÂN", "TRẬT"))
_DECLASSIFIED: Final = re.compile(
    rf"(?:{tone_key('giải mật')}|{tone_key('giảm mật')}|{tone_key('tăng mật')})"
    rf"(?: {tone_key('từ')}\b.*)?"
)
_RECALLED: Final = re.compile(rf"{tone_key('tài liệu thu hồi')}(?: {tone_key('thời hạn')}\b.*)?")
_HEADS: Final = frozenset(("độ mật", "mức độ mật", "cấp độ mật", "mức mật", "độ", "mật"))
_NUMBERED: Final = frozenset(("tt", "stt", "số tt"))
_NAMED_ONLY: Final = tone_key("Chỉ người có tên mới được bóc bì")
_NAMED_SHARE: Final = 0.75


def typed_marks(words: Sequence[Word], page: int) -> tuple[Finding, ...]:
    """Find the lines of a page that are a mark and nothing else.

    Words about secrecy in a sentence, a subject, a heading, a list or a table are no mark.

    Args:
        words: Of the whole page or its heading, in reading order.
        page: The page's number, for the findings.
    """
    known = pieces(words)
    found = [_mark(piece, known, page) for piece in known]
    found += _named_only(known, page)
    return tuple(finding for finding in found if finding is not None)


def _mark(piece: Piece, known: Sequence[Piece], page: int) -> Finding | None:
    """Judge one piece of a line."""
    key = tone_key(piece.text)
    if not key or is_item(piece):
        return None
    labelled = _LABEL.fullmatch(key)
    if labelled and labelled[1] in _LEVELS:
        return piece.finding(page, _LEVELS[labelled[1]], sure=piece.box.top < TOP)
    if not is_upper(piece.text.partition(" ")[0]):
        return None
    over = above(piece, known)
    continued = over is not None and is_upper(over.text)
    declassified = _DECLASSIFIED.fullmatch(key) is not None
    if declassified or _RECALLED.fullmatch(key):
        found = replace(piece.finding(page, None, sure=False), declassified=declassified)
        return None if continued else found
    if over is not None and tone_key(over.words[-1].text) in _ABOUT:
        return None
    return _bare_level(piece, known, page, alone=not continued)


def _bare_level(piece: Piece, known: Sequence[Piece], page: int, *, alone: bool) -> Finding | None:
    """Judge capitals that stand for a level, well read or nearly."""
    level = _LEVELS.get(tone_key(piece.text))
    near = _PLAIN_LEVELS.get(without_marks(piece.text).upper())
    if (level or near) is None or not is_upper(piece.text) or in_table(piece, known, _HEADS):
        return None
    if _is_head(piece, known):
        return None
    if level is not None:
        return piece.finding(page, level, sure=alone and piece.box.top < TOP)
    if near is SecrecyLevel.MAT and not _is_misread_mat(piece):
        return None
    return piece.finding(page, None, sure=False)


def _is_head(piece: Piece, known: Sequence[Piece]) -> bool:
    """Tell whether a level heads a column: beside another level's, or after `TT`."""
    for other in beside(piece, known):
        if tone_key(other.text) in _LEVELS:
            return True
        if other.box.right < piece.box.left and other.text.casefold() in _NUMBERED:
            return True
    return False


def _is_misread_mat(piece: Piece) -> bool:
    """Tell whether `MẶT`, `MÂT` or `MẤT` stands where the mark stands, and alone."""
    inside = piece.box.left < 0.4 and 0.15 < piece.box.top < 0.4
    return inside and piece.text.upper() in {"MẶT", "MÂT", "MẤT", "MẠT"}


def _named_only(known: Sequence[Piece], page: int) -> list[Finding | None]:
    """Find `Chỉ người có tên mới được bóc bì` on a line, or on two under each other."""
    joined = [Piece(one.words + other.words) for one, other in pairwise(known)]
    found: list[Finding | None] = []
    for piece in [*known, *joined]:
        share = _likeness(tone_key(piece.text), _NAMED_ONLY)
        if share >= _NAMED_SHARE and not any(one and meet(one.box, piece.box) for one in found):
            sure = share > 0.9
            found.append(piece.finding(page, None, sure=sure, category=NAMED_ADDRESSEE))
    return found


def _likeness(text: str, phrase: str) -> float:
    """Give the share of words that two phrases have in common, in the larger of them."""
    have, want = text.split(), phrase.split()
    return len(set(have) & set(want)) / max(len(have), len(want), 1)
