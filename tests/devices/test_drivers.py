"""What holds for every driver, the real SANE ones among them."""

import io
import os
import signal
import threading
import time
from dataclasses import replace
from multiprocessing import active_children

import PIL.Image
import pytest

from clerk_app.domain.scanning import Colour, Device, ScanProgress, SourceKind
from clerk_app.errors import InputFault, MachineFault
from tests.devices.conftest import Bench


def test_a_device_says_what_it_is(bench: Bench) -> None:
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        assert device.name
        assert device.driver in ("sane", "simulated", "folder")
        assert not device.problem
        assert device.sources[0].kind in (SourceKind.FEEDER, SourceKind.FLATBED)
        assert list(device.resolutions) == sorted(device.resolutions)


def test_a_pile_is_scanned_to_its_end(bench: Bench) -> None:
    with bench.scanner() as scanner:
        scan = scanner.scan(bench.found(scanner), bench.settings)
        pages = list(scan)
    assert [page.number for page in pages] == list(range(1, bench.pile + 1))
    assert scan.end is not None
    assert (scan.end.images, scan.end.cancelled, scan.end.lost) == (bench.pile, False, 0)
    assert scan.received == bench.pile


def test_a_page_is_what_it_says(bench: Bench) -> None:
    with bench.scanner() as scanner:
        page = next(scanner.scan(bench.found(scanner), replace(bench.settings, pages=1)))
    with PIL.Image.open(io.BytesIO(page.encoded)) as image:
        image.load()
        assert image.size == (page.width, page.height)
        assert (image.format, image.mode) == ("JPEG", "RGB")
        assert image.info["dpi"] == pytest.approx((page.dpi, page.dpi), abs=1)
    assert page.colour is Colour.COLOUR
    assert page.size_mm[0] == pytest.approx(210, abs=12)
    assert not page.text


def test_pages_come_one_at_a_time(bench: Bench) -> None:
    told: list[ScanProgress] = []
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        scan = scanner.scan(device, replace(bench.settings, pages=3), told.append)
        seen = [(page.number, max(each.page for each in told)) for page in scan]
    assert seen == [(1, 1), (2, 2), (3, 3)]
    assert {each.page for each in told if each.read} == {1, 2, 3}


def test_no_more_pages_than_asked_for(bench: Bench) -> None:
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        for count in (2, 1):
            scan = scanner.scan(device, replace(bench.settings, pages=count))
            assert len(list(scan)) == count
            assert scan.end is not None
            assert not scan.end.cancelled


def test_a_scan_stopped_from_another_thread_ends_and_the_next_works(bench: Bench) -> None:
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        scan = scanner.scan(device, bench.settings)
        next(scan)
        clicks = [threading.Thread(target=scanner.cancel) for _ in range(3)]
        for click in clicks:
            click.start()
        rest = list(scan)
        for click in clicks:
            click.join()
        assert scan.end is not None
        assert scan.end.cancelled
        assert 1 + len(rest) == scan.end.images < bench.pile
        scanner.cancel()  # too late for that one, and not meant for the next
        assert len(list(scanner.scan(device, replace(bench.settings, pages=2)))) == 2


def test_a_scan_that_is_left_is_stopped_and_the_next_works(bench: Bench) -> None:
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        for page in scanner.scan(device, bench.settings):
            assert page.number == 1
            break
        scanner.scan(device, bench.settings)  # never looked at
        assert next(scanner.scan(device, bench.settings)).number == 1


def test_one_child_serves_scans_that_end_well(bench: Bench) -> None:
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        (child,) = active_children()
        for _ in range(2):
            list(scanner.scan(device, replace(bench.settings, pages=1)))
        assert active_children() == [child]
        scan = scanner.scan(device, bench.settings)
        next(scan)
        scanner.cancel()
        list(scan)
        scanner.devices()  # a library stopped in the middle of a page is not used again
        (other,) = active_children()
        assert other is not child


def test_a_stop_that_comes_too_late_stops_nothing_else(bench: Bench) -> None:
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        list(scanner.scan(device, replace(bench.settings, pages=1)))
        scanner._stop.send_bytes(b"1")  # as if it had been pressed while the end was on its way
        assert len(list(scanner.scan(device, replace(bench.settings, pages=2)))) == 2


def test_a_scan_gives_no_page_of_the_next(bench: Bench) -> None:
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        first = scanner.scan(device, bench.settings)
        next(first)
        second = scanner.scan(device, replace(bench.settings, pages=2))
        with pytest.raises(MachineFault, match="scan-stopped"):
            next(first)
        assert len(list(second)) == 2
        third = scanner.scan(device, bench.settings)
    with pytest.raises(MachineFault, match="scan-stopped"):
        next(third)


def test_a_child_that_dies_loses_no_page_that_had_come(bench: Bench) -> None:
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        scan = scanner.scan(device, bench.settings)
        pages = [next(scan)]
        (child,) = active_children()
        child.kill()
        with pytest.raises(MachineFault, match="scanner-lost") as failed:
            pages += scan
        assert failed.value.detail["pages"] == len(pages) == scan.received
        assert failed.value.detail["exit"] == -signal.SIGKILL
        assert len(pages) < bench.pile
        assert len(list(scanner.scan(device, replace(bench.settings, pages=2)))) == 2


def test_a_child_that_falls_silent_is_killed_and_replaced(bench: Bench) -> None:
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        scan = scanner.scan(device, bench.settings)
        pages = [next(scan)]
        (child,) = active_children()
        assert child.pid is not None
        os.kill(child.pid, signal.SIGSTOP)
        began = time.monotonic()
        with pytest.raises(MachineFault, match="scanner-silent") as failed:
            pages += scan
        assert 1.4 < time.monotonic() - began < 2.5
        assert failed.value.detail["pages"] == len(pages) < bench.pile
        assert active_children() == []
        assert len(list(scanner.scan(device, replace(bench.settings, pages=2)))) == 2


def test_a_child_that_died_while_idle_is_replaced(bench: Bench) -> None:
    with bench.scanner() as scanner:
        device = bench.found(scanner)
        (child,) = active_children()
        child.kill()
        child.join()
        assert next(scanner.scan(device, bench.settings)).number == 1


def test_a_device_that_is_not_there(bench: Bench) -> None:
    with bench.scanner() as scanner:
        gone = Device("gone:0", "Gone", bench.found(scanner).driver)
        with pytest.raises(MachineFault, match="device-offline") as failed:
            list(scanner.scan(gone, bench.settings))
        assert failed.value.detail == {"device": "Gone", "pages": 0}
        assert next(scanner.scan(bench.found(scanner), bench.settings)).number == 1


def test_a_source_that_is_not_there(bench: Bench) -> None:
    with bench.scanner() as scanner:
        settings = replace(bench.settings, source="cassette")
        with pytest.raises(InputFault, match="source-unknown"):
            list(scanner.scan(bench.found(scanner), settings))
