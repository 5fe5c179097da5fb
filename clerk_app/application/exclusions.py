"""What the gate stopped and what persons ruled, as a list for the inspector; without content."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clerk_app.application.office import Office
from clerk_app.core import journal_table, typesetting
from clerk_app.core.database import write
from clerk_app.core.settings import write_whole
from clerk_app.domain.clock import now, screen_date
from clerk_app.domain.journal import Act, Record
from clerk_app.errors import InputFault

ACTS = (Act.EXCLUDED, Act.DOUBTED, Act.RULED, Act.DISCARDED, Act.SOURCE_DELETED)
COLUMNS = ("at", "by", "act", "category", "level", "pages", "kept", "reason", "second")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list.

    Attributes:
        seq: Its link in the journal's chain.
        at: ISO 8601 with zone.
        by: Account of the person.
        act: `excluded`, `doubted`, `ruled`, `discarded` or `source-deleted`.
        category: The profile's category, None where none was named.
        pages: How many pages were in hand; of `source-deleted` how many files.
        kept: How many of them had been kept before, and were destroyed.
        reason: Of a ruling.
        second: Whoever signed with her.
    """

    seq: int
    at: str
    by: str
    act: str
    category: str | None
    level: str | None
    pages: int
    kept: int
    reason: str | None
    second: str | None


def listed(office: Office, year: int | None = None) -> list[Line]:
    """Give the lines, oldest first; of one year, or of all."""
    return [_line(record) for record in journal_table.of_acts(office.database, ACTS, year)]


def save(office: Office, lines: Sequence[Line], year: int | None, path: Path) -> None:
    """Write the list into a `.csv` or `.pdf`; the journal tells of it.

    Raises:
        InputFault: `list-format`, `export-inside-home`.
        MachineFault: `font-missing`, disk.
    """
    if path.suffix.lower() not in (".csv", ".pdf"):
        raise InputFault("list-format", file=path.name)
    if office.home.holds(path):
        raise InputFault("export-inside-home")
    data = as_csv(lines) if path.suffix.lower() == ".csv" else as_pdf(office, lines, year)
    facts: dict[str, str | int | None] = {"list": "exclusions", "year": year, "lines": len(lines)}
    with write(office.database):
        journal_table.append(office.database, Act.EXPORTED, office.user, now(), facts)
        write_whole(path, data)


def as_csv(lines: Sequence[Line]) -> bytes:
    """Write the list as a table that a spreadsheet opens: UTF-8 with its mark, commas."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_safe(getattr(line, name)) for name in COLUMNS] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def as_pdf(office: Office, lines: Sequence[Line], year: int | None) -> bytes:
    """Set the list for printing."""
    moment = now()
    return typesetting.typeset(
        "exclusions",
        {
            "parent_organ": office.parent,
            "organ": office.name,
            "year": "" if year is None else str(year),
            "printed_at": f"{screen_date(moment.date())} {moment:%H:%M}",
            "lines": [_printed(office, line) for line in lines],
        },
    )


def _printed(office: Office, line: Line) -> list[str]:
    at = datetime.fromisoformat(line.at)
    labels = {each.id: each.label.vi for each in office.profile.categories}
    known = labels.get(line.category or "", line.category or "")
    what = " ".join(text for text in (known, line.level) if text)
    pages = f"{line.pages} ({line.kept})" if line.kept else str(line.pages)
    why = line.reason or ""
    if line.second:
        why = f"{why} (người thứ hai: {line.second})"
    return [f"{screen_date(at.date())} {at:%H:%M}", line.by, _WORDS[line.act], what, pages, why]


_WORDS = {
    "excluded": "Loại trừ",
    "doubted": "Nghi ngờ, không số hóa",
    "ruled": "Phán quyết: không phải dấu",
    "discarded": "Hủy văn bản dài dở dang",
    "source-deleted": "Xóa tệp nguồn",
}


def _line(record: Record) -> Line:
    facts = record.facts
    told = {name: facts.get(name) for name in ("category", "level", "reason", "second")}
    pages = facts.get("pages", facts.get("files", 0))
    return Line(
        record.seq,
        record.at,
        record.by,
        record.act,
        pages=int(pages or 0),
        kept=int(facts.get("kept") or 0),
        **{name: None if value is None else str(value) for name, value in told.items()},
    )


def _safe(value: object) -> object:
    """Keep a spreadsheet from taking a typed reason for a formula."""
    if isinstance(value, str) and value[:1] in "=+-@\t\r":
        return f"'{value}"
    return "" if value is None else value
