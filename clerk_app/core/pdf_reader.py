"""Foreign PDFs: opened in a spawned child with limits, read as pages; never in our own process.

The child (`pdf_child`) may be killed by a hostile file, may die or fall silent; here that is a
fault of the file, never of the program, and no child outlives its reading. Nothing is written.
"""

import json
import multiprocessing
import sys
import time
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from clerk_app.core.pdf_child import BROKEN, TOO_DEMANDING, Limits, serve
from clerk_app.domain.scanning import Behind, Box, Colour, Page, Word
from clerk_app.errors import MachineFault, UnreadableFault

LARGEST_FILE = 500_000_000
LIMITS = Limits()

_LARGEST_FRAME = 1 << 30
_GRACE_SECONDS = 1.0
_MAIN = sys.modules["__main__"]


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF is besides its pages; nothing of it is ever run or followed.

    Attributes:
        pages: How many.
        signed: It bears signature fields that hold a signature.
        attachments: Files are embedded: one of them may bear a mark.
        javascript: A script is in it.
        encrypted: It is encrypted and opens without a password.
        dynamic_form: An XFA form, whose pages show only a placeholder.
    """

    pages: int
    signed: bool
    attachments: bool
    javascript: bool
    encrypted: bool
    dynamic_form: bool


class ForeignPdf:
    """A PDF open in its child: facts at once, pages in order, once.

    Attributes:
        facts: What it is.
        confined: What holds the child, see `pdf_jail.confine`.
        attached: Name and bytes of each file attached, after the last page has been read.
    """

    def __init__(self, child: "_Child", facts: PdfFacts, confined: tuple[str, ...]) -> None:
        self.facts = facts
        self.confined = confined
        self.attached: list[tuple[str, bytes]] = []
        self._child = child

    def pages(self) -> Iterator[Page]:
        """Give each page as it comes.

        Raises:
            UnreadableFault: `pdf-broken`, `page-too-large`, `pdf-too-demanding`.
        """
        number = 0
        while True:
            header = self._child.hear()
            if header["is"] == "end" and number == self.facts.pages:
                return
            if header["is"] == "attachment":
                self.attached.append((str(header["name"]), self._child.blob()))
                continue
            if header["is"] != "page" or number == self.facts.pages:
                raise self._child.fault(BROKEN)
            number += 1
            yield self._child.page(header, number)


@contextmanager
def open_pdf(source: Path | bytes, name: str = "", limits: Limits = LIMITS) -> Iterator[ForeignPdf]:
    """Open a foreign PDF in a child of its own, which ends with the `with` block.

    Args:
        source: The file, or its bytes (an attachment that must not touch a disk).
        name: What failures call it; the file's name when empty.
        limits: What it may cost.

    Raises:
        UnreadableFault: `file-missing`, `not-a-file`, `file-unreadable`, `file-empty`,
            `file-too-large`, `pdf-broken`, `pdf-encrypted`, `too-many-pages`, `page-too-large`,
            `pdf-too-demanding`; each with `file`.
        MachineFault: `child-not-started`.
    """
    label = name or (source.name if isinstance(source, Path) else "PDF")
    data = _bytes_of(source, label) if isinstance(source, Path) else source
    if not data:
        raise UnreadableFault("file-empty", file=label)
    child = _Child(label, limits, len(data))
    try:
        confined = child.begin(data)
        yield ForeignPdf(child, child.facts(), confined)
    finally:
        child.end()


def read_pdf(source: Path | bytes, name: str = "", limits: Limits = LIMITS) -> Iterator[Page]:
    """Give a foreign PDF's pages one by one; raises as `open_pdf` does."""
    with open_pdf(source, name, limits) as pdf:
        yield from pdf.pages()


def pdf_facts(source: Path | bytes, name: str = "", limits: Limits = LIMITS) -> PdfFacts:
    """Tell what a foreign PDF is without reading its pages; raises as `open_pdf` does."""
    with open_pdf(source, name, limits) as pdf:
        return pdf.facts


def _bytes_of(path: Path, label: str) -> bytes:
    try:
        if not path.is_file():
            raise UnreadableFault("not-a-file" if path.exists() else "file-missing", file=label)
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFault("file-too-large", file=label)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFault("file-unreadable", file=label) from error


