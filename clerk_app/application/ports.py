"""What acts and screens need of things that have several real implementations."""

from typing import Protocol

from clerk_app.domain.scanning import Device, Page, ScanEnd, ScanSettings


class ScanPort(Protocol):
    """A running scan: its pages as they come, then how it ended."""

    @property
    def end(self) -> ScanEnd | None:
        """How it ended; None while it runs, or when it failed."""

    def __iter__(self) -> "ScanPort":
        """Give itself."""

    def __next__(self) -> Page:
        """Give the next page, in memory; raises MachineFault, pages given stay."""


class ScannerPort(Protocol):
    """Scanners, their drivers in a process of their own (`scanner.process.Scanner`)."""

    def devices(self) -> list[Device]:
        """List what is attached; raises MachineFault."""

    def scan(self, device: Device, settings: ScanSettings) -> ScanPort:
        """Begin a scan."""

    def cancel(self) -> None:
        """Stop the scan that is under way, from any thread."""

    def close(self) -> None:
        """End the child."""
