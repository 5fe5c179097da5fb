"""The words of a foreign PDF's text layer, with their places on the upright page."""

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

_SCALE = 10_000_000
_MOST_CHARACTERS = 200_000
_MOST_OFF = 200
_HYPHENS = frozenset("\x02\ufffe")
_LEGACY_FONTS = (".vn", "vni-", "vni ")
_ONE_LEGACY_IN = 2

Words = list[tuple[str, tuple[float, float, float, float], int]]
_Box = tuple[float, float, float, float]
_Glyph = tuple[str, _Box]


def page_words(page: Any) -> tuple[Words, int, list[str]]:
    """Read a page's words.

    A text set in a font of the old one-byte Vietnamese codes (TCVN3's `.Vn…`, `VNI-…`), or mostly
    without a map to Unicode, is not text that a program could use: it counts as not there.

    Returns:
        Words as (NFC text, box in fractions, line), how many letters can be seen, and the lines
        that stand off the page.
    """
    layer = pdfium.FPDFText_LoadPage(page)
    if not layer:
        return [], 0, []
    try:
        count = min(pdfium.FPDFText_CountChars(layer), _MOST_CHARACTERS)
        if count <= 0 or _unusable(layer, count):
            return [], 0, []
        words: Words = []
        off: dict[int, list[str]] = {}
        for line, glyphs in _runs(layer, count):
            text, box = _word(page, glyphs)
            if text and _is_on(box):
                words.append((text, _within(box), line))
            elif text:
                off.setdefault(line, []).append(text)
        return words, _visible(layer, count), [" ".join(row) for row in off.values()][:_MOST_OFF]
    finally:
        pdfium.FPDFText_ClosePage(layer)


def _runs(layer: Any, count: int) -> Iterator[tuple[int, list[_Glyph]]]:
    """Group characters between spaces; a line break counts lines."""
    line = 0
    fresh = True
    run: list[_Glyph] = []
    sides = [ctypes.c_double() for _ in range(4)]
    for number in range(count):
        code = pdfium.FPDFText_GetUnicode(layer, number)
        letter = chr(code) if code <= 0x10FFFF else "\ufffd"
        if letter.isspace() or letter == "\0":
            if run:
                yield line, run
                run = []
            if letter in "\r\n" and not fresh:
                line += 1
                fresh = True
            continue
        pdfium.FPDFText_GetCharBox(layer, number, *sides)
        left, right, bottom, top = (side.value for side in sides)
        run.append(("-" if letter in _HYPHENS else letter, (left, top, right, bottom)))
        fresh = False
    if run:
        yield line, run


def _word(page: Any, glyphs: list[_Glyph]) -> tuple[str, _Box]:
    raw = "".join(letter for letter, _ in glyphs)
    whole = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = "".join(c for c in unicodedata.normalize("NFC", whole) if c.isprintable())
    boxes = [box for _, box in glyphs]
    first = min(box[0] for box in boxes), max(box[1] for box in boxes)
    second = max(box[2] for box in boxes), min(box[3] for box in boxes)
    return text, on_page(page, first, second)


def _is_on(box: _Box) -> bool:
    left, top, right, bottom = box
    return right > 0 and bottom > 0 and left < 1 and top < 1


def _within(box: _Box) -> _Box:
    left, top, right, bottom = box
    return max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom)


def on_page(
    page: Any, first: tuple[float, float], second: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Turn two corners in PDF units into a box in fractions of the upright page."""
    across, down = ctypes.c_int(), ctypes.c_int()
    points = []
    for x, y in (first, second):
        pdfium.FPDF_PageToDevice(page, 0, 0, _SCALE, _SCALE, 0, x, y, across, down)
        points.append((across.value / _SCALE, down.value / _SCALE))
    (left, right), (top, bottom) = (sorted(sides) for sides in zip(*points, strict=True))
    return left, top, right, bottom


def _unusable(layer: Any, count: int) -> bool:
    unmapped = sum(pdfium.FPDFText_HasUnicodeMapError(layer, n) == 1 for n in range(count))
    return unmapped * _ONE_LEGACY_IN > count or _legacy(layer, count)


def _legacy(layer: Any, count: int) -> bool:
    step = max(1, count // 64)
    looked = range(0, count, step)
    old = sum(_font(layer, number).startswith(_LEGACY_FONTS) for number in looked)
    return old * _ONE_LEGACY_IN > len(looked)


def _font(layer: Any, number: int) -> str:
    length = pdfium.FPDFText_GetFontInfo(layer, number, None, 0, None)
    if not length:
        return ""
    name = ctypes.create_string_buffer(length)
    pdfium.FPDFText_GetFontInfo(layer, number, name, length, None)
    return name.value.decode("utf-8", "replace").rpartition("+")[2].lower()


def _visible(layer: Any, count: int) -> int:
    """Count letters that are painted: a scan's search layer is invisible."""
    seen = 0
    for number in range(count):
        if pdfium.FPDFText_IsGenerated(layer, number) == 1:
            continue
        owner = pdfium.FPDFText_GetTextObject(layer, number)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(owner) if owner else -1
        seen += mode not in (-1, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    return seen
