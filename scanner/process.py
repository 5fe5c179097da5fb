"""The scanner as the program holds it: a driver in a spawned child, with a deadline for each step.

A driver may crash, hang or lie; here that is a `MachineFault`. The child is then killed, the next
call starts another, and the pages that had come stay with whoever took them. So does the call after
a jam or a stop: a library left in the middle of a page may hold its own locks, and a new child
costs a tenth of a second. Pages cross a pipe, encoded, and lie in no file on either side.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

from clerk_app.domain.scanning import Device, Page, ScanEnd, ScanProgress, ScanSettings
from clerk_app.errors import ClerkError, MachineFault
from scanner import frames
from scanner.drivers import Sane, SetUp
from scanner.spawned import Child

LOST = "scanner-lost"
SILENT = "scanner-silent"

_LOOK_EVERY = 0.05

OnProgress = Callable[[ScanProgress], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds after which a silent child is given up.

    Attributes:
        begin: Until the child is up.
        devices: Looking for devices, on the network too.
        open: Until the device is open and set.
        start: Until the first bytes of a sheet: lamps warm up.
        read: Without a byte while a sheet is read.
        cancel: Waiting for the end of a scan that was stopped.
    """

    begin: float = 15.0
    devices: float = 60.0
    open: float = 30.0
    start: float = 60.0
    read: float = 20.0
    cancel: float = 5.0


DEADLINES = Deadlines()


class Scan(Iterator[Page]):
    """A running scan: its pages as they come, then how it ended.

    One that is dropped before its end is stopped; the next call waits for that.

    Attributes:
        number: Which of the scanner's scans it is.
        received: Pages that have come.
        end: How it ended, once it has without a failure.
    """

    def __init__(self, scanner: "Scanner", number: int) -> None:
        self.number = number
        self.received = 0
        self.end: ScanEnd | None = None
        self._scanner = scanner
        self._pages: Iterator[Page] = iter(())

    def __iter__(self) -> "Scan":
        return self

    def __next__(self) -> Page:
        return next(self._pages)

    def __del__(self) -> None:
        self._scanner.cancel(self.number)

    def come_from(self, pages: Iterator[Page]) -> "Scan":
        """Say where the pages come from."""
        self._pages = pages
        return self


