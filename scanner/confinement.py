"""Takes from the scanner's child what it needs for no page: core files, big files, our streams."""

import ctypes
import os
import signal
import sys

LARGEST_FILE = 1 << 16
"""A driver's lock or calibration file fits; the lines of a page do not."""

_PR_SET_DUMPABLE = 4


def confine(life: int | None) -> None:
    """Limit this process for the rest of its life.

    A page that nobody has examined is on no disk: no core file (a core pattern that is a pipe
    asks the process whether it may be dumped, not the limit), no file a page fits in. What a
    driver prints is lost, because standard output is the command line's. Where the kernel can
    tell, the process ends with its parent, even inside a driver that does not come back.

    Args:
        life: A pipe whose other end closes with the parent.
    """
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's, who stops the scan
    _silence()
    if sys.platform != "win32":
        _limit()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        if life is not None:
            _die_with(life)


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (absent on Windows)

    for kind, value in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, LARGEST_FILE)):
        _, ceiling = resource.getrlimit(kind)
        fits = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
        resource.setrlimit(kind, (fits, fits))


def _die_with(life: int) -> None:
    """Have the kernel send SIGIO, which kills, when the other end of a pipe closes."""
    if sys.platform == "win32":
        return
    import fcntl  # noqa: PLC0415 (absent on Windows)

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC)
