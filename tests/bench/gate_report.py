"""The gate bench's table, its bound, and a page of pictures of what went wrong."""

import html
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from tests.bench.gate_measure import Sight
from tests.bench.gate_pages import Made
from tests.mail.ink import Image, as_image

ENDS = ("right", "wrong level", "asked", "missed")
TARGETS = {
    "uncovered, ink visible": (0.995, 0.97),
    "overprinted or covered": (0.97, None),
    "1-bit, legible": (0.98, None),
    "remnant of a double frame": (0.95, None),
    "GIẢI MẬT box": (0.95, None),
}
STOPS = {"plain": 0.005, "real": 0.01, "stamps": 0.005, "talk": 0.005}
_WIDE = 760


@dataclass
class Tally:
    """What became of the pages of one kind."""

    ends: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return sum(self.ends.values())

    @property
    def found(self) -> float:
        return 1 - self.ends["missed"] / self.count


def bound(bad: int, count: int) -> float:
    """Give the 95 % upper bound of a share: 3/N when none was bad (else by Wilson's interval)."""
    if not bad:
        return min(1.0, 3 / count)
    z, share = 1.645, bad / count
    middle = share + z * z / (2 * count)
    spread = z * (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5
    return float((middle + spread) / (1 + z * z / count))


@dataclass
class Report:
    """Counts what became of the pages and keeps pictures of what went wrong."""

    folder: Path
    marks: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    stops: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rows: list[dict[str, object]] = field(default_factory=list)

    def mark(self, kind: str, end: str, made: Made, sight: Sight, told: str) -> None:
        """Count a marked page; `end` is one of `ENDS`."""
        for group in (kind, *_details(kind, made)):
            self.marks[group].ends[end] += 1
        if end == "missed" and kind in TARGETS:
            self._keep(kind, "missed", made, told, sight)
        elif end == "wrong level":
            self._keep(kind, end, made, told, sight)

    def unmarked(self, kind: str, end: str, made: Made, told: str) -> None:
        """Count an unmarked page; `end` is `clear`, `asked` or `excluded`."""
        self.stops[kind].ends[end] += 1
        if end != "clear":
            self._keep(kind, f"stopped ({end})", made, told, None)

    def _keep(self, kind: str, what: str, made: Made, told: str, sight: Sight | None) -> None:
        name = f"{len(self.rows):04}.jpg"
        self.folder.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(self.folder / name), picture(made, sight), [cv2.IMWRITE_JPEG_QUALITY, 80])
        row: dict[str, object] = {
            "picture": name, "what": what, "kind": kind, "page": made.name, "told": told
        }  # fmt: skip
        if made.impression is not None:
            row["stamp"] = str(made.impression.stamp)
        if sight is not None:
            row["sight"] = (
                f"dark {sight.dark:.2f}, likeness {sight.likeness:.2f}, "
                f"survived {sight.survived:.2f}, framed {sight.framed:.2f}"
            )
        self.rows.append(row)

    def print(self, *, details: bool) -> None:
        """Print both tables; the finer rows of the first when `details`."""
        heads = ("n", "found", "right", "wrong", "asked", "missed", "bound", "target")
        print(f"{'marks':44}" + "".join(f"{head:>8}" for head in heads))
        for kind in sorted(self.marks, key=lambda name: (name.startswith("  "), name)):
            if details or not kind.startswith("  "):
                print(self._mark_line(kind))
        columns = ("n", "stopped", "asked", "excl.", "bound", "target")
        print(f"\n{'unmarked: false stops':44}" + "".join(f"{head:>8}" for head in columns))
        for kind, tally in sorted(self.stops.items()):
            bad = tally.count - tally.ends["clear"]
            target = STOPS.get(kind.split(",")[0])
            print(f"{kind:44}{tally.count:8}{bad / tally.count:8.2%}{tally.ends['asked']:8}"
                  f"{tally.ends['excluded']:8}{bound(bad, tally.count):8.2%}"
                  f"{'' if target is None else f'≤{target:.1%}':>8}")  # fmt: skip

    def _mark_line(self, kind: str) -> str:
        tally, target = self.marks[kind], TARGETS.get(kind)
        shares = "".join(f"{tally.ends[end] / tally.count:8.1%}" for end in ENDS)
        limit = f"≥{target[0]:.1%}" if target else ""
        missed = bound(tally.ends["missed"], tally.count)
        return f"{kind:44}{tally.count:8}{tally.found:8.1%}{shares}{missed:8.2%}{limit:>8}"

    def write(self) -> None:
        """Write the pictures' index and the figures."""
        self.folder.mkdir(parents=True, exist_ok=True)
        figures = {
            "marks": {kind: dict(tally.ends) for kind, tally in self.marks.items()},
            "unmarked": {kind: dict(tally.ends) for kind, tally in self.stops.items()},
            "pictures": self.rows,
        }
        text = json.dumps(figures, ensure_ascii=False, indent=1)
        (self.folder / "figures.json").write_text(text, encoding="utf-8")
        parts = [
            f"<figure><img src='{row['picture']}' width='{_WIDE}'><figcaption>"
            + html.escape("; ".join(f"{key}: {value}" for key, value in row.items()))
            + "</figcaption></figure>"
            for row in self.rows
        ]
        page = "<!doctype html><meta charset='utf-8'><title>Gate bench</title>" + "\n".join(parts)
        (self.folder / "index.html").write_text(page, encoding="utf-8")


def _details(kind: str, made: Made) -> list[str]:
    """Give the finer groups a marked page counts in: for the eye, without targets."""
    if made.impression is None or kind not in ("uncovered, ink visible", "1-bit, legible"):
        return [f"  {kind}: {made.sort}"]
    stamp = made.impression.stamp
    border = ("no", "single", "double")[stamp.borders]
    slant = "turned ≥ 8°" if abs(stamp.angle) >= 8 else "turned < 8°"
    rows = [f"{border} border", f"ink {stamp.ink}", f"wear {stamp.wear}", made.way, slant]
    return [f"  {kind}: {row}" for row in [*rows, made.sort, stamp.text.partition("\n")[0]]]


def picture(made: Made, sight: Sight | None) -> Image:
    """Give the page at 90 dpi, and beside it the mark as it is."""
    pixels = made.sheet.image
    if pixels.ndim == 2:
        pixels = as_image(cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB))
    share = 90 / made.sheet.dpi
    small = as_image(cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))
    if sight is None:
        return as_image(small[..., ::-1])
    left, top, right, bottom = sight.box
    cv2.rectangle(
        small, (int(left * share), int(top * share)), (int(right * share), int(bottom * share)),
        (0, 160, 0), 1,
    )  # fmt: skip
    cut = pixels[top:bottom, left:right]
    side = np.full((small.shape[0], 420, 3), 255, np.uint8)
    scale = min(400 / max(1, cut.shape[1]), 300 / max(1, cut.shape[0]))
    shown = cv2.resize(cut, (max(1, int(cut.shape[1] * scale)), max(1, int(cut.shape[0] * scale))))
    side[10 : 10 + shown.shape[0], 10 : 10 + shown.shape[1]] = shown
    return as_image(np.hstack([small, side])[..., ::-1])
