"""Pieces to learn from, in memory shared by the process that makes them and the one that learns."""

import multiprocessing
from multiprocessing.sharedctypes import Synchronized
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]


class Ring:
    """Owns views and what they teach: the newest take the place of the oldest.

    Args:
        kept: How many.
        view: Shape of one.
        truth: Shape of what it teaches; empty for one class.
    """

    def __init__(self, kept: int, view: tuple[int, ...], truth: tuple[int, ...] = ()) -> None:
        self.kept = kept
        self._view, self._truth = view, truth
        self._views = multiprocessing.RawArray("B", kept * int(np.prod(view)))
        self._truths = multiprocessing.RawArray("B", kept * int(np.prod(truth, dtype=int)))
        self._many: Synchronized[int] = multiprocessing.Value("q", 0)

    @property
    def many(self) -> int:
        """How many were ever kept."""
        return int(self._many.value)

    def add(self, view: Bytes, truth: Bytes | int) -> None:
        """Keep a view and what it teaches."""
        views, truths = self._arrays()
        place = self.many % self.kept
        views[place], truths[place] = view, truth
        self._many.value += 1

    def draw(self, chance: np.random.Generator, some: int) -> tuple[Bytes, NDArray[np.int64]]:
        """Draw views and what they teach."""
        views, truths = self._arrays()
        places = chance.integers(0, min(self.many, self.kept), some)
        return views[places], truths[places].astype(np.int64)

    def _arrays(self) -> tuple[Bytes, Bytes]:
        views = np.frombuffer(self._views, np.uint8).reshape(self.kept, *self._view)
        return views, np.frombuffer(self._truths, np.uint8).reshape(self.kept, *self._truth)


class Rings(NamedTuple):
    """What was made, and what the page network points at where there is nothing."""

    made: Ring
    hard: Ring

    def draw(
        self, chance: np.random.Generator, some: int, hard: int
    ) -> tuple[Bytes, NDArray[np.int64]]:
        """Draw a batch, `hard` of it what was pointed at wrongly."""
        few = hard if self.hard.many else 0
        views, truths = self.made.draw(chance, some - few)
        if few:
            more, nothing = self.hard.draw(chance, few)
            views, truths = np.concatenate([views, more]), np.concatenate([truths, nothing])
        return views, truths
