"""Scanners without hardware; whatever is scanned, no file appears and no process stays."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import active_children
from pathlib import Path

import pytest

from clerk_app.domain.scanning import Device, ScanSettings
from scanner.drivers import Folder, Sane, SetUp, Simulation
from scanner.process import Deadlines, Scanner
from tests.helpers import sane

QUICK = Deadlines(begin=10, devices=10, open=1.5, start=1.5, read=1.5, cancel=1.0)


@dataclass(frozen=True)
class Bench:
    """One driver with a pile before it.

    Attributes:
        pile: Pages the settings give.
    """

    setup: SetUp
    device: str
    pile: int
    settings: ScanSettings = field(default_factory=ScanSettings)
    quiet: Deadlines = QUICK

    def scanner(self) -> Scanner:
        return Scanner([self.setup], self.quiet)

    def found(self, scanner: Scanner) -> Device:
        (device,) = [each for each in scanner.devices() if each.id == self.device]
        return device


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Work in empty folders, which stay empty, and leave no process."""
    place = tmp_path_factory.mktemp("work")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        for name in ("TMPDIR", "HOME", "XDG_RUNTIME_DIR"):
            patch.setenv(name, str(place))
        yield
    assert list(place.iterdir()) == []
    assert active_children() == []
    assert children() == set()


def children() -> set[str]:
    """Tell what processes are ours, zombies too, but for multiprocessing's own tracker."""
    found = set()
    for place in Path("/proc/self/task").glob("*/children"):
        for number in place.read_text().split():
            command = Path(f"/proc/{number}/cmdline").read_bytes().decode(errors="replace")
            found.add(command or "zombie")
    return {each for each in found if "multiprocessing.resource_tracker" not in each}


@pytest.fixture
def pseudo_scanners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sane.configured(tmp_path / "sane.d", monkeypatch)


@pytest.fixture(params=["simulated", "folder", "pnm", "test"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    """Give every driver in turn."""
    if request.param == "simulated":
        return Bench(Simulation(drawn=20, chunk_seconds=0.01), "simulated:0", 20)
    if request.param == "test":
        request.getfixturevalue("pseudo_scanners")
        return Bench(Sane(), "test:0", 10, ScanSettings(source="feeder"))
    pile = sane.a_pile(tmp_path / "pile", range(200, 220))
    if request.param == "folder":
        folder = os.fspath(tmp_path / "pile")
        setup = Folder((folder,), settle_seconds=0.1, quiet_seconds=0.5)
        return Bench(setup, f"folder:{folder}", 20)
    request.getfixturevalue("pseudo_scanners")
    return Bench(Sane(), "pnm:0", 20, ScanSettings(dpi=150, options={"filename": pile}))
