"""Fits how sure the reader of handwriting may be: `core/handwriting.py`, NUMBERS and DATES.

    python -m tests.training.pen_calibrate --digits handwritten-digits.npz --count 1200

Strips of held-out digits are read as the program reads a page, over five looks. A logistic
regression on the logit of the first text's probability and its lead over the second tells how
often such a reading is right; the start is lowered for caution, since pages differ from strips.
"""

import argparse
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from clerk_app.core import handwriting, networks
from clerk_app.core.pen_strip import BASE, HEIGHT, WIDTH, Strip
from tests.training.pen_glyphs import Digits
from tests.training.pen_strips import PRINTED, SIGNS, strip

LOOKS = (
    (0.0, 0.0, 1.0),
    *((right * 0.4, down * 0.4, size) for right, down, size in handwriting.SHIFTS),
)
CAUTION = {"number": 0.8, "day": 0.6}
"""By how much the fitted start is lowered."""

Rows = list[tuple[float, float, bool]]


def looks(made: Strip) -> NDArray[np.float32]:
    """Look at a strip five times, as at a slot of a page."""
    views = []
    for right, down, size in LOOKS:
        move = np.array([[size, 0, -right * size], [0, size, BASE - (BASE + down) * size]])
        views.append([cv2.warpAffine(one, move, (WIDTH, HEIGHT)) for one in made])
    return np.asarray(views, np.float32) / np.float32(255)


def read(count: int, digits: Digits, rng: Random) -> dict[str, Rows]:
    """Give the two terms of each handwritten strip's reading, and whether it was right."""
    network = networks.load("pen")
    rows: dict[str, Rows] = {"number": [], "day": []}
    while min(map(len, rows.values())) < count // 2:
        made, label, kind = strip(rng, digits)
        if kind not in rows or not label or label[0] >= PRINTED or len(rows[kind]) >= count:
            continue
        [logits] = network.run(looks(made))
        odds = handwriting.weighed(kind, logits)
        truth = "".join(SIGNS[sign] for sign in label)
        truth = truth.zfill(2) if kind == "day" else truth
        first, second = (*odds.texts, ("", 0.0), ("", 0.0))[:2]
        rows[kind].append((*handwriting.terms(first[1], second[1]), first[0] == truth))
    return rows


def fitted(rows: Rows, caution: float) -> NDArray[np.float64]:
    """Fit start, odds and lead by Newton's method, held a little towards 0."""
    table = np.array([(1.0, odds, lead) for odds, lead, _ in rows])
    right = np.array([float(hit) for *_, hit in rows])
    weights = np.zeros(3)
    for _ in range(50):
        sure = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - sure) - 0.1 * weights
        curve = (table * (sure * (1 - sure))[:, None]).T @ table + 0.1 * np.eye(3)
        weights += np.linalg.solve(curve, slope)
    weights[0] -= caution
    return weights


def main() -> None:
    """Fit on one half of the strips and tell how it holds on the other."""
    parser = argparse.ArgumentParser(description="Fits the confidence of handwriting.")
    parser.add_argument("--digits", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=40)
    chosen = parser.parse_args()
    for kind, rows in read(
        chosen.count, Digits(chosen.digits, "held-out"), Random(chosen.seed)
    ).items():
        half = len(rows) // 2
        weights = fitted(rows[:half], CAUTION[kind])
        table = np.array([(1.0, odds, lead) for odds, lead, _ in rows[half:]])
        sure = 1 / (1 + np.exp(-table @ weights))
        right = np.array([hit for *_, hit in rows[half:]])
        taken = sure >= 0.95
        told = f"right {right.mean():.3f}, at 0.95 {int(taken.sum())} of {len(right)} taken"
        print(
            kind,
            np.round(fitted(rows, CAUTION[kind]), 2),
            f"{told}, {int((~right[taken]).sum())} wrong",
        )


if __name__ == "__main__":
    main()
