"""The office's workstation: opening its store, setting it up, its books."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from clerk_app.core import (
    journal_table,
    logs,
    migrations,
    secrets,
    series_table,
    session_table,
    settings,
)
from clerk_app.core.database import Database, close, connect, write
from clerk_app.core.settings import Home
from clerk_app.domain.clock import now, screen_date
from clerk_app.domain.duty import PROPOSED, Calendar, parse_days, parse_hours, write_hours
from clerk_app.domain.journal import Act
from clerk_app.domain.register import INCOMING, OUTGOING, Series, check_start
from clerk_app.domain.regulation import Profile
from clerk_app.errors import InputFault

OFFICE_NAME = "Cơ quan"
HOURS, DAYS_OFF, IDLE = "hours", "days-off", "idle-minutes"
IDLE_MINUTES = "10"
LONGEST_IDLE = 480
BOOKS = (INCOMING, OUTGOING)


@dataclass(frozen=True, slots=True)
class Office:
    """One workstation with its store open.

    Attributes:
        account: Account of the operating system.
        database_key: Opens the databases in the store's backups.
    """

    home: Home
    database: Database
    profile: Profile
    account: str
    database_key: bytes = field(repr=False)

    @property
    def user(self) -> str:
        """The acting person: who is signed in, else the operating system's account."""
        session = session_table.current(self.database)
        return session.user if session else self.account

    @property
    def calendar(self) -> Calendar:
        """When the office works: its own setting, else its rules', else what is proposed."""
        hours = series_table.setting(self.database, HOURS)
        days_off = parse_days(series_table.setting(self.database, DAYS_OFF))
        return Calendar(parse_hours(hours) if hours else self.profile.hours or PROPOSED, days_off)

    @property
    def idle_minutes(self) -> int:
        """After how long without a key or the mouse the window locks; 0: never."""
        return int(series_table.setting(self.database, IDLE, IDLE_MINUTES))

    @property
    def name(self) -> str:
        """The office's name as its book prints it."""
        return series_table.setting(self.database, "office", OFFICE_NAME)

    @property
    def parent(self) -> str:
        """The office's superior organ, empty until set."""
        return series_table.setting(self.database, "parent")

    @property
    def station(self) -> str:
        """Name of this workstation in records of conversion."""
        return series_table.setting(self.database, "station", "1")


@contextmanager
def opened(
    folder: Path | None, key_file: Path | None, *, mending: bool = False
) -> Iterator[Office]:
    """Open the store of a home for the length of a `with` block; as `open_office`."""
    office = open_office(folder, key_file, mending=mending)
    try:
        yield office
    finally:
        close_office(office)


def open_office(folder: Path | None, key_file: Path | None, *, mending: bool = False) -> Office:
    """Open the store of a home; one that was never used is made with the national profile.

    Args:
        mending: Another profile is about to be set: one that cannot be read does no harm.

    Raises:
        MachineFault: keyring, key, disk or a home of a later version.
        InputFault: a wrong key file; the office's own profile is wrong or gone.
    """
    home = settings.home_at(folder)
    data_key = _data_key(home, key_file)
    logs.start(home.logs)
    key = secrets.derive(data_key, "database")
    database = connect(home.database, key)
    try:
        if not migrations.up_to_date(database):
            with home.locked():
                migrations.migrate(database)
        profile = _profile(database, home, mending)
        return Office(home, database, profile, secrets.user_name(), key)
    except BaseException:
        close(database)
        raise


def _profile(database: Database, home: Home, mending: bool) -> Profile:
    name = series_table.setting(database, "profile", settings.NATIONAL)
    try:
        return settings.load_profile(name, home.regulations)
    except InputFault:
        if not mending:
            raise
        return national()


def close_office(office: Office) -> None:
    """Close the store and the log."""
    close(office.database)
    logs.stop()


def _data_key(home: Home, key_file: Path | None) -> bytes:
    rack = secrets.load_rack(home)
    if rack is None:
        with home.locked():
            rack = secrets.load_rack(home)  # another process may have been first
            if rack is None:
                return secrets.first_key(home, key_file)
    return secrets.open_key(rack, home, key_file)


