"""The signer's name under the signature (NĐ 30/2020, Phụ lục I, ô 7b): what may be one, and which.

A seal lies on the first half of nearly every name, so places are read several times, in several
ways; of what was read the likeliest name is taken, and what several readings agree on counts more.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from clerk_app.domain.calibration import TEXT_LAYER
from clerk_app.domain.layout import Found, Line
from clerk_app.domain.names import BY_FAMILY, BY_GIVEN, COMMON, GIVEN, SURNAMES
from clerk_app.domain.position import post
from clerk_app.domain.text import is_syllable, is_upper, native, roofed, search_key, tone_key

_LEAST_AFTER_MIDDLE = {
    tone_key(name): 2
    for name in ("Văn", "Quang", "Kim", "Thanh", "Mai", "Phương", "Thị", "Thi", "Mạnh", "Đình")
}
"""Family names that are middle names far oftener: so many words must follow."""

_SURELY = 0.9
_SHORT_NAME = 5
_HALF = 2
_LONG_ENOUGH, _ENOUGH = 4, 3
_UNKNOWN = 0.6
_HIDDEN, _DOUBTED = 0.75, 0.84
_HILL_NAME = 8
_CAPITALS = 0.4
_SAME_ROW = 0.012
_AGREED, _MOST_AGREED = 0.15, 3
_HEARD = 0.6
_DEGREE = re.compile(
    r"^\W*((?:pgs|gs|ts|ths|bs|bs\.?cki{1,2}|bs\.?ck[12]|cki{1,2}|ks|cn|ls|dr)\s*[.,]\s*)+",
    re.IGNORECASE,
)


def has_surname(text: str) -> bool:
    """Tell whether a name starts with a family name, one with misread marks too."""
    first, *rest = text.split()
    if len(rest) < _LEAST_AFTER_MIDDLE.get(tone_key(first), 1):
        return False
    if _begun(first) != first:
        return True
    return tone_key(first) in SURNAMES or _meant(first, BY_FAMILY, sure=False) is not None


def is_whole_name(text: str) -> bool:
    """Tell whether a text is a family name and two more at least: `Đỗ Trọng Sỹ` is no title.

    Its letters are nearly those of `Đội trưởng`.
    """
    words = text.split()
    named = all(word[:1].isupper() and not word.isupper() for word in words)
    return named and len(words) > _HALF and tone_key(words[0]) in SURNAMES


def person_in(line: Line) -> Found | None:
    """Give the person's name a line holds, specks and degrees left out."""
    words = [w for w in line.words if any(c.isalpha() for c in w.text)]
    kept = [w for w in words if not _DEGREE.fullmatch(w.text + " ")]
    texts = [_name_word(w.text) for w in kept]
    if texts and (tone_key(texts[0]) in SURNAMES or _begun(texts[0]) != texts[0]):
        texts[0] = texts[0][:1].upper() + texts[0][1:]  # its capital lost a stroke under the seal
    elif len(texts) <= _HALF and texts and texts[0][:1].islower():
        texts[0] = _headless(texts[0]) or texts[0]
    good = [
        (w, t)
        for w, t in zip(kept, texts, strict=True)
        if t.isalpha() and t[0].isupper() and (is_syllable(t) or len(t) >= _HILL_NAME)
    ]
    if not 2 <= len(good) <= 5 or len(good) < len(kept) - 1:
        return None
    if len(good) < len(kept) and {id(kept[0]), id(kept[-1])} <= {id(w) for w, _ in good}:
        return None  # the middle of a name was not read: what is left is another one's
    text = " ".join(t for _, t in good)
    known = has_surname(text)
    letters = len(text.replace(" ", ""))
    mixed = not is_upper(text) and any(len(t) > 1 and t.isupper() for _, t in good)
    titled = post(text) is not None and not is_whole_name(text)
    if titled or letters < _SHORT_NAME or mixed or (is_upper(text) and not known):
        return None
    shown = line.part([w for w, _ in good])
    # Without a family name it may be any words with capitals, or half of a name.
    sure = shown.confidence * (1.0 if known else _UNKNOWN)
    typed = shown.confidence > TEXT_LAYER
    if not typed and (any(roofed(t) != t for _, t in good) or len(good[0][1]) == 1):
        sure *= _UNKNOWN  # which tone it had with its roof nobody knows; `Y` may be the end of `Lý`
    if good[0][0].confidence < _HIDDEN:
        sure = min(sure, _DOUBTED)  # a seal lies on it: what is read there is often another name
    return Found(text, sure * (_UNKNOWN if len(good) == 2 else 1.0), shown.box)


def name_likeness(line: Line) -> float:
    """Tell how far a line may be a name or half of one: words like a name's, surely read."""
    good = [word.confidence for word in line.words if is_name_word(word.text)]
    return sum(good) / (1 + 0.5 * (len(line.words) - len(good)))


def is_name_word(text: str) -> bool:
    """Tell whether a word is built as one of a name's is."""
    word = _name_word(text)
    return len(word) > 1 and word[0].isupper() and is_syllable(word)


