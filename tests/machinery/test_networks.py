"""The networks' runtime runs what it is given, says what is wrong, and tells nobody else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clerk_app.core import networks
from clerk_app.errors import MachineFault

_USE = """
import sys
import numpy as np
from clerk_app.core import line_reader, networks
line_reader.warm()
assert "asterocr" not in sys.modules, "of the package only its files are read"
network = networks.load("pen")
shape = [each if isinstance(each, int) else 1 for each in network._session.get_inputs()[0].shape]
assert network.run(np.zeros(shape, np.float32))
"""


def test_a_network_leaves_nothing_in_the_users_folders(tmp_path: Path) -> None:
    """Later runtimes keep a device id and reports there, and send them: a mail desk may not."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    subprocess.run(
        [sys.executable, "-c", _USE],
        env={**kept, "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        timeout=60,
    )
    assert list(tmp_path.rglob("*")) == []


def test_a_network_that_is_not_there() -> None:
    with pytest.raises(MachineFault) as fault:
        networks.load("no-such-network")
    assert fault.value.code == "network-missing"


def test_bytes_that_are_no_network() -> None:
    with pytest.raises(MachineFault) as fault:
        networks.Network(b"no network at all")
    assert fault.value.code == "network-broken"
