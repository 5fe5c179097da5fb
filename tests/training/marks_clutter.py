"""What stands on a page besides stamps: lines, tables, seals, signature boxes, arrival stamps."""

from datetime import date
from itertools import pairwise
from random import Random

import cv2
import numpy as np
from PIL import Image as PilImage
from PIL import ImageDraw

from tests.mail.handwriting import signature
from tests.mail.ink import INKS, Density, Sheet, as_density, press
from tests.mail.seal import stamp_seal
from tests.mail.stamps import Arrival, press_arrival
from tests.training.marks_words import MARKS, SYLLABLES, face, fonts, line

Box = tuple[float, float, float, float]


def scatter(sheet: Sheet, rng: Random) -> None:
    """Lay a few things on a piece before stamps are pressed on it."""
    side = sheet.image.shape[0]
    if rng.random() < 0.3:
        _lines(sheet, rng, rng.randint(1, 5))
    if rng.random() < 0.12:
        _table(sheet, rng)
    if rng.random() < 0.1:
        stamp_seal(sheet, rng, _names(rng), (rng.uniform(0, side), rng.uniform(0, side)), _ink(rng))
    if rng.random() < 0.07:
        _arrival(sheet, rng)
    if rng.random() < 0.07:
        _signature_box(sheet, rng)
    if rng.random() < 0.06:
        signature(sheet, rng, (rng.uniform(0, side), rng.uniform(0, side)))


def cover(sheet: Sheet, box: Box, rng: Random) -> None:
    """Print over a stamp, or hide a part of it."""
    x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
    kind = rng.choice(
        ("lines", "lines", "lines", "rules", "seal", "seal", "pen", "hidden", "table")
    )
    if kind == "lines":
        top = box[1] + rng.uniform(-0.2, 0.5) * (box[3] - box[1])
        _text_block(sheet, rng, box[0] - rng.uniform(0, 60), top, rng.randint(1, 3))
    elif kind == "rules":
        _rules(sheet, box, rng)
    elif kind == "seal":
        stamp_seal(sheet, rng, _names(rng), (x, y), _ink(rng))
    elif kind == "pen":
        signature(sheet, rng, (x, y))
    elif kind == "table":
        _table(sheet, rng, (int(box[0] - rng.uniform(0, 80)), int(box[1] - rng.uniform(0, 60))))
    else:
        _hide(sheet, box, rng)


def _hide(sheet: Sheet, box: Box, rng: Random) -> None:
    """Lose up to a quarter of a stamp: under a sticker, a fold, a punched hole."""
    wide, tall = box[2] - box[0], box[3] - box[1]
    paper = np.percentile(sheet.image[::9, ::9], 85, axis=(0, 1))
    shade = tuple(float(each) for each in paper)
    if rng.random() < 0.4:
        middle = round(rng.uniform(box[0], box[2])), round(rng.uniform(box[1], box[3]))
        cv2.circle(sheet.image, middle, round(rng.uniform(1, 3) * sheet.scale), shade, -1)
        return
    part = rng.uniform(0.05, 0.25)
    left = box[0] + rng.choice((0.0, 1 - part)) * wide
    first, last = (round(left), round(box[1])), (round(left + part * wide), round(box[3]))
    if rng.random() < 0.4:
        y = box[1] + rng.uniform(0.2, 0.8) * tall
        first, last = (round(box[0]), round(y)), (round(box[2]), round(y + 0.12 * tall))
    cv2.rectangle(sheet.image, first, last, shade, -1)


def _names(rng: Random) -> tuple[str, str]:
    name = " ".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 6)))
    head = rng.choice(("ỦY BAN NHÂN DÂN", "SỞ", "HỘI ĐỒNG", "PHÒNG", "CÔNG TY"))
    return f"{head} {name}", " ".join(rng.choice(SYLLABLES) for _ in range(2))


def _ink(rng: Random) -> str:
    return rng.choice(("red", "red", "red", "faded-red", "black"))


def _text(text: str, rng: Random, sheet: Sheet, points: float = 0.0) -> Density:
    size = (points or rng.choice((11, 12, 13, 13, 14, 14))) * sheet.dpi / 72
    choice = fonts(rng.random() < 0.35)
    usual = [each for each in choice if "Tinos" in each]
    path = rng.choice(usual) if usual and rng.random() < 0.6 else rng.choice(choice)
    font = face(path, max(6, round(size)))
    canvas = PilImage.new("L", (int(font.getlength(text) + 6), int(size * 1.6)), 0)
    ImageDraw.Draw(canvas).text((2, size * 0.15), text, font=font, fill=255)
    return as_density(np.asarray(canvas, np.float32) / 255)


