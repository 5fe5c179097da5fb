"""One page of a foreign PDF as an image and words: pdfium's half of the child process."""

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from clerk_app.core.pdf_behind import (
    MOST_PICTURES,
    behind_answer,
    is_behind,
    is_opaque,
    said_by_notes,
)
from clerk_app.core.pdf_child import BROKEN, TOO_DEMANDING, TOO_LARGE, ReadingError
from clerk_app.core.pdf_notes import draw_notes, undrawn_notes
from clerk_app.core.pdf_words import on_page, page_words
from clerk_app.domain.scanning import Colour

POINTS = 72.0
DIGITAL_DPI = 300.0
LOWEST_DPI = 100.0
HIGHEST_DPI = 600.0
JPEG_QUALITY = 92

_SCANNED = 0.5
"""Share of the page above which images make it a scan."""
_WHOLE = 0.8
"""Share of the page above which the images' own resolution is the page's."""
_LARGE = 0.04
"""Share of the page below which an image says nothing about the page's resolution."""
_ROUNDING = 0.01
_MUCH_TEXT = 200
_BAND = 256
_HAIR = 0.01
_MOST_PICTURES = 2000
_WHITE = 0xFFFFFFFF

Matrix = tuple[float, float, float, float, float, float]
Place = tuple[float, float, float, float]
Frame = tuple[tuple[int, int], Place]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on the page: its share of it, its resolution, its samples, its place."""

    share: float
    dpi: float
    bits: int
    grey: bool
    size: tuple[int, int]
    place: Place
    item: Any


def page_answers(
    document: Any, index: int, most_pixels: int, said: list[str]
) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Render a page and read its words, annotations and form fields included; then what it hides.

    Args:
        said: What the file says of itself, to be examined with this page.

    Raises:
        ReadingError: More pixels than `most_pixels`, no such page, or a page without size.
    """
    page, notes = _flat_page(document, index)
    try:
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise ReadingError(BROKEN)
        pictures = _pictures(page, width * height)
        if any(across * down > most_pixels for across, down in (p.size for p in pictures)):
            raise ReadingError(TOO_DEMANDING)
        words, seen, hidden = page_words(page)
        dpi = _resolution(pictures, seen)
        frame = _frame((width, height), dpi, pictures)
        size = frame[0]
        if size[0] * size[1] > most_pixels:
            raise ReadingError(TOO_LARGE)
        encoded, colour = _render(page, frame, pictures)
        behind = _behind(pictures)
    finally:
        page.close()
    shown = {"width": size[0], "height": size[1], "dpi": size[0] / width * POINTS}
    digital = seen > 0 and sum(picture.share for picture in pictures) <= _SCANNED
    told = {"words": words, "said": [*said, *notes, *hidden], "behind": len(behind)}
    header = {"is": "page", **shown, "colour": str(colour), "digital": digital, **told}
    yield header, encoded
    yield from behind


def _behind(pictures: list[Picture]) -> list[tuple[dict[str, Any], bytes]]:
    """Give the pictures that the page does not show whole."""
    answers = []
    over: list[Place] = []
    for picture in reversed(pictures):
        if is_behind(picture.place, over, picture.dpi, picture.item):
            answers.append(behind_answer(picture.item, picture.size, picture.dpi))
        if is_opaque(picture.item, picture.bits):
            over.append(picture.place)
    return [answer for answer in answers if answer is not None][:MOST_PICTURES]


def _flat_page(document: Any, index: int) -> tuple[Any, list[str]]:
    """Load a page with what lies over it (stamps, form fields) made part of it, and its notes."""
    try:
        page = document[index]
        said = said_by_notes(page)
        notes = undrawn_notes(page)
        done = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        if done == pdfium.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
        draw_notes(document, page, notes)
    except pypdfium2.PdfiumError as error:
        raise ReadingError(BROKEN) from error
    return page, said


def _pictures(page: Any, area: float) -> list[Picture]:
    found: list[Picture] = []
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        _collect(pdfium.FPDFPage_GetObject(page, number), _UNIT, page, area, found)
    return found


def _collect(item: Any, outer: Matrix, page: Any, area: float, found: list[Picture]) -> None:
    """Add the images of a page object; form objects nest."""
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        picture = _picture(item, outer, page, area)
        if picture is not None:
            found.append(picture)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(found) < _MOST_PICTURES:
        inner = _times(_matrix(item), outer)
        for number in range(pdfium.FPDFFormObj_CountObjects(item)):
            _collect(pdfium.FPDFFormObj_GetObject(item, number), inner, page, area, found)


