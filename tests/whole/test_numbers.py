"""No number lost or given twice: several desks at once, and killed at any moment."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clerk_app.application import audit, lookup, office
from clerk_app.core import document_table, vault
from tests.helpers.builders import a_key_file, an_office
from tests.mail.letters import make_letter
from tests.whole.program import Program

DESKS = 4
EACH = 50
KILLS = 100


def started(folder: Path, desk: str, count: int) -> "subprocess.Popen[str]":
    program = Program(folder)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.whole.registrar", str(folder), desk, str(count)],
        env=program.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )


def told(process: "subprocess.Popen[str]") -> list[tuple[int, str, str]]:
    """Give what a desk said it had registered: whole lines only."""
    out, _ = process.communicate()
    lines = out.split("\n")[:-1]
    rows = [line.split() for line in lines if line[:1].isdigit()]
    return [(int(number), ident, sha256) for number, ident, sha256 in rows]


def assert_whole(folder: Path, said: list[tuple[int, str, str]]) -> int:
    """Numbers 1…n once each, every number that was said is kept with its file; gives n."""
    with an_office(folder) as opened:
        report = audit.verify(opened, None)
        assert report.clean, report
        entries = lookup.listed(opened, "in", None, "", None)
        numbers = sorted(entry.number or 0 for entry in entries)
        assert numbers == list(range(1, len(entries) + 1))
        assert len({number for number, _, _ in said}) == len(said)
        by_number = {entry.number: entry for entry in entries}
        for number, ident, sha256 in said:
            entry = by_number[number]
            assert (entry.id, entry.sha256) == (ident, sha256)
            kept = document_table.of_entry(opened.database, ident)
            assert kept
            assert vault.fetch(opened.home, kept).startswith(b"%PDF")
        return len(entries)


def test_four_desks_at_once(tmp_path: Path) -> None:
    a_key_file(tmp_path)  # the home itself is made by whichever desk comes first
    desks = [started(tmp_path, str(desk), EACH) for desk in range(DESKS)]
    said = [row for desk in desks for row in told(desk)]
    assert [desk.wait() for desk in desks] == [0] * DESKS
    assert assert_whole(tmp_path, said) == DESKS * EACH == len(said)


def test_killed_at_a_hundred_random_moments(tmp_path: Path) -> None:
    """SIGKILL; a desk that was not killed goes on, and what was said to be done is done."""
    rng = random.Random(20261122)
    a_key_file(tmp_path)
    said: list[tuple[int, str, str]] = []
    kills = 0
    while kills < KILLS:
        desks = [started(tmp_path, f"{kills}-{desk}", 1000) for desk in range(DESKS)]
        for desk in desks:
            assert desk.stdout
            desk.stdout.readline()
        for desk in desks:
            time.sleep(rng.expovariate(1 / 0.05))
            desk.kill()
            kills += 1
        for desk in desks:
            said += told(desk)
            desk.wait()
    assert assert_whole(tmp_path, said) >= len(said) > KILLS / 4


@pytest.mark.long
def test_the_whole_road_killed_at_random_moments(tmp_path: Path) -> None:
    """`clerk register` with reading and gate, killed anywhere between start and end."""
    program = Program(tmp_path).set_up()
    rng = random.Random(7)
    done = 0
    for turn in range(30):
        path = tmp_path / f"{turn}.png"
        make_letter(500 + turn, pages=1, dpi=200).save(path)
        command = program.command("--json", "register", "in", path, "--declare", "none", "--yes")
        process = subprocess.Popen(
            command, env=program.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(0.5, 7))
        process.kill()
        out, _ = process.communicate()
        done += b'"registered"' in out
    with office.opened(program.home, program.key) as opened:
        report = audit.verify(opened, None)
        assert report.clean
        assert report.entries >= done
