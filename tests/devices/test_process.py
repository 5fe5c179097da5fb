"""The child process: quick, light, confined, believed in nothing, and gone with its parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from multiprocessing import active_children
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from clerk_app.domain.scanning import Colour, Device, Page, ScanEnd, ScanProgress, ScanSettings
from clerk_app.errors import InputFault, MachineFault
from scanner import frames, spawned
from scanner.confinement import LARGEST_FILE
from scanner.drivers import Simulation
from scanner.process import Scanner
from tests.devices.conftest import QUICK, Bench
from tests.helpers import sane, trace

ROOT = Path(__file__).resolve().parents[2]
SIMULATED = Device("simulated:0", "Simulated", "simulated")


def test_the_child_starts_quickly() -> None:
    best = min(seconds_to_start() for _ in range(5))
    assert best < 0.3


def seconds_to_start() -> float:
    with Scanner([Simulation(drawn=1)], QUICK) as scanner:
        began = time.monotonic()
        scanner.devices()
        return time.monotonic() - began


def test_the_child_is_light() -> None:
    code = (
        "import sys, scanner.child, scanner.sane_driver, scanner.folder_driver\n"
        "import scanner.simulated_driver\n"
        "print(*{name.partition('.')[0] for name in sys.modules})\n"
        "print(*(name for name in sys.modules if name.startswith('clerk_app')))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    packages, ours = map(str.split, done.stdout.splitlines())
    assert not set(packages) & {"PySide6", "sqlite3", "sqlcipher3", "cv2", "numpy", "ui"}
    assert {"PIL", "scanner"} <= set(packages)
    assert not [name for name in ours if name.startswith(("clerk_app.core", "clerk_app.app"))]


def test_the_program_itself_loads_no_driver() -> None:
    code = "import sys, scanner.process\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "scanner.drivers" in loaded
    assert not {"PIL", "pyinsane2", "scanner.sane_driver", "scanner.encoding"} & set(loaded)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_child_is_confined() -> None:
    with Scanner([Simulation()], QUICK) as scanner:
        scanner.devices()
        (child,) = active_children()
        limits = {
            line[:26].strip(): line[26:47].strip()
            for line in Path(f"/proc/{child.pid}/limits").read_text().splitlines()
        }
        assert limits["Max core file size"] == "0"
        assert limits["Max file size"] == str(LARGEST_FILE)
        if os.geteuid():  # its files in /proc are nobody's: it may not be dumped or traced
            assert Path(f"/proc/{child.pid}").stat().st_uid == 0
        else:
            streams = [Path(f"/proc/{child.pid}/fd/{number}").readlink() for number in range(3)]
            assert streams == [Path("/dev/null")] * 3


ORPHAN = """
import sys, time
from multiprocessing import active_children
from clerk_app.domain.scanning import Device, ScanSettings
from scanner.drivers import Simulation
from scanner.process import Scanner
scanner = Scanner([Simulation(hang="read")])
scan = scanner.scan(Device("simulated:0", "S", "simulated"), ScanSettings(dpi=100))
print(active_children()[0].pid, flush=True)
next(scan)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel")
def test_a_child_that_hangs_goes_with_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = Path("/proc") / parent.stdout.readline().decode().strip()
        time.sleep(0.7)  # it hangs by now
        assert child.exists()
        parent.send_signal(signal.SIGKILL)
    ends = time.monotonic() + 3
    while child.exists() and "\nState:\tZ" not in (child / "status").read_text():
        assert time.monotonic() < ends, "the child outlives its parent"
        time.sleep(0.02)


def test_the_main_module_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "print('once', flush=True)\n"
        "from scanner.drivers import Simulation\n"
        "from scanner.process import Scanner\n"
        "with Scanner([Simulation()]) as scanner:\n"
        "    print(scanner.devices()[0].id)\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("once\nsimulated:0\n", "")


WHOLE = """
import sys
from clerk_app.domain.scanning import Device, ScanSettings
from scanner.process import Scanner
settings = ScanSettings(options={"filename": tuple(sys.argv[2:])})
with Scanner() as scanner:
    pages = list(scanner.scan(Device("pnm:0", "PNM", "sane"), settings))
assert len(pages) == len(sys.argv) - 2
if sys.argv[1] == "keep":
    open("kept", "wb").write(pages[0].encoded)
"""


@pytest.mark.usefixtures("pseudo_scanners")
@pytest.mark.parametrize("act", ["scan", "keep"])
def test_a_scan_writes_into_no_file(act: str, tmp_path: Path) -> None:
    pile = sane.a_pile(tmp_path / "pile", (210, 220))
    (tmp_path / "work").mkdir()
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PWD": str(tmp_path / "work")}
    script = f"import os\nos.chdir({str(tmp_path / 'work')!r})\n{WHOLE}"
    command = [sys.executable, "-c", script, act, *pile]
    status, written = trace.traced(command, environment, tmp_path / "trace")
    assert status == 0
    paths = {each.path for each in written}
    assert paths == ({str(tmp_path / "work" / "kept")} if act == "keep" else set())


