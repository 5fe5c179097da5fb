"""`register` and `attach`: files or facts become entries."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from clerk_app.application import capture, contacts, declaring, office, prefill, registration
from clerk_app.application.capture import Seen
from clerk_app.application.office import Office
from clerk_app.application.registration import Request, Scan
from clerk_app.commands import intake, shapes
from clerk_app.commands.intake import Intake
from clerk_app.commands.parts import DONE, EXCLUDED, Parts, worst
from clerk_app.domain.entry import Entry
from clerk_app.domain.gate import Doubtful, Excluded
from clerk_app.domain.pile import PileDocument
from clerk_app.domain.reading import Reading
from clerk_app.errors import InputFault, Refused
from clerk_app.pool import Pool
from ui.gate_words import say


def register(parts: Parts) -> int:
    """Run `clerk register BOOK …`."""
    options = parts.options
    book = office.need_book(options.book)
    if options.files and options.no_scan is not None:
        raise InputFault("files-and-no-scan")
    if not options.files and options.no_scan is None:
        raise InputFault("files-missing")
    if options.files:
        _need_declaration(parts)
    registration.check(_request(parts, book, None))
    with parts.open_office() as opened:
        if options.no_scan is not None:
            return _enter(parts, opened, _request(parts, book, None), None)
        return _register_files(parts, opened, book)


def attach(parts: Parts) -> int:
    """Run `clerk attach ENTRY FILE...`."""
    options = parts.options
    if not options.files:
        raise InputFault("files-missing")
    _need_declaration(parts)
    with parts.open_office() as opened:
        registration.find(opened, options.entry)
        taken = _take_in(parts, opened, whole=True, one=True)
        if isinstance(taken.verdict, Excluded | Doubtful):
            return _stopped(parts, opened, taken.verdict, taken.bearing)
        scan = _scan(parts, taken, taken.documents[0])
        entry, warnings = registration.attach(opened, options.entry, scan)
        _tell(parts, entry, warnings)
        return DONE


def _register_files(parts: Parts, opened: Office, book: str) -> int:
    options = parts.options
    began = time.monotonic()
    taken = _take_in(parts, opened, whole=options.yes, one=options.one_document)
    if not options.yes:
        return _preview(parts, opened, taken, began)
    if isinstance(taken.verdict, Excluded | Doubtful):
        return _stopped(parts, opened, taken.verdict, taken.bearing)
    _need_split(parts, taken)
    statuses = []
    readings = intake.readings(taken, contacts.directory(opened).organs)
    for document, reading in zip(taken.documents, readings, strict=True):
        request = _request(parts, book, reading)
        known = declaring.remark(opened.profile, taken.cleared.declaration)
        request = replace(request, read={**request.read, **known})
        statuses.append(_enter(parts, opened, request, _scan(parts, taken, document)))
    return worst(statuses)


def _preview(parts: Parts, opened: Office, taken: Intake, began: float) -> int:
    """Print what `extract` prints; nothing is stored but the record of an exclusion."""
    shape = intake.extracted(" ".join(parts.options.files), taken, began)
    if isinstance(taken.verdict, Excluded | Doubtful):
        capture.note(opened, taken.verdict)
        parts.tell(shape, lambda: shapes.in_words(shape, parts.lang))
        _say_rule(parts, opened, taken.verdict, taken.bearing)
        return EXCLUDED
    _need_split(parts, taken)
    parts.tell(shape, lambda: shapes.in_words(shape, parts.lang))
    parts.remark(parts.word("not-stored"))
    return DONE


def _take_in(parts: Parts, opened: Office, *, whole: bool, one: bool) -> Intake:
    options = parts.options
    declaration = declaring.declared(
        opened.profile, options.declare, options.level, opened.user, sheets=options.sheets
    )
    readers = Pool(capture.open_reader)
    try:
        paths = [Path(name) for name in options.files]
        return intake.take_in(readers, paths, declaration, whole=whole, one=one)
    finally:
        readers.close()


def _need_declaration(parts: Parts) -> None:
    """The clerk says what the paper is not before anything is read."""
    if parts.options.declare is None:
        raise InputFault("declaration-missing")


def _need_split(parts: Parts, taken: Intake) -> None:
    if len(taken.documents) > 1 and not parts.options.split:
        raise InputFault("several-documents", count=len(taken.documents))


def _request(parts: Parts, book: str, reading: Reading | None) -> Request:
    options = parts.options
    return Request(
        book,
        prefill.fields(reading) if reading else {},
        options.set,
        prefill.unsure(reading) if reading else (),
        options.no_scan,
        options.duplicate_of,
        options.reason,
    )


def _scan(parts: Parts, taken: Intake, document: PileDocument) -> Scan:
    paths = [Path(name) for name in parts.options.files]
    own: list[Seen] = list(taken.seen)
    source = capture.source_hash(paths, document, len(taken.documents) == 1)
    cleared = capture.part(taken.cleared, document)
    return Scan(cleared, prefill.page_texts(document, own), source, taken.remarks)


def _enter(parts: Parts, opened: Office, request: Request, scan: Scan | None) -> int:
    try:
        entry, warnings = registration.register(opened, request, scan)
    except Refused as error:
        if error.code != "duplicate":
            raise
        shape = shapes.registered(None, "duplicate", [])
        shape["duplicate_of"] = error.detail["entry"]
        parts.tell(shape, lambda: parts.word("duplicate"))
        return parts.complain(error)
    _tell(parts, entry, warnings)
    return DONE


def _tell(parts: Parts, entry: Entry, warnings: list[str]) -> None:
    shape = shapes.registered(entry, entry.status, warnings)
    parts.tell(shape, lambda: shapes.entry_in_words(entry, parts.lang))
    if not parts.options.json:
        for key in warnings:
            parts.remark(f"  ! {parts.warning(key)}")


def _stopped(
    parts: Parts, opened: Office, verdict: Excluded | Doubtful, bearing: Sequence[Path]
) -> int:
    capture.note(opened, verdict)
    status = "doubtful" if isinstance(verdict, Doubtful) else "excluded"
    parts.tell(shapes.registered(None, status, []), lambda: parts.word(status))
    _say_rule(parts, opened, verdict, bearing)
    return EXCLUDED


def _say_rule(
    parts: Parts, opened: Office, verdict: Excluded | Doubtful, bearing: Sequence[Path]
) -> None:
    """Say what the rule is, whose it is, what to do with the paper, and where its file lies."""
    told = verdict.finding if isinstance(verdict, Doubtful) else verdict
    category = opened.profile.category(told.category)
    level = f" {told.level}" if told.level else ""
    sources = "; ".join(f"{each.instrument}, {each.article}" for each in category.sources)
    label, rule = (getattr(words, parts.lang) for words in (category.label, category.rule))
    parts.remark(f"{label}{level}. {rule} ({sources})")
    parts.remark(say("source-left", parts.lang, files=", ".join(map(str, bearing))))
