"""Points at what looks like a stamp on a page: a map of the whole page, then a closer look.

Two small networks (`resources/networks/`) see the page. The first gives a map of the page at 100
dpi, one cell 2 mm, that tells secrecy marks, urgency stamps, declassified marks and other stamps
from all else; the second says of each place that stands out there what it is, at 150 dpi.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clerk_app.core import imaging, mark_view, networks
from clerk_app.core.imaging import Image
from clerk_app.core.mark_view import View
from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.scanning import MM_PER_INCH

CELL: Final = 8  # pixels of the page at `mark_view.PAGE_DPI`
MOST: Final = (5, 4)
_LEAST: Final = (0.1, 0.3)
_APART: Final = (5, 10)  # cells down and across within which one stamp lies
_SHIFTS_MM: Final = (0.0, -2.0, 2.0)
_PLAIN: Final = 0.97  # share of nothing from which a place is not looked at again
_MARKS: Final = (1, 3)  # of the map's classes: secrecy, declassified
_STAMPS: Final = (2, 4)  # urgency, other stamps
_LEAST_INK: Final = 0.4  # mean darkness of a crop
_LEAST_SEAL: Final = 6.0  # of one with a seal or a stamp in it

Place = tuple[float, float]
"""Middle of a place, fractions of the page's width and height."""


class Spot(NamedTuple):
    """A peak of the map alone; its fields are those of `Peak`."""

    place: Place
    heat: float
    rival: float
    marked: bool


@dataclass(frozen=True, slots=True)
class Peak:
    """A place on a page that looks like a stamp; the shares lie between 0 and 1.

    Attributes:
        x: Middle, fraction of the page's width.
        y: Middle, fraction of the page's height.
        heat: How far the map takes it for a mark, or for another stamp.
        rival: How far the map takes the same place for a stamp of the other sort.
        marked: Found among the marks, not among the other stamps.
        kinds: Shares of nothing, MẬT, TỐI MẬT, TUYỆT MẬT, urgency, declassified, words like the
            marks' (BẢO MẬT, MẬT KHẨU), other stamps, remnants of a double frame.
        inked: Share of the three marks in the place's coloured ink alone, or in its black print
            alone, the larger; 0 where there is no coloured ink.
    """

    x: float
    y: float
    heat: float
    rival: float
    marked: bool
    kinds: tuple[float, ...]
    inked: float = 0.0

    @property
    def secrecy(self) -> float:
        """Share of the three marks together."""
        return sum(self.kinds[1:4])

    @property
    def level(self) -> SecrecyLevel:
        """The likeliest of the three marks."""
        return list(SecrecyLevel)[int(np.argmax(self.kinds[1:4]))]

    @property
    def urgency(self) -> float:
        """Share of the urgency stamps."""
        return self.kinds[4]

    @property
    def declassified(self) -> float:
        """Share of the declassified marks."""
        return self.kinds[5]

    @property
    def alike(self) -> float:
        """Share of words like the marks'."""
        return self.kinds[6]

    @property
    def other(self) -> float:
        """Share of other stamps."""
        return self.kinds[7]

    @property
    def remnant(self) -> float:
        """Share of double frames without a legible word."""
        return self.kinds[8]


def look(pixels: Image, dpi: float) -> list[Peak]:
    """Find the places of a page that look like stamps, the likeliest marks first.

    Args:
        pixels: RGB or grey page.
        dpi: Of `pixels`.

    Raises:
        MachineFault: `network-missing`, `network-broken`.
    """
    found = spots(pixels, dpi)
    if not found:
        return []
    kinds = _closer(pixels, dpi, [spot.place for spot in found])
    inked = _inked(pixels, dpi, [spot.place for spot in found if spot.marked])
    return [
        Peak(*spot.place, spot.heat, spot.rival, spot.marked, each, inked.get(spot.place, 0.0))
        for spot, each in zip(found, kinds, strict=True)
    ]


def spots(pixels: Image, dpi: float) -> list[Spot]:
    """Find what the map alone takes for stamps, those of the marks first; a place is given once.

    Args:
        pixels: RGB or grey page.
        dpi: Of `pixels`.

    Raises:
        MachineFault: `network-missing`, `network-broken`.
    """
    coarse = mark_view.channels(mark_view.coarse(pixels, dpi))
    [told] = networks.load("marks-page").run(mark_view.batch([coarse]))
    size = coarse.shape[1] / CELL, coarse.shape[0] / CELL
    return list(_spots(_shares(told[0]), size))