class _Child:
    """Owns the child process and its pipe."""

    def __init__(self, label: str, limits: Limits, size: int) -> None:
        self._label = label
        self._limits = limits
        self._left = limits.total_seconds
        spawn = multiprocessing.get_context("spawn")
        self._pipe, far = spawn.Pipe()
        self._process = spawn.Process(
            target=serve, args=(far, limits, size), daemon=True, name="pdf-reader"
        )
        try:
            _start(self._process)
        except OSError as error:
            self._pipe.close()
            raise MachineFault("child-not-started") from error
        finally:
            far.close()

    def begin(self, data: bytes) -> tuple[str, ...]:
        """Wait until the child is confined, then hand it the file."""
        try:
            ready = self._frame(self._limits.start_seconds)
        except UnreadableFault as error:
            raise MachineFault("child-not-started") from error
        try:
            self._pipe.send_bytes(data)
        except OSError as error:
            raise self.fault(TOO_DEMANDING) from error
        return tuple(map(str, ready.get("held", ())))

    def hear(self) -> dict[str, Any]:
        """Give the child's next frame; its fault becomes ours."""
        header = self._frame(self._limits.page_seconds)
        if header["is"] == "fault":
            pages = header.get("pages")
            code = str(header.get("code", BROKEN))
            raise self.fault(code, **({"pages": pages} if isinstance(pages, int) else {}))
        return header

    def blob(self) -> bytes:
        """Give the bytes that follow a frame."""
        return self._heard(self._limits.page_seconds)

    def page(self, header: dict[str, Any], number: int) -> Page:
        """Make a page of its frame and the image after it."""
        encoded = self.blob()
        behind = self._behind(header)
        try:
            words = tuple(
                Word(str(text), 1.0, Box(*map(float, box)), int(line))
                for text, box, line in header["words"]
            )
            return Page(
                number=number,
                encoded=encoded,
                width=int(header["width"]),
                height=int(header["height"]),
                dpi=float(header["dpi"]),
                colour=Colour(header["colour"]),
                text=words,
                digital=bool(header["digital"]),
                behind=behind,
            )
        except (KeyError, TypeError, ValueError) as error:
            raise self.fault(BROKEN) from error

    def _behind(self, header: dict[str, Any]) -> Behind:
        """Hear what the page does not show."""
        try:
            lines = tuple(map(str, header["said"]))
            images = []
            for number in range(1, int(header["behind"]) + 1):
                frame = self.hear()
                if frame["is"] != "behind":
                    raise self.fault(BROKEN)
                size, dpi = (int(frame["width"]), int(frame["height"])), float(frame["dpi"])
                images.append(Page(number, self.blob(), *size, dpi, Colour.COLOUR))
        except (KeyError, TypeError, ValueError) as error:
            raise self.fault(BROKEN) from error
        return Behind(lines, tuple(images))

    def facts(self) -> PdfFacts:
        """Hear what the file is."""
        header = self.hear()
        try:
            known = {row.name: header[row.name] for row in fields(PdfFacts)}
            return PdfFacts(**known)
        except KeyError as error:
            raise self.fault(BROKEN) from error

    def fault(self, code: str, **detail: int) -> UnreadableFault:
        """Make the failure of this file."""
        return UnreadableFault(code, file=self._label, **detail)

    def end(self) -> None:
        """End the child, by force if it lingers, and leave no zombie."""
        self._pipe.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join(_GRACE_SECONDS)
        self._process.close()

    def _frame(self, seconds: float) -> dict[str, Any]:
        heard = self._heard(seconds)
        try:
            header = json.loads(heard)
        except (ValueError, RecursionError) as error:
            raise self.fault(BROKEN) from error
        if not isinstance(header, dict) or not isinstance(header.get("is"), str):
            raise self.fault(BROKEN)
        return header

    def _heard(self, seconds: float) -> bytes:
        began = time.monotonic()
        try:
            if not self._pipe.poll(min(seconds, self._left)):
                raise self.fault(TOO_DEMANDING)
            return self._pipe.recv_bytes(_LARGEST_FRAME)
        except (EOFError, OSError) as error:
            raise self.fault(TOO_DEMANDING) from error
        finally:
            self._left -= time.monotonic() - began


def _start(process: SpawnProcess) -> None:
    """Start without importing the program's `__main__` in the child, which needs nothing of it.

    WORKAROUND(https://docs.python.org/3.11/library/multiprocessing.html#the-spawn-and-forkserver-start-methods):
    spawn imports the parent's main module; an empty one has neither spec nor file to import. What
    is put back is always the first, so that two threads that start at once end well.
    """
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = _MAIN
