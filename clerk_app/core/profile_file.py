"""Reads regulation profiles from their files; a fault names file and line. Owner of tomllib."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from clerk_app.core.toml_lines import key_lines
from clerk_app.domain.profile_reading import profile_from
from clerk_app.domain.regulation import Profile
from clerk_app.errors import InputFault

LARGEST: Final = 1_000_000  # bytes; the largest of ours has 20,000
_AT_LINE: Final = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """A profile as it lies on the disk.

    Attributes:
        name: What a fault calls it: the file's name without folders.
    """

    name: str
    content: bytes


Find = Callable[[str], "ProfileFile | Profile | None"]


def read_profile(file: ProfileFile, find: Find) -> Profile:
    """Read a profile and those that it extends.

    Args:
        find: Gives a profile, or its file, by its id; None where there is none.

    Raises:
        InputFault: `profile-…` with `file`, `line` and mostly `where`.
    """
    return _read(file, find, ())


def _read(file: ProfileFile, find: Find, above: tuple[str, ...]) -> Profile:
    text = _text(file)
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise InputFault("profile-not-toml", file=file.name, line=line) from None
    base = _base(given, file, find, above)
    try:
        return profile_from(given, base)
    except InputFault as fault:
        line = _line(text, str(fault.detail.get("where", "")))
        detail: dict[str, str | int] = {**fault.detail, "file": file.name, "line": line}
        raise InputFault(fault.code, **detail) from None


def _base(
    given: dict[str, object], file: ProfileFile, find: Find, above: tuple[str, ...]
) -> Profile | None:
    name = given.get("extends")
    if not isinstance(name, str):
        return None
    chain = (*above, str(given.get("id", "")))
    found = None if name in chain else find(name)
    if found is None:
        code = "profile-circular" if name in chain else "profile-base-unknown"
        line = _line(_text(file), "extends")
        raise InputFault(code, file=file.name, line=line, profile=name)
    return found if isinstance(found, Profile) else _read(found, find, chain)


def _text(file: ProfileFile) -> str:
    if len(file.content) > LARGEST:
        raise InputFault("profile-too-large", file=file.name, most=LARGEST // 1000)
    try:
        text = file.content.decode("utf-8-sig")  # Windows' editor puts a mark at the beginning
    except UnicodeDecodeError as error:
        line = file.content.count(b"\n", 0, error.start) + 1
        raise InputFault("profile-not-utf8", file=file.name, line=line) from None
    return text.replace("\r\n", "\n")


def _line(text: str, where: str) -> int:
    """Give the line of a place, or of the nearest table around it."""
    lines = key_lines(text)
    while where and where not in lines:
        where = where.rpartition(".")[0]
    return lines.get(where, 1)
