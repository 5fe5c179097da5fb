"""The unmarked pages that pieces are cut from: real ones, invented letters, talk about secrecy."""

from pathlib import Path
from random import Random
from typing import Final

import cv2

from clerk_app.core import image_files, imaging, pdf_reader
from clerk_app.domain.scanning import Colour
from tests.bench import gate_talk
from tests.mail.ink import Image, as_image
from tests.mail.letters import make_letter

POOL_DPI: Final = 150


def real_pages(folder: Path) -> list[tuple[str, Image]]:
    """Read the pages of a folder of unmarked documents at `POOL_DPI`, with their files' names."""
    found: list[tuple[str, Image]] = []
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".pdf", ".png", ".jpg", ".tif"):
            continue
        if path.suffix == ".pdf":
            with pdf_reader.open_pdf(path, path.name) as pdf:
                pages = list(pdf.pages())
        else:
            pages = list(image_files.read_image(path))
        for page in pages:
            pixels = imaging.decode(page)
            if page.colour is not Colour.COLOUR:
                pixels = as_image(cv2.cvtColor(imaging.grey(pixels), cv2.COLOR_GRAY2RGB))
            found.append((path.stem, imaging.at_dpi(pixels, page.dpi, POOL_DPI)))
    return found


def letter_pages(count: int, first_seed: int) -> list[Image]:
    """Make unmarked pages of invented letters at `POOL_DPI`."""
    pages: list[Image] = []
    seed = first_seed
    while len(pages) < count:
        talk = "talk" if seed % 4 == 0 else None
        letter = make_letter(
            seed, degradation="clean", dpi=POOL_DPI, vocabulary="tuning", lookalike=talk
        )
        pages += [as_image(each) for each in letter.images[:3]]
        seed += 1
    return pages[:count]


def talking_pages(count: int, first_seed: int) -> list[Image]:
    """Make unmarked pages that speak of secrecy at length, at `POOL_DPI`."""
    pages: list[Image] = []
    seed = first_seed
    while len(pages) < count:
        printed = gate_talk.talk(Random(f"training/{seed}"), "tuning")
        for grey in printed.pictures(POOL_DPI)[:3]:
            pages.append(as_image(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)))  # noqa: PERF401
        seed += 1
    return pages[:count]
