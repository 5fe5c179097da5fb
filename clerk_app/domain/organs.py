"""The organ's lines over the number: who issues, and the organ over it (NĐ 30, Phụ lục I, ô 2)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from clerk_app.domain.heading import RISE, Frame
from clerk_app.domain.layout import Found, Line, box_around, line_of, mean_confidence
from clerk_app.domain.scanning import Word
from clerk_app.domain.spelling import respelled
from clerk_app.domain.text import is_syllable, is_upper, search_key, tone_key, unglued

ORGAN_HEADS = (
    "so", "bo", "uy ban", "ubnd", "hoi dong", "hdnd", "cuc", "tong cuc", "chi cuc", "vu", "ban",
    "truong", "hoc vien", "vien", "benh vien", "trung tam", "phong", "van phong", "thanh tra",
    "doan", "dang uy", "tinh uy", "thanh uy", "huyen uy", "chi bo", "dang bo", "hoi", "lien doan",
    "cong an", "cong ty", "tong cong ty", "tap doan", "toa an", "toa", "kho bac", "bao hiem",
    "ngan hang", "hai quan", "thue", "quy", "to", "ban quan ly", "dai", "bao", "thu vien",
    "tram", "doi", "xi nghiep", "nha may", "chinh phu", "bao tang", "so du", "lien minh",
    "dong nhan dan",
)  # fmt: skip
"""Words an organ's name starts with, as search keys."""

_OPEN_ENDS = {
    "va",
    "cua",
    "tinh",
    "huyen",
    "xa",
    "phuong",
    "quan",
    "thi",
    "tran",
    "thanh",
    "pho",
    "ve",
    "cac",
    "tp",
}
_BARE = {
    "van phong",
    "hoi dong",
    "ban",
    "ban chi dao",
    "to",
    "trung tam",
    "truong",
    "vien",
    "benh vien",
}
_SHORT_FORM = re.compile(r"\b(UBND|HĐND|UBMTTQ)(?=[A-ZÀ-ỸĐ]{2})")
_LOCAL = {"tinh", "pho", "huyen", "quan", "xa", "phuong", "tran"}
_TOWN = re.compile(r"^(tp\.?|thành phố|tx\.?|thị xã)\s+", re.IGNORECASE)
_READ_WELL, _SAME_PLACE = 0.82, 0.72
_SPECKS = "_-–—.,:;'`‘’*~|•"
_LOST_HEADS = {"ban nhan dan": "ỦY ", "dong nhan dan": "HỘI "}
"""Names that exist only behind a word that reading lost."""
_FOREIGN_WORDS = """
company corporation joint stock limited ltd jsc school university college institute hospital center
centre department ministry office committee peoples council kindergarten academy association union
bank authority agency board of and for province city district service services management general
national international primary secondary high health education finance construction culture tourism
group holdings
"""
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
"""Words of a letterhead's English line, none of them a Vietnamese syllable."""
_OF_NATION = re.compile(r"^c[oôộọ]n?g?\W*$", re.IGNORECASE)
_STRAY = 0.6
_EQUALLY = 0.05
_LOST_SURE, _SPOILED, _SAME_HEIGHT, _CENTRED = 0.85, 0.5, 0.3, 0.015
_LONG_WORD, _LEAST_HIGH = 4, 0.4
_BOARD, _FUND = tone_key("ỦY"), "QUỸ"
_SAME_FOOT, _SHARED, _ALIKE, _DISPUTED = 0.008, 0.7, 0.7, 0.96
_ROMAN = re.compile(r"^[1lIVX]*[VX][1lIVX]*$|^[1lI]+[VX]+$")
_BARE_PLACE = re.compile(r"^(tinh|huyen|xa|phuong|thi xa|thanh pho|quan)\b")
_UNLIKELY = 0.3
_NOT_HEAD = re.compile(r"^(phong,|phong chong|thanh pho|bao ve|bao hiem y te huyen|truong ban)")


@dataclass(frozen=True, slots=True)
class Organs:
    """Cơ quan ban hành and the organ over it (ô 2)."""

    own: Found | None
    parent: Found | None


