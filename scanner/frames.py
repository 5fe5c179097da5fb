"""What crosses the scanner's pipe: JSON headers, and a page's bytes after its own.

Nothing is unpickled: a driver that reads a foreign device's answers may be made to say anything.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from clerk_app.domain.scanning import (
    Colour,
    Device,
    Page,
    ScanEnd,
    ScanProgress,
    ScanSettings,
    Source,
    SourceKind,
)
from clerk_app.errors import ClerkError, InputFault, MachineFault, UnreadableFault

Header = dict[str, Any]
BAD_FRAME = (KeyError, TypeError, ValueError, OverflowError, RecursionError)
_KINDS: dict[str, type[ClerkError]] = {
    "machine": MachineFault,
    "unreadable": UnreadableFault,
    "input": InputFault,
}


def pack(header: Mapping[str, Any]) -> bytes:
    """Make a frame of a header."""
    return json.dumps(header).encode()


def unpack(frame: bytes) -> Header:
    """Give a frame's header.

    Raises:
        ValueError, TypeError: it is none.
    """
    header = json.loads(frame)
    if not isinstance(header, dict) or not isinstance(header.get("is"), str):
        raise TypeError("no header")
    return header


def from_settings(settings: ScanSettings) -> Header:
    """Give settings as a header's value."""
    return asdict(settings) | {"options": dict(settings.options)}


def to_settings(told: Header) -> ScanSettings:
    """Give settings back."""
    width, height = map(float, told["size_mm"])
    return ScanSettings(
        source=str(told["source"]),
        dpi=float(told["dpi"]),
        colour=Colour(told["colour"]),
        pages=told["pages"],
        size_mm=(width, height),
        options={
            str(name): tuple(value) if isinstance(value, list) else value
            for name, value in told["options"].items()
        },
    )


def from_devices(found: list[Device]) -> Header:
    """Make the answer to `devices`."""
    return {"is": "devices", "devices": [asdict(device) for device in found]}


def to_devices(header: Header) -> list[Device]:
    """Give the devices back."""
    return [
        Device(
            id=str(told["id"]),
            name=str(told["name"]),
            driver=str(told["driver"]),
            sources=tuple(
                Source(str(each["name"]), SourceKind(each["kind"])) for each in told["sources"]
            ),
            resolutions=tuple(map(int, told["resolutions"])),
            problem=str(told["problem"]),
        )
        for told in header["devices"]
    ]


def from_progress(progress: ScanProgress) -> Header:
    """Give progress as a header."""
    return {"is": "progress", **asdict(progress)}


def to_progress(header: Header) -> ScanProgress:
    """Give progress back."""
    return ScanProgress(int(header["page"]), int(header["read"]), int(header["expected"]))


def from_page(page: Page) -> Header:
    """Give the header of a page; its encoded bytes follow as they are."""
    return {
        "is": "page",
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "colour": page.colour.value,
    }


def to_page(header: Header, number: int, encoded: bytes) -> Page:
    """Give the page back."""
    width, height, dpi = int(header["width"]), int(header["height"]), float(header["dpi"])
    if min(width, height) < 1 or not 1.0 <= dpi < 1e5 or not encoded:  # NaN is no dpi either
        raise ValueError("no page")
    return Page(number, encoded, width, height, dpi, Colour(header["colour"]))


def from_end(end: ScanEnd) -> Header:
    """Give an end as a header."""
    return {"is": "end", **asdict(end)}


def to_end(header: Header) -> ScanEnd:
    """Give the end back."""
    sheets = header["sheets"]
    return ScanEnd(
        images=int(header["images"]),
        sheets=None if sheets is None else int(sheets),
        sides=int(header["sides"]),
        cancelled=bool(header["cancelled"]),
        files=tuple(map(str, header["files"])),
    )


def from_fault(error: ClerkError) -> Header:
    """Give a failure as a header: kind, code and detail."""
    kind = next((name for name, kind in _KINDS.items() if isinstance(error, kind)), "machine")
    return {"is": "fault", "kind": kind, "code": error.code, "detail": error.detail}


def to_fault(header: Header, **more: str | int) -> ClerkError:
    """Give the failure back, with what is known only on this side."""
    detail: dict[str, str | int] = {**more}
    for name, value in header["detail"].items():
        if name != "code" and isinstance(value, str | int):
            detail[str(name)] = value
    return _KINDS[header["kind"]](str(header["code"]), **detail)
