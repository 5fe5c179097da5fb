"""A secret document found in the store: hidden on one clerk's word, destroyed on a second's."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from clerk_app.application import session
from clerk_app.application.office import Office
from clerk_app.core import (
    backup_file,
    copy_table,
    discovery_sheet,
    entry_table,
    journal_table,
    purge_table,
    removal,
    vault,
)
from clerk_app.core.database import scrub, write
from clerk_app.core.discovery_sheet import DiscoverySheet
from clerk_app.core.settings import write_whole
from clerk_app.domain.clock import now
from clerk_app.domain.discovery import (
    NAME_LENGTH,
    Place,
    PlaceKind,
    PlaceState,
    Tombstone,
    checked_reason,
    same_person,
)
from clerk_app.domain.entry import LOCKED, REMOVED, Entry, need_shown
from clerk_app.domain.journal import Act
from clerk_app.domain.office_rules import DutyKind
from clerk_app.domain.people import Person, Role
from clerk_app.domain.text import nfc
from clerk_app.errors import InputFault, MachineFault, Refused

MANY_A_DAY = 3  # where the profile does not say
_TRIED_AGAIN = (PlaceKind.BACKUP, PlaceKind.STORE)


@dataclass(frozen=True, slots=True)
class Second:
    """The second person's word.

    Attributes:
        password: Hers; asked for where the workstation knows its people.
    """

    name: str
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Purged:
    """What was done.

    Attributes:
        today: How many were destroyed this day, this one counted.
        many: It is so many that the leader must know.
    """

    entry: Entry
    stone: Tombstone
    today: int
    many: bool


def lock(office: Office, name: str) -> Entry:
    """Hide an entry everywhere and stop what was to be sent of it, on one clerk's word.

    Raises:
        InputFault: `entry-unknown`.
        Refused: `entry-removed`.
    """
    with write(office.database):
        found = find(office, name)
        if found.status == LOCKED:
            return found
        need_shown(found)
        purge_table.lock(office.database, found.id)
        _journal(office, Act.LOCKED, found)
    return find(office, found.id)


def release(office: Office, name: str, second: Second | None) -> Entry:
    """Show an entry again that was locked in error; takes the second person, too.

    Raises:
        InputFault: `entry-unknown`, `second-missing`.
        Refused: `entry-removed`; as `purge`.
    """
    found = find(office, name)
    if found.status == REMOVED:
        raise Refused("entry-removed", entry=found.place)
    word = _second(office, second, asked=True)
    with write(office.database):
        found = find(office, name)
        if found.status == LOCKED:
            purge_table.release(office.database, found.id)
            _journal(office, Act.RELEASED, found, second=word)
    return find(office, found.id)


def leaders(office: Office) -> list[Person]:
    """Give those whose word destroys; nobody where the workstation knows no people."""
    found = session.people(office)
    return [each for each in found if each.role is Role.LEADER and not each.locked_at]


def knows_people(office: Office) -> bool:
    """Whether the second person signs with her account instead of being named."""
    return bool(session.people(office))


def purge(office: Office, name: str, reason: str, second: Second | None) -> Purged:
    """Destroy every copy of an entry's document within reach; its number stays.

    Called for an entry that is removed already it finishes what was left, and tries again what
    could not be reached.

    Args:
        reason: Stays when the document is gone, so it may not tell of it.
        second: The leader; may be left out where the profile asks for none.

    Raises:
        InputFault: `entry-unknown`, `reason-missing`, `reason-tells`, `second-missing`.
        Refused: `same-person`, `role-wrong`, `password-wrong`, …: nothing was destroyed.
        MachineFault: disk or store: what was destroyed stays so, the rest is done by calling again.
    """
    found = find(office, name)
    whole = entry_table.whole(office.database, found.id) or found
    reason = checked_reason(reason, whole.fields)
    before = len(purge_table.set_on(office.database, now().date()))
    done = found.status == REMOVED
    today = before if done else before + 1
    rule = office.profile.discovery
    limit = rule.many_a_day if rule else MANY_A_DAY
    many = 0 < limit <= today
    word = _second(office, second, asked=many or rule is None or rule.second_person)
    stone = purge_table.tombstone(office.database, found.id) if done else None
    if stone is None:
        stone = _destroy(office, whole, reason, word)
    stone = _clear(office, stone)
    return Purged(find(office, found.id), stone, today, many)


def check_report(office: Office, path: Path) -> None:
    """See that the report can be written before anything is destroyed.

    Raises:
        InputFault: `export-inside-home`.
        MachineFault: `folder-not-writable`.
    """
    if office.home.holds(path):
        raise InputFault("export-inside-home")
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise MachineFault("folder-not-writable", path=str(path))


def write_report(office: Office, purged: Purged, path: Path) -> None:
    """Write the content-free report to the head of the office (QĐ 146/QĐ-SDL, Điều 11, khoản 5).

    Raises:
        InputFault: `export-inside-home`.
        MachineFault: `font-missing`, disk.
    """
    check_report(office, path)
    sheet = DiscoverySheet(
        office.parent,
        office.name,
        office.station,
        purged.entry.place,
        sources(office),
        purged.today if purged.many else 0,
    )
    write_whole(path, discovery_sheet.report(sheet, purged.stone))


def sources(office: Office) -> tuple[str, ...]:
    """Name where the duty to report and remove stands, the office's own rule first."""
    rules = [*office.profile.duties_of(DutyKind.DISCOVERY), office.profile.discovery]
    found = [str(source) for rule in rules if rule for source in rule.sources]
    return tuple(dict.fromkeys(found))


