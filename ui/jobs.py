"""Lanes: a thread and the one thing only that thread may touch; the only threads of `ui`."""

import itertools
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from clerk_app.pool import Executor, Future, one_thread

R = TypeVar("R")
T = TypeVar("T")

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]
Told = Callable[[Any], None]


def _nothing(_: object) -> None:
    """Hear of no progress."""


class Lane(QObject, Generic[R]):
    """Runs jobs in order, each with the lane's own resource.

    Args:
        open_resource: Called once, in the lane's thread, before the first job.
        close_resource: Called once, in the lane's thread, when the lane closes.
        pool: Where jobs run; tests pass one that runs them at once.
    """

    _ended = Signal(int)
    _told = Signal(int, object)

    def __init__(
        self,
        open_resource: Callable[[], R],
        close_resource: Callable[[R], None] | None = None,
        pool: Executor | None = None,
    ) -> None:
        super().__init__()
        self._open = open_resource
        self._close = close_resource
        self._pool = pool or one_thread()
        self._resource: R | None = None
        self._closed = False
        self._numbers = itertools.count(1)
        self._waiting: dict[int, tuple[Future[Any], Done, Failed, Told]] = {}
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[R], T], on_done: Callable[[T], None], on_failed: Failed) -> int:
        """Start `work`; one of the two callbacks follows on the window's thread."""
        return self._start(work, on_done, on_failed, _nothing)

    def run_telling(
        self,
        work: Callable[[R, Callable[[Any], None]], T],
        on_told: Told,
        on_done: Callable[[T], None],
        on_failed: Failed,
    ) -> int:
        """Start `work`, which is given a way to tell of its progress; that is heard in order."""
        number = next(self._numbers)

        def telling(resource: R) -> T:
            return work(resource, lambda news: self._told.emit(number, news))

        return self._start(telling, on_done, on_failed, on_told, number)

    def _start(
        self,
        work: Callable[[R], Any],
        on_done: Done,
        on_failed: Failed,
        on_told: Told,
        number: int | None = None,
    ) -> int:
        number = number or next(self._numbers)
        if self._closed:  # the window ends, and a timer or a late signal still asked for something
            return number
        future = self._pool.submit(self._work, work)
        self._waiting[number] = (future, on_done, on_failed, on_told)
        future.add_done_callback(lambda _: self._ended.emit(number))
        return number

    def forget(self, number: int) -> None:
        """Drop a job: it may still run, but nobody hears of it."""
        if number in self._waiting:
            self._waiting.pop(number)[0].cancel()

    @property
    def busy(self) -> bool:
        """Whether a job is under way or waits."""
        return bool(self._waiting)

    def finish(self, work: Callable[[R], object]) -> None:
        """Do one last thing behind what runs, and wait for it; before `close`, at the end alone."""
        self._pool.submit(self._work, work).result()

    def close(self) -> None:
        """Let the running job finish, drop the rest and all that come, and close the resource."""
        self._closed = True
        for future, *_ in self._waiting.values():
            future.cancel()
        self._waiting.clear()
        self._pool.submit(self._end).result()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, work: Callable[[R], T]) -> T:
        if self._resource is None:
            self._resource = self._open()
        return work(self._resource)

    def _end(self) -> None:
        if self._resource is not None and self._close is not None:
            self._close(self._resource)
        self._resource = None

    @Slot(int, object)
    def _tell(self, number: int, news: object) -> None:
        if number in self._waiting:
            self._waiting[number][3](news)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        if number not in self._waiting:
            return
        future, on_done, on_failed, _ = self._waiting.pop(number)
        error = future.exception()
        if error is None:
            on_done(future.result())
        elif isinstance(error, Exception):
            on_failed(error)
        else:
            raise error
