"""Inks of a page told apart: red seals and stamps, the paper's own shade, blank sheets."""

from collections.abc import Iterator

import cv2
import numpy as np

from clerk_app.core.imaging import Image, Segments, grey, resized

_RED_LEAST = 28
_PAPER = 245
_BLANK_SHARE = 0.0004
_RUN = 9
_DARKEST, _GREY_SPAN, _COLOUR_SPAN = 1.0, 60.0, 110.0
_COLOURED, _COLOUR_SHARE = 45, 0.0004
_LIFT = 2.2
_HALO = 5
_TINT = np.array([24.0])


def redness(pixels: Image) -> Image:
    """Tell how far red stands above the other channels, 0 to 255, shape (height, width)."""
    if pixels.ndim == 2:
        return np.zeros(pixels.shape, np.uint8)
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)), np.uint8)


def red_mask(pixels: Image, least: int = _RED_LEAST) -> Image:
    """Mark red ink with 255, all else with 0; shape (height, width).

    Args:
        pixels: RGB; a grey image has no red.
        least: How far red must stand above green and blue.
    """
    return np.asarray(cv2.threshold(redness(pixels), least, 255, cv2.THRESH_BINARY)[1], np.uint8)


def print_alone(pixels: Image, halo: int = _HALO) -> Image:
    """Give an evened grey page on which coloured ink (seals, stamps, pens) has become paper.

    Coloured ink shines in one channel at least, black print in none, so print stays under it.

    Args:
        pixels: RGB; of a grey page only the paper is evened.
        halo: Side of the square about each coloured pixel that is taken for its ink, pixels.
    """
    return _print_alone(pixels, _bright(pixels), halo) if pixels.ndim == 3 else evened(pixels)


def parted(pixels: Image, halo: int = _HALO) -> tuple[Image, Image | None]:
    """Give `print_alone` and `coloured_ink` of a page in one go.

    Args:
        pixels: Grey or RGB.
        halo: See `print_alone`.
    """
    if pixels.ndim == 2:
        return evened(pixels), None
    apart = _bright(pixels)
    coloured = _toned(apart[1]) if _is_coloured(apart[1]) else None
    return _print_alone(pixels, apart, halo), coloured


def _print_alone(pixels: Image, apart: tuple[Image, Image], halo: int) -> Image:
    """Do so with what `_bright` gives of the page."""
    plain = evened(pixels)
    bright, spread = apart
    mask = np.asarray(cv2.threshold(spread, _COLOURED, 255, cv2.THRESH_BINARY)[1], np.uint8)
    if not mask.any():
        return plain
    wide = cv2.dilate(mask, np.ones((halo, halo), np.uint8))
    lifted = np.minimum(cv2.convertScaleAbs(evened(bright), alpha=_LIFT), _PAPER)
    return np.asarray(cv2.copyTo(lifted, wide, plain), np.uint8)


def black_print(pixels: Image) -> Image:
    """Give a grey part of a page on which only black print is left, for a second reading.

    On a grey page a seal is a middle grey and print black: what is clearly lighter than the
    darkest strokes becomes paper, faded print too.

    Args:
        pixels: Grey or RGB of a part of a page with print on it.
    """
    apart = _bright(pixels) if pixels.ndim == 3 else None
    coloured = apart is not None and _is_coloured(apart[1])
    plain = evened(apart[0] if apart is not None and coloured else grey(pixels))
    span = _COLOUR_SPAN if coloured else _GREY_SPAN
    dark = min(float(np.percentile(plain, _DARKEST)), _PAPER - span)
    scale = _PAPER / span
    return np.asarray(np.clip((plain.astype(np.float32) - dark) * scale, 0, _PAPER), np.uint8)


def coloured_ink(pixels: Image) -> Image | None:
    """Give a grey page on which only coloured ink is left; None where there is none.

    Args:
        pixels: Grey or RGB.
    """
    if pixels.ndim == 2:
        return None
    spread = _bright(pixels)[1]
    return _toned(spread) if _is_coloured(spread) else None


def coloured_tone(pixels: Image) -> Image:
    """Give a grey image of coloured ink alone, white where there is none.

    Args:
        pixels: RGB.
    """
    return _toned(_bright(pixels)[1])


def _toned(spread: Image) -> Image:
    return np.asarray(255 - cv2.convertScaleAbs(cv2.subtract(spread, _TINT), alpha=2.2), np.uint8)


