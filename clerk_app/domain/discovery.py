"""A secret document found in the store afterwards: what is told of it, and who may destroy it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from clerk_app.domain.entry import Fields
from clerk_app.domain.text import nfc, search_key
from clerk_app.errors import InputFault

NAME_LENGTH = 64
REASON_LENGTH = 200
_RUN = 4  # so many words of a subject in a row tell of the document
_HIDDEN_NAME = "…"


class PlaceKind(StrEnum):
    """Where a document may have gone."""

    EXPORT = "export"
    BOOK = "book"
    BACKUP = "backup"
    PRINT = "print"
    VIEW = "view"
    SOURCE = "source"
    UNITS = "units"
    TWIN = "twin"
    STORE = "store"


class PlaceState(StrEnum):
    """What became of it there."""

    REMOVED = "removed"
    REWRITTEN = "rewritten"
    CHANGED = "changed"  # somebody changed the file: it is left for a person to look at
    MISSING = "missing"  # not where it was written: moved, renamed, or gone
    UNREACHABLE = "unreachable"
    LOOK = "look"  # the program cannot reach it: paper, a person, a folder


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a document may have gone; nothing here tells of its content.

    Attributes:
        name: A file without what it shares with the document, an account, units.
        at: When it went there, ISO 8601.
        by: Who took it there.
    """

    kind: PlaceKind
    state: PlaceState
    name: str = ""
    at: str = ""
    by: str = ""

    def plain(self) -> dict[str, str]:
        """Give the shape that `purge` prints."""
        return {name: str(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What remains of a document that was destroyed.

    Attributes:
        at: ISO 8601.
        second: Who gave the second word; empty where the profile asks for none.
        places: Where it may have gone.
        left_over: What is still to be removed: names of files in the vault, copies with their hash.
    """

    entry_id: str
    at: str
    by: str
    second: str
    reason: str
    places: tuple[Place, ...] = ()
    left_over: tuple[tuple[str, ...], ...] = field(default=(), repr=False)

    def cleared(self, places: Iterable[Place]) -> "Tombstone":
        """Give the tombstone once nothing is left to do."""
        return replace(self, places=tuple(places), left_over=())


def places_text(places: Iterable[Place]) -> str:
    """Write places as they are stored."""
    return json.dumps([place.plain() for place in places], ensure_ascii=False)


def places_from(text: str) -> tuple[Place, ...]:
    """Read places as they are stored."""
    return tuple(
        Place(PlaceKind(row.pop("kind")), PlaceState(row.pop("state")), **row)
        for row in json.loads(text)
    )


def checked_reason(text: str, fields: Fields) -> str:
    """Give a reason that may stay when the document is gone.

    Raises:
        InputFault: `reason-missing`, `reason-too-long`; `reason-tells`: it repeats the document.
    """
    reason = " ".join(nfc(text).split())
    if not reason:
        raise InputFault("reason-missing")
    if len(reason) > REASON_LENGTH:
        raise InputFault("reason-too-long", limit=REASON_LENGTH)
    given = f" {' '.join(_words(reason))} "
    subject = _words(str(fields.get("subject", "")))
    runs = [subject] if 0 < len(subject) < _RUN else []
    runs += [subject[at : at + _RUN] for at in range(len(subject) - _RUN + 1)]
    code = _words(f"{fields.get('code_number', '')} {fields.get('code_notation', '')}")
    if any(f" {' '.join(run)} " in given for run in [*runs, code] if len(run) > 1):
        raise InputFault("reason-tells")
    return reason


def told_name(path: str, fields: Fields) -> str:
    """Give a file's path without those of its parts that share a word with the document."""
    known = {word for value in fields.values() for word in _words(str(value)) if len(word) > 2}
    parts = path.replace("\\", "/").split("/")
    return "/".join(_HIDDEN_NAME if known & set(_words(part)) else part for part in parts)


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, however they are typed."""
    return _words(one) == _words(other)


def _words(text: str) -> list[str]:
    folded = "".join(letter if letter.isalnum() else " " for letter in search_key(text))
    return folded.split()
