"""Paper, inks and scanners for the training strips: colour, grey and 1-bit, sharp and poor."""

from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.training.pen_glyphs import Ink

Pair = tuple[Ink, Ink]


def on_paper(print_: Ink, pen: Ink, rng: Random) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Give the red and blue channel of a scan of print and pen, at half the drawn size."""
    chance = np.random.default_rng(rng.randrange(1 << 30))
    red, blue = _inked(print_, pen, rng)
    red, blue = _turned(red, blue, rng)
    scanner = rng.random()
    if scanner < 0.38:
        red = blue = _one_bit(red, blue, rng, chance)
    else:
        red, blue = _optics(red, blue, scanner > 0.9, rng, chance)
    size = (red.shape[1] // 2, red.shape[0] // 2)
    halves = [
        cv2.resize(np.clip(one, 0, 255).astype(np.uint8), size, interpolation=cv2.INTER_AREA)
        for one in (red, blue)
    ]
    return np.asarray(halves[0], np.uint8), np.asarray(halves[1], np.uint8)


def _inked(print_: Ink, pen: Ink, rng: Random) -> Pair:
    paper = rng.uniform(215, 255)
    black = rng.uniform(0, 90)
    if rng.random() < 0.42:
        shade = rng.uniform(10, 100), rng.uniform(125, 215)
    else:
        grey = rng.uniform(0, 85)
        shade = grey, grey + rng.uniform(-8, 25)
    cover = rng.uniform(0.75, 1) * (rng.uniform(0.4, 0.9) if rng.random() < 0.16 else 1)
    strong = print_ * np.float32(rng.uniform(0.82, 1))
    flow = pen * np.float32(cover)
    pair = []
    for ground, ink in ((paper, shade[0]), (paper * rng.uniform(0.92, 1.0), shade[1])):
        channel = ground * (1 - strong) + black * strong
        pair.append(channel * (1 - flow) + np.minimum(channel, ink) * flow)
    return pair[0].astype(np.float32), pair[1].astype(np.float32)


def _turned(red: Ink, blue: Ink, rng: Random) -> Pair:
    high, long = red.shape
    turn = cv2.getRotationMatrix2D(
        (long / 3, high * 0.66), rng.gauss(0, 0.8), rng.uniform(0.93, 1.06)
    )
    moved = [
        cv2.warpAffine(one, turn, (long, high), borderMode=cv2.BORDER_REPLICATE)
        for one in (red, blue)
    ]
    return np.asarray(moved[0], np.float32), np.asarray(moved[1], np.float32)


def _one_bit(red: Ink, blue: Ink, rng: Random, chance: np.random.Generator) -> Ink:
    """A bilevel scan at 130 to 240 dpi, with the noise that its threshold makes of paper."""
    grey = np.asarray(0.35 * blue + 0.65 * red if rng.random() < 0.5 else red, np.float32)
    full = (grey.shape[1], grey.shape[0])
    share = 1.0 if rng.random() < 0.5 else rng.uniform(0.55, 1.0)
    if share < 1:
        small = cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        grey = np.asarray(small, np.float32)
    soft = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.3, 1.0) * share)
    noise = chance.normal(0, rng.uniform(0, 30), grey.shape).astype(np.float32)
    rough = soft + cv2.GaussianBlur(noise, (0, 0), 0.7)
    bits = np.where(rough < rng.uniform(105, 195), 0, 255).astype(np.float32)
    if rng.random() < 0.3:
        bits[chance.random(bits.shape) < rng.uniform(0, 0.004)] = 0
    if share < 1:
        return np.asarray(cv2.resize(bits, full, interpolation=cv2.INTER_CUBIC), np.float32)
    return bits


def _optics(red: Ink, blue: Ink, poor: bool, rng: Random, chance: np.random.Generator) -> Pair:
    blur = rng.uniform(1.5, 2.6) if poor else rng.uniform(0.3, 1.6)
    red = np.asarray(cv2.GaussianBlur(red, (0, 0), blur), np.float32)
    blue = np.asarray(cv2.GaussianBlur(blue, (0, 0), blur * rng.uniform(1, 1.5)), np.float32)
    grain = rng.uniform(0, 9)
    red = red + chance.normal(0, grain, red.shape).astype(np.float32)
    blue = blue + chance.normal(0, grain, blue.shape).astype(np.float32)
    if rng.random() < 0.25:
        red = blue = np.asarray((red + blue) / 2, np.float32)
    if rng.random() < 0.3:
        for _ in range(rng.randrange(6)):
            spot = rng.randrange(red.shape[1]), rng.randrange(red.shape[0])
            cv2.circle(red, spot, rng.choice([1, 2]), float(rng.randrange(60, 160)), -1)
    if rng.random() < 0.12:
        wide = np.linspace(rng.uniform(0.75, 1), rng.uniform(0.75, 1), red.shape[1])
        shade = wide.astype(np.float32)
        red, blue = red * shade, blue * shade
    return red, blue
