"""Fits the weights by which `clerk_app.core.mark_verdict` joins its evidence.

    python -m tests.training.marks_weigh --count 600

Pages are those of the gate's bench, of the part that may be tuned on, from another seed.
"""

import argparse
from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from clerk_app.core import imaging, mark_probe, mark_verdict
from clerk_app.core.mark_network import Peak
from clerk_app.core.mark_reading import StampReading
from clerk_app.core.ocr import Engine
from clerk_app.domain.scanning import Colour
from tests.bench import gate_measure, gate_pages
from tests.bench.gate_pages import Made

_NEAR: Final = (0.08, 0.02)
_CALM: Final = 0.02
_ROUNDS: Final = 60
_USED: Final = ("free", "over", "covered")

Place = tuple[Peak, StampReading | None]
Numbers = NDArray[np.float64]


def places(engine: Engine, made: Made) -> list[Place]:
    """Look at a page as the program does."""
    pixels = imaging.decode(made.page)
    if made.page.colour is not Colour.COLOUR:
        pixels = imaging.grey(pixels)
    return mark_probe.seen(engine, pixels, made.page.dpi)


def examples(engine: Engine, count: int, seed: int) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Give the features of the places of many pages, and whether a mark is there."""
    for case in gate_pages.cases(count, "tuning", seed):
        made = gate_pages.make(case)
        if case.marked and made.kind not in _USED:
            continue
        if not case.marked:
            for place in places(engine, made):
                yield mark_verdict.features(*place), False
            continue
        if made.impression is None:
            continue
        sight = gate_measure.sight(made.sheet, made.impression)
        if not sight.visible or sight.survived < gate_measure.SURVIVED:
            continue
        height, width = made.sheet.image.shape[:2]
        left, top, right, bottom = sight.box
        x, y = (left + right) / 2 / width, (top + bottom) / 2 / height
        for place in places(engine, made):
            if abs(place[0].x - x) < _NEAR[0] and abs(place[0].y - y) < _NEAR[1]:
                yield mark_verdict.features(*place), True


def fitted(rows: Numbers, truth: Numbers) -> Numbers:
    """Fit a logistic line by Newton's method, calmed so that no weight runs away."""
    weights = np.zeros(rows.shape[1])
    calm = _CALM * len(rows) / 100 * np.eye(rows.shape[1])
    for _ in range(_ROUNDS):
        told = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (told - truth) + calm @ weights
        bend = (rows * (told * (1 - told))[:, None]).T @ rows + calm
        weights -= np.linalg.solve(bend, slope)
    return np.asarray(weights)


def main() -> None:
    """Read the command line, fit and print."""
    parser = argparse.ArgumentParser(description="Fits the weights of the verdict on marks.")
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    found = list(examples(Engine(), args.count, args.seed))
    rows, truth = np.array([row for row, _ in found]), np.array([each for _, each in found], float)
    weights = fitted(rows, truth)
    print(len(rows), int(truth.sum()), tuple(round(float(each), 2) for each in weights))


if __name__ == "__main__":
    main()
