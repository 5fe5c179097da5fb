"""From the handwriting network's columns to texts and their probabilities (CTC).

An array of odds has the shape (crops, columns, symbols): natural logarithms of the probability of
each of `SYMBOLS`, the blank last.
"""

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clerk_app.core import ctc
from clerk_app.core.ctc import Odds

SIGNS = "0123456789abcAB"
"""What a pen writes, in the order of the network's classes; printed digits and a blank follow."""

SYMBOLS = len(SIGNS) + 1
_DIGITS = 10
_BLANK = SYMBOLS - 1
_BEAM = 12
_LEAST = -9.0
_CLEAR = -0.01
_NEVER = -1e30


def merged(logits: NDArray[np.float32]) -> tuple[Odds, float]:
    """Give the odds of each symbol, pen and print together, and the pen's share of the digits.

    Args:
        logits: Shape (crops, classes, columns), as the network gives them.

    Returns:
        Shape (crops, columns, symbols); and 0 (all print) to 1 (all pen), 0.5 where nothing is.
    """
    high = logits.astype(np.float64)
    high -= high.max(axis=1, keepdims=True)
    odds = high - np.log(np.exp(high).sum(axis=1, keepdims=True))
    first = len(SIGNS)
    digits = np.logaddexp(odds[:, :_DIGITS], odds[:, first : first + _DIGITS])
    pen = float(np.exp(odds[:, :first]).sum())
    print_ = float(np.exp(odds[:, first : first + _DIGITS]).sum())
    joined = np.concatenate([digits, odds[:, _DIGITS:first], odds[:, -1:]], axis=1)
    return joined.transpose(0, 2, 1), (pen + 0.01) / (pen + print_ + 0.02)


def chances(odds: Odds, texts: Sequence[str]) -> Odds:
    """Give the exact probability of each text on each crop, shape (crops, texts)."""
    signs = [[SIGNS.index(sign) for sign in text] for text in texts]
    return np.asarray(np.exp(ctc.chances(odds, signs, _BLANK)))


def likely(odds: Odds, most: int = 8) -> list[str]:
    """Find the likeliest numbers of one crop by prefix beam search, the empty one too.

    Args:
        odds: Of one crop, shape (columns, symbols).
        most: How many texts to give.
    """
    beams: dict[str, tuple[float, float]] = {"": (0.0, _NEVER)}
    for column in odds:
        if column[_BLANK] > _CLEAR:
            beams = {
                text: (float(np.logaddexp(*both)) + column[_BLANK], _NEVER)
                for text, both in beams.items()
            }
            continue
        grown = _grown(beams, column)
        kept = heapq.nlargest(_BEAM, grown.items(), key=lambda one: np.logaddexp(*one[1]))
        beams = dict(kept)
    ranked = heapq.nlargest(most, beams.items(), key=lambda one: np.logaddexp(*one[1]))
    return [text for text, _ in ranked]


def _grown(
    beams: dict[str, tuple[float, float]], column: NDArray[np.float64]
) -> dict[str, tuple[float, float]]:
    """Take one column further; each beam holds the odds of ending in a blank and in a sign."""
    grown: dict[str, tuple[float, float]] = {}
    signs = [index for index in range(_BLANK) if column[index] > _LEAST]
    for text, (blank, sign) in beams.items():
        both = float(np.logaddexp(blank, sign))
        _add(grown, text, both + column[_BLANK], _NEVER)
        if text:
            _add(grown, text, _NEVER, sign + column[SIGNS.index(text[-1])])
        for index in signs:
            new = SIGNS[index]
            if _may_follow(text, new):
                before = blank if text.endswith(new) else both
                _add(grown, text + new, _NEVER, before + column[index])
    return grown


def _may_follow(text: str, sign: str) -> bool:
    """A letter stands at the end of a number alone, behind at least one digit."""
    if not text:
        return sign.isdigit()
    return text[-1].isdigit() and len(text) < 6


def _add(beams: dict[str, tuple[float, float]], text: str, blank: float, sign: float) -> None:
    old = beams.get(text, (_NEVER, _NEVER))
    beams[text] = float(np.logaddexp(old[0], blank)), float(np.logaddexp(old[1], sign))
