"""Numbers and signatures written with a pen, from skeletons of our own."""

from functools import cache
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.mail import vocabulary
from tests.mail.ink import INKS, Density, Sheet, Spot, as_density, press

Stroke = list[list[float]]


@cache
def _skeletons() -> dict[str, list[list[Stroke]]]:
    return {sign: row["ways"] for sign, row in vocabulary.words("digits").items()}


def smooth(points: NDArray[np.float64], steps: int = 10) -> NDArray[np.float64]:
    """A curve through the points (Catmull-Rom)."""
    if len(points) < 3:
        return points
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
        )
    return np.vstack([*pieces, points[-1:]])


def draw_strokes(strokes: list[NDArray[np.float64]], size: tuple[int, int], pen: float) -> Density:
    """Strokes in pixels as ink on a canvas of (height, width)."""
    canvas = np.zeros(size, dtype=np.uint8)
    fine = 16
    for stroke in strokes:
        points = np.round(stroke * fine).astype(np.int32)
        cv2.polylines(canvas, [points], False, 255, max(1, round(pen)), cv2.LINE_AA, 4)
    soft = cv2.GaussianBlur(canvas, (0, 0), max(0.4, pen * 0.14))
    return as_density(soft) / np.float32(255)


class Hand:
    """One person's writing: slant, size and pen stay the same across a page."""

    def __init__(self, rng: Random, colour: str | None = None) -> None:
        self.rng = rng
        self.slant = rng.uniform(-0.08, 0.3)
        self.high = rng.uniform(4.0, 6.2)
        self.wide = rng.uniform(0.75, 1.05)
        self.pen = rng.uniform(0.25, 0.5)
        self.colour = colour or rng.choice(["blue", "blue", "blue", "black"])
        self.ink = rng.choice(INKS[self.colour])
        self.style = {digit: rng.randrange(len(ways)) for digit, ways in _skeletons().items()}

    def _strokes(self, text: str, high: float) -> tuple[list[NDArray[np.float64]], float]:
        strokes: list[NDArray[np.float64]] = []
        x = 0.0
        for char in text:
            size = high * self.rng.uniform(0.9, 1.1)
            drop = high * self.rng.uniform(-0.06, 0.06)
            for stroke in _skeletons()[char][self.style[char]]:
                points = np.array(stroke)
                points += [[self.rng.gauss(0, 0.018), self.rng.gauss(0, 0.018)] for _ in stroke]
                points[:, 0] = points[:, 0] * self.wide + (1 - points[:, 1]) * self.slant
                strokes.append(smooth(points * size) + np.array([x, drop]))
            wide = 0.3 if char == "." else 0.62
            x += size * wide * self.wide + high * self.rng.uniform(0.05, 0.14)
        return strokes, x

    def write(
        self, sheet: Sheet, text: str, slot: tuple[float, float, float, float], kind: str
    ) -> Spot:
        """Write into a slot, shrunk when too long, a little over its edges as pens go."""
        scale = sheet.scale
        x0, y0, x1, y1 = slot
        high = self.high * scale
        strokes, wide = self._strokes(text, high)
        room = (x1 - x0) * 1.12
        if wide > room:
            shrink = max(room / wide, 0.6)
            strokes, wide, high = [s * shrink for s in strokes], wide * shrink, high * shrink
        pad = 2 * scale
        every = np.vstack(strokes)
        low, size = every.min(axis=0), np.ptp(every, axis=0)
        ink = draw_strokes(
            [s - low + pad for s in strokes],
            (int(size[1] + 2 * pad), int(size[0] + 2 * pad)),
            self.pen * scale,
        )
        left = (x0 + x1) / 2 - size[0] / 2 + self.rng.uniform(-0.6, 0.6) * scale
        # The foot of the writing stays near the line that the print stands on.
        top = y1 - 0.22 * (y1 - y0) - size[1] + self.rng.uniform(-0.5, 0.9) * scale
        press(sheet, ink * np.float32(self.rng.uniform(0.8, 1.0)), left - pad, top - pad, self.ink)
        return Spot(
            "handwriting",
            (left, top, left + size[0], top + size[1]),
            {"field": kind, "text": text, "ink": self.colour},
        )


def signature(sheet: Sheet, rng: Random, centre: tuple[float, float]) -> Spot:
    """An unreadable signature about `centre`, blue as the decree asks (Điều 13.6)."""
    scale = sheet.scale
    wide, high = rng.uniform(28, 46) * scale, rng.uniform(11, 19) * scale
    count = rng.randint(7, 13)
    points = [(0.0, rng.uniform(0.3, 0.8))]
    for i in range(1, count):
        swing = rng.uniform(0.15, 1.0) if i % 2 else -rng.uniform(0.15, 1.0)
        decay = 1.0 - 0.65 * i / count
        points.append((i / count * 0.75 + rng.uniform(-0.1, 0.06), 0.5 - swing * 0.5 * decay))
    points += [(0.85, rng.uniform(0.3, 0.7)), (1.0, rng.uniform(0.2, 0.6))]
    curve = smooth(np.array(points) * [wide, high], 14)
    strokes = [curve]
    if rng.random() < 0.6:
        under = np.array([(0.1, 0.85), (0.5, 0.78), (0.95, rng.uniform(0.55, 0.9))])
        strokes.append(smooth(under * [wide, high], 14))
    pad = 3 * scale
    every = np.vstack(strokes)
    low, size = every.min(axis=0), np.ptp(every, axis=0)
    ink = draw_strokes(
        [s - low + pad for s in strokes],
        (int(size[1] + 2 * pad), int(size[0] + 2 * pad)),
        rng.uniform(0.4, 0.8) * scale,
    )
    left, top = centre[0] - size[0] / 2, centre[1] - size[1] / 2
    press(sheet, ink, left - pad, top - pad, rng.choice(INKS["blue"]))
    return Spot("signature", (left, top, left + size[0], top + size[1]))
