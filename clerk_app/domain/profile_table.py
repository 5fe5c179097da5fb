"""A table of a profile file: each key is taken once, and every fault names its place."""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from enum import StrEnum
from typing import Final, TypeVar

from clerk_app.domain.rule import Bilingual, Source
from clerk_app.errors import InputFault

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Table:
    """A mapping of the file, from which each key is taken once.

    Args:
        place: Where it stands in the file: `category.2`; empty for the whole file.
    """

    def __init__(self, given: object, place: str = "") -> None:
        self._place = place
        if not isinstance(given, Mapping):
            raise self.fault("invalid", "")
        self._left = dict(given)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def fault(self, kind: str, key: str, **detail: str | int) -> InputFault:
        """Give the fault `profile-<kind>` at a key of this table."""
        where = ".".join(part for part in (self._place, key) if part)
        return InputFault(f"profile-{kind}", where=where, **detail)

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Take a value of one type; raises `profile-key-missing`, `profile-invalid`."""
        if key not in self._left and default is None:
            raise self.fault("key-missing", key)
        value = self._left.pop(key, default)
        if type(value) is not kind:
            raise self.fault("invalid", key)
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text that says something."""
        value = self.take(key, str, default)
        if not value.strip() and value != default:
            raise self.fault("invalid", key)
        return value

    def name(self, key: str) -> str:
        """Take an id: small ASCII letters, digits and hyphens."""
        value = self.text(key)
        if not _NAME.fullmatch(value):
            raise self.fault("invalid", key)
        return value

    def number(self, key: str, least: int, most: int) -> int:
        """Take a whole number within its limits; raises `profile-limit`."""
        value = self.take(key, int)
        if not least <= value <= most:
            raise self.fault("limit", key, least=least, most=most)
        return value

    def table(self, key: str) -> "Table":
        """Take a table inside this one."""
        if key not in self._left:
            raise self.fault("key-missing", key)
        return Table(self._left.pop(key), self._at(key))

    def tables(self, key: str) -> "Iterator[Table]":
        """Take a list of tables, none where the key is absent; their places count from 1."""
        for number, inner in enumerate(self.take(key, list, []), start=1):
            yield Table(inner, self._at(f"{key}.{number}"))

    def words(self, key: str) -> Bilingual:
        """Take a text in both languages."""
        inner = self.table(key)
        words = Bilingual(inner.text("vi"), inner.text("en"))
        inner.close()
        return words

    def one_of(self, key: str, kind: type[E]) -> E:
        """Take a word of a list; raises `profile-value-unknown`."""
        return self._member(key, kind, self.take(key, str))

    def several_of(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """Take a list of words of a list."""
        return tuple(self._member(key, kind, value) for value in self.take(key, list, []))

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts, none where the key is absent."""
        values = self.take(key, list, [])
        if not all(isinstance(each, str) and each.strip() for each in values):
            raise self.fault("invalid", key)
        return tuple(values)

    def times(self, key: str) -> tuple[time, ...]:
        """Take times of day, each later than the one before."""
        values = self.take(key, list, [])
        if not all(type(each) is time for each in values) or sorted(set(values)) != values:
            raise self.fault("invalid", key)
        return tuple(values)

    def sources(self) -> tuple[Source, ...]:
        """Take the articles of a rule; raises `profile-source-missing`: a rule has one."""
        if not self._left.get("sources"):
            raise self.fault("source-missing", "sources")
        found = []
        for inner in self.tables("sources"):
            found.append(Source(inner.text("instrument"), inner.text("article")))
            inner.close()
        return tuple(found)

    def close(self) -> None:
        """Refuse what nobody has asked for; raises `profile-key-unknown`."""
        for key in self._left:
            raise self.fault("key-unknown", str(key))

    def _member(self, key: str, kind: type[E], value: object) -> E:
        if not isinstance(value, str) or value not in list(kind):
            raise self.fault("value-unknown", key, known=", ".join(kind))
        return kind(value)

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key
