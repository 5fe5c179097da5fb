"""A draft becomes an entry: number, record, PDF/A, outbox and journal, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from clerk_app.application.office import Office
from clerk_app.core import draft_table, entry_table, ledger, pdf, vault
from clerk_app.core.ledger import Entering, Filing
from clerk_app.domain.clock import now
from clerk_app.domain.draft import Built, Draft
from clerk_app.domain.duty import legal_receipt
from clerk_app.domain.entry import (
    ARRIVAL_DATE,
    Entry,
    Fields,
    need_shown,
    parse_setting,
    validate,
)
from clerk_app.domain.gate import Cleared
from clerk_app.domain.reading import PageText
from clerk_app.errors import InputFault, Refused

PAGE_LEAST_DPI = 200  # NĐ 30/2020, Phụ lục I, Phần II, Mục I


@dataclass(frozen=True, slots=True)
class Scan:
    """A cleared document and what was read on it.

    Attributes:
        source_sha256: Of what was given.
        remarks: What was given besides pages and is not kept.
    """

    cleared: Cleared
    texts: Sequence[PageText]
    source_sha256: str
    remarks: Sequence[str] = ()

    @property
    def plain(self) -> str:
        """Everything read, for search."""
        return " ".join(word.text for text in self.texts for word in text.words)

    @property
    def warnings(self) -> list[str]:
        """What the stored pages fall short of."""
        worst = min(page.dpi for page in self.cleared.pages)
        low = ["below-200-dpi"] if worst < PAGE_LEAST_DPI - 2 else []
        return [*low, *self.remarks]


@dataclass(frozen=True, slots=True)
class Request:
    """What the clerk confirmed.

    Attributes:
        settings: `name=value` as typed; they stand over what was read.
        unsure: Fields as read that a person must still look at.
        duplicate_of: The entry she knows this to double, with her reason.
    """

    book: str
    read: Fields
    settings: Sequence[str] = ()
    unsure: Sequence[str] = ()
    no_scan_reason: str | None = None
    duplicate_of: str | None = None
    reason: str | None = None


def check(request: Request) -> None:
    """Look at what was typed before anything long begins; raises InputFault."""
    _confirmed(request)
    if request.duplicate_of and not (request.reason or "").strip():
        raise InputFault("reason-missing")
    if request.no_scan_reason is not None and not request.no_scan_reason.strip():
        raise InputFault("reason-missing")


def register(office: Office, request: Request, scan: Scan | None) -> tuple[Entry, list[str]]:
    """Enter a document; give its entry and warnings in words' keys.

    Raises:
        InputFault: a typed value is wrong, or nothing is known of the document.
        Refused: `duplicate`: no number was spent.
        MachineFault: disk or store; nothing half-written stays.
    """
    check(request)
    entering, warnings = _entering(office, request)
    if request.duplicate_of is None:
        _refuse_known(office, entering.fields, scan)
    if scan is None:
        return ledger.enter(office.database, entering), warnings
    filing = _keep(office, scan, entering.at)
    try:
        entry = ledger.enter(office.database, replace(entering, filing=filing))
    except BaseException:
        vault.drop(office.home, filing.kept)
        raise
    return entry, warnings + scan.warnings


def register_draft(
    office: Office,
    draft: Draft,
    built: Built,
    *,
    twin: str | None = None,
    reason: str | None = None,
) -> tuple[Entry, list[str]]:
    """Enter a draft as the form holds it; the draft and its page files are gone after.

    Args:
        twin: The entry that the clerk knows it to double, with her reason.

    Raises:
        as `register`.
    """
    request = Request("in", draft.fields, duplicate_of=twin, reason=reason)
    check(request)
    entering, warnings = _entering(office, request)
    pages = draft_table.files(office.database, draft.id)
    kept = vault.keep(office.home, built.cleared, built.data)
    filing = Filing(kept, built.source_sha256, built.text)
    try:
        entry = ledger.enter(office.database, replace(entering, filing=filing, draft=draft.id))
    except BaseException:
        vault.drop(office.home, kept)
        raise
    for page in pages:
        vault.drop(office.home, page)
    return entry, warnings


def attach(office: Office, name: str, scan: Scan) -> tuple[Entry, list[str]]:
    """Give an entry without a scan its scan.

    Raises:
        InputFault: `entry-unknown`.
        Refused: `scan-present`, `duplicate`.
    """
    found = find(office, name)
    need_shown(found)
    if found.sha256:
        raise Refused("scan-present", entry=found.place)
    moment = now()
    fields: Fields = {**found.fields, "page_amount": len(scan.cleared.pages)}
    arrival = date.fromisoformat(found.arrival_date)
    filing = _keep(office, scan, moment)
    entering = Entering(found.book, arrival, fields, office.user, moment, filing)
    try:
        entry = ledger.attach(office.database, found, entering)
    except BaseException:
        vault.drop(office.home, filing.kept)
        raise
    return entry, scan.warnings


def find(office: Office, name: str) -> Entry:
    """Find an entry by place or id; raises InputFault `entry-unknown`."""
    found = entry_table.find(office.database, name)
    if found is None:
        raise InputFault("entry-unknown", entry=name)
    return found


def _confirmed(request: Request) -> tuple[Fields, date | None]:
    fields = dict(request.read)
    arrival = None
    for text in request.settings:
        name, value = parse_setting(text)
        if name == ARRIVAL_DATE:
            arrival = date.fromisoformat(str(value))
        elif value in ("", []):
            fields.pop(name, None)
        else:
            fields[name] = value
    return fields, arrival


def _entering(office: Office, request: Request) -> tuple[Entering, list[str]]:
    """Give what is to be entered, without its scan, and what is to be warned of."""
    moment = now()
    fields, arrival = _confirmed(request)
    ruled = office.profile.receipt is not None and arrival is None
    received = legal_receipt(moment, office.calendar) if ruled else None
    day = arrival or (received or moment).date()
    warnings = validate(fields, day, max(moment, received or moment).date())
    typed = {text.partition("=")[0].strip() for text in request.settings}
    warnings += [f"unsure:{name}" for name in request.unsure if name not in typed]
    twin = find(office, request.duplicate_of) if request.duplicate_of else None
    entering = Entering(
        request.book,
        day,
        fields,
        office.user,
        moment,
        no_scan_reason=request.no_scan_reason,
        duplicate_of=twin.id if twin else None,
        reason=request.reason,
        received=received,
    )
    return entering, warnings


def _refuse_known(office: Office, fields: Fields, scan: Scan | None) -> None:
    """Tell a duplicate before the work of making its PDF; the transaction looks again."""
    source = scan.source_sha256 if scan else None
    twin = entry_table.duplicate_of(office.database, fields, source)
    if twin:
        raise Refused("duplicate", entry=twin.place)


def _keep(office: Office, scan: Scan, moment: datetime) -> Filing:
    conversion = pdf.Conversion(moment, office.name, office.station)
    data = pdf.make(scan.cleared, scan.texts, conversion)
    return Filing(vault.keep(office.home, scan.cleared, data), scan.source_sha256, scan.plain)
