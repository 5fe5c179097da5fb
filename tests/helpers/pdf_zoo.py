"""Foreign PDFs for tests: good ones of every kind and bad ones, built in memory."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw

from tests.helpers.pdf_bombs import (
    bomb,
    content_bomb,
    crowded,
    deflated,
    image_bomb,
    looped,
    nested_forms,
    stacked_bomb,
)

A4 = (595.276, 841.89)
PASSWORD = "user-only"
SCAN_SIZE = (1240, 1754)


@dataclass(frozen=True, slots=True)
class Beast:
    """One file of the zoo and the failure it must give, if any."""

    name: str
    build: Callable[[], bytes]
    code: str | None


def plain(pages: int = 1, text: str = "Digital page", size: tuple[float, float] = A4) -> bytes:
    """Build pages of text set by a program."""
    with pikepdf.new() as pdf:
        for number in range(pages):
            add_page(
                pdf, b"BT /F1 24 Tf 72 700 Td (%s %d) Tj ET" % (text.encode(), number + 1), size
            )
        return saved(pdf)


def add_page(
    pdf: pikepdf.Pdf,
    content: bytes,
    size: tuple[float, float] = A4,
    images: dict[str, Stream] | None = None,
) -> Dictionary:
    """Add a page with Helvetica as `/F1` and images under their names."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary())
    for name, image in (images or {}).items():
        resources.XObject[f"/{name}"] = image
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, *size]),
        Resources=resources,
        Contents=Stream(pdf, content),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1].obj


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id="encryption" not in options, **options)  # type: ignore[arg-type]
    return out.getvalue()


def image_stream(pdf: pikepdf.Pdf, image: Image.Image) -> Stream:
    """Make an image object of pixels, losslessly."""
    stream = Stream(pdf, image.tobytes())
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = image.size
    stream.BitsPerComponent = 1 if image.mode == "1" else 8
    stream.ColorSpace = Name.DeviceRGB if image.mode == "RGB" else Name.DeviceGray
    return stream


def drawn(mode: str = "RGB", size: tuple[int, int] = SCAN_SIZE) -> Image.Image:
    """Draw an upright page: a black bar across the top, a corner block top left."""
    image = Image.new(mode, size, "white")
    pen = ImageDraw.Draw(image)
    black = "black"
    pen.rectangle((100, 100, size[0] - 100, 130), fill=black)
    pen.rectangle((100, 200, 220, 320), fill=black)
    if mode == "RGB":
        pen.ellipse((700, 1300, 1000, 1600), outline=(200, 30, 30), width=12)
    for step in range(40):
        pen.line((300, 400 + step * 20, 900, 405 + step * 20), fill=black)
    return image


def scanned(mode: str = "RGB", rotate: int = 0, over: bytes = b"") -> bytes:
    """Build a scan at 150 dpi: one image is the page; `over` is painted on it."""
    image = drawn(mode)
    turned = image.rotate(rotate, expand=True) if rotate else image
    points = tuple(side * 72 / 150 for side in turned.size)
    with pikepdf.new() as pdf:
        place = b"q %.3f 0 0 %.3f 0 0 cm /I0 Do Q " % points
        stream = image_stream(pdf, turned)
        page = add_page(pdf, place + over, (points[0], points[1]), {"I0": stream})
        if rotate:
            page.Rotate = rotate
        return saved(pdf)


def turned(rotate: int) -> bytes:
    """Build a page of text that its reader must turn."""
    with pikepdf.new() as pdf:
        page = add_page(pdf, b"BT /F1 24 Tf 72 700 Td (Turned) Tj ET")
        page.Rotate = rotate
        return saved(pdf)


def signed() -> bytes:
    """Build a page with a signature field that holds a (meaningless) signature."""
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        value = Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/adbe.pkcs7.detached"),
            Contents=String(b"0" * 64),
            ByteRange=Array([0, 1, 2, 3]),
        )
        place = Array([0, 0, 0, 0])
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), Rect=place, V=value
        )
        field = pdf.make_indirect(field)
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
        return saved(pdf)


def mixed() -> bytes:
    """Build a page of text with a picture on a quarter of it."""
    with pikepdf.new() as pdf:
        stream = image_stream(pdf, drawn("RGB", (1240, 1000)))
        content = (
            b"BT /F1 18 Tf 72 760 Td (Text and picture) Tj ET q 400 0 0 300 90 300 cm /I0 Do Q"
        )
        add_page(pdf, content, A4, {"I0": stream})
        return saved(pdf)


