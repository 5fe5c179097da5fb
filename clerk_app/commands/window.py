"""`clerk` without a command, and `clerk demo`: the window, wired."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

from clerk_app.application import keys, office, samples
from clerk_app.application.office import SetUp
from clerk_app.commands.parts import DONE, FAILED, Parts
from clerk_app.domain.scanning import ScanSettings
from clerk_app.errors import InputFault, MachineFault
from scanner.drivers import Sane
from scanner.process import Scanner

DISPLAY_SECONDS = 15
_SCREEN = "1400x900x24"


def window(parts: Parts) -> int:
    """Run `clerk`: open the window."""
    from ui.app import WindowParts, run  # noqa: PLC0415 — Qt is loaded for the window alone

    _need_display()
    lang = parts.lang if parts.options.lang_said else None
    return run(WindowParts(parts.home, parts.key_file, lang, Scanner))


def demo(parts: Parts) -> int:
    """Run `clerk demo [--headless] [--out DIR]`: the main job on sample mail."""
    options = parts.options
    out = Path(options.out) if options.out else Path(tempfile.mkdtemp(prefix="clerk-demo-"))
    if out.exists() and any(out.iterdir()):
        raise InputFault("folder-not-empty", path=str(out))
    out.mkdir(parents=True, exist_ok=True)
    out = out.resolve()
    home, key = out / "home", out / "key"
    keys.new_file(home, key)
    with office.opened(home, key) as opened:
        office.set_up(opened, SetUp(name="SỞ THÍ DỤ", parent="UBND TỈNH THÍ DỤ"))
    settings = _paper(out)
    if not options.headless:
        _need_display()
        parts.remark(f"{out}")
        return _open(parts, out, settings, None)
    with _virtual_display():
        return _drive(parts, out, settings)


def _drive(parts: Parts, out: Path, settings: ScanSettings) -> int:
    from ui.demo import Demo, Plan  # noqa: PLC0415 — Qt is loaded for the window alone

    text = (resources.files("resources") / "samples" / "written.json").read_text("utf-8")
    written: Mapping[str, Mapping[str, str]] = json.loads(text)
    driven: list[Demo] = []

    def ready(session: Any) -> None:
        demo = Demo(session, Plan(out, written))
        driven.append(demo)
        demo.run()

    _open(parts, out, settings, ready)
    done = driven[0] if driven else None
    shutil.rmtree(out / "paper", ignore_errors=True)
    if done is None or done.failure:
        parts.remark(f"clerk demo: {done.failure if done else ''}")
        return FAILED
    summary = {
        "home": "home",
        "key_file": "key",
        **asdict(done.results),
        "book": "book-in.pdf",
    }
    (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1), "utf-8")
    parts.tell({"out": str(out), **summary}, lambda: str(out))
    return DONE


def _open(parts: Parts, out: Path, settings: ScanSettings, ready: Any) -> int:
    from ui.app import WindowParts, run  # noqa: PLC0415 — Qt is loaded for the window alone

    os.environ["SANE_CONFIG_DIR"] = str(out / "sane")
    scanner = partial(Scanner, (Sane(local_only=True),))
    made = WindowParts(
        out / "home",
        out / "key",
        parts.lang,
        scanner,
        dark=parts.options.dark or None,
        scan_settings=settings,
        on_ready=ready,
    )
    return run(made)


def _paper(out: Path) -> ScanSettings:
    """Lay the sample letters into the virtual scanner's feeder (SANE's `pnm`)."""
    sane = out / "sane"
    sane.mkdir()
    (sane / "dll.conf").write_text("pnm\n")
    folder = resources.files("resources") / "samples"
    pages = sorted(item.name for item in folder.iterdir() if item.name.endswith(".jpg"))
    paper = out / "paper"
    paper.mkdir()
    names = []
    for name in pages:
        sheet = paper / f"{name[:-4]}.pnm"
        sheet.write_bytes(samples.as_pnm((folder / name).read_bytes()))
        names.append(str(sheet))
    return ScanSettings(dpi=samples.DPI, pages=len(names), options={"filename": tuple(names)})


def _need_display() -> None:
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if os.name == "posix" and not shown:
        raise MachineFault("display-absent")


@contextmanager
def _virtual_display() -> Iterator[None]:
    """Start Xvfb for the length of the demo; without it Qt draws into memory."""
    program = shutil.which("Xvfb")
    if os.environ.get("QT_QPA_PLATFORM") or not program:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        yield
        return
    near, far = os.pipe()
    command = [program, "-displayfd", str(far), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
    server = subprocess.Popen(  # noqa: S603 — the virtual display, our own words
        command, pass_fds=(far,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(far)
    try:
        number = os.read(near, 16).decode().strip()
        os.environ["DISPLAY"] = f":{number}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        yield
    finally:
        os.close(near)
        server.terminate()
        server.wait(DISPLAY_SECONDS)