def _second(office: Office, second: Second | None, *, asked: bool) -> str:
    """Give the second person's name once her word is good; empty where none is asked for."""
    name = nfc(second.name).strip()[:NAME_LENGTH] if second else ""
    if not second or not name:
        if asked:
            raise InputFault("second-missing")
        return ""
    if same_person(name, office.user) or same_person(name, office.account):
        raise Refused("same-person", name=name)
    if not knows_people(office):
        return name
    return session.second(office, name, second.password, Role.LEADER).name


def _destroy(office: Office, found: Entry, reason: str, second: str) -> Tombstone:
    """Destroy what the database holds, keys and salts first of all; the files are opaque after."""
    moment = now()
    with write(office.database):
        copies = copy_table.of_entry(office.database, found)
        files = [("copy", *removal.copy_row(each, found)) for each in copies]
        places = tuple(removal.places(office.database, found))
        vaulted = purge_table.destroy(office.database, found.id)
        for copy in copies:
            copy_table.forget(office.database, copy.path)
        left = (*(("vault", name) for name in vaulted), *files)
        at = moment.isoformat()
        stone = Tombstone(found.id, at, office.user, second, reason, places, left)
        purge_table.insert(office.database, stone)
        _journal(office, Act.PURGED, found, second=second, copies=len(copies))
    return stone


def _clear(office: Office, stone: Tombstone) -> Tombstone:
    """Remove the files, rewrite the backups, write the database anew; then note what is left."""
    places = [each for each in stone.places if each.kind not in _TRIED_AGAIN]
    for what, *rest in stone.left_over:
        if what == "vault":
            vault.drop_named(office.home, rest[0])
        else:
            places.append(removal.removed(*rest))
    backup_file.forget_copy(office.home)
    places += removal.rewritten(office.home, office.database, office.database_key, stone)
    unswept = Place(PlaceKind.STORE, PlaceState.UNREACHABLE)
    _note(office, stone.cleared([*places, unswept]))
    if not scrub(office.database):  # somebody reads: the log still has what was there before
        return stone.cleared([*places, unswept])
    cleared = stone.cleared(places)
    _note(office, cleared)
    return cleared


def _note(office: Office, stone: Tombstone) -> None:
    with write(office.database):
        purge_table.insert(office.database, stone)


def find(office: Office, name: str) -> Entry:
    """Find an entry by place or id; raises InputFault `entry-unknown`."""
    found = entry_table.find(office.database, name)
    if found is None:
        raise InputFault("entry-unknown", entry=name)
    return found


def _journal(office: Office, act: Act, found: Entry, **more: str | int | None) -> None:
    journal_table.append(office.database, act, office.user, now(), removal.facts(found, **more))
