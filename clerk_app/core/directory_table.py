"""The office's own directory (danh bạ), kept among its settings: a name a line."""

from clerk_app.core import series_table
from clerk_app.core.database import Database
from clerk_app.domain.text import nfc

ORGANS, UNITS = "directory-organs", "directory-units"


def names(database: Database, key: str) -> tuple[str, ...]:
    """Give the names under `ORGANS` or `UNITS`, in the office's order."""
    return lines(series_table.setting(database, key))


def lines(text: str) -> tuple[str, ...]:
    """Give each name once, empty lines gone."""
    return tuple(dict.fromkeys(name for line in text.split("\n") if (name := nfc(line).strip())))
