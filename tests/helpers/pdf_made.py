"""Drawn pages, words and the file made of them, for the tests of what we make."""

import io
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw

from clerk_app.core.imaging import Image, encode
from clerk_app.core.pdf import Conversion, make
from clerk_app.domain.classification import NO_EXCLUSION
from clerk_app.domain.gate import Cleared, Declaration, Evidence, decide
from clerk_app.domain.scanning import Box, Colour, Page, Word

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 22, 9, 30, 15, 250_000, VIETNAM)
CONVERSION = Conversion(NOW, "Sở Ví dụ & Thử nghiệm", "MAY-01", "Về việc <thử> “định dạng”", 1)
A4_MM = (210.0, 297.0)


def sheet(dpi: int = 300) -> Image:
    """Draw an A4 page with print, a red seal over it, blue pen and pencil, on noisy paper."""
    width, height = (round(side / 25.4 * dpi) for side in A4_MM)
    unit = dpi / 300
    image = Pillow.new("RGB", (width, height), (247, 245, 240))
    pen = ImageDraw.Draw(image)
    for row in range(40):
        for column in range(60):
            x, y = (200 + column * 34) * unit, (300 + row * 60) * unit
            pen.rectangle((x, y, x + 18 * unit, y + 4 * unit), fill=(30, 28, 29))
            pen.rectangle((x, y, x + 4 * unit, y + 30 * unit), fill=(30, 28, 29))
    seal = tuple(side * unit for side in (1400, 2500, 1800, 2900))
    pen.ellipse(seal, outline=(205, 35, 45), width=round(14 * unit))
    blue = [(x * unit, (2750 + (x % 200)) * unit) for x in range(900, 1700, 40)]
    pen.line(blue, fill=(40, 60, 160), width=round(6 * unit))
    pen.line((300 * unit, 3000 * unit, 900 * unit, 3060 * unit), fill=(185, 183, 181), width=5)
    noise = np.random.default_rng(7).normal(0, 2, (height, width, 1))
    return np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)


def page_of(pixels: Image, dpi: float = 300, colour: Colour = Colour.COLOUR) -> Page:
    height, width = pixels.shape[:2]
    return Page(1, encode(pixels, colour), width, height, dpi, colour)


def cleared(*pages: Page) -> Cleared:
    numbered = tuple(page.numbered(number) for number, page in enumerate(pages, 1))
    verdict = decide(Declaration(NO_EXCLUSION, "clerk", NOW), numbered, Evidence(len(numbered), ()))
    assert isinstance(verdict, Cleared)
    return verdict


def lines(*rows: str, slope: float = 0.0) -> list[Word]:
    """Set words evenly, line under line."""
    words = []
    for number, row in enumerate(rows):
        left = 0.08
        for text in row.split():
            wide = 0.011 * len(text)
            top = 0.06 + 0.022 * number + slope * left
            words.append(Word(text, 0.9, Box(left, top, left + wide, top + 0.012), number))
            left += wide + 0.008
    return words


def run(*command: str, data: bytes = b"") -> str:
    done = subprocess.run(command, input=data, capture_output=True, check=True, timeout=60)
    assert done.stderr == b"", done.stderr
    return done.stdout.decode("utf-8")


def rendered(path: Path, dpi: int = 300) -> Image:
    out = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-singlefile", str(path)], capture_output=True, check=True
    )
    return np.asarray(Pillow.open(io.BytesIO(out.stdout)).convert("RGB"))


def made_file(folder: Path) -> Path:
    path = folder / "made.pdf"
    path.write_bytes(make(cleared(page_of(sheet())), [lines("Cộng hòa xã hội")], CONVERSION))
    return path
