"""Pages as a screen shows them: size, colour, and no lock of Qt's in the way."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QSize

from clerk_app.application import pictures
from clerk_app.core import imaging
from clerk_app.domain.scanning import Colour, Page
from clerk_app.errors import UnreadableFault
from tests.helpers.builders import a_page
from ui.page_image import picture


def striped(colour: Colour) -> Page:
    """A page with a red stripe at its top and a black one at its left."""
    pixels = np.full((1400, 1001, 3), 255, np.uint8)
    pixels[:200] = (220, 20, 30)
    pixels[:, :100] = 0
    given = pixels if colour is Colour.COLOUR else imaging.grey(pixels)
    return Page(1, imaging.encode(given, colour), 1001, 1400, 120.0, colour)


@pytest.mark.parametrize("colour", list(Colour))
@pytest.mark.parametrize("room", [None, QSize(100, 100), QSize(300, 300), QSize(5000, 5000)])
def test_a_page_is_shown_as_it_was_scanned(colour: Colour, room: QSize | None) -> None:
    shown = picture(striped(colour), room)
    share = 1.0 if room is None else min(1.0, room.width() / 1001, room.height() / 1400)
    assert (shown.width(), shown.height()) == (round(1001 * share), round(1400 * share))
    black = shown.pixelColor(round(0.05 * shown.width()), round(0.5 * shown.height()))
    red = shown.pixelColor(round(0.5 * shown.width()), round(0.07 * shown.height()))
    white = shown.pixelColor(round(0.9 * shown.width()), round(0.9 * shown.height()))
    assert black.value() < 40
    assert white.value() > 240
    assert (red.saturation() > 150) == (colour is Colour.COLOUR)


def test_what_is_no_picture_is_told() -> None:
    with pytest.raises(UnreadableFault, match="image-unreadable"):
        pictures.picture(replace(a_page(), encoded=b"no picture"))
