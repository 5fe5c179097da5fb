"""Makes pieces of pages with and without secrecy marks, in memory, to train the mark networks.

A piece is 65 mm square. It begins as paper: cut out of a real page, of an invented letter, or set
anew; then lines, tables, seals and arrival stamps, then stamps, then print over them, then wear.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from clerk_app.core import imaging, mark_view
from tests.mail.ink import INKS, Density, Image, Sheet, as_image, press
from tests.training import marks_clutter as clutter
from tests.training.marks_paper import POOL_DPI
from tests.training.marks_stamps import WEARS, Border, Cut, Stamp, mark_word, stamp
from tests.training.marks_wear import KINDS, wear_down
from tests.training.marks_words import MARKS, stamp_text

SIDE: Final = 256
CELL: Final = 8
CELLS: Final = SIDE // CELL
IGNORED: Final = 255
_CLASSES: Final = {"urgency": 4, "declassified": 5, "alike": 6, "other": 7}
_HEAT: Final = {0: 0, 1: 1, 2: 1, 3: 1, 4: 2, 5: 3, 6: 4, 7: 4, 8: 1}
_COLOURS: Final = ("red", "red", "red", "faded-red", "black", "black", "blue", "violet")
_REMNANT: Final = 8
_SEEN: Final = 0.15
_LOST: Final = 0.06
_BARE: Final = 0.2
_INKED: Final = 12
_LEVELS: Final = (1, 2, 3)
_WORDED: Final = (4, 6, 7)
_BESIDE_MM: Final = 10.0
_STACKED: Final = 0.5
_COVERS: Final = (0, 0, 0, 0, 1, 1, 1, 1, 1, 2)

Bytes = NDArray[np.uint8]


@dataclass
class Pressed:
    """A stamp on a piece: its class among the crops', its middle in pixels, and its ink."""

    kind: int
    x: float
    y: float
    stamp: Stamp
    border: Border
    free: Bytes  # where its word lies on bare paper, and nothing over it; 0 or 1
    wanted: bool = True


@dataclass
class Sample:
    """What one piece teaches.

    Attributes:
        view: Shape (256, 256, 2), at 100 dpi, as `mark_view.channels` gives it.
        heat: Shape (32, 32): class of each cell, or `IGNORED`.
        crops: Each of shape (96, 288, 2), at 150 dpi; `kinds` has their classes.
    """

    view: Bytes
    heat: Bytes
    crops: list[Bytes] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)


def sample(pool: list[Image], seed: int, more_fonts: str = "") -> Sample:
    """Make one piece from a seed; the same seed and pool give the same piece."""
    rng = Random(seed)
    dpi = rng.choice((150, 200, 200, 200, 300)) * 1.0
    side = round(SIDE * dpi / 100 * rng.uniform(0.94, 1.06))
    sheet = Sheet(_paper(pool, side, dpi, rng), round(dpi))
    clutter.scatter(sheet, rng)
    pressed: list[Pressed] = []
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3))):
        before = as_image(sheet.image[..., 1].copy())
        one = _press(sheet, pressed, rng, more_fonts)
        if one is not None:
            _cover_up(pressed, before, sheet)
            pressed.append(one)
            before = as_image(sheet.image[..., 1].copy())
            _cover(sheet, one, rng)
            _cover_up(pressed, before, sheet)
    kind = rng.choice(KINDS)
    worn = wear_down(sheet.image, kind, rng, dpi)
    for one in pressed:
        _judge(one, worn)
    _give_way(pressed, sheet.scale)
    return _sampled(worn, pressed, rng, dpi)


def _cover_up(pressed: list[Pressed], before: Bytes, sheet: Sheet) -> None:
    """Take what was inked since `before` from the stamps that lay free there."""
    inked = cv2.absdiff(before, as_image(sheet.image[..., 1])) > _INKED
    for one in pressed:
        one.free[inked] = 0


def _give_way(pressed: list[Pressed], unit: float) -> None:
    """Let a mark count where another stamp lies under it, over it or beside it."""
    for mark in (one for one in pressed if one.kind in _LEVELS):
        for other in (one for one in pressed if one.kind not in _LEVELS):
            if _near(mark, other.x, other.y, other.stamp, unit, _BESIDE_MM):
                other.wanted = False


def _paper(pool: list[Image], side: int, dpi: float, rng: Random) -> Image:
    if not pool or rng.random() < 0.12:
        return as_image(np.full((side, side, 3), rng.randint(225, 255), np.uint8))
    page = rng.choice(pool)
    lean = rng.uniform(-3, 3) if rng.random() < 0.3 else 0.0
    share = dpi / POOL_DPI
    tall, wide = page.shape[:2]
    reach = side / share / 2
    low = rng.random() < 0.35
    y = rng.uniform(0.0, tall) if low else rng.uniform(0, 0.4) * tall
    middle = rng.uniform(0.5 * reach, wide - 0.5 * reach), max(0.7 * reach, min(y, tall - reach))
    return imaging.level_part(page, middle, (side, side), lean, share)


