"""What a foreign PDF holds and does not show: metadata, notes, pictures off the page or covered.

It is examined for marks like what is shown, and nothing of it is kept.
"""

import ctypes
import html
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

MOST_LINES = 500
MOST_PICTURES = 12
LONGEST = 400

_LEAST_PIXELS = 20_000
_LEAST_SIDE = 40
_SHOWN = 0.9
_COVERED = 0.7
_TINY_DPI = 600.0
_USUAL_DPI = 200.0
_JPEG_QUALITY = 90
_MOST_PIXELS = 40_000_000
_PACKET = re.compile(rb"<x:xmpmeta.{0,1000000}?</x:xmpmeta>", re.DOTALL)
_METADATA = re.compile(rb"/Metadata\b.{0,400}?stream\r?\n", re.DOTALL)
_TAG = re.compile(r"<[^>]{0,2000}>")
_ATTRIBUTE = re.compile(r"=\"([^\"]{1,400})\"")
_CAP = 1 << 20

Place = tuple[float, float, float, float]


def said_by_file(document: Any, data: bytes) -> list[str]:
    """Give what a file says of itself: document information, XMP, bookmarks, attachments' names."""
    lines = list(document.get_metadata_dict(skip_empty=True).values())
    for packet in _packets(data):
        text = packet.decode("utf-8", "replace")
        lines += html.unescape(_TAG.sub("\n", text)).splitlines()
        lines += map(html.unescape, _ATTRIBUTE.findall(text))
    lines += [item.get_title() for item in document.get_toc(max_depth=4)]
    for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(document), MOST_LINES)):
        lines.append(document.get_attachment(index).get_name())
    return _bounded(lines)


def _packets(data: bytes) -> Iterator[bytes]:
    yield from _PACKET.findall(data)
    for found in _METADATA.finditer(data):
        try:
            plain = zlib.decompressobj().decompress(data[found.end() :], _CAP)
        except zlib.error:
            continue
        yield from _PACKET.findall(plain)


def said_by_notes(page: Any) -> list[str]:
    """Give the words of a page's annotations, drawn or not."""
    lines: list[str] = []
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_LINES)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        try:
            for key in (b"Contents", b"Subj", b"V"):
                lines += _string(note, key).splitlines()
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return _bounded(lines)


def _string(note: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < length < _CAP:
        return ""
    raw = ctypes.create_string_buffer(length)
    place = ctypes.cast(raw, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFAnnot_GetStringValue(note, key, place, length)
    return raw.raw[: length - 2].decode("utf-16-le", "replace")


def _bounded(lines: Iterable[str]) -> list[str]:
    said = dict.fromkeys(line.strip()[:LONGEST] for line in lines)
    return [line for line in said if line][:MOST_LINES]


def is_opaque(item: Any, bits: int) -> bool:
    """Tell whether a picture hides what lies below; the layers of a divided scan do not."""
    return bits > 1 and not pdfium.FPDFPageObj_HasTransparency(item)


def is_behind(own: Place, over: list[Place], dpi: float, item: Any) -> bool:
    """Tell whether a page does not show all of one of its pictures.

    Args:
        own: Where it lies, fractions of the page.
        over: Where opaque pictures lie that are painted after it.
        dpi: Of the picture as it is drawn: too fine for a page to show it.
        item: The picture; one of an optional layer may be switched off.
    """
    area = _area(own)
    if area <= 0 or dpi > _TINY_DPI or _area(_common(own, (0.0, 0.0, 1.0, 1.0))) < _SHOWN * area:
        return True
    if any(_area(_common(own, place)) > _COVERED * area for place in over):
        return True
    return _is_optional(item)


def _area(place: Place) -> float:
    left, top, right, bottom = place
    return max(0.0, right - left) * max(0.0, bottom - top)


def _common(one: Place, other: Place) -> Place:
    return (
        max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    )  # fmt: skip


def _is_optional(item: Any) -> bool:
    name = ctypes.create_string_buffer(64)
    length = ctypes.c_ulong()
    for number in range(min(pdfium.FPDFPageObj_CountMarks(item), 20)):
        mark = pdfium.FPDFPageObj_GetMark(item, number)
        place = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        named = mark and pdfium.FPDFPageObjMark_GetName(mark, place, 64, length)
        if named and name.raw[: max(0, length.value - 2)] == "OC".encode("utf-16-le"):
            return True
    return False


def behind_answer(
    item: Any, size: tuple[int, int], dpi: float
) -> tuple[dict[str, Any], bytes] | None:
    """Give a picture as it is in the file, for the pipe; None where it is too small for a mark."""
    if (
        min(size) < _LEAST_SIDE
        or size[0] * size[1] < _LEAST_PIXELS
        or size[0] * size[1] > _MOST_PIXELS
    ):
        return None
    raw = pdfium.FPDFImageObj_GetBitmap(item)
    if not raw:
        return None
    bitmap = pypdfium2.PdfBitmap.from_raw(raw)
    try:
        image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    if dpi < 72 or dpi > _TINY_DPI:
        dpi = max(100.0, image.width / 8.27) if image.width > 900 else _USUAL_DPI
    if min(image.size) < 120:
        image = _padded(image)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_JPEG_QUALITY)
    header = {"is": "behind", "width": image.width, "height": image.height, "dpi": dpi}
    return header, out.getvalue()


def _padded(image: Image.Image) -> Image.Image:
    sheet = Image.new("RGB", (image.width + 120, image.height + 120), "white")
    sheet.paste(image, (60, 60))
    return sheet
