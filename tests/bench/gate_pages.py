"""The gate bench's pages, made on the fly in memory: marked and unmarked, for tuning or untouched.

A case is its number: the same number gives the same page in every run, whatever the count.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pypdfium2

from clerk_app.core import imaging
from clerk_app.core.image_files import read_image
from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.scanning import Colour, Page
from tests.bench import gate_talk
from tests.mail import press, seal, wear
from tests.mail.ink import Image, Sheet, as_image
from tests.mail.letters import make_letter
from tests.mail.options import Options
from tests.mail.press import Impression, Ruin, Stamp
from tests.mail.stamps import CIRCULATION, URGENCY
from tests.mail.vocabulary import Half

LEVELS = tuple(SecrecyLevel)
DECLASSIFIED = "GIẢI MẬT"
OTHERS = (
    "BẢO MẬT", "BÍ MẬT", "BẢO VỆ BÍ MẬT", "MẬT KHẨU", "MẬT ĐỘ", "SAO Y", "SAO LỤC", "DỰ THẢO",
    "BẢN SAO", "BẢN CHÍNH", "MẶT TRẬN", "NHẬT KÝ", "THU HỒI ĐẤT", "ĐÃ KÝ", "TRÌNH KÝ", "HẸN GIỜ",
    "TUYỆT ĐỐI", "TỐI ĐA", "ĐÃ THU TIỀN", "GIÁM ĐỐC", "HỎA TỐC HẸN GIỜ", "PHÒNG TÀI VỤ", "LUẬT",
    "CÔNG VĂN ĐẾN", "XEM TRƯỚC", "HỦY", "KHÔNG", *CIRCULATION[:2],
)  # fmt: skip
USUAL = ((0.2, 0.27), (0.2, 0.3), (0.22, 0.25), (0.17, 0.2), (0.7, 0.2), (0.78, 0.07), (0.2, 0.06))
WAYS = {
    "clean": 1, "scan": 5, "grey": 2, "bilevel": 3, "halftone": 1, "faded": 1, "photocopy": 2,
    "uneven": 1, "dirty": 1, "skewed": 1, "jpeg": 1, "blurred": 1, "bleed": 1, "lowres": 1,
}  # fmt: skip
MARKED = ("free", "free", "over", "free", "remnant", "free", "over", "free", "covered", "free")
UNMARKED = (
    "plain", "urgency", "real", "talk", "plain", "other", "real", "declassified", "plain", "talk",
    "real", "urgency", "plain", "other", "arrival",
)  # fmt: skip


@dataclass
class Made:
    """A page of the bench and what is known of it."""

    name: str
    kind: str
    page: Page
    sheet: Sheet
    way: str
    level: SecrecyLevel | None = None
    impression: Impression | None = None
    sort: str = "invented"


@dataclass(frozen=True)
class Case:
    """One page to be made."""

    number: int
    marked: bool
    seed: int = 1

    @property
    def untouched(self) -> bool:
        return self.number % 3 == 2

    @property
    def half(self) -> Half:
        return "test" if self.untouched else "tuning"

    def chance(self) -> Random:
        return Random(f"gate/{self.seed}/{self.marked}/{self.number}")


@dataclass
class _Bed:
    """What a stamp is pressed on."""

    sheet: Sheet
    name: str
    sort: str
    back: Image | None = field(default=None)


def cases(count: int, part: str, seed: int = 1) -> Iterator[Case]:
    """Give the cases of a part: `count` marked and `count` unmarked are the whole."""
    for number in range(count):
        for marked in (True, False):
            case = Case(number, marked, seed)
            if part == "all" or case.untouched == (part == "untouched"):
                yield case


def make(case: Case) -> Made:
    """Make the page of a case."""
    chance = case.chance()
    kind = _kind(case)
    if kind == "real" and not documents(case.untouched):
        kind = "plain"
    way = chance.choices(list(WAYS), list(WAYS.values()))[0]
    bed = _bed(case, kind, chance)
    stamp = _stamp(kind, case, chance)
    impression = None
    if stamp is not None:
        stamp = replace(stamp, place=_place(bed.sheet, stamp, kind, chance))
        impression = press.press(bed.sheet, stamp, chance)
    if impression is not None and kind == "covered":
        impression = _covered(bed.sheet, impression, chance)
    if kind == "real" and way not in wear.ONE_BIT and chance.random() < 0.5:
        way = "clean"  # half of the real pages as they are
    bed.sheet.back = bed.back
    wear.degrade(bed.sheet, way, chance)
    name = f"{'m' if case.marked else 'u'}{case.number} {bed.name} {way}"
    level = SecrecyLevel(stamp.text) if stamp and case.marked else None
    page = as_page(bed.sheet, way)
    return Made(name, kind, page, bed.sheet, way, level, impression, bed.sort)


def _kind(case: Case) -> str:
    # The parts take every third number: turn by turn within the part.
    turn = case.number // 3 if case.untouched else case.number - (case.number + 1) // 3
    row = MARKED if case.marked else UNMARKED
    return row[turn % len(row)]


def as_page(sheet: Sheet, way: str) -> Page:
    """Give a sheet as its scanner would hand it over."""
    pixels = sheet.image
    colour = Colour.COLOUR if pixels.ndim == 3 else Colour.GREY
    if way in wear.ONE_BIT:
        pixels, colour = imaging.grey(pixels) if pixels.ndim == 3 else pixels, Colour.BILEVEL
    height, width = pixels.shape[:2]
    return Page(1, imaging.encode(pixels, colour), width, height, sheet.dpi, colour)


def _bed(case: Case, kind: str, chance: Random) -> _Bed:
    real = kind == "real" or (case.marked and chance.random() < 0.3)
    if real and documents(case.untouched):
        name, pixels, dpi = chance.choice(real_pages(case.untouched))
        return _Bed(Sheet(pixels.copy(), dpi), name, "real")
    dpi = chance.choices([200, 300, 150], [7, 2, 1])[0]
    seed = chance.getrandbits(32)
    if kind == "talk" or (case.marked and chance.random() < 0.06):
        pictures = gate_talk.talk(Random(seed), case.half).pictures(dpi)
        at = chance.randrange(len(pictures)) if chance.random() < 0.4 else 0
        sheet = Sheet(as_image(cv2.cvtColor(pictures[at], cv2.COLOR_GRAY2RGB)), dpi)
        return _Bed(sheet, f"talk {seed} p{at + 1}", "invented")
    letter = make_letter(seed, options=_letter(case, kind, dpi, chance))
    at = chance.randrange(len(letter.images))
    if kind in ("arrival", "urgency"):
        at = 0
    pixels, other = (as_image(letter.images[place]) for place in (at, at - 1))
    back = other if other.shape == pixels.shape else None
    return _Bed(Sheet(pixels.copy(), dpi), f"letter {seed} p{at + 1}", "invented", back)


def _letter(case: Case, kind: str, dpi: int, chance: Random) -> Options:
    return Options(
        pages=chance.choice([1, 1, 1, 2]),
        vocabulary=case.half,
        degradation="clean",
        incoming=True if kind == "arrival" else None,
        urgency=chance.choice(URGENCY) if kind == "arrival" and chance.random() < 0.5 else None,
        dpi=dpi,
    )


def _stamp(kind: str, case: Case, chance: Random) -> Stamp | None:
    if case.marked:
        return _any(chance.choice(LEVELS).value, kind, case, chance)
    if kind == "urgency":
        return replace(_any(chance.choice(URGENCY), kind, case, chance), borders=1)
    if kind == "other":
        text = chance.choice(OTHERS)
        return replace(_any(text, kind, case, chance), borders=chance.choice([0, 1, 1]))
    if kind == "declassified":
        text = DECLASSIFIED + chance.choice(["", "\nTừ:.............", "\nTừ: 15/3/2024"])
        return replace(_any(text, kind, case, chance), borders=chance.choice([1, 2, 2]))
    return None


def _any(text: str, kind: str, case: Case, chance: Random) -> Stamp:
    """A stamp as offices cut them and hands press them."""
    remnant = kind == "remnant"
    face = chance.choices(
        [press.SERIF[0], *_faces(case.untouched)], [9, *[1] * len(_faces(case.untouched))]
    )[0]
    ruins: tuple[Ruin, ...] = ("gone", "smeared", "blotted", "scrawled")
    size = chance.uniform(0.8, 1.2) if chance.random() < 0.6 else 1.0
    model = press.MODEL_MM.get(text.partition("\n")[0])
    wears = {"full": 5, "light": 2, "patchy": 2} | ({} if remnant else {"dry": 1, "faint": 1})
    inks = {"red": 13.0, "black": 5.0, "faded-red": 1.0, "blue": 0.5, "violet": 0.5}
    angle = chance.gauss(0, 3) if chance.random() < 0.6 else chance.uniform(-15, 15)
    return Stamp(
        text=text,
        borders=2 if remnant else chance.choices([2, 1, 0], [6, 2, 2])[0],
        ink=chance.choices(list(inks), list(inks.values()))[0],
        angle=max(-15.0, min(15.0, angle)),
        wear=chance.choices(list(wears), list(wears.values()))[0],
        face=face,
        points=13 * size,
        track=chance.choice([0, 0, 0, 0.05, 0.12]),
        stretch=chance.uniform(0.85, 1.12) if chance.random() < 0.4 else 1.0,
        shear=chance.uniform(-0.12, 0.12) if chance.random() < 0.25 else 0.0,
        frame=(model[0] * size, model[1] * size) if model and chance.random() < 0.75 else None,
        line=chance.uniform(0.25, 0.65),
        gap=chance.uniform(0.8, 1.3),
        ruin=chance.choice(ruins) if remnant else "none",
    )  # fmt: skip


@cache
def _faces(untouched: bool) -> tuple[str, ...]:
    known = press.faces(press.SERIF[1:] + press.SANS)
    return press.faces(press.HELD_BACK) + known[:2] if untouched else known


def _place(sheet: Sheet, stamp: Stamp, kind: str, chance: Random) -> tuple[float, float]:
    """Choose where to press: free paper, or over print, mostly at the usual places."""
    tried = [_spot(chance) for _ in range(40)]
    darks = [_dark_at(sheet, stamp, spot) for spot in tried]
    if kind == "over":
        over = [spot for spot, dark in zip(tried, darks, strict=True) if 0.03 < dark < 0.35]
        return over[0] if over else tried[int(np.argmax(darks))]
    if kind == "urgency" or (kind in ("other", "declassified") and chance.random() < 0.3):
        return tried[0]
    free = [spot for spot, dark in zip(tried, darks, strict=True) if dark < 0.002]
    return free[0] if free else tried[int(np.argmin(darks))]


def _spot(chance: Random) -> tuple[float, float]:
    if chance.random() < 0.65:
        x, y = chance.choice(USUAL)
        return x + chance.uniform(-0.04, 0.04), y + chance.uniform(-0.02, 0.02)
    return chance.uniform(0.12, 0.88), chance.uniform(0.04, 0.95)


def _dark_at(sheet: Sheet, stamp: Stamp, spot: tuple[float, float]) -> float:
    wide = 3 + 3.1 * len(stamp.text.partition("\n")[0]) * stamp.points / 13
    half = wide / 2 * sheet.scale, 4.5 * sheet.scale
    height, width = sheet.image.shape[:2]
    x, y = spot[0] * width, spot[1] * height
    part = sheet.image[
        max(0, int(y - half[1])) : int(y + half[1]), max(0, int(x - half[0])) : int(x + half[0])
    ]
    return float((part.min(axis=2) < 140).mean()) if part.size else 1.0


def _covered(sheet: Sheet, impression: Impression, chance: Random) -> Impression:
    """Lay something over a mark: a label, or the office's round seal."""
    if chance.random() < 0.6:
        return press.label_over(sheet, impression, chance)
    left, top = impression.origin
    high, wide = impression.word.shape
    middle = (left + wide * chance.uniform(0.1, 0.9), top + high * chance.uniform(-0.3, 1.3))
    seal.stamp_seal(sheet, chance, ("SỞ THÍ DỤ", "TỈNH THÍ DỤ"), middle)
    return replace(impression, covered=0.2)


