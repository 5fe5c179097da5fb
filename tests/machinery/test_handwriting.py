"""Numbers and days that a pen wrote, read by the real network on invented letters."""

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from clerk_app.application import capture, drafts
from clerk_app.core import handwriting, imaging, networks, reader
from clerk_app.core.ocr import Engine
from clerk_app.core.sheet import prepared
from clerk_app.domain.pen import PenText
from clerk_app.domain.reading import PageText, suggest
from clerk_app.domain.scanning import Box, Colour, Page, Word
from tests.helpers.builders import a_cleared, a_page, an_office
from tests.mail.letters import make_letter

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def heading_of(seed: int, dpi: int, wear: str, hand: bool) -> tuple[Page, dict[str, str]]:
    """Print a letter, write on it, scan it; gives its page and what it says."""
    letter = make_letter(
        seed, type_name="Công văn", handwriting=hand, degradation=wear, dpi=dpi, pages=1
    )
    image = np.asarray(letter.images[0])
    pixels = np.asarray(image * 255 if image.dtype == bool else image, np.uint8)
    encoded = imaging.encode(pixels, Colour.COLOUR)
    page = Page(1, encoded, pixels.shape[1], pixels.shape[0], float(dpi), Colour.COLOUR)
    return page, letter.truth


@pytest.mark.parametrize(("seed", "dpi", "wear"), [(4101, 300, "scan"), (4102, 200, "bilevel")])
def test_a_written_number_and_day_are_read_from_a_scan(
    engine: Engine, seed: int, dpi: int, wear: str
) -> None:
    page, truth = heading_of(seed, dpi, wear, hand=True)
    read = suggest([reader.read_page(engine, page)], 1).fields
    number, issued = read["code_number"], read["issued_date"]
    assert number.handwritten
    assert truth["number"] in {number.value, *number.alternatives}
    assert truth["issued_date"] in {issued.value, *issued.alternatives}
    assert number.value == truth["number"] or number.confidence < 0.95


def test_print_is_not_taken_for_a_pens_work(engine: Engine) -> None:
    page, truth = heading_of(4103, 200, "grey", hand=False)
    read = suggest([reader.read_page(engine, page)], 1).fields
    assert not read["code_number"].handwritten
    assert not read["issued_date"].handwritten
    assert (read["code_number"].value, read["issued_date"].value) == (
        truth["number"],
        truth["issued_date"],
    )


def recorded() -> list[tuple[str, str, NDArray[np.uint8]]]:
    """Strips cut from invented letters: slot, what stands there, darkness and blueness."""
    sheet = cv2.imread(str(SAMPLES / "pen-strips.png"), cv2.IMREAD_GRAYSCALE)
    assert sheet is not None
    told = json.loads((SAMPLES / "pen-strips.json").read_text("utf-8"))
    strips = np.asarray(sheet, np.uint8).reshape(len(told), 48, 2, 176).transpose(0, 2, 1, 3)
    return [(slot, text, strip) for (slot, text), strip in zip(told, strips, strict=True)]


def test_recorded_strips_are_read_as_they_were() -> None:
    right = 0
    strips = recorded()
    for slot, text, strip in strips:
        [logits] = networks.load("pen").run(strip[None].astype(np.float32) / 255)
        odds = handwriting.weighed(slot, logits)
        right += odds.texts[0][0] == text
        assert odds.handwritten
    assert right >= 0.9 * len(strips)


def test_a_page_without_a_heading_has_no_slots() -> None:
    words = [Word("Trang", 0.9, Box(0.1, 0.1, 0.2, 0.12), 0)]
    sheet = prepared(a_page())
    assert handwriting.read(sheet, words) == ()


def test_what_was_read_by_hand_stays_with_the_draft(tmp_path: Path) -> None:
    pen = PenText("number", Box(0.2, 0.1, 0.3, 0.12), "414", 0.61, ("474", "44"), True)
    text = PageText(1, (), pen=(pen,))
    seen = capture.Seen(a_page(), text, (), (), blank=False)
    with an_office(tmp_path) as office:
        kept = drafts.keep(office, a_cleared(seen.page), [seen])
        found = drafts.one_draft(office, kept.id)
    assert found.pages[0].text == replace(text, page=1)
