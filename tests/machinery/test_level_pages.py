"""Pages set level, and parts of them cut out of the page as it came."""

import numpy as np
import PIL.Image
import pytest

from clerk_app.core import imaging
from clerk_app.domain.scanning import Box


def lined_page(angle: float) -> imaging.Image:
    page = PIL.Image.new("L", (1654, 2339), 255)
    for row in range(300, 2000, 50):
        page.paste(20, (200, row, 1400 if row % 150 else 900, row + 14))
    return np.asarray(page.rotate(-angle, fillcolor=255), np.uint8)


@pytest.mark.parametrize("angle", [-4.0, -1.3, 0.6, 3.2])
def test_a_crooked_page_is_turned_level_and_boxes_map_back(angle: float) -> None:
    crooked = lined_page(angle)
    assert imaging.skew_angle(crooked) == pytest.approx(angle, abs=0.15)
    level, back = imaging.turned(crooked, imaging.skew_angle(crooked))
    assert abs(imaging.skew_angle(level)) < 0.15
    box = imaging.moved_box(Box(200 / 1654, 300 / 2339, 1400 / 1654, 314 / 2339), back, level)
    shown = imaging.cut(crooked, box)
    assert shown[:, 3:60].min() < 60
    assert abs(box.left * 1654 - 200) < 80


@pytest.mark.parametrize("angle", [-3.0, 0.0, 1.2])
@pytest.mark.parametrize("share", [1.0, 1.5])
def test_a_part_of_a_level_page_is_cut_from_the_page_as_it_came(angle: float, share: float) -> None:
    crooked = lined_page(angle)
    grown = imaging.at_dpi(crooked, 200, 200 * share)
    level, _ = imaging.turned(grown, angle)
    part = Box(0.08, 0.3, 0.5, 0.42)
    wanted = imaging.cut(level, part).astype(np.int16)
    given = imaging.level_cut(crooked, angle, level, part).astype(np.int16)
    assert given.shape == wanted.shape
    assert np.abs(given - wanted).mean() < 6


def test_a_level_or_empty_page_is_left_alone() -> None:
    level = lined_page(0.0)
    assert imaging.turned(level, imaging.skew_angle(level))[0] is level
    assert imaging.skew_angle(np.full((2339, 1654), 255, np.uint8)) == 0.0