def _folder() -> Path:
    return Path(os.environ.get("CLERK_CORPUS", "../shared/corpus")) / "real"


@cache
def documents(untouched: bool) -> tuple[Path, ...]:
    """Give the real documents of a part; none where the corpus is not at hand."""
    known = sorted(
        (p for p in _folder().glob("*.*") if p.suffix in (".pdf", ".png")), key=lambda p: p.stem
    )
    return tuple(path for place, path in enumerate(known) if (place % 3 == 2) == untouched)


@cache
def real_pages(untouched: bool) -> tuple[tuple[str, Image, int], ...]:
    """Give the real pages of a part as RGB, with their resolution: 200 dpi where there is more."""
    found: list[tuple[str, Image, int]] = []
    for path in documents(untouched):
        if path.suffix == ".png":
            (page,) = read_image(path)
            pixels = imaging.at_dpi(imaging.decode(page), page.dpi, 200)
            if pixels.ndim == 2:
                pixels = as_image(cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB))
            found.append((path.stem, pixels, 200))
            continue
        document = pypdfium2.PdfDocument(path)
        for number, page in enumerate(document, 1):
            shown = page.render(scale=200 / 72).to_pil().convert("RGB")
            found.append((f"{path.stem}:{number}", as_image(np.asarray(shown)).copy(), 200))
        document.close()
    return tuple(found)
