"""Files of every kind that is taken, as pages in memory; nothing is written anywhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from clerk_app.core import image_files, pdf_reader
from clerk_app.domain.scanning import Page
from clerk_app.errors import UnreadableFault

DEEPEST: Final = 3
SIGNATURE_LEFT_OUT: Final = "signature-left-out"
ATTACHMENT_LEFT_OUT: Final = "attachment-left-out"


def of_file(path: Path, remarks: list[str]) -> Iterator[Page]:
    """Read a file as pages; PDFs and images attached to a PDF come after its own pages.

    Args:
        remarks: Takes what the file holds besides pages and what is not kept of it.

    Raises:
        UnreadableFault: the file is no image or PDF, or is damaged, encrypted, too large.
    """
    kind = image_files.sniff(path)
    if kind == "pdf":
        yield from _of_pdf(path, path.name, remarks, 1)
    else:
        yield from image_files.read_image(path)


def _of_pdf(source: Path | bytes, name: str, remarks: list[str], nesting: int) -> Iterator[Page]:
    if nesting > DEEPEST:
        raise UnreadableFault("pdf-too-demanding", file=name)
    with pdf_reader.open_pdf(source, name) as pdf:
        yield from pdf.pages()
        signed, attached = pdf.facts.signed, list(pdf.attached)
    if signed:
        remarks.append(SIGNATURE_LEFT_OUT)
    for _, data in attached:
        kind = image_files.kind(data[:1024])
        if kind == "pdf":
            yield from _of_pdf(data, name, remarks, nesting + 1)
        elif kind == "image":
            yield from image_files.read_image(data, name)
        else:
            remarks.append(ATTACHMENT_LEFT_OUT)
