"""A page's pixels as the image layers of its PDF: small, with print crisp and colour kept.

A page of 200 dpi or more becomes two layers (mixed raster content): black print as a 1-bit
stencil at the scan's own resolution, and everything else (paper, seals, pens, pencil, pictures)
as a JPEG of at least 200 dpi (NĐ 30/2020 Phụ lục I, Phần II, Mục I) from which the print was
taken out. What is too faint, too coloured or too broad for print stays in the second layer, so
nothing is lost by a wrong guess. A page below 200 dpi keeps its pixels as they are.
"""

import io
import math
from dataclasses import dataclass
from enum import Enum
from functools import cache

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import JpegImagePlugin

from clerk_app.core.imaging import Image, decode, grey
from clerk_app.domain.scanning import Colour, Page

LEAST_DPI = 200.0
LUMA_QUALITY = 32
CHROMA_QUALITY = 75
"""Far above the luma's: it costs 4 KB a page and keeps thin pen strokes in their colour."""

_ROUNDED_DPI = 199.0
"""A scan of 200 dpi whose page box was rounded to points."""
_NEAR = 1.15
"""Backgrounds this close above 200 dpi are not resampled."""
_SMALL = 8
_DARK = 0.62
"""Print is darker than this share of the paper around it."""
_COLOURFUL = 0.2
"""Chroma over darkness from which ink is coloured."""
_FAINTEST_COLOUR = 20
_BLACK = 0.35
"""Ink darker than this share of the paper is print even where the colour around it is a seal's."""
_INK_PERCENTILE = 25
_FINE_DPI = 250.0
_DENSE = 0.62
_FULL = 255
_ROWS_PER_STRIP = 278


class Coding(Enum):
    """How a layer's bytes are coded."""

    JPEG = "jpeg"
    GROUP4 = "group4"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Layer:
    """One image of a page.

    Attributes:
        data: Coded samples; in Group 4 a set bit is ink.
        coding: How.
        width: Pixels.
        height: Pixels.
        channels: 1 (grey, or 1-bit in Group 4) or 3 (sRGB).
    """

    data: bytes
    coding: Coding
    width: int
    height: int
    channels: int


@dataclass(frozen=True, slots=True)
class Raster:
    """The layers of a page, from the back.

    Attributes:
        back: The image that covers the page.
        print: Stencil painted over it, or none.
        ink: Level of the print, 0 black to 1 white.
    """

    back: Layer
    print: Layer | None = None
    ink: float = 0.0


