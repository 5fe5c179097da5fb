"""Reads each kind of rule from its table of a profile file, and refuses what contradicts."""

from datetime import time
from typing import Final, TypedDict

from clerk_app.domain.classification import NO_EXCLUSION, SECRECY, SecrecyLevel
from clerk_app.domain.document import TYPES
from clerk_app.domain.office_rules import (
    AccountForm,
    AccountRule,
    CharsetRule,
    DiscoveryRule,
    Duty,
    DutyKind,
    FlowRule,
    FormatRule,
    MustSend,
    NameRule,
    OfficeHours,
    OutagePoint,
    Period,
    RulingRule,
    SizeRule,
    Superior,
)
from clerk_app.domain.profile_table import Table
from clerk_app.domain.regulation import (
    MIN_DPI,
    Book,
    BookKind,
    Effect,
    ExclusionCategory,
    Scanning,
)
from clerk_app.domain.rule import Bilingual, Rule, Source

MOST_DPI: Final = 1200
NAME_LENGTHS: Final = (10, 255)
FILE_BYTES: Final = (100_000, 2_000_000_000)
MOST_SHEETS: Final = 1000
MOST_CHECKS: Final = 24
MOST_HOURS: Final = 168  # a week between two backups
_OF_KIND: Final = {
    DutyKind.CHECK: {"times", "a_day"},
    DutyKind.BACKUP: {"hours"},
    DutyKind.REPORT: {"period"},
    DutyKind.OUTAGE: {"points"},
}


class Told(TypedDict):
    """What every rule says, as its table had it."""

    id: str
    label: Bilingual
    text: Bilingual
    sources: tuple[Source, ...]
    precaution: bool


def told(table: Table, name: str | None = None) -> Told:
    """Take what every rule says.

    Args:
        name: The id of a rule of which there is one; None: the table gives it.
    """
    return Told(
        id=table.name("id") if name is None else name,
        label=table.words("label"),
        text=table.words("text"),
        sources=table.sources(),
        precaution=table.take("precaution", bool, False),
    )


def category(table: Table) -> ExclusionCategory:
    """Read an exclusion category."""
    rule = told(table)
    effect = table.one_of("effect", Effect)
    partial = effect is Effect.PARTIAL
    for key, allowed in (
        ("feed", partial),
        ("part", partial),
        ("secret_book", effect is Effect.EXCLUDED),
    ):
        if key in table and not allowed:
            raise table.fault("contradiction", key, other="effect")
    found = ExclusionCategory(
        **rule,
        effect=effect,
        levels=table.several_of("levels", SecrecyLevel),
        feed=table.number("feed", 1, MOST_SHEETS) if "feed" in table else None,
        part=table.words("part") if partial else None,
        secret_book=table.take("secret_book", bool, False),
    )
    if found.id == NO_EXCLUSION:
        raise table.fault("invalid", "id")
    if found.id == SECRECY and (effect, len(set(found.levels))) != (Effect.EXCLUDED, 3):
        raise table.fault("contradiction", "effect", other="id")
    return found


def book(table: Table) -> Book:
    """Read a kind of register."""
    return Book(**told(table), kind=table.one_of("kind", BookKind))


def scanning(table: Table) -> Scanning:
    """Read how a paper is digitised; nothing may go below the decree."""
    found = Scanning(
        **told(table, "scanning"),
        min_dpi=table.number("min_dpi", MIN_DPI, MOST_DPI),
        colour=table.take("colour", bool),
        file_format=table.text("file_format"),
    )
    if not found.colour:
        raise table.fault("invalid", "colour")
    return found


def file_name(table: Table) -> NameRule:
    """Read how a file is named."""
    return NameRule(
        **told(table, "name"),
        longest=table.number("longest", *NAME_LENGTHS),
        ascii_only=table.take("ascii_only", bool),
    )


def size(table: Table, name: str = "size") -> SizeRule:
    """Read how large something may be."""
    return SizeRule(**told(table, name), most_bytes=table.number("most_bytes", *FILE_BYTES))


def mail(table: Table) -> SizeRule:
    """Read how large a mail may be."""
    return size(table, "mail")


def formats(table: Table) -> FormatRule:
    """Read which formats are exchanged."""
    found = FormatRule(
        **told(table, "formats"),
        allowed=table.texts("allowed"),
        signed=table.text("signed") if "signed" in table else None,
    )
    if found.signed and found.allowed and found.signed not in found.allowed:
        raise table.fault("contradiction", "signed", other="allowed")
    return found