def overlaid() -> bytes:
    """Build a scan with number, date and stamp laid over it as an e-office does."""
    image = drawn("1")
    points = (595.2, 841.92)
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        stream = image_stream(pdf, image)
        page = add_page(pdf, b"q 595.2 0 0 841.92 0 0 cm /I0 Do Q", points, {"I0": stream})
        notes = [
            annotation(pdf, font, "FreeText", (100, 700, 200, 720), "1234", b"1 0 0 rg"),
            annotation(pdf, font, "Stamp", (300, 700, 420, 720), "21/11/2026", b"0 0 1 rg"),
            annotation(pdf, font, "Widget", (100, 600, 200, 620), "Field77", b"0 g"),
        ]
        notes[2].FT, notes[2].T, notes[2].V = Name.Tx, String("so"), String("Field77")
        page.Annots = Array(notes)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([notes[2]]),
            DR=Dictionary(Font=Dictionary(F1=font)),
            DA=String("/F1 12 Tf 0 g"),
        )
        return saved(pdf)


def annotation(
    pdf: pikepdf.Pdf,
    font: pikepdf.Object,
    kind: str,
    place: tuple[int, int, int, int],
    text: str,
    colour: bytes = b"0 g",
) -> Dictionary:
    """Make an annotation with an appearance that shows its text."""
    left, bottom, right, top = place
    look = Stream(pdf, b"%s BT /F1 14 Tf 2 4 Td (%s) Tj ET" % (colour, text.encode()))
    look.Type, look.Subtype = Name.XObject, Name.Form
    look.BBox = Array([0, 0, right - left, top - bottom])
    look.Resources = Dictionary(Font=Dictionary(F1=font))
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name(f"/{kind}"),
        Rect=Array(place),
        Contents=String(text),
        F=4,
        AP=Dictionary(N=pdf.make_indirect(look)),
    )
    return pdf.make_indirect(note)


def undrawn() -> bytes:
    """Build a scan with a number typed over it that no program has drawn."""
    with pikepdf.open(io.BytesIO(scanned("1"))) as pdf:
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.FreeText,
            Rect=Array([100, 700, 260, 720]),
            Contents=String("4321/QD 22"),
            DA=String("1 0 0 rg /Helv 14 Tf"),
            F=4,
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
        return saved(pdf)


def scripted(*, hidden: bool = False) -> bytes:
    """Build a page that runs a script when opened; hidden in an object stream or plain."""
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        action = Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.Root.OpenAction = pdf.make_indirect(action)
        mode = pikepdf.ObjectStreamMode
        return saved(pdf, object_stream_mode=mode.generate if hidden else mode.disable)


def attaching(inner: bytes) -> bytes:
    """Build a page with a file attached."""
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        pdf.attachments["phu-luc.pdf"] = inner
        return saved(pdf)


def encrypted(user: str = PASSWORD) -> bytes:
    """Build a page that needs the user's password, or none if it is empty."""
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=user))


def sized(width: float, height: float) -> bytes:
    """Build one page of a size in points."""
    return plain(1, "Size", (width, height))


ZOO = (
    Beast("zero-byte", lambda: b"", "file-empty"),
    Beast("text-file", lambda: b"Xin chao, this is no PDF\n" * 100, "pdf-broken"),
    Beast("header-only", lambda: b"%PDF-1.7\n", "pdf-broken"),
    Beast("truncated", lambda: scanned()[:-4000], "pdf-broken"),
    Beast("half", lambda: plain(20)[: len(plain(20)) // 2], "pdf-broken"),
    Beast("encrypted", encrypted, "pdf-encrypted"),
    Beast("5000-pages", lambda: crowded(5000), "too-many-pages"),
    Beast("page-tree-loop", looped, "pdf-broken"),
    Beast("content-bomb", content_bomb, "pdf-too-demanding"),
    Beast("blank-bomb", lambda: bomb(deflated(b" "), b""), "pdf-too-demanding"),
    Beast("stacked-bomb", stacked_bomb, "pdf-too-demanding"),
    Beast("image-bomb", image_bomb, "pdf-too-demanding"),
    Beast("form-bomb", lambda: nested_forms(40), "pdf-too-demanding"),
    Beast("huge-page", lambda: sized(14400, 14400), "page-too-large"),
    Beast("page-without-size", lambda: sized(0, 0), None),
    Beast("rotated", lambda: scanned(rotate=90), None),
    Beast("mixed", mixed, None),
    Beast("overlaid", overlaid, None),
    Beast("javascript", scripted, None),
    Beast("attachment", lambda: attaching(plain()), None),
    Beast("encrypted-without-password", lambda: encrypted(""), None),
)
