"""Foreign PDFs that bear a secrecy mark in one place alone: seen, said, hidden, attached."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from clerk_app.core.pdf import make
from clerk_app.domain.scanning import Box, Word
from tests.helpers.marked import page_of, sheet_of
from tests.helpers.pdf_made import CONVERSION, cleared
from tests.helpers.pdf_zoo import A4, add_page, attaching, image_stream, plain, saved
from tests.mail.ink import Image as Pixels
from tests.mail.press import Stamp

MARK = Stamp("TỐI MẬT", place=(0.25, 0.3))
_WHOLE = b"q 595.276 0 0 841.89 0 0 cm /I0 Do Q"


def sheet(*stamps: Stamp) -> Image.Image:
    """An A4 page at 200 dpi with a few lines of strokes, stamped."""
    pixels = sheet_of(*stamps).image
    for row in range(1000, 1500, 50):
        pixels[row : row + 8, 300:1300] = 40
    return Image.fromarray(pixels)


def pages(*images: Image.Image, count: int = 1, at: int = 0) -> bytes:
    """Pages of one clean image each; page `at` (from 1) is the second image."""
    with pikepdf.new() as pdf:
        streams = [image_stream(pdf, image) for image in images]
        for number in range(1, count + 1):
            add_page(pdf, _WHOLE, A4, {"I0": streams[number == at]})
        return saved(pdf)


def seen() -> bytes:
    """A scan without a text layer; its image bears the mark."""
    return pages(sheet(MARK))


def said() -> bytes:
    """A clean scan whose invisible text layer bears the mark."""
    pixels: Pixels = sheet_of().image.copy()
    pixels[1000:1008, 300:1300] = 40
    words = [
        Word("TỐI", 0.9, Box(0.12, 0.25, 0.16, 0.262), 0),
        Word("MẬT", 0.9, Box(0.165, 0.25, 0.21, 0.262), 0),
    ]
    return make(cleared(page_of(pixels)), [words], CONVERSION)


def titled(title: str) -> bytes:
    """A page of text whose document information has a title."""
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        pdf.docinfo["/Title"] = String(title)
        return saved(pdf)


def described(subject: str, *, packed: bool) -> bytes:
    """A page of text whose XMP has a subject; the packet plain, or compressed."""
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as packet:
            packet["dc:subject"] = [subject]
        level = pikepdf.StreamDecodeLevel.none
        if packed:
            body = pdf.Root.Metadata.read_bytes()
            pdf.Root.Metadata.write(zlib.compress(body), filter=Name.FlateDecode)
        return saved(pdf, stream_decode_level=level)


def noted(text: str) -> bytes:
    """A page of text with a hidden note on it."""
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        place = Array([100, 100, 120, 120])
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=place, Contents=String(text), F=2
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
        return saved(pdf)


def beside() -> bytes:
    """A page of text with the mark's picture beside the paper, where no one sees it."""
    return _with_picture(b"q 595.276 0 0 841.89 700 0 cm /I0 Do Q", b"")


def covered() -> bytes:
    """A page whose marked picture lies under a clean one."""
    return _with_picture(_WHOLE, b" q 595.276 0 0 841.89 0 0 cm /I1 Do Q")


def _with_picture(first: bytes, then: bytes) -> bytes:
    with pikepdf.new() as pdf:
        images = {"I0": image_stream(pdf, sheet(MARK)), "I1": image_stream(pdf, sheet())}
        text = b"BT /F1 24 Tf 72 700 Td (Digital page) Tj ET "
        add_page(pdf, text + first + then, A4, images)
        return saved(pdf)


def attached_pdf() -> bytes:
    """A clean page with the marked scan attached as a PDF."""
    return attaching(seen())


def attached_image() -> bytes:
    """A clean page with the marked scan attached as a picture."""
    out = io.BytesIO()
    sheet(MARK).save(out, "PNG", dpi=(200, 200))
    return attaching(out.getvalue())
