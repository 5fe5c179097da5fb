"""A stamp's face set upright: its frame counted and wiped off, its word ready to be read."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from clerk_app.core import imaging, ink
from clerk_app.core.imaging import Image, grey
from clerk_app.core.mark_shapes import WORK_DPI, Shape
from clerk_app.domain.scanning import MM_PER_INCH


@dataclass(frozen=True, slots=True)
class Plate:
    """A stamp set upright, its frame wiped off.

    Attributes:
        text: Grey, dark on white, padded, ready to be read.
        dpi: Of `text`.
        borders: How many frames run around it: 0, 1 or 2.
        inked: Share of ink inside the frame.
    """

    text: Image
    dpi: float
    borders: int
    inked: float


PLATE_DPI: Final = 300.0
MARGIN_MM: Final = 1.6
_UNIT: Final = PLATE_DPI / MM_PER_INCH
_PAD_MM: Final = 2.0
_REACH_MM: Final = 4.8  # two borders, the margin, and a box measured too large
_FRAME_LEAST_MM: Final = 6.5
_ROW_SHARE: Final = 0.6
_COLUMN_SHARE: Final = 0.75
_END_SHARE: Final = 0.6
_FAINT: Final = 30.0
_RULED_SHARE: Final = 0.9  # of the plate: no letter and no stamp's frame is so long
_RULE_MM: Final = 0.5
_CELL_WIDE_MM, _CELL_TALL_MM = 3.0, 2.0
_LEANS: Final = np.arange(-2.5, 2.51, 0.25)
_WIDE_LEANS: Final = np.arange(-12.0, 12.1, 0.5)  # a word's own box tells little of its tilt


def plate(pixels: Image, dpi: float, shape: Shape) -> Plate:
    """Cut a shape out of the page, set it upright and wipe off its frame.

    Args:
        pixels: RGB or grey page at `dpi`, the finest at hand.
        dpi: Of `pixels`.
        shape: What `find` gave.
    """
    dark, mask = _level(pixels, dpi, shape)
    lean = imaging.sharpest_angle(mask, _LEANS if shape.framed else _WIDE_LEANS)
    if abs(lean) >= 0.25:
        dark, mask = _level(pixels, dpi, replace(shape, angle=shape.angle + lean))
    bare = not shape.framed and shape.height < _FRAME_LEAST_MM
    rows = [] if bare else _lines(mask, _ROW_SHARE, _END_SHARE)
    columns = [] if bare else _lines(mask.T, _COLUMN_SHARE, 0.0)
    top, bottom = _inside(rows, mask.shape[0])
    left, right = _inside(columns, mask.shape[1])
    inner, inside = dark[top:bottom, left:right], mask[top:bottom, left:right]
    if not shape.framed:
        cell = _cell(inside.T, _CELL_WIDE_MM), _cell(inside, _CELL_TALL_MM)
        inner, inside = inner[cell[1], cell[0]], inside[cell[1], cell[0]]
    usual = float(np.median(inner[inside > 0])) if inside.any() else 0.0
    text = 255 - np.clip(inner * (255.0 / max(1.2 * usual, 40.0)), 0, 255)
    padded = np.pad(text.astype(np.uint8), round(_PAD_MM * _UNIT), constant_values=255)
    borders = max(shape.borders, _borders(rows, columns, mask.shape))
    return Plate(padded, PLATE_DPI, borders, float(inside.mean()) if inside.size else 0.0)


def _level(pixels: Image, dpi: float, shape: Shape) -> tuple[Image, Image]:
    """Give the strength of the ink on a shape set upright, and where there is any.

    The usual strength is the stamp's own, also where darker print runs across a faint stamp.
    """
    dark = _inked(_upright(pixels, dpi, shape), red=shape.red)
    some = dark[dark > _FAINT]
    usual = float(np.median(some)) if some.size else 0.0
    return dark, (dark > max(_FAINT, 0.5 * usual)).astype(np.uint8)


def _upright(pixels: Image, dpi: float, shape: Shape) -> Image:
    """Give the shape level at `PLATE_DPI`, with `MARGIN_MM` around."""
    share = dpi / WORK_DPI
    size = tuple(round((side + 2 * MARGIN_MM) * _UNIT) for side in (shape.width, shape.height))
    centre = shape.x * share, shape.y * share
    return imaging.level_part(pixels, centre, (size[0], size[1]), shape.angle, PLATE_DPI / dpi)


def _inked(part: Image, *, red: bool) -> Image:
    """Give how much ink stands on each pixel, 0 to 255: red ink alone where the stamp is red."""
    if red:
        return ink.redness(part)
    plain = grey(part)
    paper = int(np.percentile(plain, 90))
    return np.asarray(np.clip(paper - plain.astype(np.int16), 0, 255), np.uint8)


def _lines(mask: Image, share: float, end_share: float) -> list[tuple[int, int]]:
    """Find the lines that lie along a mask near its edges: first and last row of each.

    A line reaches the ends of a frame; a row of letters reaches neither.
    """
    skip = round((MARGIN_MM + 0.7) * _UNIT)
    middle = np.pad(mask[:, skip:-skip], ((1, 1), (0, 0)))
    covered = np.maximum(np.maximum(middle[:-2], middle[1:-1]), middle[2:])
    end = max(1, covered.shape[1] // 8)
    means = covered.mean(axis=1)
    reached = np.maximum(covered[:, :end].mean(axis=1), covered[:, -end:].mean(axis=1))
    tall = mask.shape[0]
    rows = np.arange(tall)
    near = np.minimum(rows, tall - 1 - rows) < min(_REACH_MM * _UNIT, 0.42 * tall)
    full = np.flatnonzero(near & (means > share) & (reached >= end_share))
    if not len(full):
        return []
    groups = np.split(full, np.flatnonzero(np.diff(full) > 1) + 1)
    return [(int(group[0]), int(group[-1])) for group in groups]


def _cell(mask: Image, least: float) -> slice:
    """Give the rows between the rules of a table that cross a plate on both sides of its middle.

    Args:
        mask: Ink 1; turn it over for the columns.
        least: So far from the middle a rule stands at least, mm.
    """
    ruled = np.flatnonzero(mask.mean(axis=1) > _RULED_SHARE)
    middle, reach, edge = mask.shape[0] / 2, least * _UNIT, round(_RULE_MM * _UNIT)
    before, after = ruled[ruled < middle - reach], ruled[ruled > middle + reach]
    first = int(before.max()) + edge if len(before) else 0
    last = int(after.min()) - edge if len(after) else mask.shape[0]
    return slice(first, last)


def _split(lines: list[tuple[int, int]], long: int) -> tuple[list[int], list[int]]:
    """Give the inner edges of the lines near the start and near the end."""
    low = [last for _, last in lines if last < long / 2]
    high = [first for first, _ in lines if first > long / 2]
    return low, high


def _inside(lines: list[tuple[int, int]], long: int) -> tuple[int, int]:
    low, high = _split(lines, long)
    return max(low, default=-1) + 1, min(high, default=long)


def _borders(
    rows: list[tuple[int, int]], columns: list[tuple[int, int]], shape: tuple[int, ...]
) -> int:
    """Count the frames: as many as three of four sides show."""
    sides = [*_split(rows, shape[0]), *_split(columns, shape[1])]
    return min(2, sorted(len(side) for side in sides)[1])
