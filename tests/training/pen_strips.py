"""Strips to learn handwriting from: slots of a heading, written, printed or empty.

`python -m tests.training.pen_strips --digits FILE.npz --show OUT.png` draws a sheet of them.
"""

import argparse
import subprocess
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from clerk_app.core.pen_strip import BASE, HEIGHT, STRIP_DPI, WIDTH, Strip, channels
from tests.training.pen_glyphs import Digits, Ink, Style, glyph
from tests.training.pen_paper import on_paper

SIGNS = "0123456789abcAB"
"""What a pen writes, in the order of the network's classes; ten printed digits follow them."""

PRINTED = len(SIGNS)
FINE = 2
"""Strips are drawn at this many times their resolution."""

HIGH, LONG, LINE = HEIGHT * FINE, (WIDTH + 64) * FINE, BASE * FINE
EM = STRIP_DPI * FINE / 72
_FACES = ("Tinos", "TeX Gyre Termes", "FreeSerif", "Times New Roman")
_CAPITALS = "ABCDĐGHKLMNPQSTUVXY"
_KINDS = ["KH", "QĐ", "TB", "GM", "BC", "TTr", "CT", "HD", "NQ", "CV", "CĐ", "PB", "BB", "CTr"]
_NEAR = ("V/v về việc", "TỈNH", "SỞ", "THÔNG BÁO", "Độc lập", "QUYẾT ĐỊNH", "Kính gửi", "ỦY BAN")


