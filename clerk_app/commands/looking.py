"""`entries`, `show`, `export`, `book`, `books` and `audit`: what stands in the store."""

import os
from dataclasses import asdict
from functools import partial
from pathlib import Path

from clerk_app.application import audit, exporting, lookup, office, places, printing
from clerk_app.application.places import Happening
from clerk_app.application.printing import Span
from clerk_app.commands import shapes
from clerk_app.commands.parts import DONE, FAILED, Parts
from clerk_app.domain.register import Kept, Series
from clerk_app.errors import InputFault
from ui import labels, place_words
from ui.session_words import say_in


def entries(parts: Parts) -> int:
    """Run `clerk entries BOOK`."""
    options = parts.options
    book = office.need_book(options.book)
    with parts.open_office() as opened:
        found = lookup.listed(opened, book, options.year, options.find or "", options.limit)
        for entry in found:
            parts.tell(entry.plain(), partial(shapes.entry_in_words, entry, parts.lang))
    return DONE


def show(parts: Parts) -> int:
    """Run `clerk show ENTRY`."""
    with parts.open_office() as opened:
        entry = lookup.one(opened, parts.options.entry)
        lookup.viewed(opened, entry)
    names = [name for name in labels.FIELDS if name in entry.fields]
    lines = [shapes.entry_in_words(entry, parts.lang)]
    lines += [f"  {labels.field(name, parts.lang)}: {entry.fields[name]}" for name in names]
    parts.tell(entry.plain(), lambda: "\n".join(lines))
    return DONE


def export(parts: Parts) -> int:
    """Run `clerk export ENTRY -o FILE`, or `-o DIR/`: named and parted by the profile's rules."""
    path = Path(parts.options.output)
    if parts.options.output.endswith(("/", os.sep)) or path.is_dir():
        return _export_by_rule(parts, path)
    with parts.open_office() as opened:
        entry = lookup.export(opened, parts.options.entry, path)
        lookup.viewed(opened, entry)
        size = opened.profile.files.size
    shape = {"entry": entry.place, "file": parts.options.output, "sha256": entry.sha256}
    parts.tell(shape, lambda: f"{parts.word('exported')}: {path}")
    if size is not None and path.stat().st_size > size.most_bytes:
        limit, source = size.most_bytes >> 20, "; ".join(map(str, size.sources))
        parts.remark(say_in("larger-than-rule", parts.lang, limit=limit, source=source))
    return DONE


def _export_by_rule(parts: Parts, folder: Path) -> int:
    with parts.open_office() as opened:
        done = exporting.to_folder(opened, parts.options.entry, folder)
        lookup.viewed(opened, done.entry)
    files = [str(file) for file in done.files]
    sources = [str(each) for each in done.sources]
    shape: shapes.Shape = {
        "entry": done.entry.place,
        "file": files[0],
        "files": files,
        "sha256": done.entry.sha256,
        "sources": sources,
    }
    parts.tell(shape, lambda: "\n".join(f"{parts.word('exported')}: {file}" for file in files))
    if len(files) > 1:
        source = "; ".join(sources)
        parts.remark(say_in("exported-parts", parts.lang, count=len(files), source=source))
    return DONE


def history(parts: Parts) -> int:
    """Run `clerk history ENTRY`: its versions, and what the journal tells of it."""
    with parts.open_office() as opened:
        entry = lookup.one(opened, parts.options.entry)
        versions = lookup.versions(opened, entry)
        happenings = places.history(opened, entry)
    shape: shapes.Shape = {
        "entry": entry.place,
        "id": entry.id,
        "versions": [
            {
                "version": each.number,
                "at": each.at,
                "by": each.by,
                "reason": each.reason,
                "sha256": each.sha256,
                "fields": each.fields,
            }
            for each in versions
        ],
        "journal": [asdict(each) for each in happenings],
    }
    lines = [f"{each.at}  {each.by}  {_deed(each, parts.lang)}" for each in happenings]
    parts.tell(shape, lambda: "\n".join([shapes.entry_in_words(entry, parts.lang), *lines]))
    return DONE


def _deed(happening: Happening, lang: str) -> str:
    """Say what was done, as the window does, with the version it made."""
    version = f" ({happening.version})" if happening.version else ""
    return f"{place_words.deed(happening.act, lang)}{version}"


def book(parts: Parts) -> int:
    """Run `clerk book BOOK --year Y -o FILE.pdf`."""
    options = parts.options
    office.need_book(options.book)
    path = Path(options.output)
    span = Span(options.year, options.first, options.last, options.volume)
    with parts.open_office() as opened:
        count = printing.book_in(opened, span, path)
    shape = {"book": options.book, "year": options.year, "entries": count, "file": options.output}
    parts.tell(shape, lambda: f"{parts.word('printed')}: {count}. {path}")
    return DONE


def books(parts: Parts) -> int:
    """Run `clerk books`."""
    with parts.open_office() as opened:
        for series in office.books(opened):
            shape = _series(series, parts.lang)
            parts.tell(shape, partial(_series_in_words, series, parts))
    return DONE


def set_book(parts: Parts) -> int:
    """Run `clerk books set BOOK --kept … [--start N]`."""
    options = parts.options
    name = office.need_book(options.book)
    if options.kept is not None and options.kept != Kept.HELD:
        raise InputFault("kept-not-yet")
    with parts.open_office() as opened:
        if options.start is not None:
            office.start_book(opened, name, options.start)
    return books(parts)


def audit_verify(parts: Parts) -> int:
    """Run `clerk audit verify`."""
    anchor = Path(parts.options.anchor) if parts.options.anchor else None
    with parts.open_office() as opened:
        report = audit.verify(opened, anchor)
    seq, link = report.head
    shape = {"ok": report.clean, **asdict(report), "head": {"seq": seq, "hash": link}}
    if report.clean:
        verdict = parts.word("audit-clean")
    elif report.first_broken is not None:
        verdict = f"{parts.word('audit-broken')} {report.first_broken}"
    else:
        verdict = "\n".join(str(problem) for problem in report.problems)
    counts = (
        f"{report.records} {parts.word('records')}, {report.entries} {parts.word('entries')}, "
        f"{report.files} {parts.word('files')}, {parts.word('head')} {seq}:{link[:16]}"
    )
    parts.tell(shape, lambda: f"{verdict} {counts}")
    return DONE if report.clean else FAILED


def _series(series: Series, lang: str) -> shapes.Shape:
    return {
        "book": series.book,
        "title": labels.word(series.book, lang),
        "year": series.year,
        "kept": series.kept.value,
        "start": series.start,
        "last": None if series.untouched else series.last,
        "next": series.next_number,
    }


def _series_in_words(series: Series, parts: Parts) -> str:
    last = "–" if series.untouched else series.last
    return (
        f"{series.book}/{series.year}  {parts.word(series.book)}: {parts.word(series.kept)}, "
        f"{parts.word('last-number')} {last}, {parts.word('next-number')} {series.next_number}"
    )
