"""What a document is and what it is about: its type's heading and its subject (trích yếu)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from clerk_app.domain.document import CONG_VAN, DocumentType, named_type, type_of_notation
from clerk_app.domain.heading import Code, Frame
from clerk_app.domain.layout import (
    Found,
    Line,
    box_around,
    is_motto,
    is_national_heading,
    mean_confidence,
    rejoined,
)
from clerk_app.domain.scanning import Word
from clerk_app.domain.spelling import tidied
from clerk_app.domain.text import is_syllable, is_upper, search_key

_TITLE_DEPTH, _TITLE_LETTERS = 0.3, 24
_LETTER_SUBJECT = re.compile(
    r"^\W*v\s?(?:[/⁄]\s?[vw](?![^\W\d_])|[lij|¿1]?\s?[vw]{1,2}\W*\s)", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^\W*(?:v\s?[/⁄]\s?[vw](?![^\W\d_])\W*|(?:v\s?[lij|¿1]?\s?[vw]{1,2}|[vy]\S{1,2}\s+vi\S{1,2}c|[^\W\d_]{0,2}ệc"
    r"|\S{1,2}[èéẻẽêềếểễ]\s+vi[êệễế][ct]|v[èéẻẽêềếểễ]\s+\S{0,2}i[êệễế][cgt]"
    r"|\S?[èéẻẽêềếểễ]\s+\S{0,2}i[êệễế]c)\W*\s+)",
    re.IGNORECASE,
)
_RULED, _AFTER_STAMP = map(re.compile, (r"^\W*[A-ZĐ]?[-–—_=]{2,}\W*", r"^.{1,24}?(?=\bVề việc\s)"))
_ENDS = re.compile(
    r"^\W*(kinh gui|can cu|theo |thuc hien|xet |dieu 1|thanh phan|phan 1|i\. |1\. |\(kem theo|"
    r"noi nhan|kinh trinh|kinh moi|de |ngay \d)"
)
_BODY = re.compile(r"^\W*(kinh gui|can cu |dieu 1|noi nhan|ngay \d)")
_ENDS_AFTER = re.compile(
    r"\buy quyen cho (ong|ba|nguoi)\b|\bdien\s*:|(tran trong|kinh) (gioi thieu|moi)\b"
    r"|^\W*xet (don|de nghi)"
)
_WITHOUT_SUBJECT = {"Giấy giới thiệu", "Giấy nghỉ phép"}  # NĐ 30/2020, Phụ lục III, Mẫu 1.8, 1.10
_PERSONAL = re.compile(r"^thu (chuc|cam|tham|khen|moi|ngo|chia|dong vien)\b")
_CENTRED, _NEARLY_CENTRED, _SPECK, _GUESS, _NO_WORD = 0.08, 0.14, 0.4, 0.25, 0.5
_NEARLY, _RAGGED, _FULL, _BODY_WIDTH, _INDENT = 0.6, 0.06, 0.02, 0.6, 0.03
_WIDEST, _LEAST_PITCH = 1.4, 0.018
_MARGIN_DEPTH, _NARROW_PITCH = 0.25, 0.024  # a page askew has another margin further down


@dataclass(frozen=True, slots=True)
class Title:
    """Tên loại: the type and the line that names it."""

    kind: DocumentType
    line: Line
    likeness: float


@dataclass(frozen=True, slots=True)
class About:
    """What a heading says of its matter.

    Attributes:
        named: The type's own heading; None of a letter.
        letter: The subject of a letter, `V/v …`.
        subject: The subject, of either.
        lines: The lines it was read from.
    """

    named: Title | None
    letter: Found | None
    subject: Found | None
    lines: tuple[Line, ...]

    @property
    def worth(self) -> float:
        """About how many words of the subject are right, less those that are no words at all."""
        words = [word for line in self.lines for word in line.words]
        return sum(word.confidence if _is_word(word) else -_NO_WORD for word in words)


def about(place: Frame, code: Code | None) -> About:
    """Read type and subject of a heading."""
    lines = letter_lines(place, code)
    letter = _subject(lines) if lines else None
    if letter is not None:
        return About(None, letter, letter, tuple(lines))
    named = title(place)
    lines = titled_lines(place, named) if named else []
    return About(named, None, _subject(lines) if lines else None, tuple(lines))


def _is_word(word: Word) -> bool:
    text = word.text.strip(".,;:\"'()-–—=_/“”")
    known = is_syllable(text) or (text.isalpha() and is_upper(text))
    return text.isdigit() or (known and len(text) > 1)


def title(place: Frame) -> Title | None:
    """Find the line of capitals that names the type (NĐ 30/2020, Phụ lục I, ô 5a)."""
    start, end = place.nation.bottom + 0.02, place.nation.bottom + _TITLE_DEPTH
    for line in sorted(place.lines, key=lambda line: line.centre[1]):
        if not start < line.centre[1] < end:
            continue
        words = [word.text for word in line.words if word.confidence > _SPECK]
        for count in range(min(4, len(words)), 0, -1):
            text = " ".join(words[:count])
            if not is_upper(text) or len(text) > _TITLE_LETTERS:
                continue
            kind = named_type(text) or _personal(text)
            if kind is not None and (count == len(words) or _names_at_start(words[count:])):
                return Title(kind, line, line.confidence)
    return None


def _personal(text: str) -> DocumentType | None:
    """Give a letter of thanks or wishes by its own name: a kind of Thư công (Điều 7)."""
    if not _PERSONAL.match(search_key(text)):
        return None
    return DocumentType(text.capitalize(), "")


def _names_at_start(rest: list[str]) -> bool:
    """Tell whether a title's line goes on with its subject, as in `QUYẾT ĐỊNH Về việc …`."""
    return bool(_ABOUT.match(" ".join(rest) + " "))


