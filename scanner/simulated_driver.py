"""A scanner made of sample pages: every fault on demand, hangs, crashes and dropped sheets too."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from clerk_app.domain.scanning import (
    Device,
    Page,
    ScanEnd,
    ScanProgress,
    ScanSettings,
    Source,
    SourceKind,
)
from clerk_app.errors import InputFault, MachineFault
from scanner import drivers, encoding
from scanner.drivers import Event, Simulation

ID = "simulated:0"
_SOURCES = (
    Source("Feeder", SourceKind.FEEDER),
    Source("Feeder, both sides", SourceKind.DUPLEX),
    Source("Glass", SourceKind.FLATBED),
)
_RESOLUTIONS = (100, 200, 300)


class SimulatedDriver:
    """Owns the pile of samples; every scan begins with all of it."""

    def __init__(self, setup: Simulation) -> None:
        self._setup = setup
        self._stopping = False

    def devices(self) -> list[Device]:
        """Tell of the one scanner there is."""
        self._hang("devices", self._setup.at)
        name = "Simulated scanner"
        return [Device(ID, name, drivers.SIMULATED, _SOURCES, _RESOLUTIONS)]

    def scan(self, device: str, settings: ScanSettings) -> Iterator[Event]:
        """Give the samples; see `Driver`."""
        self._stopping = False
        if device != ID:
            raise MachineFault("device-offline")
        try:
            yield from self._scan(settings)
        except MachineFault as error:
            yield error
        self._hang("close", self._setup.at)

    def _scan(self, settings: ScanSettings) -> Iterator[Event]:
        kind = _kind(settings.source)
        self._hang("open", self._setup.at)
        yield ScanProgress(1)
        images = sides = 0
        most = 1 if kind is SourceKind.FLATBED else settings.pages
        for side, page in enumerate(self._samples(settings), 1):
            if self._stopping or images == most:
                break
            self._fail(side)
            yield ScanProgress(images + 1)
            yield from self._read(side, len(page.encoded))
            if self._stopping:
                break
            sides = side
            if side not in self._setup.dropped:
                images += 1
                yield self._made(page, side).numbered(images)
        if not sides and not self._stopping:
            raise MachineFault("feeder-empty")
        each = 2 if kind is SourceKind.DUPLEX else 1
        yield ScanEnd(images, -(-sides // each), each, cancelled=self._stopping)

    def cancel(self) -> None:
        """Stop before the next piece."""
        self._hang("cancel", self._setup.at)
        self._stopping = True

    def _samples(self, settings: ScanSettings) -> Iterator[Page]:
        for sample in self._setup.pages:
            data = sample if isinstance(sample, bytes) else Path(sample).read_bytes()
            yield from encoding.pages_of_file(data, "sample", 1)
        if not self._setup.pages:
            for number in range(1, self._setup.drawn + 1):
                yield encoding.drawn(number, settings)

    def _fail(self, side: int) -> None:
        self._hang("start", side)
        if self._setup.fault and side == self._setup.at:
            raise MachineFault(self._setup.fault)

    def _read(self, side: int, size: int) -> Iterator[ScanProgress]:
        pieces = self._setup.chunks
        for piece in range(1, pieces + 1):
            if self._stopping:
                return
            time.sleep(self._setup.chunk_seconds)
            yield ScanProgress(side, size * piece // pieces, size)
            if side == self._setup.at and self._setup.crash:
                os.abort()
            self._hang("read", side)

    def _made(self, page: Page, side: int) -> Page:
        if self._setup.wrong_size and side == self._setup.at:
            encoding.check_size(3, 3, page.dpi, side)
        return page

    def _hang(self, step: str, side: int) -> None:
        while self._setup.hang == step and side == self._setup.at:
            time.sleep(60)


def _kind(wanted: str) -> SourceKind:
    for source in _SOURCES:
        if not wanted or source.answers_to(wanted):
            return source.kind
    known = ", ".join(source.name for source in _SOURCES)
    raise InputFault("source-unknown", source=wanted, known=known)
