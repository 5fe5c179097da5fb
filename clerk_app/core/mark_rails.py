"""Frames put together from broken pieces of line: parallel rails of a stamp's length and distance.

A worn or overprinted frame has no closed line around it any more; its long sides still lie
parallel, end at the same places, and where there are two borders each side lies there twice.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from clerk_app.core.imaging import Segments

TILT: Final = 16.0
PIECE_MM: Final = 2.5
LENGTH_MM: Final = (11.0, 58.0)
APART_MM: Final = (4.0, 15.0)
_ON_LINE_MM: Final = 0.45
_BREAK_MM: Final = 5.0
_COVERED: Final = 0.45
_PARALLEL: Final = 2.5
_TOGETHER: Final = 0.72
_MOST: Final = 160

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rail:
    """Pieces of one straight line, in mm along (`start`, `end`) and across (`place`)."""

    start: float
    end: float
    place: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of rails, mm from the page's top left.

    Attributes:
        x: Centre.
        y: Centre.
        width: Along the rails.
        height: Across them.
        angle: Degrees by which they fall to the right.
        borders: 2 where both long sides, or one and both ends, lie there twice.
        score: How many rails and ends support it.
    """

    x: float
    y: float
    width: float
    height: float
    angle: float
    borders: int
    score: float


def frames(segments: Segments, unit: float) -> list[Frame]:
    """Put frames together, the best supported first.

    Args:
        segments: Straight strokes, pixels.
        unit: Pixels a mm.
    """
    ends = segments / unit
    steps = ends[:, 2:] - ends[:, :2]
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    angles = (np.rad2deg(np.arctan2(steps[:, 1], steps[:, 0])) + 90) % 180 - 90
    level = (np.abs(angles) <= TILT) & (lengths >= PIECE_MM)
    upright = (np.abs(angles) >= 90 - TILT) & (lengths >= PIECE_MM)
    flat = np.flatnonzero(level)
    seeds = flat[np.argsort(-lengths[flat])][:_MOST]
    used = np.zeros(len(ends), bool)
    found: list[Frame] = []
    for seed in seeds:
        if used[seed] or lengths[seed] < 2 * PIECE_MM:
            continue
        used[seed] = True
        alike = level & (np.abs(angles - angles[seed]) <= _PARALLEL)
        frame = _around(ends, seed, float(angles[seed]), alike, upright)
        if frame is not None:
            found.append(frame)
            used |= alike & _within(ends, frame)
    return sorted(found, key=lambda frame: -frame.score)


def _turned(points: Floats, angle: float) -> Floats:
    """Give points in a frame of reference where lines of that angle lie level."""
    turn = np.deg2rad(angle)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return np.asarray(points @ rotation.T, np.float64)


def _within(ends: Floats, frame: Frame) -> NDArray[np.bool_]:
    middle = (ends[:, :2] + ends[:, 2:]) / 2 - (frame.x, frame.y)
    spots = _turned(middle, frame.angle)
    wide, tall = frame.width / 2 + 1, frame.height / 2 + 1
    return np.asarray((np.abs(spots[:, 0]) < wide) & (np.abs(spots[:, 1]) < tall))


def _around(
    ends: Floats, seed: int, angle: float, alike: NDArray[np.bool_], upright: NDArray[np.bool_]
) -> Frame | None:
    """Give the best frame that has the seed's line as one of its rails."""
    first, last = _turned(ends[:, :2], angle), _turned(ends[:, 2:], angle)
    starts, stops = np.minimum(first[:, 0], last[:, 0]), np.maximum(first[:, 0], last[:, 0])
    places = (first[:, 1] + last[:, 1]) / 2
    near = (np.abs(places - places[seed]) <= APART_MM[1] + 3) & (
        (starts < stops[seed] + LENGTH_MM[1]) & (stops > starts[seed] - LENGTH_MM[1])
    )
    rails = _rails(starts, stops, places, np.flatnonzero(alike & near))
    own = [rail for rail in rails if _holds(rail, float(starts[seed]), float(places[seed]))]
    if not own:
        return None
    posts = np.flatnonzero(upright & near)
    middles = (starts[posts] + stops[posts]) / 2
    best: Frame | None = None
    for rail in rails:
        made = _frame(own[0], rail, rails, (middles, places[posts]), angle)
        if made is not None and (best is None or made.score > best.score):
            best = made
    return best


