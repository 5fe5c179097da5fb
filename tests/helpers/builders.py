"""Small invented things for tests: pages, declarations, offices."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from clerk_app.application import office
from clerk_app.application.office import Office
from clerk_app.application.registration import Scan
from clerk_app.core import imaging, secrets, settings
from clerk_app.domain import gate
from clerk_app.domain.clock import now
from clerk_app.domain.entry import Fields
from clerk_app.domain.gate import Cleared, Declaration, Evidence
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Colour, Page, Word

A4_AT_100 = (1169, 827)


def a_page(number: int = 1, text: str = "Letter", dpi: float = 100.0) -> Page:
    """Draw a page with a line of text on it."""
    height, width = A4_AT_100
    pixels = np.full((height, width, 3), 250, np.uint8)
    cv2.putText(pixels, text, (80, 160), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 2)
    encoded = imaging.encode(pixels, Colour.COLOUR)
    return Page(number, encoded, width, height, dpi, Colour.COLOUR)


def a_declaration(category: str = "none") -> Declaration:
    return Declaration(category, "tester", now())


def a_cleared(*pages: Page) -> Cleared:
    """Pass pages through the real gate."""
    given = pages or (a_page(),)
    verdict = gate.decide(a_declaration(), given, Evidence(len(given), ()))
    assert isinstance(verdict, Cleared)
    return verdict


def some_words(page: int, text: str) -> PageText:
    words = tuple(
        Word(each, 0.9, Box(0.1 + 0.05 * place, 0.1, 0.14 + 0.05 * place, 0.12), 0)
        for place, each in enumerate(text.split())
    )
    return PageText(page, words)


def a_scan(text: str = "Letter", source: str | None = None) -> Scan:
    """Make a one-page scan; `source` stands for the given file's hash."""
    cleared = a_cleared(a_page(text=text))
    return Scan(cleared, [some_words(1, text)], source or f"source of {text}")


def some_fields(number: int = 1, **other: str) -> Fields:
    fields: Fields = {
        "type_name": "Công văn",
        "code_number": str(number),
        "code_notation": "SGT-VP",
        "issued_date": "2026-01-05",
        "organ_name": "SỞ GIAO THÔNG",
        "subject": f"báo cáo số liệu đợt {number}",
    }
    fields.update(other)
    return fields


def a_key_file(folder: Path) -> Path:
    """Make a key file beside (never in) a home."""
    path = folder / "key"
    if not path.exists():
        secrets.new_key_file(path, settings.home_at(folder / "home"))
    return path


@contextmanager
def an_office(folder: Path) -> Iterator[Office]:
    """Open the store `folder/home` with the key `folder/key`, both made when absent."""
    with office.opened(folder / "home", a_key_file(folder)) as opened:
        yield opened
