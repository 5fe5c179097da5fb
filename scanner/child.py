"""Runs in the scanner's child process: takes orders from the pipe and lets a driver do them."""

import time
from collections.abc import Sequence
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any

from clerk_app.domain.scanning import Device, Page, ScanEnd, ScanProgress
from clerk_app.errors import ClerkError, MachineFault
from scanner import drivers, frames
from scanner.confinement import confine
from scanner.drivers import Driver, SetUp

_TELL_EVERY = 0.1


def serve(pipe: Connection, stop: Connection, setups: Sequence[SetUp]) -> None:
    """Do what is ordered until the pipe closes.

    Args:
        pipe: Orders come, answers go.
        stop: Numbers of scans to be stopped; others than the running one are late and mean
            nothing.
        setups: The drivers there are.
    """
    parent = parent_process()
    confine(None if parent is None else parent.sentinel)
    if parent is not None and not parent.is_alive():  # it went before the kernel was asked
        return
    room = _Room(pipe, stop, setups)
    try:
        room.say({"is": "ready"})
        while True:
            room.obey(frames.unpack(pipe.recv_bytes()))
    except (BrokenPipeError, ConnectionResetError, EOFError):
        return
    finally:
        pipe.close()


class _Room:
    """Owns the drivers and the pipe."""

    def __init__(self, pipe: Connection, stop: Connection, setups: Sequence[SetUp]) -> None:
        self._pipe = pipe
        self._stop = stop
        self._setups = {drivers.name_of(setup): setup for setup in setups}
        self._drivers: dict[str, Driver] = {}

    def say(self, header: dict[str, Any], blob: bytes | None = None) -> None:
        """Send a frame, and the bytes that belong to it."""
        self._pipe.send_bytes(frames.pack(header))
        if blob is not None:
            self._pipe.send_bytes(blob)

    def obey(self, order: frames.Header) -> None:
        """Do one order; a failure that is known is an answer, an unknown one ends the child."""
        try:
            if order["is"] == "scan":
                self._scan(order)
            else:
                self.say(frames.from_devices(self._devices()))
        except ClerkError as error:
            self.say(frames.from_fault(error))
        except MemoryError:
            self.say(frames.from_fault(MachineFault("scanner-memory")))
        self.say({"is": "free"})  # the device is closed

    def _driver(self, name: str) -> Driver:
        if name not in self._drivers:
            if name not in self._setups:
                raise MachineFault("device-offline")
            self._drivers[name] = drivers.build(self._setups[name])
        return self._drivers[name]

    def _devices(self) -> list[Device]:
        """Ask every driver; one that cannot answer hides the others' devices from nobody."""
        found: list[Device] = []
        failed: list[ClerkError] = []
        for name in self._setups:
            try:
                found += self._driver(name).devices()
            except ClerkError as error:
                failed.append(error)
        if failed and not found:
            raise failed[0]
        return found

    def _scan(self, order: frames.Header) -> None:
        driver = self._driver(str(order["driver"]))
        events = driver.scan(str(order["device"]), frames.to_settings(order["settings"]))
        told, stopped = _Told(), False
        for event in events:
            if isinstance(event, Page):
                self.say(frames.from_page(event), event.encoded)
            elif isinstance(event, ClerkError):
                self.say(frames.from_fault(event))
            elif isinstance(event, ScanEnd):
                self.say(frames.from_end(event))
            elif told.is_due(event):
                self.say(frames.from_progress(event))
            if not stopped and self._is_stopped(int(order["number"])):
                stopped = True
                driver.cancel()

    def _is_stopped(self, number: int) -> bool:
        meant = False
        while self._stop.poll():
            meant |= self._stop.recv_bytes() == b"%d" % number
        return meant


class _Told:
    """Knows what progress has been told: a page's beginnings always, the rest now and then."""

    def __init__(self) -> None:
        self._page = self._read = 0
        self._at = 0.0

    def is_due(self, progress: ScanProgress) -> bool:
        """Tell whether this is worth a frame; once asked, it counts as told."""
        began = progress.page != self._page or not progress.read or not self._read
        if not began and time.monotonic() - self._at < _TELL_EVERY:
            return False
        self._page, self._read, self._at = progress.page, progress.read, time.monotonic()
        return True
