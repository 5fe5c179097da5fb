"""Books as PDF, in the decree's own forms."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from clerk_app.application.office import BOOKS, Office
from clerk_app.core import copy_table, entry_table, journal_table, typesetting
from clerk_app.core.database import write
from clerk_app.core.settings import write_whole
from clerk_app.core.typesetting import BookLine
from clerk_app.domain.clock import now, screen_date
from clerk_app.domain.discovery import PlaceKind
from clerk_app.domain.document import DocumentCode
from clerk_app.domain.entry import LOCKED, Entry
from clerk_app.domain.journal import Act
from clerk_app.errors import InputFault

_ANCHOR = 16


@dataclass(frozen=True, slots=True)
class Span:
    """Which part of a book is printed; None is its beginning or end."""

    year: int
    first: int | None = None
    last: int | None = None
    volume: int = 1


@dataclass(frozen=True, slots=True)
class Volume:
    """A part of a book, ready to be set.

    Attributes:
        entries: How many lines it has.
    """

    content: typesetting.BookIn
    entries: int


def book_in(office: Office, span: Span, path: Path) -> int:
    """Print Sổ đăng ký văn bản đến (NĐ 30/2020, Phụ lục IV.VI) into a file; count its entries.

    Raises:
        InputFault: `span-wrong`, `export-inside-home`.
        MachineFault: `font-missing`, disk.
    """
    if office.home.holds(path):
        raise InputFault("export-inside-home")
    gathered = volume(office, span, final=True)
    write_copy(office, span, path, set_volume(gathered))
    return gathered.entries


def write_copy(office: Office, span: Span, path: Path, data: bytes) -> None:
    """Write a part of the book that was set into a file; the store remembers where it went.

    Raises:
        InputFault: `export-inside-home`.
        MachineFault: disk.
    """
    if office.home.holds(path):
        raise InputFault("export-inside-home")
    copy = copy_table.made(PlaceKind.BOOK, path, data, office.user, now())
    part = replace(copy, book=BOOKS[0], year=span.year, first=span.first, last=span.last)
    with write(office.database):
        copy_table.note(office.database, part)
    write_whole(path, data)


def volume(office: Office, span: Span, *, final: bool) -> Volume:
    """Gather a part of the incoming book.

    Args:
        final: It is to be printed or saved, not only shown: the journal tells of it, and its
            pages bear the journal's anchor.

    Raises:
        InputFault: `span-wrong`.
    """
    if span.first is not None and span.last is not None and span.first > span.last:
        raise InputFault("span-wrong")
    entries = entry_table.between(office.database, BOOKS[0], span.year, span.first or 1, span.last)
    moment = now()
    lines = tuple(line(entry) for entry in entries)
    days = [date.fromisoformat(each.arrival_date) for each in entries]
    content = typesetting.BookIn(
        parent_organ=office.parent,
        organ=office.name,
        year=span.year,
        number_first=lines[0].arrival_number if lines else "",
        number_last=lines[-1].arrival_number if lines else "",
        date_first=screen_date(min(days)) if days else "",
        date_last=screen_date(max(days)) if days else "",
        volume=str(span.volume),
        lines=lines,
        anchor=_anchor(office, span.year, entries) if final else "",
        printed_at=f"{screen_date(moment.date())} {moment:%H:%M}",
    )
    return Volume(content, len(entries))


def _anchor(office: Office, year: int, entries: list[Entry]) -> str:
    facts: dict[str, str | int | None] = {
        "book": BOOKS[0],
        "year": year,
        "first": entries[0].number if entries else None,
        "last": entries[-1].number if entries else None,
    }
    with write(office.database):
        record = journal_table.append(office.database, Act.PRINTED, office.user, now(), facts)
    return f"{record.seq}:{record.hash[:_ANCHOR]}"


def set_volume(gathered: Volume) -> bytes:
    """Set a volume as PDF; raises MachineFault `font-missing`, `typesetting-failed`."""
    return typesetting.book_in(gathered.content)


def line(entry: Entry) -> BookLine:
    """Give an entry as the ten columns of Phụ lục IV.VI."""
    code = DocumentCode(_text(entry, "code_number"), _text(entry, "code_notation"))
    named = [_text(entry, "type_name"), _text(entry, "subject")]
    if entry.hidden:
        named = ["đã khóa" if entry.status == LOCKED else "đã gỡ bỏ"]
    return BookLine(
        arrival_date=_day(entry.arrival_date),
        arrival_number=_number(entry.number),
        organ_name=_text(entry, "organ_name"),
        code=str(code),
        issued_date=_day(_text(entry, "issued_date")),
        subject=": ".join(each for each in named if each),
        to_places=_text(entry, "to_places"),
        transfer_date="",
        signature="",
        remarks="; ".join(each for each in _remarks(entry) if each),
    )


def _remarks(entry: Entry) -> list[str]:
    unscanned = entry.no_scan_reason if entry.sha256 is None else None
    return [_text(entry, "description"), f"Không số hóa: {unscanned}" if unscanned else ""]


def _text(entry: Entry, name: str) -> str:
    return str(entry.fields.get(name, ""))


def _day(iso: str) -> str:
    return screen_date(date.fromisoformat(iso)) if iso else ""


def _number(number: int | None) -> str:
    return f"{number:02}" if number is not None else ""
