"""How likely given texts are by what a line-reading network says (connectionist temporal classes).

Such a network gives each column of a strip the odds of every sign and of a blank; a text may lie
in the columns in many ways, and all of them count.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Odds = NDArray[np.float64]

_LEAST = 1e-300


def chances(odds: NDArray[Any], texts: Sequence[Sequence[int]], blank: int) -> Odds:
    """Give the natural logarithm of each text's probability on each crop, shape (crops, texts).

    All texts and crops are summed at once over every alignment (the forward pass).

    Args:
        odds: Natural logarithms of probabilities, shape (crops, columns, signs).
        texts: Each as the numbers of its signs.
        blank: The blank's number.
    """
    longest = max(map(len, texts))
    signs = np.full((len(texts), 2 * longest + 1), blank)
    for row, text in enumerate(texts):
        signs[row, 1 : 2 * len(text) : 2] = text
    # A sign may follow another without a blank between them, unless the two are the same.
    skip = np.zeros(signs.shape)
    skip[:, 3::2] = (signs[:, 3::2] != signs[:, 1:-2:2]) & (signs[:, 3::2] != blank)
    shares = np.exp(odds.astype(np.float64))[:, :, signs]
    paths = np.zeros_like(shares[:, 0])
    paths[:, :, :2] = shares[:, 0, :, :2]
    scale = np.zeros(paths.shape[:2])
    for column in range(1, odds.shape[1]):
        sums = paths.copy()
        sums[:, :, 1:] += paths[:, :, :-1]
        sums[:, :, 2:] += paths[:, :, :-2] * skip[:, 2:]
        paths = sums * shares[:, column]
        most = np.maximum(paths.max(axis=2), _LEAST)
        paths /= most[:, :, None]
        scale += np.log(most)
    rows = np.arange(len(texts))
    ends = 2 * np.array([len(text) for text in texts])
    last = np.where(ends > 0, paths[:, rows, np.maximum(ends - 1, 0)], 0.0)
    return np.asarray(np.log(np.maximum(paths[:, rows, ends] + last, _LEAST)) + scale)
