"""The mark networks, on invented pages: marks of any wear are pointed at, look-alikes are not."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

from clerk_app.core import imaging, mark_network, mark_probe, networks
from clerk_app.core.ocr import Engine
from clerk_app.domain.classification import SECRECY, SecrecyLevel
from clerk_app.domain.scanning import Colour, Page
from clerk_app.errors import MachineFault
from tests.bench import gate_pages
from tests.helpers.marked import letter_page, sheet_of
from tests.mail.press import SANS, SERIF, Stamp
from tests.mail.stamps import Mark

LEVELS = list(SecrecyLevel)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def page_of(stamp: Stamp, colour: Colour = Colour.COLOUR, least: int = 160) -> Page:
    """An empty sheet at 200 dpi, stamped, as a scanner of some kind hands it over."""
    pixels = sheet_of(stamp).image
    if colour is not Colour.COLOUR:
        pixels = imaging.grey(pixels)
    if colour is Colour.BILEVEL:
        pixels = np.asarray(np.where(pixels < least, 0, 255), np.uint8)
    height, width = pixels.shape[:2]
    return Page(1, imaging.encode(pixels, colour), width, height, 200, colour)


def best(page: Page) -> mark_network.Peak:
    pixels = imaging.decode(page)
    return max(mark_network.look(pixels, page.dpi), key=lambda peak: peak.secrecy)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("borders", [0, 1, 2])
@pytest.mark.parametrize("face", [SERIF[0], SANS[0]])
def test_the_networks_alone_tell_a_mark_its_place_and_level(
    level: SecrecyLevel, borders: int, face: str
) -> None:
    stamp = Stamp(level.value, borders, "black", 6.0, (0.6, 0.35), face=face)
    peak = best(page_of(stamp, Colour.GREY))
    assert peak.marked
    assert peak.heat > 0.5
    assert peak.x == pytest.approx(0.6, abs=0.03)
    assert peak.y == pytest.approx(0.35, abs=0.012)
    assert (peak.level, peak.secrecy > 0.6) == (level, True)


@pytest.mark.parametrize("angle", [-15.0, 15.0])
@pytest.mark.parametrize("level", LEVELS)
def test_one_bit_and_askew_is_excluded(engine: Engine, level: SecrecyLevel, angle: float) -> None:
    page = page_of(Stamp(level.value, 2, "red", angle, (0.4, 0.6)), Colour.BILEVEL)
    (finding,) = mark_probe.look(engine, page, ()).findings
    assert (finding.category, finding.level, finding.sure) == (SECRECY, level, True)


@pytest.mark.parametrize("share", [0.8, 1.2])
@pytest.mark.parametrize("dpi", [150, 300])
def test_size_and_resolution_do_not_matter(engine: Engine, share: float, dpi: int) -> None:
    mark = Stamp("TỐI MẬT", 2, frame=(30 * share, 8 * share), points=13 * share)
    page = page_of(replace(mark, place=(0.25, 0.3)))
    pixels = imaging.at_dpi(imaging.decode(page), page.dpi, dpi)
    other = replace(
        page, encoded=imaging.encode(pixels, Colour.COLOUR), dpi=dpi,
        width=pixels.shape[1], height=pixels.shape[0],
    )  # fmt: skip
    (finding,) = mark_probe.look(engine, other, ()).findings
    assert (finding.level, finding.sure) == (SecrecyLevel.TOI_MAT, True)


@pytest.mark.parametrize("degradation", ["scan", "photocopy", "bilevel", "blurred"])
@pytest.mark.parametrize("wear", ["patchy", "dry"])
def test_a_worn_mark_on_a_letter_does_not_pass(engine: Engine, degradation: str, wear: str) -> None:
    mark = Mark("TUYỆT MẬT", "single", "red", wear=wear, angle=-4.0)
    page = letter_page(31, secrecy=mark, degradation=degradation)
    assert mark_probe.look(engine, page, ()).findings


@pytest.mark.parametrize("ruin", ["gone", "blotted", "scrawled"])
def test_the_remnant_of_a_red_double_frame_is_asked_about(engine: Engine, ruin: str) -> None:
    page = page_of(Stamp("MẬT", 2, ruin=ruin))  # type: ignore[arg-type]
    (finding,) = mark_probe.look(engine, page, ()).findings
    assert (finding.category, finding.level, finding.sure) == (SECRECY, None, False)


@pytest.mark.parametrize(
    "text", ["BẢO MẬT", "MẬT KHẨU", "MẶT TRẬN", "KHẨN", "HỎA TỐC", "THƯỢNG KHẨN", "SAO Y", "THẬT"]
)
@pytest.mark.parametrize("colour", [Colour.COLOUR, Colour.BILEVEL])
def test_stamps_of_the_same_size_are_no_mark(engine: Engine, text: str, colour: Colour) -> None:
    page = page_of(Stamp(text, 1, angle=2.0), colour)
    assert mark_probe.look(engine, page, ()).findings == ()


def test_an_empty_sheet_has_no_peak() -> None:
    pixels = np.full((2339, 1654), 250, np.uint8)
    assert mark_network.look(pixels, 200) == []


def test_a_missing_network_is_told() -> None:
    with pytest.raises(MachineFault) as fault:
        networks.load("no-such-network")
    assert (fault.value.code, fault.value.detail) == (
        "network-missing",
        {"network": "no-such-network"},
    )


def test_a_damaged_network_is_told() -> None:
    with pytest.raises(MachineFault) as fault:
        networks.Network(b"no network")
    assert fault.value.code == "network-broken"
    page = networks.load("marks-page")
    with pytest.raises(MachineFault) as fault:
        page.run(np.zeros((1, 7), np.float32))
    assert fault.value.code == "network-broken"


def test_red_under_black_print_is_told_by_its_ink_alone() -> None:
    stamp = Stamp("MẬT", 0, "red", 2.0, (0.3, 0.4), face=SERIF[0], points=14.0, wear="light")
    sheet = sheet_of(stamp)
    print_over(sheet.image, "Nơi nhận:", (0.3, 0.4))
    peaks = mark_network.look(sheet.image, 200)
    assert max(peak.inked for peak in peaks) > 0.8
    assert max(peak.inked for peak in mark_network.look(imaging.grey(sheet.image), 200)) == 0.0


def test_black_over_a_red_seal_is_told_by_its_print_alone() -> None:
    page = gate_pages.make(gate_pages.Case(746, True, 11)).page
    peaks = mark_network.look(imaging.decode(page), page.dpi)
    assert max(peak.inked for peak in peaks) > 0.8


def print_over(pixels: imaging.Image, text: str, place: tuple[float, float]) -> None:
    """Set black text of 13 point at 200 dpi with its middle at a place."""
    font = ImageFont.truetype(SERIF[0], 36)
    canvas = PilImage.fromarray(pixels)
    at = place[0] * pixels.shape[1], place[1] * pixels.shape[0]
    ImageDraw.Draw(canvas).text(at, text, font=font, fill=(25, 25, 25), anchor="mm")
    pixels[:] = np.asarray(canvas)
