"""Fields of one document that bear each other out, or put each other right."""

import re
from dataclasses import replace
from difflib import SequenceMatcher

from clerk_app.domain.document import TYPES
from clerk_app.domain.guess import FieldGuess, Fields
from clerk_app.domain.text import is_syllable, search_key, without_marks

_FILED_FOR = re.compile(r"^L[ưu]u\W+VT\W+([A-ZĐ][A-ZĐ&.\d]*)")
_PLACE_OF = re.compile(r"\b(?:tinh|thanh pho|huyen|quan|xa|phuong|thi tran|thi xa) (?P<name>.+)$")
_TOWNS = {"TP", "TX", "TT"}
_ALIKE = 0.8
_COMMITTEE = "UBND"
_DISPUTED = 0.7
_TYPES = {kind.abbreviation for kind in TYPES if len(kind.abbreviation) > 1}


def agreed(fields: Fields) -> Fields:
    """Give the fields with what the others tell of them; what is changed tells how it was read."""
    notation = _by_unit(fields) or _by_initials(fields)
    better = {"code_notation": notation, "place": _by_organ(fields)}
    return fields | {name: guess for name, guess in better.items() if guess is not None}


def _by_unit(fields: Fields) -> FieldGuess | None:
    """Put back a `Đ` of the notation's last group as the copy on file names the unit (ô 9b)."""
    read, kept = fields.get("code_notation"), fields.get("recipients")
    if read is None or kept is None or not isinstance(kept.value, list):
        return None
    filed = _FILED_FOR.search(kept.value[-1])
    head, mark, unit = str(read.value).rpartition("-")
    if not filed or search_key(filed[1]) != search_key(unit):
        return None
    if filed[1].count("Đ") <= unit.count("Đ"):
        return None
    return replace(read, value=f"{head}{mark}{filed[1]}", corrected_from=read.value)


def _by_initials(fields: Fields) -> FieldGuess | None:
    """Put right groups of the notation by the organ's initials: `CĐĐ` to `CĐ`, `JBND` to `UBND`."""
    read, organ = fields.get("code_notation"), fields.get("organ_name")
    if read is None or organ is None:
        return None
    firsts = (word[0] for word in re.findall(r"\w+", str(organ.value).upper()))
    initials = "".join(one if one == "Đ" else without_marks(one) for one in firsts)
    groups = str(read.value).split("-")
    told = [_by_letters(group, initials) for group in groups]
    if read.confidence < _DISPUTED:
        told[0] = _without_stray(told[0], initials)
    if told == groups:
        return None
    return replace(read, value="-".join(told), corrected_from=read.value)


def _by_letters(group: str, initials: str) -> str:
    if group[1:] == _COMMITTEE[1:] and _is_within(_COMMITTEE, initials):
        return _COMMITTEE
    single = group.replace("ĐĐ", "Đ")
    fits = _is_within(re.sub(r"\d", "", single), initials)
    return single if fits and not _is_within(re.sub(r"\d", "", group), initials) else group


def _without_stray(group: str, initials: str) -> str:
    """Drop a stroke of the number's that was read as the first letter: `IPG` is `PG`."""
    rest = group[1:]
    strange = group not in _TYPES and not _is_within(group, initials)
    known = rest in _TYPES or (len(rest) > 1 and _is_within(rest, initials))
    return rest if strange and known else group


def _is_within(letters: str, initials: str) -> bool:
    """Tell whether letters stand among an organ's initials, in their order."""
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def _by_organ(fields: Fields) -> FieldGuess | None:
    """Put right a place of issue that is no Vietnamese by the place the organ's name ends with."""
    read = fields.get("place")
    place = str(read.value) if read else ""
    if read is None or not any(_is_misread(word) for word in re.findall(r"\w+", place)):
        return None
    for name in ("organ_name", "parent_organ_name"):
        organ = str(fields[name].value) if name in fields else ""
        found = _PLACE_OF.search(search_key(organ))
        known = organ[found.start("name") :] if found else ""
        if search_key(known) != search_key(place) and _ratio(known, place) > _ALIKE:
            return replace(read, value=known.title(), corrected_from=read.value)
    return None


def _is_misread(word: str) -> bool:
    return not is_syllable(word) and word.upper() not in _TOWNS


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, search_key(one), search_key(other), autojunk=False).ratio()
