"""Every page of an encrypted database and of its log as plain bytes: rows, slack and free pages."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096
_RESERVE = 80  # initialisation vector (16) and HMAC-SHA512 (64) at each page's end
_SALT = 16
_LOG_HEAD, _FRAME_HEAD = 32, 24


def plain_pages(database: Path, key: bytes) -> Iterator[bytes]:
    """Decrypt a SQLCipher 4 file and what stands in its write-ahead log, page by page."""
    data = database.read_bytes()
    for start in range(0, len(data), PAGE):
        yield _plain(data[start : start + PAGE], key, first=start == 0)
    log = database.with_name(f"{database.name}-wal")
    frames = log.read_bytes()[_LOG_HEAD:] if log.exists() else b""
    size = _FRAME_HEAD + PAGE
    for start in range(0, len(frames) - size + 1, size):
        number = int.from_bytes(frames[start : start + 4], "big")
        yield _plain(frames[start + _FRAME_HEAD : start + size], key, first=number == 1)


def _plain(page: bytes, key: bytes, *, first: bool) -> bytes:
    body = page[_SALT if first else 0 : PAGE - _RESERVE]
    vector = page[PAGE - _RESERVE : PAGE - _RESERVE + 16]
    work = Cipher(AES(key), CBC(vector)).decryptor()
    return work.update(body) + work.finalize()
