"""This user's secret in the operating system's keyring. Owner of keyring."""

import base64
import os
from collections.abc import Mapping

import keyring
import keyring.backends.fail
import keyring.errors

from clerk_app.errors import MachineFault, Row, mapped

SERVICE = "ban-van-thu"
SECRET_BYTES = 32

_FAULTS: Mapping[type[BaseException], Row] = {
    keyring.errors.NoKeyringError: (MachineFault, "keyring-absent"),
    keyring.errors.KeyringLocked: (MachineFault, "keyring-locked"),
    keyring.errors.InitError: (MachineFault, "keyring-locked"),
    keyring.errors.KeyringError: (MachineFault, "keyring-failed"),
}


def present() -> bool:
    """Whether this user has a keyring that keeps secrets encrypted."""
    backend = keyring.get_keyring()
    module = type(backend).__module__
    return not (
        isinstance(backend, keyring.backends.fail.Keyring)
        or module.startswith(("keyrings.alt", "keyring.backends.null"))
    )


def read(home_id: str) -> bytes | None:
    """Read this user's secret for a home from the keyring; None when there is none."""
    _need()
    with mapped(_FAULTS):
        text = keyring.get_password(SERVICE, home_id)
    return base64.b64decode(text) if text else None


def make(home_id: str) -> bytes:
    """Put a new secret for a home into this user's keyring and give it."""
    _need()
    secret = os.urandom(SECRET_BYTES)
    with mapped(_FAULTS):
        keyring.set_password(SERVICE, home_id, base64.b64encode(secret).decode())
    return secret


def forget(home_id: str) -> None:
    """Take this user's secret for a home out of the keyring."""
    _need()
    with mapped(_FAULTS):
        if keyring.get_password(SERVICE, home_id):
            keyring.delete_password(SERVICE, home_id)


def _need() -> None:
    if not present():
        raise MachineFault("keyring-absent")
