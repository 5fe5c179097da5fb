"""The round red seal of an office, drawn from its name."""

from functools import lru_cache
from random import Random

import cv2
import numpy as np

from tests.mail.ink import INKS, Density, Sheet, Spot, as_density, lettering, press, turned, worn


def _on_arc(canvas: Density, text: str, radius: float, size: float, upper: bool) -> None:
    """Set text along the ring: over the top, or along the foot still readable upright."""
    centre = canvas.shape[0] / 2
    glyphs = [(char, lettering(char, size)) if char != " " else (char, None) for char in text]
    step = [size * 0.45 if glyph is None else glyph.shape[1] + size * 0.16 for _, glyph in glyphs]
    span = sum(step) / radius
    limit = 3.5 if upper else 2.3
    squeeze = min(1.0, limit / span)
    angle = -span * squeeze / 2
    for (_, glyph), wide in zip(glyphs, step, strict=True):
        middle = angle + wide * squeeze / radius / 2
        angle += wide * squeeze / radius
        if glyph is None:
            continue
        narrow = (max(2, int(glyph.shape[1] * squeeze)), glyph.shape[0])
        shape = as_density(cv2.resize(glyph, narrow)) if squeeze < 1 else glyph
        degrees = np.degrees(middle)
        piece = turned(shape, float(-degrees if upper else degrees))
        x = centre + radius * np.sin(middle) - piece.shape[1] / 2
        y = centre + (-1 if upper else 1) * radius * np.cos(middle) - piece.shape[0] / 2
        _add(canvas, piece, int(x), int(y))


def _add(canvas: Density, piece: Density, x: int, y: int) -> None:
    part = canvas[y : y + piece.shape[0], x : x + piece.shape[1]]
    np.maximum(part, piece[: part.shape[0], : part.shape[1]], out=part)


def _star(canvas: Density, x: float, y: float, radius: float) -> None:
    angles = np.arange(10) * np.pi / 5 - np.pi / 2
    reach = np.where(np.arange(10) % 2 == 0, radius, radius * 0.4)
    points = np.stack([x + reach * np.cos(angles), y + reach * np.sin(angles)], axis=1)
    cv2.fillPoly(canvas, [np.round(points).astype(np.int32)], 1.0, cv2.LINE_AA)


@lru_cache(maxsize=64)
def drawn(ring: str, foot: str, middle: tuple[str, ...], dpi: int) -> Density:
    """A seal as even ink, 36 mm across."""
    scale = dpi / 25.4
    side = int(38 * scale)
    canvas = np.zeros((side, side), dtype=np.float32)
    centre = (side // 2, side // 2)
    for radius, wide in ((17.6, 0.9), (16.7, 0.3), (11.6, 0.35)):
        cv2.circle(
            canvas, centre, int(radius * scale), 1.0, max(1, round(wide * scale)), cv2.LINE_AA
        )
    _on_arc(canvas, ring, 14.1 * scale, 3.1 * scale, upper=True)
    _on_arc(canvas, foot, 14.1 * scale, 3.1 * scale, upper=False)
    for side_of in (-1, 1):
        _star(
            canvas,
            centre[0] + side_of * 14 * scale * 0.94,
            centre[1] + 14 * scale * 0.34,
            1.3 * scale,
        )
    if not middle:
        cv2.circle(canvas, centre, int(9.5 * scale), 1.0, max(1, round(0.5 * scale)), cv2.LINE_AA)
        _star(canvas, *centre, 6.5 * scale)
    for i, line in enumerate(middle):
        size = min(4.2, 17.5 / max(4, len(line)) * 1.55) * scale
        text = lettering(line, size)
        y = centre[1] + (i - (len(middle) - 1) / 2) * 5.0 * scale - text.shape[0] / 2
        _add(canvas, text, int(centre[0] - text.shape[1] / 2), int(y))
    return canvas


def _lines(name: str) -> tuple[str, ...]:
    """An office's name cut into lines that fit the middle of its seal."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + len(word) < 10:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return tuple(lines)


def _face(names: tuple[str, str], dpi: int) -> Density:
    office, foot = names
    middle = () if office.startswith(("ỦY BAN", "HỘI ĐỒNG")) else _lines(office)
    ring = office if not middle else "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    return drawn(ring, foot, middle[:4], dpi)


def stamp_across(sheets: list[Sheet], rng: Random, names: tuple[str, str]) -> None:
    """Press one seal over the fanned right edges of the sheets (dấu giáp lai)."""
    noise = np.random.default_rng(rng.getrandbits(32))
    scale = sheets[0].scale
    shape = turned(_face(names, sheets[0].dpi), rng.uniform(-20, 20))
    shape = worn(shape, noise, rng.choice(["full", "light"]), scale)
    ink = rng.choice(INKS["red"])
    top = rng.uniform(90, 150) * scale
    strip = shape.shape[1] // len(sheets)
    for i, sheet in enumerate(sheets):
        part = shape[:, i * strip : (i + 1) * strip]
        width = sheet.image.shape[1]
        press(sheet, part, width - strip, top, ink)
        box = (width - strip, top, width, top + shape.shape[0])
        sheet.spots.append(Spot("seal-part", box, {"text": names[0], "ink": "red"}))


def stamp_seal(
    sheet: Sheet, rng: Random, names: tuple[str, str], centre: tuple[float, float], ink: str = "red"
) -> Spot:
    """Press an office's seal.

    Args:
        names: The office and the place or parent at the foot of the ring.
    """
    noise = np.random.default_rng(rng.getrandbits(32))
    angle = rng.uniform(-20, 20)
    shape = turned(_face(names, sheet.dpi), angle)
    shape = worn(shape, noise, rng.choice(["full", "full", "light", "patchy", "dry"]), sheet.scale)
    left, top = centre[0] - shape.shape[1] / 2, centre[1] - shape.shape[0] / 2
    press(sheet, shape, left, top, rng.choice(INKS[ink]))
    half = 18 * sheet.scale
    box = (centre[0] - half, centre[1] - half, centre[0] + half, centre[1] + half)
    return Spot("seal", box, {"text": names[0], "ink": ink, "angle": round(angle, 1)})
