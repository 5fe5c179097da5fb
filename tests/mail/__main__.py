"""Writes invented mail: `python -m tests.mail --out DIR --count N --seed S --kind letters`."""

import argparse
import sys
from pathlib import Path
from random import Random
from typing import Any

from tests.mail.letters import Letter, make_letter
from tests.mail.piles import make_pile
from tests.mail.stamps import CIRCULATION, SECRECY, URGENCY, Border, Mark

_FORMATS = ("png", "jpg", "tif", "pdf")
_BORDERS: tuple[Border, ...] = ("double", "double", "double", "single", "none")


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.mail", description="Invented sample mail."
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1, help="the first letter's seed")
    parser.add_argument(
        "--kind", choices=("letters", "marked", "piles", "plain"), default="letters"
    )
    parser.add_argument("--format", choices=(*_FORMATS, "mixed"), default="png")
    parser.add_argument("--vocabulary", choices=("tuning", "test", "all"), default="all")
    parser.add_argument("--dpi", type=int, choices=(200, 300), help="mixed when not given")
    return parser.parse_args(arguments)


def random_mark(rng: Random) -> Mark:
    """A secrecy mark in any of the states that marks arrive in."""
    ink = rng.choice(["red"] * 6 + ["black", "faded-red"])
    angle = rng.uniform(-15, 15) if rng.random() < 0.3 else None
    place = None
    if rng.random() < 0.2:
        place = (rng.uniform(0.15, 0.85), rng.uniform(0.08, 0.9))
    wear = rng.choice([None, None, None, "light", "patchy", "dry", "faint"])
    return Mark(
        rng.choice(SECRECY),
        rng.choice(_BORDERS),
        ink,
        wear,
        angle,
        page=rng.choice([1, 1, 1, 1, 2]),
        place=place,
        overprinted=rng.random() < 0.2,
        face=rng.choice(["Tinos-Bold"] * 4 + ["Arimo-Bold"]),
    )


def _stamps(kind: str, rng: Random) -> dict[str, Any]:
    """Which stamps a letter of a kind bears."""
    wanted: dict[str, Any] = {}
    if kind == "plain":
        return wanted
    if kind == "marked":
        wanted["secrecy"] = random_mark(rng)
    elif rng.random() < 0.15:
        wanted["lookalike"] = rng.choice(["BẢO MẬT", "GIẢI MẬT", "talk", "SAO Y", "DỰ THẢO"])
    if rng.random() < 0.25:
        wanted["urgency"] = rng.choice(URGENCY)
    if rng.random() < 0.1:
        wanted["circulation"] = rng.choice(CIRCULATION)
    return wanted


def _letter(seed: int, options: argparse.Namespace) -> Letter:
    rng = Random(f"{seed}/command")
    common: dict[str, Any] = {
        "vocabulary": options.vocabulary,
        "dpi": options.dpi or rng.choice([200, 300]),
    }
    if options.kind == "piles":
        seeds = range(seed * 1000, seed * 1000 + rng.randint(2, 5))
        # A pile goes through one machine with one setting.
        kind = rng.choice(["scan", "scan", "grey", "bilevel", "dirty", "bleed"])
        return make_pile(
            seeds,
            degradation=kind,
            blank_backs=rng.random() < 0.4,
            annex=rng.choice([None, None, "plain", "heading"]),
            **common,
        )
    annex = rng.choice([None] * 6 + ["plain", "heading"])
    return make_letter(
        seed, annex=annex, blank_backs=rng.random() < 0.1, **_stamps(options.kind, rng), **common
    )


def main(arguments: list[str] | None = None) -> int:
    options = _arguments(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for seed in range(options.seed, options.seed + options.count):
        suffix = options.format
        if suffix == "mixed":
            suffix = Random(f"{seed}/format").choice(_FORMATS)
        letter = _letter(seed, options)
        path = letter.save(options.out / f"{options.kind}-{seed:05d}.{suffix}")[0]
        truth = letter.truth
        code = f"{truth['number']}/{truth['notation']}" if truth["notation"] else "no number"
        sys.stdout.write(
            f"{path.name}  {len(letter.images)} p.  {truth['extra']['type_inferred']}  "
            f"{code}  {truth['secrecy'] or '-'}  {truth['extra']['degradation']}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
