"""Presses framed words on a page in every way hands and rubber do, and tells what is left to see.

Richer than `stamps`, which makes the stamps of a letter: faces, sizes, slants, worn and smeared
words, labels pasted over; and every impression keeps its clean word, to be compared afterwards.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

from tests.mail.ink import INKS, Density, Sheet, as_density, clouds, worn
from tests.mail.ink import press as lay

Mask = NDArray[np.bool_]
Ruin = Literal["none", "gone", "smeared", "blotted", "scrawled"]

FONTS = Path("/usr/share/fonts/truetype")
SERIF = (
    "croscore/Tinos-Bold.ttf",
    "noto/NotoSerif-Bold.ttf",
    "dejavu/DejaVuSerifCondensed-Bold.ttf",
)
SANS = ("croscore/Arimo-Bold.ttf", "noto/NotoSans-Bold.ttf", "croscore/Cousine-Bold.ttf")
HELD_BACK = (
    "dejavu/DejaVuSerif-Bold.ttf",
    "noto/NotoSerifDisplay-Bold.ttf",
    "noto/NotoSansDisplay-Bold.ttf",
    "dejavu/DejaVuSans-Bold.ttf",
    "dejavu/DejaVuSansCondensed-Bold.ttf",
)
"""Faces that no training and no tuning may use: what was learned must hold for them too."""

LETTERS = "ẬỆỐỎƯỢẤẮẠĐẢÍÌÊƠÔ"
MODEL_MM = {"MẬT": (20, 8), "TỐI MẬT": (30, 8), "TUYỆT MẬT": (40, 8), "GIẢI MẬT": (30, 13)}
_FINE = 2
_EDGE_MM = 1.5


@dataclass(frozen=True)
class Stamp:
    """What is pressed, and how.

    Args:
        text: A second line is set smaller and lighter.
        borders: 0 to 2 frames.
        ink: A key of `INKS`.
        angle: Degrees, anticlockwise.
        place: Middle, as fractions of the page.
        wear: See `ink.worn`.
        face: A font file under `FONTS`.
        points: Type size.
        track: Space between letters, as a share of the type size.
        stretch: Width of the letters against their natural one.
        shear: How much rows slide sideways; rubber gives.
        frame: Outer width and height, mm; the model's size, or around the word, when None.
        line: Thickness of the frame, mm.
        gap: Between two frames, mm.
        ruin: What became of the word.
    """

    text: str
    borders: int = 2
    ink: str = "red"
    angle: float = 0.0
    place: tuple[float, float] = (0.19, 0.27)
    wear: str = "full"
    face: str = SERIF[0]
    points: float = 13.0
    track: float = 0.0
    stretch: float = 1.0
    shear: float = 0.0
    frame: tuple[float, float] | None = None
    line: float = 0.4
    gap: float = 1.0
    ruin: Ruin = "none"


@dataclass(frozen=True)
class Impression:
    """A stamp on a page: where it lies, its clean ink, and what had been there.

    Args:
        origin: Upper left corner of the masks, pixels of the straight page.
        frame: The frame's clean ink, 0 to 1.
        word: The word's clean ink, 0 to 1.
        bare: The word's clean ink where nothing lay before.
        beneath: Share of the word's area that was dark before.
        covered: Share of the word's area that something was laid over afterwards.
    """

    stamp: Stamp
    origin: tuple[int, int]
    frame: Density
    word: Density
    bare: Density
    beneath: float = 0.0
    covered: float = 0.0


def faces(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the faces that are installed and have every letter a mark may need."""
    return tuple(name for name in names if (FONTS / name).is_file() and complete(name))


def complete(face: str) -> bool:
    """Tell whether a face draws Vietnamese capitals, not the box of a missing letter."""
    font = ImageFont.truetype(str(FONTS / face), 40)
    missing = bytes(font.getmask("\U0010fffd"))
    drawn = [bytes(font.getmask(letter)) for letter in LETTERS]
    return missing not in drawn and len(set(drawn)) == len(LETTERS)


