"""SANE without hardware: a configuration of our own with its `pnm` and `test` scanners alone."""

import ctypes.util
import os
from collections.abc import Sequence
from pathlib import Path

import pytest


def configured(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have SANE, in every process started from here on, know its two pseudo-scanners only."""
    if ctypes.util.find_library("sane") is None:
        pytest.skip("SANE is absent: apt-get install libsane1")
    folder.mkdir()
    (folder / "dll.conf").write_text("test\npnm\n")
    (folder / "test.conf").write_text("")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))


def a_pnm(path: Path, shade: int = 230, size: tuple[int, int] = (1240, 1754)) -> Path:
    """Write a colour PNM of one shade with a black bar, A4 at 150 dpi."""
    width, height = size
    white, black = bytes((shade, shade, 240)) * width, bytes(3) * width
    bar = height // 10
    path.write_bytes(
        b"P6\n%d %d\n255\n" % size + white * bar + black * bar + white * (height - 2 * bar)
    )
    return path


def a_pile(folder: Path, shades: Sequence[int]) -> tuple[str, ...]:
    """Write a PNM for each shade; give their paths."""
    folder.mkdir(exist_ok=True)
    return tuple(
        os.fspath(a_pnm(folder / f"{place:03}.pnm", shade)) for place, shade in enumerate(shades)
    )
