"""Draws one stamp as ink: word, frame, tilt and wear, in as many ways as offices cut rubber."""

from dataclasses import dataclass
from random import Random
from typing import Final, Literal

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.mail.ink import Density, as_density, clouds
from tests.training.marks_words import MARKS, face, fonts

Border = Literal["none", "single", "double"]

OFFICIAL_MM: Final = {
    "MẬT": 20.0, "TỐI MẬT": 30.0, "TUYỆT MẬT": 40.0, "KHẨN": 20.0, "HỎA TỐC": 30.0,
}  # fmt: skip
_GONE: Final = {"patchy": 0.24, "dry": 0.38, "strong": 0.42}
WEARS: Final = ("full", "full", "light", "patchy", "dry", "strong", "faint")
_MARGIN_MM: Final = 3.0


@dataclass(frozen=True)
class Stamp:
    """A stamp's ink, on a sheet large enough for its tilt.

    Attributes:
        ink: Density, 0 to 1.
        word: The share of `ink` that is its word, before wear; 0 or 1.
        width: Of its frame, mm.
        height: Of its frame, mm.
        tilt: Degrees, clockwise.
    """

    ink: Density
    word: Density
    width: float
    height: float
    tilt: float


@dataclass(frozen=True)
class Cut:
    """How a stamp is to be cut and pressed; what is left out is chance."""

    text: str
    border: Border
    tilt: float
    wear: str
    remnant: bool = False


def stamp(cut: Cut, rng: Random, dpi: float, more_fonts: str = "") -> Stamp:
    """Draw a stamp at a resolution."""
    unit = dpi / 25.4
    noise = np.random.default_rng(rng.getrandbits(32))
    word, size = _word(cut.text, rng, unit, more_fonts)
    width, height, inner = _frame_size(cut, rng, word, unit, size)
    margin = _MARGIN_MM * unit
    wide = round(max(width * unit, word.shape[1] + 4) + 2 * margin)
    high = round(max(height * unit, word.shape[0] + 4) + 2 * margin)
    letters = np.zeros((high, wide), np.float32)
    # What is centred are the capitals; accents above them weigh more than a dot below.
    rise = 0.06 * size if rng.random() < 0.7 else rng.uniform(-0.12, 0.12) * size
    _lay(letters, word, rng.uniform(-0.8, 0.8) * unit, -rise)
    frame = np.zeros_like(letters)
    if cut.border != "none":
        _rule(frame, (width, height), cut.border == "double", inner, rng, unit)
    if rng.random() < 0.35:
        letters, frame = _other_weight(letters, rng), _other_weight(frame, rng)
    lean = rng.uniform(-0.2, 0.2) if rng.random() < 0.1 else 0.0
    letters, frame = (_turned(each, cut.tilt, lean) for each in (letters, frame))
    ink = _worn(cut, letters, frame, noise, rng, unit)
    return Stamp(ink, as_density(letters > 0.5), width, height, cut.tilt)


def _word(text: str, rng: Random, unit: float, more_fonts: str) -> tuple[Density, float]:
    """Set the word; gives its ink and its type size in pixels."""
    points = rng.choice((11, 12, 13, 13, 13, 14, 14, 15, 16, 17)) * rng.uniform(0.92, 1.08)
    size = points * 0.3528 * unit
    choice = fonts(True, more_fonts) if rng.random() < 0.93 else fonts(False, more_fonts)
    usual = [each for each in choice if "Tinos" in each or "termes" in each or "FreeSerif" in each]
    path = rng.choice(usual) if usual and rng.random() < 0.45 else rng.choice(choice)
    font = face(path, max(8, round(size)))
    track = rng.choice((0, 0, 0, 0.03, 0.08, 0.16)) * size
    rows = _rows(text, rng)
    pieces = [_row(row, font, size, track) for row in rows]
    wide = max(each.shape[1] for each in pieces)
    word = np.concatenate([_padded(each, wide, round(0.12 * size)) for each in pieces])
    stretch = rng.uniform(0.8, 1.2) if rng.random() < 0.5 else 1.0
    if stretch != 1.0:
        word = as_density(cv2.resize(word, (max(4, round(word.shape[1] * stretch)), len(word))))
    return word, size


