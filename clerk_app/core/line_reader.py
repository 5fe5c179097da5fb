"""Single lines read by a second network, of another make than Tesseract: its errors are others.

It reads print through a seal, and marks over roofs that Tesseract takes for others. The network
comes with the package `asterocr` (MIT); none of that package's code is run.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from clerk_app.core import ctc, imaging, networks
from clerk_app.core.imaging import Image
from clerk_app.domain.scanning import WHOLE, Box, Word
from clerk_app.domain.text import nfc

_PACKAGE: Final = "asterocr"
_NETWORK, _ALPHABET = "assets/asternet.onnx", "assets/vocab.json"
_HEIGHT, _WIDEST, _STEP = 32, 1024, 4  # pixels; a column of what it gives is 4 wide
_OVER, _BESIDE = 0.1, 0.15  # of a line's height: it was trained on strips cut close
_LEAST: Final = 6
_CERTAIN: Final = 0.99  # no more is: what is surer was set by a program
_BLANK, _SPACE = 0, " "


def warm() -> None:
    """Load the network before it is needed; raises MachineFault `network-missing`."""
    networks.packaged(_PACKAGE, _NETWORK)
    _alphabet()


@dataclass(frozen=True, slots=True)
class Look:
    """What the network gives for one line.

    Attributes:
        odds: Natural logarithms of each sign's probability, shape (columns, signs).
        line: About the line's words, fractions of the image.
        across: Where the columns begin and end, fractions of the image's width.
    """

    odds: NDArray[np.float32]
    line: Box
    across: tuple[float, float]

    def words(self, number: int = 0) -> list[Word]:
        """Read off the words, left to right, each as sure as all of its letters are.

        Args:
            number: Of the line that they are.
        """
        return [
            Word(text, sure, self.line._replace(left=left, right=right), number)
            for text, sure, left, right in _words(self.odds, self.across)
        ]

    def chances(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Give the natural logarithm of the probability that the line is each of some texts."""
        written = [_numbers(text) for text in texts]
        return np.asarray(ctc.chances(self.odds[None], written, _BLANK)[0])


def look(pixels: Image, line: Box) -> Look | None:
    """Look at one line of print; None where it is too small, or longer than the network takes.

    Args:
        pixels: Grey or RGB, with the line in it.
        line: About its words, fractions of the image: what stands over and under spoils it.

    Raises:
        MachineFault: `network-missing`, `network-broken`.
    """
    height, width = pixels.shape[:2]
    high = (line.bottom - line.top) * height
    over, beside = _OVER * high / height, _BESIDE * high / width
    wide = Box(line.left - beside, line.top - over, line.right + beside, line.bottom + over)
    part = wide.within(WHOLE)
    strip = imaging.cut(pixels, part) if part else pixels[:0]
    if part is None or min(strip.shape[:2]) < _LEAST or _width(strip) > _WIDEST:
        return None
    return Look(_odds(strip), line, (part.left, part.right))


def most(line: Box, pixels: Image) -> float:
    """Give how wide a line of this height may be, a fraction of the image's width."""
    height, width = pixels.shape[:2]
    high = (line.bottom - line.top) * height
    return float((_WIDEST / _HEIGHT * (1 + 2 * _OVER) - 2 * _BESIDE) * high / width)


def _width(strip: Image) -> int:
    height, width = map(int, strip.shape[:2])
    return _STEP * max(8, round(width * _HEIGHT / height / _STEP))


def _odds(strip: Image) -> NDArray[np.float32]:
    """Give the natural logarithms of each sign's probability, shape (columns, signs)."""
    wide = imaging.resized(strip, _width(strip), _HEIGHT)
    shades = np.repeat(wide[..., None], 3, axis=2) if wide.ndim == 2 else wide
    scaled = shades.astype(np.float32) / 255
    network = networks.packaged(_PACKAGE, _NETWORK)
    [odds] = network.run(np.ascontiguousarray(scaled.transpose(2, 0, 1)[None]))
    return odds.reshape(-1, odds.shape[-1])


def _words(
    odds: NDArray[np.float32], across: tuple[float, float]
) -> Iterator[tuple[str, float, float, float]]:
    """Read off the likeliest signs (CTC) and part them at spaces.

    Args:
        across: Where the columns begin and end, fractions of the image's width.
    """
    scale = (across[1] - across[0]) / len(odds)
    text, sure, first, last = "", 1.0, 0, 0
    for column, sign, chance in [*_signs(odds), (len(odds), _SPACE, 1.0)]:
        if sign != _SPACE:
            text, first = text + sign, first if text else column
            sure, last = sure * chance, column
        elif text:
            yield (
                nfc(text),
                min(sure, _CERTAIN),
                across[0] + first * scale,
                across[0] + (last + 1) * scale,
            )
            text, sure = "", 1.0


def _signs(odds: NDArray[np.float32]) -> Iterator[tuple[int, str, float]]:
    """Give the column, sign and probability of each sign: the likeliest of each run of columns."""
    best = odds.argmax(axis=1)
    chances = np.exp(odds.max(axis=1))
    edges = np.flatnonzero(np.diff(best)) + 1
    for run in np.split(np.arange(len(best)), edges):
        if best[run[0]] != _BLANK:
            yield int(run[-1]), _alphabet()[best[run[0]]], float(chances[run].max())


@lru_cache
def _alphabet() -> list[str]:
    told: dict[str, Any] = json.loads(networks.packaged_bytes(_PACKAGE, _ALPHABET))
    return [str(sign) for sign in told["chars"]]


def _numbers(text: str) -> list[int]:
    """Give a text as the numbers of its signs; what the network does not know is left out."""
    known = _known()
    return [known[sign] for sign in text if sign in known]


@lru_cache
def _known() -> dict[str, int]:
    return {sign: number for number, sign in enumerate(_alphabet())}
