"""SANE scanners, by `pyinsane2.sane`: its in-process half, because its daemon loses large pages."""

from collections.abc import Generator, Iterator
from typing import Any, Final

from clerk_app.domain.scanning import (
    MM_PER_INCH,
    Colour,
    Device,
    Page,
    ScanEnd,
    ScanProgress,
    ScanSettings,
    Source,
    SourceKind,
)
from clerk_app.errors import ClerkError, InputFault, MachineFault
from scanner import drivers, encoding, sane_options
from scanner.drivers import Event, Sane
from scanner.encoding import Frame
from scanner.sane_device import SaneDevice, StoppedAtDeviceError, fault, library

_DPI: Final = (20.0, 10_000.0)
_IN_PIXELS: Final = 1
_SWITCHES: Final = ("adf-mode", "duplex")


class SaneDriver:
    """Owns the SANE library in this process; a device is open only while it is asked or scans."""

    def __init__(self, setup: Sane) -> None:
        self._setup = setup
        self._stopping = False
        self._types: dict[str, str] = {}

    def devices(self) -> list[Device]:
        """Find the scanners, and ask each what it can; see `Driver`."""
        sane = library()
        return [self._described(sane, each) for each in self._found(sane)]

    def scan(self, device: str, settings: ScanSettings) -> Iterator[Event]:
        """Scan until the paper ends; see `Driver`."""
        self._stopping = False
        with SaneDevice(library(), device) as opened:
            try:
                yield from self._scan(opened, device, settings)
            except ClerkError as error:
                yield error

    def _scan(self, opened: SaneDevice, device: str, settings: ScanSettings) -> Iterator[Event]:
        source = self._source(opened, device, settings.source)
        images = 0
        yield ScanProgress(1)
        _set_up(opened, source, settings)
        try:
            for event in self._sheets(opened, source, settings):
                images += isinstance(event, Page)
                yield event
        except StoppedAtDeviceError:
            self._stopping = True
        if not images and not self._stopping:
            raise MachineFault("feeder-empty")
        sides = 2 if source.kind is SourceKind.DUPLEX else 1
        yield ScanEnd(images, None, sides, cancelled=self._stopping)

    def cancel(self) -> None:
        """Stop before the next lines."""
        self._stopping = True

    def _sheets(
        self, opened: SaneDevice, source: Source, settings: ScanSettings
    ) -> Iterator[Page | ScanProgress]:
        """Give page after page: of the feeder, of a pile of single scans, or the glass's one."""
        pile = {name: each for name, each in settings.options.items() if isinstance(each, tuple)}
        fed = source.kind in (SourceKind.FEEDER, SourceKind.DUPLEX)
        most = settings.pages if fed else 1
        if pile:
            given = min(map(len, pile.values()))
            most = given if settings.pages is None else min(given, settings.pages)
        images = 0
        while images != most and not self._stopping:
            for name, values in pile.items():
                opened.cancel()  # a device that has given its page takes no option before this
                opened.lend(name, values[images])
            yield ScanProgress(images + 1)
            page = yield from self._page(opened, settings, images + 1)
            if page is None:
                return
            images += 1
            yield page

    def _page(
        self, opened: SaneDevice, settings: ScanSettings, number: int
    ) -> Generator[ScanProgress, None, Page | None]:
        reading = opened.page(number)
        while not self._stopping:
            try:
                yield next(reading)
            except StopIteration as end:
                frames: list[Frame] = end.value
                dpi = _dpi(opened, settings)
                return encoding.page_of(frames, dpi, number) if frames else None
        return None

    def _found(self, sane: Any) -> list[Any]:
        try:
            found: list[Any] = sane.get_devices(self._setup.local_only)
        except sane.SaneException as error:
            raise fault(error) from error
        self._types = {each.name: each.dev_type for each in found}
        return found

    def _described(self, sane: Any, found: Any) -> Device:
        name = f"{found.vendor} {found.model}".strip()
        try:
            with SaneDevice(sane, found.name) as opened:
                sources = self._sources(opened, found.name)
                option = opened.options.get("resolution")
                dpi = sane_options.resolutions(option) if option is not None else ()
        except ClerkError as error:
            return Device(found.name, name, drivers.SANE, problem=error.code)
        return Device(found.name, name, drivers.SANE, sources, dpi)

    def _sources(self, opened: SaneDevice, device: str) -> tuple[Source, ...]:
        names = opened.words("source")
        kind = "" if names else self._types.get(device, "")
        switch = any(name in opened.options for name in _SWITCHES)
        return sane_options.sources(names, kind, switch)

    def _source(self, opened: SaneDevice, device: str, wanted: str) -> Source:
        sources = self._sources(opened, device)
        for source in sources:
            if not wanted or source.answers_to(wanted):
                return source
        known = ", ".join(source.name or source.kind for source in sources)
        raise InputFault("source-unknown", source=wanted, known=known)


