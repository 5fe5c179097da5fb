"""Finds the line of every key in a TOML text; the standard parser tells the values without places.

Only for texts that `tomllib` has read: what is no TOML has been refused before.
"""

import json
import re
from typing import Final

_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.DOTALL
)
_BARE: Final = re.compile(r"[^,\]}#\n]+")
_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)+")
_SPACE: Final = re.compile(r"[ \t]+")


def key_lines(text: str) -> dict[str, int]:
    """Give the line of each key, counted from 1, by its place.

    Args:
        text: TOML that has been parsed without a fault.

    Returns:
        Places as the profile's faults name them, `category.2.sources.1.article`; members of
        arrays count from 1. A place that stands in several lines has its first.
    """
    walk = _Walk(text)
    walk.document()
    return walk.found


class _Walk:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.found: dict[str, int] = {}
        self._text = text
        self._at = 0
        self._members: dict[str, int] = {}

    def document(self) -> None:
        """Go through headers and pairs to the end."""
        table = ""
        while self._skip(_BLANK) or self._at < len(self._text):
            if self._at >= len(self._text):
                break
            if self._take("["):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> str:
        many, line = self._take("["), self._line()
        names = self._names("]")
        place = self._resolved(names[:-1], line)
        place = _joined(place, names[-1])
        if many:
            self._note(place, line)
            self._members[place] = self._members.get(place, 0) + 1
            place = f"{place}.{self._members[place]}"
            self._take("]")
        self._note(place, line)
        return place

    def _resolved(self, names: list[str], line: int) -> str:
        """Name the table meant: inside an array of tables it is the last member."""
        place = ""
        for name in names:
            place = _joined(place, name)
            if place in self._members:
                place = f"{place}.{self._members[place]}"
            self._note(place, line)
        return place

    def _pair(self, table: str) -> None:
        line, place = self._line(), table
        for name in self._names("="):
            place = _joined(place, name)
            self._note(place, line)
        self._skip(_SPACE)
        self._value(place)

    def _names(self, end: str) -> list[str]:
        """Read a key with its dots, up to and with the sign that ends it."""
        names = []
        while True:
            self._skip(_SPACE)
            if quoted := self._read(_STRING):
                names.append(json.loads(quoted) if quoted[0] == '"' else quoted[1:-1])
            else:
                names.append(self._read(_KEY))
            self._skip(_SPACE)
            if not self._take("."):
                self._take(end)
                return names

    def _value(self, place: str) -> None:
        if self._take("["):
            self._array(place)
        elif self._take("{"):
            self._inline(place)
        elif not self._read(_STRING):
            self._read(_BARE)

    def _array(self, place: str) -> None:
        number = 0
        while True:
            self._skip(_BLANK)
            if self._take("]") or self._at >= len(self._text):
                return
            number += 1
            self._note(f"{place}.{number}", self._line())
            self._value(f"{place}.{number}")
            self._skip(_BLANK)
            self._take(",")

    def _inline(self, place: str) -> None:
        while True:
            self._skip(_BLANK)
            if self._take("}") or self._at >= len(self._text):
                return
            self._pair(place)
            self._skip(_BLANK)
            self._take(",")

    def _note(self, place: str, line: int) -> None:
        self.found.setdefault(place, line)

    def _line(self) -> int:
        return self._text.count("\n", 0, self._at) + 1

    def _take(self, sign: str) -> bool:
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _read(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found[0] if found else ""

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        return bool(self._read(pattern))


def _joined(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
