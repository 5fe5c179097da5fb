"""Columns of odds to texts: checked against the sum over every single alignment."""

from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.core.ctc import Odds
from clerk_app.core.pen_decoding import SIGNS, SYMBOLS, chances, likely, merged

BLANK = SYMBOLS - 1
FEW = [0, 1, 10, BLANK]


def some_odds(columns: int, seed: int) -> Odds:
    """Odds of two digits, one letter and the blank; all else all but never happens."""
    chance = np.random.default_rng(seed)
    shares = np.full((columns, SYMBOLS), 1e-12)
    shares[:, FEW] = chance.dirichlet([0.6] * len(FEW), columns)
    return np.asarray(np.log(shares / shares.sum(axis=1, keepdims=True)), np.float64)


def by_hand(odds: Odds) -> dict[str, float]:
    """Sum the probability of every alignment under the text it collapses to."""
    sums: dict[str, float] = {}
    for path in product(FEW, repeat=len(odds)):
        text = "".join(SIGNS[sign] for sign, _ in groupby(path) if sign != BLANK)
        chance = float(np.exp(sum(odds[column, sign] for column, sign in enumerate(path))))
        sums[text] = sums.get(text, 0.0) + chance
    return sums


@given(st.integers(1, 5), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_chances_are_the_sum_over_all_alignments(columns: int, seed: int) -> None:
    odds = some_odds(columns, seed)
    truth = by_hand(odds)
    found = chances(odds[None], list(truth))[0]
    assert found == pytest.approx(list(truth.values()), abs=1e-9)


def test_texts_and_crops_are_scored_side_by_side() -> None:
    crops = np.stack([some_odds(6, seed) for seed in (1, 2, 3)])
    texts = ["", "0", "01", "00", "10a"]
    together = chances(crops, texts)
    for row, crop in enumerate(crops):
        alone = [chances(crop[None], [text])[0, 0] for text in texts]
        assert together[row] == pytest.approx(alone)


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_the_likeliest_number_is_found(seed: int) -> None:
    odds = some_odds(5, seed)
    numbers = {
        text: p for text, p in by_hand(odds).items() if text.rstrip("a").isdigit() or not text
    }
    numbers = {text: p for text, p in numbers.items() if text.count("a") < 2}
    best = max(numbers, key=lambda text: numbers[text])
    assert best in likely(odds)


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_a_letter_stands_at_the_end_of_a_number_alone(seed: int) -> None:
    for text in likely(some_odds(7, seed), most=12):
        assert not text or text.isdigit() or (text[:-1].isdigit() and text[-1] == "a")


def test_a_digit_counts_whether_written_or_printed_and_the_pen_is_told() -> None:
    logits = np.full((1, 26, 2), -9.0, np.float32)
    logits[0, 3, 0] = 6.0
    logits[0, 15 + 7, 1] = 6.0
    odds, share = merged(logits)
    assert likely(odds[0])[0] == "37"
    assert share == pytest.approx(0.5, abs=0.01)
    logits[0, 15 + 7, 1], logits[0, 7, 1] = -9.0, 6.0
    assert merged(logits)[1] > 0.95
