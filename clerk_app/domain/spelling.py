"""Fixed phrases, quarters and years of official documents put back where reading lost a mark."""

import re

from clerk_app.domain.text import is_syllable, is_upper, search_key

PHRASES = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam", "Ủy ban nhân dân", "Hội đồng nhân dân",
    "Viện kiểm sát nhân dân", "Tòa án nhân dân", "Mặt trận Tổ quốc Việt Nam", "tối cao",
    "Chính phủ", "Quốc hội", "Văn phòng", "Thanh tra", "Hội đồng", "Ban Chỉ đạo", "Ban Quản lý",
    "dự án", "Bệnh viện", "đa khoa", "Trung tâm", "Trường Đại học", "Trường Cao đẳng",
    "Trường Tiểu học", "Trung học cơ sở", "Trung học phổ thông", "Chi cục", "Tổng cục",
    "thành phố", "tỉnh", "huyện", "phường", "Phó Chủ tịch", "Chủ tịch", "Phó Tổng Giám đốc",
    "Tổng Giám đốc", "Phó Giám đốc", "Giám đốc", "Bộ trưởng", "Thứ trưởng", "Phó Hiệu trưởng",
    "Hiệu trưởng", "Cục trưởng", "Vụ trưởng", "Viện trưởng", "Trưởng phòng", "Trưởng ban",
    "Phó Chánh Văn phòng", "Chánh Văn phòng", "Chánh Thanh tra", "Chánh án", "Bí thư",
)  # fmt: skip
"""Kinds of organs, units and positions: the frame of every document, whoever wrote it."""

_NOT_ALONE = {"tinh": "ha"}
"""`TĨNH` is `TỈNH` misread, but not after `HÀ`."""

_QUARTER = re.compile(r"\b(quý|quy|quí) ([IHl1Vïîì]{1,4}|[IHl1]{1,2}[ |][IHl1])(?=$|[\s.,;/-])")
_SPECKED = re.compile(r"\b([^\W\d_]{1,7})\.([^\W\d_]{2,7})\b")
_YEAR = re.compile(r"\b(năm)\W+(?=\d{4}\b)")

_BY_KEY = {search_key(phrase): phrase for phrase in PHRASES}
_LONGEST = max(len(key.split()) for key in _BY_KEY)


def respelled(text: str) -> str:
    """Put back the marks of known phrases in a line of capitals; other words stay as read."""
    words = text.split()
    keys = [re.sub(r"[^a-z]", "", search_key(word)) for word in words]
    out: list[str] = []
    at = 0
    while at < len(words):
        length = _known(keys, at)
        if length and is_upper(" ".join(words[at : at + length])):
            right = _BY_KEY[" ".join(keys[at : at + length])].upper().split()
            out += [_dressed(w, r) for w, r in zip(words[at : at + length], right, strict=True)]
        else:
            length = 1
            out.append(words[at])
        at += length
    return " ".join(out)


def _known(keys: list[str], at: int) -> int:
    """Tell how many words from a place on make a known phrase, the longest first."""
    for length in range(min(_LONGEST, len(keys) - at), 0, -1):
        key = " ".join(keys[at : at + length])
        if key in _BY_KEY and not (at and _NOT_ALONE.get(key) == keys[at - 1]):
            return length
    return 0


def _dressed(word: str, right: str) -> str:
    """Keep the commas and brackets around a word."""
    found = re.fullmatch(r"(\W*)(.*?)(\W*)", word)
    return f"{found[1]}{right}{found[3]}" if found else right


def tidied(text: str) -> str:
    """Give a line of small letters without specks read as signs, its quarter and year set right."""
    return _YEAR.sub(r"\1 ", _QUARTER.sub(_quarter, _SPECKED.sub(_apart, text)))


def _apart(found: re.Match[str]) -> str:
    """Put a space for the speck between two syllables that was read as a full stop."""
    parted = found[0].islower() and all(map(is_syllable, found.groups()))
    return f"{found[1]} {found[2]}" if parted else found[0]


def _quarter(found: re.Match[str]) -> str:
    """Give a quarter with the Roman numeral that reading took for letters: `quý HI` is III."""
    strokes = re.sub(r"[l1ïîì]", "I", re.sub(r"[ |]", "", found[2]).replace("H", "II"))
    return f"quý {strokes}" if strokes in {"I", "II", "III", "IV"} else found[0]