def _bright(pixels: Image) -> tuple[Image, Image]:
    """Give the brightest channel of every pixel, and how far the channels lie apart."""
    red, green, blue = cv2.split(pixels)
    bright = cv2.max(cv2.max(red, green), blue)
    dark = cv2.min(cv2.min(red, green), blue)
    return np.asarray(bright, np.uint8), np.asarray(cv2.subtract(bright, dark), np.uint8)


def _is_coloured(spread: Image) -> bool:
    """Tell whether there is more than a speck of colour, by how far the channels lie apart."""
    return float(np.count_nonzero(spread > _COLOURED)) > _COLOUR_SHARE * spread.size


def evened(pixels: Image) -> Image:
    """Give a grey page with shadows, fold shades and tinted paper evened to white.

    Args:
        pixels: Grey or RGB, any resolution.
    """
    plain = grey(pixels)
    height, width = plain.shape
    scale = 300 / max(width, height)
    small = resized(plain, max(8, round(width * scale)), max(8, round(height * scale)))
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    wide = cv2.resize(np.maximum(paper, 60), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(plain, wide, scale=_PAPER), np.uint8)


def softened(pixels: Image, reach: float) -> Image:
    """Give the page with edges as soft as a good lens makes them; ragged print reads better so.

    Args:
        pixels: Grey or RGB.
        reach: Standard deviation of the blur, pixels.
    """
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), reach), np.uint8)


def is_blank(pixels: Image) -> bool:
    """Tell whether a sheet bears nothing: specks, punch holes and dark edges do not count.

    A blank sheet is folded away, never deleted.

    Args:
        pixels: Grey or RGB page, any resolution.
    """
    height, width = pixels.shape[:2]
    scale = 800 / max(width, height)
    small = resized(grey(pixels), max(8, round(width * scale)), max(8, round(height * scale)))
    rows, columns = small.shape[0] // 20, small.shape[1] // 20
    inner = evened(small)[rows:-rows, columns:-columns]
    ink = (inner < 180).astype(np.uint8)
    _, _, spots, _ = cv2.connectedComponentsWithStats(ink)
    sizes = spots[1:, cv2.CC_STAT_AREA]
    # A letter's stroke has four pixels at this size, a punch hole some hundred.
    return float(sizes[(sizes >= 4) & (sizes < 150)].sum()) < _BLANK_SHARE * inner.size


def spots(mask: Image) -> Iterator[tuple[int, int, Image]]:
    """Give each connected spot of a mask: its left and top pixel, and its own small mask, 0 or 1.

    Args:
        mask: Not 0 where ink is.
    """
    _, marks, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for number, (x, y, wide, high, _) in enumerate(boxes[1:], start=1):
        own = marks[y : y + high, x : x + wide] == number
        yield int(x), int(y), np.asarray(own, np.uint8)


def dark_mask(pixels: Image) -> Image:
    """Mark what is darker than the paper around it with 255, all else with 0.

    Args:
        pixels: Grey or RGB, about 200 dpi.
    """
    mask = cv2.adaptiveThreshold(
        grey(pixels), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 12
    )
    return np.asarray(mask, np.uint8)


def ruled_lines(mask: Image, least: float) -> Segments:
    """Find the straight strokes of a mask: frames, rules and tables, broken or overprinted.

    Args:
        mask: Ink 255, paper 0, about 200 dpi.
        least: Shorter strokes belong to letters; pixels.

    Returns:
        Middle lines of the strokes that lie or stand within 20 degrees, shape (count, 4): x and y
        of the two ends.
    """
    level = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, _RUN), np.uint8))
    upright = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((_RUN, 1), np.uint8))
    lying = _strokes(np.asarray(level, np.uint8), least, along=0)
    standing = _strokes(np.asarray(upright, np.uint8), least, along=1)
    return np.concatenate([lying, standing[:, [1, 0, 3, 2]]])


def _strokes(runs: Image, least: float, along: int) -> Segments:
    """Give the long strokes along x (0) or y (1); columns of the result are along, across, ..."""
    lines, _ = cv2.findContours(runs, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    strokes = []
    for line in lines:
        if len(line) < 1.9 * least:
            continue
        box = cv2.boundingRect(line)
        start, long, thick = box[along], box[2 + along], box[3 - along]
        if long < least or thick > 0.36 * long + 3:
            continue
        points = np.asarray(line, np.float64).reshape(-1, 2)
        middle = points.mean(axis=0)
        x, y = (points - middle)[:, along], (points - middle)[:, 1 - along]
        slope = float((x * y).sum() / max(float((x * x).sum()), 1.0))
        first = float(middle[1 - along] + slope * (start - middle[along]))
        strokes.append((start, first, start + long - 1, first + slope * (long - 1)))
    return np.array(strokes, np.float64).reshape(-1, 4)
