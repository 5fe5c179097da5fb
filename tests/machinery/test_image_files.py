"""Foreign image files become upright pages of the right size and colour, or a named fault."""

import io
import os
import struct
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from clerk_app.core import image_files, imaging, ink
from clerk_app.domain.scanning import Colour
from clerk_app.errors import UnreadableFault


def drawing(mode: str = "RGB", width: int = 827, height: int = 1169) -> PIL.Image.Image:
    """A page of A4 at 100 dpi with a dark block at the top left and a red one below it."""
    pixels = np.full((height, width, 3), 255, np.uint8)
    pixels[40:120, 60:300] = 0
    if mode == "RGB":
        pixels[200:260, 60:300] = (210, 30, 40)
    image = PIL.Image.fromarray(pixels)
    return image if mode == "RGB" else image.convert(mode)


def saved(folder: Path, image: PIL.Image.Image, name: str, **options: object) -> Path:
    path = folder / name
    image.save(path, **options)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(
    ("name", "mode", "colour"),
    [
        ("a.png", "RGB", Colour.COLOUR),
        ("a.png", "1", Colour.BILEVEL),
        ("a.png", "P", Colour.BILEVEL),
        ("a.jpg", "CMYK", Colour.BILEVEL),
        ("a.tif", "RGB", Colour.COLOUR),
        ("a.tif", "CMYK", Colour.BILEVEL),
        ("a.bmp", "RGB", Colour.COLOUR),
        ("a.webp", "RGB", Colour.COLOUR),
        ("a.ppm", "RGB", Colour.COLOUR),
        ("a.pbm", "1", Colour.BILEVEL),
    ],
)
def test_every_format_gives_an_upright_page(
    tmp_path: Path, name: str, mode: str, colour: Colour
) -> None:
    (page,) = image_files.read_image(saved(tmp_path, drawing(mode), name))
    pixels = imaging.decode(page)
    assert (page.width, page.height, page.number) == (827, 1169, 1)
    assert page.colour is colour or name == "a.jpg"
    assert pixels.shape == (1169, 827, 3)
    assert pixels[80, 180].max() < 30
    assert pixels[600, 400].min() > 240


def test_a_grey_picture_in_three_channels_is_grey(tmp_path: Path) -> None:
    slope = np.tile(np.arange(200, dtype=np.uint8), (300, 1))
    image = PIL.Image.fromarray(np.dstack([slope, slope, slope]))
    (page,) = image_files.read_image(saved(tmp_path, image, "grey.png"))
    assert page.colour is Colour.GREY


@pytest.mark.parametrize("name", ["deep.png", "deep.tif"])
def test_sixteen_bits_become_eight(tmp_path: Path, name: str) -> None:
    slope = np.tile(np.linspace(0, 65535, 200), (300, 1)).astype(np.uint16)
    (page,) = image_files.read_image(saved(tmp_path, PIL.Image.fromarray(slope), name))
    row = imaging.decode(page)[150, :, 0].astype(int)
    assert page.colour is Colour.GREY
    assert row[0] < 6
    assert 120 < row[100] < 136
    assert row[-1] > 249


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white_paper(tmp_path: Path, mode: str) -> None:
    image = PIL.Image.new("RGBA", (200, 300), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (20, 20, 80, 80))
    (page,) = image_files.read_image(saved(tmp_path, image.convert(mode), "clear.png"))
    pixels = imaging.decode(page)
    assert pixels[200, 150].min() == 255
    assert pixels[50, 50].max() == 0
    assert page.colour is Colour.BILEVEL


