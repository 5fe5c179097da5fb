"""How the mark networks see a page: how dark it is, and how red."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from clerk_app.core import imaging, ink
from clerk_app.core.imaging import Image

PAGE_DPI: Final = 100.0
CROP_DPI: Final = 150.0
CROP: Final = (96, 288)
"""Height and width of a crop: 16 × 49 mm."""

View = NDArray[np.uint8]
"""Darkness and redness, shape (height, width, 2)."""


def coarse(pixels: Image, dpi: float) -> Image:
    """Give a page at `PAGE_DPI`.

    Exact halves first: any other shrinking of the whole page takes ten times as long.
    """
    while dpi >= 2 * PAGE_DPI:
        tall, wide = pixels.shape[0] // 2, pixels.shape[1] // 2
        pixels, dpi = imaging.resized(pixels[: 2 * tall, : 2 * wide], wide, tall), dpi / 2
    return imaging.at_dpi(pixels, dpi, PAGE_DPI)


def channels(pixels: Image) -> View:
    """Give darkness (255 less green, in which red ink is darkest) and redness of a page.

    Args:
        pixels: RGB or grey.
    """
    tone = pixels if pixels.ndim == 2 else pixels[..., 1]
    return np.dstack([255 - tone, ink.redness(pixels)])


def coloured(pixels: Image) -> View:
    """Give darkness and redness of a page's coloured ink alone; black print becomes paper.

    Args:
        pixels: RGB.
    """
    tone = ink.coloured_tone(pixels)
    return np.dstack([255 - tone, ink.redness(pixels)])


def black(pixels: Image) -> View:
    """Give darkness of a page's black print alone, as of grey paper; coloured ink becomes paper.

    Args:
        pixels: RGB.
    """
    tone = ink.print_alone(pixels)
    return np.dstack([255 - tone, np.zeros_like(tone)])


def crop(view: View, x: float, y: float) -> View:
    """Cut a crop about a place, pixels at `CROP_DPI`; outside the page lies white paper."""
    tall, wide = CROP
    left, top = round(x - wide / 2), round(y - tall / 2)
    part = np.zeros((tall, wide, 2), np.uint8)
    rows = slice(max(0, top), max(0, min(view.shape[0], top + tall)))
    columns = slice(max(0, left), max(0, min(view.shape[1], left + wide)))
    found = view[rows, columns]
    down, right = rows.start - top, columns.start - left
    part[down : down + found.shape[0], right : right + found.shape[1]] = found
    return part


def batch(views: list[View]) -> NDArray[np.float32]:
    """Stack views as a network takes them: (count, 2, height, width), 0 to 1."""
    stacked = np.stack(views).transpose(0, 3, 1, 2)
    return np.ascontiguousarray(stacked, np.float32) / np.float32(255)
