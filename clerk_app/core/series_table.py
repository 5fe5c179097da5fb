"""Books and their numbers, and the office's settings: small rows that everything reads."""

from clerk_app.core.database import Database
from clerk_app.domain.register import Kept, Series


def setting(database: Database, name: str, default: str = "") -> str:
    """Read one setting of the office."""
    row = database.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else default


def set_setting(database: Database, name: str, value: str) -> None:
    """Write one setting; the caller holds the write lock."""
    database.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", [name, value])


def series(database: Database, book: str, year: int) -> Series:
    """Give a book's series of a year: held, from 1, until something else was set."""
    row = database.execute(
        "SELECT kept, start, last FROM series WHERE book = ? AND year = ?", [book, year]
    ).fetchone()
    if not row:
        return Series(book, year, Kept.HELD, 1, 0)
    return Series(book, year, Kept(row[0]), int(row[1]), int(row[2]))


def years(database: Database, book: str) -> list[int]:
    """List the years in which a book has a series."""
    rows = database.execute("SELECT year FROM series WHERE book = ? ORDER BY year", [book])
    return [int(row[0]) for row in rows]


def set_start(database: Database, found: Series, start: int) -> None:
    """Set the first number of an untouched series; the caller holds the write lock."""
    _save(database, Series(found.book, found.year, found.kept, start, start - 1))


def take_number(database: Database, book: str, year: int) -> int:
    """Take the next number; the caller holds the write lock and writes the entry with it."""
    found = series(database, book, year)
    _save(database, Series(book, year, found.kept, found.start, found.next_number))
    return found.next_number


def _save(database: Database, row: Series) -> None:
    database.execute(
        "INSERT OR REPLACE INTO series (book, year, kept, start, last) VALUES (?, ?, ?, ?, ?)",
        [row.book, row.year, row.kept.value, row.start, row.last],
    )
