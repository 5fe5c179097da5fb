"""Measure the exclusion gate: `python -m tests.bench.gate [--count N]`.

On invented letters and, where the corpus is at hand, on real scans, as they are and marked.
"""

import argparse
import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont

from clerk_app.core import imaging, mark_probe
from clerk_app.core.image_files import read_image
from clerk_app.core.imaging import Image
from clerk_app.core.ocr import Engine
from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.scanning import Box, Colour, Page
from tests.mail import wear
from tests.mail.letters import make_letter
from tests.mail.options import Options
from tests.mail.stamps import CIRCULATION, URGENCY, Border, Mark

FONTS = Path("/usr/share/fonts/truetype")
SERIF = FONTS / "croscore/Tinos-Bold.ttf"
SANS = FONTS / "croscore/Arimo-Bold.ttf"
INKS = {"red": [(200, 16, 46), (210, 30, 40), (190, 50, 60), (160, 20, 35), (220, 60, 70)],
        "black": [(20, 20, 20), (55, 50, 50)]}  # fmt: skip
WIDTHS = {"MẬT": 20, "TỐI MẬT": 30, "TUYỆT MẬT": 40}
LOOKALIKES = ("BẢO MẬT", "BÍ MẬT", "MẬT KHẨU", "SAO Y", "DỰ THẢO", "MẶT TRẬN", "BẢN SAO", "NHẬT")
MARKED: tuple[tuple[Border, str], ...] = (
    ("double", "red"), ("double", "red"), ("double", "black"), ("single", "red"),
    ("none", "red"), ("single", "black"),
)  # fmt: skip
URGENT = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "ĐẾN")
OTHERS = (
    "XEM XONG TRẢ LẠI",
    "LƯU HÀNH NỘI BỘ",
    "BẢO MẬT",
    "BÍ MẬT",
    "MẬT KHẨU",
    "SAO Y",
    "DỰ THẢO",
)
SHEET_DPI = 200


@dataclass(frozen=True)
class Stamp:
    """What is pressed on a sheet: borders 0 to 2, angle in degrees, centre in page fractions."""

    text: str
    borders: int = 2
    ink: str = "red"
    angle: float = 0.0
    place: tuple[float, float] = (0.19, 0.27)
    strength: float = 0.9
    patchy: bool = False
    font: Path = SERIF
    points: float = 13.0


def stamp_alpha(stamp: Stamp, dpi: float) -> Image:
    """Draw a stamp's ink: 0 to 255, level, at `dpi`."""
    unit = dpi / 25.4
    font = PIL.ImageFont.truetype(str(stamp.font), round(stamp.points / 72 * dpi))
    length = font.getlength(stamp.text)
    width = max(WIDTHS.get(stamp.text, 0) * unit, length + 4 * unit)
    height = 8 * unit
    edge = round(2 * unit)
    image = PIL.Image.new("L", (round(width) + 2 * edge, round(height) + 2 * edge), 0)
    pen = PIL.ImageDraw.Draw(image)
    for number in range(stamp.borders):
        inset = edge + number * unit
        right, bottom = image.width - inset, image.height - inset
        pen.rectangle((inset, inset, right, bottom), outline=255, width=max(2, round(0.35 * unit)))
    middle = (image.width / 2, image.height / 2 + 0.1 * font.size)
    pen.text(middle, stamp.text, font=font, fill=255, anchor="mm")
    return np.asarray(image, np.uint8)


