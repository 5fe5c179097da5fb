"""Framed rubber stamps: secrecy, urgency, circulation, declassified, and the arrival stamp."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Literal

import cv2
import numpy as np

from tests.mail.handwriting import Hand
from tests.mail.ink import INKS, Density, Sheet, Spot, as_density, lettering, press, turned, worn

Border = Literal["double", "single", "none"]

# Width and height in millimetres (Phụ lục I; the secrecy marks of the ministry's circular).
SIZES: dict[str, tuple[float, float]] = {
    "MẬT": (20, 8),
    "TỐI MẬT": (30, 8),
    "TUYỆT MẬT": (40, 8),
    "KHẨN": (20, 8),
    "THƯỢNG KHẨN": (40, 8),
    "HỎA TỐC": (30, 8),
    "XEM XONG TRẢ LẠI": (57, 8),
    "LƯU HÀNH NỘI BỘ": (50, 8),
    "TÀI LIỆU THU HỒI": (52, 8),
    "GIẢI MẬT": (30, 13),
    "BẢO MẬT": (30, 8),
}
SECRECY = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
URGENCY = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")
CIRCULATION = ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ", "TÀI LIỆU THU HỒI")


@dataclass(frozen=True)
class Mark:
    """One framed stamp and how it was pressed.

    Args:
        text: What it says; the key of `SIZES`, or any other text.
        border: Frame; the secrecy marks have two lines 1 mm apart.
        ink: A key of `INKS`.
        wear: How well it was inked (see `ink.worn`); chosen by chance when None.
        angle: Degrees, anticlockwise; a small chance angle when None.
        page: Counted from 1 among the letter's printed pages.
        place: Middle of the stamp as shares of the page; its lawful place when None.
        overprinted: Whether print runs across it (it is pressed upon the text).
    """

    text: str
    border: Border = "single"
    ink: str = "red"
    wear: str | None = None
    angle: float | None = None
    page: int = 1
    place: tuple[float, float] | None = None
    overprinted: bool = False
    face: str = "Tinos-Bold"


def _frame(shape: Density, box: tuple[float, float, float, float], line: float) -> None:
    x0, y0, x1, y1 = (round(v) for v in box)
    cv2.rectangle(shape, (x0, y0), (x1, y1), 1.0, max(1, round(line)), cv2.LINE_8)


def _centred(shape: Density, piece: Density, y: float) -> None:
    """Lay lettering across the middle with its own middle at `y`."""
    height, width = shape.shape
    if piece.shape[1] > width - 4:
        piece = as_density(
            cv2.resize(piece, (width - 4, piece.shape[0]), interpolation=cv2.INTER_AREA)
        )
    top, left = round(y - piece.shape[0] / 2), round((width - piece.shape[1]) / 2)
    top = min(max(0, top), height - piece.shape[0])
    part = shape[top : top + piece.shape[0], left : left + piece.shape[1]]
    np.maximum(part, piece, out=part)


def framed(mark: Mark, dpi: int, line: float = 0.45, point: float = 13) -> Density:
    """A stamp's face as even ink, with 1 mm of bare rubber around it."""
    scale = dpi / 25.4
    text = lettering(mark.text, point * dpi / 72, mark.face)
    wide, high = SIZES.get(mark.text, (text.shape[1] / scale + 6, 8))
    pad = scale
    shape = np.zeros((int(high * scale + 2 * pad), int(wide * scale + 2 * pad)), dtype=np.float32)
    outer = (pad, pad, pad + wide * scale, pad + high * scale)
    if mark.border != "none":
        _frame(shape, outer, line * scale)
    if mark.border == "double":
        gap = (1 + line) * scale
        _frame(
            shape, (outer[0] + gap, outer[1] + gap, outer[2] - gap, outer[3] - gap), line * scale
        )
    if mark.text == "GIẢI MẬT":
        _centred(shape, lettering(mark.text, 14 * dpi / 72), shape.shape[0] * 0.36)
        _centred(shape, lettering("Từ:…………", 11 * dpi / 72, "Tinos-Regular"), shape.shape[0] * 0.68)
    else:
        # The accents stand above the capitals and a dot below them: the capitals are what is
        # centred, so the whole is moved by half of the difference.
        _centred(shape, text, shape.shape[0] / 2 - 0.2 * scale)
    return shape


def press_mark(
    sheet: Sheet, mark: Mark, rng: Random, centre: tuple[float, float], kind: str
) -> Spot:
    """Press a stamp with its middle at `centre` (pixels)."""
    noise = np.random.default_rng(rng.getrandbits(32))
    angle = rng.gauss(0, 1.8) if mark.angle is None else mark.angle
    wear = mark.wear or rng.choice(["full", "full", "full", "light", "patchy"])
    face = framed(mark, sheet.dpi, rng.uniform(0.3, 0.6))
    shape = worn(turned(face, angle), noise, wear, sheet.scale)
    left, top = centre[0] - shape.shape[1] / 2, centre[1] - shape.shape[0] / 2
    covered = _print_below(sheet, shape, left, top)
    press(sheet, shape, left, top, rng.choice(INKS[mark.ink]))
    pad = sheet.scale
    box = (left + pad, top + pad, left + shape.shape[1] - pad, top + shape.shape[0] - pad)
    facts = {
        "text": mark.text,
        "border": mark.border,
        "ink": mark.ink,
        "wear": wear,
        "angle": round(angle, 1),
        "covered": covered,
    }
    return Spot(kind, box, facts, shape, (round(left), round(top)))


