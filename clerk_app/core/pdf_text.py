"""The invisible text layer: words on their places, in a font of empty glyphs that we make.

Every code of the Basic Multilingual Plane shows the same empty glyph, half an em wide, and maps
to itself in Unicode: what was read comes back letter by letter, in NFC, whatever its script.
"""

import struct
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from clerk_app.domain.scanning import Box, Word

FONT_NAME = "GlyphlessText"
UNITS = 1000
ADVANCE = 500
CODES = 0x10000

_NO_LETTER = "\u25a1"
_SMALLEST = 1.0
_BIG_WORD = 1.8


def text_layer(words: Iterable[Word], width: float, height: float) -> tuple[bytes, set[str]]:
    """Write the words of a page as invisible text.

    Args:
        words: In reading order; words of one line follow each other.
        width: The page's, points.
        height: The page's, points.

    Returns:
        Content stream operators that use the font `/F0`, and the characters used.
    """
    rows: list[str] = []
    used: set[str] = set()
    for _, group in groupby(words, key=lambda word: word.line):
        line = [(codes(word.text), word.box) for word in group]
        line = [(text, box) for text, box in line if text and box.right > box.left]
        if line:
            rows += _line(line, width, height)
            used.update(*(text for text, _ in line), " ")
    if not rows:
        return b"", set()
    return "\n".join(["BT", "3 Tr", *rows, "ET"]).encode("ascii"), used


def codes(text: str) -> str:
    """Give text as the font can code it: NFC, no control characters, one plane."""
    composed = unicodedata.normalize("NFC", text)
    printable = "".join(letter for letter in composed if letter.isprintable())
    return "".join(letter if ord(letter) < CODES else _NO_LETTER for letter in printable).strip()


def _line(line: Sequence[tuple[str, Box]], width: float, height: float) -> list[str]:
    """Set a line on one sloping base line, each word stretched over its box.

    The space belongs to the word before it: a hyphen alone in a text object is dropped by pdfium.
    """
    heights = sorted((box.bottom - box.top) * height for _, box in line)
    size = max(_SMALLEST, min(heights[-1], heights[len(heights) // 2] * _BIG_WORD))
    start, slope = _base_line([box for _, box in line])
    rows = [f"/F0 {size:.1f} Tf"]
    last = len(line) - 1
    for number, (text, box) in enumerate(line):
        x = box.left * width
        y = height - (start + slope * (box.left + box.right) / 2) * height
        stretch = _stretch(text, (box.right - box.left) * width, size)
        shown = text if number == last else text + " "
        rows.append(f"{stretch} Tz 1 0 0 1 {x:.1f} {y:.1f} Tm <{_hex(shown)}> Tj")
    return rows


def _base_line(boxes: Sequence[Box]) -> tuple[float, float]:
    """Fit the words' lower edges: where the line starts and how it slopes, in fractions."""
    middles = [(box.left + box.right) / 2 for box in boxes]
    x, y = sum(middles) / len(boxes), sum(box.bottom for box in boxes) / len(boxes)
    spread = sum((middle - x) ** 2 for middle in middles)
    if len(boxes) < 3 or spread < 1e-4:
        return y, 0.0
    rise = sum((m - x) * (box.bottom - y) for m, box in zip(middles, boxes, strict=True))
    slope = max(-0.1, min(0.1, rise / spread))
    return y - slope * x, slope


def _stretch(text: str, room: float, size: float) -> str:
    natural = len(text) * size * ADVANCE / UNITS
    return f"{max(0.1, 100 * room / natural):.1f}"


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def unicode_map(used: Iterable[str]) -> bytes:
    """Write the ToUnicode map: each code is itself, in ranges of one leading byte."""
    leads = sorted({ord(letter) >> 8 for letter in used})
    ranges = [f"<{lead:02x}00> <{lead:02x}ff> <{lead:02x}00>" for lead in leads]
    blocks = []
    for first in range(0, len(ranges), 100):
        block = ranges[first : first + 100]
        blocks += [f"{len(block)} beginbfrange", *block, "endbfrange"]
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    tail = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join([*head, *blocks, *tail]).encode("ascii")


def font_file() -> bytes:
    """Build the TrueType font: `.notdef` and one empty glyph, both half an em wide."""
    tables = {
        b"OS/2": _os2(),
        b"cmap": struct.pack(">4HI", 0, 1, 3, 1, 12) + _cmap_format4(),
        b"glyf": bytes(4),
        b"head": _head(),
        b"hhea": struct.pack(
            ">I3hH11hH", 0x10000, UNITS, -1, 0, ADVANCE, *([0] * 3), 1, *([0] * 7), 2
        ),
        b"hmtx": struct.pack(">HhHh", ADVANCE, 0, ADVANCE, 0),
        b"loca": bytes(6),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 0, 0, 0, 0, 1, *([0] * 8)),
        b"name": _names(),
        b"post": struct.pack(">IIhhI4I", 0x30000, 0, -100, 50, 1, 0, 0, 0, 0),
    }
    return _assembled(tables)


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    reach = 16 << power
    directory = struct.pack(">I4H", 0x10000, count, reach, power, 16 * count - reach)
    offset = len(directory) + 16 * count
    body = b""
    adjust = 0
    for tag, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        if tag == b"head":
            adjust = offset + len(body) + 8
        directory += struct.pack(">4sIII", tag, _sum(padded), offset + len(body), len(table))
        body += padded
    font = directory + body
    check = struct.pack(">I", (0xB1B0AFBA - _sum(font)) & 0xFFFFFFFF)
    return font[:adjust] + check + font[adjust + 4 :]


def _sum(data: bytes) -> int:
    total: int = sum(struct.unpack(f">{len(data) // 4}I", data))
    return total & 0xFFFFFFFF


def _head() -> bytes:
    start = struct.pack(">IIIIHH", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0b11, UNITS)
    return start + bytes(16) + struct.pack(">4hHHhhh", 0, 0, 0, 0, 0, 8, 2, 0, 0)


def _cmap_format4() -> bytes:
    """Map the space to the empty glyph; the PDF's own map is what counts."""
    segments = struct.pack(">2HH2H2h2H", 0x20, 0xFFFF, 0, 0x20, 0xFFFF, 1 - 0x20, 1, 0, 0)
    return struct.pack(">7H", 4, 14 + len(segments), 0, 4, 4, 1, 0) + segments


def _names() -> bytes:
    rows = {1: FONT_NAME, 2: "Regular", 3: FONT_NAME, 4: FONT_NAME, 5: "Version 1.0", 6: FONT_NAME}
    table, text = b"", b""
    for number, words in rows.items():
        coded = words.encode("utf-16-be")
        table += struct.pack(">6H", 3, 1, 0x409, number, len(coded), len(text))
        text += coded
    return struct.pack(">3H", 0, len(rows), 6 + len(table)) + table + text


def _os2() -> bytes:
    start = struct.pack(">Hh3Hh", 3, ADVANCE, 400, 5, 0, 0) + struct.pack(">10h", *([0] * 10))
    middle = bytes(10) + struct.pack(">4I", 0, 0, 0, 0) + b"NONE"
    end = struct.pack(">3H3h2H2I", 0x40, 0x20, 0x20, UNITS, -1, 0, UNITS, 1, 0, 0)
    return start + middle + end + struct.pack(">2h3H", 0, UNITS, 0, 0x20, 1)
