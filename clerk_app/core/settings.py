"""Where things live, and the office's regulation profile. Owner of platformdirs."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import filelock
import platformdirs

from clerk_app.core.profile_file import ProfileFile, read_profile
from clerk_app.domain.regulation import Profile
from clerk_app.errors import InputFault, MachineFault

NATIONAL = "national"
_PROFILE_ID = re.compile(r"[a-z0-9-]+")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
LOCK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of all data of this installation."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "clerk.db"

    @property
    def keys(self) -> Path:
        """The wrapped data key."""
        return self.folder / "keys.json"

    @property
    def vault(self) -> Path:
        """The encrypted files."""
        return self.folder / "vault"

    @property
    def logs(self) -> Path:
        """Codes and numbers of what went wrong, never content."""
        return self.folder / "logs"

    @property
    def regulations(self) -> Path:
        """The office's own regulation profiles."""
        return self.folder / "regulations"

    def holds(self, path: Path) -> bool:
        """Whether a path lies inside the home."""
        return path.resolve().is_relative_to(self.folder.resolve())

    def make(self) -> None:
        """Make the folders, readable by their owner alone."""
        with disk_faults():
            for folder in (self.folder, self.vault, self.logs):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the home against other processes while keys and schema are made or changed."""
        self.make()
        with disk_faults():
            lock = filelock.FileLock(self.folder / "lock", timeout=LOCK_SECONDS, mode=0o600)
            try:
                lock.acquire()
            except filelock.Timeout:
                raise MachineFault("home-busy") from None
        try:
            yield
        finally:
            lock.release()


def home_at(folder: Path | None) -> Home:
    """Give the home named, or the platform's data folder."""
    return Home(folder or Path(platformdirs.user_data_dir("ban-van-thu", appauthor=False)))


@contextmanager
def disk_faults() -> Iterator[None]:
    """Turn what the file system refuses into a MachineFault with its code."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise MachineFault("disk-full") from error
        if error.errno in _CLOSED:
            raise MachineFault("folder-not-writable", path=str(error.filename or "")) from error
        raise MachineFault("disk-failed", path=str(error.filename or "")) from error


def write_whole(path: Path, data: bytes, mode: int = 0o600, *, exclusive: bool = False) -> None:
    """Write a file all or not at all: temporary name, fsync, rename, fsync of the folder.

    Args:
        exclusive: Refuse to replace a file that is there (InputFault `file-exists`).
    """
    if exclusive and path.exists():
        raise InputFault("file-exists", file=path.name)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    with disk_faults():
        try:
            _write_synced(temporary, data, mode)
            if exclusive:
                _link_new(temporary, path)
            else:
                temporary.replace(path)
            sync_folder(path.parent)
        finally:
            temporary.unlink(missing_ok=True)


def _write_synced(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _link_new(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise InputFault("file-exists", file=path.name) from None


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power cut."""
    if os.name == "nt":  # WORKAROUND: Windows cannot open a folder; NTFS journals the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def profile_names(own: Path | None = None) -> list[str]:
    """Name the regulation profiles that come with the program, and those of the office.

    Args:
        own: The folder of the office's own profiles (`Home.regulations`).
    """
    found = {item.name for item in (resources.files("resources") / "regulations").iterdir()}
    if own is not None and own.is_dir():
        found |= {item.name for item in own.iterdir()}
    return sorted(name[:-5] for name in found if name.endswith(".toml"))


def load_profile(name: str, own: Path | None = None) -> Profile:
    """Read a regulation profile by its id.

    Args:
        own: The folder of the office's own profiles (`Home.regulations`).

    Raises:
        InputFault: `profile-unknown`, or `profile-…` with file, line and key.
    """
    found = _found(name, own)
    if found is None:
        raise InputFault("profile-unknown", profile=name)
    if isinstance(found, Profile):
        return found
    return read_profile(found, lambda each: _found(each, own))


def is_profile_file(given: str) -> bool:
    """Tell the path of a profile's file from a profile's id."""
    return bool(given) and not _PROFILE_ID.fullmatch(given)


def adopt_profile(path: Path, own: Path) -> str:
    """Check an office's own profile and keep a copy of it among the office's data; give its id.

    The copy is what holds: the file may be moved or lost, and is read again by adopting it again.

    Raises:
        InputFault: `file-missing`, `profile-taken`, or `profile-…` with file, line and key.
        MachineFault: disk.
    """
    if not path.is_file():
        raise InputFault("file-missing", file=path.name)
    with disk_faults():
        file = ProfileFile(path.name, path.read_bytes())
    profile = read_profile(file, lambda each: _found(each, own))
    if profile.id in profile_names():
        raise InputFault("profile-taken", file=path.name, profile=profile.id)
    with disk_faults():
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(own / f"{profile.id}.toml", file.content)
    return profile.id


@cache
def _shipped(name: str) -> Profile | None:
    """Read a profile that comes with the program, once."""
    file = resources.files("resources") / "regulations" / f"{name}.toml"
    return (
        read_profile(ProfileFile(file.name, file.read_bytes()), _shipped)
        if file.is_file()
        else None
    )


def _found(name: str, own: Path | None) -> ProfileFile | Profile | None:
    """Find a profile by its id; what comes with the program goes before the office's own."""
    if is_profile_file(name):
        return None
    file = None if own is None else own / f"{name}.toml"
    shipped = _shipped(name)
    if shipped is not None or file is None or not file.is_file():
        return shipped
    with disk_faults():
        return ProfileFile(file.name, file.read_bytes())
