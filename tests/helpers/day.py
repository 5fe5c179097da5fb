"""A clerk's day at the command line, with the clock on the wall set by the test."""

import io
import json
import pkgutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import clerk_app
from clerk_app.__main__ import main
from clerk_app.domain import clock
from tests.helpers.builders import a_key_file

_REAL = clock.now


@dataclass(frozen=True)
class Told:
    """What a command left: exit status, JSON lines, diagnostics."""

    status: int
    rows: list[dict[str, Any]]
    errors: str

    @property
    def row(self) -> dict[str, Any]:
        """The only object."""
        assert len(self.rows) == 1, (self.rows, self.errors)
        return self.rows[0]


class Day:
    """One workstation through a day; commands run in this process, on a real store.

    Args:
        folder: Holds home, key and what is printed.
        morning: Local time at which the day begins.
    """

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path, morning: str) -> None:
        self.folder = folder
        self.home, self.key = folder / "home", a_key_file(folder)
        self.moment = self._at(morning)
        patch.setenv("CLERK_HOME", str(self.home))
        patch.setenv("CLERK_KEY_FILE", str(self.key))
        for module in pkgutil.walk_packages(clerk_app.__path__, "clerk_app."):
            if not module.name.endswith("__main__"):
                loaded = import_module(module.name)
                if getattr(loaded, "now", None) is _REAL:
                    patch.setattr(loaded, "now", lambda: self.moment)

    def at(self, moment: str) -> "Day":
        """Move the clock: `2026-03-02 13:31`, or `13:31` of the same day."""
        self.moment = self._at(moment)
        return self

    def _at(self, moment: str) -> datetime:
        if len(moment) == len("07:00"):
            moment = f"{self.moment:%Y-%m-%d} {moment}"
        return datetime.fromisoformat(moment).replace(tzinfo=clock.VIETNAM)

    def clerk(self, *words: str | Path, typed: str = "", lang: str = "vi") -> Told:
        """Run `clerk`; `typed` is what comes on standard input."""
        out, errors = io.StringIO(), io.StringIO()
        given: Sequence[str] = ["--json", "--lang", lang, *map(str, words)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", errors)
            patch.setattr(sys, "stdin", io.StringIO(typed))
            status = main(given)
        assert "Traceback" not in errors.getvalue()
        rows = [json.loads(line) for line in out.getvalue().splitlines()]
        return Told(status, rows, errors.getvalue())

    def due(self) -> list[str]:
        """Name the duties that are due now."""
        return [row["duty"] for row in self.clerk("duties").rows]

    def letter(self, name: str, **wanted: Any) -> list[Path]:
        """Lay an invented letter beside the home, a file a page."""
        from tests.mail.letters import make_letter  # noqa: PLC0415 — fonts are loaded only here

        options = {"dpi": 200, "degradation": "scan", "handwriting": False, "pages": 1, **wanted}
        seed = sum(name.encode()) * 7
        path = self.folder / f"{name}.png"
        return [page for page in make_letter(seed, **options).save(path) if page.suffix == ".png"]
