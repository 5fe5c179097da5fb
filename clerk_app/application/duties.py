"""The duties of the day: what is due, its doing, and the notice of an outage."""

from dataclasses import dataclass
from pathlib import Path

from clerk_app.application.office import Office
from clerk_app.core import duty_table, journal_table, series_table, session_table, typesetting
from clerk_app.core.database import store_faults, write
from clerk_app.core.settings import write_whole
from clerk_app.domain import duty as behaviour
from clerk_app.domain.clock import now
from clerk_app.domain.duty import Past, Reminder
from clerk_app.domain.journal import Act
from clerk_app.domain.office_rules import Duty, DutyKind
from clerk_app.domain.outage import POINTS, Outage
from clerk_app.domain.rule import Source
from clerk_app.errors import InputFault

HEAD, USERS = "Người đứng đầu cơ quan", "Những người sử dụng hệ thống"
"""Whom a notice of an outage is for in any case (QĐ 12/2014/QĐ-UBND, Điều 11, khoản 1)."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of an outage as it is printed.

    Attributes:
        to: Whom it is for: the organs that the rules name, else the head; and the users.
        points: Heading and text of each point, in the rule's order.
        sources: Where the rule stands; empty where the profile has none.
    """

    to: tuple[str, ...]
    points: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


def reminders(office: Office) -> list[Reminder]:
    """Give what is due now and not yet done."""
    duties = office.profile.duties
    if not duties:
        return []
    moment = now()
    with store_faults():
        past = Past(
            journal_table.begun(office.database) or moment,
            session_table.current(office.database) is not None,
            duty_table.done(office.database),
            duty_table.last(office.database),
        )
        return behaviour.reminders(duties, office.calendar, moment, past)


def do(office: Office, reminder: Reminder) -> list[Reminder]:
    """Note that a duty was done; give what is due after it."""
    moment, name = now(), reminder.duty.id
    with write(office.database):
        user = office.user
        duty_table.insert(office.database, name, reminder.key, user, moment)
        facts: dict[str, str | int | None] = {"duty": name, "due": reminder.key}
        journal_table.append(office.database, Act.DUTY_DONE, user, moment, facts)
    return reminders(office)


def notice(office: Office, outage: Outage) -> Notice:
    """Word a notice by the profile's rule; raises InputFault as `Outage.check`."""
    outage.check()
    duties = office.profile.duties_of(DutyKind.OUTAGE)
    worded = next((each for each in duties if each.points), None)
    headings = {point: words.vi for point, words in worded.points} if worded else dict(POINTS)
    told = outage.told()
    named = dict.fromkeys(_organ(office, each) for each in duties if each.to)
    return Notice(
        (*(named or (HEAD,)), USERS),
        tuple((heading, told[point]) for point, heading in headings.items()),
        worded.sources if worded else (),
    )


def outage_sources(office: Office) -> tuple[Source, ...]:
    """Give where the rule of the notice stands; empty where the profile has none."""
    duties = office.profile.duties_of(DutyKind.OUTAGE)
    return tuple(source for each in duties if each.points for source in each.sources)


def print_notice(office: Office, outage: Outage, path: Path) -> Notice:
    """Print the notice of an outage into a file; the journal tells that there was one.

    Raises:
        InputFault: `export-inside-home`, and as `Outage.check`.
        MachineFault: `font-missing`, disk.
    """
    if office.home.holds(path):
        raise InputFault("export-inside-home")
    worded, moment = notice(office, outage), now()
    sheet = typesetting.OutageNotice(
        parent_organ=office.parent,
        organ=office.name,
        station=office.station,
        day=f"ngày {moment:%d} tháng {moment:%m} năm {moment:%Y}",
        to=worded.to,
        points=worded.points,
        sources="; ".join(map(str, worded.sources)),
        by=office.user,
    )
    data = typesetting.outage_notice(sheet)
    facts: dict[str, str | int | None] = {
        "from": outage.since.isoformat(),
        "until": outage.until.isoformat() if outage.until else None,
    }
    with write(office.database):
        journal_table.append(office.database, Act.NOTICED, office.user, moment, facts)
    write_whole(path, data)
    return worded


def _organ(office: Office, duty: Duty) -> str:
    """Name the organ that is told: as the office has set it, else as the rules propose."""
    known = {each.id: each for each in office.profile.organs}
    organ = known.get(duty.to or "")
    if organ is None:
        return duty.to or ""
    return series_table.setting(office.database, organ.setting) or organ.name
