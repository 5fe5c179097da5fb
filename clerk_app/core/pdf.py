"""A cleared document as PDF/A-2b: what was seen, what was read, and the record of conversion."""

import io
from collections.abc import Iterable, Sequence
from importlib.resources import files

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from clerk_app.core.pdf_record import Conversion, information, xmp
from clerk_app.core.pdf_text import (
    ADVANCE,
    CODES,
    FONT_NAME,
    UNITS,
    font_file,
    text_layer,
    unicode_map,
)
from clerk_app.core.raster import Coding, Layer, Raster, layers
from clerk_app.domain.gate import Cleared
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import MM_PER_INCH, Page, Word
from clerk_app.errors import Refused

__all__ = ["Conversion", "make", "parts"]

POINTS = 72.0
VERSION = "1.7"

Text = PageText | Sequence[Word]

_EMPTY_GLYPH = b"\0\1"
_SYMBOLIC = 4
_SRGB = "sRGB IEC61966-2.1"
_LANGUAGE = "vi-VN"


def make(cleared: Cleared, texts: Sequence[Text], conversion: Conversion) -> bytes:
    """Make the file of a document: one page a page, of its paper's size, with invisible text.

    The same document, words and conversion give the same bytes. The colour of the pages, their
    resolution and size follow NĐ 30/2020 Phụ lục I, Phần II, Mục I; see `raster.layers`.

    Args:
        cleared: The document; nothing else can be made a file.
        texts: What was read on each page, in page order; a page's may be empty.
        conversion: The record of conversion, written into the file's metadata.

    Raises:
        ValueError: There are not as many texts as pages.
    """
    if len(texts) != len(cleared.pages):
        raise ValueError("one text a page")
    with pikepdf.new() as document:
        font = document.make_indirect(Dictionary())
        used: set[str] = set()
        for page, text in zip(cleared.pages, texts, strict=True):
            words = text.words if isinstance(text, PageText) else text
            used |= _add_page(document, page, words, font)
        if used:
            _write_font(document, font, used)
        _describe(document, conversion)
        return _saved(document)


def parts(data: bytes, most_bytes: int) -> list[bytes]:
    """Part a file of ours at page borders, so that no part is larger than `most_bytes`.

    Each part keeps the record of conversion and what makes it PDF/A-2b.

    Raises:
        Refused: `page-too-large`: one page alone is larger.
    """
    if len(data) <= most_bytes:
        return [data]
    with pikepdf.open(io.BytesIO(data)) as document:
        count = len(document.pages)
    single = [_cut(data, number, number + 1) for number in range(count)]
    if max(map(len, single)) > most_bytes:
        raise Refused("page-too-large", limit=most_bytes)
    found, start, size = [], 0, 0
    for number, page in enumerate(single):
        # What pages share is counted with each of them: a part is never larger than its sum.
        if size and size + len(page) > most_bytes:
            found.append(_cut(data, start, number))
            start, size = number, 0
        size += len(page)
    return [*found, _cut(data, start, count)]


def _cut(data: bytes, start: int, end: int) -> bytes:
    """Give the pages from `start` up to `end`, counted from 0, as a file of their own."""
    with pikepdf.open(io.BytesIO(data)) as document:
        del document.pages[end:]
        del document.pages[:start]
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(
        out,
        min_version=VERSION,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()


def _add_page(
    document: pikepdf.Pdf, page: Page, words: Iterable[Word], font: pikepdf.Object
) -> set[str]:
    """Add one page; gives the characters its text uses."""
    width, height = (side / MM_PER_INCH * POINTS for side in page.size_mm)
    raster = layers(page)
    written, used = text_layer(words, width, height)
    resources = Dictionary(XObject=_images(document, raster))
    if used:
        resources.Font = Dictionary(F0=font)
    painted = _painted(raster, width, height)
    sheet = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 2), round(height, 2)]),
        Resources=resources,
        Contents=Stream(document, painted + b"\n" + written),
    )
    document.pages.append(pikepdf.Page(document.make_indirect(sheet)))
    return used


def _images(document: pikepdf.Pdf, raster: Raster) -> Dictionary:
    images = Dictionary(I0=_image(document, raster.back))
    if raster.print is not None:
        images.I1 = _image(document, raster.print, stencil=True)
    return images


def _painted(raster: Raster, width: float, height: float) -> bytes:
    """Paint the layers from the back over the whole page."""
    whole = f"{width:.2f} 0 0 {height:.2f} 0 0 cm"
    over = f"q {raster.ink:.3f} g {whole} /I1 Do Q" if raster.print is not None else ""
    return f"q {whole} /I0 Do Q\n{over}".rstrip().encode("ascii")


def _image(document: pikepdf.Pdf, layer: Layer, *, stencil: bool = False) -> Stream:
    """Write a layer as an image object, its coded bytes untouched."""
    image = Stream(document, layer.data)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = layer.width, layer.height
    image.BitsPerComponent = 1 if layer.coding is Coding.GROUP4 else 8
    if stencil:
        image.ImageMask = True
    else:
        image.ColorSpace = Name.DeviceRGB if layer.channels == 3 else Name.DeviceGray
    if layer.coding is Coding.JPEG:
        image.Filter = Name.DCTDecode
    elif layer.coding is Coding.GROUP4:
        image.Filter = Name.CCITTFaxDecode
        image.DecodeParms = Dictionary(K=-1, Columns=layer.width, Rows=layer.height)
    return image


def _write_font(document: pikepdf.Pdf, font: pikepdf.Object, used: set[str]) -> None:
    """Fill in the one font: every code is the same empty glyph and itself in Unicode."""
    program = font_file()
    file = Stream(document, program)
    file.Length1 = len(program)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + FONT_NAME),
        Flags=_SYMBOLIC,
        FontBBox=Array([0, -1, ADVANCE, UNITS]),
        ItalicAngle=0,
        Ascent=UNITS,
        Descent=-1,
        CapHeight=UNITS,
        StemV=80,
        FontFile2=document.make_indirect(file),
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + FONT_NAME),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        CIDToGIDMap=document.make_indirect(Stream(document, _EMPTY_GLYPH * CODES)),
        DW=ADVANCE,
        FontDescriptor=document.make_indirect(descriptor),
    )
    font.Type, font.Subtype = Name.Font, Name.Type0
    font.BaseFont, font.Encoding = Name("/" + FONT_NAME), Name("/Identity-H")
    font.DescendantFonts = Array([document.make_indirect(inner)])
    font.ToUnicode = document.make_indirect(Stream(document, unicode_map(used)))


def _describe(document: pikepdf.Pdf, conversion: Conversion) -> None:
    """Write colours, metadata and the document information, which say the same."""
    profile = Stream(document, files("resources").joinpath("icc/srgb.icc").read_bytes())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=_SRGB.encode(),
        Info=_SRGB.encode(),
        DestOutputProfile=document.make_indirect(profile),
    )
    metadata = Stream(document, xmp(conversion))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    document.Root.OutputIntents = Array([document.make_indirect(intent)])
    document.Root.Metadata = document.make_indirect(metadata)
    document.Root.Lang = pikepdf.String(_LANGUAGE)
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    document.trailer.Info = document.make_indirect(
        Dictionary({f"/{key}": value for key, value in information(conversion).items()})
    )