def _rows(text: str, rng: Random) -> list[str]:
    words = text.split()
    if "GIẢI MẬT" in text and rng.random() < 0.7:
        return [text, rng.choice(("Từ:…………", "Từ: 12/5/2021", "Từ ngày…/…/20…", "QĐ số: …"))]
    if len(words) > 3 and rng.random() < 0.4:
        return [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
    return [text]


def _row(text: str, font: object, size: float, track: float) -> Density:
    measure = font.getlength  # type: ignore[attr-defined]
    long = sum(measure(sign) + track for sign in text) if track else measure(text)
    canvas = Image.new("L", (int(long + size), int(size * 2)), 0)
    draw, x = ImageDraw.Draw(canvas), size * 0.3
    for piece in text if track else [text]:
        draw.text((x, size * 0.35), piece, font=font, fill=255)  # type: ignore[arg-type]
        x += measure(piece) + track
    cut = canvas.crop(canvas.getbbox() or (0, 0, 2, 2))
    return as_density(np.asarray(cut, np.float32) / 255)


def _padded(piece: Density, wide: int, below: int) -> Density:
    left = (wide - piece.shape[1]) // 2
    return as_density(np.pad(piece, ((0, below), (left, wide - piece.shape[1] - left))))


def _frame_size(
    cut: Cut, rng: Random, word: Density, unit: float, size: float
) -> tuple[float, float, bool]:
    """Give the outer frame in mm, and whether a second line runs inside it."""
    long, tall = word.shape[1] / unit, word.shape[0] / unit
    official = OFFICIAL_MM.get(cut.text)
    if official and official > long + 1.5 and rng.random() < 0.65:
        grown = rng.uniform(0.8, 1.2) if rng.random() < 0.5 else 1.0
        return official * max(grown, (long + 1) / official), max(8 * grown, tall), True
    room = (rng.uniform(2, 10), rng.uniform(1, 4.5))
    if cut.border == "double" and rng.random() < 0.5:
        return long + room[0] + 2.5, max(tall, 0.3 * size / unit) + room[1] + 2.5, True
    return long + room[0], tall + room[1], False


def _lay(sheet: Density, piece: Density, right: float, down: float) -> None:
    top = round((sheet.shape[0] - piece.shape[0]) / 2 + down)
    left = round((sheet.shape[1] - piece.shape[1]) / 2 + right)
    top = min(max(0, top), sheet.shape[0] - piece.shape[0])
    left = min(max(0, left), sheet.shape[1] - piece.shape[1])
    part = sheet[top : top + piece.shape[0], left : left + piece.shape[1]]
    np.maximum(part, piece, out=part)


def _rule(
    sheet: Density, size: tuple[float, float], double: bool, inner: bool, rng: Random, unit: float
) -> None:
    thick = max(1, round(rng.uniform(0.2, 0.8) * unit))
    gap = rng.uniform(0.6, 1.3) * unit + thick
    middle = sheet.shape[1] / 2, sheet.shape[0] / 2
    for number in range(2 if double else 1):
        grow = number * (-gap if inner else gap)
        half = size[0] * unit / 2 + grow, size[1] * unit / 2 + grow
        first = (round(middle[0] - half[0]), round(middle[1] - half[1]))
        last = (round(middle[0] + half[0]), round(middle[1] + half[1]))
        line = max(1, round(thick * (rng.uniform(0.4, 1.3) if number else 1)))
        cv2.rectangle(sheet, first, last, 1.0, line)


def _other_weight(shape: Density, rng: Random) -> Density:
    change = rng.choice((cv2.dilate, cv2.dilate, cv2.erode))
    return as_density(change(shape, np.ones((2, 2), np.uint8)))


def _turned(shape: Density, tilt: float, lean: float) -> Density:
    """Turn clockwise about the middle, on a sheet that holds it."""
    tall, wide = shape.shape
    turn = np.deg2rad(tilt)
    cos, sin = np.cos(turn), np.sin(turn)
    matrix = np.array([[cos, -sin], [sin, cos]]) @ np.array([[1, lean], [0, 1]])
    size = (
        int(abs(cos) * wide + abs(sin) * tall) + 4,
        int(abs(sin) * wide + abs(cos) * tall) + 4,
    )
    move = np.zeros((2, 3))
    move[:, :2] = matrix
    move[:, 2] = np.array(size) / 2 - matrix @ (wide / 2, tall / 2)
    return as_density(cv2.warpAffine(shape, move, size, flags=cv2.INTER_LINEAR))


def _worn(
    cut: Cut, letters: Density, frame: Density, noise: np.random.Generator, rng: Random, unit: float
) -> Density:
    strength = {
        "full": (0.75, 1.0), "light": (0.35, 0.65), "patchy": (0.6, 1.0), "dry": (0.6, 1.0),
        "strong": (0.4, 0.85), "faint": (0.16, 0.36),
    }[cut.wear]  # fmt: skip
    if cut.remnant:
        letters = _ruined(letters, noise, rng, unit)
    elif rng.random() < 0.2:  # rubber wears unevenly: the frame outlives the word, or the reverse
        frame = frame * rng.uniform(0.1, 0.8)
    ink = np.maximum(letters, frame) * rng.uniform(*strength)
    if cut.wear in _GONE:
        ink = ink * _holes(ink.shape, noise, unit, _GONE[cut.wear])
    if rng.random() < 0.15:  # pressed on one side only
        slope = np.linspace(rng.uniform(0, 0.5), 1, ink.shape[1], dtype=np.float32)
        ink = ink * (slope if rng.random() < 0.5 else slope[::-1])
    if rng.random() < 0.35:
        return as_density(cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.3, 1.0) * unit / 8))
    return as_density(ink)


