"""Structure checks on the PDF files that this program makes.

This is our own list of what PDF/A-2b (ISO 19005-2) asks of a file of our kind, read back with
another library than the one that wrote it. It is not a validator: no PDF/A validator runs here,
and an empty answer means that none of these points was found wrong, not that a file conforms.
"""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from xml.etree.ElementTree import fromstring as parse

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

LEAST_DPI = 199.0
POINTS = 72.0

_LARGEST_PACKET = 1 << 20
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_FORBIDDEN = {
    "/JavaScript": "script",
    "/JS": "script",
    "/AA": "additional action",
    "/OpenAction": "open action",
    "/Launch": "launch action",
    "/EmbeddedFile": "embedded file",
    "/EmbeddedFiles": "embedded file",
    "/XFA": "XFA form",
    "/Encrypt": "encryption",
    "/SMask": "soft mask",
    "/LZWDecode": "LZW",
}
_PACKET_FIELDS = {
    "/Title": ".//dc:title/rdf:Alt/rdf:li",
    "/Author": ".//dc:creator/rdf:Seq/rdf:li",
    "/Creator": ".//xmp:CreatorTool",
    "/Producer": ".//pdf:Producer",
}
_DATES = {"/CreationDate": ".//xmp:CreateDate", "/ModDate": ".//xmp:ModifyDate"}


def check(data: bytes, *, least_dpi: float = LEAST_DPI, text: bool = True) -> list[str]:
    """List what is wrong with a file that `pdf.make` made.

    Args:
        data: The file.
        least_dpi: Resolution that the back image of each page must have; lower for a source that
            has less.
        text: Whether each page must have text.

    Returns:
        Sentences for a log, in English; empty when nothing was found.
    """
    found = list(_shell(data))
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    if reader.is_encrypted:
        return [*found, "encrypted"]
    found += _colours(reader)
    found += _metadata(reader)
    found += _objects(reader)
    for number, page in enumerate(reader.pages, 1):
        found += (f"page {number}: {what}" for what in _page(page, least_dpi, text=text))
    return found


def _shell(data: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[4-7]\r?\n%[\x80-\xff]{4}", data):
        yield "header: version or binary comment"
    if not data.rstrip().endswith(b"%%EOF"):
        yield "end: bytes after the last %%EOF"


def _colours(reader: pypdf.PdfReader) -> Iterator[str]:
    intents = reader.root_object.get("/OutputIntents", ArrayObject())
    if len(intents) != 1:
        yield "output intent: not exactly one"
        return
    intent = intents[0].get_object()
    profile = intent.get("/DestOutputProfile")
    body = profile.get_object().get_data() if profile is not None else b""
    if intent.get("/S") != "/GTS_PDFA1" or body[36:40] != b"acsp" or body[16:20] != b"RGB ":
        yield "output intent: no RGB profile"
    if len(body) != int.from_bytes(body[:4], "big") or body[8:9] not in (b"\2", b"\4"):
        yield "output intent: length or version of the profile"


def _metadata(reader: pypdf.PdfReader) -> Iterator[str]:
    stream = reader.root_object.get("/Metadata")
    raw = stream.get_object().get_data() if stream is not None else b""
    if stream is not None and "/Filter" in stream.get_object():
        yield "XMP: filtered"
    packet = _packet(raw)
    if packet is None:
        yield "XMP: absent or not well-formed"
        return
    if (_said(packet, ".//pdfaid:part"), _said(packet, ".//pdfaid:conformance")) != ("2", "B"):
        yield "XMP: not PDF/A-2b"
    yield from _same(reader, packet)
    if "/ID" not in reader.trailer:
        yield "trailer: no ID"


def _packet(raw: bytes) -> Element | None:
    if len(raw) > _LARGEST_PACKET or b"<!DOCTYPE" in raw:
        return None
    try:
        return parse(raw)  # noqa: S314 (no document type, bounded)
    except ParseError:
        return None


def _same(reader: pypdf.PdfReader, packet: Element) -> Iterator[str]:
    """Compare the document information with the packet."""
    information = reader.metadata or DictionaryObject()
    for key, path in _PACKET_FIELDS.items():
        if str(information.get(key, "")) != _said(packet, path):
            yield f"XMP: {key} differs from the document information"
    for key, path in _DATES.items():
        told = re.sub(r"\D", "", _said(packet, path))
        if re.sub(r"\D", "", str(information.get(key, ""))) != told or not told:
            yield f"XMP: {key} differs from the document information"


def _said(packet: Element, path: str) -> str:
    found = packet.find(path, _NAMESPACES)
    return (found.text or "") if found is not None else ""


def _objects(reader: pypdf.PdfReader) -> Iterator[str]:
    """Walk everything that can be reached."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in seen:
                continue
            seen.add(item.idnum)
            item = item.get_object()
        if isinstance(item, DictionaryObject):
            yield from _dictionary(item)
            waiting += [item.raw_get(key) for key in item]
        elif isinstance(item, ArrayObject):
            waiting += list(item)


def _dictionary(item: DictionaryObject) -> Iterator[str]:
    names = {str(name) for name in item} | {str(v) for v in item.values() if isinstance(v, str)}
    yield from (f"forbidden: {_FORBIDDEN[name]}" for name in sorted(names & set(_FORBIDDEN)))
    if isinstance(item, StreamObject) and {"/F", "/FFilter"} & set(item):
        yield "forbidden: stream in another file"
    if item.get("/Type") == "/FontDescriptor" and not (
        {"/FontFile", "/FontFile2", "/FontFile3"} & set(item)
    ):
        yield "font: not embedded"
    if item.get("/Type") == "/Font" and not (
        {"/FontDescriptor", "/DescendantFonts", "/CharProcs"} & set(item)
    ):
        yield "font: no descriptor"
    if (
        item.get("/Type") == "/Font"
        and item.get("/Subtype") == "/Type0"
        and "/ToUnicode" not in item
    ):
        yield "font: no map to Unicode"
    if item.get("/Subtype") == "/Image" and item.get("/Interpolate"):
        yield "image: interpolated"


def _page(page: pypdf.PageObject, least_dpi: float, *, text: bool) -> Iterator[str]:
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    if not 3 <= min(width, height) <= max(width, height) <= 14400:
        yield "size"
    if "/Group" in page:
        yield "transparency group"
    resources: Any = page["/Resources"].get_object()
    images = resources.get("/XObject", DictionaryObject())
    if not images:
        yield "no image"
    for image in (images[name].get_object() for name in images):
        dpi = min(image["/Width"] / width, image["/Height"] / height) * POINTS
        if dpi < least_dpi:
            yield f"image of {dpi:.0f} dpi"
    if text and not page.extract_text().strip():
        yield "no text"
