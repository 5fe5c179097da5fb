"""The structure checks see each fault put into a good file."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from clerk_app.core.pdf_checks import check
from tests.helpers.pdf_made import (
    made_file,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_file(tmp_path_factory.mktemp("pdf"))


@dataclass
class Opened:
    root: pikepdf.Object
    page: pikepdf.Object
    font: pikepdf.Object
    pdf: pikepdf.Pdf


def without(item: pikepdf.Object, key: str) -> None:
    del item[key]


def image(opened: Opened, **changed: object) -> None:
    for key, value in changed.items():
        opened.page.Resources.XObject.I0[f"/{key}"] = value


def acting(opened: Opened) -> None:
    opened.root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")


def attaching(opened: Opened) -> None:
    opened.pdf.attachments["a.txt"] = b"a"


EDITS: dict[str, tuple[str, Callable[[Opened], object]]] = {
    "no intent": ("output intent", lambda it: without(it.root, "/OutputIntents")),
    "no packet": ("XMP", lambda it: without(it.root, "/Metadata")),
    "title": ("/Title differs", lambda it: it.pdf.docinfo.update({"/Title": "other"})),
    "date": ("/ModDate", lambda it: it.pdf.docinfo.update({"/ModDate": "D:20200101"})),
    "script": ("script", acting),
    "attachment": ("embedded file", attaching),
    "font file": (
        "not embedded",
        lambda it: without(it.font.DescendantFonts[0].FontDescriptor, "/FontFile2"),
    ),
    "no map": ("Unicode", lambda it: without(it.font, "/ToUnicode")),
    "size": ("size", lambda it: it.page.update({"/MediaBox": pikepdf.Array([0, 0, 1, 1])})),
    "low": ("dpi", lambda it: image(it, Width=100)),
    "soft": ("soft mask", lambda it: image(it, SMask=it.page.Resources.XObject.I1)),
    "group": ("transparency", lambda it: it.page.update({"/Group": pikepdf.Dictionary()})),
}


@pytest.mark.parametrize("name", EDITS)
def test_the_checks_see_each_fault(made: Path, name: str) -> None:
    told, edit = EDITS[name]
    with pikepdf.open(made) as pdf:
        page = pdf.pages[0].obj
        edit(Opened(pdf.Root, page, page.Resources.Font.F0, pdf))
        out = io.BytesIO()
        pdf.save(out)
    assert told in " | ".join(check(out.getvalue()))


def test_the_checks_see_encryption(made: Path) -> None:
    with pikepdf.open(made) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "encrypted" in check(out.getvalue())


def test_the_checks_see_a_bad_shell(made: Path) -> None:
    data = made.read_bytes()
    assert "header" in check(data.replace(b"%PDF-1.7", b"%PDF-2.0", 1))[0]
    assert "end" in check(data + b"more")[0]
