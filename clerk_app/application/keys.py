"""What opens the store: key files, keyrings, and the office's recovery key."""

from pathlib import Path

from clerk_app.core import journal_table, keyring_secret, recovery, secrets, settings, typesetting
from clerk_app.core.database import close, connect, write
from clerk_app.core.secrets import KeyRack, Kind, Wrapping
from clerk_app.core.settings import Home, write_whole
from clerk_app.core.typesetting import RecoverySheet
from clerk_app.domain.clock import now, screen_date
from clerk_app.domain.journal import Act
from clerk_app.errors import InputFault, Refused


def new_file(folder: Path | None, path: Path) -> bool:
    """Make a key file; where the home exists and this user's keyring opens it, let it open it too.

    Returns:
        Whether it opens the home now; if not, it will open one that is made with it.
    """
    home = settings.home_at(folder)
    rack = secrets.load_rack(home)
    data_key = None
    if rack is not None and rack.of(Kind.KEYRING) and keyring_secret.present():
        secret = keyring_secret.read(rack.home_id)
        data_key = secrets.unwrap(rack, Kind.KEYRING, secret) if secret else None
    made = secrets.new_key_file(path, home)
    if data_key is None:
        return False
    _add(home, data_key, Kind.KEY_FILE, made, path.name)
    return True


def recovery_sheet(folder: Path | None, key_file: Path | None, office: str, path: Path) -> None:
    """Make the recovery key and its sheet to print and seal; once for a home.

    Raises:
        Refused: `recovery-present`.
        InputFault: `file-exists`, `key-inside-home`.
    """
    home = settings.home_at(folder)
    rack, data_key = _opened(home, key_file)
    if rack.of(Kind.RECOVERY):
        raise Refused("recovery-present")
    if home.holds(path):
        raise InputFault("key-inside-home")
    secret = recovery.new_secret()
    sheet = typesetting.recovery_sheet(
        RecoverySheet(
            organ=office,
            home=rack.home_id,
            made_at=screen_date(now().date()),
            groups=tuple(recovery.as_groups(secret)),
        )
    )
    write_whole(path, sheet, exclusive=True)
    _add(home, data_key, Kind.RECOVERY, secret, path.name)


def unlock(folder: Path | None, key_file: Path | None, typed: str) -> Wrapping:
    """Open the store with the recovery key and wrap it for this user, or for the named key file.

    Raises:
        InputFault: `recovery-key-wrong`.
        Refused: `recovery-absent`.
    """
    home = settings.home_at(folder)
    rack = _rack(home)
    if not rack.of(Kind.RECOVERY):
        raise Refused("recovery-absent")
    data_key = secrets.unwrap(rack, Kind.RECOVERY, recovery.from_typed(typed))
    if data_key is None:
        raise InputFault("recovery-key-wrong")
    if key_file is not None:
        secret = secrets.read_key_file(key_file, home)
        return _add(home, data_key, Kind.KEY_FILE, secret, key_file.name)
    secret = keyring_secret.make(rack.home_id)
    return _add(home, data_key, Kind.KEYRING, secret, secrets.user_label())


def listed(folder: Path | None) -> tuple[Wrapping, ...]:
    """List what opens the store; needs no key."""
    rack = secrets.load_rack(settings.home_at(folder))
    return rack.wrappings if rack else ()


def remove(folder: Path | None, key_file: Path | None, name: str) -> None:
    """Take a wrapping away; the last one stays."""
    home = settings.home_at(folder)
    _, data_key = _opened(home, key_file)
    with home.locked():
        secrets.save_rack(home, secrets.without(_rack(home), name))
    _note(home, data_key, Act.KEY_REMOVED, name)


def _opened(home: Home, key_file: Path | None) -> tuple[KeyRack, bytes]:
    rack = _rack(home)
    return rack, secrets.open_key(rack, home, key_file)


def _rack(home: Home) -> KeyRack:
    rack = secrets.load_rack(home)
    if rack is None:
        raise InputFault("home-unused")
    return rack


def _add(home: Home, data_key: bytes, kind: Kind, secret: bytes, label: str) -> Wrapping:
    with home.locked():
        rack = secrets.wrap(_rack(home), data_key, kind, secret, label)
        if kind is Kind.KEYRING:  # the keyring holds one secret a home: older ones open no more
            rack = secrets.only_newest(rack, kind, label)
        secrets.save_rack(home, rack)
    added = rack.wrappings[-1]
    _note(home, data_key, Act.KEY_ADDED, added.id)
    return added


def _note(home: Home, data_key: bytes, act: Act, name: str) -> None:
    if not home.database.exists():
        return
    database = connect(home.database, secrets.derive(data_key, "database"))
    try:
        with write(database):
            journal_table.append(database, act, secrets.user_name(), now(), {"key": name})
    finally:
        close(database)