def charset(table: Table) -> CharsetRule:
    """Read the standard of letters."""
    return CharsetRule(**told(table, "charset"), charset=table.text("charset"))


def hours(table: Table) -> OfficeHours:
    """Read office hours; raises `profile-hours` where they overlap or run backwards."""
    days, spans = table.take("weekdays", list), table.take("spans", list)
    sources = table.sources()
    if not all(type(each) is int for each in days):
        raise table.fault("hours", "weekdays")
    if not all(isinstance(each, list) and list(map(type, each)) == [time] * 2 for each in spans):
        raise table.fault("hours", "spans")
    try:
        return OfficeHours(
            weekdays=tuple(days),
            spans=tuple((start, end) for start, end in spans),
            sources=sources,
        )
    except ValueError:
        raise table.fault("hours", "spans") from None


def duty(table: Table) -> Duty:
    """Read a duty; what belongs to another kind of duty is a contradiction."""
    rule, kind = told(table), table.one_of("kind", DutyKind)
    own = _OF_KIND.get(kind, set())
    for key in set().union(*_OF_KIND.values()) - own:
        if key in table:
            raise table.fault("contradiction", key, other="kind")
    found = Duty(
        **rule,
        kind=kind,
        times=table.times("times"),
        a_day=table.number("a_day", 1, MOST_CHECKS) if "a_day" in table else None,
        hours=table.number("hours", 1, MOST_HOURS) if "hours" in table else None,
        period=table.one_of("period", Period) if "period" in table else None,
        to=table.name("to") if "to" in table else None,
        by=table.name("by") if "by" in table else None,
        points=_points(table),
    )
    if kind is DutyKind.CHECK and not (found.times or found.a_day):
        raise table.fault("key-missing", "a_day")
    if found.times and len(found.times) < (found.a_day or 0):
        raise table.fault("contradiction", "times", other="a_day")
    return found


def _points(table: Table) -> tuple[tuple[OutagePoint, Bilingual], ...]:
    found = []
    for inner in table.tables("points"):
        found.append((inner.one_of("id", OutagePoint), inner.words("label")))
        inner.close()
    if found and sorted(each for each, _ in found) != sorted(OutagePoint):
        raise table.fault("invalid", "points")
    return tuple(found)


def account(table: Table) -> AccountRule:
    """Read how accounts are named."""
    return AccountRule(**told(table, "account"), form=table.one_of("form", AccountForm))


def flow(table: Table, name: str) -> FlowRule:
    """Read through whose hands a document goes."""
    steps = []
    rule = told(table, name)
    for inner in table.tables("steps"):
        steps.append((inner.name("role"), inner.words("label")))
        inner.close()
    if len(steps) < 2:
        raise table.fault("invalid", "steps")
    return FlowRule(**rule, steps=tuple(steps))


def incoming(table: Table) -> FlowRule:
    """Read the flow of what comes in."""
    return flow(table, "incoming")


def outgoing(table: Table) -> FlowRule:
    """Read the flow of what goes out."""
    return flow(table, "outgoing")


def must_send(table: Table) -> MustSend:
    """Read what must go by the system."""
    found = MustSend(**told(table), types=table.texts("types"))
    known = [each.name for each in TYPES]
    if not set(found.types) <= set(known):
        raise table.fault("value-unknown", "types", known=", ".join(known))
    return found


def rulings(table: Table) -> RulingRule:
    """Read who may say that a find is no mark."""
    return RulingRule(**told(table, "rulings"), second_person=table.take("second_person", bool))


def discovery(table: Table) -> DiscoveryRule:
    """Read who may destroy what was found afterwards."""
    return DiscoveryRule(
        **told(table, "discovery"),
        second_person=table.take("second_person", bool),
        many_a_day=table.number("many_a_day", 0, MOST_SHEETS),
    )


def superior(table: Table) -> Superior:
    """Read an office that the rules name."""
    return Superior(
        id=table.name("id"),
        role=table.words("role"),
        name=table.text("name"),
        former=table.text("former", ""),
        sources=table.sources(),
    )


def plain(table: Table) -> Rule:
    """Read a rule that says only what every rule says."""
    return Rule(**told(table))


def receipt(table: Table) -> Rule:
    """Read the rule that outside office hours counts as the start of the next."""
    return Rule(**told(table, "receipt"))
