"""The printed slash between a number that a pen wrote and its notation."""

import cv2
import numpy as np
import pytest
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

from clerk_app.core.imaging import Image
from clerk_app.core.notation_reader import slashes
from tests.mail.press import SERIF

BASE, LEFT = 90, 40


def row(text: str, shade: int = 30) -> tuple[Image, list[float]]:
    """A line of 13 point at 300 dpi, and where its slashes begin."""
    font = ImageFont.truetype(SERIF[0], 54)
    canvas = PilImage.new("L", (900, 140), 250)
    ImageDraw.Draw(canvas).text((LEFT, BASE), text, font=font, fill=shade, anchor="ls")
    begins = [LEFT + font.getlength(text[:at]) for at, letter in enumerate(text) if letter == "/"]
    return np.asarray(canvas, np.uint8).copy(), begins


@pytest.mark.parametrize("text", ["Số: ......../QĐ-SCV", "Số:      /TTr-SCV", "Số: …/2024/NQ-HĐ"])
@pytest.mark.parametrize("shade", [30, 120])
def test_slashes_are_found_from_the_left(text: str, shade: int) -> None:
    pixels, begins = row(text, shade)
    found = slashes(pixels, BASE, (LEFT, 880), 1.0)
    assert found == pytest.approx(begins, abs=4)


def test_blurred_ones_too_though_they_touch_their_neighbours() -> None:
    pixels, begins = row("Số: ......../TTr-SCV")
    soft = np.asarray(cv2.GaussianBlur(pixels, (0, 0), 2.2), np.uint8)
    assert slashes(soft, BASE, (LEFT, 880), 1.0) == pytest.approx(begins, abs=6)


def test_letters_figures_and_a_pens_tall_strokes_are_none() -> None:
    pixels, _ = row("Số:        QĐ-SCVAIMN 1147")
    cv2.line(pixels, (200, 92), (228, 20), 20, 5)
    assert slashes(pixels, BASE, (LEFT, 880), 1.0) == []


def test_nothing_is_found_on_nothing() -> None:
    assert slashes(np.full((140, 900), 250, np.uint8), BASE, (LEFT, 880), 1.0) == []
    assert slashes(np.full((140, 900), 250, np.uint8), BASE, (880, 880), 1.0) == []
