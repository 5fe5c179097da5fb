"""Joins what the networks saw at a place of a page with what was read there, and decides.

A line of weights gives how surely a mark stands there; `tests/training/marks_weigh.py` fits it.
"""

from typing import Final

import numpy as np

from clerk_app.core import mark_words
from clerk_app.core.mark_network import Peak
from clerk_app.core.mark_reading import StampReading
from clerk_app.core.mark_words import StampWord
from clerk_app.domain.classification import SECRECY, SecrecyLevel
from clerk_app.domain.gate import Finding
from clerk_app.domain.scanning import Box

READ_FROM, READ_HEAT = 0.15, 0.3
EXCLUDED: Final = 0.85
EXCLUDED_READ: Final = 0.5
MADE_OUT: Final = 0.4
STAMPED: Final = 0.5
ASKED: Final = 0.4
ASKED_DOUBLED: Final = 0.25  # a second border is the secrecy marks' own
WARM, HOT, PRINTED = 0.4, 0.5, 0.7
REMNANT, REMNANT_ALONE = 0.5, 0.75
HINTED_REMNANT: Final = 0.1  # in a double frame, with ink that nobody can read
DECLASSIFIED, DOUBTED = 0.5, 0.6
ORDINARY, RIVAL = 0.08, 0.6
WEIGHTS: Final = (-1.14, 0.98, 0.36, 0.89, -0.91, -0.87, -1.67, 0.03, -1.46, 0.67)
INKED, INKED_UNREAD = 0.8, 0.5
SEEN, SEEN_SURE, SEEN_UNDER = 0.5, 0.8, 0.35
SEEN_PARTLY, SEEN_IN_ALL = 0.3, 0.65
SEEN_HEAT, SEEN_COLD = 0.2, 0.65
HOT_ALONE: Final = 0.9
SUSPECTED, UNFRAMED_SURE, BARE = 0.5, 0.75, 0.8
_GLOWING: Final = 0.94
_CLEAR: Final = 0.12
_READ: Final = 0.2
_SPOILT: Final = 0.3
_WORN, _LONG = 0.5, 4
_HINTED, _PARTLY = 0.3, 0.6
_HALVES: Final = frozenset({"TUYỆT", "TỐI"})
_TABLE_HEADS: Final = frozenset({"STT", "SỐ TT"})
_ENDS: Final = ("ẬT", "ẤT", "ẶT")
_LIKE_MARKS: Final = frozenset({"MẬT", "MẶT"})
_MORE, _NEAR_ZERO = 0.3, 0.005
_BOX_MM: Final = (20.0, 5.0)


def worth_reading(peak: Peak) -> bool:
    """Tell whether Tesseract's time is well spent on a place."""
    if peak.marked:
        marked = peak.secrecy + peak.remnant + peak.declassified
        seen = peak.heat > READ_HEAT and marked > READ_FROM
        hot = peak.heat > HOT_ALONE and peak.urgency < STAMPED
        return seen or hot or sureness(peak, None) > ASKED  # what can be read is not asked about
    return peak.urgency + peak.other > STAMPED


def features(peak: Peak, reading: StampReading | None) -> tuple[float, ...]:
    """Give what the weights weigh, a constant first."""
    word = reading.word if reading else mark_words.UNREAD
    named = max(0.0, 1 - word.share / _WORN)
    if word.level is None:
        named = named * _PARTLY if word.word in _HALVES else 0.0
    return (
        1.0,
        _odds(peak.heat if peak.marked else peak.rival),
        _odds(peak.rival if peak.marked else peak.heat),
        _odds(peak.secrecy),
        peak.alike,
        peak.other + peak.urgency,
        peak.declassified,
        named,
        max(0.0, 1 - word.share / _WORN) if _another(word) else 0.0,
        float(reading is not None and reading.borders == 2),
    )


def sureness(peak: Peak, reading: StampReading | None) -> float:
    """Tell how surely a secrecy mark stands there, 0 to 1."""
    weighed = float(np.dot(WEIGHTS, features(peak, reading)))
    return float(1 / (1 + np.exp(-weighed)))


def judge(
    peak: Peak, reading: StampReading | None, page: int, size_mm: tuple[float, float]
) -> Finding | None:
    """Decide whether a place excludes, must be asked about, or is nothing.

    Args:
        peak: What the networks saw.
        reading: What was read there, if it was read.
        page: The page's number.
        size_mm: Width and height of the page.
    """
    found = _judged(peak, reading, page, size_mm)
    if found is None and _is_suspect(peak, reading):
        box = reading.box if reading else _box(peak, size_mm)
        return Finding(SECRECY, None, page, box, SUSPECTED, sure=False)
    return found