def type_name(named: Title | None, code: Code | None, letter: Found | None) -> Found | None:
    """Give the type: by its heading, as a letter by its V/v, else by the notation."""
    notation = code.notation if code else None
    spoken = type_of_notation(notation.text) if notation else None
    if named is not None:
        agrees = spoken is not None and spoken.name == named.kind.name
        sure = min(0.99, named.likeness + (0.1 if agrees else 0.0))
        return Found(named.kind.name, sure, named.line.box)
    if letter is not None:
        return Found(CONG_VAN, 0.93, letter.box)
    if notation is None:
        return None
    if spoken is not None:
        return Found(spoken.name, 0.7 * notation.confidence, notation.box)
    return Found(CONG_VAN, 0.6 * notation.confidence, notation.box)


def agreed_notation(read: Found, named: Title | None) -> Found:
    """Put right a notation whose first letters are nearly the abbreviation of the type named."""
    short = named.kind.abbreviation if named else ""
    first, mark, rest = read.text.partition("-")
    if not short or not mark or first == short or "/" in first:
        return read
    if search_key(first) == search_key(short):  # DA and ĐA are both types: the heading tells which
        return Found(f"{short}-{rest}", read.confidence, read.box)
    if SequenceMatcher(None, first.lower(), short.lower()).ratio() < _NEARLY:
        return read
    return Found(f"{short}-{rest}", read.confidence, read.box)


def letter_lines(place: Frame, code: Code | None) -> list[Line]:
    """Find the subject's lines under the number of a letter: `V/v …` (ô 5b)."""
    top = code.line.box.bottom - 0.004 if code else place.nation.bottom
    left = [
        line
        for line in place.lines
        if line.centre[1] > top
        and line.box.left < place.split - 0.05
        and line.box.right < place.split + 0.12
        and line.box.top < place.nation.bottom + 0.3
    ]
    ordered = sorted(left, key=lambda line: line.centre[1])
    for index, line in enumerate(ordered):
        if _LETTER_SUBJECT.match(line.text + " "):
            return _together(ordered[index:])
    return []


