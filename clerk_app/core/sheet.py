"""A page made ready for reading, and the reading of its regions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from clerk_app.core import imaging, ink
from clerk_app.core.ocr import Engine, Layout
from clerk_app.domain.scanning import MM_PER_INCH, Box, Page, Word

READING_DPI = 300
"""Capitals and short lines are read at this resolution."""

PLAIN_DPI = 200
"""Running text: a line is then about as high as the reading network's own input."""

STAMP_DPI = 200
"""Stamps are set in large capitals; pens and specks of colour cost time at more."""

_HALO_MM = 0.17
"""So far about a coloured stroke its ink bleeds."""

SOFT = 1.2
"""Standard deviation in pixels of the blur under which ragged print reads best."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page made ready for reading: level, its print and its coloured ink apart.

    Attributes:
        raw: The page as it came, at `READING_DPI` or less.
        angle: Degrees by which its lines fall to the right.
        black: The level page's print alone at `READING_DPI`.
        plain: The same at `PLAIN_DPI`.
        coloured: Its coloured ink alone at `STAMP_DPI`, where there is any.
        back: Map from the pixels of `black` to those of the page as it came, at that size.
    """

    raw: imaging.Image
    angle: float
    black: imaging.Image
    plain: imaging.Image
    coloured: imaging.Image | None
    back: imaging.Matrix

    def level(self, part: Box) -> imaging.Image:
        """Give a part of the level page at `READING_DPI` with all its inks."""
        return imaging.level_cut(self.raw, self.angle, self.black, part)

    def on_page(self, words: Iterable[Word]) -> list[Word]:
        """Move the words' boxes back to the page as it came."""
        return [
            replace(word, box=imaging.moved_box(word.box, self.back, self.black)) for word in words
        ]


def prepared(page: Page, pixels: imaging.Image | None = None) -> Sheet:
    """Make a page ready; inks are parted at its own resolution, where it has the fewest pixels.

    Args:
        pixels: The page decoded, where somebody has it.
    """
    pixels = imaging.scanned(page) if pixels is None else pixels
    dpi = min(page.dpi, READING_DPI)
    raw = imaging.at_dpi(pixels, page.dpi, dpi)
    angle = imaging.skew_angle(raw)
    alone, ink_alone = ink.parted(raw, 2 * round(_HALO_MM * dpi / MM_PER_INCH) + 1)
    turned, back = imaging.turned(imaging.at_dpi(alone, dpi, READING_DPI), angle)
    black = ink.softened(turned, SOFT)
    coloured = None
    if ink_alone is not None:
        coloured = imaging.turned(imaging.at_dpi(ink_alone, dpi, STAMP_DPI), angle)[0]
    return Sheet(raw, angle, black, imaging.at_dpi(black, READING_DPI, PLAIN_DPI), coloured, back)


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