def organs(
    place: Frame,
    code_line: Line | None,
    where: Found | None = None,
    again: Sequence[Line] = (),
) -> Organs:
    """Read the organ's lines over the number, parted into the issuing organ and its parent.

    Args:
        place: Where the heading lies.
        code_line: The line with the number.
        where: The place of issue: it tells the name that an organ's line ends with (ô 4).
        again: Lines of a second reading; of two readings of one line the surer counts.
    """
    end = code_line.box.top if code_line else place.nation.bottom + 0.06
    lines: list[Line] = []
    for line in _with_lost(place.left, again):
        if line.centre[1] >= end or line.box.top < place.nation.top - RISE:
            continue
        shown = _organ_line(_surer(_left_of_nation(line, place), again))
        if shown is not None and not (lines and _is_foreign(shown.text)):
            lines.append(shown)
    tallest = max((line.height for line in lines), default=0.0)
    lines = [line for line in lines if line.height > _LEAST_HIGH * tallest]
    if not lines:
        return Organs(None, None)
    cut = _own_start([unglued(line.text) for line in lines])
    own, parent = _joined(lines[cut:]), _joined(lines[:cut]) if cut else None
    return Organs(_at(own, where), _at(parent, where) if parent else None)


def _with_lost(lines: Sequence[Line], again: Sequence[Line]) -> list[Line]:
    """Put in short lines that a second reading alone has; the rule under one spoils a block.

    A name's lines stand centred under each other, in letters of one height.
    """
    found = list(lines)
    for other in again:
        if other.confidence < _LOST_SURE or not is_upper(other.text):
            continue
        row = [one for one in found if one.box.top < other.centre[1] < one.box.bottom]
        if any(one.confidence > _SPOILED for one in row):
            continue
        over = [one for one in found if one.centre[1] < other.centre[1] and one not in row]
        above = max(over, key=lambda one: one.centre[1], default=None)
        if above is not None and _goes_on(above, other):
            found = [one for one in found if one not in row] + [other]
    return sorted(found, key=lambda one: one.centre[1])


def _goes_on(above: Line, line: Line) -> bool:
    """Tell whether a line stands under another as the next of the same name."""
    alike = abs(line.height - above.height) < _SAME_HEIGHT * above.height
    near = line.box.top - above.box.bottom < line.height
    return alike and near and abs(line.centre[0] - above.centre[0]) < _CENTRED


def _surer(line: Line, again: Sequence[Line]) -> Line:
    """Give the surer of two readings of a line; where they differ it is less sure than it says."""
    other = max((one for one in again if _same_line(line, one)), key=_sure, default=None)
    if other is None or tone_key(other.text) == tone_key(line.text):
        return line
    best = other if other.confidence >= line.confidence else line
    if abs(other.confidence - line.confidence) < _EQUALLY and _no_words(line) != _no_words(other):
        best = min(line, other, key=_no_words)
    return line_of([replace(w, confidence=w.confidence * _DISPUTED) for w in best.words])


def _no_words(line: Line) -> int:
    return sum(not is_syllable(word.text.strip(_SPECKS)) for word in line.words)


def _sure(line: Line) -> float:
    return line.confidence


def _same_line(line: Line, other: Line) -> bool:
    """Tell whether two lines are readings of the same print."""
    shared = min(line.box.right, other.box.right) - max(line.box.left, other.box.left)
    widths = [each.box.right - each.box.left for each in (line, other)]
    wide = min(widths) if line.confidence < _READ_WELL else max(widths)  # dots of a rule's end it
    level = abs(line.box.bottom - other.box.bottom) < _SAME_FOOT
    keys = [search_key(each.text) for each in (line, other)]
    return level and shared > _SHARED * wide and _ratio(*keys) > _ALIKE


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _at(found: Found, where: Found | None) -> Found:
    """Put right a badly read place name at a name's end by the place of issue."""
    if where is None or found.confidence > _READ_WELL:
        return found
    name = _TOWN.sub("", where.text).split()
    words = found.text.split()
    head, tail = words[: -len(name)], words[-len(name) :]
    if not name or not head or search_key(head[-1]) not in _LOCAL:
        return found
    key, known = search_key(" ".join(tail)), search_key(" ".join(name))
    if _ratio(key, known) < _SAME_PLACE:
        return found
    return Found(" ".join([*head, *name]).upper(), found.confidence, found.box)


