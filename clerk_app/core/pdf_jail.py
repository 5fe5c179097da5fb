"""Takes rights away from the child that opens foreign PDFs, before it sees a byte of one.

POSIX limits (memory, processor time, no core file, no file can grow) hold on Linux and, but for
memory, on macOS. On Linux the kernel is also asked for no new privileges, for a network namespace
without devices, and (Landlock, 5.13 and later) to refuse every change of the file system and,
from 6.7 on, every TCP connection; where it refuses one of these the child runs with the rest.
On Windows none of this is available here: there the child is only a process of its own that the
parent's deadlines kill.
"""

import ctypes
import os
import sys

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_RESTRICT_SELF = 446
_WRITES = 0b1_1111_1111_0010
"""write_file, remove_dir … make_sym: every file-system right of Landlock 1 but execute and read."""
_TCP = 0b11
_TCP_SINCE = 4


def confine(memory: int, processor_seconds: int) -> tuple[str, ...]:
    """Limit this process for the rest of its life.

    Args:
        memory: Bytes of address space.
        processor_seconds: After these the kernel kills the process.

    Returns:
        What holds, of `limits`, `no-network`, `no-writing`.
    """
    sys.dont_write_bytecode = True
    held: list[str] = []
    if sys.platform != "win32":
        _limit(memory, processor_seconds)
        held.append("limits")
    if sys.platform == "linux":
        held += _linux()
    return tuple(held)


def _limit(memory: int, processor_seconds: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (absent on Windows)

    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CPU: processor_seconds,
    }
    if sys.platform == "linux":
        wanted[resource.RLIMIT_AS] = memory
    for kind, value in wanted.items():
        _, ceiling = resource.getrlimit(kind)
        fits = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
        resource.setrlimit(kind, (fits, fits))


def _linux() -> list[str]:
    libc = ctypes.CDLL(None, use_errno=True)
    held = []
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWNET) == 0:
        held.append("no-network")
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # a core pattern that is a pipe heeds no limit
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and _landlock(libc):
        held.append("no-writing")
    return held


def _landlock(libc: ctypes.CDLL) -> bool:
    version = libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    rights = (ctypes.c_uint64 * 2)(_WRITES, _TCP if version >= _TCP_SINCE else 0)
    size = ctypes.sizeof(rights) if version >= _TCP_SINCE else ctypes.sizeof(ctypes.c_uint64)
    rules = libc.syscall(_LANDLOCK_CREATE_RULESET, ctypes.byref(rights), ctypes.c_size_t(size), 0)
    if rules < 0:
        return False
    try:
        return bool(libc.syscall(_LANDLOCK_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)
