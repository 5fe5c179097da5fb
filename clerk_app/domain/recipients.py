"""The recipients at the end of a document (Nơi nhận; NĐ 30/2020, Phụ lục I, ô 9b)."""

import re
from collections.abc import Sequence

from clerk_app.domain.layout import Line, box_around, mean_confidence
from clerk_app.domain.scanning import Box
from clerk_app.domain.text import search_key

_LISTED = re.compile(r"^\W*[-–—•*+]\s*|^\W+")
_PURPOSES = {"th": "t/h", "bc": "b/c", "ph": "p/h", "tc": "t/c", "bh": "b/h", "pc": "p/c"}
_PURPOSE = re.compile(r"\(([đd][ểếềêe] )?([tbp]\s?[/⁄íiìl|1]?\s?[hcC€])\)")
_IN_ORDER_TO = re.compile(r"\([đd][ếềêe] (?=\w)")
_FILED_AT = re.compile(r"^(L[ưu]u:?):*\s*V[TI][^\s\w(]*[IJFỊTỷ]?[,;.]*[,\s]\s*(?=[A-ZĐ])")
_RECIPIENT_GAP = 0.035


def recipients(lines: Sequence[Line], label: Line) -> tuple[list[str], float, Box]:
    """Read the list under `Nơi nhận:`; its dashes and semicolons are left out."""
    edge = label.box.left + 0.34
    under = [
        line
        for line in sorted(lines, key=lambda line: line.centre[1])
        if line.centre[1] > label.centre[1] + 0.4 * label.height
        and line.box.left < label.box.left + 0.15
        and line.box.right < max(edge, 0.56)
    ]
    taken: list[Line] = []
    bottom = label.box.bottom
    for line in under:
        if line.box.top - bottom > _RECIPIENT_GAP or _finished(taken, line):
            break
        taken.append(line)
        bottom = line.box.bottom
    sure = mean_confidence(taken) if taken else 0.0
    return _items(taken), sure, box_around([label, *taken])


def _finished(taken: list[Line], line: Line) -> bool:
    """Tell whether the list ended before a line: `Lưu: VT.` is its last item."""
    if not taken or not search_key(taken[-1].text).lstrip(" -–—.").startswith("luu"):
        return False
    ends = taken[-1].text.rstrip().endswith(".")
    return ends or line.box.top - taken[-1].box.bottom > 0.012


def _items(lines: Sequence[Line]) -> list[str]:
    items: list[str] = []
    for line in lines:
        starts = bool(re.match(r"^\s*[-–—•*+~]", line.text))
        before = items[-1].rstrip() if items else ";"
        if starts or before.endswith((";", ".")) or not items:
            items.append(line.text)
        else:
            items[-1] += " " + line.text
    cleaned = (_LISTED.sub("", item).strip().rstrip(" ;.,:*'") for item in items)
    return [usual(item) for item in cleaned if sum(c.isalpha() for c in item) >= 2]


def usual(item: str) -> str:
    """Give an item with its usual short forms where reading lost a stroke: `(để t/h)`, `VT`."""
    item = _IN_ORDER_TO.sub("(để ", _PURPOSE.sub(_purpose, item))
    return _FILED_AT.sub(r"\1 VT, ", item)


def _purpose(found: re.Match[str]) -> str:
    lead = "để " if found[1] else ""
    return f"({lead}{_PURPOSES[_letters(found[2])]})"


def _letters(text: str) -> str:
    return re.sub(r"[^tbphc]", "", text.lower().replace("€", "c"))
