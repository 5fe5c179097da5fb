"""Pages as a screen shows them: decoded beside the window, without Qt.

Qt's readers hold a lock for all pictures while they ask Python for a page's bytes; the window may
hold Python up for that very lock, and both wait for ever.
"""

from dataclasses import dataclass

from clerk_app.core import imaging
from clerk_app.domain.scanning import Page


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's pixels.

    Attributes:
        depth: Bytes a pixel: 3 for red, green and blue, 1 for grey.
        data: Rows from the top, without gaps.
    """

    width: int
    height: int
    depth: int
    data: bytes


def picture(page: Page, room: tuple[int, int] | None = None) -> Picture:
    """Decode a page.

    Args:
        room: Width and height in pixels that it is to fit into; None: as it is.

    Raises:
        UnreadableFault: `image-unreadable`.
    """
    pixels = imaging.fitted(page, room) if room else imaging.scanned(page)
    height, width = pixels.shape[:2]
    return Picture(width, height, 1 if pixels.ndim == 2 else 3, pixels.tobytes())
