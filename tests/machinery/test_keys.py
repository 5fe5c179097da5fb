"""Keys: what opens the store, and what is refused."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.application import keys, office
from clerk_app.core import recovery, secrets, settings
from clerk_app.core.secrets import Kind
from clerk_app.errors import ClerkError
from tests.helpers.builders import a_key_file, an_office


def code_of(call: object) -> str:
    assert callable(call)
    with pytest.raises(ClerkError) as caught:
        call()
    return caught.value.code


def test_every_wrapping_opens_the_same_key() -> None:
    rack = secrets.new_rack()
    for kind in Kind:
        rack = secrets.wrap(rack, b"d" * 32, kind, kind.encode() * 4, "x")
    assert {secrets.unwrap(rack, kind, kind.encode() * 4) for kind in Kind} == {b"d" * 32}
    assert secrets.unwrap(rack, Kind.RECOVERY, b"wrong") is None


def test_a_wrapping_of_one_home_does_not_open_in_another() -> None:
    mine = secrets.wrap(secrets.new_rack(), b"d" * 32, Kind.KEY_FILE, b"s" * 32, "x")
    moved = secrets.KeyRack(secrets.new_rack().home_id, mine.wrappings)
    assert secrets.unwrap(moved, Kind.KEY_FILE, b"s" * 32) is None


@given(st.binary(min_size=20, max_size=20), st.booleans())
def test_a_recovery_key_is_read_back_as_it_is_typed(secret: bytes, lower: bool) -> None:
    typed = "-".join(recovery.as_groups(secret))
    assert recovery.from_typed(typed.lower() if lower else typed) == secret


@given(st.binary(min_size=20, max_size=20), st.integers(0, 39))
def test_one_wrong_letter_of_a_recovery_key_is_told(secret: bytes, place: int) -> None:
    typed = "".join(recovery.as_groups(secret))
    other = "A" if typed[place] != "A" else "B"
    wrong = typed[:place] + other + typed[place + 1 :]
    assert code_of(lambda: recovery.from_typed(wrong)) == "recovery-key-wrong"


def test_a_key_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = settings.home_at(tmp_path / "home")
    path = a_key_file(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert code_of(lambda: secrets.new_key_file(path, home)) == "file-exists"
    path.chmod(0o640)
    assert code_of(lambda: secrets.read_key_file(path, home)) == "key-file-open"


def test_no_key_lies_inside_the_home(tmp_path: Path) -> None:
    home = settings.home_at(tmp_path / "home")
    home.make()
    assert code_of(lambda: secrets.new_key_file(home.folder / "key", home)) == "key-inside-home"
    moved = home.folder / "moved"
    a_key_file(tmp_path).rename(moved)
    assert code_of(lambda: secrets.read_key_file(moved, home)) == "key-inside-home"


@pytest.mark.parametrize("text", ["", "x", "ban-van-thu key 1\nzzzz", "ban-van-thu key 1\n"])
def test_what_is_no_key_file_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)
    found = code_of(lambda: secrets.read_key_file(path, settings.home_at(tmp_path / "home")))
    assert found == "key-file-broken"


def test_without_a_keyring_no_key_is_made_on_disk(tmp_path: Path) -> None:
    def open_it() -> None:
        with office.opened(tmp_path / "home", None):
            raise AssertionError("it opened")

    assert code_of(open_it) == "keyring-absent"
    assert not (tmp_path / "home" / "keys.json").exists()
    assert not (tmp_path / "home" / "clerk.db").exists()


def test_another_key_file_does_not_open_the_store(tmp_path: Path) -> None:
    with an_office(tmp_path):
        pass
    (tmp_path / "key").rename(tmp_path / "old")

    def open_it() -> None:
        with an_office(tmp_path):
            raise AssertionError("it opened")

    assert code_of(open_it) == "key-does-not-open"


def test_the_recovery_key_opens_for_a_new_key_file(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        folder = opened.home.folder
    key = tmp_path / "key"
    secret = b"r" * 20
    home = settings.home_at(folder)
    rack = secrets.load_rack(home)
    assert rack
    data_key = secrets.open_key(rack, home, key)
    secrets.save_rack(home, secrets.wrap(rack, data_key, Kind.RECOVERY, secret, "sheet"))
    key.unlink()
    a_key_file(tmp_path)
    typed = " ".join(recovery.as_groups(secret)).lower()
    added = keys.unlock(folder, key, typed)
    assert added.kind is Kind.KEY_FILE
    with an_office(tmp_path):
        pass
    old = next(row.id for row in keys.listed(folder) if row.kind is Kind.KEY_FILE)
    keys.remove(folder, key, old)
    assert [row.kind for row in keys.listed(folder)] == [Kind.RECOVERY, Kind.KEY_FILE]


def test_the_last_key_stays(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        folder = opened.home.folder
    only = keys.listed(folder)[0].id
    assert code_of(lambda: keys.remove(folder, tmp_path / "key", only)) == "key-last"
    assert code_of(lambda: keys.remove(folder, tmp_path / "key", "nope")) == "key-unknown"


def test_a_home_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        opened.database.execute("PRAGMA user_version = 99")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "home").rglob("*.json")}

    def open_it() -> None:
        with an_office(tmp_path):
            raise AssertionError("it opened")

    assert code_of(open_it) == "home-newer"
    text = (tmp_path / "home" / "keys.json").read_text().replace('"format": 1', '"format": 2')
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "home").rglob("*.json")}
    (tmp_path / "home" / "keys.json").write_text(text)
    assert code_of(open_it) == "home-newer"


def test_a_half_written_file_never_takes_the_place_of_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    settings.write_whole(path, b"whole")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert code_of(lambda: settings.write_whole(path, b"new")) == "disk-full"
    assert path.read_bytes() == b"whole"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
