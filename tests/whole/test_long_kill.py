"""Killed within a long document: what was kept of it is unfinished, is no draft, and is whole."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from clerk_app.application import audit, drafts, long_document
from clerk_app.domain import gate
from tests.helpers.builders import a_declaration, a_key_file, an_office
from tests.helpers.long import SHORT, long_pages
from tests.whole.long_job import STOPS_AT
from tests.whole.program import Program

PATIENCE = 60.0


def killed_after(folder: Path, pages: int) -> int:
    """Kill the process when it has said that so many pages are kept; give what it said last."""
    job = [sys.executable, "-m", "tests.whole.long_job", str(folder)]
    environment = {**Program(folder).environment(), "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        job, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = 0
    while said < pages:
        line = process.stdout.readline()
        assert line, process.stderr and process.stderr.read()
        said = int(line)
    process.kill()
    rest, _ = process.communicate(timeout=PATIENCE)
    return int((rest.split() or [str(said)])[-1])


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_within_a_long_document(tmp_path: Path, seed: int) -> None:
    a_key_file(tmp_path)
    said = killed_after(tmp_path, random.Random(seed).randint(SHORT.pages + 1, STOPS_AT - 1))
    with an_office(tmp_path) as opened:
        ((left,), stopped) = long_document.unfinished(opened)
        assert said <= left.pages < STOPS_AT
        assert stopped == 0
        assert drafts.waiting(opened) == [], "nothing of it was cleared"
        assert audit.verify(opened, None).clean
        none = gate.Evidence(0, ())
        concluded = gate.conclude(a_declaration(), left.pages, none)
        draft = long_document.finish(opened, left.id, concluded)
        images = [page.encoded for page in drafts.pages(opened, draft)]
        assert images == [page.encoded for page in long_pages(left.pages)]
        drafts.exclude(opened, draft.id, "secrecy", "MẬT")
    files = [path for path in (tmp_path / "home" / "vault").rglob("*") if path.is_file()]
    assert len(files) <= 1, "the page under way had no row yet: a sweep takes its file"
