"""What the doctor looks at: everything the work needs, and how to mend it."""

import ctypes.util
import os
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clerk_app import memory
from clerk_app.core import keyring_secret, ocr, page_file, secrets, settings, typesetting
from clerk_app.core.page_file import Exposure
from clerk_app.domain.clock import now
from clerk_app.errors import ClerkError

LEAST_FREE = 1 << 30  # bytes: about 9,000 pages of PDF/A
PROGRAM_YEAR = 2026  # a clock before the program was made is wrong


class Health(StrEnum):
    """How a thing stands."""

    GOOD = "ok"
    WARNING = "warning"
    BAD = "failed"
    ABSENT = "not-set-up"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: Stable; its words are `ui.labels.DOCTOR[name]`.
        detail: A number, a version or a place.
    """

    name: str
    health: Health
    detail: str = ""


def look(folder: Path | None) -> list[Finding]:
    """Look at scanner, reading, fonts, keyring, store, space, clock, page file, backup, server."""
    home, exposed = settings.home_at(folder), page_file.exposure()
    return [
        _scanner(),
        _reading(),
        _fonts(),
        _keyring(),
        _store(home),
        _space(home),
        _clock(),
        _page_file(exposed),
        _hibernation(exposed),
        _core_dumps(),
        Finding("backup", Health.ABSENT),
        Finding("server", Health.ABSENT),
    ]


def _scanner() -> Finding:
    library = ctypes.util.find_library("sane") if os.name != "nt" else "wia"
    return Finding("scanner", Health.GOOD if library else Health.ABSENT, library or "")


def _reading() -> Finding:
    try:
        folder = ocr.data_folder()
    except ClerkError:
        return Finding("reading", Health.BAD)
    return Finding("reading", Health.GOOD, str(folder))


def _fonts() -> Finding:
    missing = typesetting.fonts_missing()
    return Finding("fonts", Health.BAD if missing else Health.GOOD, ", ".join(missing))


def _keyring() -> Finding:
    return Finding("keyring", Health.GOOD if keyring_secret.present() else Health.WARNING)


def _store(home: settings.Home) -> Finding:
    try:
        rack = secrets.load_rack(home)
    except ClerkError as error:
        return Finding("store", Health.BAD, error.code)
    if rack is None:
        return Finding("store", Health.ABSENT, str(home.folder))
    if not os.access(home.folder, os.W_OK):
        return Finding("store", Health.BAD, "folder-not-writable")
    return Finding("store", Health.GOOD, str(home.folder))


def _space(home: settings.Home) -> Finding:
    folder = home.folder
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    health = Health.GOOD if free >= LEAST_FREE else Health.WARNING
    return Finding("space", health, f"{free / (1 << 30):.1f} GB")


def _clock() -> Finding:
    moment = now()
    health = Health.GOOD if moment.year >= PROGRAM_YEAR else Health.BAD
    return Finding("clock", health, moment.isoformat())


def _page_file(found: Exposure) -> Finding:
    """Tell of a page file: pages in memory may reach a disk through it."""
    health = Health.WARNING if found.plain else Health.GOOD
    return Finding("page-file", health, ", ".join(found.plain))


def _hibernation(found: Exposure) -> Finding:
    """Tell of hibernation, which writes all of memory into a page file."""
    return Finding("hibernation", Health.WARNING if found.hibernates else Health.GOOD)


def _core_dumps() -> Finding:
    """Tell whether a crash could leave what was in memory on a disk."""
    return Finding("core-dumps", Health.WARNING if memory.core_possible() else Health.GOOD)
