"""Runs in the child process of `pdf_reader`: opens one foreign PDF and sends its pages.

Frames on the pipe are JSON, and the bytes of an image follow theirs: the parent never unpickles
anything that a process which has read a foreign file says. Scripts are never run (this pdfium has
no engine for them), nothing is followed, nothing is written.
"""

import ctypes
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from clerk_app.core.pdf_jail import confine

BROKEN = "pdf-broken"
ENCRYPTED = "pdf-encrypted"
TOO_DEMANDING = "pdf-too-demanding"
TOO_MANY = "too-many-pages"
TOO_LARGE = "page-too-large"

_HEADER_WITHIN = 1024
_END_WITHIN = 2048
_OBJECT_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_SCRIPT = re.compile(rb"/JavaScript(?![A-Za-z0-9])")
_EMBEDDED = re.compile(rb"/(?:EmbeddedFiles?|FileAttachment)(?![A-Za-z0-9])")
_LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d+)", re.DOTALL)
_INFLATE_CAP = 4 << 20
_ATTACHMENT_CAP = 150 << 20
_ERROR_PASSWORD = 4
_ERROR_SECURITY = 5
_XFA = (2, 3)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one foreign file may cost.

    Attributes:
        pages: More are refused.
        pixels: Pixels of one rendered page; an image inside it may have as many.
        memory: Bytes of the child's address space beyond the file itself.
        processor_seconds: The child's whole life.
        start_seconds: Until the child is up, and again until the file is open.
        page_seconds: Until the next page has come.
        total_seconds: Waiting for all pages together.
    """

    pages: int = 1000
    pixels: int = 200_000_000
    memory: int = 1_500_000_000
    processor_seconds: int = 900
    start_seconds: float = 15.0
    page_seconds: float = 12.0
    total_seconds: float = 900.0


class ReadingError(Exception):
    """Ends the reading; crosses the pipe as its code."""

    def __init__(self, code: str, pages: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.pages = pages


def serve(pipe: Connection, limits: Limits, size: int) -> None:
    """Read a file's bytes from the pipe and answer with facts, pages and an end."""
    held = confine(limits.memory + 2 * size, limits.processor_seconds)
    try:
        _say(pipe, {"is": "ready", "held": list(held)})
        data = pipe.recv_bytes()
        for header, blob in _answers(data, limits):
            _say(pipe, header)
            if blob is not None:
                pipe.send_bytes(blob)
    except (BrokenPipeError, EOFError, KeyboardInterrupt):
        return
    finally:
        pipe.close()


def _say(pipe: Connection, header: dict[str, Any]) -> None:
    pipe.send_bytes(json.dumps(header).encode())


def _answers(data: bytes, limits: Limits) -> Iterator[tuple[dict[str, Any], bytes | None]]:
    try:
        _looks_whole(data)
        yield from _document(data, limits)
    except ReadingError as fault:
        yield {"is": "fault", "code": fault.code, "pages": fault.pages}, None
    except MemoryError:
        yield {"is": "fault", "code": TOO_DEMANDING}, None


def _looks_whole(data: bytes) -> None:
    """Refuse what is no PDF or was cut off: pdfium would mend it and leave pages out."""
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise ReadingError(BROKEN)
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-_END_WITHIN:]:
        raise ReadingError(BROKEN)
    linear = _LINEARIZED.search(data[: 2 * _HEADER_WITHIN])
    if linear and int(linear[1]) > len(data):
        raise ReadingError(BROKEN)


def _document(data: bytes, limits: Limits) -> Iterator[tuple[dict[str, Any], bytes | None]]:
    import pypdfium2  # noqa: PLC0415 (after the limits)
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    from clerk_app.core.pdf_behind import said_by_file  # noqa: PLC0415
    from clerk_app.core.pdf_page import page_answers  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (_ERROR_PASSWORD, _ERROR_SECURITY)
        raise ReadingError(ENCRYPTED if locked else BROKEN) from error
    try:
        pages = len(document)
        if pages > limits.pages:
            raise ReadingError(TOO_MANY, pages=pages)
        document.init_forms()
        yield {"is": "facts", **_facts(document, pdfium, data)}, None
        said = said_by_file(document, data)
        for index in range(pages):
            yield from page_answers(document, index, limits.pixels, [] if index else said)
        for index in range(pdfium.FPDFDoc_GetAttachmentCount(document)):
            yield _attachment(document, pdfium, index)
    except pypdfium2.PdfiumError as error:
        raise ReadingError(BROKEN) from error
    finally:
        document.close()
    yield {"is": "end"}, None


def _facts(document: Any, pdfium: Any, data: bytes) -> dict[str, Any]:
    attached = pdfium.FPDFDoc_GetAttachmentCount(document)
    scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document)
    return {
        "pages": len(document),
        "signed": pdfium.FPDF_GetSignatureCount(document) > 0,
        "attachments": attached > 0 or _names(_EMBEDDED, data),
        "javascript": scripts > 0 or _names(_SCRIPT, data),
        "encrypted": pdfium.FPDF_GetSecurityHandlerRevision(document) != -1,
        "dynamic_form": document.get_formtype() in _XFA,
    }


def _names(name: re.Pattern[bytes], data: bytes) -> bool:
    """Look for a name in plain objects and in the beginning of object streams."""
    if name.search(data):
        return True
    for found in _OBJECT_STREAM.finditer(data):
        try:
            plain = zlib.decompressobj().decompress(data[found.end() :], _INFLATE_CAP)
        except zlib.error:
            continue
        if name.search(plain):
            return True
    return False


def _attachment(document: Any, pdfium: Any, index: int) -> tuple[dict[str, Any], bytes]:
    attached = document.get_attachment(index)
    length = ctypes.c_ulong()
    pdfium.FPDFAttachment_GetFile(attached, None, 0, length)
    if length.value > _ATTACHMENT_CAP:
        raise ReadingError(TOO_DEMANDING)
    blob = bytes(attached.get_data()) if length.value else b""
    return {"is": "attachment", "name": attached.get_name()}, blob
