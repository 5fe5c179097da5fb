"""How the whole program is dressed: the theme, and what the places add to it."""

from dataclasses import asdict

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.rail import PLACES_SHEET


def dark_of(name: str) -> bool:
    """Tell whether a choice of look is dark."""
    return theme.is_dark() if name == "system" else name == "dark"


def dress(dark: bool) -> None:
    """Dress the program, places included."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, dark)
        app.setStyleSheet(theme.stylesheet(theme.tokens()) + places_sheet())


def places_sheet() -> str:
    """Give what the places add to the stylesheet."""
    look = theme.tokens()
    faint = mixed(look.quiet, look.panel)
    return PLACES_SHEET.format(faint=faint, **asdict(look))


def mixed(one: str, other: str) -> str:
    """Give the colour between two."""
    first, second = QColor(one), QColor(other)
    return QColor.fromRgbF(
        0.65 * first.redF() + 0.35 * second.redF(),
        0.65 * first.greenF() + 0.35 * second.greenF(),
        0.65 * first.blueF() + 0.35 * second.blueF(),
    ).name()
