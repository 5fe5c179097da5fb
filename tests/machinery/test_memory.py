"""Nothing of memory reaches a disk when a process dies, and a machine that would is told of."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clerk_app.core import page_file

SWAPS = "Filename\tType\tSize\tUsed\tPriority\n"
_DIES = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
if sys.argv[1] == "held":
    from clerk_app import memory
    print(memory.no_core(), memory.core_possible())
sys.stdout.flush()
os.abort()
"""


def died(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _DIES, how],
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_process_that_dies_leaves_no_core(tmp_path: Path) -> None:
    pattern = Path("/proc/sys/kernel/core_pattern").read_text().strip()
    if pattern.startswith(("|", "/")):
        pytest.skip("cores of this machine go elsewhere")
    free, held = tmp_path / "free", tmp_path / "held"
    for folder in (free, held):
        folder.mkdir()
    assert died(free, "free").returncode < 0
    assert list(free.iterdir()), "without it there is a core: the test would see one"
    done = died(held, "held")
    assert done.returncode < 0
    assert done.stdout == "('no-core-file', 'undumpable') False\n"
    assert list(held.iterdir()) == []


def test_the_program_holds_its_cores_from_the_start(tmp_path: Path) -> None:
    script = (
        "from clerk_app import __main__, memory\n"
        "before = memory.core_possible()\n"
        "__main__.main(['no-such-command'])\n"
        "print(before, memory.core_possible())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert done.stdout == "True False\n"


def machine(root: Path, swaps: str, *, resume: str = "0:0") -> Path:
    """Make the files by which a machine tells of its swap."""
    files = {
        "proc/swaps": SWAPS + swaps,
        "sys/power/state": "freeze mem disk\n",
        "sys/power/resume": f"{resume}\n",
        "sys/class/block/dm-0/dm/uuid": "CRYPT-LUKS2-0123\n",
        "sys/class/block/dm-1/dm/uuid": "LVM-4567\n",
        "sys/class/block/dm-1/slaves/dm-0/dm/uuid": "CRYPT-LUKS2-0123\n",
        "sys/class/block/dm-2/dm/uuid": "LVM-89ab\n",
        "sys/class/block/dm-2/slaves/sda3/size": "1\n",
        "sys/class/block/sda2/size": "1\n",
        "sys/class/block/zram0/backing_dev": "none\n",
        "sys/class/block/zram1/backing_dev": "/dev/sda4\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.mark.parametrize(
    ("swaps", "resume", "plain", "hibernates"),
    [
        ("", "8:2", (), False),
        ("/dev/sda2 partition 1 0 -2\n", "0:0", ("/dev/sda2",), False),
        ("/dev/sda2 partition 1 0 -2\n", "8:2", ("/dev/sda2",), True),
        ("/dev/dm-0 partition 1 0 -2\n", "253:0", (), False),
        ("/dev/dm-1 partition 1 0 -2\n", "253:1", (), False),
        ("/dev/dm-2 partition 1 0 -2\n", "253:2", ("/dev/dm-2",), True),
        ("/dev/zram0 partition 1 0 100\n", "8:2", (), False),
        ("/dev/zram1 partition 1 0 100\n", "0:0", ("/dev/zram1",), False),
        ("/no/such/swapfile file 1 0 -2\n", "0:0", ("/no/such/swapfile",), False),
    ],
)
def test_swap_without_encryption_is_told(
    tmp_path: Path, swaps: str, resume: str, plain: tuple[str, ...], hibernates: bool
) -> None:
    found = page_file.exposure(machine(tmp_path, swaps, resume=resume))
    assert (found.plain, found.hibernates) == (plain, hibernates)


def test_a_machine_that_does_not_tell_is_not_trusted(tmp_path: Path) -> None:
    assert page_file.exposure(tmp_path).plain
