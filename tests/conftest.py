"""What every test stands on: no warning, no log, no network, nothing left behind."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Keep a test from the person's own data, keyring and network; see that it cleans up."""
    for name in ("CLERK_HOME", "CLERK_KEY_FILE", "CLERK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

    def refuse(*_: object) -> None:
        raise AssertionError("a test reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    assert not [thread for thread in left if not thread.daemon], f"threads left: {left}"


@pytest.fixture
def corpus() -> Path:
    """Give the folder of real documents; the test says when it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "corpus"
    folder = Path(os.environ.get("CLERK_CORPUS", beside))
    if not (folder / "real").is_dir():
        pytest.skip("the real documents are absent: name their folder by CLERK_CORPUS")
    return folder
