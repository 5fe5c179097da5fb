"""The JSON shapes of the contract (docs/command-line.md), and the same in words."""

from collections.abc import Sequence

from clerk_app.domain.entry import Entry
from clerk_app.domain.gate import Doubtful, Excluded, Finding
from clerk_app.domain.guess import FieldGuess
from clerk_app.domain.pile import PileDocument
from clerk_app.domain.reading import Mark, Reading
from clerk_app.domain.scanning import Box
from ui import labels

Shape = dict[str, object]
_PLACES = 4


def box(place: Box) -> list[float]:
    """Give a box as left, top, right, bottom."""
    return [round(float(side), _PLACES) for side in place]


def guess(field: FieldGuess) -> Shape:
    """Give a field as read; where neighbouring words put it right, the original too."""
    told: Shape = {
        "value": field.value,
        "confidence": round(field.confidence, 3),
        "page": field.page,
        "box": box(field.box),
        "alternatives": list(field.alternatives),
        "handwritten": field.handwritten,
    }
    if field.corrected_from is not None:
        told["corrected_from"] = field.corrected_from
    return told


def mark(seen: Mark) -> Shape:
    """Give a stamp."""
    return {
        "kind": seen.kind,
        "text": seen.text,
        "confidence": round(seen.confidence, 3),
        "page": seen.page,
        "box": box(seen.box),
    }


def document(pages: PileDocument, reading: Reading) -> Shape:
    """Give one document of a file."""
    return {
        "pages": list(pages.pages),
        "blank_pages": list(pages.blank_pages),
        "fields": {name: guess(field) for name, field in reading.fields.items()},
        "marks": [mark(each) for each in reading.marks],
    }


def stopped(verdict: Excluded | Doubtful) -> Shape:
    """Give an exclusion or a doubt: no field, no text."""
    finding = verdict.finding
    told = verdict.finding if isinstance(verdict, Doubtful) else verdict
    return {
        "category": told.category,
        "level": told.level.value if told.level else None,
        "doubtful": isinstance(verdict, Doubtful),
        "page": finding.page if finding else None,
        "box": box(finding.box) if finding else None,
    }


def finding(found: Finding) -> Shape:
    """Give one finding of `check`."""
    return {
        "category": found.category,
        "level": found.level.value if found.level else None,
        "page": found.page,
        "box": box(found.box),
        "confidence": round(found.confidence, 3),
    }


def registered(entry: Entry | None, status: str, warnings: Sequence[str]) -> Shape:
    """Give what `register` and `attach` say."""
    return {
        "entry": entry.place if entry else None,
        "id": entry.id if entry else None,
        "number": entry.number if entry else None,
        "status": status,
        "sha256": entry.sha256 if entry else None,
        "warnings": list(warnings),
    }


def in_words(shape: Shape, lang: str) -> str:
    """Say what `extract` found, a field a line."""
    lines = [f"{shape['file']}: {shape['pages']} {labels.word('pages', lang)}"]
    excluded = shape["excluded"]
    if isinstance(excluded, dict):
        status = labels.word("doubtful" if excluded["doubtful"] else "excluded", lang)
        lines.append(f"  {status}: {excluded['category']} {excluded['level'] or ''}".rstrip())
    documents = shape["documents"]
    for each in documents if isinstance(documents, list) else []:
        numbers = ", ".join(map(str, each["pages"]))
        lines.append(f"  {labels.word('document', lang)} ({labels.word('page', lang)} {numbers})")
        for name, field in each["fields"].items():
            value = field["value"]
            text = "; ".join(value) if isinstance(value, list) else value
            lines.append(f"    {labels.field(name, lang)}: {text} ({field['confidence']:.2f})")
    return "\n".join(lines)


def entry_in_words(entry: Entry, lang: str) -> str:
    """Say an entry in one line; of a hidden one its number and status."""
    if entry.hidden:
        return f"{entry.place}  {labels.word(entry.status, lang)}"
    said = [
        str(entry.fields[name])
        for name in ("organ_name", "code_number", "code_notation", "issued_date", "subject")
        if entry.fields.get(name)
    ]
    scan = "" if entry.sha256 else f" [{labels.word('no-scan', lang)}]"
    return f"{entry.place}  {' · '.join(said)}{scan}"
