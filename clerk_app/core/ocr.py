"""Words with boxes and confidence, read in memory by Tesseract (`vie`)."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import tesserocr

from clerk_app.core.imaging import Image
from clerk_app.domain.scanning import WHOLE, Box, Word
from clerk_app.domain.text import nfc, undoubled
from clerk_app.errors import MachineFault, mapped
from clerk_app.pool import Aside

LANGUAGE = "vie"
_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)
_NO_ENGINE = {RuntimeError: (MachineFault, "ocr-missing")}

LEAST_PIXELS = 12
"""Narrower or lower regions hold no line of text."""


class Layout:
    """How the text of a region lies."""

    PAGE = tesserocr.PSM.AUTO
    COLUMN = tesserocr.PSM.SINGLE_COLUMN
    BLOCK = tesserocr.PSM.SINGLE_BLOCK
    LINE = tesserocr.PSM.SINGLE_LINE
    SCATTERED = tesserocr.PSM.SPARSE_TEXT


def data_folder() -> Path:
    """Find the folder with the Vietnamese model; raises MachineFault `ocr-missing`."""
    named = os.environ.get("TESSDATA_PREFIX")
    for place in [named] if named else _PLACES:
        if (Path(place) / f"{LANGUAGE}.traineddata").is_file():
            return Path(place)
    raise MachineFault("ocr-missing")


class Engine:
    """Owns one loaded Tesseract; one thread at a time uses it.

    Raises:
        MachineFault: `ocr-missing` when the program or its Vietnamese model is not there.
    """

    def __init__(self) -> None:
        # Two OpenMP threads in a page cost more than they save: pages run side by side instead.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)  # else it talks on stderr
        with mapped(_NO_ENGINE):
            self._api = tesserocr.PyTessBaseAPI(path=str(data_folder()), lang=LANGUAGE)
        self._second: Engine | None = None

    def helped(self) -> "Aside[Engine]":
        """Give a way to have parts of a page read beside this thread, on a core that is idle."""
        return Aside(self, self._beside)

    def warm(self) -> None:
        """Load what helps beside this thread, before it is needed."""
        self._beside()

    def _beside(self) -> "Engine":
        if self._second is None:
            self._second = Engine()
        return self._second

    def words(
        self,
        pixels: Image,
        dpi: float,
        *,
        layout: int = Layout.PAGE,
        region: Box = WHOLE,
        first_line: int = 0,
    ) -> list[Word]:
        """Read the words of a region.

        Args:
            pixels: Grey or RGB.
            dpi: Pixels an inch on paper.
            layout: One of `Layout`.
            region: Where to read, fractions of the image.
            first_line: Number of the first line found.

        Returns:
            Words in reading order; boxes are fractions of the whole image.
        """
        height, width = pixels.shape[:2]
        left, right = round(region.left * width), round(region.right * width)
        top, bottom = round(region.top * height), round(region.bottom * height)
        if min(right - left, bottom - top) < LEAST_PIXELS:
            return []
        self._recognize(pixels[top:bottom, left:right], dpi, layout)
        return [
            Word(text, sure, _fractions(box, (left, top), (width, height)), first_line + line)
            for text, sure, box, line in self._found()
        ]

    def line(self, pixels: Image, dpi: float, *, region: Box = WHOLE) -> tuple[str, float]:
        """Read a region as a single line: its text and the least confidence of its words."""
        words = self.words(pixels, dpi, layout=Layout.LINE, region=region)
        return " ".join(word.text for word in words), min(
            (w.confidence for w in words), default=0.0
        )

    def _recognize(self, part: Image, dpi: float, layout: int) -> None:
        height, width = part.shape[:2]
        channels = 1 if part.ndim == 2 else 3
        self._api.SetPageSegMode(layout)
        raw = np.ascontiguousarray(part).tobytes()
        self._api.SetImageBytes(raw, width, height, channels, channels * width)
        self._api.SetSourceResolution(round(dpi))
        with mapped(_NO_ENGINE):
            self._api.Recognize()

    def _found(self) -> Iterator[tuple[str, float, tuple[int, int, int, int], int]]:
        walker = self._api.GetIterator()
        if walker is None:
            return
        level, line = tesserocr.RIL.WORD, 0
        while True:
            text = "" if walker.Empty(level) else undoubled(nfc(walker.GetUTF8Text(level)).strip())
            if text:
                yield text, walker.Confidence(level) / 100, walker.BoundingBox(level), line
            if walker.IsAtFinalElement(tesserocr.RIL.TEXTLINE, level):
                line += 1
            if not walker.Next(level):
                return


def _fractions(
    box: tuple[int, int, int, int], corner: tuple[int, int], size: tuple[int, int]
) -> Box:
    (left, top), (width, height) = corner, size
    return Box(
        (left + box[0]) / width,
        (top + box[1]) / height,
        (left + box[2]) / width,
        (top + box[3]) / height,
    )
