"""The look: readable colours, icons in their tokens' colours, one dress for the program."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import intake_words, theme
from ui.theme import DARK, LIGHT, Tokens
from ui.widgets import Badge


def luminance(colour: QColor) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(look: Tokens, one: str, other: str) -> float:
    light, dark = sorted((luminance(look.colour(name)) for name in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("text", "panel"),
        ("text", "ground"),
        ("quiet", "ground"),
        ("quiet", "panel"),
        ("quiet", "accent_ground"),
        ("accent", "panel"),
        ("on_accent", "accent"),
        ("doubt", "doubt_ground"),
        ("good", "panel"),
        ("good", "accent_ground"),
        ("bad", "bad_ground"),
        ("bad", "ground"),
    ],
)
def test_every_text_can_be_read_on_its_ground(look: Tokens, text: str, ground: str) -> None:
    assert contrast(look, text, ground) >= 4.5


def test_the_program_changes_its_dress_whole(qapp: QApplication) -> None:
    for dark, look in ((True, DARK), (False, LIGHT)):
        theme.apply(qapp, dark)
        assert theme.tokens() is look
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(look.ground)
        assert look.doubt_ground in qapp.styleSheet()


def test_icons_take_a_tokens_colour_and_are_sharp(qapp: QApplication) -> None:
    theme.apply(qapp, False)
    names = sorted(path.stem for path in theme.icon_folder().glob("*.svg"))
    assert "intake" in names
    for name in names:
        image = theme.picture(name, "bad", 20, 3.0).toImage()
        assert image.width() == 60
        if name != "chevron-dark":  # for the stylesheet, in its own colour
            inked = [image.pixelColor(x, y) for x in range(60) for y in range(60)]
            assert QColor(LIGHT.bad) in [each for each in inked if each.alpha() == 255], name


def test_a_badge_shortens_its_word_and_keeps_it_whole_for_a_reader(qtbot: QtBot) -> None:
    badge = Badge()
    qtbot.addWidget(badge)
    badge.tell("không chắc — 01/10/2026? 07/10/2026?")
    badge.resize(120, 20)
    badge.show()
    assert badge.text == badge.toolTip() == "không chắc — 01/10/2026? 07/10/2026?"
    badge.tell("")
    assert badge.isHidden()


def test_every_word_stands_in_both_languages() -> None:
    for key, words in intake_words.WORDS.items():
        assert len(words) == 2, key
        assert all(words), key


def test_the_language_can_be_chosen() -> None:
    assert intake_words.say("pile") == "Chồng văn bản"
    intake_words.set_language("en")
    try:
        assert intake_words.say("pages", count=3) == "3 pages"
    finally:
        intake_words.set_language("vi")
    with pytest.raises(ValueError, match="xx"):
        intake_words.set_language("xx")
