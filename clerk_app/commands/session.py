"""`people`, `sign-in`, `sign-out`, `duties`, `notice outage`: who works here, what is owed."""

import getpass
import sys
from functools import partial
from pathlib import Path

from clerk_app.application import duties, session
from clerk_app.application.office import Office
from clerk_app.commands.parts import DONE, Parts
from clerk_app.commands.shapes import Shape
from clerk_app.domain.clock import now
from clerk_app.domain.duty import Reminder
from clerk_app.domain.outage import Outage, parse_moment
from clerk_app.domain.people import Person, Role, Session
from clerk_app.errors import InputFault
from ui import session_words


def people(parts: Parts) -> int:
    """Run `clerk people`."""
    with parts.open_office() as opened:
        for person in session.people(opened):
            parts.tell(_person(person), partial(_person_in_words, person, parts))
    return DONE


def people_add(parts: Parts) -> int:
    """Run `clerk people add [NAME] --role … [--full-name …]`; the password is read last."""
    options = parts.options
    with parts.open_office() as opened:
        name = _account(opened, parts)
        password = None if options.no_password else _password(parts, name)
        person = Person(name, options.full_name or "", Role(options.role))
        made = session.add_person(opened, person, password)
    shape = _person(made)
    parts.tell(shape, lambda: f"{_say(parts, 'person-added')}: {_person_in_words(made, parts)}")
    if options.name and made.name != options.name.strip().lower():
        parts.remark(_say(parts, "name-given", name=made.name))
    return DONE


def people_password(parts: Parts) -> int:
    """Run `clerk people password NAME`."""
    with parts.open_office() as opened:
        found = session.need_person(opened, parts.options.name)
        password = None if parts.options.no_password else _password(parts, found.name)
        changed = session.set_password(opened, found.name, password)
    parts.tell(_person(changed), partial(_person_in_words, changed, parts))
    return DONE


def people_lock(parts: Parts) -> int:
    """Run `clerk people lock NAME`."""
    with parts.open_office() as opened:
        locked = session.lock_person(opened, parts.options.name)
    parts.tell(_person(locked), partial(_person_in_words, locked, parts))
    return DONE


def sign_in(parts: Parts) -> int:
    """Run `clerk sign-in [--server URL] [--user NAME]`."""
    options = parts.options
    if options.server is not None:
        session.need_server(options.server)
    with parts.open_office() as opened:
        asked = session.needs_password(opened, options.user)
        password = _password(parts, options.user or opened.account) if asked else None
        begun = session.sign_in(opened, options.user, password)
    parts.tell(_session(begun), lambda: f"{_say(parts, 'signed-in')}: {begun.user}, {begun.since}")
    return DONE


def sign_out(parts: Parts) -> int:
    """Run `clerk sign-out`; nobody signed in is no error."""
    with parts.open_office() as opened:
        ended = session.sign_out(opened)
    word = "signed-out" if ended else "nobody-signed-in"
    who = f": {ended.user}, {ended.until}" if ended else ""
    parts.tell(_session(ended), lambda: _say(parts, word) + who)
    return DONE


def list_duties(parts: Parts) -> int:
    """Run `clerk duties`: what is due now."""
    with parts.open_office() as opened:
        _tell_due(parts, duties.reminders(opened))
    return DONE


def duty_done(parts: Parts) -> int:
    """Run `clerk duties done DUTY`; prints what is still due."""
    name = parts.options.duty
    with parts.open_office() as opened:
        found = [each for each in duties.reminders(opened) if each.duty.id == name]
        if not found:
            raise InputFault("duty-not-due", duty=name)
        left: list[Reminder] = []
        for each in found:
            left = duties.do(opened, each)
        _tell_due(parts, left)
    return DONE


def notice_outage(parts: Parts) -> int:
    """Run `clerk notice outage --from … [--until …] --what … -o FILE.pdf`."""
    options, moment = parts.options, now()
    outage = Outage(
        options.what,
        parse_moment(options.since, moment),
        parse_moment(options.until, moment) if options.until else None,
        options.interim or "",
        options.entering or "",
    )
    path = Path(options.output)
    with parts.open_office() as opened:
        printed = duties.print_notice(opened, outage, path)
    shape: Shape = {
        "file": options.output,
        "from": outage.since.isoformat(),
        "until": outage.until.isoformat() if outage.until else None,
        "to": list(printed.to),
        "points": [{"heading": heading, "text": text} for heading, text in printed.points],
        "sources": [str(each) for each in printed.sources],
    }
    parts.tell(shape, lambda: f"{_say(parts, 'notice-printed')}: {path}")
    return DONE


def _account(opened: Office, parts: Parts) -> str:
    """Give the account's name: the one typed, or what the profile's form makes of the name."""
    options = parts.options
    given = (options.name or "").strip()
    if given and "@" not in given:
        return str(given)
    if not given and not options.full_name:
        raise InputFault("name-empty")
    return session.proposed_name(opened, options.full_name or "", options.unit or "", given)


def _password(parts: Parts, name: str) -> str | None:
    """Read a password: unseen from the terminal, else one line of standard input."""
    if sys.stdin.isatty():
        typed = getpass.getpass(_say(parts, "password-of", name=name))
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    return typed or None


def _tell_due(parts: Parts, due: list[Reminder]) -> None:
    for each in due:
        shape: Shape = {
            "duty": each.duty.id,
            "kind": each.duty.kind.value,
            "due": each.due.isoformat(),
            "period": each.period or None,
            "label": getattr(each.duty.label, parts.lang),
            "sources": [str(source) for source in each.duty.sources],
        }
        parts.tell(shape, partial(session_words.reminder, each, parts.lang))
    if not due and not parts.options.json:
        parts.remark(_say(parts, "nothing-due"))


def _person(person: Person) -> Shape:
    return {
        "name": person.name,
        "full_name": person.full_name,
        "role": person.role.value,
        "locked_at": person.locked_at,
        "has_password": person.has_password,
    }


def _person_in_words(person: Person, parts: Parts) -> str:
    told = [person.shown, _say(parts, person.role.value)]
    if person.locked_at:
        told.append(_say(parts, "locked-since", day=person.locked_at[:10]))
    if not person.has_password:
        told.append(_say(parts, "no-password"))
    return " · ".join(told)


def _session(found: Session | None) -> Shape:
    if found is None:
        return {"user": None, "since": None, "until": None}
    return {"user": found.user, "since": found.since, "until": found.until}


def _say(parts: Parts, key: str, **values: str) -> str:
    return session_words.say_in(key, parts.lang, **values)