def _shares(told: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn a network's answers into shares that sum to 1 along the first axis."""
    lifted = np.exp(told - told.max(axis=0))
    return np.asarray(lifted / lifted.sum(axis=0), np.float32)


def _spots(shares: NDArray[np.float32], size: tuple[float, float]) -> Iterator[Spot]:
    maps = [shares[list(classes)].sum(axis=0) for classes in (_MARKS, _STAMPS)]
    for number, heat in enumerate(maps):
        rivals = maps[1 - number]
        for _ in range(MOST[number]):
            row, column = (int(each) for each in np.unravel_index(int(heat.argmax()), heat.shape))
            height = float(heat[row, column])
            if height < _LEAST[number]:
                break
            top, left = max(0, row - _APART[0]), max(0, column - _APART[1])
            part = np.s_[top : row + _APART[0] + 1, left : column + _APART[1] + 1]
            y, x = _middle(heat[part], height)
            near = np.s_[max(0, row - 1) : row + 2, max(0, column - 2) : column + 3]
            rival = float(rivals[near].max())
            place = (left + x + 0.5) / size[0], (top + y + 0.5) / size[1]
            yield Spot(place, height, rival, number == 0)
            heat[part] = 0
            if number == 0 and height > rival:
                rivals[part] = 0


def _middle(part: NDArray[np.float32], height: float) -> tuple[float, float]:
    """Give the middle of what is about as high as the peak."""
    weights = np.where(part >= 0.5 * height, part, 0)
    rows, columns = np.mgrid[0 : part.shape[0], 0 : part.shape[1]]
    total = float(weights.sum())
    return float((weights * rows).sum()) / total, float((weights * columns).sum()) / total


def _closer(pixels: Image, dpi: float, places: list[Place]) -> list[tuple[float, ...]]:
    """Look at places closely; a little to the left and right too, unless nothing is there."""
    crops = [list(_crops(pixels, dpi, place, mark_view.channels)) for place in places]
    told = _told([each[0] for each in crops])
    doubted = [number for number, row in enumerate(told) if row[0] < _PLAIN]
    if doubted:
        beside = _told([crop for number in doubted for crop in crops[number][1:]])
        for number, more in zip(doubted, np.split(beside, len(doubted)), strict=True):
            told[number] = (told[number] + more.sum(axis=0)) / len(_SHIFTS_MM)
    return [tuple(float(share) for share in row) for row in told]


def _kinds(crops: list[View]) -> NDArray[np.float32]:
    """Give the shares of the classes, a row a place, from the crops cut about each."""
    each = _told(crops)
    return np.asarray(each.reshape(-1, len(_SHIFTS_MM), each.shape[1]).mean(axis=1), np.float32)


def _told(crops: list[View]) -> NDArray[np.float32]:
    """Give the shares of the classes, a row a crop."""
    [told] = networks.load("marks-crop").run(mark_view.batch(crops))
    return _shares(told.T).T


def _inked(pixels: Image, dpi: float, places: list[Place]) -> dict[Place, float]:
    """Tell how far one ink alone of places is a mark's: print over a stamp, a stamp over a seal.

    Places without coloured ink are left out; with a little of it, black print alone says no more
    than all of it does.
    """
    if pixels.ndim == 2:
        return {}
    cut = {place: list(_crops(pixels, dpi, place, mark_view.coloured)) for place in places}
    views = [(place, crops) for place, crops in cut.items() if _darkness(crops) > _LEAST_INK]
    sealed = [place for place, crops in views if _darkness(crops) > _LEAST_SEAL]
    views += [(place, list(_crops(pixels, dpi, place, mark_view.black))) for place in sealed]
    if not views:
        return {}
    kinds = _kinds([crop for _, crops in views for crop in crops])
    told: dict[Place, float] = {}
    for (place, _), row in zip(views, kinds, strict=True):
        told[place] = max(told.get(place, 0.0), float(row[1:4].sum()))
    return told


def _darkness(crops: list[View]) -> float:
    return float(crops[0][..., 0].mean())


def _crops(
    pixels: Image, dpi: float, place: Place, seen: Callable[[Image], View]
) -> Iterator[View]:
    """Cut what the second network looks at; only there is the page made finer."""
    share = dpi / mark_view.CROP_DPI
    unit = mark_view.CROP_DPI / MM_PER_INCH
    x, y = place[0] * pixels.shape[1], place[1] * pixels.shape[0]
    reach = (mark_view.CROP[1] / 2 + _SHIFTS_MM[-1] * unit + 2) * share
    left, top = max(0, int(x - reach)), max(0, int(y - mark_view.CROP[0] * share))
    part = pixels[top : int(y + mark_view.CROP[0] * share), left : int(x + reach)]
    fine = seen(imaging.at_dpi(part, dpi, mark_view.CROP_DPI))
    for shift in _SHIFTS_MM:
        yield mark_view.crop(fine, (x - left) / share + shift * unit, (y - top) / share)
