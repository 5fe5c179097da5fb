"""What keeps pages in memory from a core file. Best effort: memory itself is not overwritten.

A core file, or a crash service that is handed one, would put a page that was never cleared on a
disk. Every process of the program, its spawned children too, calls `no_core` before anything else.
"""

import ctypes
import sys

_PR_GET_DUMPABLE, _PR_SET_DUMPABLE = 3, 4
_SEM_NO_FAULT_BOX = 0x0001 | 0x0002


def no_core() -> tuple[str, ...]:
    """Let no core of this process be kept.

    The limit holds for children, too. Undumpable holds for this process alone, until it executes
    another program; without it a core pattern that is a pipe would still be fed.

    Returns:
        What holds, of `no-core-file`, `undumpable`, `no-fault-box`.
    """
    held = []
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_SEM_NO_FAULT_BOX)
        held.append("no-fault-box")
    else:
        import resource  # noqa: PLC0415 (absent on Windows)

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        held.append("no-core-file")
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0:
            held.append("undumpable")
    return tuple(held)


def core_possible() -> bool:
    """Whether a core of this process could be kept; where that cannot be asked, it can."""
    if sys.platform == "win32":
        return True
    import resource  # noqa: PLC0415 (absent on Windows)

    if resource.getrlimit(resource.RLIMIT_CORE)[0] != 0:
        return True
    if sys.platform == "linux":
        return bool(ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) != 0)
    return False
