"""A key of a whole document, under which the keys and words of its pages are sealed.

Destroying the one row that holds it destroys every page at once.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clerk_app.errors import MachineFault

_NONCE = 12


def make() -> bytes:
    """Make a random key of 32 bytes."""
    return AESGCM.generate_key(256)


def seal(key: bytes, data: bytes) -> bytes:
    """Encrypt something under a document's key."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, None)


def unseal(key: bytes, sealed: bytes) -> bytes:
    """Decrypt it again; raises MachineFault `file-damaged`."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except InvalidTag:
        raise MachineFault("file-damaged") from None
