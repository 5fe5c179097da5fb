"""Everything that a program and its children write into files, by tracing their system calls."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_CALLS = "write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,splice,vmsplice,mmap"
_LONGEST = 1 << 24
_CALL = re.compile(r"^(?P<call>\w+)\((?P<rest>.*)$")
_PATH = re.compile(r"<(?P<path>(?:\\x[0-9a-f]{2})+|/[^>]*)>")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_NO_FILES = ("/dev/", "/proc/", "/sys/")


@dataclass(frozen=True)
class Written:
    """What one call wrote into one file.

    Attributes:
        data: The bytes, or None where the call does not show them (`sendfile`, shared memory).
    """

    path: str
    call: str
    data: bytes | None


def traced(
    command: list[str], environment: Mapping[str, str], folder: Path
) -> tuple[int, list[Written]]:
    """Run a program and give its exit status and everything written into files.

    Pipes between processes, sockets and terminals are memory, not files.
    """
    folder.mkdir()
    options = [
        "-ff",
        "-y",
        "-xx",
        "-s",
        str(_LONGEST),
        "-e",
        f"trace={_CALLS}",
        "-e",
        "signal=none",
    ]
    done = subprocess.run(
        [shutil.which("strace") or "strace", *options, "-o", str(folder / "trace"), *command],
        env=dict(environment),
        capture_output=True,
        check=False,
    )
    found = []
    for path in sorted(folder.iterdir()):
        with path.open() as lines:
            found += [written for line in lines if (written := _written(line))]
    return done.returncode, found


def _written(line: str) -> Written | None:
    match = _CALL.match(line)
    if not match:
        return None
    call, rest = match["call"], match["rest"]
    place = _PATH.search(rest)
    if not place:
        return None
    path = _shown(place["path"])
    if not path.startswith("/") or path.startswith(_NO_FILES):  # a pipe, a socket, a device
        return None
    if call == "mmap":
        shared = "MAP_SHARED" in rest and "PROT_WRITE" in rest
        return Written(path, call, None) if shared else None
    strings = _STRING.findall(rest[place.end() :])
    if call in {"sendfile", "copy_file_range", "splice", "vmsplice"} or not strings:
        return Written(path, call, None)
    assert not any(cut for _, cut in strings), "a write was longer than what is traced"
    return Written(
        path, call, b"".join(bytes.fromhex(each.replace("\\x", "")) for each, _ in strings)
    )


def _shown(path: str) -> str:
    """Undo strace's own hexadecimal in a path."""
    if not path.startswith("\\x"):
        return path
    return bytes.fromhex(path.replace("\\x", "")).decode("utf-8", "replace")
