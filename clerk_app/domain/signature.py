"""Who signs, by which authority and in which position (NĐ 30/2020, Phụ lục I, ô 7a, 7b)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clerk_app.domain.layout import Found, Line, is_recipients_label
from clerk_app.domain.position import Post, deputy, is_deputy, post
from clerk_app.domain.scanning import Box
from clerk_app.domain.text import is_syllable, is_upper, native, search_key, tone_key

_SURNAMES = """
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Lâm Mai Trịnh
Đào Lương Hà Cao Thái Tạ Châu Tô Quách Lưu La Tống Kiều Đoàn Phùng Nghiêm Khương Tăng Quản Vương
Bạch Giáp Thạch Kim Danh Sơn Mạc Ma Âu Ông Lò Vi Ksor Y H Rmah Doãn Mạnh Lục Hứa Đàm Triệu Từ Văn
"""
SURNAMES = frozenset(tone_key(name) for name in _SURNAMES.split())
"""The common family names, as tone keys: most of the country bears one of them."""

GUESSED_AUTHORITY = 0.5
"""`KT.` told only by a deputy's title under the head's: a pen often adds the mark itself."""

_ABOVE, _BELOW = 0.05, 0.1
_NAME_NEAR, _NAME_FAR, _NAME_ASIDE = 0.015, 0.26, 0.17
_ROW_GAP = 0.02
_READABLE = 0.6
_LIST_DEPTH, _WIDEST_LIST = 0.2, 0.54
_WELL_READ = 0.8
_USUAL_MIDDLE = 0.7
_SHORT_NAME = 5
_UNKNOWN = 0.6
_HILL_NAME = 8
_FILED = re.compile(r"^\W*luu\W{0,3}\s*(vt|vp|van thu)\b")
_DEGREE = re.compile(
    r"^\W*((?:pgs|gs|ts|ths|bs|bs\.?cki{1,2}|bs\.?ck[12]|cki{1,2}|ks|cn|ls|dr)\s*[.,]\s*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs; what could not be read is None."""

    authority: Found | None
    position: Found | None
    name: Found | None


@dataclass(frozen=True, slots=True)
class _Row:
    """One line over the signature and what it says."""

    line: Line
    post: Post


def recipients_label(lines: Iterable[Line]) -> Line | None:
    """Find the line `Nơi nhận:` in the left half, or the place of one that could not be read."""
    left = [line for line in lines if line.box.left < 0.45]
    label = next((line for line in left if is_recipients_label(line.text)), None)
    return label or _lost_label(left)


def list_edge(lines: Iterable[Line], label: Line) -> float:
    """Tell where the list of recipients ends to the right, a fraction of the width."""
    listed = [
        line.box.right
        for line in lines
        if 0 < line.box.top - label.box.top < _LIST_DEPTH
        and abs(line.box.left - label.box.left) < 0.04
        and line.box.right < _WIDEST_LIST
    ]
    return max(listed, default=label.box.right) + 0.005


def _lost_label(left: Sequence[Line]) -> Line | None:
    """Tell the label's place from its list: narrow lines that end with `Lưu: VT`."""
    ordered = sorted(left, key=lambda line: line.centre[1])
    ends = [i for i, line in enumerate(ordered) if _FILED.match(search_key(line.text))]
    if not ends:
        return None
    first = ends[-1]
    while first and _same_list(ordered[first - 1], ordered[first]):
        first -= 1
    if first == ends[-1]:
        return None
    top = ordered[first]
    up = 1.5 * top.height
    box = Box(top.box.left, max(0.0, top.box.top - up), top.box.right, top.box.bottom - up)
    return Line(top.words, "", box, top.height)


def _same_list(upper: Line, lower: Line) -> bool:
    near = lower.box.top - upper.box.bottom < 0.012
    aligned = abs(upper.box.left - lower.box.left) < 0.03
    return near and aligned and upper.box.right < 0.55


def signing(lines: Sequence[Line], label: Line | None) -> Signing:
    """Read authority, position and name of the person who signs.

    Args:
        lines: Of the page with the signature; places read twice stand in them twice.
        label: The line `Nơi nhận:` that stands level with the position.
    """
    rows = _rows(lines, label) or (_rows(lines, None) if label else [])
    if not rows:
        return Signing(None, None, _name(lines, _usual(label)) if label else None)
    middle = sum(row.line.centre[0] for row in rows) / len(rows)
    under = (middle, rows[-1].line.box.bottom)
    return Signing(_authority(rows), _position(rows), _name(lines, under))


def is_signed(lines: Sequence[Line]) -> bool:
    """Tell whether a signer's whole name is among some lines, a known family name first."""
    found = signing(lines, recipients_label(lines)).name
    return found is not None and found.confidence > _WELL_READ and _has_surname(found.text)


def _usual(label: Line) -> tuple[float, float]:
    """Tell where the position stands when it could not be read: level with the recipients."""
    return _USUAL_MIDDLE, label.box.bottom


def _rows(lines: Sequence[Line], label: Line | None) -> list[_Row]:
    """Take the lines of authority and position, top down, one reading of each."""
    found = []
    for line in lines:
        if line.centre[0] < 0.45 or line.box.left < 0.28:
            continue
        if label and not -_ABOVE < line.centre[1] - label.centre[1] < _BELOW:
            continue
        told = post(line.text)
        if told and (is_upper(told.text) or len(line.words) <= 5):
            found.append(_Row(line, told))
    best = _one_each(sorted(found, key=lambda row: row.line.centre[1]))
    block = _block(best, from_top=label is not None)
    return [*block, *_under_mark(lines, block[-1])] if block else []


