"""Stamps as shapes: framed boxes and red blots of the stamps' sizes, found and set upright.

Sizes in mm, from the models of the secrecy marks (20, 30, 40 × 8 mm, two borders 1 mm apart) and
of the urgency stamps (the same with one border; NĐ 30/2020, Phụ lục I), with room for worn and
home-made stamps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import cv2
import numpy as np

from clerk_app.core import ink, mark_rails
from clerk_app.core.imaging import Image
from clerk_app.domain.scanning import MM_PER_INCH, Box

WORK_DPI: Final = 200.0
_MM: Final = WORK_DPI / MM_PER_INCH
WIDTH_MM: Final = (12.0, 60.0)
WORD_MM: Final = 8.0  # the width of `MẬT` alone, set in 12 points
HEIGHT_MM: Final = (4.0, 17.0)
TILT: Final = 20.0
_LONGER: Final = 1.5
_FILLED: Final = 0.75
_STRAIGHT: Final = 0.9
_CLEAN: Final = 6.0
_SAME_MM: Final = 3.0
_ISOLATED_MM: Final = 12.0
_RED_LEAST: Final = 300


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle that may be a stamp.

    Attributes:
        x: Centre, pixels at `WORK_DPI`.
        y: Centre, pixels at `WORK_DPI`.
        width: mm along the text.
        height: mm across the text.
        angle: Degrees by which its text falls to the right.
        red: Found in red ink.
        framed: Found by its frame.
        borders: How many frames were seen already, at the least.
        score: How well pieces of line support it.
    """

    x: float
    y: float
    width: float
    height: float
    angle: float
    red: bool
    framed: bool
    borders: int = 0
    score: float = 0.0

    def box(self, pixels: Image) -> Box:
        """Give the upright box around it, fractions of the page at `WORK_DPI`."""
        tall, wide = pixels.shape[:2]
        turn = np.deg2rad(self.angle)
        across = (self.width * abs(np.cos(turn)) + self.height * abs(np.sin(turn))) * _MM / 2
        down = (self.width * abs(np.sin(turn)) + self.height * abs(np.cos(turn))) * _MM / 2
        return Box(
            float(max(0.0, (self.x - across) / wide)),
            float(max(0.0, (self.y - down) / tall)),
            float(min(1.0, (self.x + across) / wide)),
            float(min(1.0, (self.y + down) / tall)),
        )


def find(pixels: Image) -> list[Shape]:
    """Find what may be a stamp on a page, the likeliest first.

    Args:
        pixels: RGB or grey page at `WORK_DPI`.
    """
    found: list[Shape] = []
    red = ink.red_mask(pixels)
    if int(np.count_nonzero(red)) >= _RED_LEAST:
        found += _framed(red, red=True)
        found += _blots(red)
        found += _railed(red, red=True)
    dark = ink.dark_mask(pixels)
    found += _framed(dark, red=False)
    found += _railed(dark, red=False)
    return _distinct(found)


def _railed(mask: Image, *, red: bool) -> Iterator[Shape]:
    """Give the rectangles that pieces of line lie around."""
    lines = ink.ruled_lines(mask, mark_rails.PIECE_MM * _MM)
    for frame in mark_rails.frames(lines, _MM):
        yield Shape(
            frame.x * _MM, frame.y * _MM, frame.width, frame.height, frame.angle, red, True,
            frame.borders, frame.score,
        )  # fmt: skip


