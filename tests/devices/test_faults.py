"""Every fault on demand: of the simulated scanner, and of SANE's own pseudo-scanners."""

import time
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest

from clerk_app.domain.scanning import Colour, Device, OptionValue, Page, ScanSettings
from clerk_app.errors import ClerkError, InputFault, MachineFault
from scanner.drivers import Sane, Simulation
from scanner.process import Scan, Scanner
from tests.devices.conftest import QUICK
from tests.helpers import sane

SIMULATED = Device("simulated:0", "Simulated", "simulated")
PNM = Device("pnm:0", "PNM", "sane")
TEST = Device("test:0", "Test", "sane")
CODES = (
    "feeder-empty", "paper-jam", "cover-open", "device-offline", "device-busy", "access-denied",
    "scan-io-error", "scanner-memory", "scanner-locked",
)  # fmt: skip
PNM_STATUS = {
    "status-jammed": "paper-jam",
    "status-nodocs": "feeder-empty",
    "status-coveropen": "cover-open",
    "status-ioerror": "scan-io-error",
    "status-nomem": "scanner-memory",
    "status-accessdenied": "access-denied",
    "status-eof": "page-size-wrong",
}
TEST_STATUS = {
    "UNSUPPORTED": "scan-io-error",
    "DEVICE_BUSY": "device-busy",
    "INVAL": "scan-io-error",
    "EOF": "page-size-wrong",
    "JAMMED": "paper-jam",
    "NO_DOCS": "feeder-empty",
    "COVER_OPEN": "cover-open",
    "IO_ERROR": "scan-io-error",
    "NO_MEM": "scanner-memory",
    "ACCESS_DENIED": "access-denied",
}


def taken(scan: Scan) -> tuple[list[Page], ClerkError]:
    """Take what comes of a scan that fails."""
    pages: list[Page] = []
    with pytest.raises(ClerkError) as failed:
        pages.extend(scan)
    return pages, failed.value


@pytest.mark.parametrize("code", CODES)
def test_a_fault_comes_after_the_pages_before_it(code: str) -> None:
    with Scanner([Simulation(fault=code, at=3)], QUICK) as scanner:
        for _ in range(2):
            pages, fault = taken(scanner.scan(SIMULATED, ScanSettings(dpi=100)))
            assert isinstance(fault, MachineFault)
            assert (fault.code, len(pages)) == (code, 2)
            assert fault.detail == {"device": "Simulated", "pages": 2}
        assert len(active_children()) == 1


@pytest.mark.parametrize(("step", "pages"), [("open", 0), ("start", 1), ("read", 1)])
def test_a_hang_is_ended_by_its_deadline(step: str, pages: int) -> None:
    at = 1 if step == "open" else 2
    with Scanner([Simulation(hang=step, at=at)], QUICK) as scanner:
        began = time.monotonic()
        came, fault = taken(scanner.scan(SIMULATED, ScanSettings(dpi=100)))
        assert (fault.code, len(came)) == ("scanner-silent", pages)
        assert 1.4 < time.monotonic() - began < 3
        assert active_children() == []
        with pytest.raises(MachineFault, match="scanner-silent"):  # a new child, the same hang
            list(scanner.scan(SIMULATED, ScanSettings(dpi=100)))


def test_devices_that_hang() -> None:
    with Scanner([Simulation(hang="devices")], replace(QUICK, devices=1.0)) as scanner:
        with pytest.raises(MachineFault, match="scanner-silent"):
            scanner.devices()
        assert active_children() == []


def test_a_driver_that_will_not_stop_is_killed() -> None:
    slow = Simulation(hang="cancel", chunk_seconds=0.1)
    with Scanner([slow], replace(QUICK, start=20.0, read=20.0)) as scanner:
        scan = scanner.scan(SIMULATED, ScanSettings(dpi=100))
        next(scan)
        began = time.monotonic()
        scanner.cancel()
        _, fault = taken(scan)
        assert fault.code == "scanner-silent"
        assert time.monotonic() - began < 2


def test_a_driver_that_will_not_stop_does_not_hold_up_the_next_scan() -> None:
    with Scanner([Simulation(hang="cancel", chunk_seconds=0.1)], QUICK) as scanner:
        next(scanner.scan(SIMULATED, ScanSettings(dpi=100)))
        began = time.monotonic()
        assert len(list(scanner.scan(SIMULATED, ScanSettings(dpi=100)))) == 3
        assert time.monotonic() - began < 5


@pytest.mark.parametrize("fault", ["paper-jam", ""])
def test_a_device_that_cannot_be_closed_hides_nothing(fault: str) -> None:
    with Scanner([Simulation(hang="close", fault=fault, at=2)], QUICK) as scanner:
        for _ in range(2):
            began = time.monotonic()
            scan = scanner.scan(SIMULATED, ScanSettings(dpi=100))
            if fault:
                assert taken(scan)[1].code == fault
            else:
                assert len(list(scan)) == 3
            assert time.monotonic() - began < 3


