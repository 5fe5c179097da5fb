"""Titles over a signature, read through seals and pens (NĐ 30/2020, Phụ lục I, ô 7a)."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from clerk_app.domain.document import authority
from clerk_app.domain.text import is_upper, search_key

HEADS = (
    "Chủ tịch", "Giám đốc", "Tổng Giám đốc", "Bộ trưởng", "Cục trưởng", "Tổng cục trưởng",
    "Vụ trưởng", "Chi cục trưởng", "Hiệu trưởng", "Viện trưởng", "Trưởng ban", "Trưởng phòng",
    "Trưởng đoàn", "Tổ trưởng", "Đội trưởng", "Trạm trưởng", "Chánh Văn phòng", "Chánh Thanh tra",
    "Chánh án", "Bí thư", "Thủ tướng", "Tổng Thư ký", "Tổng Biên tập", "Thống đốc", "Chủ nhiệm",
    "Tổng Kiểm toán", "Trưởng Công an", "Chỉ huy trưởng", "Chủ tọa", "Trưởng khoa",
)  # fmt: skip
"""Titles of heads; a deputy's puts `Phó` before it."""

OTHERS = (
    "Thứ trưởng", "Ủy viên", "Thư ký", "Chính ủy", "Tư lệnh", "Thẩm phán", "Kiểm sát viên",
    "Người đứng đầu", "Bí thư thường trực", "Phó Bí thư thường trực", "Phó Chủ tịch thường trực",
    "Chấp hành viên", "Công chứng viên", "Chuyên viên",
)  # fmt: skip
"""Titles that have no deputy of their own."""

DEPUTY_OF = {"Bộ trưởng": "Thứ trưởng"}
"""Heads whose deputy is not called `Phó`."""

_HEAD_OF = (
    ("tong cuc", "Tổng cục trưởng"), ("chi cuc", "Chi cục trưởng"), ("cuc", "Cục trưởng"),
    ("vu", "Vụ trưởng"), ("bo", "Bộ trưởng"), ("vien kiem sat", "Viện trưởng"),
    ("vien", "Viện trưởng"), ("truong", "Hiệu trưởng"), ("so", "Giám đốc"),
    ("trung tam", "Giám đốc"), ("benh vien", "Giám đốc"), ("cong ty", "Giám đốc"),
    ("van phong dang ky", "Giám đốc"), ("van phong", "Chánh Văn phòng"), ("uy ban", "Chủ tịch"),
    ("ubnd", "Chủ tịch"), ("hoi dong nhan dan", "Chủ tịch"), ("phong", "Trưởng phòng"),
    ("thanh tra", "Chánh Thanh tra"), ("toa an", "Chánh án"), ("tinh uy", "Bí thư"),
    ("thanh uy", "Bí thư"), ("huyen uy", "Bí thư"), ("dang uy", "Bí thư"), ("hoc vien", "Giám đốc"),
)  # fmt: skip
"""Who heads an organ, by the words its name starts with, as search keys."""


def _letters(key: str) -> int:
    """Give the letters that stand in a search key, one bit each."""
    found = 0
    for letter in key:
        found |= 1 << (ord(letter) & 31)
    return found


_TITLES = {
    title: (letters, _letters(letters))
    for title in (*HEADS, *(f"Phó {head}" for head in HEADS), *OTHERS)
    for letters in (search_key(title).replace(" ", ""),)
}
_LEAST, _LEAST_SHORT = 0.8, 0.92
_SMALL_LETTERS = 0.07
_SHORT = 7
_LONGEST_LINE = 70
_WHOLE, _EASY = 0.97, 0.13


@dataclass(frozen=True, slots=True)
class Post:
    """What a line over a signature says.

    Attributes:
        authority: `KT.`, `TM.` …; empty when none was read.
        title: Spelled as in `HEADS` and `OTHERS`; empty after `TM.`, which names a body.
        text: The whole position in the line's own case, title put right.
        likeness: How alike the read letters and the title are, 0 to 1.
    """

    authority: str
    title: str
    text: str
    likeness: float