@pytest.mark.parametrize("compression", ["group4", "tiff_lzw", "tiff_deflate", None])
def test_every_page_of_a_tiff_is_read(tmp_path: Path, compression: str | None) -> None:
    pages = [drawing("1"), drawing("1").rotate(180), drawing("1")]
    path = saved(
        tmp_path, pages[0], "many.tif", save_all=True, append_images=pages[1:],
        compression=compression, dpi=(100, 100),
    )  # fmt: skip
    read = image_files.read_image(path)
    assert [page.number for page in read] == [1, 2, 3]
    assert all(page.dpi == pytest.approx(100) for page in read)
    assert [int(imaging.decode(page)[80, 180, 0]) for page in read] == [0, 255, 0]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["turned.jpg", "turned.tif", "turned.png"])
def test_a_turned_photograph_comes_out_upright(tmp_path: Path, orientation: int, name: str) -> None:
    back = {
        2: [PIL.Image.Transpose.FLIP_LEFT_RIGHT],
        3: [PIL.Image.Transpose.ROTATE_180],
        4: [PIL.Image.Transpose.FLIP_TOP_BOTTOM],
        5: [PIL.Image.Transpose.TRANSPOSE],
        6: [PIL.Image.Transpose.ROTATE_90],
        7: [PIL.Image.Transpose.TRANSVERSE],
        8: [PIL.Image.Transpose.ROTATE_270],
    }.get(orientation, [])
    image = drawing()
    for step in back:
        image = image.transpose(step)
    exif = PIL.Image.Exif()
    exif[274] = orientation
    (page,) = image_files.read_image(saved(tmp_path, image, name, exif=exif))
    assert (page.width, page.height) == (827, 1169)
    assert imaging.decode(page)[80, 180].max() < 30


def test_a_believable_dpi_is_kept_and_another_is_inferred(tmp_path: Path) -> None:
    (told,) = image_files.read_image(saved(tmp_path, drawing(), "told.png", dpi=(100, 100)))
    (untold,) = image_files.read_image(saved(tmp_path, drawing(), "untold.png"))
    (wrong,) = image_files.read_image(saved(tmp_path, drawing(), "wrong.jpg", dpi=(10, 10)))
    (small,) = image_files.read_image(saved(tmp_path, drawing(), "small.tif", dpi=(200, 200)))
    assert told.dpi == pytest.approx(100, abs=0.1)
    assert untold.size_mm[1] == pytest.approx(297)
    assert wrong.size_mm[1] == pytest.approx(297)
    assert small.dpi == pytest.approx(200)


def test_a_fax_gets_square_pixels(tmp_path: Path) -> None:
    fax = drawing("1").resize((827, 585))
    (page,) = image_files.read_image(saved(tmp_path, fax, "fax.tif", dpi=(100, 50)))
    assert (page.width, page.height, page.dpi) == (827, 1170, 100)
    assert page.colour is Colour.BILEVEL
    assert set(np.unique(imaging.decode(page))) == {0, 255}


def test_an_unchanged_jpeg_keeps_its_bytes_and_loses_its_metadata(tmp_path: Path) -> None:
    plain = saved(tmp_path, drawing(), "plain.jpg", quality=77, dpi=(100, 100))
    exif = PIL.Image.Exif()
    exif[0x010E] = "what nobody examined"
    noted = saved(
        tmp_path, drawing(), "noted.jpg", quality=77, dpi=(100, 100), exif=exif, comment=b"hidden"
    )
    noted.write_bytes(noted.read_bytes() + b"appended pages")
    assert image_files.read_image(plain)[0].encoded == plain.read_bytes()
    (bare,) = image_files.read_image(noted)
    assert bare.encoded == plain.read_bytes()


def test_a_second_picture_in_a_jpeg_is_not_kept(tmp_path: Path) -> None:
    both = saved(
        tmp_path, drawing(), "both.jpg", format="MPO", save_all=True, append_images=[drawing("L")]
    )
    (page,) = image_files.read_image(both)
    assert page.encoded.count(b"\xff\xd9") == 1
    assert len(page.encoded) < 0.8 * both.stat().st_size
    assert page.colour is Colour.COLOUR