def press(pixels: Image, dpi: float, stamp: Stamp, chance: random.Random) -> Image:
    """Press a stamp on an RGB page of `dpi`."""
    alpha = stamp_alpha(stamp, dpi) / 255.0
    reach = int(np.hypot(*alpha.shape)) + 4
    turn = cv2.getRotationMatrix2D((alpha.shape[1] / 2, alpha.shape[0] / 2), -stamp.angle, 1)
    turn[0, 2] += (reach - alpha.shape[1]) / 2
    turn[1, 2] += (reach - alpha.shape[0]) / 2
    alpha = np.asarray(cv2.warpAffine(alpha, turn, (reach, reach)), np.float64)
    if stamp.patchy:
        noise = np.random.default_rng(chance.getrandbits(32)).random((reach // 12 + 2,) * 2)
        wear_ = cv2.resize(noise, (reach, reach), interpolation=cv2.INTER_CUBIC)
        alpha *= np.clip((wear_ - 0.1) / 0.4, 0.1, 1)
    alpha *= stamp.strength
    left = int(stamp.place[0] * pixels.shape[1] - reach / 2)
    top = int(stamp.place[1] * pixels.shape[0] - reach / 2)
    up, lead = max(0, -top), max(0, -left)
    page = pixels.copy()
    part = page[top + up : top + reach, left + lead : left + reach]
    over = alpha[up : up + part.shape[0], lead : lead + part.shape[1], None]
    ink = np.minimum(part, np.array(chance.choice(INKS[stamp.ink]), np.float32))
    part[:] = np.clip(part * (1 - over) + ink * over, 0, 255).astype(np.uint8)
    return page


def degraded(pixels: Image, kind: str, chance: random.Random) -> Page:
    """Make a page as a worse scanner or copier would have."""
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, 4, pixels.shape)
    worn = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    colour = {"grey": Colour.GREY, "1-bit": Colour.BILEVEL}.get(kind, Colour.COLOUR)
    if kind == "blurred":
        worn = np.asarray(cv2.GaussianBlur(worn, (0, 0), 1.3), np.uint8)
    if kind == "skewed":
        turn = cv2.getRotationMatrix2D((800, 1100), chance.uniform(-2.5, 2.5), 1)
        size = (pixels.shape[1], pixels.shape[0])
        worn = np.asarray(cv2.warpAffine(worn, turn, size, borderValue=(250, 250, 250)), np.uint8)
    if colour is not Colour.COLOUR:
        worn = imaging.grey(worn)
    if colour is Colour.BILEVEL:
        worn = np.where(worn < chance.choice([140, 160, 180]), 0, 255).astype(np.uint8)
    height, width = worn.shape[:2]
    return Page(1, imaging.encode(worn, colour), width, height, SHEET_DPI, colour)


def real_pages() -> Iterator[tuple[str, Image]]:
    """Give the corpus's pages at `SHEET_DPI`."""
    folder = Path(os.environ.get("CLERK_CORPUS", "../shared/corpus")) / "real"
    import pypdfium2  # noqa: PLC0415  # only the bench opens a PDF here

    for path in sorted(folder.glob("*.pdf")):
        document = pypdfium2.PdfDocument(path)
        for number in range(len(document)):
            shown = document[number].render(scale=SHEET_DPI / 72).to_pil().convert("RGB")
            yield f"{path.stem}:{number + 1}", np.asarray(shown, np.uint8).copy()
    for path in sorted(folder.glob("*.png")):
        (page,) = read_image(path)
        yield path.stem, imaging.at_dpi(imaging.decode(page), page.dpi, SHEET_DPI)


@dataclass
class Tally:
    """What became of the pages of one kind."""

    ends: Counter[str] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)


