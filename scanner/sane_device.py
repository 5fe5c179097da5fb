"""One SANE device while it is open: its options as they are now, and the frames of its pages."""

import os
import time
from collections.abc import Generator
from contextlib import suppress
from types import TracebackType
from typing import Any, Final

from clerk_app.domain.scanning import OptionValue, ScanProgress
from clerk_app.errors import InputFault, MachineFault
from scanner import sane_options
from scanner.encoding import Frame

_READ: Final = 256 * 1024
_WARM_SECONDS: Final = 45.0
_MAX_BYTES: Final = 1 << 30
_PAUSE: Final = 0.02
_CANCELLED, _INVAL, _EOF, _WARMING = 2, 4, 5, 12
_CODES: Final = {
    3: "device-busy",
    6: "paper-jam",
    7: "feeder-empty",
    8: "cover-open",
    10: "scanner-memory",
    11: "access-denied",
    12: "device-busy",
    13: "scanner-locked",
}
_CHANNELS: Final = ("L", "RGB", "R", "G", "B")


class StoppedAtDeviceError(Exception):
    """Somebody pressed the device's own stop button."""


def library() -> Any:
    """Load SANE in this process.

    Raises:
        MachineFault: `scanner-missing`.
    """
    # Without this pyinsane2 prepares its own daemon, which loses large pages.
    os.environ["PYINSANE_SINGLE_THREAD"] = "1"
    try:
        import pyinsane2.sane.abstract as sane  # noqa: PLC0415 (only where it is used)
    except ImportError as error:
        raise MachineFault("scanner-missing") from error
    if not sane.rawapi.is_sane_available():
        raise MachineFault("scanner-missing")
    return sane


def fault(error: Any, otherwise: str = "scan-io-error") -> MachineFault:
    """Give the failure that a SANE status means to a person."""
    return MachineFault(_CODES.get(_status(error), otherwise))


def _status(error: Any) -> int:
    return int(error.status)


class SaneDevice:
    """Owns one open device; it is free for other programs as soon as the `with` block ends.

    Raises:
        MachineFault: `device-offline`, `device-busy`, `access-denied`, …
    """

    def __init__(self, sane: Any, name: str) -> None:
        self._sane = sane
        self._name = name
        self._scanner = sane.Scanner(name)
        self._lent: dict[str, Any] = {}
        try:
            self.options: dict[str, Any] = self._scanner.options
        except sane.SaneException as error:
            raise fault(error, "device-offline") from error

    def __enter__(self) -> "SaneDevice":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.cancel()
        for name, value in reversed(self._lent.items()):
            with suppress(self._sane.SaneException):
                self.options[name].value = value
        self._sane.rawapi.sane_close(self._handle)
        self._sane.sane_dev_handle = ("", None)

    @property
    def _handle(self) -> Any:
        return self._sane.sane_dev_handle[1]

    def cancel(self) -> None:
        """End what runs; after a failure no option can be set before this."""
        self._sane.rawapi.sane_cancel(self._handle)

    def can_set(self, name: str) -> bool:
        """Tell whether an option is there and takes a value now."""
        option = self.options.get(name)
        return (
            option is not None
            and option.capabilities.is_active()
            and option.capabilities.is_settable()
        )

    def words(self, name: str) -> list[str]:
        """Give the words an option knows."""
        option = self.options.get(name)
        if option is None or not isinstance(option.constraint, list):
            return []
        return [word for word in option.constraint if isinstance(word, str)]

    def number(self, name: str) -> float | None:
        """Read an option that is a number."""
        option = self.options.get(name)
        if option is None or not option.capabilities.is_active():
            return None
        try:
            return sane_options.plain(option, option.value)
        except self._sane.SaneException:
            return None

    def set(self, name: str, value: OptionValue, must: bool = True) -> None:
        """Set an option; others may appear or go with it.

        Args:
            must: Fail when the device refuses the value; else it keeps its own.

        Raises:
            InputFault: `option-unknown`.
            MachineFault: the device fails.
        """
        if not self.can_set(name):
            if must:
                raise InputFault("option-unknown", option=name)
            return
        option = self.options[name]
        try:
            option.value = sane_options.raw(option, value)
        except ValueError as error:
            raise InputFault("option-unknown", option=name) from error
        except self._sane.SaneException as error:
            if must or _status(error) != _INVAL:
                raise fault(error) from error
        self._reload()

    def lend(self, name: str, value: OptionValue) -> None:
        """Set an option for this time only: drivers keep values from one opening to the next."""
        if name not in self._lent and self.can_set(name):
            with suppress(self._sane.SaneException):
                self._lent[name] = self.options[name].value
        self.set(name, value)

    def page(self, number: int) -> Generator[ScanProgress, None, list[Frame]]:
        """Read one page; give the frames of its passes, none when no paper is left.

        Raises:
            MachineFault: what the device says.
            StoppedAtDeviceError: it was stopped there.
        """
        frames: list[Frame] = []
        last = False
        while not last:
            if not (yield from self._started(number)):
                return []
            told = self._sane.rawapi.sane_get_parameters(self._handle)
            frame = Frame(
                _CHANNELS[told.format], told.depth, told.pixels_per_line, told.bytes_per_line
            )
            if not (yield from self._lines(frame, number, max(0, told.lines))):
                return []
            frames.append(frame)
            last = bool(told.last_frame) or len(frame.channel) != 1 or frame.channel == "L"
        return frames

    def _started(self, number: int) -> Generator[ScanProgress, None, bool]:
        """Start a frame, waiting for the lamp; tell whether there was paper."""
        ends = time.monotonic() + _WARM_SECONDS
        while True:
            try:
                self._sane.rawapi.sane_start(self._handle)
            except StopIteration:  # no more documents
                return False
            except self._sane.SaneException as error:
                status = _status(error)
                if status == _EOF:
                    return False
                if status != _WARMING or time.monotonic() > ends:
                    raise self._failed(error) from error
            else:
                return True
            yield ScanProgress(number)
            time.sleep(0.5)

    def _lines(self, frame: Frame, number: int, height: int) -> Generator[ScanProgress, None, bool]:
        """Read a frame's lines; tell whether there was paper."""
        expected = frame.stride * height
        while len(frame.lines) < _MAX_BYTES:
            try:
                read = self._sane.rawapi.sane_read(self._handle, _READ)
            except EOFError:
                return True
            except StopIteration as error:  # some say so after the last page, some instead of it
                if frame.lines and len(frame.lines) < expected:
                    raise MachineFault("scan-io-error", page=number) from error
                return bool(frame.lines)
            except self._sane.SaneException as error:
                raise self._failed(error) from error
            if read:
                frame.lines += read
                yield ScanProgress(number, len(frame.lines), expected)
            else:
                time.sleep(_PAUSE)
        raise MachineFault("page-size-wrong", page=number, width=0, height=0)

    def _failed(self, error: Any) -> Exception:
        return StoppedAtDeviceError() if _status(error) == _CANCELLED else fault(error)

    def _reload(self) -> None:
        """Read the options' descriptions again: pyinsane2 keeps those of its first look."""
        self._scanner = self._sane.Scanner(self._name)
        self.options = self._scanner.options