def test_a_crash_leaves_the_pages_that_had_come() -> None:
    with Scanner([Simulation(crash=True, at=3)], QUICK) as scanner:
        pages, fault = taken(scanner.scan(SIMULATED, ScanSettings(dpi=100)))
        assert (fault.code, len(pages)) == ("scanner-lost", 2)
        assert fault.detail == {"exit": -6, "device": "Simulated", "pages": 2}
        assert len(list(scanner.scan(SIMULATED, ScanSettings(pages=2)))) == 2


def test_slow_reads_are_no_silence() -> None:
    slow = Simulation(drawn=1, chunks=20, chunk_seconds=0.15)
    with Scanner([slow], replace(QUICK, read=1.0)) as scanner:
        began = time.monotonic()
        assert len(list(scanner.scan(SIMULATED, ScanSettings(dpi=100)))) == 1
        assert time.monotonic() - began > 2.5


@pytest.mark.parametrize(
    ("source", "drawn", "dropped", "sheets", "lost"),
    [
        ("feeder", 5, (2, 5), 5, 2),
        ("feeder", 5, (), 5, 0),
        ("feeder-duplex", 6, (4,), 3, 1),
        ("feeder-duplex", 6, (), 3, 0),
    ],
)
def test_sheets_fed_and_images_received(
    source: str, drawn: int, dropped: tuple[int, ...], sheets: int, lost: int
) -> None:
    with Scanner([Simulation(drawn=drawn, dropped=dropped)], QUICK) as scanner:
        scan = scanner.scan(SIMULATED, ScanSettings(source=source, dpi=100))
        pages = list(scan)
    assert [page.number for page in pages] == list(range(1, drawn - len(dropped) + 1))
    assert scan.end is not None
    assert (scan.end.sheets, scan.end.images, scan.end.lost) == (sheets, len(pages), lost)


def test_a_page_of_the_wrong_size_is_told() -> None:
    with Scanner([Simulation(wrong_size=True, at=2)], QUICK) as scanner:
        pages, fault = taken(scanner.scan(SIMULATED, ScanSettings()))
    assert (fault.code, len(pages), fault.detail["page"]) == ("page-size-wrong", 1, 2)


def test_an_empty_feeder() -> None:
    with Scanner([Simulation(drawn=0)], QUICK) as scanner:
        assert taken(scanner.scan(SIMULATED, ScanSettings()))[1].code == "feeder-empty"


