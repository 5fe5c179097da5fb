"""The child process of the scanner, from the side of whoever starts and ends it."""

import multiprocessing
import sys
import types
from collections.abc import Sequence
from multiprocessing.connection import Connection

from clerk_app.errors import MachineFault
from scanner.child import serve
from scanner.drivers import SetUp

_LARGEST_FRAME = 1 << 28
_GRACE_SECONDS = 1.0
_MAIN = sys.modules["__main__"]


class Child:
    """Owns one process and its pipe.

    Raises:
        MachineFault: `child-not-started`.
    """

    def __init__(self, stop: Connection, setups: Sequence[SetUp]) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, far = spawn.Pipe()
        self._process = spawn.Process(
            target=serve, args=(far, stop, tuple(setups)), daemon=True, name="scanner"
        )
        # WORKAROUND(https://docs.python.org/3.11/library/multiprocessing.html#the-spawn-and-forkserver-start-methods):
        # spawn imports the parent's main module, of which the child needs nothing.
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            self._process.start()
        except OSError as error:
            self._pipe.close()
            raise MachineFault("child-not-started") from error
        finally:
            sys.modules["__main__"] = _MAIN
            far.close()

    def is_alive(self) -> bool:
        """Tell whether it still runs."""
        return self._process.is_alive()

    def say(self, frame: bytes) -> None:
        """Send a frame."""
        self._pipe.send_bytes(frame)

    def has_news(self, seconds: float) -> bool:
        """Wait a moment for a frame, or for its end."""
        return self._pipe.poll(seconds)

    def hear(self) -> bytes:
        """Give the next frame; raises EOFError when there is none any more."""
        return self._pipe.recv_bytes(_LARGEST_FRAME)

    def end(self, grace: float = _GRACE_SECONDS) -> int:
        """End it, by force if it lingers, and leave no zombie; give its exit status."""
        self._pipe.close()
        if grace:
            self._process.join(grace)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(_GRACE_SECONDS)
        status = self._process.exitcode
        self._process.close()
        return -1 if status is None else status
