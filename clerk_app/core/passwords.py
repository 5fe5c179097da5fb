"""Passwords as scrypt keys: slow to guess, never kept."""

import hmac
import os
import unicodedata

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_SALT = 16
_LENGTH = 32
_COST, _BLOCK, _PARALLEL = 1 << 15, 8, 1  # 32 MB of memory, about 0.1 s


def new_salt() -> bytes:
    """Make the salt of one password."""
    return os.urandom(_SALT)


def derived(password: str, salt: bytes) -> bytes:
    """Derive what is kept of a password; one spelling of its letters, whatever typed them."""
    given = unicodedata.normalize("NFC", password).encode()
    return Scrypt(salt, _LENGTH, _COST, _BLOCK, _PARALLEL).derive(given)


def same(password: str, salt: bytes, kept: bytes) -> bool:
    """Tell whether it is that password, in a time that tells nothing."""
    return hmac.compare_digest(derived(password, salt), kept)
