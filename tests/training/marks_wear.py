"""What scanners, copiers and old paper do to a piece of a page."""

from random import Random
from typing import Final

import cv2
import numpy as np

from tests.mail.ink import Image, as_image

KINDS: Final = (
    "asis", "asis", "grey", "bit", "bit", "bit", "halftone", "jpeg", "faded", "lowres", "bleed",
    "tint", "dark",
)  # fmt: skip


def wear_down(piece: Image, kind: str, rng: Random, dpi: float) -> Image:
    """Wear down a piece of a page, RGB; a kind without colour gives three equal channels."""
    noise = np.random.default_rng(rng.getrandbits(32))
    if kind in ("grey", "bit", "halftone", "faded"):
        grey = _toned(piece, rng)
        done = {"grey": _grey, "bit": _bit, "halftone": _halftone, "faded": _faded}[kind](
            grey, rng, noise, dpi
        )
        return as_image(cv2.cvtColor(done, cv2.COLOR_GRAY2RGB))
    return {
        "asis": _scan, "jpeg": _jpeg, "lowres": _lowres, "bleed": _bleed, "tint": _tint,
        "dark": _dark,
    }[kind](piece, rng, noise, dpi)  # fmt: skip


def _toned(piece: Image, rng: Random) -> Image:
    """Give grey as different lamps see it; green light sees red ink black."""
    chance = rng.random()
    if chance < 0.65:
        return as_image(cv2.cvtColor(piece, cv2.COLOR_RGB2GRAY))
    if chance < 0.9:
        return as_image(np.ascontiguousarray(piece[..., 1]))
    return as_image(piece.mean(axis=2))


def _scan(piece: Image, rng: Random, noise: np.random.Generator, dpi: float) -> Image:
    if rng.random() < 0.6:
        piece = _noisy(piece, noise, rng.uniform(1, 5))
    if rng.random() < 0.3:
        piece = as_image(cv2.GaussianBlur(piece, (0, 0), rng.uniform(0.4, 0.9) * dpi / 200))
    return piece


def _noisy(piece: Image, noise: np.random.Generator, strength: float) -> Image:
    grain = noise.standard_normal(piece.shape[:2], dtype=np.float32) * strength
    grain = grain if piece.ndim == 2 else grain[..., None]
    return as_image(np.clip(piece + grain, 0, 255))


def _grey(grey: Image, rng: Random, noise: np.random.Generator, dpi: float) -> Image:
    return _scan(grey, rng, noise, dpi)


def _bit(grey: Image, rng: Random, noise: np.random.Generator, dpi: float) -> Image:
    if rng.random() < 0.5:
        grey = as_image(cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.4, 1.1) * dpi / 200))
    if rng.random() < 0.4:
        grey = _noisy(grey, noise, rng.uniform(4, 28))
    if rng.random() < 0.2:  # fax: fewer rows, or fewer of both
        tall, wide = grey.shape
        small = (round(wide * 204 / dpi), round(tall * rng.choice((98, 196)) / dpi))
        grey = as_image(cv2.resize(grey, small, interpolation=cv2.INTER_AREA))
        grey = _threshold(grey, rng, 204)
        return as_image(cv2.resize(grey, (wide, tall), interpolation=cv2.INTER_NEAREST))
    done = _threshold(grey, rng, dpi)
    if rng.random() < 0.25:
        specks = noise.random(done.shape) < rng.uniform(0.0005, 0.012)
        done = as_image(np.where(specks, 255 - done, done))
    if rng.random() < 0.15:
        change = rng.choice((cv2.erode, cv2.dilate))
        done = as_image(change(done, np.ones((2, 2), np.uint8)))
    return done


def _threshold(grey: Image, rng: Random, dpi: float) -> Image:
    if rng.random() < 0.3:
        reach = round(rng.uniform(3, 9) * dpi / 25.4) // 2 * 2 + 1
        return as_image(
            cv2.adaptiveThreshold(
                grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, reach, rng.uniform(5, 25)
            )
        )
    return as_image(np.where(grey < rng.uniform(105, 225), 0, 255))