def test_a_progressive_jpeg_keeps_its_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path, drawing(), "slow.jpg", progressive=True, dpi=(100, 100))
    assert image_files.read_image(path)[0].encoded == path.read_bytes()


def header_only_bmp(width: int, height: int) -> bytes:
    return (
        b"BM"
        + struct.pack("<IHHI", 100, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 2835, 2835, 0, 0)
    )


def png_bytes(width: int = 200, height: int = 300) -> bytes:
    held = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    PIL.Image.fromarray(noise).save(held, "PNG")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"once upon a time" * 20, "format-unknown"),
        (b"%PDF-1.7\n" + b"x" * 50, "format-unknown"),
        (png_bytes()[:2000], "image-unreadable"),
        (png_bytes()[:12], "image-unreadable"),
        (b"\xff\xd8\xff\xe0 not a picture", "image-unreadable"),
        (b"II*\0" + b"\xff" * 60, "image-unreadable"),
        (png_bytes(99, 300), "page-too-small"),
        (header_only_bmp(20_000, 20_000), "image-too-large"),
        (header_only_bmp(40_000, 200), "image-too-large"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "given.bin"
    path.write_bytes(data)
    with pytest.raises(UnreadableFault) as caught:
        image_files.read_image(path)
    assert caught.value.code == code
    assert caught.value.detail == {"file": "given.bin"}


def test_places_that_are_no_file_say_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFault, match="not-a-file"):
        image_files.read_image(tmp_path)
    with pytest.raises(UnreadableFault, match="file-missing"):
        image_files.read_image(tmp_path / "none.png")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads it all")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path, drawing(), "shut.png")
    path.chmod(0)
    with pytest.raises(UnreadableFault, match="file-unreadable"):
        image_files.read_image(path)


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_files, "MAX_PAGES", 2)
    many = [drawing("1")] * 2
    path = saved(tmp_path, drawing("1"), "many.tif", save_all=True, append_images=many)
    with pytest.raises(UnreadableFault, match="too-many-pages"):
        image_files.read_image(path)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\n" * 900 + b"%PDF-1.4", "pdf"),
        (b"\n" * 1100 + b"%PDF-1.4", "unknown"),
        (b"BM and a %PDF-1.4", "pdf"),
        (b"PK\x03\x04 letter.pdf %PDF-1.4", "archive"),
        (b"PK\x03\x04 [Content_Types].xml", "unknown"),
    ],
)
def test_content_tells_the_kind_not_the_name(tmp_path: Path, data: bytes, kind: str) -> None:
    (path := tmp_path / "letter.docx").write_bytes(data)
    assert image_files.sniff(path) == kind


def test_red_ink_goes_and_black_under_it_stays() -> None:
    page = np.full((300, 400, 3), 240, np.uint8)
    page[100:200, 100:300] = (205, 40, 50)
    page[140:160, 50:350] = 25
    plain = ink.print_alone(page)
    assert plain[110:135, 110:290].min() > 200
    assert plain[141:159, 60:340].max() < 80
    assert ink.red_mask(page)[120, 200] == 255
    assert ink.red_mask(page)[150, 200] == 0


def test_shadow_is_evened_and_print_stays() -> None:
    shade = np.tile(np.linspace(120, 240, 800), (1000, 1)).astype(np.uint8)
    shade[500:508, 100:700] = 30
    even = ink.evened(shade)
    assert even[100:400].min() > 215
    assert even[502:506, 110:690].max() < 100


def test_blank_sheets_are_told_from_thin_ones() -> None:
    noise = np.random.default_rng(3).normal(245, 4, (2339, 1654))
    sheet = np.clip(noise, 0, 255).astype(np.uint8)
    assert ink.is_blank(sheet)
    sheet[1100:1160, 40:100] = 60
    assert ink.is_blank(sheet)
    for column in range(700, 1000, 24):
        sheet[1160:1190, column : column + 14] = 30
    assert not ink.is_blank(sheet)
