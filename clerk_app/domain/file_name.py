"""Names of files that leave the program, by rule: letters and digits, short, telling, unlike."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from clerk_app.domain.document import TYPES
from clerk_app.domain.entry import Entry
from clerk_app.domain.text import is_syllable, safe_file_name, search_key, without_marks

LONGEST: Final = 50
"""Letters of a name, its ending included, where no profile says another length (QĐ 51/2024/QĐ-UBND,
Điều 7.4 is the strictest of those met: letters and digits, at most 50)."""

ENDING: Final = ".pdf"
_UNKNOWN = "VB"
_TAIL = 8  # room for `N12P1234`


def stem_of(entry: Entry, longest: int = LONGEST) -> str:
    """Name an entry's file, without its ending: `CV1046SoTaiChinh20261122`.

    Type, arrival number, issuing organ and arrival date; the organ gives way when it is long.

    Args:
        longest: Of the whole name, ending included.
    """
    number = entry.number if entry.number is not None else entry.fields.get("code_number", "")
    head = _kind(str(entry.fields.get("type_name", ""))) + safe_file_name(str(number), 11)
    day = f"{date.fromisoformat(entry.arrival_date):%Y%m%d}"
    room = max(1, longest - len(ENDING) - _TAIL)
    organ = _organ(str(entry.fields.get("organ_name", "")))
    return f"{head}{organ[: max(0, room - len(head) - len(day))]}{day}"[:room]


def unlike(stem: str, taken: Collection[str]) -> str:
    """Give a stem that no file of a folder has, with a number behind it where need be.

    Args:
        taken: Names in the folder, in any case: some file systems tell no difference.
    """
    stems = {name.lower().rpartition(".")[0] or name.lower() for name in taken}

    def is_taken(name: str) -> bool:
        own = re.compile(re.escape(name.lower()) + r"(p\d+)?")
        return any(own.fullmatch(each) for each in stems)

    found, number = stem, 1
    while is_taken(found):
        number += 1
        found = f"{stem}N{number}"
    return found


def part_names(stem: str, parts: int) -> list[str]:
    """Name the file, or its parts in order: `…P1.pdf`, `…P2.pdf`."""
    if parts == 1:
        return [stem + ENDING]
    return [f"{stem}P{number}{ENDING}" for number in range(1, parts + 1)]


def _kind(type_name: str) -> str:
    key = search_key(type_name)
    for kind in TYPES:
        if search_key(kind.name) == key:
            return safe_file_name(kind.abbreviation) or _initials(kind.name)
    return _initials(type_name) or _UNKNOWN


def _initials(name: str) -> str:
    return "".join(word[0] for word in map(safe_file_name, name.split()) if word).upper()[:6]


def _organ(name: str) -> str:
    return "".join(map(_word, name.split()))


def _word(word: str) -> str:
    """`TÀI` is `Tai`; what is no syllable (`UBND`) keeps its capitals."""
    plain = safe_file_name(without_marks(word), len(word))
    return plain.capitalize() if is_syllable(word) else plain[:1].upper() + plain[1:]