def drawn(stamp: Stamp, dpi: float) -> tuple[Density, Density]:
    """Draw a stamp level: its frame's ink and its word's ink, on rubber of the same size."""
    unit = dpi / 25.4 * _FINE
    word = _lettering(stamp, dpi * _FINE)
    wide, high = _outer(stamp, word, unit)
    edge = _EDGE_MM * unit
    shape = (
        int(max(high, word.shape[0]) + 2 * edge),
        int(max(wide, word.shape[1]) + 2 * edge),
    )
    text = np.zeros(shape, np.float32)
    # The capitals are what is centred; accents and the dot below stand out of them.
    top = (shape[0] - word.shape[0]) // 2
    left = (shape[1] - word.shape[1]) // 2
    text[top : top + word.shape[0], left : left + word.shape[1]] = word
    frame = np.zeros(shape, np.float32)
    for number in range(stamp.borders):
        inset = number * (stamp.gap + stamp.line) * unit
        x, y = (shape[1] - wide) / 2 + inset, (shape[0] - high) / 2 + inset
        corners = (round(x), round(y)), (round(shape[1] - x), round(shape[0] - y))
        cv2.rectangle(frame, *corners, 1.0, max(1, round(stamp.line * unit)))
    return as_density(frame), as_density(text)


def _outer(stamp: Stamp, word: Density, unit: float) -> tuple[float, float]:
    inner = 2 * stamp.borders * (stamp.gap + stamp.line)
    wide, high = word.shape[1] / unit + inner, word.shape[0] / unit + inner
    model = stamp.frame or MODEL_MM.get(stamp.text.partition("\n")[0])
    if model:
        # The models are narrow: accents and the dot below touch the inner frame.
        least = 0.72 * word.shape[0] / unit + 0.75 * inner
        return max(model[0], wide + 0.5) * unit, max(model[1], least) * unit
    return (wide + 4) * unit, (high + 1.2) * unit


def _lettering(stamp: Stamp, dpi: float) -> Density:
    """Set the text: cut to its ink, tracked and stretched."""
    rows = [
        _row(text, stamp, dpi, 1.0 if number == 0 else 0.85)
        for number, text in enumerate(stamp.text.split("\n"))
    ]
    wide = max(row.shape[1] for row in rows)
    gap = np.zeros((round(dpi / 25.4), wide), np.float32)
    parts: list[Density] = []
    for row in rows:
        left = (wide - row.shape[1]) // 2
        padded = np.pad(row, ((0, 0), (left, wide - row.shape[1] - left)))
        parts += [gap, padded] if parts else [padded]
    return as_density(np.vstack(parts))


def _row(text: str, stamp: Stamp, dpi: float, share: float) -> Density:
    size = max(8, round(stamp.points * share * dpi / 72))
    font = ImageFont.truetype(str(FONTS / stamp.face), size)
    canvas = PilImage.new("L", (int((font.getlength(text) + len(text) * size) + size), 2 * size), 0)
    pen = ImageDraw.Draw(canvas)
    x = size * 0.25
    for piece in text if stamp.track else [text]:
        pen.text((x, size * 0.35), piece, font=font, fill=255)
        x += font.getlength(piece) + stamp.track * size
    row = canvas.crop(canvas.getbbox() or (0, 0, 1, 1))
    if stamp.stretch != 1.0:
        row = row.resize((max(2, round(row.width * stamp.stretch)), row.height))
    return as_density(np.asarray(row, np.float32) / np.float32(255))


def press(sheet: Sheet, stamp: Stamp, rng: Random) -> Impression:
    """Press a stamp on a sheet."""
    noise = np.random.default_rng(rng.getrandbits(32))
    frame, word = drawn(stamp, sheet.dpi)
    frame, word = _set_down(frame, stamp), _set_down(word, stamp)
    unit = sheet.scale
    area = _area(word, unit)
    ruined = _ruined(word, stamp.ruin, noise, unit)
    density = worn(as_density(np.maximum(frame, ruined)), noise, stamp.wear, unit)
    height, width = sheet.image.shape[:2]
    left = round(stamp.place[0] * width - density.shape[1] / 2)
    top = round(stamp.place[1] * height - density.shape[0] / 2)
    below = _dark_below(sheet, word.shape, (left, top))
    beneath = float(below[area > 0].mean()) if np.any(area > 0) else 0.0
    lay(sheet, density, left, top, rng.choice(INKS[stamp.ink]))
    return Impression(stamp, (left, top), frame, word, as_density(word * ~below), beneath)


