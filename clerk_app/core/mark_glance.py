"""The first look at a page, before anything is read: cheap enough for every page of a long file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from clerk_app.core import imaging, mark_probe, reader
from clerk_app.core.imaging import Image
from clerk_app.core.ocr import Engine
from clerk_app.domain.gate import Finding
from clerk_app.domain.reading import Mark, PageText
from clerk_app.domain.scanning import Box, Page
from clerk_app.domain.text_look import merged, text_findings

_MADE_OUT = 0.5


@dataclass(frozen=True, slots=True)
class Glance:
    """A page and what was seen on it without reading it.

    Attributes:
        findings: What stands against digitising it: marks, and words of its own text layer.
        stamps: Urgency, circulation and arrival stamps.
        blank: It bears nothing.
    """

    page: Page
    findings: tuple[Finding, ...]
    stamps: tuple[Mark, ...]
    blank: bool


def glance(
    engine: Engine, page: Page, pixels: Image | None = None, *, bare: bool | None = None
) -> Glance:
    """Look at a page, at the words its file gives, and at what its file does not show.

    Args:
        pixels: The page decoded, where somebody has it.
        bare: Whether the page bears no print, where somebody knows.
    """
    pixels = imaging.scanned(page) if pixels is None else pixels
    told = (*text_findings(page, PageText(page.number, ())), *_behind(engine, page))
    look = mark_probe.look(
        engine, page, (), pixels
    )  # a bare sheet with one small stamp passes for blank
    found = merged(look.findings, told)
    if look.findings or look.stamps:
        bare = False
    elif bare is None:
        bare = reader.is_blank(page, pixels)
    return Glance(page, found, look.stamps, bare)


def _behind(engine: Engine, page: Page) -> Iterator[Finding]:
    """Look at the pictures that a page's file holds and does not show.

    They come at any scale, a signature's seal among them: what only resembles a frame there is
    no find, a mark that was made out is.
    """
    for image in page.behind.images:
        for finding in mark_probe.look(engine, image, ()).findings:
            if not finding.sure and finding.confidence < _MADE_OUT:
                continue
            yield replace(finding, page=page.number, box=Box(0.0, 0.0, 1.0, 1.0))
