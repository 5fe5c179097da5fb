"""The office's workstation: opening its store, setting it up, its books."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clerk_app.core import journal_table, logs, migrations, secrets, series_table, settings
from clerk_app.core.database import Database, close, connect, write
from clerk_app.core.settings import Home
from clerk_app.domain.clock import now
from clerk_app.domain.journal import Act
from clerk_app.domain.register import INCOMING, OUTGOING, Series, check_start
from clerk_app.domain.regulation import Profile
from clerk_app.errors import InputFault

OFFICE_NAME = "Cơ quan"
BOOKS = (INCOMING, OUTGOING)


@dataclass(frozen=True, slots=True)
class Office:
    """One workstation with its store open.

    Attributes:
        user: Account of the person at the keyboard.
    """

    home: Home
    database: Database
    profile: Profile
    user: str

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
def opened(folder: Path | None, key_file: Path | None) -> Iterator[Office]:
    """Open the store of a home for the length of a `with` block; as `open_office`."""
    office = open_office(folder, key_file)
    try:
        yield office
    finally:
        close_office(office)


def open_office(folder: Path | None, key_file: Path | None) -> Office:
    """Open the store of a home; one that was never used is made with the national profile.

    Raises:
        MachineFault: keyring, key, disk or a home of a later version.
        InputFault: a wrong key file.
    """
    home = settings.home_at(folder)
    data_key = _data_key(home, key_file)
    logs.start(home.logs)
    database = connect(home.database, secrets.derive(data_key, "database"))
    try:
        if not migrations.up_to_date(database):
            with home.locked():
                migrations.migrate(database)
        name = series_table.setting(database, "profile", settings.NATIONAL)
        return Office(home, database, settings.load_profile(name), secrets.user_name())
    except BaseException:
        close(database)
        raise


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


def set_up(office: Office, wishes: SetUp) -> None:
    """Set the office's name, profile and first number.

    Raises:
        InputFault: `profile-unknown`, `start-out-of-range`, `start-too-late`, `name-empty`.
    """
    if wishes.profile is not None:
        settings.load_profile(wishes.profile)
    named = {
        "office": wishes.name,
        "parent": wishes.parent,
        "profile": wishes.profile,
        "station": wishes.station,
    }
    said = {name: value.strip() for name, value in named.items() if value is not None}
    if not all(value for name, value in said.items() if name != "parent"):
        raise InputFault("name-empty")
    moment = now()
    with write(office.database):
        for name, value in said.items():
            series_table.set_setting(office.database, name, value)
        if wishes.start is not None:
            _start_book(office, INCOMING, wishes.start)
        facts: dict[str, str | int | None] = {"set": ",".join(sorted(said)), "start": wishes.start}
        journal_table.append(office.database, Act.SETTINGS, office.user, moment, facts)


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


def need_book(name: str) -> str:
    """Give a book's name; raises InputFault `book-unknown`, or `book-not-kept` in this version."""
    if name not in BOOKS:
        raise InputFault("book-unknown", book=name)
    if name == OUTGOING:
        raise InputFault("book-not-kept", book=name)
    return name
