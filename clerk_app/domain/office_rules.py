"""The kinds of rules that tell a workstation's files, hours, duties, accounts and flow."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from itertools import pairwise

from clerk_app.domain.rule import Bilingual, Rule, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule(Rule):
    """How a file is named.

    Attributes:
        longest: Letters of the name, the dot and what follows it among them.
        ascii_only: Letters A–Z, a–z and digits alone, before the one dot.
    """

    longest: int
    ascii_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRule(Rule):
    """How large a file, or a mail with all that hangs on it, may be, in bytes."""

    most_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatRule(Rule):
    """Which formats are exchanged.

    Attributes:
        allowed: What may stand behind the dot, in small letters; empty: the rule names none.
        signed: The one format of a digitally signed document, None where no rule says it.
    """

    allowed: tuple[str, ...] = ()
    signed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CharsetRule(Rule):
    """Which standard of letters a text keeps to."""

    charset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRules:
    """What is ruled of files; None where nothing is."""

    name: NameRule | None = None
    size: SizeRule | None = None
    formats: FormatRule | None = None
    mail: SizeRule | None = None
    charset: CharsetRule | None = None


Span = tuple[time, time]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """When the office is open, in local time.

    Attributes:
        weekdays: ISO numbers: 1 is Monday, 7 is Sunday.
        spans: From–to within a day, in order, apart from each other.
        sources: Empty where the office itself has set its hours.

    Raises:
        ValueError: No or doubled weekdays, or spans that are empty, overlap or run backwards.
    """

    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        days = set(self.weekdays)
        if not days or len(days) != len(self.weekdays) or not days <= set(range(1, 8)):
            raise ValueError("weekdays are numbers from 1 to 7, each once")
        if not self.spans or any(start >= end for start, end in self.spans):
            raise ValueError("a span of office hours ends after it begins")
        if any(former[1] > latter[0] for former, latter in pairwise(self.spans)):
            raise ValueError("spans of office hours overlap")


class DutyKind(StrEnum):
    """What a duty asks for."""

    CHECK = "check"  # look into the system for what has come
    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    BACKUP = "backup"
    REPORT = "report"
    OUTAGE = "outage"
    MAINTENANCE = "maintenance"
    DISCOVERY = "discovery"  # of a secret document in the system
    PASSWORD_LOST = "password-lost"  # noqa: S105 — a kind of duty
    ACCOUNT_LOCK = "account-lock"  # who leaves or moves


class Period(StrEnum):
    """How often a report is due."""

    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


class OutagePoint(StrEnum):
    """What a notice of an outage tells (QĐ 12/2014/QĐ-UBND, Điều 11, khoản 1)."""

    INCIDENT = "incident"
    PAUSED = "paused"
    RESTARTS = "restarts"
    INTERIM = "interim"
    ENTERING = "entering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Rule):
    """Something the clerk owes by day, period or event.

    Attributes:
        times: Check: local times of day at which she is reminded; empty: the office sets them.
        a_day: Check: how often a day at least.
        hours: Backup: no two are further apart than this many hours.
        period: Report: how often; None: on demand.
        to: Key of the organ or role that is told (`Profile.organ`), None where nobody is named.
        by: Key of the organ that owes it, None: this office; nobody here is reminded of another's.
        points: Outage: what the notice tells, in the rule's order, with the rule's words.
    """

    kind: DutyKind
    times: tuple[time, ...] = ()
    a_day: int | None = None
    hours: int | None = None
    period: Period | None = None
    to: str | None = None
    by: str | None = None
    points: tuple[tuple[OutagePoint, Bilingual], ...] = ()


class AccountForm(StrEnum):
    """How an account is named."""

    MAILBOX = "mailbox"  # as the official mailbox, before its @
    GIVEN_INITIALS_UNIT = "given-initials.unit"  # Nguyễn Văn An, STTTT: annv.stttt


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRule(Rule):
    """How the account of a person is named."""

    form: AccountForm


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRule(Rule):
    """Through whose hands a document goes, in order: (role, its name)."""

    steps: tuple[tuple[str, Bilingual], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MustSend(Rule):
    """What must go by the system.

    Attributes:
        types: Names of document types as `document.TYPES` has them; empty: no type of its own.
    """

    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingRule(Rule):
    """Who may say that what was found is no mark."""

    second_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryRule(Rule):
    """Who may destroy what was found secret afterwards.

    Attributes:
        second_person: Destruction takes another person's word than the finder's.
        many_a_day: From this many in one day on the leader is asked; 0: never.
    """

    second_person: bool
    many_a_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Superior:
    """An office or role that the rules name as somebody to tell; its name is a setting.

    Attributes:
        id: Key of the setting (`setting`) and of `Duty.to`.
        role: What it is to this office.
        name: Today's name as a proposal: offices were merged and renamed.
        former: The name that stands in the instrument, empty where it is today's.
    """

    id: str
    role: Bilingual
    name: str
    former: str
    sources: tuple[Source, ...]

    @property
    def setting(self) -> str:
        """The key under which the office sets the name."""
        return f"organ.{self.id}"
