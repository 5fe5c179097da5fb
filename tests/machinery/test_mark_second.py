"""A level in one ink that another covers is asked about; other words there are not."""

from dataclasses import replace

import cv2
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
RED, BLACK = (200, 30, 40), (25, 25, 25)


def peak(heat: float = 0.4, secrecy: float = 0.5, inked: float = 0.3) -> Peak:
    kinds = (0.9 - secrecy, secrecy, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1)
    return Peak(0.3, 0.28, heat, 0.1, marked=True, kinds=kinds, inked=inked)


def page(*inks: tuple[str, tuple[int, int, int]]) -> Image:
    """Words about the place in inks of their own, each a little lower and over the one before."""
    sheet = np.dstack([sheet_of_paper()] * 3)
    for down, (text, ink) in enumerate(inks):
        one = sheet_of_paper()
        printed(text, round(0.3 * WIDE), round(0.28 * HIGH) - 34 + 26 * down, one)
        sheet[one < 150] = ink
    return sheet


def asked(pixels: Image, seen: Peak, reading: StampReading | None = None) -> Finding | None:
    return doubted(pixels, 300.0, (seen, reading), 4)


@pytest.mark.parametrize("level", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_red_level_under_black_print_is_asked_about(level: str) -> None:
    found = asked(page((level, RED), ("CHỦ NGHĨA VIỆT NAM", BLACK)), peak())
    assert found is not None
    assert not found.sure
    assert found.page == 4


def test_a_black_level_within_a_red_seal_is_asked_about() -> None:
    pixels = page(("MẬT", BLACK))
    cv2.circle(pixels, (round(0.3 * WIDE) - 60, round(0.28 * HIGH)), 200, RED, 10, cv2.LINE_AA)
    assert asked(pixels, peak()) is not None


@pytest.mark.parametrize(
    "text", ["MẬT ĐỘ DÂN SỐ", "BẢO MẬT", "đóng dấu MẬT chỉ được", "THU HỒI ĐẤT"]
)
@pytest.mark.parametrize("ink", [RED, BLACK])
def test_a_word_with_others_beside_it_is_not(text: str, ink: tuple[int, int, int]) -> None:
    assert asked(page((text, ink)), peak()) is None


@pytest.mark.parametrize("seen", [peak(heat=0.1), peak(secrecy=0.1), peak(inked=0.05)])
def test_a_place_that_the_maps_hardly_see_is_not(seen: Peak) -> None:
    assert asked(page(("MẬT", RED)), seen) is None


def test_what_tesseract_read_there_counts() -> None:
    other = StampReading(nearest("HỎA TỐC"), BOX, 0, red=True, framed_as_mark=False)
    assert asked(page(("MẬT", RED)), peak(), other) is None
    level = StampReading(nearest("TỐI MẬT"), BOX, 0, red=True, framed_as_mark=False)
    found = asked(page(("HỎA TỐC", RED)), peak(heat=0.1, inked=0.0), level)
    assert found is not None
    assert found.box == BOX
    printed_level = StampReading(nearest("TỐI MẬT"), BOX, 0, red=False, framed_as_mark=False)
    assert asked(page(("MẬT", RED)), peak(), printed_level) is None


def unlike_nothing(heat: float, secrecy: float, nothing: float) -> Peak:
    rest = 1 - secrecy - nothing
    kinds = (nothing, secrecy, 0.0, 0.0, 0.0, 0.0, 0.0, rest, 0.0)
    return Peak(0.3, 0.28, heat, 0.1, marked=True, kinds=kinds, inked=0.0)


@pytest.mark.parametrize(
    ("seen", "doubt"),
    [
        (unlike_nothing(0.45, 0.6, 0.1), True),
        (unlike_nothing(0.35, 0.6, 0.1), False),
        (unlike_nothing(0.45, 0.45, 0.1), False),
        (unlike_nothing(0.45, 0.55, 0.4), False),
    ],
)
def test_a_mark_that_both_networks_see_and_nobody_reads_is_asked_about(
    seen: Peak, doubt: bool
) -> None:
    empty = np.dstack([sheet_of_paper()] * 3)
    assert (asked(empty, seen) is not None) == doubt
    other = StampReading(nearest("DỰ THẢO"), BOX, 1, red=False, framed_as_mark=True)
    assert asked(empty, seen, other) is None


@pytest.mark.parametrize(("borders", "doubt"), [(1, True), (0, False)])
def test_half_a_level_in_a_frame_is_asked_about(borders: int, doubt: bool) -> None:
    empty = np.dstack([sheet_of_paper()] * 3)
    half = StampReading(nearest("TUYỆT"), BOX, borders, red=False, framed_as_mark=True)
    assert (asked(empty, unlike_nothing(0.55, 0.45, 0.1), half) is not None) == doubt


@pytest.mark.parametrize(("secrecy", "doubt"), [(0.4, True), (0.3, False)])
def test_a_mark_under_another_stamp_is_asked_about(secrecy: float, doubt: bool) -> None:
    empty = np.dstack([sheet_of_paper()] * 3)
    stamp = replace(unlike_nothing(0.6, secrecy, 0.1), marked=False)
    assert (asked(empty, stamp) is not None) == doubt
    clear = StampReading(nearest("HỎA TỐC"), BOX, 1, red=True, framed_as_mark=False)
    assert asked(empty, stamp, clear) is None
