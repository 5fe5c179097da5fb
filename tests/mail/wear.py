"""What copying and scanning does to a page: noise, turn, fading, threshold, shadows, dirt."""

from collections.abc import Callable
from random import Random

import cv2
import numpy as np

from tests.mail import copies
from tests.mail.ink import Image, Sheet, as_image, clouds

Step = Callable[[Sheet, Random, np.random.Generator], None]


def _noise(sheet: Sheet, rng: np.random.Generator, strength: float) -> None:
    """Grain, from one tile laid again and again: fresh noise for every pixel costs too much."""
    height, width = sheet.image.shape[:2]
    tile = rng.normal(0, strength, (607, 541)).astype(np.float32)
    times = (height // 607 + 1, width // 541 + 1)
    for sign, change in ((1, cv2.add), (-1, cv2.subtract)):
        part = as_image(np.clip(np.rint(sign * tile), 0, 255))
        grain = cv2.repeat(part, *times)[:height, :width]
        if sheet.image.ndim == 3:
            grain = cv2.merge([grain, grain, grain])
        sheet.image = as_image(change(sheet.image, grain))


def _levels(sheet: Sheet, black: float, white: float, gamma: float = 1.0) -> None:
    ramp = (np.arange(256) / 255.0) ** gamma * (white - black) + black
    sheet.image = as_image(cv2.LUT(sheet.image, as_image(np.clip(ramp, 0, 255))))


def _blur(sheet: Sheet, millimetres: float) -> None:
    sheet.image = as_image(
        cv2.GaussianBlur(sheet.image, (0, 0), max(0.3, millimetres * sheet.scale))
    )


def _turn(sheet: Sheet, degrees: float) -> None:
    height, width = sheet.image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    paper = tuple(int(v) for v in np.atleast_1d(np.median(sheet.image[:8:2, ::16], axis=(0, 1))))
    sheet.image = as_image(
        cv2.warpAffine(
            sheet.image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper
        )
    )
    sheet.turn = np.asarray(matrix, dtype=np.float64)


def _grey(sheet: Sheet) -> None:
    if sheet.image.ndim == 3:
        sheet.image = as_image(cv2.cvtColor(sheet.image, cv2.COLOR_RGB2GRAY))


def _tint(sheet: Sheet, rng: Random) -> None:
    """Paper is rarely the scanner's white."""
    bright = rng.randint(244, 253)
    white = [bright, bright - rng.randint(-1, 1), bright - rng.randint(-2, 5)]
    planes = [
        cv2.LUT(plane, as_image(np.linspace(rng.randint(0, 24), top, 256)))
        for plane, top in zip(cv2.split(sheet.image), white, strict=True)
    ]
    sheet.image = as_image(cv2.merge(planes))


def _jpeg(sheet: Sheet, quality: int) -> None:
    colour = sheet.image.ndim == 3
    _, data = cv2.imencode(".jpg", sheet.image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    flag = cv2.IMREAD_COLOR if colour else cv2.IMREAD_GRAYSCALE
    decoded = cv2.imdecode(data, flag)
    if decoded is None:
        raise ValueError(quality)
    sheet.image = as_image(decoded)


def _shade(sheet: Sheet, factor: Image) -> None:
    if sheet.image.ndim == 3:
        factor = as_image(cv2.merge([factor, factor, factor]))
    sheet.image = as_image(cv2.multiply(sheet.image, factor, scale=1 / 255))


def _uneven(sheet: Sheet, rng: np.random.Generator, depth: float) -> None:
    height, width = sheet.image.shape[:2]
    light = clouds(rng, 64, 64, 24)
    factor = as_image(np.clip(255 - depth * np.clip(light, 0, 1), 0, 255))
    _shade(sheet, as_image(cv2.resize(factor, (width, height), interpolation=cv2.INTER_LINEAR)))


def _edge_shadow(sheet: Sheet, rng: Random) -> None:
    """The lid was not shut, or the sheet did not reach the edge of the glass."""
    height, width = sheet.image.shape[:2]
    reach = rng.uniform(3, 12) * sheet.scale
    across = rng.random() < 0.6
    line = np.arange(width if across else height, dtype=np.float32)
    if rng.random() < 0.5:
        line = line[::-1]
    dark = as_image(255 - rng.uniform(60, 190) * np.exp(-line / (reach / 2.5)))
    factor = np.tile(dark, (height, 1)) if across else np.tile(dark[:, None], (1, width))
    _shade(sheet, as_image(np.ascontiguousarray(factor)))


def _speckles(sheet: Sheet, rng: Random, count: int) -> None:
    height, width = sheet.image.shape[:2]
    for _ in range(count):
        centre = (rng.randrange(width), rng.randrange(height))
        radius = max(0, round(rng.uniform(0.03, 0.22) * sheet.scale))
        cv2.circle(sheet.image, centre, radius, [rng.randint(10, 120)] * 3, -1, cv2.LINE_AA)


def _punch_holes(sheet: Sheet, rng: Random) -> None:
    """Two holes of a binder, 80 mm apart; the scanner's lid shows through them."""
    height, _ = sheet.image.shape[:2]
    x = int(rng.uniform(9, 13) * sheet.scale)
    middle, tone = height / 2 + rng.uniform(-6, 6) * sheet.scale, rng.choice([30, 60, 205])
    for side in (-40, 40):
        centre = (x, int(middle + side * sheet.scale))
        cv2.circle(sheet.image, centre, int(2.9 * sheet.scale), [tone] * 3, -1, cv2.LINE_AA)


def bleed(sheet: Sheet, other: Image, strength: float) -> None:
    """Let the back page show through, mirrored."""
    mirrored = cv2.flip(other, 1)
    if mirrored.shape[:2] != sheet.image.shape[:2]:
        mirrored = cv2.resize(mirrored, (sheet.image.shape[1], sheet.image.shape[0]))
    soft = cv2.GaussianBlur(mirrored, (0, 0), 0.25 * sheet.scale)
    faint = as_image(255 - (255 - soft.astype(np.float32)) * strength)
    sheet.image = as_image(np.minimum(sheet.image, faint))


def _bleed_scan(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    """Thin paper printed on both sides; `backs` hands the other side to the sheet."""
    if sheet.back is not None:
        bleed(sheet, sheet.back, rng.uniform(0.06, 0.2))
    _scan(sheet, rng, noise)


def _scan(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    _tint(sheet, rng)
    _blur(sheet, rng.uniform(0.03, 0.06))
    _turn(sheet, rng.uniform(-1.5, 1.5))
    _noise(sheet, noise, rng.uniform(1.5, 4))


def _grey_scan(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    _grey(sheet)
    _levels(sheet, rng.uniform(5, 40), rng.uniform(238, 252))
    _blur(sheet, rng.uniform(0.03, 0.07))
    _turn(sheet, rng.uniform(-1.5, 1.5))
    _noise(sheet, noise, rng.uniform(2, 5))


def _bilevel(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    _grey(sheet)
    _blur(sheet, rng.uniform(0.03, 0.07))
    _turn(sheet, rng.uniform(-1.5, 1.5))
    _noise(sheet, noise, rng.uniform(3, 16))
    _speckles(sheet, rng, rng.randint(0, 60))
    sheet.image = as_image(np.where(sheet.image < rng.choice([150, 165, 180, 195]), 0, 255))


def _faded(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    """Worn toner: print turns grey, and breaks up in patches."""
    height, width = sheet.image.shape[:2]
    patches = clouds(noise, 200, 141, 18)
    lift = as_image(np.clip(35 + 135 * np.clip(patches, 0, 1), 0, 180))
    floor = as_image(cv2.resize(lift, (width, height), interpolation=cv2.INTER_LINEAR))
    if sheet.image.ndim == 3:
        floor = as_image(cv2.merge([floor, floor, floor]))
    sheet.image = as_image(np.maximum(sheet.image, floor))
    _scan(sheet, rng, noise)


def _photocopy(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    """A black-and-white copy of a copy, scanned: red stamps are grey or black."""
    _grey(sheet)
    _blur(sheet, rng.uniform(0.05, 0.1))
    _levels(sheet, rng.uniform(-60, 10), rng.uniform(262, 290), rng.uniform(1.0, 1.6))
    _speckles(sheet, rng, rng.randint(30, 160))
    _edge_shadow(sheet, rng)
    _turn(sheet, rng.uniform(-2, 2))
    _noise(sheet, noise, rng.uniform(2, 6))


def _uneven_scan(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    _scan(sheet, rng, noise)
    _uneven(sheet, noise, rng.uniform(30, 90))
    _edge_shadow(sheet, rng)


def _dirty(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    _punch_holes(sheet, rng)
    _scan(sheet, rng, noise)
    _speckles(sheet, rng, rng.randint(40, 200))


def _skewed(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    _tint(sheet, rng)
    _turn(sheet, rng.choice([-1, 1]) * rng.uniform(1.5, 4))
    _noise(sheet, noise, rng.uniform(1.5, 4))


def _jpeg_scan(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    _scan(sheet, rng, noise)
    _jpeg(sheet, rng.randint(18, 45))


def _blurred(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    _scan(sheet, rng, noise)
    _blur(sheet, rng.uniform(0.1, 0.2))


def _halftone(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    """One bit with dots for grey, as fax-minded scanners and copiers send it."""
    _grey(sheet)
    _turn(sheet, rng.uniform(-1.5, 1.5))
    tile = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) * 16 + 8
    if rng.random() < 0.5:
        tile = noise.permuted(np.arange(4096)).reshape(64, 64) // 16
    height, width = sheet.image.shape[:2]
    times = height // tile.shape[0] + 1, width // tile.shape[1] + 1
    level = np.tile(np.clip(tile, 8, 236).astype(np.uint8), times)[:height, :width]
    sheet.image = as_image(np.where(sheet.image > level, 255, 0))


def _lowres(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    """Scanned coarsely, sent as a small JPEG, and blown up again."""
    height, width = sheet.image.shape[:2]
    share = rng.uniform(0.45, 0.75)
    small = (round(width * share), round(height * share))
    sheet.image = as_image(cv2.resize(sheet.image, small, interpolation=cv2.INTER_AREA))
    _noise(sheet, noise, rng.uniform(1, 3))
    _jpeg(sheet, rng.randint(45, 85))
    sheet.image = as_image(cv2.resize(sheet.image, (width, height), interpolation=cv2.INTER_CUBIC))


def _after(step: Step) -> Step:
    """First the fault of printer or paper, then an ordinary scan of it."""

    def both(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
        step(sheet, rng, noise)
        (_scan if rng.random() < 0.6 else _bilevel)(sheet, rng, noise)

    return both


def _clean(sheet: Sheet, rng: Random, noise: np.random.Generator) -> None:
    """As printed to a file."""


DEGRADATIONS: dict[str, Step] = {
    "clean": _clean,
    "scan": _scan,
    "grey": _grey_scan,
    "bilevel": _bilevel,
    "faded": _faded,
    "photocopy": _photocopy,
    "uneven": _uneven_scan,
    "dirty": _dirty,
    "skewed": _skewed,
    "jpeg": _jpeg_scan,
    "blurred": _blurred,
    "bleed": _bleed_scan,
    "halftone": _halftone,
    "lowres": _lowres,
    "dot-matrix": _after(copies.dot_matrix),
    "low-toner": _after(copies.low_toner),
    "folded": _after(copies.folded),
    "fax": copies.fax,
}
ONE_BIT = ("bilevel", "halftone", "fax")

WEIGHTS: dict[str, int] = {
    **dict.fromkeys(DEGRADATIONS, 1),
    "clean": 0,
    "halftone": 0,
    "lowres": 0,
    "scan": 6,
    "grey": 2,
    "bilevel": 3,
} | dict.fromkeys(("dot-matrix", "low-toner", "folded", "fax"), 0)

VARIED = {**dict.fromkeys(DEGRADATIONS, 1), "clean": 0, "scan": 5, "grey": 2, "bilevel": 3}
"""How often each is met where variety is asked for."""


def degrade(sheet: Sheet, kind: str, rng: Random) -> None:
    """Wear a page down in one of the known ways."""
    DEGRADATIONS[kind](sheet, rng, np.random.default_rng(rng.getrandbits(32)))


def finished(sheet: Sheet, kind: str) -> Image | np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The picture as its scanner would hand it over: colour, grey, or one bit (True is white)."""
    return sheet.image > 127 if kind in ONE_BIT else sheet.image
