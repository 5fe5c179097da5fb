"""Small neural networks from `resources/networks/`, run on the processor by ONNX Runtime.

load("marks-page").run(page)      # the arrays its outputs give, in the network's order
"""

from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as state

from clerk_app.errors import MachineFault, mapped

Array = NDArray[np.float32]

_ERRORS_ALONE = 3
_KINDS = (
    state.EPFail,
    state.Fail,
    state.InvalidArgument,
    state.InvalidGraph,
    state.InvalidProtobuf,
    state.NotImplemented,
    state.RuntimeException,
)
_UNLOADABLE = dict.fromkeys(_KINDS, (MachineFault, "network-broken"))


class Network:
    """A loaded network; any number of threads may run it at once.

    Attributes:
        inputs: Names of its inputs, in order.
        outputs: Names of its outputs, in order.
    """

    def __init__(self, encoded: bytes, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        # Pages are examined side by side; a second thread inside one would only stand in the way.
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ALONE
        with mapped(_UNLOADABLE):
            self._session: Any = onnxruntime.InferenceSession(
                encoded, options, providers=["CPUExecutionProvider"]
            )
        self.inputs: list[str] = [each.name for each in self._session.get_inputs()]
        self.outputs: list[str] = [each.name for each in self._session.get_outputs()]

    def run(self, *inputs: NDArray[Any]) -> list[Array]:
        """Compute the outputs, as many arrays as `outputs` names.

        Args:
            inputs: One array an input, in the order of `inputs`, of the type the network takes.

        Raises:
            MachineFault: `network-broken`, the network does not take such arrays.
        """
        with mapped(_UNLOADABLE):
            given = dict(zip(self.inputs, inputs, strict=True))
            return [np.asarray(each) for each in self._session.run(None, given)]


@lru_cache
def load(name: str, threads: int = 1) -> Network:
    """Load a network once for the whole program.

    Args:
        name: Of the file in `resources/networks/`, without `.onnx`.
        threads: How many a single run may use.

    Raises:
        MachineFault: `network-missing`, the program is not installed whole; `network-broken`.
    """
    try:
        encoded = files("resources").joinpath("networks", f"{name}.onnx").read_bytes()
    except OSError as error:
        raise MachineFault("network-missing", network=name) from error
    return Network(encoded, threads)


@lru_cache
def packaged(package: str, path: str) -> Network:
    """Load a network that an installed package brings along; none of its code is run.

    Args:
        package: Its name as it is imported.
        path: Of the network's file in it.

    Raises:
        MachineFault: `network-missing`, `network-broken`.
    """
    return Network(packaged_bytes(package, path))


def packaged_bytes(package: str, path: str) -> bytes:
    """Read a file of an installed package; raises MachineFault `network-missing`."""
    spec = find_spec(package)
    places = (spec.submodule_search_locations or []) if spec else []
    for place in places:
        try:
            return (Path(place) / path).read_bytes()
        except OSError:
            continue
    raise MachineFault("network-missing", network=package)


def load_all() -> None:
    """Load every network of the program before it is needed; raises MachineFault as `load`."""
    for each in files("resources").joinpath("networks").iterdir():
        name, mark, _ = each.name.partition(".onnx")
        if mark:
            load(name)