def _halftone(grey: Image, rng: Random, noise: np.random.Generator, dpi: float) -> Image:
    tall, wide = grey.shape
    share = rng.choice((1, 1, 0.75))
    small = as_image(cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))
    cells = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) * 16 + 8
    if rng.random() < 0.5:
        cells = noise.permutation(np.arange(64)).reshape(8, 8) * 4 + 2
    many = (small.shape[0] // cells.shape[0] + 1, small.shape[1] // cells.shape[1] + 1)
    screen = np.tile(cells, many)[: small.shape[0], : small.shape[1]]
    dots = as_image(np.where(small > screen, 255, 0))
    return as_image(cv2.resize(dots, (wide, tall), interpolation=cv2.INTER_LINEAR))


def _faded(grey: Image, rng: Random, noise: np.random.Generator, dpi: float) -> Image:
    low, high = rng.uniform(30, 140), rng.uniform(215, 252)
    weak = as_image(low + grey.astype(np.float32) * (high - low) / 255)
    soft = cv2.GaussianBlur(weak, (0, 0), rng.uniform(0.5, 1.3) * dpi / 200)
    done = _noisy(as_image(soft), noise, rng.uniform(2, 12))
    if rng.random() < 0.3:
        specks = noise.random(done.shape) < rng.uniform(0.0005, 0.006)
        done = as_image(np.where(specks, low, done))
    return done


def _coded(piece: Image, quality: int) -> Image:
    data = cv2.imencode(".jpg", piece, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return as_image(cv2.imdecode(data, cv2.IMREAD_COLOR))


def _jpeg(piece: Image, rng: Random, noise: np.random.Generator, dpi: float) -> Image:
    soft = cv2.GaussianBlur(piece, (0, 0), rng.uniform(0.5, 1.6) * dpi / 200)
    return _coded(_noisy(as_image(soft), noise, rng.uniform(1, 8)), rng.randint(18, 75))


def _lowres(piece: Image, rng: Random, noise: np.random.Generator, dpi: float) -> Image:
    tall, wide = piece.shape[:2]
    share = rng.uniform(90, 150) / dpi
    small = as_image(cv2.resize(piece, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))
    small = _coded(small, rng.randint(45, 90)) if rng.random() < 0.6 else small
    return as_image(cv2.resize(small, (wide, tall), interpolation=cv2.INTER_CUBIC))


def _bleed(piece: Image, rng: Random, noise: np.random.Generator, dpi: float) -> Image:
    back = cv2.GaussianBlur(piece[:, ::-1], (0, 0), rng.uniform(0.8, 2.0) * dpi / 200)
    back = np.roll(back, rng.randint(0, len(back)), axis=0)
    through = 255 - (255 - back.astype(np.float32)) * rng.uniform(0.08, 0.35)
    return _scan(as_image(np.minimum(piece, through)), rng, noise, dpi)


def _tint(piece: Image, rng: Random, noise: np.random.Generator, dpi: float) -> Image:
    """Yellowed, pink or bluish paper, and lamps that are off balance."""
    shade = np.array([rng.uniform(0.8, 1.0) for _ in range(3)], np.float32)
    if rng.random() < 0.5:
        shade = np.sort(shade)[::-1].astype(np.float32)
    return _scan(as_image(np.clip(piece * shade, 0, 255)), rng, noise, dpi)


def _dark(piece: Image, rng: Random, noise: np.random.Generator, dpi: float) -> Image:
    """A shadow or a fold across the piece, ink near its black point."""
    tall, wide = piece.shape[:2]
    across = np.linspace(rng.uniform(0.55, 1), rng.uniform(0.55, 1), wide, dtype=np.float32)
    down = np.linspace(rng.uniform(0.8, 1), 1, tall, dtype=np.float32)
    shade = (down[:, None] * across)[..., None]
    return _scan(as_image(piece * shade), rng, noise, dpi)