def _text_block(sheet: Sheet, rng: Random, left: float, top: float, count: int) -> None:
    dark = rng.randint(10, 70)
    step = rng.uniform(5.0, 8.0) * sheet.scale
    for row in range(count):
        press(sheet, _text(line(rng), rng, sheet), left, top + row * step, (dark, dark, dark))


def _lines(sheet: Sheet, rng: Random, count: int) -> None:
    side = sheet.image.shape[0]
    _text_block(sheet, rng, rng.uniform(-0.3, 0.7) * side, rng.uniform(-0.05, 0.9) * side, count)


def _rules(sheet: Sheet, box: Box, rng: Random) -> None:
    dark = (rng.randint(0, 90),) * 3
    for _ in range(rng.randint(1, 3)):
        thick = max(1, round(rng.uniform(0.15, 0.5) * sheet.scale))
        if rng.random() < 0.6:
            y = round(rng.uniform(box[1], box[3]))
            cv2.line(sheet.image, (round(box[0] - 60), y), (round(box[2] + 60), y), dark, thick)
        else:
            x = round(rng.uniform(box[0], box[2]))
            cv2.line(sheet.image, (x, round(box[1] - 60)), (x, round(box[3] + 60)), dark, thick)


def _table(sheet: Sheet, rng: Random, corner: tuple[int, int] | None = None) -> None:
    """Rule a table; its cells talk about anything, secrecy among it, as tables of records do."""
    side = sheet.image.shape[0]
    unit = sheet.scale
    x0, y0 = corner or (rng.randint(-side // 3, side // 2), rng.randint(-side // 4, side // 2))
    columns = np.cumsum([0] + [rng.uniform(8, 35) * unit for _ in range(rng.randint(2, 5))])
    rows = np.cumsum([0] + [rng.uniform(6, 12) * unit] * rng.randint(2, 6))
    dark = (rng.randint(0, 90),) * 3
    thick = max(1, round(rng.uniform(0.15, 0.4) * unit))
    last = round(x0 + columns[-1]), round(y0 + rows[-1])
    for y in (round(y0 + each) for each in rows):
        cv2.line(sheet.image, (x0, y), (last[0], y), dark, thick)
    for x in (round(x0 + each) for each in columns):
        cv2.line(sheet.image, (x, y0), (x, last[1]), dark, thick)
    if corner:
        return
    for above, below in pairwise(rows):
        for left, right in pairwise(columns):
            shape = _text(_cell(rng), rng, sheet, rng.choice((10, 11, 12, 13)))
            if shape.shape[1] < right - left:
                middle = (above + below - shape.shape[0]) / 2
                press(sheet, shape, x0 + left + rng.uniform(1, 3) * unit, y0 + middle, dark)


def _cell(rng: Random) -> str:
    chance = rng.random()
    if chance < 0.15:
        return rng.choice(MARKS).capitalize()
    if chance < 0.45:
        return str(rng.randint(1, 2500))
    word = " ".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 3)))
    return word if rng.random() < 0.4 else word.capitalize()


def _arrival(sheet: Sheet, rng: Random) -> None:
    side = sheet.image.shape[0]
    day = date(rng.randint(2012, 2026), rng.randint(1, 12), rng.randint(1, 28))
    organ = _names(rng)[0]
    corner = rng.uniform(-0.2, 0.4) * side, rng.uniform(-0.1, 0.5) * side
    press_arrival(sheet, Arrival(organ, str(rng.randint(1, 4999)), day), rng, corner)


def _signature_box(sheet: Sheet, rng: Random) -> None:
    """The visible box of a digital signature: small lines in a frame, or without one."""
    side, unit = sheet.image.shape[0], sheet.scale
    colour = rng.choice(INKS[rng.choice(("red", "blue", "black"))])
    left, top = rng.uniform(0, 0.4) * side, rng.uniform(0, 0.7) * side
    by = "Ký bởi: " + _names(rng)[0]
    rows = (by, "Email: vanthu@example.vn", "Thời gian ký: 12.05.2024 10:11")
    for number, row in enumerate(rng.sample(rows, rng.randint(1, 3))):
        y = top + (0.6 + 3.6 * number) * unit
        press(sheet, _text(row, rng, sheet, 8), left + unit, y, colour)
    if rng.random() < 0.7:
        first = round(left), round(top)
        last = round(left + rng.uniform(35, 60) * unit), round(top + rng.uniform(9, 16) * unit)
        cv2.rectangle(sheet.image, first, last, colour, max(1, round(0.3 * unit)))
