"""Seconds and KB a page of `pdf.make`, beside plain `tesseract IMAGE out pdf` on the same pages.

Run: `python -m tests.bench.pdf [FOLDER]`; the folder holds PDFs and page images. Without one, the
folder `real` of `CLERK_CORPUS` or of `../shared/corpus`, else pages that are drawn here.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np

from clerk_app.core.imaging import decode, encode
from clerk_app.core.ocr import Engine
from clerk_app.core.pdf import Conversion, make
from clerk_app.core.pdf_reader import pdf_facts, read_pdf
from clerk_app.domain.classification import NO_EXCLUSION
from clerk_app.domain.gate import Cleared, Declaration, Evidence, decide
from clerk_app.domain.scanning import Colour, Page, Word

MOST_PAGES = 24
AT = datetime(2026, 1, 1, tzinfo=UTC)
WIDEST = 78


def main() -> None:
    """Print one row a page and the means by kind of page."""
    engine = Engine()
    rows: list[tuple[str, float, float, float, float]] = []
    print(f"{'page':32}{'kind':>9}{'dpi':>5}{'s':>7}{'KB':>6}{'OCR s':>7}{'tess s':>8}{'KB':>6}")
    for name, page in pages(Path(sys.argv[1]) if len(sys.argv) > 1 else corpus()):
        began = time.perf_counter()
        words = engine.words(decode(page), page.dpi)
        ocr = time.perf_counter() - began
        row = (*ours(page, words), *theirs(page))
        rows.append((page.colour.value, *row))
        print(
            f"{name[:31]:32}{page.colour:>9}{page.dpi:5.0f}{row[0]:7.2f}{row[1]:6.0f}"
            f"{ocr:7.2f}{row[2]:8.2f}{row[3]:6.0f}"
        )
    print("-" * WIDEST)
    for kind in sorted({row[0] for row in rows}):
        of_kind = [row[1:] for row in rows if row[0] == kind]
        mean = np.mean(np.array(of_kind), axis=0)
        print(
            f"{kind:9}{len(of_kind):4} pages: make {mean[0]:.2f} s, {mean[1]:.0f} KB a page;"
            f" tesseract pdf {mean[2]:.2f} s (with its OCR), {mean[3]:.0f} KB"
        )


def corpus() -> Path | None:
    """Find the folder of real pages, if there is one."""
    named = os.environ.get("CLERK_CORPUS")
    place = Path(named) if named else Path(__file__).parents[3] / "shared/corpus"
    return place / "real" if (place / "real").is_dir() else None


def pages(folder: Path | None) -> Iterator[tuple[str, Page]]:
    """Give the first two pages of each file, or drawn ones."""
    if folder is None:
        yield from ((f"drawn {seed}", drawn(seed)) for seed in range(4))
        return
    given = 0
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() == ".pdf":
            started = time.perf_counter()
            pdf_facts(path)
            opened = time.perf_counter() - started
            for page in list(read_pdf(path))[:2]:
                yield f"{path.stem} {page.number} ({opened:.2f})", page
                given += 1
        if given >= MOST_PAGES:
            return


def drawn(seed: int) -> Page:
    """Draw a noisy A4 page at 300 dpi with print and a seal."""
    chance = np.random.default_rng(seed)
    image = np.full((3508, 2480, 3), 246, np.uint8)
    for row in range(350, 3200, 70):
        text = "".join(chance.choice(list("abcdeghiklmnopqrstuvxy     "), 58))
        cv2.putText(image, text, (250, row), cv2.FONT_HERSHEY_COMPLEX, 1.4, (25, 25, 25), 3)
    cv2.circle(image, (1700, 2700), 210, (205, 40, 45), 14)
    noise = chance.normal(0, 3, image.shape[:2])[..., None]
    noisy = np.clip(image + noise, 0, 255).astype(np.uint8)
    return Page(1, encode(noisy, Colour.COLOUR), 2480, 3508, 300.0, Colour.COLOUR)


def ours(page: Page, words: list[Word]) -> tuple[float, float]:
    """Measure seconds and KB of our file of one page."""
    alone = page.numbered(1)
    verdict = decide(Declaration(NO_EXCLUSION, "bench", AT), (alone,), Evidence(1, ()))
    if not isinstance(verdict, Cleared):
        raise TypeError
    began = time.perf_counter()
    data = make(verdict, [words], Conversion(AT, "Bench", "bench", "Bench"))
    return time.perf_counter() - began, len(data) / 1024


def theirs(page: Page) -> tuple[float, float]:
    """Measure seconds and KB of Tesseract's own PDF of the page."""
    with tempfile.TemporaryDirectory() as folder:
        kind = "png" if page.encoded.startswith(b"\x89PNG") else "jpg"
        image = Path(folder) / f"page.{kind}"
        image.write_bytes(page.encoded)
        out = Path(folder) / "out"
        command = ["tesseract", str(image), str(out), "-l", "vie", "--dpi", str(round(page.dpi))]
        began = time.perf_counter()
        one = os.environ | {"OMP_THREAD_LIMIT": "1"}
        subprocess.run([*command, "pdf"], check=True, capture_output=True, env=one)
        return time.perf_counter() - began, out.with_suffix(".pdf").stat().st_size / 1024


if __name__ == "__main__":
    main()
