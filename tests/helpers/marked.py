"""Pages with a mark on them, in memory, for the tests of the gate."""

from random import Random

import numpy as np
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

from clerk_app.core import imaging
from clerk_app.domain.scanning import Colour, Page
from tests.mail import press
from tests.mail.ink import FONTS, Image, Sheet
from tests.mail.letters import make_letter
from tests.mail.options import Options
from tests.mail.press import Stamp

DPI = 200


def sheet_of(*stamps: Stamp | None) -> Sheet:
    """An empty A4 sheet at 200 dpi, stamped."""
    sheet = Sheet(np.full((2339, 1654, 3), 252, np.uint8), DPI)
    for stamp in stamps:
        if stamp is not None:
            press.press(sheet, stamp, Random(1))
    return sheet


def page_of(pixels: Image, dpi: float = DPI) -> Page:
    """A page of RGB, grey or one-bit pixels."""
    one_bit = pixels.dtype == np.bool_
    colour = Colour.BILEVEL if one_bit else Colour.COLOUR if pixels.ndim == 3 else Colour.GREY
    shown: Image = np.asarray(np.where(pixels, 255, 0) if one_bit else pixels, np.uint8)
    height, width = shown.shape[:2]
    return Page(1, imaging.encode(shown, colour), width, height, dpi, colour)


def letter_page(seed: int, **wanted: object) -> Page:
    """The first page of an invented letter."""
    letter = make_letter(seed, options=Options(pages=1, **wanted))  # type: ignore[arg-type]
    return page_of(np.asarray(letter.images[0]), letter.dpi)


def typed_page(*rows: tuple[str, float, float, float], bold: bool = False) -> Image:
    """An A4 sheet at 200 dpi with centred rows: text, x and y in page fractions, points."""
    sheet = PilImage.new("RGB", (1654, 2339), (252, 252, 250))
    pen = ImageDraw.Draw(sheet)
    face = FONTS / ("Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf")
    for text, x, y, points in rows:
        font = ImageFont.truetype(str(face), round(points * DPI / 72))
        pen.text((x * 1654, y * 2339), text, font=font, fill=(25, 25, 25), anchor="mm")
    return np.asarray(sheet, np.uint8)
