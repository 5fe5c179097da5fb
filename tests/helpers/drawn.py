"""Sheets drawn by hand for a test: a line of print where it wants one, at 300 dpi."""

import cv2
import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from clerk_app.core.imaging import Image
from clerk_app.domain.scanning import Box, Colour, Page
from tests.mail.ink import FONTS

WIDE, HIGH = 2480, 3508


def sheet_of_paper() -> Image:
    """An empty grey page."""
    return np.full((HIGH, WIDE), 250, np.uint8)


def printed(text: str, middle: int, top: int, onto: Image) -> Box:
    """Print a line of 14 points at 300 dpi; give the box about its letters."""
    font = ImageFont.truetype(str(FONTS / "Tinos-Bold.ttf"), 58)
    picture = Pictures.fromarray(onto)
    draw = ImageDraw.Draw(picture)
    left = middle - int(draw.textlength(text, font=font)) // 2
    draw.text((left, top), text, fill=20, font=font)
    onto[:] = np.asarray(picture)
    x0, y0, x1, y1 = draw.textbbox((left, top), text, font=font)
    return Box(x0 / WIDE, y0 / HIGH, x1 / WIDE, y1 / HIGH)


def as_page(pixels: Image) -> Page:
    data = cv2.imencode(".png", pixels)[1].tobytes()
    return Page(1, data, WIDE, HIGH, 300.0, Colour.GREY)
