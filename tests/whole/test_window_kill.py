"""The window killed at any moment: no page that was shown as kept is lost, no number either."""

import random
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from clerk_app.application import audit, drafts, lookup
from clerk_app.core import document_table, vault
from tests.helpers.builders import a_key_file, an_office
from tests.whole.program import Program

LETTERS = 500  # numbers that one run may use up
PATIENCE = 60.0
PATIENT = 4.0  # seconds that a window then works on the average
EXTRA = 3  # on a busy machine more windows are killed before they have done anything


@dataclass
class Said:
    """What the windows of one home showed before they were killed.

    Attributes:
        kept: Letters by their own numbers.
        numbers: Arrival number and entry.
    """

    kept: list[str] = field(default_factory=list)
    numbers: list[tuple[int, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    ready: int = 0

    def hear(self, out: str) -> None:
        """Take the whole lines of one run."""
        for line in out.split("\n")[:-1]:
            word, *rest = line.split()
            if word == "kept":
                self.kept.append(rest[0])
            elif word == "number":
                self.numbers.append((int(rest[0]), rest[1]))
            elif word == "ready":
                self.ready += 1
            else:
                self.failed.append(line)


def run_and_kill(folder: Path, turn: int, seconds: float, *, early: bool) -> str:
    """Start a window on a home, kill it; give what it said.

    Args:
        early: The time runs from the start of the process, else from the shown window.
    """
    job = [sys.executable, "-m", "tests.whole.window_job", str(folder), str(turn * LETTERS + 1)]
    environment = {**Program(folder).environment(), "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        job, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    first = "" if early else process.stdout.readline()
    time.sleep(seconds)
    stopped = process.poll()
    process.kill()
    rest, errors = process.communicate(timeout=PATIENCE)
    assert stopped is None, errors
    return first + rest


def killed(folder: Path, kills: int, seed: int) -> Said:
    """Kill the window of one home so many times, and until enough of its work was seen."""
    chance, said = random.Random(seed), Said()
    folder.mkdir()
    a_key_file(folder)
    for turn in range(EXTRA * kills):
        if turn >= kills and min(len(said.kept), len(said.numbers)) > kills / 2:
            break
        early = turn % 5 == 4 and turn < kills
        mean = 0.7 if turn < kills else PATIENT
        seconds = chance.uniform(0.2, 1.6) if early else chance.expovariate(1 / mean)
        said.hear(run_and_kill(folder, turn, seconds, early=early))
    return said


def assert_whole(folder: Path, said: Said) -> None:
    """Every kept letter once, as a draft or an entry; numbers 1…n; files open; audit clean."""
    assert said.failed == []
    with an_office(folder) as opened:
        report = audit.verify(opened, None)
        assert report.clean, report
        entries = lookup.listed(opened, "in", None, "", None)
        waiting = drafts.waiting(opened)
        assert sorted(entry.number or 0 for entry in entries) == list(range(1, len(entries) + 1))
        holding = [*(entry.fields for entry in entries), *(draft.fields for draft in waiting)]
        assert all("code_number" in fields for fields in holding), holding
        letters = Counter(str(fields["code_number"]).lstrip("0") for fields in holding)
        assert set(letters.values()) == {1}
        assert set(said.kept) <= set(letters)
        assert len(set(said.kept)) == len(said.kept)
        assert len({number for number, _ in said.numbers}) == len(said.numbers)
        by_number = {entry.number: entry.id for entry in entries}
        assert all(by_number[number] == ident for number, ident in said.numbers)
        for entry in entries:
            kept = document_table.of_entry(opened.database, entry.id)
            assert kept
            assert vault.fetch(opened.home, kept).startswith(b"%PDF")
        for draft in waiting:
            assert all(page.encoded for page in drafts.pages(opened, draft))


def killed_in_two_homes(folder: Path, kills: int, seed: int) -> None:
    homes = [folder / name for name in ("one", "two")]
    with ThreadPoolExecutor(2) as threads:
        running = [
            threads.submit(killed, home, kills // 2, seed + place)
            for place, home in enumerate(homes)
        ]
        told = [each.result() for each in running]
    for home, said in zip(homes, told, strict=True):
        assert_whole(home, said)
    shown = sum(said.ready for said in told)
    kept = sum(len(said.kept) for said in told)
    numbers = sum(len(said.numbers) for said in told)
    print(f"{kills} kills: window shown {shown}, letters kept {kept}, numbers {numbers}")
    assert min(kept, numbers) > kills / 2, "the windows were killed at their work"


def test_killed_forty_times(tmp_path: Path) -> None:
    killed_in_two_homes(tmp_path, 40, 20261122)


@pytest.mark.long
def test_killed_a_hundred_times(tmp_path: Path) -> None:
    killed_in_two_homes(tmp_path, 100, 7)
