"""Sets values in a form and returns pages as pictures, with the places of what was printed."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import typst

from tests.mail.ink import FONTS, Image

MORE_FONTS = ("/usr/share/fonts/truetype/noto",)
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Slot:
    """Where a form printed (or left room for) a value, in points of its page."""

    name: str
    page: int
    box: tuple[float, float, float, float]

    def pixels(self, dpi: int) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = (value * dpi / 72 for value in self.box)
        return (x0, y0, x1, y1)


@dataclass(frozen=True)
class Printed:
    """A letter fresh from the printer."""

    pdf: bytes
    slots: tuple[Slot, ...]

    def slot(self, name: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.name == name), None)

    @property
    def signature_page(self) -> int:
        signed = self.slot("signer_name")
        return signed.page if signed else 1

    @property
    def last_page(self) -> int:
        """The letter's own last page: annexes come after it."""
        below = self.slot("recipients")
        return max(self.signature_page, below.page if below else 1)

    def pictures(self, dpi: int) -> list[Image]:
        """Every page, grey."""
        document = pypdfium2.PdfDocument(self.pdf)
        try:
            return [
                np.array(page.render(scale=dpi / 72, grayscale=True).to_numpy()).reshape(
                    round(page.get_height() * dpi / 72 + 0.499), -1
                )
                for page in document
            ]
        finally:
            document.close()


# Loading fonts costs more than setting a page, so compilers are kept, one a form.
@cache
def _fonts() -> typst.Fonts:
    if not (FONTS / "Tinos-Regular.ttf").is_file():
        # Typst would leave the text out and say nothing.
        raise FileNotFoundError("the letters are set in Tinos: install fonts-croscore")
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FONTS), *MORE_FONTS],
    )


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        str(_TEMPLATES / f"{template}.typ"), root=str(_TEMPLATES), font_paths=_fonts()
    )


def typeset(template: str, values: dict[str, Any]) -> Printed:
    compiler = _compiler(template)
    pdf = compiler.compile(
        format="pdf", sys_inputs={"data": json.dumps(values)}, timestamp=0, pdf_tags=False
    )
    if not isinstance(pdf, bytes):
        raise TypeError(template)
    slots = []
    for row in json.loads(compiler.query("<slot>", field="value")):
        box = (row["x"], row["y"], row["x"] + row["w"], row["y"] + row["h"])
        slots.append(Slot(row["name"], row["page"], box))
    return Printed(pdf, tuple(slots))
