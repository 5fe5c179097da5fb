"""The people of the workstation: rows ↔ domain objects. Nobody is ever deleted."""

from collections.abc import Sequence
from datetime import datetime

from clerk_app.core import passwords
from clerk_app.core.database import Database
from clerk_app.domain.people import Person, Role, Tries

_COLUMNS = "name, full_name, role, locked_at, password IS NOT NULL"


def listed(database: Database) -> list[Person]:
    """List everybody, in the order in which they came."""
    query = f"SELECT {_COLUMNS} FROM person ORDER BY position"  # noqa: S608 — our own words
    return [_person(row) for row in database.execute(query)]


def find(database: Database, name: str) -> Person | None:
    """Find a person by the account's name."""
    query = f"SELECT {_COLUMNS} FROM person WHERE name = ?"  # noqa: S608 — our own words
    row = database.execute(query, [name]).fetchone()
    return _person(row) if row else None


def insert(database: Database, person: Person, at: datetime) -> None:
    """Write a new person's row; the caller holds the write lock."""
    database.table("person").insert(
        {
            "name": person.name,
            "full_name": person.full_name,
            "role": person.role.value,
            "made_at": at.isoformat(),
        }
    )


def set_locked(database: Database, name: str, at: datetime | None) -> None:
    """Lock an account, or open it again; the caller holds the write lock."""
    values = [at.isoformat() if at else None, name]
    database.execute("UPDATE person SET locked_at = ? WHERE name = ?", values)


def set_password(database: Database, name: str, password: str | None) -> None:
    """Set a person's password, None for none; the caller holds the write lock."""
    salt = passwords.new_salt() if password else None
    kept = passwords.derived(password, salt) if password and salt else None
    database.execute("UPDATE person SET salt = ?, password = ? WHERE name = ?", [salt, kept, name])
    set_tries(database, name, Tries())


def password_right(database: Database, name: str, password: str) -> bool:
    """Tell whether it is the person's password; one without a password has any."""
    query = "SELECT salt, password FROM person WHERE name = ?"
    row = database.execute(query, [name]).fetchone()
    if row is None:
        return False
    return row[1] is None or passwords.same(password, bytes(row[0]), bytes(row[1]))


def tries(database: Database, name: str) -> Tries:
    """Give how often a wrong password was typed in a row."""
    query = "SELECT wrong, paused_until FROM person WHERE name = ?"
    row = database.execute(query, [name]).fetchone()
    if row is None:
        return Tries()
    return Tries(int(row[0]), datetime.fromisoformat(row[1]) if row[1] else None)


def set_tries(database: Database, name: str, counted: Tries) -> None:
    """Write the count; the caller holds the write lock."""
    until = counted.paused_until.isoformat() if counted.paused_until else None
    database.execute(
        "UPDATE person SET wrong = ?, paused_until = ? WHERE name = ?", [counted.wrong, until, name]
    )


def _person(row: Sequence[object]) -> Person:
    name, full_name, role, locked_at, has_password = row
    return Person(
        str(name),
        str(full_name),
        Role(str(role)),
        None if locked_at is None else str(locked_at),
        bool(has_password),
    )
