"""The child that reads foreign PDFs: held, killed, lied to by; it is never our failure."""

import os
import runpy
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from multiprocessing import active_children
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from clerk_app.core import pdf_child, pdf_jail, pdf_reader
from clerk_app.core.pdf_child import Limits
from clerk_app.core.pdf_reader import PdfFacts, open_pdf, pdf_facts, read_pdf
from clerk_app.errors import MachineFault, UnreadableFault
from tests.helpers import pdf_bombs, pdf_zoo


@pytest.fixture(autouse=True)
def nothing_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Work in empty folders, which stay empty, and leave no process."""
    place = tmp_path_factory.mktemp("work")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setenv("TMPDIR", str(place))
        yield
    assert list(place.iterdir()) == []
    assert active_children() == []
    assert children() <= {"multiprocessing.resource_tracker"}


def children() -> set[str]:
    """Tell what processes are ours, zombies too."""
    found = set()
    for place in Path("/proc/self/task").glob("*/children"):
        for number in place.read_text().split():
            command = Path(f"/proc/{number}/cmdline").read_bytes().decode(errors="replace")
            tracker = "multiprocessing.resource_tracker"
            found.add(tracker if tracker in command else command or "zombie")
    return found


def test_a_silent_child_is_killed() -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableFault, match="pdf-too-demanding"):
        list(read_pdf(pdf_bombs.nested_forms(40), "slow.pdf", Limits(page_seconds=1.0)))
    assert time.monotonic() - began < 6


def test_all_pages_together_have_a_deadline() -> None:
    with pytest.raises(UnreadableFault, match="pdf-too-demanding"):
        list(read_pdf(pdf_zoo.plain(400), "slow.pdf", Limits(total_seconds=1.0)))


def test_a_child_that_dies_is_a_fault_of_the_file() -> None:
    with open_pdf(pdf_zoo.plain(3)) as pdf:
        pages = pdf.pages()
        next(pages)
        for child in active_children():
            child.kill()
        with pytest.raises(UnreadableFault, match="pdf-too-demanding"):
            list(pages)


def test_a_child_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "serve", print)
    with pytest.raises(MachineFault, match="child-not-started"):
        pdf_facts(pdf_zoo.plain())


def test_the_main_module_is_not_run_again(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_zoo.plain())
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from pathlib import Path\n"
        "from clerk_app.core.pdf_reader import read_pdf\n"
        f"print('pages', len(list(read_pdf(Path({str(tmp_path / 'a.pdf')!r})))))\n"
    )
    runpy.run_path(str(script), run_name="__main__")
    assert capfd.readouterr().out == "pages 1\n"


def _tries(pipe: Connection, limits: Limits, size: int) -> None:
    held = pdf_jail.confine(limits.memory + size, limits.processor_seconds)
    done = []
    try:
        Path(os.environ["CLERK_TRIES"]).write_bytes(b"x")
        done.append("wrote")
    except OSError:
        pass
    try:
        socket.create_connection(("127.0.0.1", int(os.environ["CLERK_PORT"])), 2)
        done.append("connected")
    except OSError:
        pass
    try:
        bytearray(4 << 30)
        done.append("memory")
    except MemoryError:
        pass
    pdf_child._say(pipe, {"is": "ready", "held": [*held, *done]})
    pipe.recv_bytes()


def _lies(pipe: Connection, limits: Limits, size: int) -> None:
    """Answer as a child might that a file has taken over; `size` chooses the answer."""
    page = b'{"is": "page", "words": [["a", [0, 0], 1]], "width": "x"}'
    facts = {**dict.fromkeys(f.name for f in fields(PdfFacts)), "is": "facts", "pages": 1}
    answers = [b"no JSON", b"[]", b"{}", b'{"is": "facts"}', b'{"is": 7}', b"[" * 100_000]
    pdf_child._say(pipe, {"is": "ready"})
    if size < len(answers):
        pipe.send_bytes(answers[size])
        return
    pdf_child._say(pipe, facts)
    pipe.send_bytes(page if size == len(answers) else b'{"is": "end"}')
    pipe.send_bytes(b"blob")


@pytest.mark.parametrize("size", range(1, 8))
def test_a_child_that_lies_is_a_fault_of_the_file(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_reader, "serve", _lies)
    with pytest.raises(UnreadableFault, match="pdf-broken"):
        list(read_pdf(b"x" * size))


def test_many_at_once() -> None:
    data = pdf_zoo.plain(3)
    main = sys.modules["__main__"]
    with ThreadPoolExecutor(4) as pool:
        counts = pool.map(lambda _: len(list(read_pdf(data))), range(8))
    assert list(counts) == [3] * 8
    assert sys.modules["__main__"] is main


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="what holds is told by platform")
def test_the_child_cannot_write_connect_or_grow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "written"
    monkeypatch.setenv("CLERK_TRIES", str(target))
    monkeypatch.setattr(pdf_reader, "serve", _tries)
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("CLERK_PORT", str(server.getsockname()[1]))
        child = pdf_reader._Child("try", Limits(), 0)
        held = child.begin(b"x")
        child.end()
    assert "limits" in held
    assert "memory" not in held
    assert "wrote" not in held or "no-writing" not in held
    assert not target.exists() or target.stat().st_size == 0
    assert ("no-network" in held) == ("connected" not in held)
