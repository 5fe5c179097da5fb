"""The office's recovery key: 32 random bytes as groups that a person can type from paper."""

import base64
import hashlib
import os
import re

from clerk_app.errors import InputFault

SECRET_BYTES = 20  # 160 bits: eight groups of four letters and figures
_SUM = 5  # four more characters and a half guard against a slip; 25 bytes make ten groups exactly
GROUP = 4


def new_secret() -> bytes:
    """Make a recovery secret."""
    return os.urandom(SECRET_BYTES)


def as_groups(secret: bytes) -> list[str]:
    """Write a secret as ten groups of four characters, check sum included."""
    text = base64.b32encode(secret + _check_sum(secret)).decode()
    return [text[start : start + GROUP] for start in range(0, len(text), GROUP)]


def from_typed(text: str) -> bytes:
    """Read what a person typed, in any case, with or without spaces and hyphens.

    Raises:
        InputFault: `recovery-key-wrong`; a slip is told from a foreign key by the check sum.
    """
    packed = re.sub(r"[\s-]", "", text).upper().translate(str.maketrans("018", "OIB"))
    try:
        raw = base64.b32decode(packed)
    except ValueError:
        raise InputFault("recovery-key-wrong") from None
    secret = raw[:SECRET_BYTES]
    if len(raw) != SECRET_BYTES + _SUM or _check_sum(secret) != raw[SECRET_BYTES:]:
        raise InputFault("recovery-key-wrong")
    return secret


def _check_sum(secret: bytes) -> bytes:
    return hashlib.sha256(b"recovery" + secret).digest()[:_SUM]
