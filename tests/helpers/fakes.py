"""Fakes beside the real things: a scanner that gives prepared pages and fails on demand."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clerk_app.domain.scanning import Device, Page, ScanEnd, ScanSettings
from clerk_app.errors import MachineFault


@dataclass
class FakeScan(Iterator[Page]):
    """One scan of a fake scanner."""

    scanner: "FakeScanner"
    given: int = 0
    end: ScanEnd | None = None

    def __next__(self) -> Page:
        if self.scanner.fault_at == self.given:
            raise MachineFault(self.scanner.fault)
        while self.scanner.held_at == self.given and not self.scanner.cancelled:
            time.sleep(0.01)
        if self.scanner.cancelled or self.given == len(self.scanner.pages):
            self.end = ScanEnd(self.given, self.scanner.sheets or self.given)
            raise StopIteration
        self.given += 1
        return self.scanner.pages[self.given - 1]


@dataclass
class FakeScanner:
    """A scanner with prepared pages.

    Attributes:
        fault_at: Fails before this page, counted from 0; None never.
        held_at: Waits before this page, counted from 0, until it is None or the scan is cancelled.
        sheets: How many sheets it says it fed.
    """

    pages: Sequence[Page] = ()
    fault_at: int | None = None
    fault: str = "paper-jam"
    held_at: int | None = None
    sheets: int | None = None
    cancelled: bool = field(default=False, init=False)
    closed: bool = field(default=False, init=False)

    def devices(self) -> list[Device]:
        return [Device("fake:0", "Máy quét thử", "fake")]

    def scan(self, device: Device, settings: ScanSettings) -> FakeScan:
        self.cancelled = False
        return FakeScan(self)

    def cancel(self) -> None:
        self.cancelled = True

    def close(self) -> None:
        self.closed = True
