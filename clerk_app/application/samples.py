"""The demo's sample letters as paper for a virtual scanner."""

from clerk_app.core import imaging
from clerk_app.domain.scanning import Colour, Page

DPI = 200


def as_pnm(encoded: bytes) -> bytes:
    """Turn an encoded colour image into the PNM that SANE's `pnm` device feeds."""
    page = Page(1, encoded, 0, 0, DPI, Colour.COLOUR)
    pixels = imaging.decode(page)
    height, width = pixels.shape[:2]
    return b"P6\n%d %d\n255\n" % (width, height) + pixels.tobytes()