def _framed(mask: Image, *, red: bool) -> Iterator[Shape]:
    """Give the rectangles that a closed line runs around."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    lines, family = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if family is None:
        return
    parents = np.asarray(family)[0][:, 3]
    for line, parent in zip(lines, parents, strict=True):
        _, _, across, down = cv2.boundingRect(line)
        if len(line) < 4 or not _fits(across / _MM, down / _MM, WIDTH_MM[0], slack=1.8):
            continue
        shape = _rectangle(cv2.minAreaRect(line), red=red, framed=True)
        if shape is None:
            continue
        filled = cv2.contourArea(line) / _area(shape)
        if filled < _FILLED:
            continue
        shape = replace(shape, score=_CLEAN if filled > _STRAIGHT else 0.0)
        if parent < 0 or _isolated(cv2.boundingRect(lines[parent]), across, down):
            yield shape


def _area(shape: Shape) -> float:
    return shape.width * shape.height * _MM * _MM


def _isolated(frame: Sequence[int], across: int, down: int) -> bool:
    """Tell a stamp's frame from a table's, whose lines run on."""
    room = _ISOLATED_MM * _MM
    return frame[2] < across + room and frame[3] < down + room


def _fits(width: float, height: float, least: float, slack: float = 1.0) -> bool:
    """Tell whether sizes in mm are a stamp's, `slack` times looser for a tilted one's outline."""
    tall = HEIGHT_MM[0] <= height <= HEIGHT_MM[1] * slack
    return tall and least / slack <= width <= WIDTH_MM[1]


def _rectangle(turned: Any, *, red: bool, framed: bool) -> Shape | None:
    (x, y), (width, height), angle = turned
    if width < height:
        width, height, angle = height, width, angle - 90
    angle = (angle + 90) % 180 - 90
    width, height = width / _MM, height / _MM
    least = WIDTH_MM[0] if framed else WORD_MM
    if not _fits(width, height, least) or width < _LONGER * height or abs(angle) > TILT:
        return None
    return Shape(x, y, width, height, angle, red, framed)


def _blots(red: Image) -> Iterator[Shape]:
    """Give the patches of red ink that lie together, with or without a frame."""
    joined = cv2.morphologyEx(
        red, cv2.MORPH_CLOSE, np.ones((round(1.6 * _MM), round(4 * _MM)), np.uint8)
    )
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    count, labels, spots, _ = cv2.connectedComponentsWithStats(joined)
    for number in range(1, count):
        left, top, wide, tall, _ = (int(value) for value in spots[number])
        if not _fits(wide / _MM, tall / _MM, WORD_MM, slack=1.8):
            continue
        part = np.s_[top : top + tall, left : left + wide]
        rows, columns = np.nonzero((labels[part] == number) & (red[part] > 0))
        if len(rows) < 80:
            continue
        points = np.column_stack([columns + left, rows + top]).astype(np.float32)
        shape = _rectangle(cv2.minAreaRect(points), red=True, framed=False)
        if shape is not None:
            yield shape


def _distinct(shapes: list[Shape]) -> list[Shape]:
    """Keep one of the shapes that lie on each other: the largest of the well supported ones."""
    kept: list[Shape] = []
    for shape in sorted(shapes, key=lambda one: (not one.red, one.score < _CLEAN, -_area(one))):
        if any(_holds(one, shape) for one in kept):
            continue
        twin = next((place for place, one in enumerate(kept) if _same(one, shape)), None)
        if twin is None:
            kept.append(shape)
            continue
        held = kept[twin]
        borders, score = max(held.borders, shape.borders), max(held.score, shape.score)
        if shape.framed and not held.framed and _fit_alike(held, shape):
            held = replace(shape, red=held.red)
        kept[twin] = replace(held, borders=borders, score=score)
    return kept


def _same(one: Shape, other: Shape) -> bool:
    apart = max(abs(one.x - other.x), abs(one.y - other.y)) / _MM
    return apart < _SAME_MM and abs(one.width - other.width) < 4 * _SAME_MM


def _holds(one: Shape, other: Shape) -> bool:
    """Tell whether a frame holds another shape away from its own middle: a part of its word."""
    inside = abs(one.x - other.x) / _MM < one.width / 2 and abs(one.y - other.y) / _MM < one.height
    return one.framed and inside and not _same(one, other) and one.width > other.width


def _fit_alike(one: Shape, other: Shape) -> bool:
    return abs(one.width - other.width) < _SAME_MM and abs(one.height - other.height) < _SAME_MM
