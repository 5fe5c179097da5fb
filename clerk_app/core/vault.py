"""Files at rest: each under a random key of its own, named by the SHA-256 of its encrypted bytes.

Destroying a document's key (a database row) destroys every copy of the file. The name tells
nothing of the content, and is its own check sum.
"""

import hashlib
import os
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clerk_app.core.settings import Home, disk_faults, sync_folder, write_whole
from clerk_app.domain.gate import Cleared, Passed
from clerk_app.errors import MachineFault

_HEAD = b"BVT1"
_NONCE = 12
ORPHAN_SECONDS = 3600.0  # a registration that is under way has no row yet


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the vault and what opens it.

    Attributes:
        name: SHA-256 of the encrypted bytes, hex.
        key: The document's own key, 32 bytes; the database alone holds it.
        sha256: Of the plain bytes, hex.
        size: Plain bytes.
        pages: How many pages the document has.
    """

    name: str
    key: bytes
    sha256: str
    size: int
    pages: int


def keep(home: Home, cleared: Cleared | Passed, data: bytes) -> Kept:
    """Encrypt and store a cleared document's file; on return it survives a power cut.

    A page that has passed is no cleared document: its key is kept sealed under its document's
    (`long_table`) until that is complete.
    """
    key, nonce = AESGCM.generate_key(256), os.urandom(_NONCE)
    sealed = _HEAD + nonce + AESGCM(key).encrypt(nonce, data, _HEAD)
    name = hashlib.sha256(sealed).hexdigest()
    path = _path(home, name)
    with disk_faults():
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            sync_folder(home.vault)
        write_whole(path, sealed)
    sha256 = hashlib.sha256(data).hexdigest()
    return Kept(name, key, sha256, len(data), len(cleared.pages))


def fetch(home: Home, kept: Kept) -> bytes:
    """Decrypt a kept file.

    Raises:
        MachineFault: `file-lost`, `file-damaged`.
    """
    sealed = _sealed(home, kept.name)
    nonce = sealed[len(_HEAD) : len(_HEAD) + _NONCE]
    try:
        return AESGCM(kept.key).decrypt(nonce, sealed[len(_HEAD) + _NONCE :], _HEAD)
    except InvalidTag:
        raise MachineFault("file-damaged") from None


def intact(home: Home, name: str) -> bool:
    """Whether a kept file is there and unchanged; needs no key."""
    try:
        return hashlib.sha256(_sealed(home, name)).hexdigest() == name
    except MachineFault:
        return False


def drop(home: Home, kept: Kept) -> None:
    """Remove a file whose registration did not come about."""
    drop_named(home, kept.name)


def drop_named(home: Home, name: str) -> None:
    """Remove a file by its name alone: nobody has its key any more."""
    with disk_faults():
        _path(home, name).unlink(missing_ok=True)


def sweep(home: Home, known: Collection[str]) -> int:
    """Remove files that no row names: what a killed registration left behind; count them."""
    swept = 0
    with disk_faults():
        for path in _files(home):
            if path.name not in known and time.time() - path.stat().st_mtime > ORPHAN_SECONDS:
                path.unlink(missing_ok=True)
                swept += 1
    return swept


def _files(home: Home) -> Iterator[Path]:
    return (path for path in home.vault.glob("??/*") if path.is_file())


def _path(home: Home, name: str) -> Path:
    return home.vault / name[:2] / name


def _sealed(home: Home, name: str) -> bytes:
    try:
        return _path(home, name).read_bytes()
    except FileNotFoundError:
        raise MachineFault("file-lost") from None
    except OSError as error:
        raise MachineFault("disk-failed", path=name) from error
