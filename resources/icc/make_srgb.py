"""Writes `srgb.icc`, the project's own sRGB profile (ICC 2.1, matrix and one curve).

The numbers are those of IEC 61966-2-1, its primaries adapted to D50 as the ICC publishes them. The
profile is our own work; as it goes into every PDF that the program makes, anyone may use it freely.

Run: `python resources/icc/make_srgb.py`
"""

import struct
from pathlib import Path

CURVE_POINTS = 1024
_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}


def profile() -> bytes:
    """Give the profile's bytes; they are always the same."""
    curve = _curve()
    bodies = {
        b"desc": _description("sRGB IEC61966-2.1"),
        b"cprt": _text("No copyright, use freely"),
    }
    bodies |= {b"wtpt": _xyz(_D50)} | {name: _xyz(value) for name, value in _PRIMARIES.items()}
    tags = [*bodies, b"rTRC", b"gTRC", b"bTRC"]
    offset = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for tag in tags:
        body = bodies.get(tag, curve)
        place = offset + len(data)
        if tag in (b"gTRC", b"bTRC"):
            place = offset + len(data) - len(curve)
        else:
            data += body
        table += struct.pack(">4sII", tag, place, len(body))
    return _header(offset + len(data)) + table + data


def _header(size: int) -> bytes:
    white = struct.pack(">3i", *(_fixed(part) for part in _D50))
    start = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    date = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = start + date + b"acsp" + bytes(28) + white
    return head.ljust(128, b"\0")


def _fixed(value: float) -> int:
    return round(value * 65536)


def _padded(body: bytes) -> bytes:
    return body + bytes(-len(body) % 4)


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(_fixed(part) for part in value))


def _text(words: str) -> bytes:
    return _padded(b"text" + bytes(4) + words.encode("ascii") + b"\0")


def _description(words: str) -> bytes:
    name = words.encode("ascii") + b"\0"
    return _padded(b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(8 + 3 + 67))


def _curve() -> bytes:
    steps = [_linear(number / (CURVE_POINTS - 1)) for number in range(CURVE_POINTS)]
    levels = struct.pack(f">{CURVE_POINTS}H", *(round(step * 65535) for step in steps))
    return _padded(b"curv" + bytes(4) + struct.pack(">I", CURVE_POINTS) + levels)


def _linear(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4


if __name__ == "__main__":
    Path(__file__).with_name("srgb.icc").write_bytes(profile())
