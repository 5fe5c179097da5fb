"""What can still be seen of a mark on the page that came out: measured, not judged by eye.

* dark: the share of the word's area (the letters and the room between them) that is at least a
  quarter darker than the paper around it, in the darkest colour.
* likeness: the correlation, over the word's area and 1 mm around it without the frame, of what is
  dark on the page with the word's clean ink, both softened by 0.2 mm as the eye does. 1 is the
  clean word; a word whose ink survived by half in patches has about 0.6; noise has 0.
* survived: the share of the word's clean ink whose place, empty before, is dark.
* framed: the same share for the frame.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from tests.mail.ink import Density, Image, Sheet, as_density
from tests.mail.press import Impression

VISIBLE = 0.05
LEGIBLE = 0.7
SURVIVED = 0.15
ILLEGIBLE = 0.6
FRAMED = 0.45
OVERPRINTED = 0.02
_DARK = 0.75
_SOFT_MM = 0.2


@dataclass(frozen=True)
class Sight:
    """What is left to see of a mark; see the module.

    Args:
        box: The mark's upright box on the finished page, pixels.
    """

    dark: float
    likeness: float
    survived: float
    framed: float
    box: tuple[int, int, int, int]

    @property
    def visible(self) -> bool:
        return self.dark >= VISIBLE

    @property
    def legible(self) -> bool:
        return self.likeness >= LEGIBLE and self.survived >= SURVIVED


def sight(sheet: Sheet, impression: Impression) -> Sight:
    """Measure a mark on a finished sheet."""
    word = _carried(sheet, impression, impression.word)
    frame = _carried(sheet, impression, impression.frame)
    rows, columns = np.nonzero(np.maximum(word, frame) > 0.2)
    if not len(rows) or not (word > 0.2).any():
        return Sight(0.0, 0.0, 0.0, 0.0, (0, 0, 1, 1))
    edge = round(2 * sheet.scale)
    x0, x1 = max(0, columns.min() - edge), min(word.shape[1], columns.max() + edge)
    y0, y1 = max(0, rows.min() - edge), min(word.shape[0], rows.max() + edge)
    tone = sheet.image if sheet.image.ndim == 2 else sheet.image.min(axis=2)
    part = tone[y0:y1, x0:x1]
    word, frame = word[y0:y1, x0:x1], frame[y0:y1, x0:x1]
    bare = _carried(sheet, impression, impression.bare)[y0:y1, x0:x1]
    paper = float(np.percentile(part, 85))
    dark = (part < _DARK * paper).astype(np.float32)
    letters = (word > 0.3).astype(np.uint8)
    bars = _grown((frame > 0.2).astype(np.uint8), 0.15 * sheet.scale)
    area = _grown(_closed(letters, sheet.scale), 0.1 * sheet.scale) * (1 - bars)
    around = _grown(area, sheet.scale) * (1 - bars)
    box = (int(x0), int(y0), int(x1), int(y1))
    survived = _share(dark, (bare > 0.6).astype(np.uint8))
    framed = _share(dark, (frame > 0.6).astype(np.uint8))
    return Sight(
        _share(dark, area), _likeness(part, paper, word, around, sheet.scale), survived, framed, box
    )


def _carried(sheet: Sheet, impression: Impression, ink: Density) -> Density:
    """Lay clean ink on an empty page and turn it as the page was turned."""
    height, width = sheet.image.shape[:2]
    page = np.zeros((height, width), np.float32)
    x, y = impression.origin
    y0, x0 = max(0, y), max(0, x)
    piece = ink[y0 - y : max(0, height - y), x0 - x : max(0, width - x)]
    page[y0 : y0 + piece.shape[0], x0 : x0 + piece.shape[1]] = piece
    if sheet.turn is not None:
        page = np.asarray(cv2.warpAffine(page, sheet.turn, (width, height)), np.float32)
    return as_density(page)


def _closed(letters: Image, unit: float) -> Image:
    side = max(3, round(1.2 * unit))
    kernel = np.ones((side, side), np.uint8)
    closed = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, kernel)
    return np.asarray(closed, np.uint8)


def _grown(area: Image, reach: float) -> Image:
    side = 2 * max(1, round(reach)) + 1
    return np.asarray(cv2.dilate(area, np.ones((side, side), np.uint8)), np.uint8)


def _share(dark: Density, where: Image) -> float:
    return float(dark[where > 0].mean()) if np.any(where > 0) else 0.0


def _likeness(part: Image, paper: float, word: Density, around: Image, unit: float) -> float:
    """Correlate the page's darkness with the word's clean ink, the frame left out."""
    darkness = np.clip((paper - part.astype(np.float32)) / max(paper, 1.0), 0, 1)
    soft = _SOFT_MM * unit
    seen = cv2.GaussianBlur(darkness, (0, 0), soft)
    clean = cv2.GaussianBlur(word, (0, 0), soft)
    if not np.any(around > 0):
        return 0.0
    one, other = seen[around > 0], clean[around > 0]
    spread = float(one.std() * other.std())
    return (
        float(((one - one.mean()) * (other - other.mean())).mean()) / spread
        if spread > 1e-6
        else 0.0
    )
