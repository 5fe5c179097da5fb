"""Pages read as words: columns apart, inks apart, boxes on the page as it came."""

from collections.abc import Callable
from dataclasses import replace

from clerk_app.core import imaging, ink
from clerk_app.core.layer_words import overlap, row_of, set_in
from clerk_app.core.ocr import Engine
from clerk_app.core.page_reading import HEADING_END, PageReading, Parts
from clerk_app.core.sheet import next_line, prepared
from clerk_app.domain.layout import in_lines, is_national_heading
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Page, Word
from clerk_app.pool import Aside

SIGNATURE_START = 0.4

Told = Callable[[PageText], None]


def is_blank(page: Page, pixels: imaging.Image | None = None) -> bool:
    """Tell whether a page bears nothing at all; a page with one small stamp is not blank.

    Args:
        pixels: The page decoded, where somebody has it; so in what follows.
    """
    if page.digital and page.text:
        return False
    return ink.is_blank(imaging.scanned(page) if pixels is None else pixels)


def read_heading(engine: Engine, page: Page, pixels: imaging.Image | None = None) -> PageText:
    """Read the top of a page, its two heading columns apart."""
    return _read(page, Parts(end=HEADING_END, signed=False), Aside(engine), pixels)


def read_signature(engine: Engine, page: Page) -> PageText:
    """Read the bottom of a page: recipients and signature."""
    return _read(page, Parts(start=SIGNATURE_START), Aside(engine), None)


def read_page(
    engine: Engine,
    page: Page,
    pixels: imaging.Image | None = None,
    tell: Told | None = None,
    aside: Aside[Engine] | None = None,
) -> PageText:
    """Read a whole page, for its fields and for a text layer.

    A page set by a program gives its own words; reading fills in what is drawn over them.

    Args:
        tell: Takes the words of heading, recipients and signature, which are read first.
        aside: Lends a second thread, where the caller has one.
    """
    if aside is not None:
        return _read(page, Parts(), aside, pixels, tell)
    with engine.helped() as helper:
        return _read(page, Parts(), helper, pixels, tell)


def _read(
    page: Page,
    parts: Parts,
    aside: Aside[Engine],
    pixels: imaging.Image | None,
    tell: Told | None = None,
) -> PageText:
    if page.digital and page.text:
        return PageText(page.number, _own_words(page, parts.box, aside, pixels), parts.whole)
    sheet = prepared(page, pixels)
    reading = PageReading(aside, sheet, parts)

    def text(whole: bool) -> PageText:
        here, other = sheet.on_page(reading.words), sheet.on_page(reading.again)
        return PageText(page.number, tuple(here), whole, reading.pen, tuple(other))

    reading.begin()
    if tell is not None:
        tell(text(whole=False))
    reading.rest()
    return text(parts.whole)


def _own_words(
    page: Page, part: Box, aside: Aside[Engine], pixels: imaging.Image | None
) -> tuple[Word, ...]:
    """Give the text layer's words; where it holds a heading, what is drawn over it too."""
    inside = [w for w in page.text if part.top <= (w.box.top + w.box.bottom) / 2 <= part.bottom]
    own = set_in(inside)
    if not any(is_national_heading(line.text) for line in in_lines(own)):
        return tuple(own)
    sheet = prepared(page, pixels)
    reading = PageReading(aside, sheet, Parts(end=HEADING_END, signed=False))
    reading.begin()
    drawn = [
        w
        for w in sheet.on_page(reading.words)
        if not any(overlap(w.box, mine.box) > 0.3 for mine in own)
    ]
    first = next_line(own)
    return (*own, *(replace(w, line=row_of(w, own, w.line + first)) for w in drawn))