def _name_word(text: str) -> str:
    """Give a word of a name without specks and the marks and capitals that no name has."""
    bare = native(re.sub(r"^\W+|\W+$", "", _DEGREE.sub("", text)))
    return bare if bare.isupper() else bare[:1] + bare[1:].lower()


def likeliest(found: Iterable[tuple[float, Found]]) -> Found | None:
    """Choose the name among readings; what several of one place say alike counts more.

    Args:
        found: Names, and how far from the usual place each stands, 0 at it.
    """
    known = list(found)
    if not known:
        return None
    others = [other for _, other in known]
    return max(known, key=lambda one: _worth(one[1], others) - one[0])[1]


def is_disputed(best: Found, found: Iterable[Found]) -> bool:
    """Tell whether another reading of a name's place has its letters under other marks."""
    return any(_disputes(other, best) for other in found)


def has_twins(name: str) -> bool:
    """Tell whether a small sign more would make another name of it: `Phân`, `Phấn`; `Y`, `Ý`.

    Tones over a roof are the smallest signs of print, and both names are borne; a name of one
    letter has nothing else to tell it by.
    """
    return any(
        len(word) == 1
        or (_is_roofed(word) and sum(map(_is_roofed, BY_GIVEN.get(search_key(word), ()))) > 1)
        for word in name.split()[1:]
    )


def _is_roofed(word: str) -> bool:
    return "\u0302" in unicodedata.normalize("NFD", word)


def _disputes(other: Found, best: Found) -> bool:
    return (
        abs(_row(other) - _row(best)) < _SAME_ROW
        and other.confidence > _HEARD
        and search_key(other.text) == search_key(best.text)
        and tone_key(other.text) != tone_key(best.text)
    )


def _worth(one: Found, others: Sequence[Found]) -> float:
    first = one.text.split(maxsplit=1)[0]
    worth = one.confidence + 0.5 * has_surname(one.text) + 0.05 * len(one.text.split())
    worth += 0.05 * (tone_key(first) in SURNAMES)
    worth -= _CAPITALS * is_upper(one.text)  # names are not set in capitals; seals are
    key, row = tone_key(one.text), _row(one)
    agreed = sum(
        abs(_row(other) - row) < _SAME_ROW and f" {key}".endswith(f" {tone_key(other.text)}")
        for other in others  # the half of a name bears the whole of it out
    )
    return worth + _AGREED * min(_MOST_AGREED, agreed - 1)


def _row(one: Found) -> float:
    return (one.box.top + one.box.bottom) / 2


def righted(name: str, sure: float) -> str:
    """Put right misread marks of a name whose letters only one known name has.

    Args:
        name: As read.
        sure: How surely; a given name read well changes only where reading errs however sure.
    """
    first, *rest = (name if sure > TEXT_LAYER else roofed(name)).split()
    surely = sure >= _SURELY
    half = len(rest) == 1 and search_key(first) in BY_GIVEN  # `Đình Hạnh`: the family name is lost
    told = [first if half else _meant(first, BY_FAMILY, sure=False) or _begun(first)]
    told += [_meant(word, BY_GIVEN, sure=surely) or word for word in rest]
    return " ".join(told)


def _begun(word: str) -> str:
    """Give the one family name that a word is but for its first letter, misread or lost."""
    lost = len(word) < _LONG_ENOUGH  # then it must be lost: no capital is left
    if tone_key(word) in SURNAMES or len(word) < _ENOUGH or (lost and not word.islower()):
        return word
    ends = {word.lower()} if lost else {word.lower(), word[1:].lower()}
    names = [name for name in COMMON if len(name) > 2 and name[1:] in ends]
    return names[0] if len(names) == 1 else word


def _headless(word: str) -> str | None:
    """Give the one middle name that a word is without its first letter: `gọc` of `Ngọc`."""
    names = [name for name in GIVEN.split() if name[1:] == word]
    return names[0] if len(names) == 1 and len(word) > _HALF else None


_OTHER_TONE = str.maketrans({"\u0301": "\u0309", "\u0309": "\u0301"})


def _meant(word: str, names: Mapping[str, tuple[str, ...]], *, sure: bool) -> str | None:
    """Give the one known name with the letters of a misread one; None where none or several are.

    Args:
        sure: It was read surely: then only the tone over a roof is mistaken, the smallest sign.
    """
    near = names.get(search_key(word), ())
    borne = tone_key(word) in SURNAMES  # `Tô` is a middle name, too
    if is_upper(word) or borne or any(tone_key(one) == tone_key(word) for one in near):
        return None
    decomposed = unicodedata.normalize("NFD", word)
    swapped = tone_key(decomposed.translate(_OTHER_TONE))
    alike = [one for one in near if "\u0302" in decomposed and tone_key(one) == swapped]
    if alike:
        return alike[0]
    roofed_ones = [one for one in near if _is_roofed(one)] if _is_roofed(word) else []
    if len(roofed_ones) == 1:
        return roofed_ones[0]
    if sure:
        return None
    return near[0] if len(near) == 1 else None
