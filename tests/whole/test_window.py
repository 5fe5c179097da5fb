"""`clerk demo --headless`: the real window over a virtual scanner, from F5 to the book."""

import hashlib
import json
import os
import shutil
import signal
import struct
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clerk_app.application import drafts, office
from clerk_app.core import document_table, vault
from tests.whole.program import Program

SECONDS = 400
LETTERS = 5
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Demo:
    """What one run left."""

    out: Path
    done: "subprocess.CompletedProcess[str]"

    @property
    def summary(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "summary.json").read_text("utf-8"))
        return found

    @property
    def program(self) -> Program:
        return Program(self.out)

    @property
    def on_a_display(self) -> bool:
        """Whether the window stood on a display of its own and not in memory."""
        return shutil.which("Xvfb") is not None


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    out = folder / "out"
    program = Program(folder)
    environment = program.environment()
    del environment["CLERK_HOME"], environment["CLERK_KEY_FILE"]
    if "XDG_RUNTIME_DIR" in os.environ:
        environment["XDG_RUNTIME_DIR"] = os.environ["XDG_RUNTIME_DIR"]
    return Demo(out, _run(program.command("demo", "--headless", "--out", out), environment))


def _run(command: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run the demo; of one that hangs every thread's place is told, and which pictures it took."""
    demo = subprocess.Popen(
        command,
        env=environment | {"PYTHONFAULTHANDLER": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        told = demo.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        demo.send_signal(signal.SIGABRT)
        told = demo.communicate()
        pictures = sorted(path.name for path in Path(command[-1]).glob("*.png"))
        pytest.fail(f"the demo hangs after {pictures[-1:]}:\n{told[1][-6000:]}")
    return subprocess.CompletedProcess(command, demo.returncode, *told)


def folded(text: str) -> str:
    """Compare texts without the way they are broken into lines."""
    return "".join(unicodedata.normalize("NFC", text).split())


def test_it_ends_well_and_says_nothing_wrong(demo: Demo) -> None:
    assert demo.done.returncode == 0, demo.done.stderr
    assert "Traceback" not in demo.done.stderr
    assert demo.done.stderr.strip() == ""
    assert not (demo.out / "paper").exists()


def test_the_letters_have_the_first_numbers_in_order(demo: Demo) -> None:
    numbers = [row["number"] for row in demo.summary["registered"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= LETTERS
    assert len(demo.summary["keys"]) == len(numbers)


def test_the_marked_letter_was_stopped_at_its_first_page(demo: Demo) -> None:
    (excluded,) = demo.summary["excluded"]
    assert excluded == {"category": "secrecy", "level": "MẬT", "pages": 1}


def test_nothing_of_the_marked_letter_is_kept(demo: Demo) -> None:
    """Every file is one that an entry knows; no draft is left."""
    program = demo.program
    registered = demo.summary["registered"]
    with office.opened(program.home, program.key) as opened:
        assert drafts.waiting(opened) == []
        known = {
            row["entry"]: document_table.of_entry(opened.database, ident)
            for row in registered
            for (ident,) in opened.database.execute(
                "SELECT id FROM entry WHERE number = ?", [row["number"]]
            )
        }
        names = {kept.name for kept in known.values() if kept}
        for row in registered:
            kept = known[row["entry"]]
            assert kept is not None
            assert hashlib.sha256(vault.fetch(opened.home, kept)).hexdigest() == row["sha256"]
    files = {path.name for path in (program.home / "vault").rglob("*") if path.is_file()}
    assert files == names
    assert len(files) == len(registered)


def test_every_pdf_is_there_as_the_summary_names_it(demo: Demo) -> None:
    for row in demo.summary["registered"]:
        data = (demo.out / row["pdf"]).read_bytes()
        assert data.startswith(b"%PDF")
        assert hashlib.sha256(data).hexdigest() == row["sha256"]


def test_the_book_holds_every_entry(demo: Demo) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is absent")
    command = ["pdftotext", "-raw", demo.out / demo.summary["book"], "-"]
    text = folded(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    for row in demo.summary["registered"]:
        for value in (row["subject"], row["organ_name"]):
            start = folded(str(value))[:18]
            assert start.lower() in text.lower(), value


def test_the_pictures_are_of_the_window_and_differ(demo: Demo) -> None:
    names = demo.summary["screenshots"]
    assert len(names) >= 2 * LETTERS
    data = [(demo.out / name).read_bytes() for name in names]
    assert all(each.startswith(_PNG) for each in data)
    sizes = [struct.unpack(">II", each[16:24]) for each in data]
    if demo.on_a_display:
        assert set(sizes) == {(1400, 900)}
    assert all(width >= 500 and height >= 300 for width, height in sizes)
    assert len({hashlib.sha256(each).digest() for each in data}) > len(names) * 0.8
    assert len(data[-1]) > 20_000, "an empty screen is smaller"


def test_the_command_line_finds_the_same_entries(demo: Demo) -> None:
    program = demo.program
    options = ("--home", program.home, "--key-file", program.key)
    rows = program.run(*options, "entries", "in").rows
    found = {row["entry"]: row["sha256"] for row in rows}
    assert found == {row["entry"]: row["sha256"] for row in demo.summary["registered"]}
    assert program.run(*options, "audit", "verify").status == 0


def test_a_folder_that_is_not_empty_is_left_alone(demo: Demo) -> None:
    before = sorted(path.name for path in demo.out.iterdir())
    again = demo.program.run("demo", "--headless", "--out", demo.out)
    assert again.status == 2
    assert sorted(path.name for path in demo.out.iterdir()) == before