def _chosen(rng: Random) -> tuple[int, str, Border, bool]:
    """Choose a stamp's class, text and border, and whether it is the remnant of a mark."""
    chance = rng.random()
    text = mark_word(rng)
    border: Border = rng.choice(("double", "double", "single", "single", "none"))
    if chance < 0.42:
        return MARKS.index(text) + 1, text, border, False
    if chance < 0.49:
        return _REMNANT, text, "double", True
    names = (("urgency", 0.59), ("declassified", 0.68), ("alike", 0.87), ("other", 1.0))
    name = next(each for each, most in names if chance < most)
    border = rng.choice(("single", "single", "single", "double", "none"))
    return _CLASSES[name], stamp_text(name, rng), border, False


def _press(sheet: Sheet, pressed: list[Pressed], rng: Random, more_fonts: str) -> Pressed | None:
    kind, text, border, remnant = _chosen(rng)
    tilt = rng.uniform(-16, 16) if rng.random() < 0.45 else rng.gauss(0, 3)
    if kind == _CLASSES["urgency"] and rng.random() < 0.15:
        tilt = rng.uniform(-45, 45)
    wear = rng.choice(WEARS)
    if remnant:
        wear = rng.choice(("full", "light", "patchy", "strong"))
    made = stamp(Cut(text, border, tilt, wear, remnant), rng, sheet.dpi, more_fonts)
    spot = _place(sheet, made, pressed, rng, kind)
    if spot is None:
        return None
    red, green, blue = rng.choice(INKS[rng.choice(_COLOURS)])
    colour = red, max(0, green + rng.randint(-16, 16)), max(0, blue + rng.randint(-16, 16))
    free = as_image(sheet.image[..., 1] > 0.8 * np.percentile(sheet.image[::9, ::9, 1], 75))
    press(sheet, made.ink, spot[0], spot[1], colour)
    tall, wide = made.ink.shape
    return Pressed(kind, spot[0] + wide / 2, spot[1] + tall / 2, made, border, free)


def _place(
    sheet: Sheet, made: Stamp, pressed: list[Pressed], rng: Random, kind: int
) -> tuple[int, int] | None:
    """Find room for a stamp: free paper mostly, print sometimes, for a mark another stamp."""
    side = sheet.image.shape[0]
    tall, wide = made.ink.shape
    on_print = rng.random() < 0.5
    mixed = [one for one in pressed if (one.kind in _LEVELS) != (kind in _LEVELS)]
    if mixed and rng.random() < _STACKED:
        under = rng.choice(mixed)
        x, y = (rng.gauss(under.x, 5 * sheet.scale), rng.gauss(under.y, 2.5 * sheet.scale))
        return round(x - wide / 2), round(y - tall / 2)
    for _ in range(14):
        x = rng.randint(min(-12, side - wide), max(12, side - wide))
        y = rng.randint(min(-8, side - tall), max(8, side - tall))
        if any(_near(one, x + wide / 2, y + tall / 2, made, sheet.scale) for one in pressed):
            continue
        part = sheet.image[max(0, y) : y + tall, max(0, x) : x + wide, 1]
        dark = float((part < 150).mean()) if part.size else 1.0
        if dark < 0.012 or (on_print and dark < 0.25):
            return x, y
    if rng.random() < 0.5:
        return None
    x, y = rng.randint(0, max(1, side - wide)), rng.randint(0, max(1, side - tall))
    middle = x + wide / 2, y + tall / 2
    if any(_near(one, *middle, made, sheet.scale) for one in pressed):
        return None
    part = sheet.image[y : y + tall, x : x + wide]
    part[:] = np.percentile(sheet.image[::9, ::9], 80, axis=(0, 1)).astype(np.uint8)
    return x, y


def _near(one: Pressed, x: float, y: float, made: Stamp, unit: float, beside: float = 0.0) -> bool:
    across = ((one.stamp.width + made.width) / 2 + beside) * unit
    down = max(one.stamp.ink.shape[0], made.ink.shape[0]) * 0.75
    return abs(one.x - x) < across and abs(one.y - y) < down


def _cover(sheet: Sheet, one: Pressed, rng: Random) -> None:
    """Print over a stamp, or hide a part of it."""
    if one.kind == 0:
        return
    tall, wide = one.stamp.ink.shape
    box = (one.x - wide / 2, one.y - tall / 2, one.x + wide / 2, one.y + tall / 2)
    for _ in range(rng.choice(_COVERS)):
        clutter.cover(sheet, box, rng)


def _part(one: Pressed, whole: Bytes) -> Bytes:
    """Give the part of a piece that a stamp's sheet lies on."""
    tall, wide = one.stamp.ink.shape
    left, top = round(one.x - wide / 2), round(one.y - tall / 2)
    return whole[max(0, top) : max(0, top + tall), max(0, left) : max(0, left + wide)]


