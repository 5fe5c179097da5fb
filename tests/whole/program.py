"""The program as a person starts it: a process of its own, with a home and a key."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS = 180


@dataclass(frozen=True)
class Done:
    """How one call ended."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def row(self) -> dict[str, Any]:
        (only,) = self.rows
        return only


@dataclass(frozen=True)
class Program:
    """One installation in a folder: `home` and, beside it, `key`."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def key(self) -> Path:
        return self.folder / "key"

    def environment(self) -> dict[str, str]:
        kept = {
            name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ
        }
        return {
            **kept,
            "HOME": str(self.folder),
            "CLERK_HOME": str(self.home),
            "CLERK_KEY_FILE": str(self.key),
            "OMP_THREAD_LIMIT": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "clerk_app", *map(str, arguments)]

    def run(self, *arguments: str | Path, **changed: str) -> Done:
        """Run one command with `--json`; environment variables can be changed."""
        done = subprocess.run(
            self.command("--json", *arguments),
            env={**self.environment(), **changed},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def set_up(self) -> "Program":
        """Make the key, so that the home can be made with the first command."""
        if not self.key.exists():
            assert self.run("key", "new", self.key).status == 0
        return self