def _print_below(sheet: Sheet, shape: Density, left: float, top: float) -> float:
    """The share of a stamp's place that was already printed on."""
    x, y = max(0, round(left)), max(0, round(top))
    part = sheet.image[y : y + shape.shape[0], x : x + shape.shape[1]]
    return round(float((part.min(axis=2) < 140).mean()), 3) if part.size else 0.0


@dataclass(frozen=True)
class Arrival:
    """What the receiving office stamped and wrote into its ĐẾN stamp."""

    organ: str
    number: str
    day: date


def _arrival_face(arrival: Arrival, dpi: int) -> Density:
    scale = dpi / 25.4
    wide, high = 50 * scale, 35 * scale
    pad = scale
    shape = np.zeros((int(high + 2 * pad), int(wide + 2 * pad)), dtype=np.float32)
    _frame(shape, (pad, pad, pad + wide, pad + high), 0.4 * scale)
    rows = [pad + high * share for share in (0.23, 0.62, 0.81)]
    line = max(1, round(0.3 * scale))
    for y in rows:
        cv2.line(shape, (int(pad), int(y)), (int(pad + wide), int(y)), 1.0, line)
    x = int(pad + 13.5 * scale)
    cv2.line(shape, (x, int(rows[0])), (x, int(rows[1])), 1.0, line)
    organ = lettering(arrival.organ, 8.5 * dpi / 72)
    if organ.shape[1] > wide - 2 * scale:
        organ = as_density(
            cv2.resize(organ, (int(wide - 2 * scale), organ.shape[0]), interpolation=cv2.INTER_AREA)
        )
    _centred(shape, organ, (pad + rows[0]) / 2)
    _at(shape, lettering("ĐẾN", 13 * dpi / 72), pad + 2 * scale, (rows[0] + rows[1]) / 2)
    small = 10 * dpi / 72
    words = (
        ("Số:" + "." * 24, x + scale, rows[0] + 0.26 * (rows[1] - rows[0])),
        ("Ngày:" + "." * 20, x + scale, rows[0] + 0.74 * (rows[1] - rows[0])),
        ("Chuyển:" + "." * 34, pad + scale, (rows[1] + rows[2]) / 2),
        ("Số và ký hiệu HS:" + "." * 20, pad + scale, (rows[2] + pad + high) / 2),
    )
    for text, left, y in words:
        _at(shape, lettering(text, small, "Tinos-Regular"), left, y)
    return shape


def _at(shape: Density, piece: Density, left: float, y: float) -> None:
    x, top = int(left), int(y - piece.shape[0] / 2)
    part = shape[top : top + piece.shape[0], x : x + piece.shape[1]]
    np.maximum(part, piece[: part.shape[0], : part.shape[1]], out=part)


def press_arrival(
    sheet: Sheet, arrival: Arrival, rng: Random, corner: tuple[float, float]
) -> list[Spot]:
    """Press the ĐẾN stamp with its upper left corner at `corner` and write number and day in."""
    noise = np.random.default_rng(rng.getrandbits(32))
    scale = sheet.scale
    ink = rng.choice(["red", "red", "violet", "blue"])
    angle = rng.gauss(0, 1.2)
    shape = worn(
        turned(_arrival_face(arrival, sheet.dpi), angle),
        noise,
        rng.choice(["full", "light", "patchy"]),
        scale,
    )
    press(sheet, shape, *corner, rng.choice(INKS[ink]))
    x, y = corner[0] + 22 * scale, corner[1] + 2.5 * scale
    hand = Hand(rng)
    hand.high = rng.uniform(3.6, 4.8)
    number = hand.write(
        sheet, arrival.number, (x, y + 7 * scale, x + 26 * scale, y + 14 * scale), "arrival_number"
    )
    day = f"{arrival.day.day}/{arrival.day.month}/{arrival.day.year}"
    written = hand.write(
        sheet, day, (x + 2 * scale, y + 14 * scale, x + 28 * scale, y + 21 * scale), "arrival_date"
    )
    box = (
        corner[0] + scale,
        corner[1] + scale,
        corner[0] + shape.shape[1] - scale,
        corner[1] + shape.shape[0] - scale,
    )
    spot = Spot("incoming", box, {"text": "ĐẾN", "ink": ink, "angle": round(angle, 1)})
    return [spot, number, written]
