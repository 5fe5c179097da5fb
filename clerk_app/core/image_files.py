"""Image files read as pages, in memory; Pillow opens them."""

import io
import math
import re
import struct
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import PIL.Image
import PIL.ImageOps

from clerk_app.core import imaging
from clerk_app.domain.scanning import MM_PER_INCH, Colour, Page
from clerk_app.errors import UnreadableFault

MAX_PIXELS: Final = 200_000_000
MAX_SIDE: Final = 32_000  # OpenCV's warps and JPEG's own 65,535 end there
MAX_PAGES: Final = 1000
MIN_SIDE: Final = 100
A4_LONG_MM: Final = 297.0
PAPER_MM: Final = (100.0, 450.0)  # the long side of any paper we believe a file's dpi for
_FAX_RATIO: Final = 3.0
_SQUARE: Final = 0.01
_ORIENTATION: Final = 274  # EXIF 2.32, tag Orientation
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "PPM")
_MAGIC: Final = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|II\*\0|MM\0\*|II\+\0|MM\0\+|RIFF....WEBP", re.DOTALL
)
_ARCHIVE: Final = re.compile(
    rb"PK\x03\x04|PK\x05\x06|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh[1-9]|\xfd7zXZ\0"
)
_OFFICE: Final = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/|_rels/\.rels|docProps/")
_WEAK_MAGIC: Final = re.compile(rb"BM|P[1-6]\s")
_BROKEN: Final = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError,
    struct.error, MemoryError,
)  # fmt: skip

# The limit is ours (MAX_PIXELS, looked at before any pixel is read), not Pillow's warning.
PIL.Image.MAX_IMAGE_PIXELS = None


Kind = Literal["pdf", "image", "archive", "unknown"]


def sniff(path: Path) -> Kind:
    """Tell by its first bytes, never by its name, what a file is.

    Raises:
        UnreadableFault: `file-missing`, `not-a-file`, `file-unreadable`, `file-empty`.
    """
    try:
        if path.is_dir():
            raise UnreadableFault("not-a-file", file=path.name)
        with path.open("rb") as file:
            head = file.read(1024)
    except FileNotFoundError as error:
        raise UnreadableFault("file-missing", file=path.name) from error
    except OSError as error:
        raise UnreadableFault("file-unreadable", file=path.name) from error
    if not head:
        raise UnreadableFault("file-empty", file=path.name)
    return kind(head)


def kind(head: bytes) -> Kind:
    """Tell what a file is by its first kilobyte."""
    if _MAGIC.match(head):
        return "image"
    if _ARCHIVE.match(head):  # before PDF: what is packed unpressed shows its own beginning
        return "unknown" if _OFFICE.search(head) else "archive"
    if b"%PDF" in head:
        return "pdf"
    return "image" if _WEAK_MAGIC.match(head) else "unknown"


def read_image(source: Path | bytes, name: str = "") -> tuple[Page, ...]:
    """Read every page of an image file: upright, with its colour and dpi.

    PNG, JPEG, TIFF (many pages), BMP, WebP and PNM. A JPEG picture that needs no change keeps its
    own bytes, without the metadata and previews that nobody would have examined.

    Args:
        source: The file, or its bytes (an attachment that must not touch a disk).
        name: What failures call it; the file's name when empty.

    Raises:
        UnreadableFault: What `sniff` raises, `format-unknown`, `archive-not-opened`,
            `image-unreadable`, `image-too-large`, `page-too-small` or `too-many-pages`; detail
            `file`.
    """
    label = name or (source.name if isinstance(source, Path) else "")
    found = sniff(source) if isinstance(source, Path) else kind(source[:1024])
    if found != "image":
        code = "archive-not-opened" if found == "archive" else "format-unknown"
        raise UnreadableFault(code, file=label)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(source, label)
    except _BROKEN as error:
        raise UnreadableFault("image-unreadable", file=label) from error


def _read(source: Path | bytes, name: str) -> tuple[Page, ...]:
    given = source if isinstance(source, Path) else io.BytesIO(source)
    with PIL.Image.open(given, formats=_FORMATS) as image:
        _bound(image.width, image.height, name)
        # The other frames of WebP, APNG and MPO are animations and previews, not pages.
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if count > MAX_PAGES:
            raise UnreadableFault("too-many-pages", file=name)
        return tuple(_frame(image, index, source, name) for index in range(count))


def _bound(width: int, height: int, name: str) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise UnreadableFault("image-too-large", file=name)
    if min(width, height) < MIN_SIDE:
        raise UnreadableFault("page-too-small", file=name)


