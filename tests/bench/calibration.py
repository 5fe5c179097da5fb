"""Fits what confidence is worth: `python -m tests.bench.calibration FOLDER…`.

Reads every document with ground truth in the folders, and prints for each field the knots that
`clerk_app/domain/calibration.py` holds: how often fields of a raw confidence were right. Use the
development documents, never the held-out third.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from clerk_app.core import reader
from clerk_app.core.lexicon_file import known_wording
from clerk_app.domain.calibration import Knots
from clerk_app.domain.reading import raw_guesses
from tests.bench.reading_cases import engine, expected, pages_of
from tests.bench.reading_score import same

FIELDS = (
    "type_name",
    "code_notation",
    "place",
    "organ_name",
    "parent_organ_name",
    "subject",
    "signer_full_name",
    "signer_position",
    "signing_authority",
    "recipients",
)
LEAST = 12
"""Knots stand on at least so many readings."""

Sample = tuple[float, bool]


def isotonic(samples: Iterable[Sample]) -> Knots:
    """Give the steps of the never-falling curve nearest to the samples, each as one knot.

    Every step counts two wrong readings more than it has: nothing is ever certain.
    """
    ordered = sorted(samples)
    merged: list[_Step] = []
    for start in range(0, max(1, len(ordered) - LEAST + 1), LEAST):
        last = start + 2 * LEAST > len(ordered)
        merged.append(_Step(ordered[start:] if last else ordered[start : start + LEAST]))
        while len(merged) > 1 and merged[-2].rate >= merged[-1].rate:
            upper = merged.pop()
            merged[-1] = _Step([*merged[-1].samples, *upper.samples])
        if last:
            break
    return tuple((round(step.start, 3), round(step.share, 3)) for step in merged)


class _Step:
    """Readings of neighbouring raw confidences."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self.samples = list(samples)

    @property
    def rate(self) -> float:
        return sum(right for _, right in self.samples) / max(1, len(self.samples))

    @property
    def share(self) -> float:
        return sum(right for _, right in self.samples) / (len(self.samples) + 2)

    @property
    def start(self) -> float:
        return self.samples[0][0]


def main() -> int:
    """Print the knots."""
    found: dict[str, list[Sample]] = {name: [] for name in FIELDS}
    for path in sorted(each for folder in sys.argv[1:] for each in Path(folder).glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        pages = list(pages_of(path, truth))
        texts = [reader.read_page(engine(), page) for page in pages]
        guesses, wanted = raw_guesses(texts, len(pages), known_wording()), expected(truth)
        for name in FIELDS:
            guess = guesses.get(name)
            if guess is not None and not guess.handwritten and guess.corrected_from is None:
                found[name].append((guess.confidence, same(guess.value, wanted[name], fold=True)))
    for name, samples in found.items():
        sys.stdout.write(f'    "{name}": {isotonic(samples)},  # {len(samples)}\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
