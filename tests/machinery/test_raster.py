"""The look of the pages that we make: small, with print sharp and colour kept."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow

from clerk_app.core.imaging import decode
from clerk_app.core.pdf import make
from clerk_app.core.pdf_checks import check
from clerk_app.core.pdf_reader import read_pdf
from clerk_app.core.raster import Coding, layers
from clerk_app.domain.scanning import Colour, Page
from tests.helpers.pdf_made import (
    CONVERSION,
    cleared,
    lines,
    made_file,
    page_of,
    rendered,
    run,
    sheet,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_file(tmp_path_factory.mktemp("pdf"))


def test_a_colour_page_is_small_and_has_two_layers(made: Path) -> None:
    found = run("pdfimages", "-list", str(made)).splitlines()[2:]
    back, stencil = (row.split() for row in found)
    assert (back[2], back[5], back[8]) == ("image", "rgb", "jpeg")
    assert (stencil[2], stencil[8]) == ("stencil", "ccitt")
    assert int(back[12]) >= 200
    assert int(back[13]) >= 200
    assert int(stencil[12]) == 300
    assert made.stat().st_size < 120_000


def test_a_colour_page_looks_as_it_was(made: Path) -> None:
    was, shown = sheet(), rendered(made)
    assert shown.shape == was.shape
    a, b = (cv2.GaussianBlur(image, (0, 0), 3).astype(int) for image in (was, shown))
    assert np.abs(a - b).mean() < 2.0
    assert np.percentile(np.abs(a - b), 99.9) < 30
    ink_was, ink_shown = (image.max(axis=2) < 120 for image in (was, shown))
    assert (ink_was != ink_shown).mean() < 0.002, "print stays sharp and in place"


def test_seal_pen_and_pencil_are_kept(made: Path) -> None:
    was, shown = sheet().astype(int), rendered(made).astype(int)
    red, blue = was[..., 0] > was[..., 2] + 90, was[..., 2] > was[..., 0] + 70
    for ink in (red, blue):
        assert np.abs(np.median(was[ink] - shown[ink], axis=0)).max() < 28
    pencil = shown[2990:3070, 300:900].mean(axis=2)
    paper = np.median(pencil)
    assert (pencil < paper - 25).sum() > 1500


def test_no_halo_stays_around_print(made: Path) -> None:
    was, shown = sheet(), rendered(made)
    ink = (was.max(axis=2) < 120).astype(np.uint8)
    ring = cv2.dilate(ink, np.ones((9, 9), np.uint8)) - cv2.dilate(ink, np.ones((3, 3), np.uint8))
    area = np.zeros_like(ring)
    area[280:2400] = ring[280:2400]
    assert shown[area > 0].mean() == pytest.approx(was[area > 0].mean(), abs=3)
    assert np.percentile(shown[area > 0], 2) > 225


def test_a_bilevel_page_is_kept_bit_by_bit(tmp_path: Path) -> None:
    ink = (sheet().max(axis=2) >= 120).astype(np.uint8) * 255
    page = page_of(ink, 300, Colour.BILEVEL)
    path = tmp_path / "bilevel.pdf"
    path.write_bytes(make(cleared(page), [lines("Một")], CONVERSION))
    assert check(path.read_bytes()) == []
    (again,) = read_pdf(path)
    assert again.colour is Colour.BILEVEL
    assert (decode(again)[..., 0] == ink).all()


def test_a_grey_page_has_a_grey_back() -> None:
    flat = np.asarray(cv2.cvtColor(sheet(), cv2.COLOR_RGB2GRAY), np.uint8)
    raster = layers(page_of(flat, 300, Colour.GREY))
    assert raster.back.channels == 1
    assert raster.print is not None
    assert check(make(cleared(page_of(flat, 300, Colour.GREY)), [lines("Một")], CONVERSION)) == []


@pytest.mark.parametrize("colour", [Colour.COLOUR, Colour.GREY])
@pytest.mark.parametrize("png", [True, False])
def test_below_200_dpi_pixels_stay_as_they_are(
    colour: Colour,
    png: bool,
    tmp_path: Path,
) -> None:
    pixels = sheet(150)
    if colour is Colour.GREY:
        pixels = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    page = page_of(pixels, 150, colour)
    if png:
        coded = cv2.imencode(".png", pixels[..., ::-1] if pixels.ndim == 3 else pixels)[1]
        page = Page(1, coded.tobytes(), page.width, page.height, 150, colour)
    else:
        assert layers(page).back.data == page.encoded
    assert layers(page).back.coding is (Coding.RAW if png else Coding.JPEG)
    path = tmp_path / "low.pdf"
    path.write_bytes(make(cleared(page), [lines("Một")], CONVERSION))
    assert check(path.read_bytes(), least_dpi=149) == []
    run("pdfimages", "-png", str(path), str(tmp_path / "found"))
    (found,) = tmp_path.glob("found*.png")
    given = np.asarray(Pillow.open(found).convert("RGB"), int)
    assert np.abs(given - decode(page).astype(int)).max() <= 2


def test_a_white_and_a_black_page() -> None:
    for level in (255, 0):
        page = page_of(np.full((3508, 2480, 3), level, np.uint8))
        data = make(cleared(page), [()], CONVERSION)
        assert check(data, text=False) == []
        assert len(data) < 35_000


def test_a_picture_is_no_print(tmp_path: Path) -> None:
    pixels = np.full((3508, 2480, 3), 250, np.uint8)
    ramp = np.linspace(20, 230, 1200).astype(np.uint8)
    pixels[1000:1800, 600:1800] = np.repeat(ramp[None, :, None], 3, 2)
    path = tmp_path / "picture.pdf"
    path.write_bytes(make(cleared(page_of(pixels)), [()], CONVERSION))
    shown = rendered(path).astype(int)[1100:1700, 700:1700]
    assert np.abs(shown - pixels[1100:1700, 700:1700]).mean() < 4