@cache
def faces(slanted: bool) -> tuple[str, ...]:
    """Files of Times-like fonts that have the Vietnamese letters."""
    listed = subprocess.run(
        ["fc-list", ":lang=vi", "-f", "%{file}|%{family}|%{style}\n"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    wanted = ("Italic",) if slanted else ("Regular", "Roman")
    rows = [line.split("|") for line in listed.splitlines()]
    return tuple(
        sorted(
            file
            for file, family, style in rows
            if family.startswith(_FACES) and style.split(",")[0] in wanted
        )
    )


@cache
def _printed(text: str, face: str, size: int) -> tuple[Ink, int]:
    """Give a printed text as ink with 8 pixels before it, and how far the next text stands."""
    font = ImageFont.truetype(face, size)
    image = Image.new("L", (int(font.getlength(text)) + 24, HIGH), 0)
    ImageDraw.Draw(image).text((8, LINE), text, fill=255, font=font, anchor="ls")
    return np.asarray(image, np.float32) / np.float32(255), round(font.getlength(text))


@dataclass
class Sheet:
    """A strip in the making: print and pen apart, and what they say."""

    rng: Random
    size: float
    upright: str
    italic: str
    drop: float
    print: Ink = field(default_factory=lambda: np.zeros((HIGH, LONG), np.float32))
    pen: Ink = field(default_factory=lambda: np.zeros((HIGH, LONG), np.float32))
    label: list[int] = field(default_factory=list)
    x: float = 0.0

    def type(self, text: str, face: str, size: float | None = None, drop: float = 0.0) -> None:
        """Print a text at the place reached so far."""
        ink, wide = _printed(text, face, round((size or self.size) * EM))
        _lay(self.print, ink, int(self.x) - 8, round(self.drop + drop))
        self.x += wide

    @property
    def em(self) -> float:
        return self.size * EM


def _lay(canvas: Ink, ink: Ink, x: int, y: int) -> None:
    """Put ink on a canvas; what falls over its edges is lost."""
    left, top = max(0, x), max(0, y)
    right, bottom = min(canvas.shape[1], x + ink.shape[1]), min(canvas.shape[0], y + ink.shape[0])
    if right > left and bottom > top:
        part = canvas[top:bottom, left:right]
        np.maximum(part, ink[top - y : bottom - y, left - x : right - x], out=part)


def _notation(rng: Random) -> str:
    organ = "".join(rng.choice(_CAPITALS) for _ in range(rng.randint(2, 5)))
    kind = rng.choice(_KINDS) if rng.random() < 0.75 else organ[::-1]
    return f"{kind}-{organ}" if rng.random() < 0.92 else kind


def _digits(kind: str, rng: Random) -> str:
    if kind == "year":
        return str(rng.choice([rng.randint(2010, 2039), rng.randint(1990, 2049)]))
    if kind == "day":
        day = rng.randint(1, 31) if rng.random() < 0.75 else rng.randint(1, 12)
        return f"{day:02d}" if rng.random() < 0.9 else str(day)
    long = rng.choices([1, 2, 3, 4, 5], [0.08, 0.26, 0.31, 0.30, 0.05])[0]
    text = "".join(str(rng.randrange(10)) for _ in range(long))
    if long > 1 and rng.random() < 0.15:
        text = text[0] + text[0] + text[2:]
    return text + (rng.choice(SIGNS[10:]) if rng.random() < 0.09 else "")


def strip(rng: Random, digits: Digits) -> tuple[Strip, list[int], str]:
    """Make one strip; gives the classes of what stands in its slot and which slot it is."""
    kind = rng.choices(["number", "day", "year"], [0.5, 0.36, 0.14])[0]
    size = rng.choice([12, 12.5, 13, 13, 13, 13.5, 14]) * rng.uniform(0.92, 1.08)
    sheet = Sheet(rng, size, rng.choice(faces(False)), rng.choice(faces(True)), rng.uniform(-4, 4))
    begin, end = {"number": _number, "day": _day, "year": _year}[kind](sheet, digits)
    sheet.print[:, max(0, int(end)) :] = 0
    sheet.pen[:, max(0, int(end)) :] = 0
    _strays(sheet, begin, int(end))
    used = min(LONG, (int(end) // 2 + 16) * 2)
    red, blue = on_paper(sheet.print[:, :used], sheet.pen[:, :used], rng)
    wide = min(WIDTH, max(12, int(end) // FINE))
    made = np.zeros((2, HEIGHT, WIDTH), np.uint8)
    made[:, :, :wide] = channels(red[:, :wide], blue[:, :wide])
    return made, sheet.label, kind


def _mode(rng: Random) -> str:
    return rng.choices(["pen", "print", "empty"], [0.75, 0.18, 0.07])[0]


def _number(sheet: Sheet, digits: Digits) -> tuple[float, float]:
    """`Số: … /KH-ABC`, or the Party's `Số … -CV/TU`; gives where the slot and the strip end."""
    rng, face = sheet.rng, sheet.upright
    text, mode = _digits("number", rng), _mode(rng)
    if mode == "print":
        text = text.rstrip(SIGNS[10:])
    sheet.x = rng.uniform(-14, 32)
    sheet.type(rng.choices(["Số:", "Số", "Số :", "Số."], [0.82, 0.1, 0.06, 0.02])[0], face)
    begin = sheet.x = sheet.x + rng.uniform(0, 10)
    _fill(sheet, text, mode, digits, face)
    code = rng.choices(["/", "-", ""], [0.92, 0.06, 0.02])[0]
    notation = _notation(rng)
    if code == "/" and rng.random() < 0.08:
        code = f"/20{rng.randint(10, 29)}/"
    _leader(sheet, begin, mode)
    sheet.type(code, face)
    mark = sheet.x
    sheet.type(notation, face)
    return begin, mark + rng.choice([rng.uniform(-6, 70), rng.uniform(20, 160)])


def _day(sheet: Sheet, digits: Digits) -> tuple[float, float]:
    """`ngày … tháng` or `tháng … năm`."""
    rng = sheet.rng
    face = sheet.italic if rng.random() < 0.88 else sheet.upright
    before, after = ("ngày", "tháng") if rng.random() < 0.75 else ("tháng", "năm")
    text, mode = _digits("day", rng), _mode(rng)
    sheet.x = rng.uniform(20, 66)
    sheet.x -= _printed(before, face, round(sheet.em))[1]
    sheet.type(before, face)
    begin = sheet.x = sheet.x + rng.uniform(0, 14)
    if mode == "pen" and text[0] == "0" and rng.random() < 0.08:
        sheet.type("0", face)
        sheet.label.append(PRINTED)
        text = text[1:]
    _fill(sheet, text, mode, digits, face)
    _leader(sheet, begin, mode)
    sheet.type(after, face)
    return begin, sheet.x - _printed(after, face, round(sheet.em))[1] + rng.uniform(16, 66)


def _year(sheet: Sheet, digits: Digits) -> tuple[float, float]:
    """`năm 20…`: the print may leave one, two or all four digits to the pen."""
    rng = sheet.rng
    face = sheet.italic if rng.random() < 0.88 else sheet.upright
    text, mode = _digits("year", rng), _mode(rng)
    sheet.x = rng.uniform(14, 60)
    sheet.x -= _printed("năm", face, round(sheet.em))[1]
    sheet.type("năm", face)
    begin = sheet.x = sheet.x + sheet.em * 0.25 * rng.uniform(0.6, 1.6)
    if mode == "pen":
        set_before = rng.choice([3, 2, 2, 0])
        sheet.type(text[:set_before], face)
        sheet.label += [PRINTED + int(sign) for sign in text[:set_before]]
        text = text[set_before:]
    _fill(sheet, text, mode, digits, face)
    _leader(sheet, begin, mode)
    if rng.random() < 0.2:
        sheet.type(".", face)
    return begin, sheet.x + rng.uniform(20, 130)


def _fill(sheet: Sheet, text: str, mode: str, digits: Digits, face: str) -> None:
    rng, em = sheet.rng, sheet.em
    if mode == "empty":
        sheet.x += em * rng.uniform(0.6, 2.5)
    elif mode == "pen":
        _write(sheet, text, digits)
    else:
        # Some numbers are typed in later: another size, another height, another face.
        later = rng.random() < 0.15
        sheet.x += em * 0.25 * rng.uniform(0, 1.8)
        other = rng.choice(faces(False)) if later else face
        shift = rng.uniform(-4, 4) if later else 0.0
        sheet.type(text, other, sheet.size * (rng.uniform(0.95, 1.1) if later else 1), shift)
        sheet.label += [PRINTED + int(sign) for sign in text]
        sheet.x += em * 0.25 * rng.choice([0, 0, 0.5, 1, 1.6])


def _write(sheet: Sheet, text: str, digits: Digits) -> None:
    """Write by hand, in one style, up to the print that follows and often over it."""
    rng, em, style = sheet.rng, sheet.em, Style.of(sheet.rng)
    high = rng.uniform(0.6, 1.4) * em * 0.95
    gap = rng.choice([rng.uniform(-0.08, 0.05), rng.uniform(-0.03, 0.14), rng.uniform(0.05, 0.4)])
    base = LINE + sheet.drop + rng.uniform(-0.24, 0.34) * min(high, em)
    base = min(base, LINE + 22)
    drift = rng.gauss(0, 0.06)
    begin = sheet.x
    sheet.x += rng.uniform(-0.15, 0.5) * high * rng.choice([1, 1, 0.3])
    start = sheet.x
    for sign in text:
        ink = glyph(sign, high * rng.uniform(0.82, 1.18), style, rng, digits)
        if ink is None:
            continue
        top = base - ink.shape[0] + rng.uniform(-0.1, 0.1) * high + drift * (sheet.x - start)
        _lay(sheet.pen, ink, int(max(0, sheet.x)), int(top))
        sheet.label.append(SIGNS.index(sign))
        sheet.x += ink.shape[1] + (gap + rng.uniform(-0.04, 0.06)) * high
    sheet.x -= gap * high
    room = begin + em * (0.3 + 0.5 * len(text))
    if rng.random() < 0.6:
        sheet.x = max(sheet.x + rng.uniform(-0.24, 0.1) * high, room * rng.choice([0, 1]))
    else:
        sheet.x += rng.uniform(0, 1.2) * high


def _leader(sheet: Sheet, begin: float, mode: str) -> None:
    """Dots or a rule on which the pen wrote."""
    rng = sheet.rng
    level = int(LINE + sheet.drop)
    if rng.random() < (0.04 if mode == "print" else 0.22):
        step, dot, x = rng.uniform(0.2, 0.3) * sheet.em, rng.choice([1, 2]), begin
        while x < sheet.x:
            cv2.circle(sheet.print, (int(x), level - 2), dot, 1.0, -1)
            x += step
    elif rng.random() < 0.04:
        ends = (int(begin), level + 3), (int(sheet.x), level + 3)
        cv2.line(sheet.print, *ends, 1.0, rng.choice([1, 2]))


def _strays(sheet: Sheet, begin: float, end: int) -> None:
    """What else lies near: rules, the lines above and below, the edge of a stamp, a tail."""
    rng, em = sheet.rng, sheet.em
    if rng.random() < 0.06:
        ends = (0, rng.randint(0, 10)), (end, rng.randint(0, 10))
        cv2.line(sheet.print, *ends, 1.0, rng.choice([1, 2, 3]))
    if rng.random() < 0.22:
        sheet.x = rng.uniform(-60, 60)
        sheet.type(
            rng.choice(_NEAR),
            sheet.upright,
            None,
            rng.choice([-1, 1]) * em * rng.uniform(1.05, 1.6),
        )
    if rng.random() < 0.05:
        angle, middle = rng.uniform(-0.3, 0.3), (begin + end) / 2 + rng.uniform(-60, 60)
        tilt = int(angle * 80)
        ends = (int(middle) - tilt, 0), (int(middle) + tilt, HIGH)
        cv2.line(sheet.print, *ends, rng.uniform(0.4, 1.0), rng.choice([1, 2, 4]))
    sheet.print[:, end:] = 0


def main() -> None:
    """Draw a sheet of strips to look at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digits", type=Path, required=True)
    parser.add_argument("--show", type=Path, required=True)
    chosen = parser.parse_args()
    rng, digits = Random(5), Digits(chosen.digits)
    rows: list[NDArray[np.uint8]] = []
    for _ in range(16):
        made = [strip(rng, digits)[0] for _ in range(6)]
        rows.append(np.hstack([np.vstack([255 - one[0], 255 - one[1]]) for one in made]))
    cv2.imwrite(str(chosen.show), np.vstack(rows))


if __name__ == "__main__":
    main()
