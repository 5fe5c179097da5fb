"""Ink on paper: how a pressed or written shape darkens the page below it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

Image = NDArray[np.uint8]
Density = NDArray[np.float32]
Colour = tuple[int, int, int]

FONTS = Path("/usr/share/fonts/truetype/croscore")

INKS: dict[str, tuple[Colour, ...]] = {
    "red": ((200, 24, 44), (214, 40, 48), (186, 44, 58), (222, 30, 30), (205, 60, 80)),
    "faded-red": ((222, 120, 128), (228, 140, 140)),
    "black": ((24, 24, 26), (50, 48, 48), (74, 74, 76)),
    "blue": ((32, 58, 158), (44, 52, 142), (28, 70, 176)),
    "violet": ((112, 44, 142),),
}


def as_image(array: Any) -> Image:
    return np.asarray(array, dtype=np.uint8)


def as_density(array: Any) -> Density:
    return np.asarray(array, dtype=np.float32)


@dataclass(frozen=True)
class Spot:
    """Where something lies on a page, in pixels of the straight page.

    Args:
        mask: The ink of a stamp, to tell afterwards how much of it can still be seen.
        origin: The mask's upper left corner.
    """

    kind: str
    box: tuple[float, float, float, float]
    facts: dict[str, Any] = field(default_factory=dict)
    mask: Density | None = None
    origin: tuple[int, int] = (0, 0)


@dataclass
class Sheet:
    """A page while it is being made: its picture and what is known to lie on it."""

    image: Image
    dpi: int
    spots: list[Spot] = field(default_factory=list)
    back: Image | None = None
    turn: NDArray[np.float64] | None = None

    @property
    def scale(self) -> float:
        """Pixels per millimetre."""
        return self.dpi / 25.4

    def visible(self, spot: Spot) -> float:
        """The share of a stamp's ink that is still darker than the paper around it."""
        if spot.mask is None:
            return 1.0
        height, width = self.image.shape[:2]
        ink = np.zeros((height, width), dtype=np.uint8)
        x, y = spot.origin
        y0, x0 = max(0, y), max(0, x)
        piece = spot.mask[y0 - y : height - y, x0 - x : width - x]
        ink[y0 : y0 + piece.shape[0], x0 : x0 + piece.shape[1]] = np.where(piece > 0.3, 255, 0)
        if self.turn is not None:
            ink = as_image(cv2.warpAffine(ink, self.turn, (width, height)))
        # Red ink is darkest in green.
        tone = self.image[..., 1] if self.image.ndim == 3 else self.image
        inked = tone[ink > 200]
        paper = float(np.median(tone[::16, ::16]))
        return round(float((inked < 0.86 * paper).mean()), 3) if inked.size else 0.0

    def fractions(self, box: tuple[float, float, float, float]) -> list[float]:
        """`box` as shares of the page, after the page was turned, cut at its edges."""
        x0, y0, x1, y1 = box
        corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], dtype=np.float64)
        if self.turn is not None:
            corners = corners @ self.turn[:, :2].T + self.turn[:, 2]
        height, width = self.image.shape[:2]
        shares = np.clip(corners / (width, height), 0.0, 1.0)
        low, high = shares.min(axis=0), shares.max(axis=0)
        return [round(float(v), 4) for v in (low[0], low[1], high[0], high[1])]


def press(sheet: Sheet, density: Density, left: float, top: float, colour: Colour) -> None:
    """Lay ink of a colour on the sheet; what falls off the paper is lost."""
    height, width = sheet.image.shape[:2]
    x, y = round(left), round(top)
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(width, x + density.shape[1]), min(height, y + density.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    share = density[y0 - y : y1 - y, x0 - x : x1 - x, None]
    below = sheet.image[y0:y1, x0:x1].astype(np.float32)
    # Stamping ink is translucent: print stays visible under it.
    inked = below * (np.array(colour, dtype=np.float32) / 255.0) * 0.9
    inked = np.minimum(inked + np.array(colour, dtype=np.float32) * 0.1, below)
    sheet.image[y0:y1, x0:x1] = as_image(np.clip(below * (1 - share) + inked * share, 0, 255))


def clouds(rng: np.random.Generator, height: int, width: int, cell: float) -> Density:
    """Smooth random values in 0…1 that change over about `cell` pixels."""
    rows, columns = max(2, int(height / cell) + 2), max(2, int(width / cell) + 2)
    coarse = rng.random((rows, columns), dtype=np.float32)
    return as_density(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC))


def worn(density: Density, rng: np.random.Generator, wear: str, scale: float) -> Density:
    """Give an even shape the faults of a real impression.

    Args:
        wear: `full`, `light`, `patchy`, `dry` or `faint`.
        scale: Pixels per millimetre.
    """
    strength = {
        "full": (0.85, 1.0),
        "light": (0.4, 0.65),
        "patchy": (0.7, 1.0),
        "dry": (0.7, 1.0),
        "faint": (0.2, 0.38),
    }[wear]
    density = density * np.float32(rng.uniform(*strength))
    if wear in ("patchy", "dry"):
        height, width = density.shape
        grain = 0.6 * clouds(rng, height, width, scale * 2.5) + 0.4 * clouds(
            rng, height, width, max(1.5, scale * 0.3)
        )
        floor = 0.25 if wear == "patchy" else 0.4
        density = density * np.clip((grain - floor + 0.18) / 0.3, 0.04, 1)
    if rng.random() < 0.5:
        density = as_density(
            cv2.GaussianBlur(density, (0, 0), float(rng.uniform(0.3, 0.8)) * scale / 8)
        )
    return as_density(density)


def turned(density: Density, degrees: float) -> Density:
    """Turn a shape about its middle, on a sheet large enough to hold it."""
    height, width = density.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = int(height * sin + width * cos) + 2, int(height * cos + width * sin) + 2
    matrix[0, 2] += wide / 2 - width / 2
    matrix[1, 2] += high / 2 - height / 2
    return as_density(cv2.warpAffine(density, matrix, (wide, high), flags=cv2.INTER_LINEAR))


def lettering(text: str, height_px: float, face: str = "Tinos-Bold", track: float = 0.0) -> Density:
    """Text as ink, cut to its ink; `height_px` is the type size."""
    font = ImageFont.truetype(str(FONTS / f"{face}.ttf"), max(6, round(height_px)))
    width = sum(font.getlength(c) + track for c in text) if track else font.getlength(text)
    canvas = PilImage.new("L", (int(width + height_px), int(height_px * 1.8)), 0)
    draw = ImageDraw.Draw(canvas)
    x = height_px * 0.25
    for piece in text if track else [text]:
        draw.text((x, height_px * 0.3), piece, font=font, fill=255)
        x += font.getlength(piece) + track
    box = canvas.getbbox() or (0, 0, 1, 1)
    return np.asarray(canvas.crop(box), dtype=np.float32) / np.float32(255)
