"""A page as an image of Qt's: the one place where pages are decoded for screen and printer."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from clerk_app.application import pictures
from clerk_app.domain.scanning import Page


def picture(page: Page, room: QSize | None = None) -> QImage:
    """Decode a page, no larger than `room`; may run beside the window.

    Raises:
        UnreadableFault: `image-unreadable`.
    """
    made = pictures.picture(page, (room.width(), room.height()) if room else None)
    kind = QImage.Format.Format_RGB888 if made.depth == 3 else QImage.Format.Format_Grayscale8
    shown = QImage(made.data, made.width, made.height, made.depth * made.width, kind)
    return shown.copy()  # the bytes are Python's own
