"""Lines of authority and position over a signature, and what they say together (ô 7a)."""

from collections.abc import Sequence
from dataclasses import dataclass

from clerk_app.domain.layout import Found, Line
from clerk_app.domain.position import Post, deputy, is_deputy, is_end_of
from clerk_app.domain.text import is_upper, search_key

GUESSED_AUTHORITY = 0.5
"""`KT.` told only by a deputy's title under the head's: a pen often adds the mark itself."""

_ROW_GAP = 0.02
_WHOLE_LINE = 0.0125
_READABLE = 0.6
_CHAIRMAN, _OF_PEOPLE, _ASIDE = "Chủ tịch", "nhan dan", 0.1


@dataclass(frozen=True, slots=True)
class Row:
    """One line over the signature and what it says."""

    line: Line
    post: Post


def under_mark(lines: Sequence[Line], last: Row, head: str | None) -> list[Row]:
    """Give the position right under an authority that no list knows, or half of it hidden.

    Who signs on behalf of a body (TM.) is its head; the end of his title shows whether alone.
    """
    mark = last.post.authority
    if mark == "TM." and head is not None:
        row = _head_under(lines, last.line, head)
        return [row] if row else []
    if mark not in {"TL.", "TUQ."}:
        return []
    box, middle = last.line.box, last.line.centre[0]
    for line in sorted(lines, key=lambda line: -line.confidence):
        near = 0 < line.centre[1] - last.line.centre[1] < 1.3 * _ROW_GAP
        if not near or abs(line.centre[0] - middle) > 0.06 or line.box.top < box.bottom - 0.004:
            continue
        if is_upper(line.text) and len(line.words) >= 2 and line.confidence > _READABLE:
            return [Row(line, Post("", "", line.text, 0.5))]
    return []


def _head_under(lines: Sequence[Line], over: Line, head: str) -> Row | None:
    """Find the line under another that ends as the head's title does; a deputy's has a `Phó`."""
    end = search_key(head).split()[-1]
    for line in lines:
        down = line.centre[1] - over.centre[1]
        words = search_key(line.text).split()
        if not 0.3 * _ROW_GAP < down < 1.3 * _ROW_GAP or not words or words[-1] != end:
            continue
        if over.box.left < line.box.right < over.box.right and not words[0].startswith("ph"):
            return Row(line, Post("", head, head.upper(), GUESSED_AUTHORITY))
    return None


def one_each(rows: list[Row]) -> list[Row]:
    """Of several readings of one line keep the one that says most."""
    kept: list[Row] = []
    for row in rows:
        if kept and row.line.centre[1] - kept[-1].line.centre[1] < 0.006:
            kept[-1] = max(kept[-1], row, key=_worth)
        else:
            kept.append(row)
    return kept


def _worth(row: Row) -> tuple[bool, float]:
    return bool(row.post.authority), row.post.likeness + row.line.confidence


def block_of(rows: list[Row], from_top: bool) -> list[Row]:
    """Give the rows that stand close together: the surest such block, or the last."""
    blocks: list[list[Row]] = []
    for row in rows:
        if blocks and row.line.centre[1] - blocks[-1][-1].line.centre[1] < 1.6 * _ROW_GAP:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    if not blocks:
        return []
    return max(blocks, key=_weight) if from_top else blocks[-1]


def _weight(block: list[Row]) -> float:
    return sum(row.post.likeness * row.line.confidence for row in block)


def authority_of(rows: Sequence[Row]) -> Found | None:
    """Give the mark nearest to the signature; a deputy under the head signs for him."""
    marked = [row for row in rows if row.post.authority]
    # `Q.` belongs to the position; before it may stand for whom the acting head signs.
    marked = [row for row in marked if row.post.authority != "Q."] or marked
    if marked:
        line = marked[-1].line
        return Found(marked[-1].post.authority, line.words[0].confidence, line.box)
    titles = [row.post.title for row in rows[-2:]]
    if len(rows) > 1 and (is_deputy(titles[1], titles[0]) or _is_under_itself(rows)):
        return Found("KT.", GUESSED_AUTHORITY, rows[-2].line.box)
    return None


def on_behalf(lines: Sequence[Line], first: Row) -> Found | None:
    """Tell `TM.` by the body's name over its chairman's title, where a seal lies on the mark.

    The mark stands before a collective's name (NĐ 30/2020, Phụ lục I, ô 7a).
    """
    if first.post.authority or not is_end_of(_CHAIRMAN, first.post.title):
        return None
    middle = first.line.centre[0]
    for line in lines:
        up = first.line.centre[1] - line.centre[1]
        near = 0.3 * _ROW_GAP < up < 1.6 * _ROW_GAP and abs(line.centre[0] - middle) < _ASIDE
        if near and is_upper(line.text) and search_key(line.text).endswith(_OF_PEOPLE):
            return Found("TM.", GUESSED_AUTHORITY, line.box)
    return None


def position_of(rows: Sequence[Row]) -> Found | None:
    """Give the signer's own position: the row under the marks, or what a mark tells of it."""
    last = rows[-1]
    mark, title, text = last.post.authority, last.post.title, last.post.text
    over = rows[-2].post if len(rows) > 1 else None
    sure = last.line.confidence * last.post.likeness**2
    if mark == "Q.":
        return Found(f"{mark} {text}", sure, last.line.box)
    if mark == "KT." and title:
        # His own line was not read, but only the head's deputy signs for the head.
        return Found(_cased(deputy(title), text), GUESSED_AUTHORITY, last.line.box)
    if mark in {"TM.", "TL.", "TUQ.", "KT."}:
        return None
    if over and _is_under_itself(rows):
        # Nobody signs under the same title twice: the lower one is the deputy's, its front lost.
        sure = sure if over.authority == "KT." else min(sure, GUESSED_AUTHORITY)
        return Found(_cased(deputy(over.title), text), sure, last.line.box)
    return Found(text, sure, last.line.box)


def _is_under_itself(rows: Sequence[Row]) -> bool:
    """Tell whether a title stands a whole line under itself: else the two are readings of one."""
    upper, lower = rows[-2:]
    if not upper.post.title or not is_end_of(lower.post.title, upper.post.title):
        return False
    apart = lower.line.centre[1] - upper.line.centre[1]
    return upper.post.authority == "KT." or apart > _WHOLE_LINE


def _cased(title: str, like: str) -> str:
    return title.upper() if is_upper(like) else title