class Scanner:
    """Owns the child process; one thread uses it, but any may `cancel`.

    Args:
        setups: The drivers there are, one of a kind.
    """

    def __init__(
        self, setups: Sequence[SetUp] = (Sane(),), deadlines: Deadlines = DEADLINES
    ) -> None:
        self._setups = tuple(setups)
        self._deadlines = deadlines
        self._child: Child | None = None
        self._number = 0  # of the last scan
        self._running = False  # the last scan has not ended
        self._busy = False  # the child has not said that it is free
        self._worn = False  # a scan failed or was stopped in this child
        self._stopped = 0  # number of the last scan that was told to stop
        self._stop_left = 0.0
        # One pipe for all children: whoever cancels never meets an end that is being closed.
        self._far_stop, self._stop = multiprocessing.get_context("spawn").Pipe(duplex=False)

    def __enter__(self) -> "Scanner":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def devices(self) -> list[Device]:
        """Find the scanners.

        Raises:
            MachineFault: `scanner-missing`, `scanner-lost`, `scanner-silent`.
        """
        header, _ = self._hear(self._order({"is": "devices"}), self._deadlines.devices)
        return self._read(frames.to_devices, header)

    def scan(
        self, device: Device, settings: ScanSettings, on_progress: OnProgress | None = None
    ) -> Scan:
        """Begin to scan; the pages come one at a time, in memory only.

        Raises:
            MachineFault: here when no child can be had; from the iterator, after the pages that
                had come and with `device` and `pages`, whatever stops the scan.
            InputFault: from the iterator: `source-unknown`, `option-unknown`.
            UnreadableFault: from the iterator: `image-unreadable` of a folder.
        """
        number = self._number + 1
        order = {
            "is": "scan",
            "number": number,
            "driver": device.driver,
            "device": device.id,
            "settings": frames.from_settings(settings),
        }
        child = self._order(order)
        self._number, self._running = number, True
        scan = Scan(self, number)
        return scan.come_from(self._pages(child, scan, device.name, on_progress))

    def cancel(self, number: int | None = None) -> None:
        """Stop the running scan, if there is one; any thread may say so, as often as it likes.

        Args:
            number: Stop that scan only, and not one that has begun since.
        """
        last = self._number
        if self._running and self._stopped != last and number in (None, last):
            self._stop_left = self._deadlines.cancel
            self._stopped = last
            with suppress(OSError):  # closed meanwhile: there is nothing to stop
                self._stop.send_bytes(b"%d" % last)

    def close(self) -> None:
        """End the child; a scan that runs is stopped first."""
        self._settle()
        if self._child is not None:
            self._child.end()
            self._child = None
        self._stop.close()
        self._far_stop.close()

    def _order(self, order: frames.Header) -> Child:
        """Give an order to a child that is there and free."""
        self._settle()
        if self._child is not None and (self._worn or not self._child.is_alive()):
            self._child.end()
            self._child = None
        if self._child is None:
            self._child = Child(self._far_stop, self._setups)
            self._hear(self._child, self._deadlines.begin)
            self._worn = False
        try:
            self._child.say(frames.pack(order))
        except OSError as error:
            raise self._given_up(LOST) from error
        self._busy = True
        return self._child

    def _settle(self) -> None:
        """See the last scan to its end, even if it was left, and its device closed."""
        self.cancel()
        while self._busy and self._child is not None:
            with suppress(ClerkError):  # of a scan that nobody looks at any more
                self._hear(self._child, self._deadlines.cancel)

    def _pages(
        self, child: Child, scan: Scan, device: str, on_progress: OnProgress | None
    ) -> Iterator[Page]:
        try:
            seconds = self._deadlines.open
            while scan.end is None:
                if child is not self._child or scan.number != self._number:
                    raise MachineFault("scan-stopped")  # another has begun, or all is closed
                header, encoded = self._hear(child, seconds)
                if header["is"] == "page":
                    seconds = self._deadlines.start
                    page = self._read(frames.to_page, header, scan.received + 1, encoded)
                    scan.received += 1
                    yield page
                elif header["is"] == "progress":
                    progress = self._read(frames.to_progress, header)
                    seconds = self._deadlines.read if progress.read else self._deadlines.start
                    if on_progress is not None:
                        on_progress(progress)
                else:
                    scan.end = self._read(frames.to_end, header)
        except ClerkError as error:
            error.detail.update(device=device, pages=scan.received)
            raise

    def _hear(self, child: Child, seconds: float) -> tuple[frames.Header, bytes]:
        """Give the child's next frame and the bytes of its page; its fault becomes ours."""
        try:
            self._wait(child, seconds)
            header = frames.unpack(child.hear())
            encoded = b""
            if header["is"] == "page":
                self._wait(child, self._deadlines.read)
                encoded = child.hear()
            fault = frames.to_fault(header) if header["is"] == "fault" else None
        except (EOFError, OSError, *frames.BAD_FRAME) as error:
            raise self._given_up(LOST) from error
        self._running &= header["is"] in ("page", "progress")
        self._busy &= header["is"] != "free"
        self._worn |= header["is"] == "fault" or bool(header.get("cancelled"))
        if fault is not None:
            raise fault
        return header, encoded

    def _wait(self, child: Child, seconds: float) -> None:
        news = False
        while not news:
            began = time.monotonic()
            news = child.has_news(_LOOK_EVERY)
            spent = time.monotonic() - began
            seconds -= spent
            if self._running and self._stopped == self._number:
                self._stop_left -= spent
                seconds = min(seconds, self._stop_left)
            if seconds <= 0:
                raise self._given_up(SILENT)

    def _read(self, reading: Callable[..., T], *what: object) -> T:
        try:
            return reading(*what)
        except frames.BAD_FRAME as error:
            raise self._given_up(LOST) from error

    def _given_up(self, code: str) -> MachineFault:
        """Kill the child; the next order starts another."""
        self._running = self._busy = False
        if self._child is None:
            return MachineFault(code)
        status = self._child.end(0.0 if code == SILENT else 1.0)
        self._child = None
        return MachineFault(code, exit=status)
