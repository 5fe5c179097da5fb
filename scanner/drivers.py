"""The drivers by name: what each is set up with, and the three methods all of them have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from clerk_app.domain.scanning import Device, ScanEvent, ScanSettings
from clerk_app.errors import ClerkError

SANE = "sane"
FOLDER = "folder"
SIMULATED = "simulated"


Event: TypeAlias = ScanEvent | ClerkError
"""What a driver tells while it scans; a failure may be told before the device is closed."""


class Driver(Protocol):
    """Speaks with one kind of scanner, in the child process, in one thread."""

    def devices(self) -> list[Device]:
        """Find what can be scanned from.

        Raises:
            MachineFault: `scanner-missing` when what the driver stands on is not there.
        """

    def scan(self, device: str, settings: ScanSettings) -> Iterator[Event]:
        """Scan until the paper ends; a `ScanEnd` is the last event of a scan that did not fail.

        A `ScanProgress` without bytes comes once the device is open and before each sheet, and
        one with bytes whenever bytes have come: whoever listens knows a stuck device by silence.
        A device that has jammed may not come back from being closed either, so its failure is
        an event of its own, told first.

        Raises:
            MachineFault: one code for each thing a person can do.
        """

    def cancel(self) -> None:
        """Bring the running scan to its end; called between two of its events."""


@dataclass(frozen=True, slots=True)
class Sane:
    """The SANE scanners of this machine and, unless `local_only`, of its network."""

    local_only: bool = False


@dataclass(frozen=True, slots=True)
class Folder:
    """Folders into which an office copier drops images.

    Attributes:
        settle_seconds: A file that has not grown for so long is whole.
        quiet_seconds: After so long without a new page the pile has ended.
    """

    folders: tuple[str, ...]
    settle_seconds: float = 1.0
    quiet_seconds: float = 3.0


@dataclass(frozen=True, slots=True)
class Simulation:
    """A scanner made of sample pages, with every fault on demand; page numbers count from 1.

    Attributes:
        pages: Image files' bytes, or paths of image files.
        drawn: Pages to draw where no samples are given.
        fault: Code of the fault that comes instead of page `at`.
        hang: Where it falls silent: at `devices`, `open`, `cancel`, `close`, or, with page `at`,
            at `start` or `read`.
        crash: The process dies in the middle of page `at`.
        dropped: Sheets that are fed and give no image.
        wrong_size: Page `at` is far too small.
        chunks: Pieces a page is read in.
        chunk_seconds: How long each piece takes.
    """

    pages: tuple[bytes | str, ...] = ()
    drawn: int = 3
    fault: str = ""
    at: int = 1
    hang: str = ""
    crash: bool = False
    dropped: tuple[int, ...] = ()
    wrong_size: bool = False
    chunks: int = 4
    chunk_seconds: float = 0.0


SetUp: TypeAlias = Sane | Folder | Simulation


def name_of(setup: SetUp) -> str:
    """Give the name of the driver that a set-up is for."""
    return {Sane: SANE, Folder: FOLDER, Simulation: SIMULATED}[type(setup)]


def build(setup: SetUp) -> Driver:
    """Load a driver; only what is used is imported, because the child is to start quickly."""
    if isinstance(setup, Folder):
        from scanner.folder_driver import FolderDriver  # noqa: PLC0415

        return FolderDriver(setup)
    if isinstance(setup, Simulation):
        from scanner.simulated_driver import SimulatedDriver  # noqa: PLC0415

        return SimulatedDriver(setup)
    from scanner.sane_driver import SaneDriver  # noqa: PLC0415

    return SaneDriver(setup)
