"""What a SANE device's options mean: sources by their many names, fixed-point numbers, bounds."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from clerk_app.domain.scanning import Colour, OptionValue, Source, SourceKind

ONE: Final = 65536
"""One, in SANE's fixed-point numbers, which pyinsane2 neither reads nor writes as what they are."""

BOOL, INT, FIXED, STRING = range(4)
BOTH_SIDES: Final = "Duplex"
"""Our word for the feeder of a device where both sides are an option of their own."""

USUAL_DPI: Final = (75, 100, 150, 200, 240, 300, 400, 600, 1200)
_MODES: Final[Mapping[Colour, Sequence[str]]] = {
    Colour.COLOUR: ("color", "colour", "24bit", "24-bit", "rgb"),
    Colour.GREY: ("gray", "grey", "8bit", "8-bit"),
    Colour.BILEVEL: ("lineart", "binary", "black & white", "black and white", "1-bit", "mono"),
}
_DUPLEX: Final = ("duplex", "both sides", "two-sided")
_FEEDER: Final = ("adf", "feeder", "sheet")
_NOT_FIRST: Final = ("back", "rear", "card", "manual")
_GLASS: Final = ("flatbed", "flat bed", "glass", "platen", "normal")


def kind_of(name: str) -> SourceKind:
    """Tell what a source is by the device's word for it."""
    folded = name.casefold()
    if any(word in folded for word in _DUPLEX):
        return SourceKind.DUPLEX
    if any(word in folded for word in _NOT_FIRST):
        return SourceKind.OTHER
    if any(word in folded for word in _FEEDER):
        return SourceKind.FEEDER
    return SourceKind.FLATBED if any(word in folded for word in _GLASS) else SourceKind.OTHER


def sources(names: Sequence[str], device_type: str, switch: bool) -> tuple[Source, ...]:
    """Give a device's sources, the one to take by default first: feeder, glass, both sides.

    Args:
        switch: Both sides of a sheet are an option of their own.
    """
    found = [Source(name, kind_of(name)) for name in names]
    if not found:  # it has one place; only its type says which
        only = SourceKind.FEEDER if "sheet" in device_type.casefold() else SourceKind.FLATBED
        found = [Source("", only)]
    kinds = {source.kind for source in found}
    if switch and SourceKind.FEEDER in kinds and SourceKind.DUPLEX not in kinds:
        found.append(Source(BOTH_SIDES, SourceKind.DUPLEX))
    order = (SourceKind.FEEDER, SourceKind.FLATBED, SourceKind.DUPLEX, SourceKind.OTHER)
    return tuple(sorted(found, key=lambda source: order.index(source.kind)))


def resolutions(option: Any) -> tuple[int, ...]:
    """Give the resolutions an option offers, rising; of a range the usual ones."""
    scale = ONE if _type(option) == FIXED else 1
    bounds = option.constraint
    if isinstance(bounds, list):
        return tuple(sorted({round(value / scale) for value in bounds}))
    if isinstance(bounds, tuple):
        low, high = bounds[0] / scale, bounds[1] / scale
        return tuple(dpi for dpi in USUAL_DPI if low <= dpi <= high)
    return ()


def best_resolution(option: Any, wanted: float) -> float:
    """Give what comes nearest to a wish: as much or more where it can be had."""
    scale = ONE if _type(option) == FIXED else 1
    bounds = option.constraint
    if isinstance(bounds, list) and bounds:
        offered = sorted(value / scale for value in bounds)
        return float(next((value for value in offered if value >= wanted), offered[-1]))
    return wanted


def mode_for(names: Sequence[str], wanted: Colour) -> str | None:
    """Give the device's word for a colour mode; plain ones before fancy ones."""
    found = [
        name
        for word in _MODES[wanted]
        for name in sorted(names, key=len)
        if word in name.casefold()
    ]
    return found[0] if found else None


def raw(option: Any, value: OptionValue) -> int | str:
    """Give a value as the device wants it: fixed-point, within its bounds.

    Raises:
        ValueError: it is no number where one is wanted.
    """
    kind = _type(option)
    if kind == STRING:
        return str(value)
    if kind == BOOL:
        return int(bool(value))
    number = round(float(value) * (ONE if kind == FIXED else 1))
    if isinstance(option.constraint, tuple):
        low, high = option.constraint[:2]
        return int(min(max(number, low), high))
    return number


def plain(option: Any, value: Any) -> float:
    """Give a number read from a device as what it means."""
    return float(value) / ONE if _type(option) == FIXED else float(value)


def _type(option: Any) -> int:
    return int(option.val_type)
