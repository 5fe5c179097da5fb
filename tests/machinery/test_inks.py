"""Inks told apart: print under a stamp, a grey seal over a name, a name stamped in colour."""

import cv2
import numpy as np

from clerk_app.core import imaging, ink
from clerk_app.core.imaging import Image

SIZE = (120, 400)


def paper() -> Image:
    return np.full((*SIZE, 3), 250, np.uint8)


def crossed(colour: tuple[int, int, int]) -> Image:
    """Black print with a coloured bar across it."""
    pixels = paper()
    cv2.putText(pixels, "NAME", (120, 80), cv2.FONT_HERSHEY_DUPLEX, 2, (15, 15, 15), 5)
    mark = paper()
    cv2.rectangle(mark, (20, 55), (380, 65), colour, -1)
    return np.asarray(np.minimum(pixels, mark), np.uint8)


def test_any_coloured_ink_becomes_paper_and_print_stays_under_it() -> None:
    for colour in ((205, 40, 50), (40, 60, 170), (110, 40, 150)):
        alone = ink.print_alone(crossed(colour))
        assert alone[60, 30:100].min() > 200, colour
        letters = ink.evened(crossed((250, 250, 250))) < 100
        assert (alone[letters] < 140).mean() > 0.9, colour


def test_a_grey_page_is_only_evened() -> None:
    grey = imaging.grey(crossed((205, 40, 50)))
    assert np.array_equal(ink.print_alone(grey), ink.evened(grey))


def test_a_grey_seal_becomes_paper_where_black_print_alone_is_wanted() -> None:
    alone = ink.black_print(crossed((100, 100, 100)))
    assert alone[60, 30:100].min() > 200
    letters = imaging.grey(crossed((250, 250, 250))) < 60
    assert (alone[letters] < 100).mean() > 0.9


def test_coloured_ink_alone_is_told_from_black_and_none_is_none() -> None:
    coloured = ink.coloured_ink(crossed((205, 40, 50)))
    assert coloured is not None
    assert coloured[60, 30:100].max() < 60
    assert coloured[90:, :].min() > 200
    assert ink.coloured_ink(crossed((100, 100, 100))) is None