class Bench:
    """Examines pages and counts."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.seconds: list[float] = []

    def examine(self, kind: str, page: Page, level: SecrecyLevel | None, name: str = "") -> None:
        heading = imaging.cut(imaging.decode(page), Box(0, 0, 1, 0.45))
        words = [] if level else self.engine.words(heading, page.dpi)
        words = [word for word in words if word]
        before = time.process_time()
        seen = mark_probe.look(self.engine, page, words)
        self.seconds.append(time.process_time() - before)
        sure = [finding for finding in seen.findings if finding.sure]
        right = any(finding.level == level for finding in sure)
        end = ("right" if right else "wrong level") if sure else "asked" if seen.findings else "-"
        self.tallies[kind].ends[end] += 1
        if (end != "right") if level else (end != "-"):
            self.tallies[kind].names.append(f"{name} {end}".strip())

    def report(self, verbose: bool) -> None:
        print(f"{'kind':34} {'n':>4} {'right':>6} {'wrong':>6} {'asked':>6} {'none':>6}")
        for kind, tally in sorted(self.tallies.items()):
            count = sum(tally.ends.values())
            shares = [tally.ends[end] / count for end in ("right", "wrong level", "asked", "-")]
            print(f"{kind:34} {count:4} " + " ".join(f"{share:6.1%}" for share in shares))
            if verbose and tally.names:
                print("     " + ", ".join(tally.names[:12]))
        times = sorted(self.seconds)
        print(f"CPU ms a page: median {times[len(times) // 2] * 1000:.0f}, "
              f"95 % {times[int(len(times) * 0.95)] * 1000:.0f}")  # fmt: skip


def any_stamp(text: str, borders: int, ink: str, chance: random.Random) -> Stamp:
    """A stamp as hands press it: mostly in ô 10a, a little askew, sometimes worn."""
    usual = chance.random() < 0.7
    place = (chance.uniform(0.15, 0.22), chance.uniform(0.255, 0.29)) if usual else (
        chance.uniform(0.15, 0.8), chance.uniform(0.06, 0.9))  # fmt: skip
    return Stamp(
        text, borders, ink, max(-15.0, min(15.0, chance.gauss(0, 4))), place,
        chance.choice([0.95, 0.9, 0.8, 0.65]), chance.random() < 0.2,
        SERIF if chance.random() < 0.8 else SANS, chance.choice([13, 13, 13, 14, 12]),
    )  # fmt: skip


def letter_page(seed: int, **wanted: object) -> Page:
    """Make the first page of an invented letter."""
    letter = make_letter(seed, options=Options(pages=1, **wanted))  # type: ignore[arg-type]
    pixels = np.asarray(letter.images[0])
    one_bit = pixels.dtype == np.bool_
    colour = Colour.BILEVEL if one_bit else Colour.COLOUR if pixels.ndim == 3 else Colour.GREY
    shown: Image = np.asarray(np.where(pixels, 255, 0) if one_bit else pixels, np.uint8)
    height, width = shown.shape[:2]
    return Page(1, imaging.encode(shown, colour), width, height, letter.dpi, colour)


def invented(bench: Bench, count: int, chance: random.Random) -> None:
    """Examine invented letters: marked, plain, and with other stamps."""
    ways = list(wear.WEIGHTS)
    for _ in range(count):
        way = chance.choices(ways, list(wear.WEIGHTS.values()))[0]
        seed = chance.randrange(10**6)
        bench.examine("unmarked letter", letter_page(seed, degradation=way), None, f"{seed} {way}")
        for border, ink in MARKED:
            level = chance.choice(list(SecrecyLevel))
            over = chance.random() < 0.15
            mark = Mark(level.value, border, ink, angle=chance.gauss(0, 4), overprinted=over)
            page = letter_page(seed + 1, secrecy=mark, degradation=way)
            group = f"{ink} {border}{', 1-bit' if way == 'bilevel' else ''}"
            group = "overprinted" if over else group
            bench.examine(f"letter {group}", page, level, f"{seed + 1} {way} {mark.text}")
        for group, wanted in (
            ("urgency", {"urgency": chance.choice(URGENCY)}),
            ("circulation", {"circulation": chance.choice(CIRCULATION)}),
            ("arrival stamp", {"incoming": True}),
            ("look-alike", {"lookalike": chance.choice(LOOKALIKES)}),
            ("talk of secrecy", {"lookalike": "talk"}),
        ):
            page = letter_page(seed + 2, degradation=way, **wanted)
            bench.examine(f"unmarked, {group}", page, None, f"{seed + 2} {way} {wanted}")


def scanned(bench: Bench, chance: random.Random) -> None:
    """Examine the corpus's pages: as they are, and with a mark pressed on."""
    for name, pixels in real_pages():
        height, width = pixels.shape[:2]
        plain = Page(
            1, imaging.encode(pixels, Colour.COLOUR), width, height, SHEET_DPI, Colour.COLOUR
        )
        bench.examine("unmarked real", plain, None, name)
        level = chance.choice(list(SecrecyLevel))
        for ink in ("red", "black"):
            stamp, way = any_stamp(level.value, 2, ink, chance), chance.choice(("plain", "1-bit"))
            left, top = stamp.place
            beneath = imaging.cut(pixels, Box(left - 0.08, top - 0.015, left + 0.08, top + 0.015))
            over = " overprinted" if float((imaging.grey(beneath) < 140).mean()) > 0.02 else ""
            page = degraded(press(pixels, SHEET_DPI, stamp, chance), way, chance)
            bench.examine(f"real, double {ink}, {way}{over}", page, level, f"{name} {stamp.text}")


def main() -> None:
    """Run the bench and print its table."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--count", type=int, default=60)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--names", action="store_true", help="name the pages that went wrong")
    told = given.parse_args()
    bench = Bench()
    chance = random.Random(told.seed)
    invented(bench, told.count, chance)
    scanned(bench, chance)
    bench.report(told.names)


if __name__ == "__main__":
    main()