def _is_suspect(peak: Peak, reading: StampReading | None) -> bool:
    """Tell whether a place that was taken for nothing must be asked about all the same.

    So is a level that was read, in coloured ink, which nobody prints, or where the closer look is
    sure of it; half a level in a frame; a mark, perhaps lifted, that it sees and nobody reads.
    """
    word = _word(peak, reading)
    if not peak.marked:  # a mark under another stamp
        return peak.heat > HOT and peak.secrecy > SEEN_UNDER and word.share > _SPOILT
    if peak.inked > INKED:
        return not _vetoed(word)
    if reading is not None and word.share <= _SPOILT:
        return _is_read(peak, reading)
    if peak.heat <= SEEN_HEAT:
        return peak.secrecy > SEEN_COLD
    all_told = peak.secrecy + peak.remnant + peak.declassified
    told = peak.secrecy > SEEN or (peak.secrecy > SEEN_PARTLY and all_told > SEEN_IN_ALL)
    return told or peak.inked > INKED_UNREAD


def _is_read(peak: Peak, reading: StampReading) -> bool:
    """Tell whether a level, or half of one in a frame, was read where a mark may be."""
    word = reading.word
    if word.word in _HALVES:
        return reading.borders > 0 and peak.heat > HOT and peak.secrecy > ASKED
    sure = peak.secrecy > SEEN_SURE and peak.heat > SEEN_HEAT
    told = reading.red or (sure and not reading.tabled and not reading.compound)
    return told and word.level is not None and word.share <= _CLEAR and not reading.completes


def _word(peak: Peak, reading: StampReading | None) -> StampWord:
    if reading is None or (reading.word.level is None and _spells_mark(peak, reading)):
        return mark_words.UNREAD
    return reading.word


def _spells_mark(peak: Peak, reading: StampReading) -> bool:
    """Tell whether a word is `MẬT` misread: `NHẬT`, `LUẬT` in a mark's own double frame.

    In a single one of its size, or with another tone (`CHẤT`), the networks must see a mark.
    """
    word = reading.word.word
    if " " in word or not word.endswith(_ENDS):
        return False
    framed = reading.borders > 0 and reading.framed_as_mark
    seen = framed and peak.secrecy > STAMPED and peak.heat > HOT
    return seen or (reading.borders == 2 and word.endswith(_ENDS[0]))


def _judged(
    peak: Peak, reading: StampReading | None, page: int, size_mm: tuple[float, float]
) -> Finding | None:
    unframed = reading is None or reading.borders == 0
    word = _word(peak, reading)
    # A bare word of a table or a list is clean print, and the map is warmer where a stamp was
    # pressed.
    spoilt = word.share > _SPOILT and peak.secrecy > STAMPED
    least = PRINTED if unframed and not spoilt else WARM
    if not peak.marked or peak.heat < least:
        return None
    if _is_cell(peak, reading) or (reading is not None and reading.completes):
        return None
    sure = sureness(peak, reading)
    box = reading.box if reading else _box(peak, size_mm)
    if unframed and peak.heat < UNFRAMED_SURE:
        sure = min(sure, EXCLUDED_READ)
    if (
        _is_mark(peak, word, sure)
        and not _is_ordinary(peak, reading)
        and not _is_bare(peak, reading)
    ):
        return Finding(SECRECY, _level(peak, word), page, box, sure, sure=True)
    lifted = _is_lifted(peak, word, reading)
    doubted = sure > (ASKED_DOUBLED if _is_doubled(reading) else ASKED) or _is_doubtful(
        peak, reading
    )
    if lifted or (doubted and not _vetoed(word)) or _is_near(peak, word):
        told = max(sure, peak.declassified)
        return Finding(SECRECY, None, page, box, told, sure=False, declassified=lifted)
    return None


def _is_mark(peak: Peak, word: StampWord, sure: float) -> bool:
    """Tell whether a mark was made out: read, or one of the three seen clearly."""
    if word.level is not None and word.share <= _CLEAR:
        return sure > EXCLUDED_READ
    return sure > EXCLUDED and max(peak.kinds[1:4]) > MADE_OUT and not _vetoed(word)


def _is_bare(peak: Peak, reading: StampReading | None) -> bool:
    """Tell whether too little but its looks speaks for a mark: no frame, and no word like one's."""
    if reading is not None and (reading.borders or reading.word.share <= _WORN):
        return False
    return max(peak.kinds[1:4]) < BARE


