"""One writer's pen: digits of many hands and shapes of our own, bent to a style."""

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.float32]
"""Density of ink, 0 to 1, shape (height, width)."""

SHAPES: dict[str, list[list[list[list[float]]]]] = tomllib.loads(
    (Path(__file__).parent / "pen_shapes.toml").read_text("utf-8")
)
"""Ways of each sign, strokes of each way, points of each stroke."""

_FINE = 2
_DARK = 110


class Digits:
    """Handwritten digits of many people (28 × 28, white on black), one part for training.

    Every tenth sample is held out: `part` is `train` or `held-out`.
    """

    def __init__(self, path: Path, part: str = "train") -> None:
        data = np.load(path)
        kept = (np.arange(len(data["labels"])) % 10 == 7) == (part == "held-out")
        self._images = data["images"][kept]
        labels = data["labels"][kept]
        self._pools = [np.flatnonzero(labels == digit) for digit in range(10)]

    def one(self, digit: int, rng: Random) -> NDArray[np.uint8]:
        """Give one sample, cut to its ink."""
        pool = self._pools[digit]
        image = self._images[pool[rng.randrange(len(pool))]]
        columns, rows = (np.flatnonzero(image.max(axis) > 60) for axis in (0, 1))
        return np.asarray(image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], np.uint8)


@dataclass(frozen=True)
class Style:
    """How one person writes; lengths in shares of a digit's height or in pixels of 240 dpi."""

    wide: float
    slant: float
    weight: float
    cut: float
    upstroke: float
    bar: float
    line: float
    drawn: float
    ways: dict[str, int]

    @staticmethod
    def of(rng: Random) -> "Style":
        return Style(
            wide=rng.uniform(0.55, 1.15),
            slant=rng.gauss(0.05, 0.17),
            weight=rng.gauss(-0.1, 0.9),
            cut=rng.uniform(60, 125),
            upstroke=rng.choice([0, 0.5, 1, 1]),
            bar=rng.choice([0, 0.4, 1]),
            line=rng.choice([rng.uniform(1.2, 2.4), rng.uniform(1.8, 4.2)]),
            drawn=rng.choice([0, 0.3, 0.6, 1]),
            ways={sign: rng.randrange(len(shapes)) for sign, shapes in SHAPES.items()},
        )


def glyph(sign: str, high: float, style: Style, rng: Random, digits: Digits) -> Ink | None:
    """Write one digit or letter `high` pixels high, cut to its ink; None when nothing is left."""
    drawn = not sign.isdigit() or rng.random() < style.drawn
    if drawn:
        density = _drawn(sign, high, style, rng)
    else:
        density = _sampled(int(sign), high, style, rng, digits)
    columns, rows = (np.flatnonzero(density.max(axis) > 0.25) for axis in (0, 1))
    if len(columns) < 1 or len(rows) < 3:
        return None
    return density[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _drawn(sign: str, high: float, style: Style, rng: Random) -> Ink:
    way = style.ways[sign] if rng.random() < 0.85 else rng.randrange(len(SHAPES[sign]))
    wide = (0.25 + 0.8 * style.wide) * rng.uniform(0.88, 1.12)
    slant = style.slant + rng.gauss(0, 0.05)
    turn = rng.gauss(0, 0.05)
    shake = rng.uniform(0.01, 0.05)
    strokes = []
    for stroke in SHAPES[sign][way]:
        points = np.array(stroke, np.float64)
        points += [[rng.gauss(0, shake), rng.gauss(0, shake)] for _ in stroke]
        curve = _smooth(points)
        x = curve[:, 0] * wide + (1 - curve[:, 1]) * slant - (curve[:, 1] - 0.5) * turn
        y = curve[:, 1] + (curve[:, 0] - 0.3) * turn
        strokes.append(np.stack([x, y], 1) * high * _FINE)
    every = np.vstack(strokes)
    pad = 8 * _FINE
    low, span = every.min(axis=0) - pad, np.ptp(every, axis=0) + 2 * pad
    canvas = np.zeros((int(span[1]) + 1, int(span[0]) + 1), np.uint8)
    line = max(1, round(style.line * _FINE * rng.uniform(0.85, 1.15)))
    for curve in strokes:
        ends = np.round((curve - low) * 16).astype(np.int32)
        cv2.polylines(canvas, [ends], False, 255, line, cv2.LINE_AA, 4)
    return _shrunk(canvas)


def _smooth(points: NDArray[np.float64], steps: int = 8) -> NDArray[np.float64]:
    """A curve through the points; two points stay a straight line."""
    if len(points) < 3:
        return points
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    before, start, end, after = ends[:-3], ends[1:-2], ends[2:-1], ends[3:]
    curve = [
        0.5
        * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        )
        for a, b, c, d in zip(before, start, end, after, strict=True)
    ]
    return np.vstack([*curve, points[-1:]])


