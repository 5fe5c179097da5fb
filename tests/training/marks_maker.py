"""Makes what the mark networks learn from, without end, in a process of its own.

Stamps on pieces of pages; and what the shipped page network points at on whole unmarked pages, to
be learnt again as what it is: nothing.
"""

import argparse
from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Final

import cv2
import numpy as np

from clerk_app.core import imaging, mark_network, mark_view
from clerk_app.core.mark_network import Place
from clerk_app.core.mark_view import CROP
from tests.mail.ink import Image, as_image
from tests.training import marks_pages, marks_paper
from tests.training.marks_pages import CELLS, SIDE
from tests.training.marks_store import Bytes, Ring, Rings
from tests.training.marks_wear import KINDS, wear_down

KEPT: Final = {"page": 12_000, "crop": 40_000}
HARD: Final = {"page": 3_000, "crop": 8_000}
_MINE_EVERY: Final = 9
_POINTED_AT: Final = 0.06


def rings(network: str) -> Rings:
    """Give empty rings for what a network learns from."""
    if network == "crop":
        return Rings(*(Ring(kept[network], (*CROP, 2)) for kept in (KEPT, HARD)))
    shapes = (SIDE, SIDE, 2), (CELLS, CELLS)
    return Rings(*(Ring(kept[network], *shapes) for kept in (KEPT, HARD)))


def make(into: Rings, args: argparse.Namespace) -> None:
    """Make pieces until the process is ended."""
    cv2.setNumThreads(1)
    rng = Random(args.seed)
    pool = unmarked_pages(args)
    for seed in count(args.seed * 10_000_000):
        made = marks_pages.sample(pool, seed, args.fonts)
        if args.network == "page":
            into.made.add(made.view, made.heat)
        else:
            for crop, kind in zip(made.crops, made.kinds, strict=True):
                into.made.add(crop, kind)
        if seed % _MINE_EVERY == 0:
            for view in pointed_at(args.network, rng.choice(pool), rng):
                into.hard.add(view, 0)


def unmarked_pages(args: argparse.Namespace) -> list[Image]:
    """Read and make the unmarked pages that pieces are cut from."""
    held = set(args.held.split(","))
    real = [page for name, page in marks_paper.real_pages(args.real) if name not in held]
    letters = marks_paper.letter_pages(args.letters, 500_000 + args.seed * 1000)
    letters += marks_paper.talking_pages(args.letters // 2, args.seed * 1000)
    return real * max(1, len(letters) // max(1, len(real))) + letters


def pointed_at(network: str, whole: Image, rng: Random) -> Iterator[Bytes]:
    """Cut what the page network points at on a whole unmarked page, as a network sees it."""
    worn = wear_down(whole, rng.choice((*KINDS, "asis", "asis")), rng, marks_paper.POOL_DPI)
    dpi = marks_paper.POOL_DPI * (rng.uniform(0.92, 1.08) if rng.random() < 0.5 else 1.0)
    spots = [each for each in mark_network.spots(worn, dpi) if each.heat > _POINTED_AT]
    cut = _crop if network == "crop" else _piece
    fine = mark_view.CROP_DPI if network == "crop" else mark_view.PAGE_DPI
    view = mark_view.channels(as_image(imaging.at_dpi(worn, dpi, fine)))
    for spot in spots:
        found = cut(view, spot.place, rng)
        if found is not None:
            yield found


def _crop(view: Bytes, place: Place, rng: Random) -> Bytes:
    x, y = place[0] * view.shape[1] + rng.gauss(0, 9), place[1] * view.shape[0] + rng.gauss(0, 4)
    return mark_view.crop(view, x, y)


def _piece(view: Bytes, place: Place, rng: Random) -> Bytes | None:
    tall, wide = view.shape[:2]
    top = place[1] * tall - SIDE / 2 + rng.randint(-40, 40)
    left = place[0] * wide - SIDE / 2 + rng.randint(-40, 40)
    top, left = int(np.clip(top, 0, tall - SIDE)), int(np.clip(left, 0, wide - SIDE))
    piece = view[top : top + SIDE, left : left + SIDE]
    return piece if piece.shape[:2] == (SIDE, SIDE) else None