def _set_up(opened: SaneDevice, source: Source, settings: ScanSettings) -> None:
    """Set source, colour, resolution and paper, then what was asked for by name."""
    _set_source(opened, source)
    _set_colour(opened, settings.colour)
    if opened.can_set("resolution"):
        option = opened.options["resolution"]
        opened.set("resolution", sane_options.best_resolution(option, settings.dpi))
    _set_paper(opened, settings)
    for name, value in settings.options.items():
        if not isinstance(value, tuple):
            opened.lend(name, value)


def _set_source(opened: SaneDevice, source: Source) -> None:
    names = opened.words("source")
    switched = source.kind is SourceKind.DUPLEX and source.name not in names
    fed = (name for name in names if sane_options.kind_of(name) is SourceKind.FEEDER)
    wanted = next(fed, "") if switched else source.name
    if len(names) > 1 and wanted:  # a device with one source may refuse to hear of it
        opened.set("source", wanted)
    if switched or source.kind is SourceKind.FEEDER:
        _set_sides(opened, switched)


def _set_colour(opened: SaneDevice, wanted: Colour) -> None:
    """Set mode and depth; a device without a mode for two levels may have a depth of one bit."""
    words = opened.words("mode")
    found = {each: sane_options.mode_for(words, each) for each in Colour}
    mode = found[wanted] or found[Colour.GREY] or found[Colour.COLOUR]
    if mode is not None:
        opened.set("mode", mode, must=False)
    if wanted is not Colour.BILEVEL or found[wanted] is None:
        opened.set("depth", 8, must=False)
    if wanted is Colour.BILEVEL and found[wanted] is None:
        opened.set("depth", 1, must=False)


def _set_sides(opened: SaneDevice, both: bool) -> None:
    """Set one side or both, on devices where that is an option of its own."""
    for name in opened.words("adf-mode"):
        if ("duplex" in name.casefold()) == both:
            opened.set("adf-mode", name, must=False)
    opened.set("duplex", both, must=False)


def _set_paper(opened: SaneDevice, settings: ScanSettings) -> None:
    """Ask for the paper's size from the corner on; the device's own bounds win."""
    width, height = settings.size_mm
    wanted: dict[str, float] = {
        "page-width": width,
        "page-height": height,
        "tl-x": 0.0,
        "tl-y": 0.0,
        "br-x": width,
        "br-y": height,
    }
    for name, size in wanted.items():
        if opened.can_set(name):
            in_pixels = int(opened.options[name].unit) == _IN_PIXELS
            scale = settings.dpi / MM_PER_INCH if in_pixels else 1.0
            opened.set(name, size * scale, must=False)


def _dpi(opened: SaneDevice, settings: ScanSettings) -> float:
    """Give what the device says that it scans with; one that says nothing does as it was asked."""
    told = opened.number("resolution")
    low, high = _DPI
    return told if told is not None and low <= told <= high else settings.dpi
