"""PDFs that cost more than they look, and files written object by object."""

import struct
import zlib
from functools import cache

HUGE_STREAM = 1 << 30
BLOCK = 1 << 20


def objects(*bodies: bytes) -> bytes:
    """Write numbered objects as a file; the first is the root."""
    out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def looped() -> bytes:
    """Build a page tree whose node is its own child."""
    return objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    )


@cache
def deflated(text: bytes, size: int = HUGE_STREAM) -> bytes:
    """Deflate `size` bytes of a repeated text: one packed block, repeated."""
    block = text * (BLOCK // len(text))
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(size // BLOCK):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + packed * (size // BLOCK) + b"\x03\x00" + struct.pack(">I", check)


def content_bomb() -> bytes:
    """Build a page whose content is 1 GiB of operators in 1 MB."""
    return bomb(deflated(b"q Q "), b"")


def bomb(packed: bytes, image: bytes) -> bytes:
    """Build a page with packed content, or with an image of that dictionary and data."""
    stream = b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream"
    first = b"/Resources << /XObject << /I0 4 0 R >> >>" if image else b""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %s %s >>"
    draw = b"q 595 0 0 842 0 0 cm /I0 Do Q"
    return objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page % (b"5 0 R" if image else b"4 0 R", first),
        stream % (len(packed), image, packed),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
    )


def image_bomb() -> bytes:
    """Build a page with an image of 1 GiB of samples in 1 MB."""
    head = b"/Type /XObject /Subtype /Image /Width 32768 /Height 32768 /BitsPerComponent 8"
    return bomb(deflated(b"\x7f"), head + b" /ColorSpace /DeviceGray")


def stacked_bomb() -> bytes:
    """Build a page whose content is deflated twice."""
    packed = zlib.compress(deflated(b" "), 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
    return objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream % (len(packed), packed),
    )


def nested_forms(depth: int = 18, width: int = 2) -> bytes:
    """Build forms that each draw the next one twice: exponential work."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    draw = b"/X Do " * width
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length %d"
        b" /Resources << /XObject << /X %d 0 R >> >> >>\nstream\n%s\nendstream"
    )
    bodies += [form % (len(draw), 6 + step, draw) for step in range(depth)]
    last = b"0 0 10 10 re f"
    bodies.append(
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length %d >>\nstream\n%s\nendstream"
        % (len(last), last)
    )
    return objects(*bodies)


def crowded(pages: int) -> bytes:
    """Build a file that shows one page many times."""
    return objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * pages, pages),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