def _is_ordinary(peak: Peak, reading: StampReading | None) -> bool:
    """Tell whether it may be an ordinary word with `MẬT` in it, so that a person must say.

    Either a word stood beside it, or it has no frame, nobody read it, and it looks like such words
    or other stamps. `TỐI MẬT` and `TUYỆT MẬT` are no part of ordinary words; neither is what
    stands in a mark's own double frame.
    """
    if reading is not None:
        level = reading.word.level
        read = level is not None and reading.word.share <= _CLEAR
        if reading.borders > 1 or (read and level is not SecrecyLevel.MAT):
            return False
        if reading.continued and not reading.red and peak.level is SecrecyLevel.MAT:
            return True  # the last word of a title: `… BẢO / MẬT`
        if reading.compound:
            return True
        if level is not None or reading.borders:
            return False
    return peak.level is SecrecyLevel.MAT and (peak.alike > ORDINARY or peak.rival > RIVAL)


def _is_lifted(peak: Peak, word: StampWord, reading: StampReading | None) -> bool:
    """Tell whether a mark is said to hold no longer (GIẢI MẬT); in its own double frame sooner."""
    least = _WORN if peak.declassified > _HINTED else _READ
    if word.kind == mark_words.DECLASSIFIED and word.share <= least:
        return True
    doubled = reading is not None and reading.borders == 2 and reading.framed_as_mark
    seen = peak.declassified > (_HINTED if doubled else DECLASSIFIED)
    return peak.heat > HOT and seen and not _vetoed(word)


def _is_doubled(reading: StampReading | None) -> bool:
    """Tell whether something like a mark's word was read in a mark's own double frame."""
    if reading is None or reading.borders < 2 or not reading.framed_as_mark:
        return False
    return reading.word.level is not None and reading.word.share < _WORN


def _is_doubtful(peak: Peak, reading: StampReading | None) -> bool:
    """Tell whether a place looks like a mark that nobody can read."""
    if peak.heat < HOT:
        return False
    told = max(peak.kinds[0], peak.urgency, peak.alike, peak.other)
    least = REMNANT_ALONE
    if reading is not None and reading.borders == 2:
        like = reading.framed_as_mark or (peak.heat > HOT_ALONE and peak.urgency < _HINTED)
        if like and reading.word.share > _SPOILT and peak.remnant + peak.secrecy > HINTED_REMNANT:
            return True
        least = REMNANT
    return peak.remnant > least or (peak.heat > _GLOWING and told < DOUBTED)


def _is_cell(peak: Peak, reading: StampReading | None) -> bool:
    """Tell whether a level stands as clean print in a row of a table, in no colour."""
    if reading is None or not reading.tabled or reading.red or peak.declassified > _HINTED:
        return False
    return reading.word.share <= _CLEAR


def _is_near(peak: Peak, word: StampWord) -> bool:
    """Tell whether a word like `MẶT BẰNG` was read where the networks are sure of a mark."""
    like = bool(_LIKE_MARKS & set(word.word.split()))
    return like and peak.heat > HOT and max(peak.kinds[1:4]) > EXCLUDED


def _vetoed(word: StampWord) -> bool:
    """Tell whether another stamp's word was clearly read."""
    return _another(word) and word.share <= _CLEAR


def _level(peak: Peak, word: StampWord) -> SecrecyLevel:
    """Give the level that was read, or the networks' where none was read or only its end."""
    if word.level is None or word.share > _READ:
        return peak.level
    own = peak.kinds[1 + list(SecrecyLevel).index(word.level)]
    whole = word.level is not SecrecyLevel.MAT and word.share <= _CLEAR
    return word.level if whole or max(peak.kinds[1:4]) < own + _MORE else peak.level


def _another(word: StampWord) -> bool:
    """Tell whether a word is one of the lexicon that is no mark, nor half of one."""
    known = word.level is not None or word.kind == mark_words.DECLASSIFIED
    known = known or word.word == mark_words.TABLE_HEAD  # `ĐỘ MẬT: TỐI MẬT` is a mark
    if word.word in _TABLE_HEADS and not word.share:
        return True
    return not known and word.word not in _HALVES and len(word.word) >= _LONG


def _odds(share: float) -> float:
    kept = min(max(share, _NEAR_ZERO), 1 - _NEAR_ZERO)
    return float(np.log(kept / (1 - kept)))


def _box(peak: Peak, size_mm: tuple[float, float]) -> Box:
    across, down = _BOX_MM[0] / size_mm[0], _BOX_MM[1] / size_mm[1]
    return Box(
        max(0.0, peak.x - across), max(0.0, peak.y - down),
        min(1.0, peak.x + across), min(1.0, peak.y + down),
    )  # fmt: skip