@dataclass(frozen=True, slots=True)
class SetUp:
    """What `setup` may say; None leaves a thing as it is."""

    name: str | None = None
    parent: str | None = None
    profile: str | None = None
    station: str | None = None
    start: int | None = None
    hours: str | None = None
    days_off: str | None = None
    idle_minutes: int | None = None


def times(office: Office) -> tuple[str, str, int]:
    """Give the office's hours and days off as they are typed, and the minutes until the lock."""
    set_hours = series_table.setting(office.database, HOURS)
    days_off = " ".join(map(screen_date, sorted(office.calendar.days_off)))
    return set_hours, days_off, office.idle_minutes


def set_up(office: Office, wishes: SetUp) -> None:
    """Set the office's name, profile and first number.

    Args:
        wishes: Its profile is an id, or the path of a file that extends one of ours.

    Raises:
        InputFault: `profile-unknown` and the other `profile-…`, `file-missing`,
            `start-out-of-range`, `start-too-late`, `name-empty`, `hours-form`, `days-off-form`,
            `idle-out-of-range`.
    """
    wishes = replace(wishes, profile=_profile_id(office, wishes.profile))
    named = {
        "office": wishes.name,
        "parent": wishes.parent,
        "profile": wishes.profile,
        "station": wishes.station,
    }
    said = {name: value.strip() for name, value in named.items() if value is not None}
    if not all(value for name, value in said.items() if name != "parent"):
        raise InputFault("name-empty")
    said |= _times(wishes)
    moment = now()
    with write(office.database):
        for name, value in said.items():
            series_table.set_setting(office.database, name, value)
        if wishes.start is not None:
            _start_book(office, INCOMING, wishes.start)
        facts: dict[str, str | int | None] = {"set": ",".join(sorted(said)), "start": wishes.start}
        journal_table.append(office.database, Act.SETTINGS, office.user, moment, facts)


def _profile_id(office: Office, given: str | None) -> str | None:
    """Give the id of the profile that was named, or that stands in the file that was."""
    if given is None:
        return None
    own, given = office.home.regulations, given.strip()
    if settings.is_profile_file(given):
        return settings.adopt_profile(Path(given), own)
    return settings.load_profile(given, own).id


def _times(wishes: SetUp) -> dict[str, str]:
    """Give what was said of the office's times, each checked; empty hours are the proposed."""
    said = {}
    if wishes.hours is not None:
        said[HOURS] = write_hours(parse_hours(wishes.hours)) if wishes.hours.strip() else ""
    if wishes.days_off is not None:
        said[DAYS_OFF] = " ".join(sorted(map(str, parse_days(wishes.days_off))))
    if wishes.idle_minutes is not None:
        if not 0 <= wishes.idle_minutes <= LONGEST_IDLE:
            raise InputFault("idle-out-of-range", most=LONGEST_IDLE)
        said[IDLE] = str(wishes.idle_minutes)
    return said


def start_book(office: Office, book: str, start: int) -> None:
    """Set the first number of this year's book; raises InputFault once one was given."""
    with write(office.database):
        _start_book(office, book, start)
        facts: dict[str, str | int | None] = {"book": book, "start": start}
        journal_table.append(office.database, Act.SETTINGS, office.user, now(), facts)


def _start_book(office: Office, book: str, start: int) -> None:
    series = series_table.series(office.database, book, now().year)
    check_start(start, series)
    series_table.set_start(office.database, series, start)


def books(office: Office) -> list[Series]:
    """List the books with their series of every year, this year's always among them."""
    year = now().year
    return [
        series_table.series(office.database, book, each)
        for book in BOOKS
        for each in sorted({*series_table.years(office.database, book), year})
    ]


def national() -> Profile:
    """Give the base profile, for what needs no store."""
    return settings.load_profile(settings.NATIONAL)


def profile_at(folder: Path | None, key_file: Path | None) -> Profile:
    """Give the profile of a home; the national one where none was ever set up there.

    Raises:
        MachineFault: There is a home, and no key at hand opens it.
    """
    if secrets.load_rack(settings.home_at(folder)) is None:
        return national()
    with opened(folder, key_file) as office:
        return office.profile


def need_book(name: str) -> str:
    """Give a book's name; raises InputFault `book-unknown`, or `book-not-kept` in this version."""
    if name not in BOOKS:
        raise InputFault("book-unknown", book=name)
    if name == OUTGOING:
        raise InputFault("book-not-kept", book=name)
    return name
