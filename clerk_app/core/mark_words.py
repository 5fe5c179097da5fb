"""What a stamp's frame holds, as far as Tesseract could read it: the nearest word of a lexicon."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from clerk_app.domain.classification import SecrecyLevel, UrgencyLevel

SECRECY: Final = "secrecy"
DECLASSIFIED: Final = "declassified"
URGENCY: Final = "urgency"
CIRCULATION: Final = "circulation"
ARRIVAL: Final = "arrival-stamp"
OTHER: Final = "other"

_LEXICON: Final[dict[str, tuple[str, ...]]] = {
    SECRECY: tuple(level.value for level in SecrecyLevel),
    DECLASSIFIED: ("GIẢI MẬT", "GIẢM MẬT", "TĂNG MẬT", "GIẢI MẬT TỪ"),
    URGENCY: (
        *(level.value for level in UrgencyLevel),
        "HOẢ TỐC", "HỎA TỐC HẸN GIỜ", "HOẢ TỐC HẸN GIỜ", "THƯỢNG HỎA TỐC",
    ),
    CIRCULATION: ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ", "TÀI LIỆU THU HỒI", "THU HỒI"),
    ARRIVAL: ("ĐẾN", "CÔNG VĂN ĐẾN", "VĂN BẢN ĐẾN", "ĐẾN SỐ", "ĐẾN NGÀY"),
    OTHER: (
        "BÍ MẬT", "BẢO MẬT", "MẬT KHẨU", "MẬT ĐỘ", "MẬT ONG", "MẬT THƯ", "MẬT MÃ", "MẬT THIẾT",
        "THÂN MẬT", "BẢO VỆ BÍ MẬT", "BÍ MẬT NHÀ NƯỚC", "BẢO MẬT THÔNG TIN", "MẶT TRẬN",
        "MẶT BẰNG", "NHẬT", "NHẬT KÝ", "LUẬT", "VẬT", "THẬT", "ĐẤT", "NHẤT", "CHẤT", "MỘT",
        "KHÔNG", "HẸN GIỜ", "DỰ THẢO", "BẢN SAO", "SAO Y", "SAO Y BẢN CHÍNH", "SAO LỤC",
        "BẢN CHÍNH", "BẢN GỐC", "HỦY", "ĐÃ THU TIỀN", "ĐÃ KÝ", "KÝ BỞI", "TRÌNH KÝ", "TỐI",
        "TUYỆT", "TUYỆT ĐỐI", "TỐI ĐA", "SỐ", "NGÀY", "CHUYỂN", "NĂM", "TT", "TÊN", "GIÁM ĐỐC",
        "CHỦ TỊCH", "CỤC", "BỘ", "SỞ", "LƯU", "KÝ HIỆU", "TỔNG SỐ", "NỘI DUNG", "MÃ SỐ", "MẪU SỐ",
        "PHỤ LỤC", "HỎI", "HẾT", "BẢN SAO SỐ", "VĂN THƯ", "THƯ MỜI", "GIẤY MỜI", "CÔNG AN", "THUẾ",
        "HẢI QUAN", "KÍNH GỬI", "STT", "SỐ TT", "ĐVT", "GHI CHÚ", "HỌ TÊN", "HỌ VÀ TÊN", "ĐƠN VỊ",
        "TỔNG CỘNG", "CỘNG", "SỐ LƯỢNG", "THÀNH TIỀN", "ĐƠN GIÁ", "NGƯỜI LẬP", "KẾ TOÁN",
        "ĐỘ MẬT",
    ),
}  # fmt: skip
TABLE_HEAD: Final = "ĐỘ MẬT"
"""The head of a column that tells levels; before a colon it may be a mark."""

_ALIKE: Final = {frozenset(pair) for pair in ("IL", "I1", "O0", "OQ", "MN", "TI", "TY", "UV", "CG")}
_LOOSE: Final = 0.6
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_MARK_COST: Final = 0.3
_CUT_COST: Final = 0.15
_STROKES: Final = frozenset("IL1TFEJ")
_OWN: Final = (*(word for level in SecrecyLevel for word in level.value.split()), "GIẢI", "ĐỘ")
_SAME: Final = 0.2
_OWN_SAME: Final = 0.5


class StampWord(NamedTuple):
    """The word of the lexicon that a reading comes nearest to.

    Attributes:
        kind: `secrecy`, `declassified`, `urgency`, `circulation`, `arrival-stamp` or `other`.
        word: The lexicon's word.
        cost: 0 for the very word; a wrong mark costs 0.3, a wrong letter 1.
    """

    kind: str
    word: str
    cost: float

    @property
    def share(self) -> float:
        """Cost a letter of the word."""
        return self.cost / len(self.word.replace(" ", ""))

    @property
    def level(self) -> SecrecyLevel | None:
        """The secrecy level the word names."""
        return SecrecyLevel(self.word) if self.kind == SECRECY else None


UNREAD: Final = StampWord(OTHER, "?", 99.0)


def nearest(text: str) -> StampWord:
    """Give the lexicon's word nearest to what was read; `UNREAD` for no letters."""
    tokens = [token for token in map(_letters, text.split()) if token]
    readings = {"".join(tokens): 0.0} | {"".join(cut): _CUT_COST for cut in _trimmed(tokens)}
    found = [
        StampWord(kind, word, _cost(reading, _letters(word)) + more)
        for reading, more in readings.items()
        if reading
        for kind, words in _LEXICON.items()
        for word in words
    ]
    return min(found, key=lambda word: (word.share, word.cost), default=UNREAD)