def test_what_a_driver_prints_does_not_reach_our_output(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spawned, "serve", chatty)
    with Scanner([Simulation(drawn=1)], QUICK) as scanner:
        assert scanner.devices()
    assert capfd.readouterr() == ("", "")


def chatty(pipe: Connection, stop: Connection, setups: tuple[Simulation, ...]) -> None:
    from scanner import child, confinement  # noqa: PLC0415 (in the child)

    silence = confinement.confine

    def loud(life: int | None) -> None:
        silence(life)
        os.write(1, b"Pyinsane: Warning: ...")
        os.write(2, b"[hpaio] ...")

    child.confine = loud  # type: ignore[attr-defined]
    child.serve(pipe, stop, setups)


LIES = {
    "no frame": [b"\xff\xfe"],
    "no header": [b"[]"],
    "nothing known": [b'{"is": "coffee"}'],
    "deep": [b"[" * 100_000],
    "page of nothing": [b'{"is": "page"}', b"x"],
    "empty page": [
        b'{"is": "page", "width": 9, "height": 9, "dpi": 300, "colour": "grey"}',
        b"",
    ],
    "dpi that is none": [
        b'{"is": "page", "width": 9, "height": 9, "dpi": NaN, "colour": "grey"}',
        b"x",
    ],
    "unknown fault": [b'{"is": "fault", "kind": "Exception", "code": "x", "detail": {}}'],
    "progress without a page": [b'{"is": "progress", "page": "one"}'],
    "end without images": [b'{"is": "end", "images": null}'],
    "free before its end": [b'{"is": "free"}'],
    "nothing at all": [],
}


@pytest.mark.parametrize("lie", LIES)
def test_a_child_that_lies_is_given_up(lie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spawned, "serve", liar)
    monkeypatch.setenv("LIE", lie)
    with Scanner([Simulation()], QUICK) as scanner:
        with pytest.raises(MachineFault, match="scanner-lost") as failed:
            list(scanner.scan(SIMULATED, ScanSettings()))
        assert failed.value.detail["pages"] == 0
        assert active_children() == []


def liar(pipe: Connection, stop: Connection, setups: tuple[Simulation, ...]) -> None:
    pipe.send_bytes(b'{"is": "ready"}')
    pipe.recv_bytes()
    for frame in LIES[os.environ["LIE"]]:
        pipe.send_bytes(frame)


def test_a_child_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spawned, "serve", print)
    with Scanner([Simulation()], QUICK) as scanner, pytest.raises(MachineFault, match="lost"):
        scanner.devices()


def test_a_process_that_cannot_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise OSError

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refuse)
    with Scanner([Simulation()], QUICK) as scanner, pytest.raises(MachineFault, match="not-start"):
        scanner.devices()


def test_a_scanner_can_be_closed_at_any_time(bench: Bench) -> None:
    scanner = bench.scanner()
    scan = scanner.scan(bench.found(scanner), bench.settings)
    next(scan)
    began = time.monotonic()
    scanner.close()
    assert time.monotonic() - began < 3
    assert active_children() == []
    scanner.cancel()
    del scan
    bench.scanner().close()


PAGE = Page(1, b"bytes", 10, 20, 300.0, Colour.GREY)
CROSSINGS: list[tuple[Any, Callable[[Any], Any], Callable[[Any], Any]]] = [
    (ScanProgress(2, 10, 30), frames.from_progress, frames.to_progress),
    (ScanEnd(3, 2, 2, True, ("a", "b")), frames.from_end, frames.to_end),
    (ScanEnd(3), frames.from_end, frames.to_end),
    (PAGE, frames.from_page, lambda header: frames.to_page(header, 1, b"bytes")),
    (
        ScanSettings("ADF", 200, Colour.BILEVEL, 4, (1.0, 2.0), {"a": (1, 2), "b": "c"}),
        lambda settings: {"is": "x", "settings": frames.from_settings(settings)},
        lambda header: frames.to_settings(header["settings"]),
    ),
]


@pytest.mark.parametrize(("thing", "out", "back"), CROSSINGS)
def test_what_crosses_the_pipe_comes_out_as_it_went_in(
    thing: Any, out: Callable[[Any], Any], back: Callable[[Any], Any]
) -> None:
    came = back(frames.unpack(frames.pack(out(thing))))
    assert (came, asdict(came)) == (thing, asdict(thing))


def test_a_failure_crosses_as_its_kind_code_and_detail() -> None:
    fault = InputFault("source-unknown", source="x")
    came = frames.to_fault(frames.unpack(frames.pack(frames.from_fault(fault))))
    assert (type(came), came.args) == (InputFault, fault.args)
