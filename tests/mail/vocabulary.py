"""Invented offices, people and subjects, in two halves that share no name."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal

Half = Literal["tuning", "test", "all"]

_WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Office:
    """An office that issues documents.

    A newline in `name` or `parent` is where the printed heading breaks; `spoken` is the name as
    a sentence writes it.
    """

    parent: str | None
    name: str
    code: str
    head: str
    place: str
    unit: str
    unit_name: str
    spoken: str
    collective: str | None = None


@cache
def words(name: str) -> dict[str, Any]:
    """One table of `words/`."""
    return tomllib.loads((_WORDS / f"{name}.toml").read_text(encoding="utf-8"))


def halves(half: Half) -> tuple[str, ...]:
    return ("tuning", "test") if half == "all" else (half,)


def pick_half(rng: Random, half: Half) -> str:
    return rng.choice(halves(half))


@cache
def _all_places() -> tuple[str, ...]:
    places: list[str] = []
    for half in ("tuning", "test"):
        table = words("organs")[half]
        places += table["provinces"]
        places += [one.split(" ", 1)[1] for one in table["communes"]]
        places += [
            one.removeprefix("thành phố ").removeprefix("huyện ").removeprefix("thị xã ")
            for one in table["districts"]
        ]
    return tuple(sorted(places, key=len, reverse=True))


def _parent_committee(rng: Random, province: str) -> str:
    short = f"UBND TỈNH {province.upper()}"
    return rng.choice([short, short, f"ỦY BAN NHÂN DÂN\nTỈNH {province.upper()}"])


def _committee(rng: Random, table: dict[str, Any]) -> Office:
    province = rng.choice(table["provinces"])
    level = rng.choice(["tỉnh", "districts", "communes", "communes"])
    unit, unit_name = rng.choice(
        [
            ("VX", "Phòng Khoa giáo - Văn xã"),
            ("KT", "Phòng Kinh tế"),
            ("NC", "Phòng Nội chính"),
            ("TH", "Phòng Tổng hợp"),
        ]
    )
    if level == "tỉnh":
        local, parent, place = f"tỉnh {province}", None, province
    else:
        local = rng.choice(table[level])
        parent = f"UBND TỈNH {province.upper()}"
        place = next(p for p in _all_places() if local.endswith(p))
    name = f"ỦY BAN NHÂN DÂN\n{local.upper()}"
    return Office(
        parent,
        name,
        "UBND",
        "CHỦ TỊCH",
        place,
        unit,
        unit_name,
        f"Ủy ban nhân dân {local}",
        "ỦY BAN NHÂN DÂN",
    )


def council(rng: Random, half: Half) -> Office:
    """A people's council: the usual issuer of resolutions."""
    province = rng.choice(words("organs")[pick_half(rng, half)]["provinces"])
    name = f"HỘI ĐỒNG NHÂN DÂN\nTỈNH {province.upper()}"
    return Office(
        None,
        name,
        "HĐND",
        "CHỦ TỊCH",
        province,
        "PC",
        "Ban Pháp chế",
        f"Hội đồng nhân dân tỉnh {province}",
        "HỘI ĐỒNG NHÂN DÂN",
    )


def office(rng: Random, half: Half) -> Office:
    """An issuing office: a committee, a department of a province, or a ministry's unit."""
    table = words("organs")[pick_half(rng, half)]
    kind = rng.random()
    if kind < 0.3:
        return _committee(rng, table)
    place = rng.choice(table["provinces"])
    row = rng.choice(table["departments"] if kind < 0.8 else table["ministries"])
    parent = row.get("parent") or _parent_committee(rng, place)
    return Office(
        parent,
        row["name"].replace("|", "\n"),
        row["code"],
        row["head"],
        place,
        row["unit"],
        row["unit_name"],
        row["spoken"],
    )


def person(rng: Random, half: Half) -> str:
    table = words("people")[pick_half(rng, half)]
    return " ".join(rng.choice(table[part]) for part in ("families", "middles", "givens"))


def subject(rng: Random, half: Half) -> str:
    chosen: str = rng.choice(words("subjects")[pick_half(rng, half)]["subjects"])
    return chosen


def receiver(rng: Random, half: Half) -> str:
    chosen: str = rng.choice(words("organs")[pick_half(rng, half)]["receivers"])
    return chosen
