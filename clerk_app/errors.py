"""Kinds of failure, by who must act. The sentence for the screen is `ui.labels.FAILURES[code]`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar


class ClerkError(Exception):
    """A failure that the program knows.

    Args:
        code: Stable name of the failure, the key of its sentence in `ui.labels.FAILURES`.
        detail: Names and numbers put into the sentence; never text of a document.
    """

    exit_status = 1

    def __init__(self, code: str, **detail: str | int) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class InputFault(ClerkError):
    """What was given is wrong, and the person at the keyboard can put it right now."""

    exit_status = 2


class UnreadableFault(ClerkError):
    """A file that was given cannot be read as pages."""

    exit_status = 4


class MachineFault(ClerkError):
    """The machine, the disk or something installed is at fault: the room must act."""


class Refused(ClerkError):
    """A rule or a missing right stands against it: a superior must act."""

    exit_status = 6


E = TypeVar("E", bound=BaseException)
Row = tuple[type[ClerkError], str]
"""Kind of failure and code that a library's exception becomes."""


@contextmanager
def mapped(table: Mapping[type[E], Row]) -> Iterator[None]:
    """Turn a library's exceptions into ours: the most specific row wins, others pass through."""
    try:
        yield
    except tuple(table) as error:
        kind, code = next(table[base] for base in type(error).__mro__ if base in table)
        raise kind(code) from error
