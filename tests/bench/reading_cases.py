"""Documents with ground truth, and the plain way: tesseract and one pattern a field."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from clerk_app.core.image_files import read_image
from clerk_app.core.ocr import Engine
from clerk_app.core.pdf_reader import read_pdf
from clerk_app.domain.document import authority
from clerk_app.domain.scanning import Page
from clerk_app.domain.text import nfc

TRUTH = {
    "type_name": "type_name",
    "code_number": "number",
    "code_notation": "notation",
    "issued_date": "issued_date",
    "place": "place",
    "organ_name": "issuing_organ",
    "parent_organ_name": "parent_organ",
    "subject": "subject",
    "signer_full_name": "signer_name",
    "signer_position": "signer_position",
    "signing_authority": "signing_authority",
    "recipients": "recipients",
    "priority": "priority",
}
"""Our field names and the ground truth's."""

_ABOUT = re.compile(r"^\s*(?:v/v|về việc)\s+", re.IGNORECASE)

PLAIN = {
    "code_number": r"Số\s*:?\s*(\d+[A-Za-z]?)\s*/",
    "code_notation": r"Số\s*:?[^/\n]*/\s*([A-ZĐ][\wĐđ]*(?:-[\wĐđ]+)+)",
    "issued_date": r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})",
    "place": r"([A-ZĐ][^\n,]*),\s*ngày",
    "organ_name": r"^([^\n]*?)\s+CỘNG H",
    "subject": r"(?:V/v|Về việc)\s+(.+?)(?:\n\n|Kính gửi)",
    "signer_full_name": r"^([A-ZĐ][a-zà-ỹ]+(?: [A-ZĐ][a-zà-ỹ]*){1,4})\s*$",
    "type_name": r"^\s*(QUYẾT ĐỊNH|THÔNG BÁO|BÁO CÁO|KẾ HOẠCH|TỜ TRÌNH|CHỈ THỊ|GIẤY MỜI)\s*$",
}


def expected(truth: Mapping[str, Any]) -> dict[str, Any]:
    """Give the ground truth under our field names, as `extract` would print it."""
    values = {name: truth.get(key, truth.get(name)) for name, key in TRUTH.items()}
    if values["type_name"]:
        values["type_name"] = nfc(str(values["type_name"])).capitalize()
    else:
        values["type_name"] = truth.get("extra", {}).get("type_inferred", "Công văn")
    if values["subject"]:
        values["subject"] = _ABOUT.sub("", nfc(values["subject"]))
    if values["signing_authority"] is None:
        over = truth.get("extra", {}).get("signer_authority_lines") or []
        marks = [authority(line)[0] for line in [values["signer_position"] or "", *over]]
        values["signing_authority"] = next((mark for mark in reversed(marks) if mark), None)
    return values


@cache
def engine() -> Engine:
    """Give this process's engine."""
    return Engine()


def pages_of(truth_file: Path, truth: Mapping[str, Any]) -> Iterator[Page]:
    """Give the pages of the document that a ground truth describes, numbered as in its file.

    A document of several images is NAME.png, NAME-2.png, NAME-3.png …
    """
    first = truth_file.parent / truth["file"]
    span = truth.get("extra", {}).get("document_page_range") or [1, 100_000]
    if first.suffix.lower() == ".pdf":
        pages: Iterable[Page] = read_pdf(first)
    else:
        more = sorted(
            first.parent.glob(f"{first.stem}-[0-9]*{first.suffix}"),
            key=lambda path: int(path.stem.rpartition("-")[2]),
        )
        pages = (page for path in [first, *more] for page in read_image(path))
    for number, page in enumerate(pages, 1):
        if span[0] <= number <= span[1]:
            yield page.numbered(number)


def plain_text(page: Page) -> str:
    """Read a page as anybody would: tesseract over the whole of it."""
    with tempfile.NamedTemporaryFile(suffix=".image") as file:
        file.write(page.encoded)
        file.flush()
        command = ["tesseract", file.name, "stdout", "-l", "vie", "--psm", "3"]
        command += ["--dpi", str(round(page.dpi))]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, capture_output=True, check=True, env=environment)
    return nfc(done.stdout.decode("utf-8"))


def plain_fields(texts: list[str]) -> dict[str, str]:
    """Take the fields from plain text, one regex each."""
    found: dict[str, str] = {}
    for name, pattern in PLAIN.items():
        text = "\n".join(texts) if name.startswith("signer") else texts[0]
        how = re.MULTILINE | re.DOTALL if name == "subject" else re.MULTILINE
        hits = list(re.finditer(pattern, text, how))
        hit = hits[-1 if name.startswith("signer") else 0] if hits else None
        if not hit:
            continue
        value = " ".join(hit[1].split())
        if name == "issued_date":
            value = f"{int(hit[3]):04}-{int(hit[2]):02}-{int(hit[1]):02}"
        found[name] = value.capitalize() if name == "type_name" else value
    found.setdefault("type_name", "Công văn")
    return found
