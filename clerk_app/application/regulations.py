"""The office's regulation profile: its rules to be read, and the names of the organs in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from clerk_app.application.office import Office
from clerk_app.core import journal_table, series_table
from clerk_app.core.database import store_faults, write
from clerk_app.domain.clock import now
from clerk_app.domain.journal import Act
from clerk_app.domain.office_rules import Superior
from clerk_app.domain.regulation import Profile

LONGEST = 200  # letters of an organ's name, as NĐ 30/2020, Phụ lục VI has it


@dataclass(frozen=True, slots=True)
class Rules:
    """What the office's rules say, and to whom they speak.

    Attributes:
        organs: The organs that the rules name, each with its name in this office.
    """

    profile: Profile
    organs: tuple[tuple[Superior, str], ...]


def rules(office: Office) -> Rules:
    """Give the rules of the open office."""
    with store_faults():
        named = tuple(
            (each, series_table.setting(office.database, each.setting) or each.name)
            for each in office.profile.organs
        )
    return Rules(office.profile, named)


def name_organs(office: Office, names: Mapping[str, str]) -> Rules:
    """Set the names of organs that were merged or renamed.

    Args:
        names: By the organ's id; an empty name is the one that the profile proposes.
    """
    wanted = {
        each.setting: names[each.id].strip()[:LONGEST]
        for each in office.profile.organs
        if each.id in names
    }
    with write(office.database):
        for key, name in wanted.items():
            series_table.set_setting(office.database, key, name)
        facts = {"set": ",".join(sorted(wanted))}
        journal_table.append(office.database, Act.SETTINGS, office.user, now(), facts)
    return rules(office)