def _under_mark(lines: Sequence[Line], last: _Row) -> list[_Row]:
    """Give the capitals right under an authority: a position that no list knows."""
    if last.post.authority not in {"TL.", "TUQ."}:
        return []
    box, middle = last.line.box, last.line.centre[0]
    for line in sorted(lines, key=lambda line: -line.confidence):
        near = 0 < line.centre[1] - last.line.centre[1] < 1.3 * _ROW_GAP
        if not near or abs(line.centre[0] - middle) > 0.06 or line.box.top < box.bottom - 0.004:
            continue
        if is_upper(line.text) and len(line.words) >= 2 and line.confidence > _READABLE:
            return [_Row(line, Post("", "", line.text, 0.5))]
    return []


def _one_each(rows: list[_Row]) -> list[_Row]:
    """Of several readings of one line keep the one that says most."""
    kept: list[_Row] = []
    for row in rows:
        if kept and row.line.centre[1] - kept[-1].line.centre[1] < 0.006:
            kept[-1] = max(kept[-1], row, key=_worth)
        else:
            kept.append(row)
    return kept


def _worth(row: _Row) -> tuple[bool, float]:
    return bool(row.post.authority), row.post.likeness + row.line.confidence


def _block(rows: list[_Row], from_top: bool) -> list[_Row]:
    """Give the rows that stand close together: the surest such block, or the last."""
    blocks: list[list[_Row]] = []
    for row in rows:
        if blocks and row.line.centre[1] - blocks[-1][-1].line.centre[1] < 1.6 * _ROW_GAP:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    if not blocks:
        return []
    return max(blocks, key=_weight) if from_top else blocks[-1]


def _weight(block: list[_Row]) -> float:
    return sum(row.post.likeness * row.line.confidence for row in block)


def _authority(rows: Sequence[_Row]) -> Found | None:
    """Give the mark nearest to the signature; a deputy under the head signs for him."""
    marked = [row for row in rows if row.post.authority]
    # `Q.` belongs to the position; before it may stand for whom the acting head signs.
    marked = [row for row in marked if row.post.authority != "Q."] or marked
    if marked:
        line = marked[-1].line
        return Found(marked[-1].post.authority, line.words[0].confidence, line.box)
    if len(rows) > 1 and is_deputy(rows[-1].post.title, rows[-2].post.title):
        return Found("KT.", GUESSED_AUTHORITY, rows[-2].line.box)
    return None


def _position(rows: Sequence[_Row]) -> Found | None:
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
    if over and over.authority == "KT." and title and title == over.title:
        return Found(_cased(deputy(title), text), sure, last.line.box)
    return Found(text, sure, last.line.box)


def _cased(title: str, like: str) -> str:
    return title.upper() if is_upper(like) else title


def _name(lines: Sequence[Line], under: tuple[float, float]) -> Found | None:
    """Find the name under the signature: two to five words with capitals.

    Args:
        lines: Of the page.
        under: The middle and the lower edge of the position over it.
    """
    middle, bottom = under
    best: tuple[float, Found] | None = None
    for line in lines:
        gap, aside = line.centre[1] - bottom, abs(line.centre[0] - middle)
        if not _NAME_NEAR < gap < _NAME_FAR or aside > _NAME_ASIDE:
            continue
        found = person_in(line)
        if found is None:
            continue
        score = found.confidence + 0.5 * _has_surname(found.text) + 0.05 * len(found.text.split())
        score -= 0.5 * aside / _NAME_ASIDE + 2.0 * gap
        if best is None or score > best[0]:
            best = score, found
    return best[1] if best else None


def _has_surname(text: str) -> bool:
    return tone_key(text.split(maxsplit=1)[0]) in SURNAMES


def _name_word(text: str) -> str:
    """Give a word of a name without specks and the marks and capitals that no name has."""
    bare = native(re.sub(r"^\W+|\W+$", "", _DEGREE.sub("", text)))
    return bare if bare.isupper() else bare[:1] + bare[1:].lower()


def person_in(line: Line) -> Found | None:
    """Give the person's name a line holds, specks and degrees left out."""
    words = [w for w in line.words if any(c.isalpha() for c in w.text)]
    kept = [w for w in words if not _DEGREE.fullmatch(w.text + " ")]
    texts = [_name_word(w.text) for w in kept]
    good = [
        (w, t)
        for w, t in zip(kept, texts, strict=True)
        if t and t[0].isupper() and (is_syllable(t) or len(t) >= _HILL_NAME)
    ]
    if not 2 <= len(good) <= 5 or len(good) < len(kept) - 1:
        return None
    text = " ".join(t for _, t in good)
    known = _has_surname(text)
    letters = len(text.replace(" ", ""))
    if post(text) is not None or letters < _SHORT_NAME or (is_upper(text) and not known):
        return None
    shown = line.part([w for w, _ in good])
    # Without a family name it may be any words with capitals, or half of a name.
    sure = shown.confidence * (1.0 if known else _UNKNOWN)
    return Found(text, sure * (_UNKNOWN if len(good) == 2 else 1.0), shown.box)