def layers(page: Page) -> Raster:
    """Make a page's layers; the same page gives the same bytes."""
    pixels = decode(page)
    if page.colour is Colour.BILEVEL:
        return Raster(_group4(grey(pixels) <= _FULL // 2))
    if page.dpi < _ROUNDED_DPI:
        return Raster(_as_is(page, pixels))
    flat = grey(pixels)
    stencil, coloured, limit = _print(pixels, flat)
    back = _back(flat if page.colour is Colour.GREY else pixels, stencil, coloured, page.dpi)
    if not stencil.any():
        return Raster(_jpeg(back))
    ink = float(np.percentile(flat[stencil > 0], _INK_PERCENTILE)) / _FULL
    if page.dpi < _FINE_DPI:
        stencil = _finer(flat, stencil, limit)
    return Raster(_jpeg(back), _group4(stencil > 0), round(ink, 3))


def _as_is(page: Page, pixels: Image) -> Layer:
    """Keep every pixel: a JPEG's own bytes, anything else uncompressed for the PDF to deflate."""
    pixels = grey(pixels) if page.colour is Colour.GREY else pixels
    height, width = pixels.shape[:2]
    if not page.encoded.startswith(b"\xff\xd8"):
        channels = 1 if pixels.ndim == 2 else 3
        return Layer(pixels.tobytes(), Coding.RAW, width, height, channels)
    with Pillow.open(io.BytesIO(page.encoded)) as source:
        channels = len(source.getbands())
    return Layer(page.encoded, Coding.JPEG, width, height, channels)


def _print(pixels: Image, flat: Image) -> tuple[Image, Image, Image]:
    """Find black print: dark against the paper around it, without colour, not a broad dark area.

    Returns:
        Masks of 0 and 255 of the print and of what is coloured; the level below which ink is dark.
    """
    paper = cv2.resize(_paper(flat), flat.shape[::-1], interpolation=cv2.INTER_LINEAR)
    limit = cv2.convertScaleAbs(paper, alpha=_DARK)
    stencil = cv2.compare(flat, limit, cv2.CMP_LT)
    coarse, fine = _coloured(pixels, cv2.subtract(paper, flat))
    black = cv2.compare(flat, cv2.convertScaleAbs(paper, alpha=_BLACK), cv2.CMP_LT)
    coloured = cv2.bitwise_or(cv2.bitwise_and(coarse, cv2.bitwise_not(black)), fine)
    stencil = cv2.bitwise_and(stencil, cv2.bitwise_not(coloured))
    stencil = cv2.bitwise_and(stencil, cv2.bitwise_not(_broad(_bytes(stencil))))
    crowded = cv2.boxFilter(stencil, cv2.CV_8U, (3, 3)) > _FULL // 4
    return _bytes(stencil * crowded), _bytes(coloured), _bytes(limit)


def _bytes(array: np.ndarray) -> Image:
    """Tell the type checker what OpenCV gave."""
    return np.asarray(array, np.uint8)


def _paper(flat: Image) -> Image:
    """Estimate the paper's level around each place, at an eighth of the resolution."""
    height, width = flat.shape
    size = max(1, width // _SMALL), max(1, height // _SMALL)
    small = cv2.resize(flat, size, interpolation=cv2.INTER_AREA)
    lightest = cv2.dilate(small, np.ones((7, 7), np.uint8))
    return _bytes(cv2.blur(lightest, (15, 15)))


def _coloured(pixels: Image, darkness: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mark coloured ink: averaged (the fringes of a scanner's rows cancel out), and sharp."""
    red, green, blue = cv2.split(pixels)
    top, low = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    chroma = cv2.subtract(top, low)
    masks = []
    for level, depth in (
        (cv2.blur(chroma, (5, 5)), cv2.blur(darkness, (5, 5))),
        (chroma, darkness),
    ):
        share = cv2.convertScaleAbs(depth, alpha=_COLOURFUL)
        masks.append(cv2.compare(level, np.maximum(share, _FAINTEST_COLOUR), cv2.CMP_GT))
    return masks[0], cv2.bitwise_and(masks[1], masks[0])


def _finer(flat: Image, stencil: Image, limit: Image) -> Image:
    """Draw the print again at twice the resolution, which keeps the slopes that grey edges told."""
    size = flat.shape[1] * 2, flat.shape[0] * 2
    double = cv2.resize(flat, size, interpolation=cv2.INTER_CUBIC)
    level = cv2.resize(limit, size, interpolation=cv2.INTER_LINEAR)
    around = cv2.dilate(stencil, np.ones((3, 3), np.uint8))
    near = cv2.resize(around, size, interpolation=cv2.INTER_NEAREST)
    return _bytes(cv2.bitwise_and(cv2.compare(double, level, cv2.CMP_LT), near))


def _broad(stencil: Image) -> Image:
    """Mark areas that are mostly dark over millimetres: pictures and black borders, not print."""
    height, width = stencil.shape
    size = max(1, width // _SMALL), max(1, height // _SMALL)
    small = cv2.resize(stencil, size, interpolation=cv2.INTER_AREA)
    dense = cv2.blur(small, (7, 7))
    broad = np.asarray(dense > _FULL * _DENSE, np.uint8) * _FULL
    wider = cv2.dilate(broad, np.ones((9, 9), np.uint8))
    return _bytes(cv2.resize(wider, (width, height), interpolation=cv2.INTER_NEAREST))


def _back(pixels: Image, stencil: Image, coloured: Image, dpi: float) -> Image:
    """Take the print and its edges out, let the paper around flow in, and reduce to 200 dpi."""
    edges = cv2.dilate(stencil, np.ones((5, 5), np.uint8))
    taken = cv2.bitwise_or(stencil, cv2.bitwise_and(edges, cv2.bitwise_not(coloured)))
    kept = cv2.bitwise_not(taken)
    rest = cv2.bitwise_and(pixels, pixels, mask=kept)
    height, width = stencil.shape
    if dpi > LEAST_DPI * _NEAR:
        share = LEAST_DPI / dpi
        size = math.ceil(width * share), math.ceil(height * share)
    else:
        size = width, height
    rest = cv2.resize(rest, size, interpolation=cv2.INTER_AREA)
    weight = cv2.resize(kept, size, interpolation=cv2.INTER_AREA)
    hole = cv2.bitwise_not(weight)
    filling = _around(rest, weight)
    if filling.ndim == 3:
        hole = cv2.merge((hole, hole, hole))
    return _bytes(cv2.add(rest, cv2.multiply(filling, hole, scale=1 / _FULL)))


def _around(rest: np.ndarray, weight: np.ndarray) -> Image:
    """Average what is kept around each place, in a growing neighbourhood."""
    height, width = weight.shape
    size = max(1, width // 2), max(1, height // 2)
    small = cv2.resize(rest, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    known = cv2.resize(weight, size, interpolation=cv2.INTER_AREA).astype(np.float32) / _FULL
    filled = np.full_like(small, _FULL)
    for reach in (61, 9, 3):
        total, count = cv2.blur(small, (reach, reach)), cv2.blur(known, (reach, reach))
        enough = count > 0.15
        count = np.maximum(count, 1e-3)
        level = total / (count[..., None] if total.ndim == 3 else count)
        filled[enough] = level[enough]
    levels = np.clip(filled, 0, _FULL).astype(np.uint8)
    return _bytes(cv2.resize(levels, (width, height), interpolation=cv2.INTER_LINEAR))


def _jpeg(pixels: Image) -> Layer:
    height, width = pixels.shape[:2]
    out = io.BytesIO()
    Pillow.fromarray(pixels).save(
        out,
        "JPEG",
        qtables=[_steps(LUMA_QUALITY)[0], _steps(CHROMA_QUALITY)[1]][: min(2, pixels.ndim - 1)],
        subsampling="4:2:0",
        optimize=True,
        progressive=True,
    )
    return Layer(out.getvalue(), Coding.JPEG, width, height, 1 if pixels.ndim == 2 else 3)


@cache
def _steps(quality: int) -> list[list[int]]:
    """Give the usual quantisation tables of a quality, luma then chroma."""
    out = io.BytesIO()
    Pillow.new("RGB", (8, 8)).save(out, "JPEG", quality=quality)
    out.seek(0)
    with JpegImagePlugin.JpegImageFile(out) as sample:
        return [list(sample.quantization[number]) for number in (0, 1)]


def _group4(ink: np.ndarray) -> Layer:
    """Code ink (true) in CCITT Group 4: the one strip of a TIFF made in memory."""
    height, width = ink.shape
    out = io.BytesIO()
    tags = {_ROWS_PER_STRIP: height}
    Pillow.fromarray(ink).save(out, "TIFF", compression="group4", tiffinfo=tags)
    data = out.getvalue()
    with Pillow.open(io.BytesIO(data)) as tiff:
        found = dict(tiff.tag_v2)  # type: ignore[attr-defined]
    (start,), (length,) = found[273], found[279]
    return Layer(data[start : start + length], Coding.GROUP4, width, height, 1)
