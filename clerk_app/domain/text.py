"""Vietnamese text: one spelling of each letter, and keys that compare what people mean."""

import re
import unicodedata
from itertools import groupby

_FOREIGN_D = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ"})
"""Icelandic eth looks like `Đ`; old fonts and keyboards type it (TCVN 6909:2001 has U+0110)."""

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Huyền, sắc, ngã, hỏi, nặng: the marks whose place in the syllable is a habit, not a meaning."""

_WRITTEN_MARKS = _TONES | {"\u0302", "\u0306", "\u031b"}

_MARKED = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")

_HORNED_U = frozenset("ưừứửữự")

FILE_NAME_LIMIT = 50
"""Longest file name that the archives' rules allow, characters."""


def nfc(text: str) -> str:
    """Give text in NFC with the Vietnamese `Đ` (TCVN 6909:2001)."""
    return unicodedata.normalize("NFC", text).translate(_FOREIGN_D)


def _unmarked(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)
    return "".join(c for c in plain if not unicodedata.combining(c))


# Every letter of the alphabets that have marks, and the marks alone, to what is left of it.
_UNMARKED = {
    code: left for code in range(0xA0, 0x2100) if (left := _unmarked(chr(code))) != chr(code)
} | {ord("đ"): "d", ord("Đ"): "D"}


def without_marks(text: str) -> str:
    """Give text without any mark, `đ` as `d`, case kept."""
    return text if text.isascii() else nfc(text).translate(_UNMARKED)


def search_key(text: str) -> str:
    """Fold case and every mark, `đ` too; a string of NFC letters keeps its length and places."""
    return without_marks(text).lower()


def tone_key(text: str) -> str:
    """Fold case, runs of spaces and the tone mark's place (`HÒA` is `HOÀ`)."""
    decomposed = unicodedata.normalize("NFD", nfc(text).casefold())
    runs = groupby(decomposed, key=lambda c: c.isalpha() or bool(unicodedata.combining(c)))
    folded = (_tones_last("".join(run)) if word else "".join(run) for word, run in runs)
    return " ".join(unicodedata.normalize("NFC", "".join(folded)).split())


def _tones_last(syllable: str) -> str:
    letters = "".join(c for c in syllable if c not in _TONES)
    return letters + "".join(c for c in syllable if c in _TONES)


def safe_file_name(text: str, limit: int = FILE_NAME_LIMIT) -> str:
    """Give a file name of A-Z, a-z and 0-9 only, at most `limit` characters; may be empty."""
    return re.sub(r"[^A-Za-z0-9]", "", without_marks(text))[:limit]


def is_upper(text: str) -> bool:
    """Tell whether nearly all letters are capitals, as in headings and positions."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


_SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(oa[iyo]?|oe[o]?|uy[aeu]?|uo[iu]?|ie[u]?|ye[u]?|ia|ua|u[aei]y?|uay|oo|[aeo][iouy]?|a[uy]|i[au]?"
    r"|u[iu]?|y)"
    r"(ch|ng|nh|[ckmnpt])?"
)


def is_syllable(word: str) -> bool:
    """Tell whether a word is built as a Vietnamese syllable is: onset, vowels, coda."""
    base = unicodedata.normalize("NFD", nfc(word))
    known = all(c in _WRITTEN_MARKS or c.isalpha() for c in base)
    return known and _SYLLABLE.fullmatch(search_key(word)) is not None


_ROOFLESS = re.compile("(?<![gG])([iyIY])([eE])(?=[\u0301\u0300\u0309\u0303\u0323]?[a-zA-Z])")


def roofed(word: str) -> str:
    """Put back the roof that no syllable is without: `Mien` is no word, `Miên` is."""
    return nfc(_ROOFLESS.sub("\\1\\2\u0302", unicodedata.normalize("NFD", word)))


def unglued(text: str) -> str:
    """Part words that lost the space between them: `QUẢNLÝ` is no syllable, `QUẢN LÝ` are two."""
    return " ".join(_two_syllables(word) for word in text.split())


def _two_syllables(word: str) -> str:
    if not word.isalpha() or is_syllable(word):
        return word
    splits = [
        (word[:at], word[at:])
        for at in range(2, len(word) - 1)
        if is_syllable(word[:at]) and is_syllable(word[at:])
    ]
    # `KHOA TỈNH`, not `KHOAT ỈNH`: a consonant between two vowels opens the second syllable.
    firm = [pair for pair in splits if search_key(pair[1])[0] not in "aeiouy"]
    return " ".join(firm[0]) if len(firm) == 1 else word


def undoubled(word: str) -> str:
    """Give a word without the vowel that reading set down twice: `TỔỐNG` is `TỔNG`.

    Two of one vowel stand side by side in Vietnamese only without marks on the first.
    """
    for at in range(len(word) - 1):
        one, other = word[at], word[at + 1]
        if search_key(one) != search_key(other) or one.lower() not in _MARKED:
            continue
        if one.lower() in _HORNED_U and other.lower() == "u":  # `lưu`
            continue
        kept = one if _has_tone(one) else other
        shorter = word[:at] + kept + word[at + 2 :]
        return shorter if is_syllable(re.sub(r"\W", "", shorter)) else word
    return word


def _has_tone(letter: str) -> bool:
    return any(c in _TONES for c in unicodedata.normalize("NFD", letter))


def native(word: str) -> str:
    """Give a word without the marks that Vietnamese does not write: `Gïang` is `Giang`."""
    base = unicodedata.normalize("NFD", nfc(word))
    kept = (c for c in base if c in _WRITTEN_MARKS or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(kept))


_LIKE = str.maketrans("gljt1", "ciii1")
_NEW_STYLE = re.compile(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])$")


def old_style(syllable: str) -> str:
    """Give a syllable with its tone on the vowel before: `hoá` as `hóa`, both being right."""
    found = _NEW_STYLE.search(syllable)
    if not found:
        return syllable
    marked = unicodedata.normalize("NFD", found[0][1])
    first = unicodedata.normalize("NFC", found[0][0] + marked[1])
    return syllable[: found.start()] + first + marked[0]


def shape(syllable: str) -> str:
    """Give a syllable's letters without marks, letters that look alike as one."""
    return search_key(syllable).translate(_LIKE)


def cased(text: str, like: str) -> str:
    """Give a syllable in the case of another one."""
    if is_upper(like) and (len(like) > 1 or like.isupper()):
        return text.upper() if len(like) > 1 else text.capitalize()
    return text.capitalize() if like[:1].isupper() else text


def bare(text: str) -> str:
    """Give a word without what stands around it: commas, brackets, quotes."""
    return text.strip(".,;:()[]“”\"'‘’-–—*+/")
