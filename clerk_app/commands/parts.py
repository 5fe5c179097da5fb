"""What every command is handed: its arguments, its output, the store when it asks for it."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from clerk_app.application import office
from clerk_app.application.office import Office
from clerk_app.errors import ClerkError
from ui import failures, labels

DONE, FAILED, WRONG_USE, EXCLUDED, UNREADABLE, WAITING, REFUSED = range(7)
_WORST_FIRST = (EXCLUDED, FAILED, UNREADABLE, REFUSED, WRONG_USE, WAITING, DONE)
"""Of several files: any that the gate stopped gives 3 (the contract)."""


def worst(statuses: list[int]) -> int:
    """Give the exit status of a command that ended in several ways."""
    return min(statuses, key=_WORST_FIRST.index, default=DONE)


@dataclass(frozen=True, slots=True)
class Parts:
    """One call of the program.

    Attributes:
        options: The parsed command line.
        lang: `vi` or `en`.
    """

    options: Namespace
    lang: str

    @property
    def home(self) -> Path | None:
        """Folder of the data, where one was named."""
        return _path(self.options.home, "CLERK_HOME")

    @property
    def key_file(self) -> Path | None:
        """Key file, where one was named."""
        return _path(self.options.key_file, "CLERK_KEY_FILE")

    def open_office(self, *, mending: bool = False) -> AbstractContextManager[Office]:
        """Open the store; as `office.open_office`."""
        return office.opened(self.home, self.key_file, mending=mending)

    def tell(self, shape: object, text: Callable[[], str]) -> None:
        """Print one thing: JSON on a line of its own, or words."""
        said = json.dumps(shape, ensure_ascii=False) if self.options.json else text()
        sys.stdout.write(said + "\n")
        sys.stdout.flush()

    def remark(self, text: str) -> None:
        """Say something to the person, beside the output."""
        sys.stderr.write(text + "\n")

    def complain(self, error: ClerkError) -> int:
        """Say a failure in one sentence; give its exit status."""
        self.remark(f"clerk: {failures.sentence(error, self.lang)} [{error.code}]")
        return error.exit_status

    def word(self, key: str) -> str:
        """Give a word in the person's language."""
        return labels.word(key, self.lang)

    def warning(self, key: str) -> str:
        """Give the sentence of a warning."""
        return labels.warning(key, self.lang)


def _path(given: str | None, variable: str) -> Path | None:
    text = given or os.environ.get(variable)
    return Path(text).expanduser() if text else None
