"""Exclusions in a row, by every way in: nothing of them is written, ever."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.helpers.trace import Written, traced
from tests.mail.letters import make_letter
from tests.whole.program import Program
from tests.whole.test_exclusion import (
    LEVELS,
    WORD,
    assert_nothing_in_the_store,
    files,
    leaks,
)

_OURS = {"clerk.db", "clerk.db-wal", "clerk.db-shm", "lock", "clerk.log"}
WAYS = 6
WITH_A_HOME = (0, 1, 4)  # window: scanner, files; register: what is noted in the journal


def letters(folder: Path) -> list[Path]:
    """Make a marked letter of every level, as image, as several pages, and as PDF."""
    made = []
    for place, (level, kind) in enumerate(zip(LEVELS, ("png", "tif", "pdf"), strict=True)):
        path = folder / f"{place}.{kind}"
        pages = 2 if kind == "tif" else 1
        made.append(
            make_letter(
                70 + place,
                secrecy=level,
                unique_word=WORD,
                pages=pages,
                degradation="scan",
                dpi=200,
            ).save(path)[0]
        )
        (folder / f"{place}.json").unlink()
    return made


def excluded(folder: Path, count: int) -> tuple[Counter[str], list[Written]]:
    """Give so many letters; gives what was said, and all that was written into files."""
    mail = folder / "mail"
    mail.mkdir()
    letters(mail)
    program = Program(folder).set_up()
    assert program.run("setup", "--office", "SỞ THÍ DỤ").status == 0
    job = [sys.executable, "-m", "tests.whole.exclusion_job", str(folder), str(count)]
    environment = {
        **program.environment(),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(folder),
        "PATH": os.environ["PATH"],
    }
    out = folder / "said"
    shell = ["sh", "-c", 'exec "$@" > "$0"', str(out), *job]
    status, written = traced(shell, environment, folder / "trace")
    assert status == 0
    said = Counter(out.read_text().splitlines())
    assert sum(said.values()) == count
    assert all(line.startswith("excluded") for line in said), said
    if count >= WAYS * len(LEVELS):
        assert len(said) == WAYS
    return said, [each for each in written if Path(each.path) != out]


def assert_clean(folder: Path, count: int) -> None:
    said, written = excluded(folder, count)
    program = Program(folder)
    for path in sorted((folder / "mail").iterdir()):
        assert not leaks(written, path)
        at_rest = [Written(str(file), "at rest", file.read_bytes()) for file in files(program)]
        assert not leaks(at_rest, path)
    strange = {each.path for each in written if Path(each.path).name not in _OURS}
    assert not strange, "written outside the journal and the log"
    assert_nothing_in_the_store(program)
    assert {file.name for file in files(program)} <= {*_OURS, "keys.json"}
    noted = program.run("exclusions").rows
    assert len(noted) == sum(said[f"excluded {way}"] for way in WITH_A_HOME)


def test_a_few_exclusions_by_every_way_in(tmp_path: Path) -> None:
    assert_clean(tmp_path, WAYS * len(LEVELS))


@pytest.mark.long
def test_a_thousand_exclusions_in_a_row(tmp_path: Path) -> None:
    assert_clean(tmp_path, 1000)


def test_the_job_counts_only_what_was_excluded(tmp_path: Path) -> None:
    """The proof of the proof: an unmarked letter makes the job say so."""
    mail = tmp_path / "mail"
    mail.mkdir()
    make_letter(5, pages=1, degradation="scan", dpi=200).save(mail / "0.png")
    (mail / "0.json").unlink()
    program = Program(tmp_path).set_up()
    job = [sys.executable, "-m", "tests.whole.exclusion_job", str(tmp_path), "2"]
    environment = {**program.environment(), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        job, env=environment, capture_output=True, text=True, timeout=200, check=False
    )
    assert "failed" in done.stdout, done.stderr
