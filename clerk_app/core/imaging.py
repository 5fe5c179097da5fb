"""Page images in memory: decode, encode, resize, turn. OpenCV computes."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from clerk_app.domain.scanning import Box, Colour, Page
from clerk_app.errors import UnreadableFault

Image = NDArray[np.uint8]
"""Height × width × 3 (RGB), or height × width (grey)."""

Matrix = NDArray[np.float64]
"""A 2 × 3 affine map of pixel coordinates (x, y)."""

Segments = NDArray[np.float64]
"""Straight strokes, shape (count, 4): x and y of both ends, pixels."""

JPEG_QUALITY = 92
_SKEW_WIDTH = 700
_SKEW_LIMIT = 6.0
_SKEW_LEAST = 0.08
_REDUCED = (
    (1 / 8, cv2.IMREAD_REDUCED_COLOR_8),
    (1 / 4, cv2.IMREAD_REDUCED_COLOR_4),
    (1 / 2, cv2.IMREAD_REDUCED_COLOR_2),
)
_THINNED = 4  # one spot of ink in four tells the angle roughly


def decode(page: Page) -> Image:
    """Give the page's pixels, RGB of shape (height, width, 3).

    Raises:
        UnreadableFault: `image-unreadable`, the bytes are no PNG or JPEG image.
    """
    return _decoded(page, cv2.IMREAD_COLOR_RGB)


def scanned(page: Page) -> Image:
    """Give the page's pixels as it was scanned: RGB in colour, else grey, in a third of the room.

    Raises:
        UnreadableFault: See `decode`.
    """
    coloured = page.colour is Colour.COLOUR
    return _decoded(page, cv2.IMREAD_COLOR_RGB if coloured else cv2.IMREAD_GRAYSCALE)


def fitted(page: Page, room: tuple[int, int]) -> Image:
    """Give what `scanned` does, as large as fits into a width and height; not larger than it is.

    Raises:
        UnreadableFault: See `decode`.
    """
    share = min(1.0, room[0] / page.width, room[1] / page.height)
    how = next((flag for least, flag in _REDUCED if share <= least), None)
    if how is None:
        pixels = scanned(page)
    else:  # a JPEG is read in a fraction of the time so
        order = cv2.COLOR_BGR2RGB if page.colour is Colour.COLOUR else cv2.COLOR_BGR2GRAY
        pixels = np.asarray(cv2.cvtColor(_decoded(page, how), order), np.uint8)
    return resized(pixels, max(1, round(page.width * share)), max(1, round(page.height * share)))


def _decoded(page: Page, how: int) -> Image:
    data = np.frombuffer(page.encoded, np.uint8)
    raw = cv2.imdecode(data, how) if data.size else None
    if raw is None:
        raise UnreadableFault("image-unreadable", page=page.number)
    return np.asarray(raw, np.uint8)


def encode(pixels: Image, colour: Colour) -> bytes:
    """Encode pixels as the bytes a `Page` holds: PNG for 1-bit, JPEG else."""
    bgr: Any = pixels[..., ::-1] if pixels.ndim == 3 else pixels
    if colour is Colour.BILEVEL:
        done, data = cv2.imencode(".png", bgr, [cv2.IMWRITE_PNG_BILEVEL, 1])
    else:
        done, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    if not done:
        raise ValueError("the image cannot be encoded")
    return data.tobytes()


def grey(pixels: Image) -> Image:
    """Give luminance of shape (height, width)."""
    if pixels.ndim == 2:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def resized(pixels: Image, width: int, height: int) -> Image:
    """Give the image at another size: by area when it shrinks a lot, cubic when it grows."""
    if pixels.shape[:2] == (height, width):
        return pixels
    share = width * height / (pixels.shape[0] * pixels.shape[1])
    # Down to six tenths of the width, linear loses nothing that area keeps, in a fifth of the time.
    how = cv2.INTER_CUBIC if share > 1 else cv2.INTER_LINEAR if share > 0.36 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=how), np.uint8)


def at_dpi(pixels: Image, dpi: float, wanted: float) -> Image:
    """Give an image of `dpi` at `wanted` dpi; fractions of the page stay what they are."""
    height, width = pixels.shape[:2]
    scale = wanted / dpi
    return resized(pixels, max(1, round(width * scale)), max(1, round(height * scale)))


def cut(pixels: Image, box: Box) -> Image:
    """Give the part of an image inside a box of page fractions; at least one pixel."""
    rows, columns = _spans(box, *pixels.shape[:2])
    return pixels[rows, columns]


def _spans(box: Box, height: int, width: int) -> tuple[slice, slice]:
    """Give the rows and columns of an image inside a box of page fractions."""
    left = min(max(int(box.left * width), 0), width - 1)
    top = min(max(int(box.top * height), 0), height - 1)
    right = min(max(round(box.right * width), left + 1), width)
    bottom = min(max(round(box.bottom * height), top + 1), height)
    return slice(top, bottom), slice(left, right)


def level_part(
    pixels: Image, centre: tuple[float, float], size: tuple[int, int], angle: float, scale: float
) -> Image:
    """Cut a tilted rectangle out of an image and set it level; outside lies white paper.

    Args:
        pixels: Grey or RGB.
        centre: Of the rectangle, pixels (x, y).
        size: Of the result, pixels (width, height).
        angle: Degrees by which the rectangle falls to the right.
        scale: Pixels of the result a pixel of the image.
    """
    move = cv2.getRotationMatrix2D(centre, angle, scale)
    move[0, 2] += size[0] / 2 - centre[0]
    move[1, 2] += size[1] / 2 - centre[1]
    part = cv2.warpAffine(pixels, move, size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return np.asarray(part, np.uint8)


def skew_angle(pixels: Image) -> float:
    """Tell by how many degrees the text lines of a page fall to the right.

    Between -6 and 6; 0.0 where the page has no lines to tell by.

    Args:
        pixels: Grey or RGB page of any resolution.
    """
    small = grey(pixels)
    scale = _SKEW_WIDTH / small.shape[1]
    if scale < 1:
        small = resized(small, _SKEW_WIDTH, max(1, round(small.shape[0] * scale)))
    ink = np.asarray(
        cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    )
    rows, columns = (spots.astype(np.float32) for spots in np.nonzero(ink))
    if len(rows) < 200:
        return 0.0
    wide = np.arange(-_SKEW_LIMIT, _SKEW_LIMIT + 0.1, 0.4)
    coarse = _sharpest(rows[::_THINNED], columns[::_THINNED], wide)
    fine = _sharpest(rows, columns, np.arange(coarse - 0.4, coarse + 0.41, 0.05))
    return 0.0 if abs(fine) > _SKEW_LIMIT else round(fine, 2)


def sharpest_angle(ink: NDArray[Any], angles: NDArray[np.float64]) -> float:
    """Give the one of some angles under which ink falls into the sharpest level lines.

    Args:
        ink: Mask, not 0 where ink is.
        angles: Degrees to try; 0.0 comes back where none stands out.
    """
    rows, columns = (spots.astype(np.float32) for spots in np.nonzero(ink))
    return _sharpest(rows, columns, angles) if len(rows) else 0.0


def _sharpest(
    rows: NDArray[np.float32], columns: NDArray[np.float32], angles: NDArray[np.float64]
) -> float:
    scores = []
    for angle in angles:
        fallen = rows - columns * np.float32(np.tan(np.deg2rad(angle)))
        counts = np.bincount((fallen - fallen.min() + np.float32(0.5)).astype(np.int32))
        scores.append(float((np.diff(counts.astype(np.float64)) ** 2).sum()))
    best = int(np.argmax(scores))
    return float(angles[best]) if scores[best] > 1.1 * float(np.median(scores)) else 0.0


def turned(pixels: Image, angle: float) -> tuple[Image, Matrix]:
    """Turn a page whose lines fall to the right by an angle, degrees, so that they lie level.

    Returns:
        The page at the same size, and the map from its pixels back to the given page's
        (`moved_box` takes it). A page that lies level comes back untouched, with the identity.
    """
    if abs(angle) < _SKEW_LEAST:
        return pixels, np.eye(2, 3)
    height, width = pixels.shape[:2]
    forth = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level = cv2.warpAffine(
        pixels, forth, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255)
    )
    back = np.asarray(cv2.invertAffineTransform(forth), np.float64)
    return np.asarray(level, np.uint8), back


def level_cut(pixels: Image, angle: float, level: Image, part: Box) -> Image:
    """Cut a part of a page as it lies level, out of the page as it came.

    Args:
        pixels: The page as it came, grey or RGB.
        angle: Degrees by which its lines fall to the right.
        level: The page set level by that angle; it gives the size, and may be grey.
        part: Fractions of the level page.
    """
    height, width = level.shape[:2]
    if abs(angle) < _SKEW_LEAST and pixels.shape[:2] == (height, width):
        return cut(pixels, part)
    rows, columns = _spans(part, height, width)
    scale = width / pixels.shape[1]
    lean = angle if abs(angle) >= _SKEW_LEAST else 0.0
    back = cv2.getRotationMatrix2D((0.0, 0.0), -lean, 1 / scale)[:, :2]
    off = columns.start + columns.stop - width, rows.start + rows.stop - height
    across, down = back @ off / 2 + (pixels.shape[1] / 2, pixels.shape[0] / 2)
    size = columns.stop - columns.start, rows.stop - rows.start
    return level_part(pixels, (float(across), float(down)), size, lean, scale)


def moved_box(box: Box, matrix: Matrix, pixels: Image) -> Box:
    """Map a box of page fractions through an affine map of pixels.

    Args:
        box: Fractions of an image of the size of `pixels`.
        matrix: For example what `turned` gives.
        pixels: The image, for its size.

    Returns:
        The upright box around the four mapped corners, cut at the page's edges.
    """
    height, width = pixels.shape[:2]
    corners = np.array(
        [[x * width, y * height, 1.0] for x in (box.left, box.right) for y in (box.top, box.bottom)]
    )
    spots = np.clip(corners @ matrix.T / (width, height), 0.0, 1.0)
    low, high = spots.min(axis=0), spots.max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
