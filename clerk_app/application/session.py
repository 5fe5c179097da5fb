"""Who works at the workstation: its people, signing in and out, the second person's word."""

from clerk_app.application.office import Office
from clerk_app.core import journal_table, person_table, session_table
from clerk_app.core.database import store_faults, write
from clerk_app.domain import people as naming
from clerk_app.domain.clock import now
from clerk_app.domain.journal import Act
from clerk_app.domain.office_rules import AccountForm
from clerk_app.domain.people import Person, Role, Session, Tries
from clerk_app.errors import InputFault, MachineFault, Refused


def people(office: Office) -> list[Person]:
    """List everybody who has or had an account here."""
    with store_faults():
        return person_table.listed(office.database)


def current(office: Office) -> Session | None:
    """Give the session that is open."""
    with store_faults():
        return session_table.current(office.database)


def need_person(office: Office, name: str) -> Person:
    """Find a person; raises InputFault `person-unknown`."""
    found = person_table.find(office.database, name.strip().lower())
    if found is None:
        raise InputFault("person-unknown", name=name)
    return found


def proposed_name(office: Office, full_name: str, unit: str = "", mailbox: str = "") -> str:
    """Propose an account's name by the profile's form, unlike those there are.

    Raises:
        InputFault: `mailbox-missing`, `account-form`.
    """
    rule = office.profile.account
    if mailbox:
        wished = naming.by_mailbox(mailbox)
    elif rule is not None and rule.form is AccountForm.MAILBOX:
        raise InputFault("mailbox-missing")
    else:
        wished = naming.by_given_name(full_name, unit)
    taken = {each.name for each in people(office)}
    return naming.free_name(naming.checked_name(wished), taken)


def add_person(office: Office, person: Person, password: str | None) -> Person:
    """Give a person an account; a name that is taken gets a number.

    Raises:
        InputFault: `account-form`, `field-too-long`.
    """
    wished = naming.checked_name(person.name)
    full_name = naming.checked_full_name(person.full_name)
    moment = now()
    with write(office.database):
        taken = {each.name for each in person_table.listed(office.database)}
        name = naming.free_name(wished, taken)
        made = Person(name, full_name, person.role, None, bool(password))
        person_table.insert(office.database, made, moment)
        if password:
            person_table.set_password(office.database, name, password)
        facts: dict[str, str | int | None] = {"person": name, "role": made.role.value}
        journal_table.append(office.database, Act.PERSON_ADDED, office.user, moment, facts)
    return made


def set_password(office: Office, name: str, password: str | None) -> Person:
    """Change a person's password, or take it away; raises InputFault `person-unknown`."""
    found = need_person(office, name)
    with write(office.database):
        person_table.set_password(office.database, found.name, password)
        facts: dict[str, str | int | None] = {"person": found.name, "password": int(bool(password))}
        journal_table.append(office.database, Act.PERSON_CHANGED, office.user, now(), facts)
    return need_person(office, found.name)


def lock_person(office: Office, name: str) -> Person:
    """Lock the account of who leaves or is transferred; her session ends, her records stay.

    Raises:
        InputFault: `person-unknown`.
    """
    found = need_person(office, name)
    if found.locked_at:
        return found
    moment = now()
    with write(office.database):
        by = office.user
        open_session = session_table.current(office.database)
        if open_session and open_session.user == found.name:
            _end(office, open_session.user)
        person_table.set_locked(office.database, found.name, moment)
        facts: dict[str, str | int | None] = {"person": found.name}
        journal_table.append(office.database, Act.PERSON_LOCKED, by, moment, facts)
    return need_person(office, found.name)


def sign_in(office: Office, name: str | None, password: str | None) -> Session:
    """Begin a session; the same person's of the same day goes on, another's ends with a record.

    Where no people are defined anybody may work: the name given, or the operating system's.

    Raises:
        InputFault: `account-form`.
        Refused: `person-unknown`, `person-locked`, `password-wrong`, `sign-in-paused`.
    """
    wished = name if name and name.strip() else office.account
    if people(office):
        user = _checked(office, wished, password).name
    else:
        user = naming.checked_name(name) if name and name.strip() else office.account
    moment = now()
    with write(office.database):
        open_session = session_table.current(office.database)
        if open_session is not None:
            today = open_session.since[:10] == moment.isoformat()[:10]
            if open_session.user == user and today:
                return open_session
            _end(office, user)
        begun = session_table.begin(office.database, user, moment)
        journal_table.append(office.database, Act.SIGNED_IN, user, moment, {})
    return begun


def sign_out(office: Office) -> Session | None:
    """End the open session; None when there is none, which is no error."""
    with write(office.database):
        found = session_table.current(office.database)
        return _end(office, found.user) if found else None


def second(office: Office, name: str, password: str | None, role: Role | None = None) -> Person:
    """Take a second person's word, without changing who is signed in.

    Args:
        role: What she must be; None for anybody but the acting person.

    Raises:
        Refused: `people-missing`, `sign-in-needed`, `person-unknown`, `person-locked`,
            `password-wrong`, `sign-in-paused`, `same-person`, `role-wrong`, `password-missing`.
    """
    if not people(office):
        raise Refused("people-missing")
    if current(office) is None:  # else one person could be the second of nobody
        raise Refused("sign-in-needed")
    found = _checked(office, name, password)
    if found.name == office.user:
        raise Refused("same-person", name=found.name)
    if role is not None and found.role is not role:
        raise Refused("role-wrong", name=found.name, role=role.value)
    if not found.has_password:
        raise Refused("password-missing", name=found.name)
    return found


def needs_password(office: Office, name: str | None) -> bool:
    """Whether the person has a password to ask for."""
    found = person_table.find(office.database, (name or office.account).strip().lower())
    return found is not None and found.has_password


def need_server(server: str) -> None:
    """Reach a central server; raises MachineFault `server-unreachable`: there is none yet."""
    raise MachineFault("server-unreachable", server=server)


def _end(office: Office, by: str) -> Session | None:
    """End the open session with its record; the caller holds the write lock."""
    ended = session_table.end(office.database, now())
    if ended is not None:
        facts: dict[str, str | int | None] = {"user": ended.user, "since": ended.since}
        journal_table.append(office.database, Act.SIGNED_OUT, by, now(), facts)
    return ended


def _checked(office: Office, name: str, password: str | None) -> Person:
    found = person_table.find(office.database, name.strip().lower())
    if found is None:
        raise Refused("person-unknown", name=name)
    if found.locked_at:
        raise Refused("person-locked", name=found.name)
    moment = now()
    with write(office.database):  # one at a time, or tries side by side would not be counted
        counted = person_table.tries(office.database, found.name)
        paused = counted.paused(moment)
        right = not paused and person_table.password_right(
            office.database, found.name, password or ""
        )
        if not paused:
            counted = Tries() if right else counted.one_more(moment)
            person_table.set_tries(office.database, found.name, counted)
        if not right and not paused and counted.paused_until:
            facts: dict[str, str | int | None] = {"person": found.name, "tries": counted.wrong}
            journal_table.append(office.database, Act.LOCKED_OUT, office.user, moment, facts)
    if right:
        return found
    if counted.paused_until is None:
        raise Refused("password-wrong", name=found.name)
    minutes = -int((moment - counted.paused_until).total_seconds() // 60)
    raise Refused("sign-in-paused", name=found.name, minutes=minutes)