def _picture(item: Any, outer: Matrix, page: Any, area: float) -> Picture | None:
    across, down = ctypes.c_uint(), ctypes.c_uint()
    facts = pdfium.FPDF_IMAGEOBJ_METADATA()
    if not pdfium.FPDFImageObj_GetImagePixelSize(item, across, down):
        return None
    pdfium.FPDFImageObj_GetImageMetadata(item, page, facts)
    a, b, c, d, e, f = _times(_matrix(item), outer)
    wide, high = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    if not wide or not high or not across.value or not down.value:
        return None
    return Picture(
        share=abs(a * d - b * c) / area,
        dpi=max(across.value / wide, down.value / high) * POINTS,
        bits=facts.bits_per_pixel,
        grey=facts.colorspace in (pdfium.FPDF_COLORSPACE_DEVICEGRAY, pdfium.FPDF_COLORSPACE_CALGRAY)
        or facts.bits_per_pixel in (1, 8),
        size=(across.value, down.value),
        place=on_page(page, (e, f), (a + c + e, b + d + f)),
        item=item,
    )


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _UNIT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _resolution(pictures: list[Picture], seen: int) -> float:
    """Choose the resolution in which the page's own pixels come out as they are."""
    large = [picture for picture in pictures if picture.share >= _LARGE]
    if sum(picture.share for picture in large) < _WHOLE or seen > _MUCH_TEXT:
        return DIGITAL_DPI
    return min(HIGHEST_DPI, max(LOWEST_DPI, *(picture.dpi for picture in large)))


def _frame(points: tuple[float, float], dpi: float, pictures: list[Picture]) -> Frame:
    """Give the bitmap's size and what it shows: an image that is the whole page, exactly.

    A page box is rounded to points by some programs, and its scan a little off.
    """
    wide, high = (max(1, round(side * dpi / POINTS)) for side in points)
    for picture in pictures:
        left, top, right, bottom = picture.place
        if max(abs(left), abs(top), abs(right - 1), abs(bottom - 1)) > _ROUNDING:
            continue
        for own in (picture.size, picture.size[::-1]):
            if max(abs(own[0] - wide) / wide, abs(own[1] - high) / high) <= _ROUNDING:
                return own, picture.place
    return (wide, high), (0.0, 0.0, 1.0, 1.0)


def _render(page: Any, frame: Frame, pictures: list[Picture]) -> tuple[bytes, Colour]:
    size, _ = frame
    width, height = size
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        scale, whole = _scale(page, frame)
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, scale, whole, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        start = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.c_void_p).value
        pixels = (ctypes.c_ubyte * (stride * height)).from_address(start or 0)
        view = Image.frombuffer("RGBX", size, pixels, "raw", "RGBX", stride, 1)
        return _encode(view, pictures)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _scale(page: Any, frame: Frame) -> tuple[Any, Any]:
    """Place what is shown a hair inside the bitmap.

    pdfium rounds an image's place outwards: a rounding error of a millionth of a pixel would
    stretch a scan by one row, and its pixels would no longer be the scanner's.
    """
    (width, height), (left, top, right, bottom) = frame
    wide, high = page.get_size()
    across = (width - 2 * _HAIR) / (wide * (right - left))
    down = (height - 2 * _HAIR) / (high * (bottom - top))
    start = _HAIR - left * wide * across, _HAIR - top * high * down
    return pdfium.FS_MATRIX(across, 0, 0, down, *start), pdfium.FS_RECTF(0, 0, width, height)


def _encode(view: Image.Image, pictures: list[Picture]) -> tuple[bytes, Colour]:
    """Encode as what the source's pixels can tell: a coloured stamp over a grey scan is colour."""
    large = [picture for picture in pictures if picture.share >= _LARGE]
    scanned = sum(picture.share for picture in large) >= _WHOLE
    colour = Colour.COLOUR
    if scanned and all(picture.grey for picture in large) and _colourless(view):
        one_bit = all(picture.bits == 1 for picture in large)
        colour = Colour.BILEVEL if one_bit else Colour.GREY
    out = io.BytesIO()
    if colour is Colour.BILEVEL:
        black = view.getchannel(0).point(lambda level: 255 * (level >= 128), "1")
        black.save(out, "PNG", compress_level=3)
    elif colour is Colour.GREY:
        view.getchannel(0).save(out, "JPEG", quality=JPEG_QUALITY)
    else:
        view.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue(), colour


def _colourless(view: Image.Image) -> bool:
    """Look at a few rows at a time: a large page would not fit a second time."""
    for top in range(0, view.height, _BAND):
        rows = view.crop((0, top, view.width, min(view.height, top + _BAND)))
        red, green, blue = (rows.getchannel(number) for number in range(3))
        unlike = (ImageChops.difference(red, green), ImageChops.difference(red, blue))
        if any(band.getextrema() != (0, 0) for band in unlike):
            return False
    return True
