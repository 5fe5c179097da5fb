"""Where memory may reach a disk: swap, a page file, hibernation, and whether those are encrypted.

Linux tells by `/proc/swaps` and `/sys`; Windows by its registry. What cannot be told counts as
not encrypted.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

_ENCRYPTED = "CRYPT-"
_WINDOWS = r"SYSTEM\CurrentControlSet\Control"


@dataclass(frozen=True, slots=True)
class Exposure:
    """What of memory may lie on a disk unencrypted.

    Attributes:
        plain: Swap areas or page files without encryption that is known of.
        hibernates: The machine can write all of its memory into one of them.
    """

    plain: tuple[str, ...]
    hibernates: bool


def exposure(root: Path = Path("/")) -> Exposure:
    """Look at this machine.

    Args:
        root: Where `proc` and `sys` are; tests give their own.
    """
    if sys.platform == "win32":
        return _windows()
    swaps = root / "proc" / "swaps"
    if not swaps.exists():
        return Exposure(("?",), hibernates=True)
    areas = [line.split()[0] for line in swaps.read_text("utf-8").splitlines()[1:] if line.strip()]
    plain = tuple(area for area in areas if not _safe(root, area))
    return Exposure(plain, hibernates=bool(plain) and _hibernates(root))


def _hibernates(root: Path) -> bool:
    """Whether a device to resume from is named: without one nothing is written."""
    try:
        states = (root / "sys/power/state").read_text("ascii").split()
        resume = (root / "sys/power/resume").read_text("ascii").strip()
    except (OSError, ValueError):
        return False
    return "disk" in states and resume not in ("", "0:0")


def _safe(root: Path, area: str) -> bool:
    """Whether a swap area stays in memory or lies on an encrypted device."""
    blocks = root / "sys/class/block"
    name = Path(os.path.realpath(area)).name
    if name.startswith("zram"):
        return _first(blocks / name / "backing_dev") in ("", "none")
    if (blocks / name).exists():
        return _encrypted(blocks / name)
    device = _device_of(area)
    found = root / "sys/dev/block" / device
    return bool(device) and found.exists() and _encrypted(found)


def _device_of(file: str) -> str:
    if sys.platform == "win32":
        return ""
    try:
        number = Path(file).stat().st_dev
    except OSError:
        return ""
    return f"{os.major(number)}:{os.minor(number)}"


def _encrypted(block: Path) -> bool:
    """Whether a block device, or everything it stands on (LVM over LUKS), is encrypted."""
    if _first(block / "dm/uuid").startswith(_ENCRYPTED):
        return True
    below = sorted((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    return bool(below) and all(_encrypted(each) for each in below)


def _first(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""


def _windows() -> Exposure:
    if sys.platform != "win32":
        raise OSError
    paging = _registry("FileSystem", "NtfsEncryptPagingFile")
    asleep = _registry("Power", "HibernateEnabled")
    return Exposure(() if paging == 1 else ("pagefile.sys",), hibernates=asleep != 0)


def _registry(folder: str, name: str) -> int | None:
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 (Windows alone)

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, rf"{_WINDOWS}\{folder}") as key:
            return int(winreg.QueryValueEx(key, name)[0])
    except (OSError, ValueError):
        return None