def _frame(image: PIL.Image.Image, index: int, source: Path | bytes, name: str) -> Page:
    """Make a page of one frame."""
    if index:
        image.seek(index)
    _bound(image.width, image.height, name)
    turn = image.getexif().get(_ORIENTATION, 1)
    across, down = _dots(image)
    if turn in range(5, 9):
        across, down = down, across
    image.load()
    plain = image.mode in ("L", "RGB") and image.format in ("JPEG", "MPO") and turn in (0, 1)
    pixels, colour = _simplest(_pixels(PIL.ImageOps.exif_transpose(image)), image.mode == "1")
    pixels, dpi, stretched = _square(pixels, across, down)
    height, width = pixels.shape[:2]
    _bound(width, height, name)
    data = source.read_bytes() if isinstance(source, Path) else source
    own = _bare_jpeg(data) if plain and not stretched else None
    return Page(index + 1, own or imaging.encode(pixels, colour), width, height, dpi, colour)


def _dots(image: PIL.Image.Image) -> tuple[float, float]:
    """Give the file's own dpi in both directions, zeros when it has none."""
    try:
        across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    good = math.isfinite(across) and math.isfinite(down) and min(across, down) > 0
    return (across, down) if good else (0.0, 0.0)


def _square(pixels: imaging.Image, across: float, down: float) -> tuple[imaging.Image, float, bool]:
    """Give pixels that are as wide as high, their dpi, and whether they were stretched.

    A dpi that makes no paper is not believed: the page is then taken for A4.
    """
    height, width = pixels.shape[:2]
    low, high = PAPER_MM
    told = min(across, down) > 0 and max(across, down) / min(across, down) <= _FAX_RATIO
    if not told or not low <= max(width / across, height / down) * MM_PER_INCH <= high:
        return pixels, max(width, height) / A4_LONG_MM * MM_PER_INCH, False
    dpi = max(across, down)
    if abs(across - down) <= _SQUARE * dpi:
        return pixels, dpi, False
    wide, tall = round(width * dpi / across), round(height * dpi / down)
    if wide * tall > MAX_PIXELS:
        return pixels, dpi, False
    was_bilevel = pixels.ndim == 2 and bool(np.isin(pixels, (0, 255)).all())
    grown = imaging.resized(pixels, wide, tall)
    if was_bilevel:
        grown = np.asarray(np.where(grown < 128, 0, 255), np.uint8)
    return grown, dpi, True


def _pixels(image: PIL.Image.Image) -> imaging.Image:
    """Give 8-bit grey or RGB of any mode Pillow knows, alpha laid on white paper."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(np.asarray(image, np.float64))
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"), np.uint8)
    if "transparency" in image.info or image.mode in ("LA", "PA", "RGBA", "La", "RGBa"):
        inked = image.convert("RGBA")
        paper = PIL.Image.new("RGBA", inked.size, "white")
        return np.asarray(PIL.Image.alpha_composite(paper, inked).convert("RGB"), np.uint8)
    return np.asarray(image.convert("RGB"), np.uint8)


def _eight_bits(values: Any) -> imaging.Image:
    top = float(np.nanmax(values)) if values.size else 0.0
    scale = 255.0 if top <= 1.0 else 1.0 if top <= 255.0 else 255.0 / 65535.0
    return np.asarray(np.clip(np.nan_to_num(values) * scale + 0.5, 0, 255), np.uint8)


def _simplest(pixels: imaging.Image, one_bit: bool) -> tuple[imaging.Image, Colour]:
    """Drop channels that tell nothing, and name what is left."""
    if pixels.ndim == 3:
        same = np.array_equal(pixels[..., 0], pixels[..., 1])
        if not same or not np.array_equal(pixels[..., 0], pixels[..., 2]):
            return pixels, Colour.COLOUR
        pixels = np.ascontiguousarray(pixels[..., 0])
    shades = np.flatnonzero(np.bincount(pixels.ravel(), minlength=256))
    if one_bit or (len(shades) == 2 and shades[0] < 128 <= shades[1]):
        return np.asarray(np.where(pixels < 128, 0, 255), np.uint8), Colour.BILEVEL
    return pixels, Colour.GREY


_PICTURE: Final = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDD, 0xDA, 0xDC})
_SCAN_END: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def _bare_jpeg(data: bytes) -> bytes | None:
    """Give a JPEG stream's picture alone: no EXIF, previews, comments or appended data.

    None when its segments cannot be followed to the end mark.
    """
    kept = bytearray(data[:2])
    for start, end, mark in _segments(data):
        body = data[start + 4 : end]
        shown = (mark == 0xE0 and body.startswith(b"JFIF\0")) or mark == 0xEE
        if mark in _PICTURE or shown or (mark == 0xE2 and body.startswith(b"ICC_PROFILE\0")):
            kept += data[start:end]
        elif mark == 0xD9:
            return bytes(kept + b"\xff\xd9")
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Walk a JPEG's segments: start, end (a scan's data included) and marker."""
    place = 2
    while place + 2 <= len(data) and data[place] == 0xFF:
        mark = data[place + 1]
        if mark == 0xFF:
            place += 1
            continue
        if mark == 0xD9:
            yield place, place + 2, mark
            return
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if mark == 0xDA:
            found = _SCAN_END.search(data, end)
            if found is None:
                return
            end = found.start()
        yield place, end, mark
        place = end
