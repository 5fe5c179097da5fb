"""The store's one data key and its wrappings: each user's keyring, the recovery key, a key file.

The data key never changes; what opens it can be added and removed without re-encrypting anything.
"""

import base64
import getpass
import json
import os
import secrets
import socket
import stat
import uuid
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clerk_app.core import keyring_secret
from clerk_app.core.settings import Home, disk_faults, write_whole
from clerk_app.domain.clock import now
from clerk_app.errors import InputFault, MachineFault, Refused

FORMAT = 1
KEY_BYTES = 32
FILE_HEAD = "ban-van-thu key 1"


class Kind(StrEnum):
    """What opens a wrapping."""

    KEYRING = "keyring"
    RECOVERY = "recovery"
    KEY_FILE = "key-file"


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The data key, encrypted under one secret."""

    id: str
    kind: Kind
    label: str
    made: str
    salt: str
    nonce: str
    wrapped: str


@dataclass(frozen=True, slots=True)
class KeyRack:
    """All wrappings of a home, as its `keys.json` holds them."""

    home_id: str
    wrappings: tuple[Wrapping, ...]

    def of(self, kind: Kind) -> list[Wrapping]:
        """Give the wrappings of one kind."""
        return [wrapping for wrapping in self.wrappings if wrapping.kind is kind]


def derive(data_key: bytes, purpose: str) -> bytes:
    """Give the key for one purpose (`database`, …), 32 bytes."""
    return HKDF(SHA256(), KEY_BYTES, None, f"ban-van-thu {purpose}".encode()).derive(data_key)


def new_rack() -> KeyRack:
    """Start the rack of a new home."""
    return KeyRack(str(uuid.uuid4()), ())


def load_rack(home: Home) -> KeyRack | None:
    """Read a home's wrappings; None for a home that was never used."""
    with disk_faults():
        if not home.keys.exists():
            return None
        text = home.keys.read_text("utf-8")
    try:
        data = json.loads(text)
        if data["format"] > FORMAT:
            raise MachineFault("home-newer")
        wrappings = tuple(Wrapping(**{**row, "kind": Kind(row["kind"])}) for row in data["keys"])
        return KeyRack(str(data["home"]), wrappings)
    except (ValueError, KeyError, TypeError) as error:
        raise MachineFault("keys-broken") from error


def save_rack(home: Home, rack: KeyRack) -> None:
    """Replace a home's wrappings, all or nothing; the caller holds the home's lock."""
    keys = [asdict(wrapping) for wrapping in rack.wrappings]
    text = json.dumps({"format": FORMAT, "home": rack.home_id, "keys": keys}, indent=1)
    write_whole(home.keys, text.encode())


def wrap(rack: KeyRack, data_key: bytes, kind: Kind, secret: bytes, label: str) -> KeyRack:
    """Add a wrapping of the data key under a secret."""
    name, salt, nonce = secrets.token_hex(4), os.urandom(16), os.urandom(12)
    sealed = AESGCM(_wrapping_key(secret, salt)).encrypt(nonce, data_key, _bound(rack, name, kind))
    row = Wrapping(name, kind, label, now().isoformat(), *map(_text, (salt, nonce, sealed)))
    return KeyRack(rack.home_id, (*rack.wrappings, row))


def unwrap(rack: KeyRack, kind: Kind, secret: bytes) -> bytes | None:
    """Open the data key with a secret; None when no wrapping of that kind opens."""
    for row in rack.of(kind):
        key = AESGCM(_wrapping_key(secret, _raw(row.salt)))
        try:
            return key.decrypt(_raw(row.nonce), _raw(row.wrapped), _bound(rack, row.id, kind))
        except InvalidTag:
            continue
    return None


def without(rack: KeyRack, name: str) -> KeyRack:
    """Remove a wrapping; the last one stays (Refused `key-last`)."""
    rest = tuple(row for row in rack.wrappings if row.id != name)
    if len(rest) == len(rack.wrappings):
        raise InputFault("key-unknown", key=name)
    if not rest:
        raise Refused("key-last")
    return KeyRack(rack.home_id, rest)


def only_newest(rack: KeyRack, kind: Kind, label: str) -> KeyRack:
    """Drop all but the last wrapping of one kind and label."""
    same = [row for row in rack.wrappings if row.kind is kind and row.label == label]
    return KeyRack(rack.home_id, tuple(row for row in rack.wrappings if row not in same[:-1]))


def _wrapping_key(secret: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt, b"ban-van-thu wrapping").derive(secret)


def _bound(rack: KeyRack, name: str, kind: Kind) -> bytes:
    return f"{rack.home_id} {name} {kind}".encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def new_key_file(path: Path, home: Home) -> bytes:
    """Make a key file (mode 0600) and give its secret.

    Raises:
        InputFault: `file-exists`; `key-inside-home`.
    """
    if home.holds(path):
        raise InputFault("key-inside-home")
    secret = os.urandom(KEY_BYTES)
    write_whole(path, f"{FILE_HEAD}\n{_text(secret)}\n".encode(), exclusive=True)
    return secret


def read_key_file(path: Path, home: Home) -> bytes:
    """Read a key file's secret.

    Raises:
        InputFault: `key-file-missing`, `key-file-broken`, `key-file-open` (others can read it),
            `key-inside-home`.
    """
    try:
        mode = path.stat().st_mode
        text = path.read_text("ascii")
    except OSError:
        raise InputFault("key-file-missing", file=path.name) from None
    except ValueError:
        raise InputFault("key-file-broken", file=path.name) from None
    if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
        raise InputFault("key-file-open", file=path.name)
    if home.holds(path):
        raise InputFault("key-inside-home")
    head, _, body = text.strip().partition("\n")
    try:
        secret = _raw(body.strip())
    except ValueError:
        secret = b""
    if head != FILE_HEAD or len(secret) != KEY_BYTES:
        raise InputFault("key-file-broken", file=path.name)
    return secret


def user_label() -> str:
    """Name this user at this machine, for the list of wrappings."""
    return f"{user_name()}@{socket.gethostname()}"


def user_name() -> str:
    """Give the operating system's account name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return str(os.getuid()) if hasattr(os, "getuid") else "?"


def first_key(home: Home, key_file: Path | None) -> bytes:
    """Make the data key of a new home and its first wrapping; the caller holds the home's lock.

    Raises:
        MachineFault: `keyring-absent`, `keyring-locked`: no key is made on disk instead.
    """
    rack, data_key = new_rack(), os.urandom(KEY_BYTES)
    if key_file is not None:
        rack = wrap(rack, data_key, Kind.KEY_FILE, read_key_file(key_file, home), key_file.name)
    else:
        secret = keyring_secret.make(rack.home_id)
        rack = wrap(rack, data_key, Kind.KEYRING, secret, user_label())
    save_rack(home, rack)
    return data_key


def open_key(rack: KeyRack, home: Home, key_file: Path | None) -> bytes:
    """Open the data key with the key file named, or with this user's keyring.

    Raises:
        MachineFault: `key-does-not-open`, `keyring-absent`, `keyring-locked`.
    """
    if key_file is not None:
        kind, secret = Kind.KEY_FILE, read_key_file(key_file, home)
    else:
        kind, secret = Kind.KEYRING, keyring_secret.read(rack.home_id) or b""
    data_key = unwrap(rack, kind, secret) if secret else None
    if data_key is None:
        raise MachineFault("key-does-not-open")
    return data_key