def titled_lines(place: Frame, named: Title) -> list[Line]:
    """Find the subject's lines under a type's heading (ô 5a); some forms have none."""
    box = named.line.box
    under = rejoined(line for line in place.lines if line.centre[1] > box.bottom - 0.002)
    middle = named.line.centre[0]
    centred = _centred([bare for line in under if (bare := _without_specks(line))], middle)
    if not centred or centred[0].box.top > box.bottom + 0.05:
        return []
    if _BODY.match(search_key(centred[0].text)):  # the subject was not read
        return []
    if named.kind.name in _WITHOUT_SUBJECT and not _ABOUT.match(centred[0].text + " "):
        return []
    taken = _together(centred, centred[0].centre[1] - named.line.centre[1])
    wide = sorted(
        line.box.right
        for line in place.lines
        if _is_wide(line) and 0 < line.centre[1] - box.bottom < _MARGIN_DEPTH
    )
    margin = wide[len(wide) // 2] if wide else max(line.box.right for line in place.lines)
    return _before_body(taken, margin)


def _is_wide(line: Line) -> bool:
    return line.box.right - line.box.left > _BODY_WIDTH


def _centred(lines: list[Line], middle: float) -> list[Line]:
    """Give the lines of the centred block that a page goes on with."""
    block: list[Line] = []
    for line in lines:
        aside = abs(line.centre[0] - middle)
        if aside < (_CENTRED if block else _NEARLY_CENTRED) and (block or _is_text(line)):
            block.append(line)
        elif block and _is_text(line):
            break
    return block


def _without_specks(line: Line) -> Line | None:
    """Give a line without what a stamp or a pen left of no word at its ends; None when all is."""
    words = [_unruled(word) for word in line.words]
    while words and _is_speck(words[0]):
        words.pop(0)
    while words and _is_speck(words[-1]):
        words.pop()
    return line.part(words) if words else None


def _unruled(word: Word) -> Word:
    """Give a word without the end of a rule or a stroke that was read as its beginning."""
    text = _RULED.sub("", word.text)
    if len(text) > 2 and text[0].islower() and text[1].isupper() and is_syllable(text[1:]):
        text = text[1:]
    return replace(word, text=text) if text and text != word.text else word


def _is_speck(word: Word) -> bool:
    return word.confidence < (_GUESS if is_syllable(word.text.strip(".,;:\"'()")) else _SPECK)


def _before_body(lines: list[Line], margin: float) -> list[Line]:
    """End a centred subject where lines begin to fill the page to its right margin."""
    ragged = lines[0].box.right <= margin - _RAGGED
    for index, line in enumerate(lines):
        full = line.box.right > margin - _FULL and _is_wide(line)
        indented = index and line.box.left > min(one.box.left for one in lines[index:]) + _INDENT
        if full and (ragged or indented):
            return lines[:index]
    return lines


def _is_text(line: Line) -> bool:
    return sum(map(str.isalpha, line.text)) >= 3


def _together(lines: Sequence[Line], first_pitch: float = _NARROW_PITCH) -> list[Line]:
    """Take lines from the first one on until a gap, another style or the addressee.

    Args:
        lines: Top down.
        first_pitch: From the line before the first one to the first.
    """
    taken = [lines[0]]
    for line in lines[1:]:
        last = taken[-1]
        pitch = line.centre[1] - last.centre[1]
        usual = taken[1].centre[1] - taken[0].centre[1] if len(taken) > 1 else first_pitch
        if pitch < 0.3 * usual:
            continue
        if pitch > _WIDEST * min(max(usual, _LEAST_PITCH), _NARROW_PITCH) or _stops(line, taken):
            break
        taken.append(line)
    return taken


def _stops(line: Line, taken: list[Line]) -> bool:
    key = search_key(line.text)
    style = is_upper(line.text) and not is_upper(taken[0].text) and len(key) > 3
    leads = line.text.rstrip().endswith(":")  # into a list or a form: the body has begun
    framed = is_national_heading(key) or is_motto(key)
    return _opens(line) or style or leads or framed or bool(_ENDS_AFTER.search(key))


def _opens(line: Line) -> bool:
    """Tell whether a line opens the body or names the addressee."""
    capital = line.text.lstrip(" -\"'“(")[:1].isupper()
    return capital and bool(_ENDS.match(search_key(line.text)))


def _subject(lines: Sequence[Line]) -> Found | None:
    text = " ".join(line.text for line in lines)
    text = _ABOUT.sub("", _AFTER_STAMP.sub("", text) + " ").strip()
    text = re.sub(r"^\W+|[\s\-–—_:;,*'`\"|]+$", "", text)
    if not any(c.isalpha() for c in text):
        return None
    return Found(tidied(text), mean_confidence(lines), box_around(lines))
