"""Where a page's columns lie: the white seam between two blocks that stand side by side."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clerk_app.core.imaging import Image, resized
from clerk_app.domain.scanning import Box

_CELL_MM = 0.6
_CLEAR_CELLS = 2
_SHIFT_CELLS = 2
_INK_SHARE = 0.06
_DARK = 150
_LEAST_ROWS = 8
_LINE_MM = 7.0
_PAPER = 255
_UNDER_MARKS, _GAP_CELLS = 0.35, 5  # of a line's height; 3 mm

Mask = NDArray[Any]


class Seam(NamedTuple):
    """A white way from top to bottom with print on both sides.

    Attributes:
        top: Where it starts, a fraction of the page's height.
        bottom: Where it ends.
        path: Its place in each row of cells, fractions of the width.
    """

    top: float
    bottom: float
    path: tuple[float, ...]

    @property
    def middle(self) -> float:
        """Its mean place, a fraction of the width."""
        return sum(self.path) / len(self.path)


def ink_cells(pixels: Image, dpi: float) -> Mask:
    """Give the page as a grid of cells of 0.6 mm, true where print is.

    Args:
        pixels: Grey page, evened.
        dpi: Its pixels an inch.
    """
    height, width = pixels.shape
    scale = 25.4 / (dpi * _CELL_MM)
    dark = np.less(pixels, _DARK).view(np.uint8) * np.uint8(255)
    small = resized(dark, max(1, round(width * scale)), max(1, round(height * scale)))
    return np.greater(small, 255 * _INK_SHARE)


def seam(
    cells: Mask,
    *,
    across: tuple[float, float] = (0.33, 0.62),
    down: tuple[float, float] = (0.0, 0.45),
    start: float = 0.25,
) -> Seam | None:
    """Find the white way that parts two columns, the one with the most print beside it.

    It may wander a little from line to line: a long name on one side stands over a short one.

    Args:
        cells: `ink_cells` of the page.
        across: Between which fractions of the width it runs.
        down: Between which fractions of the height it is looked for.
        start: It must start above this fraction of the height.
    """
    height, width = cells.shape
    top, bottom = round(down[0] * height), round(down[1] * height)
    left, right = round(across[0] * width), round(across[1] * width)
    white = ~_widened(cells[top:bottom], _CLEAR_CELLS)[:, left:right]
    reached = _reached(white)
    best: tuple[int, int, int] | None = None
    for first, last in _runs(_any(reached)):
        if first > start * height - top:
            continue
        part = cells[top + first : top + last]
        beside = min(int(_any(part[:, : left + 1]).sum()), int(_any(part[:, right:]).sum()))
        if beside >= _LEAST_ROWS and (best is None or beside > best[0]):
            best = beside, first, last
    if best is None:
        return None
    _, first, last = best
    path = [x + left for x in _traced(reached[first:last])]
    first, last, path = _between_lines(cells[top:bottom], first, last, path)
    fractions = tuple((x + 0.5) / width for x in path)
    return Seam((top + first) / height, (top + last) / height, fractions)


def apart(pixels: Image, way: Seam) -> tuple[tuple[Image, Box], tuple[Image, Box]]:
    """Give the page with only what stands left of a seam, and only what stands right of it.

    Returns:
        Each side's page, and the box that holds all of the side.
    """
    height, width = pixels.shape
    rows = np.arange(round(way.top * height), round(way.bottom * height))
    steps = np.minimum((rows - rows[0]) * len(way.path) // len(rows), len(way.path) - 1)
    edge = np.asarray(way.path)[steps] * width
    beyond = np.arange(width)[None, :] >= edge[:, None]
    left, right = pixels.copy(), pixels.copy()
    left[rows[0] : rows[-1] + 1][beyond] = _PAPER
    right[rows[0] : rows[-1] + 1][~beyond] = _PAPER
    near, far = min(way.path), max(way.path)
    sides = Box(0.0, way.top, far, way.bottom), Box(near, way.top, 1.0, way.bottom)
    return (left, sides[0]), (right, sides[1])


def gap(cells: Mask, end: float, across: tuple[float, float], reach: float) -> float:
    """Give the row with the least print near a height, a fraction of the page.

    Args:
        cells: `ink_cells` of the page.
        end: Near this fraction of the height.
        across: Between which fractions of the width print counts.
        reach: How far away the row may be, a fraction of the height.
    """
    height, width = cells.shape
    first, last = (round((end + away) * height) for away in (-reach, reach))
    columns = slice(round(across[0] * width), round(across[1] * width))
    rows = cells[max(0, first) : last + 1, columns].sum(axis=1)
    return (max(0, first) + int(np.argmin(rows)) + 0.5) / height if len(rows) else end


def whole_row(cells: Mask, line: Box) -> Box:
    """Widen a line's box to both sides as far as print goes on in its row without a gap.

    Args:
        cells: `ink_cells` of the page.
        line: Of words that were read; some before or after them may not have been.
    """
    height, width = cells.shape
    high = line.bottom - line.top
    top = round((line.top + _UNDER_MARKS * high) * height)
    row = _any(cells[top : max(top + 1, round(line.bottom * height))].T)
    left, right = round(line.left * width), round(line.right * width)
    for step, start, end in ((-1, left, 0), (1, right, width)):
        at = found = start
        while abs(at - found) <= _GAP_CELLS and at != end:
            if row[min(at, width - 1)]:
                found = at
            at += step
        left, right = (found, right) if step < 0 else (left, found)
    return line._replace(
        left=min(line.left, left / width), right=max(line.right, (right + 1) / width)
    )


def _widened(ink: Mask, reach: int) -> Mask:
    """Spread ink to both sides by some cells."""
    out = ink.copy()
    for step in range(1, reach + 1):
        out[:, step:] |= ink[:, :-step]
        out[:, :-step] |= ink[:, step:]
    return out


def _reached(white: Mask) -> Mask:
    """Tell which white cells a way from above reaches; where all ways end, new ones start."""
    reached = np.zeros_like(white)
    before = white[0]
    reached[0] = before
    for row in range(1, len(white)):
        wide = _widened(before[None, :], _SHIFT_CELLS)[0]
        now = wide & white[row]
        before = now if now.any() else np.zeros_like(now)
        reached[row] = before
        if not before.any():
            before = white[row]
    return reached


def _traced(reached: Mask) -> list[int]:
    """Trace one way back from its end, as far from print as it can keep."""
    path: list[int] = []
    for row in range(len(reached) - 1, -1, -1):
        runs = _runs(reached[row])
        if not path:
            first, last = max(runs, key=lambda run: run[1] - run[0])
            path.append((first + last - 1) // 2)
            continue
        x = path[-1]
        near = [(a, b) for a, b in runs if a - _SHIFT_CELLS <= x <= b - 1 + _SHIFT_CELLS]
        first, last = max(near, key=lambda run: run[1] - run[0])
        middle = (first + last - 1) // 2
        step = max(-_SHIFT_CELLS, min(_SHIFT_CELLS, middle - x))
        path.append(max(first, min(last - 1, x + step)))
    return path[::-1]


def _between_lines(
    part: Mask, first: int, last: int, path: list[int]
) -> tuple[int, int, list[int]]:
    """Move both ends of a way into the gaps beside the lines of print that close it."""
    tallest = min(round(_LINE_MM / _CELL_MM), (last - first) // 2)
    start, end = first, last
    if last < len(part):
        ends = range(last, last - tallest, -1)
        end = min(ends, key=lambda row: (_near(part, row, path[-1]), last - row), default=last)
    if first > 0:
        starts = range(first, first + tallest)
        start = min(starts, key=lambda row: (_near(part, row, path[0]), row - first), default=first)
    return start, end, path[start - first : len(path) - (last - end)]


def _near(part: Mask, row: int, x: int) -> int:
    reach = part.shape[1] // 4
    return int(part[min(row, len(part) - 1), max(0, x - reach) : x + reach].sum())


def _any(part: Mask) -> Mask:
    return np.asarray(np.any(part, axis=1))


def _runs(flags: Mask) -> list[tuple[int, int]]:
    """Give the runs of true values as (first, after the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
