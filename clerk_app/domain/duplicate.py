"""Whether two arrivals are one document (NĐ 30/2020, Phụ lục VI, III.1.h).

Số, ký hiệu and tên cơ quan ban hành must be the same, here with the year of issue. Many organs
share a name, so the parent organ, or else the place, must not contradict. A misread letter in a
long notation, or a misread mark in a name where the place agrees, hides no duplicate.
"""

from dataclasses import dataclass

from clerk_app.domain.document import type_of_notation
from clerk_app.domain.entry import Fields
from clerk_app.domain.text import search_key, tone_key

_LONG = 8  # letters of a notation from which one misread letter is forgiven


@dataclass(frozen=True, slots=True)
class DuplicateKey:
    """What tells two arrivals of one document.

    Attributes:
        base: Number and year: what the store looks up.
    """

    base: str
    notation: str
    organ: str
    parent: str
    place: str

    def same(self, other: "DuplicateKey") -> bool:
        """Whether both speak of one document."""
        if self.base != other.base or not _alike_notation(self.notation, other.notation):
            return False
        here = bool(self.place) and tone_key(self.place) == tone_key(other.place)
        if not _alike_name(self.organ, other.organ, here):
            return False
        if self.parent and other.parent:
            return _alike_name(self.parent, other.parent, here)
        return here or not (self.place and other.place)


def duplicate_key(fields: Fields) -> DuplicateKey | None:
    """Give the key of a document; None when too little of it is known."""
    number, notation, organ, issued, parent, place = (
        str(fields.get(name, ""))
        for name in (
            *("code_number", "code_notation", "organ_name"),
            *("issued_date", "parent_organ_name", "place"),
        )
    )
    folded = search_key(number).lstrip("0")
    if not (folded and notation and organ and issued):
        return None
    return DuplicateKey(f"{folded}|{issued[:4]}", notation, organ, parent, place)


def _alike_name(one: str, other: str, here: bool) -> bool:
    if tone_key(one) == tone_key(other):
        return True
    return here and search_key(one) == search_key(other)


def _alike_notation(one: str, other: str) -> bool:
    first, second = (tone_key(each).replace(" ", "") for each in (one, other))
    if first == second:
        return True
    kinds = {kind.name for each in (one, other) if (kind := type_of_notation(each))}
    if len(kinds) > 1 or min(len(first), len(second)) < _LONG:
        return False
    return _one_slip(first, second)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter changed, added or dropped makes both the same."""
    short, long = sorted((one, other), key=len)
    start = next((at for at, each in enumerate(short) if each != long[at]), len(short))
    if len(short) == len(long):
        return short[start + 1 :] == long[start + 1 :]
    return short[start:] == long[start + 1 :]