def _ruined(letters: Density, noise: np.random.Generator, rng: Random, unit: float) -> Density:
    """Make a word illegible: worn away, smeared, blotted or struck out."""
    way = rng.choice(("gone", "gone", "smeared", "blotted", "struck"))
    if way == "gone":
        left = letters * _holes(letters.shape, noise, unit, 0.62)
        return as_density(left * rng.choice((0, 0.15, 0.5, 0.9)))
    rows, columns = np.nonzero(letters > 0.3)
    if way == "smeared":
        reach = (rng.uniform(0.8, 2.2) * unit, rng.uniform(0.3, 0.9) * unit)
        soft = cv2.GaussianBlur(letters, (0, 0), reach[0], sigmaY=reach[1])
        return as_density(soft * rng.uniform(0.8, 1.4))
    for _ in range(rng.randint(3, 9)):
        one, other = ((int(columns[at]), int(rows[at])) for at in noise.integers(0, len(rows), 2))
        if way == "struck":
            thick = max(1, round(rng.uniform(0.4, 1.0) * unit))
            far = int(columns.max() if rng.random() < 0.5 else columns.min())
            cv2.line(letters, one, other, 1.0, thick, cv2.LINE_AA)
            cv2.line(letters, one, (far, other[1]), 1.0, thick, cv2.LINE_AA)
        else:
            size = (round(rng.uniform(1, 4) * unit), round(rng.uniform(0.8, 2) * unit))
            cv2.ellipse(letters, one, size, rng.uniform(0, 180), 0, 360, 1.0, -1)
    return as_density(np.clip(letters, 0, 1))


def _holes(shape: tuple[int, ...], noise: np.random.Generator, unit: float, low: float) -> Density:
    grain = 0.6 * clouds(noise, shape[0], shape[1], unit * noise.uniform(1.5, 5))
    grain = grain + 0.4 * clouds(noise, shape[0], shape[1], max(1.5, unit * 0.3))
    return as_density(np.clip((grain - low + 0.18) / 0.3, 0.0, 1))


def mark_word(rng: Random) -> str:
    """Choose a secrecy mark."""
    return rng.choice(MARKS)
