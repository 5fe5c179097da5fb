"""Scan lines or image files → encoded pages, in memory, in the child."""

import io
import math
import struct
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import PIL.Image
import PIL.ImageDraw
import PIL.ImageOps

from clerk_app.domain.scanning import A4_MM, MM_PER_INCH, Colour, Page, ScanSettings
from clerk_app.errors import MachineFault, UnreadableFault

JPEG_QUALITY: Final = 92
MAX_PIXELS: Final = 200_000_000
SIDE_MM: Final = (25.0, 1500.0)
_PAPER_MM: Final = (100.0, 450.0)
_FAX_RATIO: Final = 3.0
_SQUARE: Final = 0.01
_RULES: Final = 40
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "PPM")
_BROKEN: Final = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError,
    struct.error,
)  # fmt: skip
_MODES: Final = {"1": Colour.BILEVEL, "L": Colour.GREY, "RGB": Colour.COLOUR}

# The limit is ours (MAX_PIXELS, looked at before any pixel is read), not Pillow's warning.
PIL.Image.MAX_IMAGE_PIXELS = None


@dataclass(slots=True)
class Frame:
    """Lines of one pass over a page, as a device gives them.

    Attributes:
        channel: `L`, `RGB`, or one of `R`, `G`, `B` of a three-pass device.
        depth: Bits a sample: 1, 8 or 16.
        width: Pixels a line.
        stride: Bytes a line.
    """

    channel: str
    depth: int
    width: int
    stride: int
    lines: bytearray = field(default_factory=bytearray)

    @property
    def height(self) -> int:
        """Whole lines that have come."""
        return len(self.lines) // self.stride if self.stride > 0 else 0


def page_of(frames: Sequence[Frame], dpi: float, number: int) -> Page:
    """Make a page of the passes over it.

    Raises:
        MachineFault: `page-size-wrong`, `scan-io-error` for lines that make no picture.
    """
    check_size(frames[0].width, min(frame.height for frame in frames), dpi, number)
    try:
        if len(frames) == 1:
            image = _picture(frames[0])
        else:
            bands = {frame.channel: _picture(frame) for frame in frames}
            image = PIL.Image.merge("RGB", [bands[channel] for channel in "RGB"])
    except _BROKEN as error:
        raise MachineFault("scan-io-error", page=number) from error
    return encoded(image, dpi, number)


def check_size(width: int, height: int, dpi: float, number: int) -> None:
    """See that a page can be a sheet of paper.

    Raises:
        MachineFault: `page-size-wrong` with its size in mm.
    """
    across, down = (side / dpi * MM_PER_INCH for side in (width, height))
    low, high = SIDE_MM
    if low <= across <= high and low <= down <= high and width * height <= MAX_PIXELS:
        return
    raise MachineFault("page-size-wrong", page=number, width=round(across), height=round(down))


def pages_of_file(data: bytes, name: str, first: int) -> Iterator[Page]:
    """Make pages of an image file's bytes; only its pixels cross into them.

    Raises:
        UnreadableFault: `image-unreadable`, `image-too-large`.
        MachineFault: `page-size-wrong`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with PIL.Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                # The other frames of WebP, APNG and MPO are animations and previews.
                count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
                for index in range(count):
                    image.seek(index)
                    yield _of_file(image, name, first + index)
    except _BROKEN as error:
        raise UnreadableFault("image-unreadable", file=name) from error


def drawn(number: int, settings: ScanSettings) -> Page:
    """Draw a page of ruled lines with a red mark, as many marks as its number says."""
    width, height = (round(side / MM_PER_INCH * settings.dpi) for side in settings.size_mm)
    mode = next(mode for mode, colour in _MODES.items() if colour is settings.colour)
    image = PIL.Image.new("RGB", (width, height), (252, 251, 248))
    pen = PIL.ImageDraw.Draw(image)
    step = height // (_RULES + 4)
    for line in range(2, _RULES + 2):
        short = width * (9 - (line + number) % 3) // 10
        pen.line((width // 10, line * step, short, line * step), (40, 40, 48), max(1, step // 8))
    for mark in range(number):
        left = width // 10 + mark * step * 2
        pen.rectangle((left, step // 2, left + step, step + step // 2), (200, 30, 30))
    return encoded(image.convert(mode), settings.dpi, number)


def _of_file(image: PIL.Image.Image, name: str, number: int) -> Page:
    if image.width * image.height > MAX_PIXELS:
        raise UnreadableFault("image-too-large", file=name)
    told = _dots(image)
    upright = PIL.ImageOps.exif_transpose(image)
    if (upright.width > upright.height) != (image.width > image.height):
        told = told[::-1]
    plain, dpi = _square(_plain(upright), told)
    check_size(plain.width, plain.height, dpi, number)
    return encoded(plain, dpi, number)


def _picture(frame: Frame) -> PIL.Image.Image:
    size, lines = (frame.width, frame.height), bytes(frame.lines)
    mode = "RGB" if frame.channel == "RGB" else "L"
    if frame.depth == 1 and mode == "L":
        return PIL.Image.frombuffer("1", size, lines, "raw", "1;I", frame.stride, 1)
    if frame.depth == 8:
        return PIL.Image.frombuffer(mode, size, lines, "raw", mode, frame.stride, 1)
    if frame.depth == 16:
        high = lines[1::2] if sys.byteorder == "little" else lines[::2]
        return PIL.Image.frombuffer(mode, size, high, "raw", mode, frame.stride // 2, 1)
    raise ValueError("samples of an unknown depth")


def encoded(image: PIL.Image.Image, dpi: float, number: int) -> Page:
    """Make a page of a 1-bit (PNG), grey or colour picture (JPEG)."""
    out = io.BytesIO()
    if image.mode == "1":
        image.save(out, "PNG", dpi=(dpi, dpi))
    else:
        image.save(out, "JPEG", quality=JPEG_QUALITY, dpi=(round(dpi), round(dpi)))
    colour = _MODES[image.mode]
    return Page(number, out.getvalue(), image.width, image.height, dpi, colour)


def _plain(image: PIL.Image.Image) -> PIL.Image.Image:
    """Give 1-bit, grey or RGB of any mode Pillow knows, alpha laid on white paper."""
    if image.mode in _MODES:
        return image
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info or image.mode.endswith(("A", "a")):
        inked = image.convert("RGBA")
        paper = PIL.Image.new("RGBA", inked.size, "white")
        return PIL.Image.alpha_composite(paper, inked).convert("RGB")
    return image.convert("RGB")


def _dots(image: PIL.Image.Image) -> tuple[float, ...]:
    try:
        told = tuple(float(value) for value in image.info.get("dpi", ()))
    except (TypeError, ValueError, ZeroDivisionError):
        return ()
    return told if len(told) == 2 and all(math.isfinite(x) and x > 0 for x in told) else ()


def _square(image: PIL.Image.Image, told: tuple[float, ...]) -> tuple[PIL.Image.Image, float]:
    """Give pixels as wide as high, and their dpi; what makes no paper is taken for A4."""
    long = max(image.width, image.height)
    guess = long / max(A4_MM) * MM_PER_INCH
    if not told or max(told) / min(told) > _FAX_RATIO:
        return image, guess
    across, down = told
    low, high = _PAPER_MM
    if not low <= max(image.width / across, image.height / down) * MM_PER_INCH <= high:
        return image, guess
    dpi = max(told)
    if abs(across - down) <= _SQUARE * dpi:
        return image, dpi
    size = round(image.width * dpi / across), round(image.height * dpi / down)
    return image.resize(size), dpi
