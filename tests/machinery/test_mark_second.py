"""What the maps see faintly and nobody reads is asked about; what can be read there is not."""

import numpy as np
import pytest

from clerk_app.core.imaging import Image
from clerk_app.core.mark_network import Peak
from clerk_app.core.mark_reading import StampReading
from clerk_app.core.mark_second import doubted
from clerk_app.core.mark_words import nearest
from clerk_app.domain.gate import Finding
from clerk_app.domain.scanning import Box
from tests.helpers.drawn import HIGH, WIDE, printed, sheet_of_paper

BOX = Box(0.2, 0.27, 0.4, 0.29)


def peak(heat: float = 0.4, secrecy: float = 0.5, rival: float = 0.1, other: float = 0.0) -> Peak:
    kinds = (0.9 - secrecy - other, secrecy, 0.0, 0.0, 0.0, 0.0, 0.0, other, 0.1)
    return Peak(0.3, 0.28, heat, rival, marked=True, kinds=kinds)


def blotted() -> Image:
    """Ink without a word: what print over print leaves."""
    page = sheet_of_paper()
    chance = np.random.default_rng(5)
    blots = chance.random((60, 300)) < 0.4
    top, left = round(0.28 * HIGH) - 30, round(0.3 * WIDE) - 150
    page[top : top + 60, left : left + 300][blots] = 30
    return page


def lined(text: str) -> Image:
    page = sheet_of_paper()
    printed(text, round(0.3 * WIDE), round(0.28 * HIGH) - 34, page)
    return page


def asked(page: Image, seen: Peak, reading: StampReading | None = None) -> Finding | None:
    return doubted(page, 300.0, (seen, reading), 4)


def test_what_nobody_can_read_is_asked_about() -> None:
    found = asked(blotted(), peak())
    assert found is not None
    assert not found.sure
    assert found.page == 4


@pytest.mark.parametrize(
    "text", ["dấu TUYỆT MẬT, TỐI MẬT và", "Tối mật", "Điều khoản thi hành", "MỨC ĐỘ MẬT"]
)
def test_what_can_be_read_there_is_print(text: str) -> None:
    assert asked(lined(text), peak()) is None


@pytest.mark.parametrize(
    "seen", [peak(heat=0.2), peak(secrecy=0.2), peak(rival=0.6), peak(other=0.3)]
)
def test_a_fainter_place_and_another_stamp_are_not(seen: Peak) -> None:
    assert asked(blotted(), seen) is None


def test_neither_is_what_tesseract_has_read() -> None:
    read = StampReading(nearest("HỎA TỐC"), BOX, 1, red=True, framed_as_mark=True)
    assert asked(blotted(), peak(), read) is None
    unread = StampReading(nearest("XZQJ"), BOX, 0, red=False, framed_as_mark=False)
    found = asked(blotted(), peak(), unread)
    assert found is not None
    assert found.box == BOX
