"""Measures how well documents are read: `python -m tests.bench.reading [FOLDER]`.

A folder holds documents (PDF, PNG, JPEG), each with its ground truth NAME.json. Beside the
project's own reading stands plain `tesseract` over whole pages with one regex a field. The folder
may also be named by CLERK_CORPUS; without either, `../shared/corpus/real` is taken.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from clerk_app.core import reader
from clerk_app.core.image_files import read_image
from clerk_app.core.lexicon_file import known_wording
from clerk_app.core.ocr import Engine
from clerk_app.core.pdf_reader import read_pdf
from clerk_app.domain.document import authority
from clerk_app.domain.reading import FieldGuess, suggest
from clerk_app.domain.scanning import Page
from clerk_app.domain.text import nfc, tone_key

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

SURE = 0.9
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


@dataclass
class Tally:
    """Counts of one field over all documents."""

    known: int = 0
    found: int = 0
    exact: int = 0
    folded: int = 0
    sure_wrong: int = 0


@dataclass
class Outcome:
    """What one document gave."""

    name: str
    pages: int
    seconds: float
    plain_seconds: float
    own: Mapping[str, FieldGuess]
    plain: Mapping[str, str]
    truth: Mapping[str, Any] = field(default_factory=dict)


def folder_of(arguments: list[str]) -> Path:
    """Find the folder with documents and ground truth."""
    if arguments:
        return Path(arguments[0])
    root = os.environ.get("CLERK_CORPUS")
    beside = Path(__file__).resolve().parents[3] / "shared" / "corpus"
    return (Path(root) if root else beside) / "real"


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


def read(path: Path) -> Outcome:
    """Read one document both ways."""
    truth = json.loads(path.read_text("utf-8"))
    pages = list(pages_of(path, truth))
    begin = time.perf_counter()
    texts = [reader.read_page(engine(), page) for page in pages]
    guesses = suggest(texts, len(pages), known_wording()).fields
    middle = time.perf_counter()
    plain = plain_fields([plain_text(page) for page in pages])
    end = time.perf_counter()
    name = path.stem
    return Outcome(name, len(pages), middle - begin, end - middle, guesses, plain, expected(truth))


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


def same(value: Any, truth: Any, fold: bool) -> bool:
    """Compare a read value with the truth; absent equals absent."""
    if isinstance(truth, list):
        return (
            isinstance(value, list)
            and len(value) == len(truth)
            and all(same(a, b, fold) for a, b in zip(value, truth, strict=True))
        )
    if value is None or truth is None:
        return value is None and truth is None
    if fold:
        return tone_key(str(value)).rstrip(" .;") == tone_key(str(truth)).rstrip(" .;")
    return nfc(str(value)) == nfc(str(truth))


def tally(outcomes: list[Outcome], plain: bool) -> dict[str, Tally]:
    """Count hits by field."""
    counts = {name: Tally() for name in TRUTH}
    for outcome in outcomes:
        for name, count in counts.items():
            truth = outcome.truth.get(name)
            guess = outcome.own.get(name)
            value: Any = outcome.plain.get(name) if plain else guess.value if guess else None
            right = same(value, truth, fold=True)
            count.known += 1
            count.found += value is not None
            count.exact += same(value, truth, fold=False)
            count.folded += right
            count.sure_wrong += bool(not plain and guess and guess.confidence >= SURE and not right)
    return counts


def table(outcomes: list[Outcome]) -> str:
    """Lay out the figures, ours beside the plain way."""
    own, plain = tally(outcomes, plain=False), tally(outcomes, plain=True)
    head = (
        f"{'field':<18} {'of':>4} | {'exact':>5} {'folded':>6} {'found':>5} {'sure but wrong':>14}"
    )
    lines = [f"{head} | plain: {'exact':>5} {'folded':>6} {'found':>5}"]
    for name, count in own.items():
        other = plain[name]
        lines.append(
            f"{name:<18} {count.known:>4} | {count.exact:>5} {count.folded:>6} {count.found:>5}"
            f" {count.sure_wrong:>14} |        {other.exact:>5} {other.folded:>6} {other.found:>5}"
        )
    pages = max(1, sum(one.pages for one in outcomes))
    ours, theirs = (sum(getattr(o, k) for o in outcomes) for k in ("seconds", "plain_seconds"))
    lines.append(f"seconds a page: {ours / pages:.2f}, plain {theirs / pages:.2f} ({pages} pages)")
    return "\n".join(lines)


def misses(outcomes: list[Outcome]) -> Iterator[str]:
    """Tell every field that was read wrong."""
    for one in outcomes:
        for name, truth in one.truth.items():
            guess = one.own.get(name)
            value = guess.value if guess else None
            if not same(value, truth, fold=True):
                sure = f"{guess.confidence:.2f}" if guess else "-"
                yield f"{one.name} {name} {sure}\n    read  {value}\n    truth {truth}"


def main() -> int:
    """Read all documents of a folder and print the table."""
    arguments = [one for one in sys.argv[1:] if not one.startswith("-")]
    folder = folder_of(arguments)
    truths = sorted(folder.glob("*.json"))
    if not truths:
        print(f"no documents with ground truth in {folder}", file=sys.stderr)
        return 4
    with ProcessPoolExecutor(2) as processes:
        outcomes = list(processes.map(read, truths))
    if "--misses" in sys.argv:
        print("\n".join(misses(outcomes)))
    print(table(outcomes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