@pytest.mark.usefixtures("pseudo_scanners")
class TestSane:
    """The real library with its pseudo-scanners."""

    @pytest.fixture
    def pile(self, tmp_path: Path) -> tuple[str, ...]:
        return sane.a_pile(tmp_path / "pile", (210, 220, 230))

    @pytest.mark.parametrize(("switch", "code"), PNM_STATUS.items())
    def test_a_status_of_pnm(self, switch: str, code: str, pile: tuple[str, ...]) -> None:
        with Scanner(deadlines=QUICK) as scanner:
            settings = ScanSettings(options={"filename": pile, switch: True})
            pages, fault = taken(scanner.scan(PNM, settings))
            assert (fault.code, len(pages)) == (code, 0)
            good = ScanSettings(options={"filename": pile})
            assert len(list(scanner.scan(PNM, good))) == 3
            assert len(active_children()) == 1

    @pytest.mark.parametrize("switch", sorted(set(PNM_STATUS) - {"status-eof"}))
    def test_a_jam_after_two_pages(self, switch: str, pile: tuple[str, ...]) -> None:
        forced: tuple[OptionValue, ...] = (False, False, True)
        with Scanner(deadlines=QUICK) as scanner:
            scan = scanner.scan(PNM, ScanSettings(options={"filename": pile, switch: forced}))
            if switch == "status-nodocs":  # after a page that is the pile's end
                assert len(list(scan)) == 2
                return
            pages, fault = taken(scan)
            assert (fault.code, len(pages)) == (PNM_STATUS[switch], 2)

    @pytest.mark.parametrize(("status", "code"), TEST_STATUS.items())
    def test_a_status_of_test(self, status: str, code: str) -> None:
        with Scanner(deadlines=QUICK) as scanner:
            forced = {"read-return-value": f"SANE_STATUS_{status}"}
            pages, fault = taken(scanner.scan(TEST, ScanSettings(options=forced)))
            assert (fault.code, len(pages)) == (code, 0)
            assert len(list(scanner.scan(TEST, ScanSettings(pages=1)))) == 1

    def test_the_stop_button_of_the_device(self) -> None:
        forced = {"read-return-value": "SANE_STATUS_CANCELLED"}
        with Scanner(deadlines=QUICK) as scanner:
            scan = scanner.scan(TEST, ScanSettings(options=forced))
            assert list(scan) == []
            assert scan.end is not None
            assert scan.end.cancelled

    def test_slow_reads(self) -> None:
        slow: dict[str, OptionValue] = {"read-delay": True, "read-delay-duration": 200_000}
        settings = ScanSettings("flatbed", 100, Colour.GREY, options=slow)
        with Scanner(deadlines=replace(QUICK, read=1.0)) as scanner:
            began = time.monotonic()
            assert len(list(scanner.scan(TEST, settings))) == 1
            assert time.monotonic() - began > 1.5

    def test_slow_reads_are_stopped_in_time(self) -> None:
        slow: dict[str, OptionValue] = {"read-delay": True, "read-delay-duration": 200_000}
        with Scanner(deadlines=QUICK) as scanner:
            scan = scanner.scan(TEST, ScanSettings(options=slow), lambda _: scanner.cancel())
            began = time.monotonic()
            assert list(scan) == []
            assert time.monotonic() - began < 1
            assert scan.end is not None
            assert scan.end.cancelled

    @pytest.mark.parametrize(
        ("options", "size"),
        [
            ({}, (2362, 2362)),
            ({"depth": 16}, (2362, 2362)),
            ({"three-pass": True}, (2362, 2362)),
            ({"three-pass": True, "three-pass-order": "BGR"}, (2362, 2362)),
            ({"fuzzy-parameters": True}, (2362, 2362)),
            ({"ppl-loss": 7}, (2355, 2362)),
            ({"hand-scanner": True}, (1299, 2007)),
            ({"read-limit": True, "read-limit-size": 4096}, (2362, 2362)),
        ],
    )
    def test_odd_parameters(self, options: dict[str, OptionValue], size: tuple[int, int]) -> None:
        with Scanner(deadlines=QUICK) as scanner:
            (page,) = scanner.scan(TEST, ScanSettings("flatbed", options=options))
        assert (page.width, page.height) == size
        assert (page.dpi, page.colour) == (300, Colour.COLOUR)

    @pytest.mark.parametrize("switch", ["three-pass", "hand-scanner"])
    def test_the_same_picture_in_other_ways(self, switch: str, pile: tuple[str, ...]) -> None:
        with Scanner(deadlines=QUICK) as scanner:
            plain = ScanSettings(options={"filename": pile[0]})
            other = ScanSettings(options={"filename": pile[0], switch: True})
            (first,) = scanner.scan(PNM, plain)
            (second,) = scanner.scan(PNM, other)
        assert first == second

    @pytest.mark.parametrize("colour", list(Colour))
    @pytest.mark.parametrize("dpi", [75, 200])
    def test_colour_and_fixed_point_resolution(self, colour: Colour, dpi: int) -> None:
        with Scanner(deadlines=QUICK) as scanner:
            (page,) = scanner.scan(TEST, ScanSettings("flatbed", dpi, colour))
        assert (page.dpi, page.colour) == (dpi, colour)
        assert page.size_mm == pytest.approx((200, 200), abs=0.5)
        assert page.encoded[:4] == (b"\x89PNG" if colour is Colour.BILEVEL else b"\xff\xd8\xff\xe0")

    def test_no_setting_of_one_scan_is_left_for_the_next(self) -> None:
        asked = [*Colour, *reversed(Colour), Colour.COLOUR]
        odd: dict[str, OptionValue] = {"depth": 16, "ppl-loss": 9, "invert-endianess": False}
        with Scanner(deadlines=QUICK) as scanner:
            list(scanner.scan(TEST, ScanSettings(pages=1, size_mm=(50, 50), options=odd)))
            for colour in asked:
                (page,) = scanner.scan(TEST, ScanSettings("flatbed", 100, colour))
                assert (page.colour, page.width, page.height) == (colour, 787, 787)

    def test_the_paper_asked_for(self) -> None:
        with Scanner(deadlines=QUICK) as scanner:
            (page,) = scanner.scan(TEST, ScanSettings("flatbed", size_mm=(148, 105)))
        assert page.size_mm == pytest.approx((148, 105), abs=0.5)

    def test_an_option_that_is_not_there(self) -> None:
        with Scanner(deadlines=QUICK) as scanner:
            _, fault = taken(scanner.scan(TEST, ScanSettings(options={"perfume": 3})))
        assert isinstance(fault, InputFault)
        assert (fault.code, fault.detail["option"]) == ("option-unknown", "perfume")

    def test_without_the_library(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        package = tmp_path / "pyinsane2"
        package.mkdir()
        (package / "__init__.py").write_text("raise ImportError('no SANE here')")
        monkeypatch.syspath_prepend(str(tmp_path))
        with Scanner(deadlines=QUICK) as scanner:
            with pytest.raises(MachineFault, match="scanner-missing"):
                scanner.devices()
            with pytest.raises(MachineFault, match="scanner-missing"):
                list(scanner.scan(TEST, ScanSettings()))
        with Scanner([Sane(), Simulation()], QUICK) as both:
            assert [device.id for device in both.devices()] == ["simulated:0"]
