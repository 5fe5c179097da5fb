"""One row of a page looked at in several ways: as it is, and as print without what lies over it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from clerk_app.core import imaging, ink, line_reader
from clerk_app.core.imaging import Image
from clerk_app.core.line_reader import Look
from clerk_app.core.sheet import SOFT, Sheet
from clerk_app.domain.scanning import WHOLE, Box

_AROUND: Final = (0.06, 0.03)
"""Of the page's width and height: so much about a row tells what is paper there."""


def looks(sheet: Sheet, row: Box, *, black: bool = False) -> Iterator[Look]:
    """Look at a row as it came, and as print through a grey seal; places are the page's.

    Args:
        row: About its words, fractions of the level page.
        black: Look at the print without coloured ink as well.

    Raises:
        MachineFault: `network-missing`, `network-broken`.
    """
    across, down = _AROUND
    part = Box(row.left - across, row.top - down, row.right + across, row.bottom + down)
    place = part.within(WHOLE)
    if place is None:
        return
    wide = place.right - place.left
    for image in _images(sheet, place, black):
        look = line_reader.look(image, row.relative_to(place))
        if look is not None:
            first, last = (place.left + end * wide for end in look.across)
            yield replace(look, line=row, across=(first, last))


def _images(sheet: Sheet, place: Box, black: bool) -> Iterator[Image]:
    pixels = sheet.level(place)
    yield pixels
    yield ink.softened(ink.black_print(pixels), SOFT)
    if black:
        yield imaging.cut(sheet.black, place)