def _holds(rail: Rail, start: float, place: float) -> bool:
    return rail.start <= start + 0.1 <= rail.end and abs(rail.place - place) <= 2 * _ON_LINE_MM


def _rails(starts: Floats, stops: Floats, places: Floats, chosen: NDArray[np.int64]) -> list[Rail]:
    """Join pieces on one line; keep the rails that have a stamp's length."""
    groups: list[list[int]] = []
    for number in chosen[np.argsort(places[chosen])]:
        last = groups[-1] if groups else None
        if last and places[number] - float(np.mean(places[last])) <= _ON_LINE_MM:
            last.append(int(number))
        else:
            groups.append([int(number)])
    return [rail for group in groups for rail in _runs(starts, stops, places, group)]


def _runs(starts: Floats, stops: Floats, places: Floats, group: list[int]) -> list[Rail]:
    """Cut a line's pieces at wide breaks and keep the well covered runs."""
    runs: list[tuple[float, float, float, list[float]]] = []
    for number in sorted(group, key=lambda one: starts[one]):
        start, stop, place = float(starts[number]), float(stops[number]), float(places[number])
        if runs and start - runs[-1][1] <= _BREAK_MM:
            begin, end, covered, held = runs[-1]
            covered += max(0.0, stop - max(start, end))
            runs[-1] = (begin, max(end, stop), covered, [*held, place])
        else:
            runs.append((start, stop, stop - start, [place]))
    return [
        Rail(start, stop, float(np.mean(held)))
        for start, stop, covered, held in runs
        if LENGTH_MM[0] <= stop - start <= LENGTH_MM[1] and covered >= _COVERED * (stop - start)
    ]


def _frame(
    one: Rail, other: Rail, rails: list[Rail], posts: tuple[Floats, Floats], angle: float
) -> Frame | None:
    """Make a frame of two outer rails, if their lengths agree and enough else supports it."""
    apart = abs(one.place - other.place)
    left, right = min(one.start, other.start), max(one.end, other.end)
    shared = min(one.end, other.end) - max(one.start, other.start)
    if not APART_MM[0] <= apart <= APART_MM[1] or shared < _TOGETHER * (right - left):
        return None
    if right - left < 1.5 * apart:
        return None
    top, bottom = min(one.place, other.place), max(one.place, other.place)
    twins = [_twin(rails, top, left, right, inward=1), _twin(rails, bottom, left, right, inward=-1)]
    sides = [_posts(posts, edge, top, bottom, inward) for edge, inward in ((left, 1), (right, -1))]
    ended = sum(1 for side in sides if side)
    doubled = sum(twins) + sum(1 for side in sides if side > 1) / 2
    if ended == 0 and doubled < 2:
        return None
    across, down = (left + right) / 2, (top + bottom) / 2
    centre = _turned(np.array([[across, down]]), -angle)[0]
    return Frame(
        float(centre[0]), float(centre[1]), right - left, bottom - top, angle,
        2 if doubled >= 1.5 else 1, 2 * ended + 3 * doubled,
    )  # fmt: skip


def _twin(rails: list[Rail], place: float, left: float, right: float, *, inward: int) -> bool:
    """Tell whether a second border's rail runs 0.6 to 2.2 mm inside of the outer one."""
    return any(
        0.6 <= (rail.place - place) * inward <= 2.2
        and rail.start > left - 1
        and rail.end < right + 1
        and rail.end - rail.start > 0.6 * (right - left)
        for rail in rails
    )


def _posts(
    posts: tuple[Floats, Floats], edge: float, top: float, bottom: float, inward: int
) -> int:
    """Count the upright lines at an end of the rails: 0, 1, or 2 where it has two borders."""
    along, across = posts
    depth = (along - edge) * inward
    inside = (across > top) & (across < bottom) & (depth > -1.0) & (depth < 2.4)
    spots = np.sort(depth[inside])
    return 0 if not len(spots) else 1 + int(spots[-1] - spots[0] > 0.85)
