"""Strips of a page on which a pen may have written: what the handwriting network looks at.

A strip keeps the print on both sides of its slot (`Số:` and the slash, `ngày` and `tháng`); the
network has learned what is print. It is cut at 120 dpi and has two channels: how dark the red
channel is (red seals vanish in it, blue and black ink do not) and how blue the ink is.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from clerk_app.core.imaging import Image

STRIP_DPI = 120
HEIGHT, WIDTH = 48, 176
"""Pixels at `STRIP_DPI`: 10 mm by 37 mm."""

BASE = 32
"""Row on which the print stands."""

Strip = NDArray[np.uint8]
"""Darkness and blueness, 0 to 255, shape (2, HEIGHT, WIDTH)."""

_LEAST_WIDTH = 12
_LEAST_PAPER = 60.0
_LEAST_INK = 0.35
_BLUE_GAIN = 1.6


def channels(red: NDArray[Any], blue: NDArray[Any]) -> NDArray[np.uint8]:
    """Give darkness and blueness of a cut-out, evened to its paper and its darkest ink.

    Args:
        red: The red channel, shape (height, width), 0 to 255.
        blue: The blue channel.

    Returns:
        Shape (2, height, width).
    """
    shades = []
    for channel in (red, blue):
        paper = max(_LEAST_PAPER, float(np.percentile(channel, 85)))
        shades.append(np.clip(np.asarray(channel, np.float32) / np.float32(paper), 0, 1))
    dark = 1 - shades[0]
    dark = np.clip(dark / max(_LEAST_INK, float(np.percentile(dark, 99.5))), 0, 1)
    tint = np.clip((shades[1] - shades[0]) * _BLUE_GAIN, 0, 1)
    return np.asarray(np.stack([dark, tint]) * 255, np.uint8)


def cut(pixels: Image, left: float, right: float, base: float, scale: float) -> Strip:
    """Cut one strip from a level page.

    Args:
        pixels: RGB or grey page.
        left: Where the strip begins, pixels.
        right: Where it ends; what lies further right stays empty.
        base: Row on which the print beside the slot stands, pixels.
        scale: Pixels of the strip a pixel of the page.
    """
    high, reach = pixels.shape[:2]
    top = base - BASE / scale
    rows = max(0, int(top) - 8), min(high, int(top + HEIGHT / scale) + 8)
    columns = max(0, int(left) - 8), min(reach, int(right) + 8)
    strip = np.zeros((2, HEIGHT, WIDTH), np.uint8)
    part = pixels[rows[0] : max(rows), columns[0] : max(columns)]
    if not part.size:
        return strip
    if scale < 1:
        part = np.asarray(cv2.GaussianBlur(part, (0, 0), 0.4 / scale), np.uint8)
    move = np.array(
        [[scale, 0, (columns[0] - left) * scale], [0, scale, (rows[0] - top) * scale]], np.float64
    )
    size = (WIDTH, HEIGHT)
    flat: Any = cv2.warpAffine(
        part, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    wide = int(min(WIDTH, max(_LEAST_WIDTH, (right - left) * scale)))
    red, blue = (flat, flat) if flat.ndim == 2 else (flat[..., 0], flat[..., 2])
    strip[:, :, :wide] = channels(red[:, :wide], blue[:, :wide])
    return strip
