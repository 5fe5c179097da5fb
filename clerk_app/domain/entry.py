"""An entry (one line of a register): the fields of Phụ lục VI, drafts and their validation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from clerk_app.domain.classification import UrgencyLevel
from clerk_app.domain.clock import parse_date
from clerk_app.domain.guess import FieldValue
from clerk_app.domain.text import nfc, search_key
from clerk_app.errors import InputFault, Refused

Fields = dict[str, FieldValue]
REGISTERED, WAITING = "registered", "waiting-for-number"
LOCKED, REMOVED = "locked", "removed"  # found secret afterwards: nothing of it is shown

# NĐ 30/2020, Phụ lục VI, II.1 (lengths), and beyond it what a page tells (no length by law).
LENGTHS: Mapping[str, int] = {
    "type_name": 100,
    "code_number": 11,
    "code_notation": 30,
    "issued_date": 10,
    "organ_name": 200,
    "subject": 500,
    "language": 30,
    "page_amount": 3,
    "signer_position": 100,
    "signer_full_name": 50,
    "description": 500,
    "to_places": 1000,
    "due_date": 10,
    "recipients": 4000,
    "parent_organ_name": 200,
    "place": 100,
    "signing_authority": 10,
    "priority": 12,
}
ARRIVAL_DATE = "arrival_date"
_DATES = {"issued_date", "due_date"}
_TOLD = ("organ_name", "code_number", "subject")  # one of them must be known
_EXPECTED = ("code_number", "code_notation", "issued_date", "organ_name", "subject", "type_name")


@dataclass(frozen=True, slots=True)
class Entry:
    """One registered document.

    Attributes:
        id: Made once, never changes.
        number: None while it waits for one.
        status: `registered`, `waiting-for-number`, `locked` or `removed`.
        sha256: Of the stored PDF/A; None without a scan.
        no_scan_reason: Why nothing was digitised, where that is so.
        arrived_at: When it was entered, by the clock (ISO 8601).
        received_at: The legal time of receipt where a rule of the office makes one.
    """

    id: str
    book: str
    year: int
    number: int | None
    status: str
    arrival_date: str
    fields: Fields
    version: int
    sha256: str | None = None
    no_scan_reason: str | None = None
    arrived_at: str = ""
    received_at: str | None = None

    @property
    def place(self) -> str:
        """Name it as people do, `in/2026/1046`; its id while it has no number."""
        return f"{self.book}/{self.year}/{self.number}" if self.number else self.id

    @property
    def hidden(self) -> bool:
        """Whether number and status are all that may be shown."""
        return self.status in (LOCKED, REMOVED)

    def bare(self) -> "Entry":
        """Give what may be shown of it."""
        if not self.hidden:
            return self
        return replace(self, fields={}, sha256=None, no_scan_reason=None)

    def plain(self) -> dict[str, object]:
        """Give the shape that `entries` and `show` print."""
        return {
            "entry": self.place,
            "id": self.id,
            "number": self.number,
            "status": self.status,
            "arrival_date": self.arrival_date,
            "sha256": self.sha256,
            "arrived_at": self.arrived_at,
            "received_at": self.received_at,
            **self.fields,
        }


@dataclass(frozen=True, slots=True)
class Version:
    """How an entry stood from a moment on.

    Attributes:
        at: ISO 8601.
        reason: Why it was changed, where one was asked for.
        sha256: Of the PDF/A it had; None without a scan.
    """

    number: int
    at: str
    by: str
    reason: str | None
    fields: Fields
    sha256: str | None


def need_shown(entry: Entry) -> None:
    """Refuse what would show or change a hidden entry; raises `entry-locked`, `entry-removed`."""
    if entry.status == LOCKED:
        raise Refused("entry-locked", entry=entry.place)
    if entry.status == REMOVED:
        raise Refused("entry-removed", entry=entry.place)


def parse_setting(text: str) -> tuple[str, FieldValue]:
    """Read one `name=value` as the clerk typed it.

    Raises:
        InputFault: `field-unknown`, `field-value`, `field-too-long`, `setting-form`.
    """
    name, equals, value = text.partition("=")
    name, value = name.strip(), nfc(value).strip()
    if not equals:
        raise InputFault("setting-form", given=name)
    if name != ARRIVAL_DATE and name not in LENGTHS:
        raise InputFault("field-unknown", field=name)
    return name, _checked(name, value)


def _checked(name: str, value: str) -> FieldValue:
    if name in _DATES or name == ARRIVAL_DATE:
        try:
            return parse_date(value).isoformat()
        except ValueError:
            raise InputFault("field-value", field=name) from None
    if name == "priority":
        return _priority(value)
    if name == "page_amount":
        if not value.isdigit() or not 1 <= int(value) <= 999:
            raise InputFault("field-value", field=name)
        return int(value)
    if len(value) > LENGTHS[name]:
        raise InputFault("field-too-long", field=name, limit=LENGTHS[name])
    if name == "recipients":
        return [part.strip() for part in value.split(";") if part.strip()]
    return value


def _priority(value: str) -> str:
    for level in UrgencyLevel:
        if search_key(level) == search_key(value):
            return level
    raise InputFault("field-value", field="priority")


def missing(fields: Fields) -> list[str]:
    """Name the usual fields that are empty, for a warning."""
    return [name for name in _EXPECTED if not fields.get(name)]


def validate(fields: Fields, arrival: date, today: date) -> list[str]:
    """Check a draft before a number is spent; give warnings.

    Raises:
        InputFault: `nothing-known`, `arrival-in-future`.
    """
    if not any(fields.get(name) for name in _TOLD):
        raise InputFault("nothing-known")
    if arrival > today:
        raise InputFault("arrival-in-future")
    warnings = [f"missing:{name}" for name in missing(fields)]
    issued = fields.get("issued_date")
    if isinstance(issued, str) and date.fromisoformat(issued) > arrival:
        warnings.append("arrival-before-issue")
    warnings += [
        f"too-long:{name}"
        for name, value in fields.items()
        if isinstance(value, str) and len(value) > LENGTHS.get(name, len(value))
    ]
    return warnings
