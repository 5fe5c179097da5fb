"""The office's directory (danh bạ): organs that write to it, units and people that receive."""

from dataclasses import dataclass

from clerk_app.application import lookup
from clerk_app.application.office import Office
from clerk_app.core import directory_table, journal_table, series_table
from clerk_app.core.database import write
from clerk_app.domain.clock import now
from clerk_app.domain.journal import Act

_NAMES = {"organ_name": directory_table.ORGANS, "to_places": directory_table.UNITS}


@dataclass(frozen=True, slots=True)
class Directory:
    """Names the office has set, in its own order.

    Attributes:
        organs: That often write.
        units: Units and people to whom documents are passed on.
    """

    organs: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def directory(office: Office) -> Directory:
    """Give the directory."""
    organs, units = (directory_table.names(office.database, key) for key in _NAMES.values())
    return Directory(organs, units)


def keep(office: Office, wanted: Directory) -> Directory:
    """Store the directory: each name once, empty lines gone."""
    texts = dict(zip(_NAMES.values(), (wanted.organs, wanted.units), strict=True))
    with write(office.database):
        for key, names in texts.items():
            series_table.set_setting(
                office.database, key, "\n".join(directory_table.lines("\n".join(names)))
            )
        facts: dict[str, str | int | None] = {"set": ",".join(texts)}
        journal_table.append(office.database, Act.SETTINGS, office.user, now(), facts)
    return directory(office)


def completions(office: Office) -> dict[str, list[str]]:
    """Give what fields are completed from: the directory first, then the office's history."""
    known, own = lookup.history(office), directory(office)
    for name, names in (("organ_name", own.organs), ("to_places", own.units)):
        known[name] = [*names, *(each for each in known[name] if each not in names)]
    return known