def _set_down(shape: Density, stamp: Stamp) -> Density:
    """Shear and turn a fine drawing, and bring it to the page's own resolution."""
    height, width = shape.shape
    angle = np.deg2rad(stamp.angle)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.array([[1.0, stamp.shear], [0.0, 1.0]])
    wide, high = (np.abs(matrix) @ np.array([width, height])).astype(int) + 4
    wide, high = wide + wide % _FINE, high + high % _FINE
    shift = np.array([wide, high]) / 2 - matrix @ np.array([width, height]) / 2
    turned = cv2.warpAffine(shape, np.column_stack([matrix, shift]), (int(wide), int(high)))
    size = (int(wide) // _FINE, int(high) // _FINE)
    return as_density(cv2.resize(turned, size, interpolation=cv2.INTER_AREA))


def _area(word: Density, unit: float) -> Density:
    """Give the area of the word: its letters and the room between them."""
    side = max(3, round(1.2 * unit))
    kernel = np.ones((side, side), np.uint8)
    return as_density(cv2.morphologyEx((word > 0.3).astype(np.uint8), cv2.MORPH_CLOSE, kernel))


def _ruined(word: Density, ruin: Ruin, noise: np.random.Generator, unit: float) -> Density:
    """Make a word illegible as worn rubber, a slipping hand or a pen does."""
    high, wide = word.shape
    if ruin == "gone":
        flecks = clouds(noise, high, wide, max(1.5, 0.3 * unit)) > 0.86
        return as_density(word * flecks * noise.uniform(0.2, 0.9))
    if ruin == "smeared":
        soft = cv2.GaussianBlur(
            word, (0, 0), float(noise.uniform(0.9, 1.6)) * unit, sigmaY=0.3 * unit
        )
        twice = np.maximum(soft, np.roll(soft, round(noise.uniform(1, 2.5) * unit), axis=1))
        return as_density(np.clip(twice * noise.uniform(1.0, 1.8), 0, 1))
    if ruin == "blotted":
        inside = cv2.dilate(word, np.ones((round(1.4 * unit), round(3 * unit)), np.uint8))
        spots = clouds(noise, high, wide, 1.2 * unit) > noise.uniform(0.1, 0.35)
        return as_density(np.maximum(0.3 * word, inside * spots))
    if ruin == "scrawled":
        return _scrawled(word, noise, unit)
    return word


def _scrawled(word: Density, noise: np.random.Generator, unit: float) -> Density:
    rows, columns = np.nonzero(word > 0.3)
    marked = np.ascontiguousarray(0.5 * word, np.float32)
    for _ in range(int(noise.integers(9, 16))):
        count = int(noise.integers(4, 9))
        xs = noise.uniform(columns.min(), columns.max(), count)
        ys = noise.uniform(rows.min() - 0.3 * unit, rows.max() + 0.3 * unit, count)
        line = np.round(np.stack([np.sort(xs), ys], axis=1)).astype(np.int32)
        cv2.polylines(marked, [line], False, 1.0, max(1, round(0.5 * unit)), cv2.LINE_AA)
    return as_density(marked)


def _dark_below(sheet: Sheet, shape: tuple[int, ...], origin: tuple[int, int]) -> Mask:
    """Tell which pixels of a stamp's place are dark on the page as it is."""
    x, y = origin
    below = np.zeros(shape, np.bool_)
    y0, x0 = max(0, y), max(0, x)
    part = sheet.image[y0 : max(0, y + shape[0]), x0 : max(0, x + shape[1])].min(axis=2) < 140
    below[y0 - y : y0 - y + part.shape[0], x0 - x : x0 - x + part.shape[1]] = part
    return below


def label_over(sheet: Sheet, impression: Impression, rng: Random) -> Impression:
    """Paste a white label over one end or a strip of the word: a fifth to two fifths of it."""
    rows, columns = np.nonzero(impression.word > 0.3)
    left, top = impression.origin
    x0, x1, y0, y1 = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
    share = rng.uniform(0.18, 0.4)
    if rng.random() < 0.7:
        cut = round((x1 - x0) * share)
        x0, x1 = (x0 - 30, x0 + cut) if rng.random() < 0.5 else (x1 - cut, x1 + 30)
    else:
        cut = round((y1 - y0) * share)
        y0, y1 = (y0 - 10, y0 + cut) if rng.random() < 0.5 else (y1 - cut, y1 + 10)
    box = (left + int(x0), top + int(y0)), (left + int(x1), top + int(y1))
    cv2.rectangle(sheet.image, *box, [rng.randint(238, 252)] * 3, -1)
    cv2.rectangle(sheet.image, *box, [rng.randint(150, 215)] * 3, 1)
    return replace(impression, covered=share)