def _own(one: Pressed, shape: Density) -> Density:
    """Give the part of a stamp's sheet that lies on the piece."""
    left, top = round(one.x - shape.shape[1] / 2), round(one.y - shape.shape[0] / 2)
    tall, wide = one.free.shape
    return shape[max(0, -top) : max(0, tall - top), max(0, -left) : max(0, wide - left)]


def _judge(one: Pressed, worn: Image) -> None:
    """Say what can still be learnt from a stamp after wear: its word, its frame, or nothing."""
    tone, free = _part(one, worn[..., 1]), _part(one, one.free) > 0
    word, ink = _own(one, one.stamp.word) > 0, _own(one, one.stamp.ink)
    if word.sum() < 0.8 * one.stamp.word.sum():
        one.wanted = False
        return
    paper = float(np.percentile(tone, 85))
    lines = (ink > 0.15) & ~word & free
    frame = float((tone[lines] < 0.88 * paper).mean()) if lines.any() else 0.0
    if one.kind == _REMNANT:
        one.wanted = frame > 0.45
        return
    seen = float((tone[word & free] < 0.86 * paper).mean()) if (word & free).any() else 0.0
    if (word & free).sum() < _BARE * word.sum() or seen < _SEEN:
        one.wanted = False
        if seen < _LOST and frame < 0.05 and (word & free).sum() > 0.5 * word.sum():
            one.kind = 0  # nothing of it can be seen


def _sampled(worn: Image, pressed: list[Pressed], rng: Random, dpi: float) -> Sample:
    side = worn.shape[0]
    how = cv2.INTER_LINEAR if dpi < 250 and rng.random() < 0.33 else cv2.INTER_AREA
    small = as_image(cv2.resize(worn, (SIDE, SIDE), interpolation=how))
    made = Sample(mark_view.channels(small), np.zeros((CELLS, CELLS), np.uint8))
    share = SIDE / side
    for one in pressed:
        _draw(made.heat, one, share, dpi)
    fine = round(side * POOL_DPI / dpi)
    view = mark_view.channels(as_image(cv2.resize(worn, (fine, fine), interpolation=how)))
    for one in pressed:
        if one.wanted:
            middle = one.x * fine / side, one.y * fine / side
            if one.kind in _WORDED and rng.random() < 0.6:
                middle = _aside(one, middle, rng)
            _cut(made, view, one.kind, middle, rng)
    if rng.random() < 0.5:
        x, y = rng.uniform(0, fine), rng.uniform(0, fine)
        if all(
            abs(x - one.x * fine / side) > 170 or abs(y - one.y * fine / side) > 75
            for one in pressed
        ):
            _cut(made, view, 0, (x, y), rng)
    return made


def _aside(one: Pressed, middle: tuple[float, float], rng: Random) -> tuple[float, float]:
    """Look at one half of a stamp, as the page network points at `MẬT` of `MẬT ĐỘ`."""
    along = rng.uniform(-0.45, 0.45) * one.stamp.width * POOL_DPI / 25.4
    return middle[0] + along, middle[1] + along * float(np.tan(np.deg2rad(one.stamp.tilt)))


def _draw(heat: Bytes, one: Pressed, share: float, dpi: float) -> None:
    """Write a stamp's class into its cells; what is neither middle nor outside is ignored."""
    rows, columns = np.mgrid[0:CELLS, 0:CELLS]
    right = columns * CELL + CELL / 2 - one.x * share
    down = rows * CELL + CELL / 2 - one.y * share
    turn = np.deg2rad(one.stamp.tilt)
    along = np.cos(turn) * right + np.sin(turn) * down
    across = -np.sin(turn) * right + np.cos(turn) * down
    unit = dpi / 25.4 * share
    half = one.stamp.width * unit / 2, one.stamp.height * unit / 2
    near = (abs(along) < half[0] + 4) & (abs(across) < half[1] + 4)
    core = (abs(along) < max(0.3 * half[0], 6.5)) & (abs(across) < max(0.4 * half[1], 6.5))
    heat[near & (heat == 0)] = IGNORED if one.kind else 0
    if one.wanted:
        heat[core] = _HEAT[one.kind]


def _cut(made: Sample, view: Bytes, kind: int, middle: tuple[float, float], rng: Random) -> None:
    """Cut crops around a place, as unsteadily as the page network points at it."""
    unit = POOL_DPI / 25.4
    for _ in range(1 if kind in (0, 1, 2, 3) else 2):
        x = middle[0] + max(-7.0, min(7.0, rng.gauss(0, 2.4))) * unit
        y = middle[1] + max(-3.0, min(3.0, rng.gauss(0, 1.2))) * unit
        made.crops.append(mark_view.crop(view, x, y))
        made.kinds.append(kind)