def beside(one: str, other: str) -> bool:
    """Tell whether of two words side by side one is `MẬT` and the other none that a mark has there.

    So are `MẬT ĐỘ` and `THÂN MẬT`, also where their other half is read badly; `TỐI MẬT` and
    `ĐỘ MẬT` are not, nor is what is no word in capitals.
    """
    first, last = _letters(one), _letters(other)
    if _far(first, ("MẬT",)) <= _SAME:
        return _is_word(other, last) and _far(last, ("MẬT",)) > _OWN_SAME
    return _far(last, ("MẬT",)) <= _SAME and _is_word(one, first) and _far(first, _OWN) > _OWN_SAME


def _is_word(text: str, letters: str) -> bool:
    return text.isupper() and letters.isalpha() and len(letters) > 1 and not _is_stroke(letters)


def _far(letters: str, words: tuple[str, ...]) -> float:
    """Tell how far letters are from the nearest of some words, cost a letter."""
    return min(_cost(letters, word) / len(word) for word in words)


def _trimmed(tokens: list[str]) -> Iterator[list[str]]:
    """Give the reading without the strokes that a frame leaves at its ends."""
    first = 1 if len(tokens) > 1 and _is_stroke(tokens[0]) else 0
    last = 1 if len(tokens) > 1 + first and _is_stroke(tokens[-1]) else 0
    if first or last:
        yield tokens[first : len(tokens) - last]


def _is_stroke(token: str) -> bool:
    return len(token) == 1 or set(token) <= _STROKES


def _letters(text: str) -> str:
    upper = unicodedata.normalize("NFC", text).upper()
    return "".join(sign for sign in upper if sign.isalnum())


@lru_cache(maxsize=4096)
def _parts(letter: str) -> tuple[str, str, str]:
    """Split a letter into base, quality (circumflex, breve, horn) and tone."""
    if letter == "Đ":
        return "D", "-", ""
    decomposed = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in decomposed[1:] if mark in _TONES)
    return decomposed[0], "".join(mark for mark in decomposed[1:] if mark not in _TONES), tone


@lru_cache(maxsize=16384)
def _swap(one: str, other: str) -> float:
    """Tell what it costs to take one letter for another."""
    if one == other:
        return 0.0
    (base, quality, tone), (base_2, quality_2, tone_2) = _parts(one), _parts(other)
    marks = _MARK_COST * ((quality != quality_2) + (tone != tone_2))
    if base == base_2:
        return marks
    return min(1.0, _LOOSE + marks / 2) if frozenset((base, base_2)) in _ALIKE else 1.0


def _cost(read: str, word: str) -> float:
    """Give the weighted edit distance of two strings of capitals."""
    above = [float(place) for place in range(len(word) + 1)]
    for row, one in enumerate(read, 1):
        line = [float(row)]
        for column, other in enumerate(word, 1):
            swapped = above[column - 1] + _swap(one, other)
            line.append(min(above[column] + 1.0, line[-1] + 1.0, swapped))
        above = line
    return above[-1]
