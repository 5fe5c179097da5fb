"""Worse copies: needle printers, empty toner, fax lines, folds, and notes in the margin."""

from random import Random

import cv2
import numpy as np

from tests.mail.handwriting import Hand
from tests.mail.ink import Sheet, as_image, clouds


def dot_matrix(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    """Print of a needle printer: letters of dots, a tired ribbon."""
    height, width = sheet.image.shape[:2]
    pitch = max(2.0, 0.3 * sheet.scale)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    dots = 0.5 + 0.5 * np.cos(2 * np.pi * x / pitch) * np.cos(2 * np.pi * y / pitch)
    strength = rng.uniform(0.55, 0.9)
    gap = as_image(np.clip(255 * (1 - dots) * strength * 0.55, 0, 150))
    if sheet.image.ndim == 3:
        gap = as_image(cv2.merge([gap, gap, gap]))
    sheet.image = as_image(np.maximum(sheet.image, gap))
    sheet.image = as_image(cv2.GaussianBlur(sheet.image, (0, 0), 0.06 * sheet.scale))


def low_toner(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    """Bands along the paper's way where the drum gave little."""
    height, width = sheet.image.shape[:2]
    band = clouds(noise, 4, width, rng.uniform(15, 60) * sheet.scale / 4)[0]
    lift = np.clip((band - 0.45) * 420, 0, rng.uniform(110, 175))
    floor = as_image(np.tile(lift.astype(np.uint8), (height, 1)))
    if sheet.image.ndim == 3:
        floor = as_image(cv2.merge([floor, floor, floor]))
    sheet.image = as_image(np.maximum(sheet.image, floor))


def fax(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    """Half the lines of a page, one bit, some lines lost: 204 × 196 dpi at best."""
    height, width = sheet.image.shape[:2]
    grey = sheet.image
    if grey.ndim == 3:
        grey = as_image(cv2.cvtColor(grey, cv2.COLOR_RGB2GRAY))
    small = cv2.resize(
        grey, (round(204 / 25.4 * 210), round(196 / 25.4 * 297)), interpolation=cv2.INTER_AREA
    )
    small = np.where(small < rng.choice([150, 170, 190]), 0, 255).astype(np.uint8)
    for _ in range(rng.randint(0, 6)):
        row = rng.randrange(small.shape[0])
        small[row : row + rng.randint(1, 2)] = rng.choice([0, 255, 255])
    big = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    sheet.image = as_image(np.where(big < 128, 0, 255))


def folded(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    """A letter folded in three for its envelope: a light and a dark line at each fold."""
    height, width = sheet.image.shape[:2]
    shade = np.full((height, 1), 255.0, np.float32)
    for third in (1, 2):
        at = int(height * third / 3 + rng.uniform(-4, 4) * sheet.scale)
        reach = rng.uniform(0.2, 0.7) * sheet.scale
        rows = np.arange(height, dtype=np.float32)
        depth = rng.uniform(25, 80)
        shade[:, 0] -= depth * np.exp(-(((rows - at) / reach) ** 2))
        shade[:, 0] -= rng.uniform(0, 14) * (rows > at)
    factor = as_image(np.clip(np.tile(shade, (1, width)), 0, 255))
    if sheet.image.ndim == 3:
        factor = as_image(cv2.merge([factor, factor, factor]))
    sheet.image = as_image(cv2.multiply(sheet.image, factor, scale=1 / 255))


def note_in_margin(sheet: Sheet, rng: Random) -> None:
    """A head's or clerk's pen beside the text: figures and strokes, in nobody's field."""
    hand = Hand(rng)
    scale, (height, width) = sheet.scale, sheet.image.shape[:2]
    for _ in range(rng.randint(1, 3)):
        text = "".join(rng.choice("0123456789.") for _ in range(rng.randint(2, 6)))
        left = rng.choice([rng.uniform(3, 10) * scale, width - rng.uniform(26, 32) * scale])
        top = rng.uniform(0.3, 0.9) * height
        slot = (left, top, left + 20 * scale, top + 7 * scale)
        sheet.spots.append(hand.write(sheet, text, slot, "margin"))