def _left_of_nation(line: Line, place: Frame) -> Line:
    """Give a line without the first syllable of the Quốc hiệu that was read as its last word."""
    last = line.words[-1]
    strays = last.box.right > place.split and _OF_NATION.match(last.text)
    return line.part(line.words[:-1]) if strays and len(line.words) > 1 else line


def _is_foreign(text: str) -> bool:
    """Tell whether a line is the English one of a letterhead in two languages."""
    words = [word.strip(".,;:()[]'’") for word in text.split()]
    strange = [word for word in words if len(word) > _LONG_WORD and not is_syllable(word)]
    alone = len(strange) == len(words)
    # `DA BAC PHOSPHATE PLANT`: no organ's line is without any mark and with such words.
    unmarked = len(strange) > (0 if text.isascii() else 1) and all(w.isascii() for w in strange)
    return (len(words) > 1 and (alone or unmarked)) or any(
        word.lower() in _FOREIGN for word in words
    )


def _organ_line(line: Line) -> Line | None:
    """Give a line of capitals without the specks beside it."""
    words = [_without_specks(word) for word in line.words if not _is_stray(word)]
    while words and (not _is_organ_word(words[-1].text) or words[-1].text == "-"):
        words.pop()
    while words and not words[0].text[0].isupper():
        words.pop(0)
    if not words:
        return None
    if len(words) > 1 and tone_key(words[0].text) == _BOARD and search_key(words[1].text) != "ban":
        words[0] = replace(words[0], text=_FUND)  # no board is called otherwise
    shown = line.part(words)
    return shown if is_upper(shown.text) and sum(c.isalpha() for c in shown.text) >= 2 else None


def _is_stray(word: Word) -> bool:
    """Tell whether a word is one letter that a speck or a pen left: no name has it alone."""
    bare = word.text.strip("-–—.,'")
    alone = len(bare) == 1 and bare.isalpha() and word.text not in "IVXYABCDE"
    return alone and word.confidence < _STRAY


def _without_specks(word: Word) -> Word:
    bare = word.text.lstrip(_SPECKS)
    if not (bare and bare[0].isupper()):
        bare = word.text
    if _ROMAN.match(bare):  # `KHU VỰC 1X`
        bare = bare.replace("1", "I").replace("l", "I")
    return replace(word, text=bare) if bare != word.text else word


def _is_organ_word(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or text in {"&", "-"}


def _own_start(texts: list[str]) -> int:
    """Find the line where the issuing organ's own name starts."""
    keys = [search_key(text) for text in texts]
    for index in range(len(keys) - 1, 0, -1):
        before = keys[index - 1]
        if _NOT_HEAD.match(keys[index]) or not _starts_organ(keys[index]):
            continue
        if before.split()[-1] in _OPEN_ENDS or before in _BARE or before.endswith((",", "-")):
            continue
        return index
    return 0


def _starts_organ(key: str) -> bool:
    return any(key == head or key.startswith((head + " ", head + ".")) for head in ORGAN_HEADS)


def _joined(lines: Sequence[Line]) -> Found:
    text = " ".join(line.text.strip(" .,;:-–—_”“\"'’‘|") for line in lines)
    text = respelled(unglued(_SHORT_FORM.sub(r"\1 ", text)))
    key, sure = search_key(text), mean_confidence(lines)
    lost = next((head for start, head in _LOST_HEADS.items() if key.startswith(start)), "")
    if _BARE_PLACE.match(key) and not _starts_organ(key):
        sure *= _UNLIKELY  # a province is no organ: the line before it was not read
    return Found(lost + text, sure, box_around(lines))
