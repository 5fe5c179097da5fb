"""An HTML page with every miss of the reading bench beside its piece of the page."""

import base64
from collections.abc import Iterable
from html import escape
from pathlib import Path

import cv2

from clerk_app.core import imaging
from clerk_app.domain.scanning import Box, Page
from tests.bench.reading_score import CLAIMED, Outcome, same

_WIDE, _MARGIN = 900, 0.012
_STYLE = """body { font: 14px/1.4 sans-serif; margin: 2em; max-width: 70em }
td { vertical-align: top; padding: .3em .8em; border-top: 1px solid #ccd }
img { max-width: 34em; border: 1px solid #99a } .sure { background: #fdd }"""


def snippet(page: Page, box: Box) -> bytes:
    """Cut a field's piece out of a page, a little wider than its box; JPEG."""
    pixels = imaging.decode(page)
    around = Box(
        max(0.0, box.left - _MARGIN),
        max(0.0, box.top - _MARGIN),
        min(1.0, box.right + _MARGIN),
        min(1.0, box.bottom + _MARGIN),
    )
    part = imaging.cut(pixels, around)
    if part.shape[1] > _WIDE:
        part = imaging.resized(part, _WIDE, max(1, part.shape[0] * _WIDE // part.shape[1]))
    if part.ndim == 3:
        part = part[..., ::-1]
    return bytes(cv2.imencode(".jpg", part, [cv2.IMWRITE_JPEG_QUALITY, 70])[1])


def write(outcomes: Iterable[Outcome], path: Path, figures: str) -> int:
    """Write the page; gives how many misses it shows."""
    rows = [row for outcome in outcomes for row in _rows(outcome)]
    head = f"<!doctype html><meta charset=utf-8><title>Misses</title><style>{_STYLE}</style>"
    body = f"<h1>{len(rows)} misses</h1><pre>{escape(figures)}</pre><table>{''.join(rows)}</table>"
    path.write_text(head + body, encoding="utf-8")
    return len(rows)


def _rows(outcome: Outcome) -> Iterable[str]:
    for name, truth in outcome.truth.items():
        guess = outcome.own.get(name)
        value = guess.value if guess else None
        if same(value, truth, fold=True):
            continue
        sure = f"{guess.confidence:.2f}" if guess else "–"
        kind = " class=sure" if guess and guess.confidence >= CLAIMED else ""
        data = base64.b64encode(outcome.snippets.get(name, b"")).decode()
        image = f'<img src="data:image/jpeg;base64,{data}">' if data else ""
        where = f"{escape(outcome.name)}<br>{escape(outcome.facts)}"
        yield (
            f"<tr{kind}><td>{where}<br><b>{name}</b> {sure}"
            f"<td>{escape(str(value))}<br><b>{escape(str(truth))}</b><td>{image}"
        )
