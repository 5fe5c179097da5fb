"""Notes that an office types over a page without drawing them: `FreeText` without appearance.

The standard lets a viewer draw these; pdfium does not. A number or date given by an electronic
office must be neither invisible nor unread, so we set it as text of the page, in memory.
"""

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

_SIZE = re.compile(r"([\d.]+)\s+Tf\b")
_COLOUR = re.compile(r"([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+rg\b")
_USUAL_SIZE = 12.0
_LARGEST_SIZE = 100.0
_LEADING = 1.2
_HIDDEN = 0b10_0010
"""Annotation flags `Hidden` and `NoView`."""
_MOST_NOTES = 500
_MOST_LINES = 50

Note = tuple[list[str], tuple[float, float], float, tuple[int, int, int]]


def undrawn_notes(page: Any) -> list[Note]:
    """Find the notes of a page that nobody drew: lines, upper left corner, size, colour."""
    found = []
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        try:
            if _undrawn(note):
                found.append(_note(note))
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return [note for note in found if note[0]]


def draw_notes(document: Any, page: Any, notes: list[Note]) -> None:
    """Set notes as text of the loaded page; the document itself stays as it is."""
    for lines, (left, top), size, colour in notes:
        for number, line in enumerate(lines, 1):
            text = pdfium.FPDFPageObj_NewTextObj(document, b"Helvetica", size)
            coded = ctypes.create_string_buffer((line + "\0").encode("utf-16-le"))
            pdfium.FPDFText_SetText(text, ctypes.cast(coded, pdfium.FPDF_WIDESTRING))
            pdfium.FPDFPageObj_SetFillColor(text, *colour, 255)
            drop = size * (1 + (number - 1) * _LEADING)
            pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, left, top - drop)
            pdfium.FPDFPage_InsertObject(page, text)


def _undrawn(note: Any) -> bool:
    typed = pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FREETEXT
    shown = not pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN
    return bool(typed and shown and not pdfium.FPDFAnnot_HasKey(note, b"AP"))


def _note(note: Any) -> Note:
    place = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, place)
    look = _string(note, b"DA")
    size = _SIZE.search(look)
    colour = _COLOUR.search(look)
    points = min(_LARGEST_SIZE, float(size[1]) if size else 0.0) or _USUAL_SIZE
    shade = tuple(min(255, round(float(part) * 255)) for part in colour.groups()) if colour else ()
    lines = [line for line in _string(note, b"Contents").splitlines() if line.strip()]
    red, green, blue = shade or (0, 0, 0)
    return (
        lines[:_MOST_LINES],
        (place.left, max(place.top, place.bottom)),
        points,
        (red, green, blue),
    )


def _string(note: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    if length <= 2:
        return ""
    raw = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(
        note, key, ctypes.cast(raw, ctypes.POINTER(ctypes.c_ushort)), length
    )
    return raw.raw[: length - 2].decode("utf-16-le", "replace")
