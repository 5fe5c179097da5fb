"""A real Secret Service keyring (gnome-keyring on a private bus): opened and locked."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.whole.program import Program

_SESSION = """
export XDG_RUNTIME_DIR="$HOME/run"; mkdir -p "$XDG_RUNTIME_DIR"; chmod 700 "$XDG_RUNTIME_DIR"
{daemon} >/dev/null 2>&1
"$@"
"""
UNLOCKED = "printf '\\n' | gnome-keyring-daemon --unlock --components=secrets"
LOCKED = "gnome-keyring-daemon --start --components=secrets"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def in_session(program: Program, daemon: str, *arguments: str) -> tuple[int, str, str]:
    environment = program.environment()
    for name in ("CLERK_KEY_FILE", "PYTHON_KEYRING_BACKEND"):
        del environment[name]
    script = _SESSION.format(daemon=daemon)
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script, "sh", *program.command(*arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_keyring_opens_the_store_and_a_locked_one_says_so(program: Program) -> None:
    status, _, err = in_session(program, UNLOCKED, "setup", "--office", "SỞ THÍ DỤ")
    assert status == 0, err
    assert not (program.folder / "key").exists()
    status, out, err = in_session(program, UNLOCKED, "books", "--json")
    assert (status, '"next": 1' in out) == (0, True), err
    status, out, _ = in_session(program, UNLOCKED, "key", "list", "--json")
    assert '"kind": "keyring"' in out
    status, _, err = in_session(program, LOCKED, "books")
    assert (status, "[keyring-locked]" in err) == (1, True), err


def test_a_key_file_made_beside_an_open_keyring_opens_the_store_too(program: Program) -> None:
    in_session(program, UNLOCKED, "setup", "--office", "SỞ THÍ DỤ")
    key = str(program.folder / "key")
    status, out, err = in_session(program, UNLOCKED, "key", "new", key, "--json")
    assert (status, '"opens_home": true' in out) == (0, True), err
    assert program.run("books").status == 0


def test_a_recovery_sheet_opens_the_store_after_the_keyring_is_gone(program: Program) -> None:
    in_session(program, UNLOCKED, "setup", "--office", "SỞ THÍ DỤ")
    sheet = program.folder / "sheet.pdf"
    status, _, err = in_session(program, UNLOCKED, "key", "recovery", "-o", str(sheet))
    assert status == 0, err
    status, _, err = in_session(program, UNLOCKED, "key", "recovery", "-o", str(sheet) + "2")
    assert (status, "[recovery-present]" in err) == (6, True)
    text = subprocess.run(
        ["pdftotext", "-layout", str(sheet), "-"], capture_output=True, text=True, check=True
    ).stdout
    groups = [word for word in text.split() if len(word) == 4 and set(word) <= set(ALPHABET)]
    program.set_up()
    done = subprocess.run(
        program.command("key", "unlock", "--recovery"),
        env=program.environment(),
        input="-".join(groups[-10:]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (done.stderr, groups, sys.version)
    assert program.run("books").status == 0


ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
