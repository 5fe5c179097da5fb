"""The look: tokens of colour for light and dark, one stylesheet, line icons, sizes."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QByteArray, QDir, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

FAMILY = "Noto Sans"
BASE, TITLE, QUIET, HUGE = 14, 16, 12, 96
"""Logical pixels; the screen's scaling multiplies them."""

_DRAWN = "#5B6776"  # the stroke in the icon files, replaced by a token's colour


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours that everything on screen is made of.

    Attributes:
        ground: Behind everything.
        panel: Cards, fields, the rail.
        desk: Behind the page.
        line: Borders.
        on_accent: Text on the accent.
    """

    ground: str
    panel: str
    desk: str
    line: str
    text: str
    quiet: str
    accent: str
    accent_ground: str
    on_accent: str
    doubt: str
    doubt_ground: str
    good: str
    bad: str
    bad_ground: str

    def colour(self, name: str) -> QColor:
        """Give one token as Qt paints with it."""
        return QColor(getattr(self, name))


LIGHT = Tokens(
    ground="#F6F7F9",
    panel="#FFFFFF",
    desk="#E8ECF1",
    line="#DFE3E8",
    text="#1B2430",
    quiet="#5B6776",
    accent="#0B5CAD",
    accent_ground="#E7F0FA",
    on_accent="#FFFFFF",
    doubt="#9A5B00",
    doubt_ground="#FFF4DF",
    good="#1E7A46",
    bad="#B3261E",
    bad_ground="#FDECEA",
)
DARK = Tokens(
    ground="#171B21",
    panel="#1F252D",
    desk="#101419",
    line="#333C47",
    text="#E7ECF2",
    quiet="#9AA7B5",
    accent="#6CB1F5",
    accent_ground="#223A52",
    on_accent="#0F1822",
    doubt="#F0B95A",
    doubt_ground="#3A2F1C",
    good="#6FCF97",
    bad="#FF8A80",
    bad_ground="#3D2220",
)

_SHEET = """
QToolTip {{ background: {panel}; color: {text}; border: 1px solid {line}; padding: 4px; }}
QMainWindow, #ground, QDialog {{ background: {ground}; }}
#desk {{ background: {desk}; }}
#panel, #rail {{ background: {panel}; }}
#rail {{ border: none; border-right: 1px solid {line}; }}
#toolbar {{ background: {panel}; border: none; border-bottom: 1px solid {line}; }}
QScrollArea, QScrollArea > QWidget > #ground, QListView {{ background: {ground}; border: none; }}
QLabel[role="title"] {{ font-size: {TITLE}px; font-weight: bold; }}
QLabel[role="quiet"] {{ color: {quiet}; font-size: {QUIET}px; }}
QLabel[role="wrong"] {{ color: {bad}; font-size: {QUIET}px; }}
QLabel[role="huge"] {{ color: {accent}; font-size: {HUGE}px; font-weight: bold; }}
QLabel[role="message"] {{ color: {quiet}; font-size: {TITLE}px; }}
QFrame[role="card"], QFrame[role="snippet"] {{
  background: {panel}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[role="snippet"] {{ border-color: {accent}; }}
QFrame[role="doubt"], QPushButton[role="strip"] {{ background: {doubt_ground};
  color: {doubt}; border: 1px solid transparent; border-radius: 6px; font-size: {QUIET}px; }}
QFrame[role="doubt"] QLabel {{ color: {doubt}; font-size: {QUIET}px; background: transparent; }}
QFrame[role="bad"] {{ background: {bad_ground}; border: 1px solid {bad}; border-radius: 6px; }}
QFrame[role="bad"] QLabel {{ color: {bad}; font-size: {QUIET}px; background: transparent; }}
QFrame[role="good"], QFrame[role="plain"] {{ background: transparent; border: none; }}
QFrame[role="good"] QLabel {{ color: {good}; font-size: {QUIET}px; }}
QFrame[role="plain"] QLabel {{ color: {quiet}; font-size: {QUIET}px; }}
QPushButton {{ background: {panel}; border: 1px solid {line}; border-radius: 8px;
  padding: 6px 12px; min-height: 18px; }}
QPushButton:hover {{ border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 5px 11px; }}
QPushButton:pressed, QPushButton:checked {{ background: {accent_ground}; border-color: {accent}; }}
QPushButton:disabled {{ color: {quiet}; }}
QPushButton[role="primary"] {{ background: {accent}; border-color: {accent};
  color: {on_accent}; font-weight: bold; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[role="primary"]:disabled {{ background: {line}; border-color: {line}; color: {quiet}; }}
QPushButton[role="strip"] {{ text-align: left; padding: 2px 8px; min-height: 16px; }}
QPushButton[role="strip"]:focus {{ border-color: {doubt}; }}
QPushButton[role="fold"] {{ background: transparent; border: 1px solid transparent;
  color: {quiet}; text-align: left; padding: 2px 4px; font-size: {QUIET}px; }}
QPushButton[role="fold"]:focus {{ border-color: {accent}; }}
QLineEdit, QPlainTextEdit, QComboBox {{ background: {panel}; border: 1px solid {line};
  border-radius: 6px; padding: 5px 9px; selection-background-color: {accent};
  selection-color: {on_accent}; }}
QPlainTextEdit {{ padding: 3px 5px; }}
QLineEdit {{ min-height: 20px; }}
QRadioButton::indicator {{ width: 14px; height: 14px; border-radius: 8px;
  border: 1px solid {quiet}; background: {panel}; }}
QRadioButton::indicator:checked {{ border: 5px solid {accent}; width: 6px; height: 6px; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border-radius: 3px;
  border: 1px solid {quiet}; background: {panel}; }}
QCheckBox::indicator:checked {{ border: 4px solid {accent}; width: 8px; height: 8px; }}
QComboBox {{ min-height: 18px; padding-left: 11px; }}
QLineEdit[state="doubt"], QPlainTextEdit[state="doubt"], QComboBox[state="doubt"] {{
  border-color: {doubt}; font-weight: bold; }}
QLineEdit[state="bad"], QPlainTextEdit[state="bad"], QComboBox[state="bad"] {{
  border-color: {bad}; }}
QLineEdit:focus, QComboBox:focus {{ border: 2px solid {accent}; padding: 4px 8px; }}
QComboBox:focus {{ padding-left: 10px; }}
QPlainTextEdit:focus {{ border: 2px solid {accent}; padding: 2px 4px; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; min-height: 0;
  background: transparent; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url(icons:chevron-{kind}.svg); width: 14px; height: 14px; }}
QAbstractItemView#popup, QComboBox QAbstractItemView {{ background: {panel}; color: {text};
  border: 1px solid {line}; outline: none; selection-background-color: {accent_ground};
  selection-color: {text}; }}
QMenu {{ background: {panel}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 6px; }}
QMenu::item:selected {{ background: {accent_ground}; }}
QMenu::item:disabled {{ color: {quiet}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {line}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
"""


class _Look:
    """Which tokens are on screen."""

    tokens = LIGHT


def tokens() -> Tokens:
    """Give the tokens that are on screen now."""
    return _Look.tokens


def icon_folder() -> Path:
    """Give the folder of the icon files."""
    return Path(str(files("resources") / "icons"))


def is_dark() -> bool:
    """Tell whether the system asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def follow(app: QApplication) -> None:
    """Wear the system's scheme, now and whenever it changes."""
    apply(app, is_dark())
    app.styleHints().colorSchemeChanged.connect(lambda _: apply(app, is_dark()))


def apply(app: QApplication, dark: bool) -> None:
    """Dress the whole program in the light or the dark tokens."""
    _Look.tokens = DARK if dark else LIGHT
    QDir.setSearchPaths("icons", [str(icon_folder())])
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(font(BASE))
    app.setPalette(_palette(_Look.tokens))
    app.setStyleSheet(stylesheet(_Look.tokens))


def stylesheet(look: Tokens) -> str:
    """Give the one stylesheet in some tokens."""
    kind = "dark" if look is DARK else "light"
    return _SHEET.format(**asdict(look), TITLE=TITLE, QUIET=QUIET, HUGE=HUGE, kind=kind)


def font(size: int, *, bold: bool = False) -> QFont:
    """Give the screen's font in logical pixels; other families where it is missing."""
    made = QFont([FAMILY, "Segoe UI", "DejaVu Sans"])
    made.setPixelSize(size)
    made.setBold(bold)
    return made


def _palette(look: Tokens) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: look.ground,
        role.WindowText: look.text,
        role.Base: look.panel,
        role.AlternateBase: look.ground,
        role.Text: look.text,
        role.Button: look.panel,
        role.ButtonText: look.text,
        role.ToolTipBase: look.panel,
        role.ToolTipText: look.text,
        role.PlaceholderText: look.quiet,
        role.Highlight: look.accent,
        role.HighlightedText: look.on_accent,
        role.Link: look.accent,
        role.Mid: look.line,
    }
    made = QPalette()
    for each, colour in pairs.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(look.quiet))
    return made


@lru_cache(maxsize=256)
def _picture(name: str, colour: str, pixels: int) -> QPixmap:
    drawn = (icon_folder() / f"{name}.svg").read_text("utf-8").replace(_DRAWN, colour)
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawn.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return made


def picture(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Draw an icon of `resources/icons` in a token's colour.

    Args:
        colour: A token's name.
        size: Logical pixels.
        ratio: The screen's device pixels per logical pixel.
    """
    made = QPixmap(_picture(name, getattr(tokens(), colour), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, colour: str = "quiet", size: int = 20) -> QIcon:
    """Give an icon that is sharp from 100 to 300 %."""
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        made.addPixmap(picture(name, colour, size, ratio))
    return made


def restyle(widget: QWidget, **properties: str) -> None:
    """Set the properties that the stylesheet looks at, and let it look again."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
