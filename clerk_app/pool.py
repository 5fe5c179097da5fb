"""Work side by side: the one owner of `concurrent.futures`."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Generic, Self, TypeVar

__all__ = ["Aside", "Executor", "Future", "Pool", "cores", "one_thread"]

R = TypeVar("R")
T = TypeVar("T")
U = TypeVar("U")


def cores() -> int:
    """Count the processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_IDLE = [None] * cores()
"""One for each core that no `Aside` has taken; append and pop of a list are atomic."""


class Aside(Generic[R]):
    """Lends one worker a second thread for parts of its work, while a core is idle.

    With every core at work the worker does the parts itself, when it needs them: what comes of
    them is the same.

    Args:
        own: The worker's own resource.
        open_second: Gives a second resource like it, in the second thread; None: nobody helps.
    """

    def __init__(self, own: R, open_second: Callable[[], R] | None = None) -> None:
        self.own = own
        self._open = open_second
        self._taken = 0
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        for _ in range(2):
            try:
                _IDLE.pop()
            except IndexError:
                return self
            self._taken += 1
        if self._open is not None:
            self._executor = one_thread()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        _IDLE.extend([None] * self._taken)

    def run(self, work: Callable[[R], T]) -> Callable[[], T]:
        """Begin a part of the work, in order; calling what comes back gives its result."""
        open_second = self._open
        if self._executor is None or open_second is None:
            return partial(work, self.own)
        return partial(self._result, work, self._executor.submit(lambda: work(open_second())))

    def all(self, works: Sequence[Callable[[R], T]]) -> list[T]:
        """Do parts of the work, some of them beside this thread; results come in their order."""
        begun = [self.run(work) for work in works]
        return [result() for result in reversed(begun)][::-1]  # the first is begun already

    def _result(self, work: Callable[[R], T], begun: Future[T]) -> T:
        """Wait for a part, or do it here where nobody has begun it."""
        return work(self.own) if begun.cancel() else begun.result()


class Pool(Generic[R]):
    """Owns worker threads and one resource for each, opened when it is first needed.

    Args:
        open_resource: Makes what one worker holds alone, an OCR engine for one.
        workers: How many; by default one a core.
    """

    def __init__(self, open_resource: Callable[[], R], workers: int | None = None) -> None:
        self._open = open_resource
        self._workers = workers or cores()
        self._free: list[R] = []  # append and pop of a list are atomic
        self._executor = ThreadPoolExecutor(max_workers=self._workers)

    def run(self, work: Callable[[R, T], U], items: Iterable[T]) -> Iterator[U]:
        """Do `work` on every item; results come in the items' order.

        Items are taken from their source as workers get free, so a long source is not held whole.
        """
        waiting: list[Future[U]] = []
        try:
            for item in items:
                waiting.append(self._executor.submit(self._with_resource, work, item))
                if len(waiting) > self._workers + 1:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        finally:
            for future in waiting:
                future.cancel()

    def close(self) -> None:
        """Let running work end and drop the rest."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._free.clear()

    def _with_resource(self, work: Callable[[R, T], U], item: T) -> U:
        try:
            resource = self._free.pop()
        except IndexError:
            resource = self._open()
        try:
            return work(resource, item)
        finally:
            self._free.append(resource)


def one_thread() -> Executor:
    """Make the executor of a lane: jobs in order, in one thread."""
    return ThreadPoolExecutor(max_workers=1)
