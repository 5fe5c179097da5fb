"""A page made ready for reading, and the reading of its regions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from clerk_app.core import imaging, ink
from clerk_app.core.ocr import Engine, Layout
from clerk_app.domain.scanning import Box, Colour, Page, Word

READING_DPI = 300
"""Capitals and short lines are read at this resolution."""

PLAIN_DPI = 200
"""Running text: a line is then about as high as the reading network's own input."""

SOFT = 1.2
"""Standard deviation in pixels of the blur under which ragged print reads best."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page made ready for reading: level, its print at two resolutions, its coloured ink."""

    level: imaging.Image
    black: imaging.Image
    plain: imaging.Image
    coloured: imaging.Image | None
    back: imaging.Matrix

    def on_page(self, words: Iterable[Word]) -> list[Word]:
        """Move the words' boxes back to the page as it came."""
        return [
            replace(word, box=imaging.moved_box(word.box, self.back, self.black)) for word in words
        ]


def prepared(page: Page, pixels: imaging.Image | None = None) -> Sheet:
    """Make a page ready.

    Args:
        pixels: The page decoded, where somebody has it.
    """
    pixels = imaging.decode(page) if pixels is None else pixels
    if page.colour is not Colour.COLOUR:
        pixels = imaging.grey(pixels)
    level, back = imaging.straighten(imaging.at_dpi(pixels, page.dpi, READING_DPI))
    coloured = ink.coloured_ink(level) if page.colour is Colour.COLOUR else None
    black = ink.softened(ink.print_alone(level), SOFT)
    plain = imaging.at_dpi(black, READING_DPI, PLAIN_DPI)
    return Sheet(level, black, plain, coloured, back)


def more(
    engine: Engine, pixels: imaging.Image, words: Sequence[Word], region: Box, layout: int
) -> list[Word]:
    """Read one more region; its lines are numbered on from the words read before."""
    return engine.words(
        pixels, READING_DPI, layout=layout, region=region, first_line=next_line(words)
    )


def cut_out(
    engine: Engine,
    pixels: imaging.Image,
    words: Sequence[Word],
    part: Box,
    layout: int = Layout.SCATTERED,
    dpi: float = READING_DPI,
) -> list[Word]:
    """Read an image cut out of the page at `part`; boxes are of the whole page."""
    found = engine.words(pixels, dpi, layout=layout, first_line=next_line(words))
    return [replace(word, box=word.box.out_of(part)) for word in found]


def next_line(words: Iterable[Word]) -> int:
    """Give the number that the next line read bears."""
    return max((word.line for word in words), default=-1) + 1


def after(words: Iterable[Word], before: Iterable[Word]) -> list[Word]:
    """Number the lines of words on from those of others."""
    moved = list(words)
    step = next_line(before) - min((word.line for word in moved), default=0)
    return [replace(word, line=word.line + step) for word in moved]