def post(line: str) -> Post | None:
    """Read a line over a signature; None when it names neither a position nor an authority."""
    if len(line) > _LONGEST_LINE:
        return None
    mark, rest = authority(line)
    words = rest.split()
    slack = 0.0 if is_upper(line) else _SMALL_LETTERS
    found = _title(words, slack)
    if found is None and len(words) > 1 and not mark:
        words = words[1:]
        found = _title(words, slack)
    if found is None:
        return Post(mark, "", rest, 0.5) if mark and is_upper(line) else None
    title, count, likeness = found
    tail = _tail(words[count:], is_upper(rest))
    shown = title.upper() if is_upper(" ".join(words[:count])) else title
    return Post(mark, title, " ".join([shown, *tail]), likeness)


def _title(words: list[str], slack: float) -> tuple[str, int, float] | None:
    """Find the title that the first words spell, the most alike and then the longest.

    Args:
        words: Of the line, its authority taken off.
        slack: How much more alike than usual they must be.
    """
    best: tuple[float, int, str] | None = None
    for count in range(1, min(6, len(words)) + 1):
        key = "".join(c for c in search_key("".join(words[:count])) if c.isalpha())
        there = _letters(key)
        for title, (letters, wanted) in _TITLES.items():
            if abs(len(key) - len(letters)) > 3 or not _may_be(key, there, letters, wanted):
                continue
            ratio = SequenceMatcher(None, key, letters, autojunk=False).ratio()
            if ratio >= _least(title) + slack and (
                best is None or (ratio, len(title)) > (best[0], len(best[2]))
            ):
                best = ratio, count, title
    return (best[2], best[1], best[0]) if best else None


def _may_be(key: str, there: int, letters: str, wanted: int) -> bool:
    """Tell whether two keys can be as alike as titles must be: letters that one lacks are lost."""
    lost = (wanted & ~there).bit_count(), (there & ~wanted).bit_count()
    shared = min(len(letters) - lost[0], len(key) - lost[1])
    return 2 * shared >= _LEAST * (len(key) + len(letters))


def _least(title: str) -> float:
    """Short titles, and those that seldom stand alone, must be read nearly whole."""
    return _LEAST if title not in OTHERS and len(title) > _SHORT else _LEAST_SHORT


def _tail(words: list[str], capitals: bool) -> list[str]:
    """Keep the body's name after a title, without specks: `VỤ GIÁO DỤC` after `VỤ TRƯỞNG`."""
    good = [word for word in words if sum(c.isalpha() for c in word) >= 2 or word in {"Y", "&"}]
    if capitals:
        good = [word for word in good if is_upper(word)]
    return good if len(good) == len(words) else []


def head_of(organ: str) -> str | None:
    """Give the title of an organ's head; None where its name does not tell."""
    key = search_key(organ)
    return next((title for start, title in _HEAD_OF if key.startswith(start + " ")), None)


def likeness(text: str, title: str) -> float:
    """Tell how alike the letters of a line and a title are, 0 to 1."""
    key = "".join(c for c in search_key(text) if c.isalpha())
    return SequenceMatcher(None, key, search_key(title).replace(" ", ""), autojunk=False).ratio()


def by_head(found: Post, line: str, head: str | None) -> Post:
    """Give the title of the organ's own head where only its end was read: `TRƯỞNG`.

    Args:
        found: What the line seems to say.
        line: Its text.
        head: Title of the issuing organ's head.
    """
    if head is None or found.authority or not found.title:
        return found
    if found.title != head and is_end_of(found.title, head):  # no branch is signed for by its chief
        return Post("", head, head.upper() if is_upper(line) else head, _WHOLE)
    if found.likeness > _WHOLE:
        return found
    ends = [search_key(title).split()[-1] for title in (found.title, head)]
    near = likeness(line, head)
    if found.title in (head, deputy(head)) or ends[0] != ends[1] or near < found.likeness - _EASY:
        return found
    return Post("", head, head.upper() if is_upper(line) else head, near)


def deputy(head: str) -> str:
    """Give the deputy's title of a head's."""
    return DEPUTY_OF.get(head, f"Phó {head}")


def is_deputy(title: str, head: str) -> bool:
    """Tell whether the first title is the second one's deputy."""
    return title == deputy(head)


def is_end_of(title: str, other: str) -> bool:
    """Tell whether a title is another one, or its end: `Cục trưởng` of `Chi cục trưởng`."""
    key, whole = search_key(title), search_key(other)
    return bool(key) and (whole == key or whole.endswith(" " + key))