def _sampled(digit: int, high: float, style: Style, rng: Random, digits: Digits) -> Ink:
    sample = digits.one(digit, rng)
    share = high / sample.shape[0]
    wide = max(3, sample.shape[1] * share * rng.uniform(0.72, 1.1) * style.wide)
    size = (int(wide + 1) * _FINE, max(6, int(high)) * _FINE)
    pad = 10 * _FINE
    grown = cv2.resize(sample, size, interpolation=cv2.INTER_CUBIC)
    framed = cv2.copyMakeBorder(grown, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    big = np.asarray(framed, np.uint8)
    line = max(2, int(style.line * _FINE))
    if digit == 1 and rng.random() < style.upstroke:
        big = _with_upstroke(big, high * _FINE, line, rng)
    if digit == 7:
        _dress_seven(big, high * _FINE, line, style, rng)
    big = _bent(_slanted(big, style.slant + rng.gauss(0, 0.06), rng.gauss(0, 0.05)), rng)
    big = _weighed(big, style.weight + rng.gauss(0, 0.3))
    sharp = np.clip((big.astype(np.float32) - style.cut) * 2.4, 0, 255)
    return _shrunk(np.asarray(sharp, np.float32))


def _shrunk(canvas: NDArray[np.uint8] | Ink) -> Ink:
    size = (max(2, canvas.shape[1] // _FINE), max(2, canvas.shape[0] // _FINE))
    small = cv2.resize(canvas, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(255)


def _with_upstroke(
    big: NDArray[np.uint8], high: float, line: int, rng: Random
) -> NDArray[np.uint8]:
    """A `1` as it is taught here: a stroke leads up to its head, at times a foot under it."""
    rows, columns = np.nonzero(big > _DARK)
    if not len(rows):
        return big
    x, y = int(columns[rows.argmin()]), int(rows.min())
    long = high * rng.choice([rng.uniform(0.2, 0.5), rng.uniform(0.35, 0.95)])
    angle = math.radians(rng.uniform(108, 166))
    start = (int(x - long * math.sin(angle)), int(y - long * math.cos(angle)))
    more = max(0, 4 - start[0])
    if more:
        wider = cv2.copyMakeBorder(big, 0, 0, more, 0, cv2.BORDER_CONSTANT, value=0)
        big = np.asarray(wider, np.uint8)
    cv2.line(big, (x + more, y), (start[0] + more, start[1]), 255, line, cv2.LINE_AA)
    if rng.random() < 0.2:
        foot, half = (int(columns[rows.argmax()]) + more, int(rows.max())), int(0.2 * high)
        cv2.line(big, (foot[0] - half, foot[1]), (foot[0] + half, foot[1]), 255, line, cv2.LINE_AA)
    return big


def _dress_seven(big: NDArray[np.uint8], high: float, line: int, style: Style, rng: Random) -> None:
    rows, columns = np.nonzero(big > _DARK)
    if not len(rows):
        return
    top, bottom = int(rows.min()), int(rows.max())
    if rng.random() < style.bar:
        level = int(top + (bottom - top) * rng.uniform(0.42, 0.62))
        row = np.flatnonzero(big[level] > _DARK)
        middle = int(row.mean()) if len(row) else int(columns.mean())
        half, tilt = int(rng.uniform(0.16, 0.32) * high), int(rng.uniform(-0.06, 0.03) * high)
        ends = (middle - half, level - tilt), (middle + half, level + tilt)
        cv2.line(big, *ends, 255, line, cv2.LINE_AA)
    if rng.random() < 0.2:
        left = int(columns[rows < top + 0.12 * high].min())
        end = (left - int(0.03 * high), int(top + rng.uniform(0.1, 0.25) * high))
        cv2.line(big, (left, top), end, 255, line, cv2.LINE_AA)


def _slanted(big: NDArray[np.uint8], slant: float, turn: float) -> NDArray[np.uint8]:
    height, width = big.shape
    pad = int(abs(slant) * height / 2) + 4
    move = np.array(
        [[math.cos(turn), -math.sin(turn) - slant, 0], [math.sin(turn), math.cos(turn), 0]]
    )
    middle = np.array([width / 2, height / 2])
    move[:, 2] = middle - move[:, :2] @ middle
    move[0, 2] += pad
    return np.asarray(cv2.warpAffine(big, move, (width + 2 * pad, height)), np.uint8)


def _bent(big: NDArray[np.uint8], rng: Random) -> NDArray[np.uint8]:
    if rng.random() > 0.7:
        return big
    chance = np.random.default_rng(rng.randrange(1 << 30))
    size = (big.shape[1], big.shape[0])
    reach = rng.uniform(0.3, 1.3) * _FINE
    x, y = (
        cv2.resize(
            chance.normal(0, reach, (4, 4)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC
        )
        for _ in range(2)
    )
    rows, columns = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    return np.asarray(cv2.remap(big, columns + x, rows + y, cv2.INTER_LINEAR), np.uint8)


def _weighed(big: NDArray[np.uint8], weight: float) -> NDArray[np.uint8]:
    """Thinner below -0.4, thicker above 0.6; the pen of most people lies between."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    if weight < -0.4:
        return np.asarray(cv2.erode(big, kernel, iterations=1 if weight > -1.4 else 2), np.uint8)
    if weight > 0.6:
        return np.asarray(cv2.dilate(big, kernel, iterations=1 if weight < 1.6 else 2), np.uint8)
    return big
