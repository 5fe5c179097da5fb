"""Pages that an office copier drops into a folder: image files, in the order of their names."""

import re
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Final

from clerk_app.domain.scanning import (
    Device,
    ScanEnd,
    ScanProgress,
    ScanSettings,
    Source,
    SourceKind,
)
from clerk_app.errors import InputFault, MachineFault, UnreadableFault
from scanner import drivers, encoding
from scanner.drivers import Event, Folder

PREFIX: Final = "folder:"
SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".pnm"})
LARGEST_FILE: Final = 500_000_000
_SOURCE: Final = Source("Folder", SourceKind.FEEDER)
_LOOK_EVERY: Final = 0.1
_DIGITS: Final = re.compile(r"(\d+)")


class _Watch:
    """Knows since when each file of a folder has been as it is; files taken are left out."""

    def __init__(self, folder: Path) -> None:
        self.taken: list[Path] = []
        self.quiet_since = time.monotonic()
        self._folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._since: dict[Path, float] = {}

    def look(self) -> None:
        """Look at every file again."""
        moment = time.monotonic()
        there = _sizes(self._folder)
        grown = [path for path, size in there.items() if self._seen.get(path) != size]
        self._seen, self._since = there, self._since | dict.fromkeys(grown, moment)
        if grown:
            self.quiet_since = moment

    def first(self) -> tuple[Path, float] | None:
        """Give the next file that holds anything, and since when it has not grown."""
        waiting = [path for path in self._seen if path not in self.taken and self._seen[path][0]]
        path = min(waiting, key=in_order, default=None)
        return None if path is None else (path, self._since[path])

    def take(self, path: Path) -> None:
        """Note that a file has been read; the time without another begins."""
        self.taken.append(path)
        self.quiet_since = time.monotonic()


class FolderDriver:
    """Reads the folders it was given; nothing in them is changed or deleted."""

    def __init__(self, setup: Folder) -> None:
        self._setup = setup
        self._stopping = False

    def devices(self) -> list[Device]:
        """Give every folder as a device."""
        return [
            Device(
                PREFIX + folder,
                Path(folder).name,
                drivers.FOLDER,
                (_SOURCE,),
                problem="" if Path(folder).is_dir() else "device-offline",
            )
            for folder in self._setup.folders
        ]

    def scan(self, device: str, settings: ScanSettings) -> Iterator[Event]:
        """Give the pages of every file; the end names the files, which still lie there."""
        self._stopping = False
        if device.removeprefix(PREFIX) not in self._setup.folders:
            raise MachineFault("device-offline")
        if settings.source and not _SOURCE.answers_to(settings.source):
            raise InputFault("source-unknown", source=settings.source, known=_SOURCE.name)
        folder = Path(device.removeprefix(PREFIX))
        watch = _Watch(folder)
        images = 0
        yield ScanProgress(1)
        while not self._stopping and (settings.pages is None or images < settings.pages):
            path = yield from self._next(watch, images + 1)
            if path is None:
                break
            data = _bytes_of(path)
            yield ScanProgress(images + 1, len(data), len(data))
            for page in encoding.pages_of_file(data, path.name, images + 1):
                images += 1
                yield page
            watch.take(path)
        if not images and not self._stopping:
            raise MachineFault("feeder-empty")
        files = tuple(map(str, watch.taken))
        yield ScanEnd(images, None, cancelled=self._stopping, files=files)

    def cancel(self) -> None:
        """Stop before the next file."""
        self._stopping = True

    def _next(self, watch: _Watch, number: int) -> Generator[ScanProgress, None, Path | None]:
        """Wait for a file that is whole; None when no more came for a while."""
        while not self._stopping:
            watch.look()
            moment, found = time.monotonic(), watch.first()
            if found is not None and moment - found[1] >= self._setup.settle_seconds:
                return found[0]
            if found is None and moment - watch.quiet_since >= self._setup.quiet_seconds:
                return None
            yield ScanProgress(number)
            time.sleep(_LOOK_EVERY)
        return None


def in_order(path: Path) -> tuple[tuple[int, int | str], ...]:
    """Give a file's place among the others: `2.jpg` comes before `10.jpg`."""
    parts = _DIGITS.split(path.name.casefold())
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


def _sizes(folder: Path) -> dict[Path, tuple[int, int]]:
    """Give size and time of every image file; one that goes meanwhile is left out."""
    found: dict[Path, tuple[int, int]] = {}
    try:
        for path in folder.iterdir():
            if path.suffix.casefold() in SUFFIXES and not path.name.startswith("."):
                stat = path.stat()
                if path.is_file():
                    found[path] = stat.st_size, stat.st_mtime_ns
    except FileNotFoundError:  # of a file that has gone: the next look tells
        if not folder.is_dir():
            raise MachineFault("device-offline") from None
    except PermissionError as error:
        raise MachineFault("access-denied") from error
    except OSError as error:
        raise MachineFault("device-offline") from error
    return found


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFault("image-too-large", file=path.name)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFault("file-unreadable", file=path.name) from error
