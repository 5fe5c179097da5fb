"""Taking an entry's PDF out of the store under the name and the size that the rules ask for."""

from dataclasses import dataclass, replace
from pathlib import Path

from clerk_app.application import lookup
from clerk_app.application.office import Office
from clerk_app.core import copy_table, document_table, journal_table, pdf, vault
from clerk_app.core.database import write
from clerk_app.core.settings import disk_faults, write_whole
from clerk_app.domain import file_name
from clerk_app.domain.clock import now
from clerk_app.domain.discovery import PlaceKind
from clerk_app.domain.entry import Entry, need_shown
from clerk_app.domain.journal import Act
from clerk_app.domain.rule import Source
from clerk_app.errors import InputFault, Refused


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        files: One, or the parts in order where the whole is larger than the rule allows.
        sources: Where the rules of name and size stand; empty where the profile has none.
    """

    entry: Entry
    files: tuple[Path, ...]
    sources: tuple[Source, ...]


def to_folder(office: Office, name: str, folder: Path) -> Exported:
    """Write an entry's PDF/A into a folder, named and parted by the profile's rules.

    Raises:
        Refused: `no-scan`, `page-too-large`, and as `need_shown`.
        InputFault: `entry-unknown`, `export-inside-home`.
        MachineFault: `file-lost`, `file-damaged`, disk.
    """
    found = lookup.one(office, name)
    need_shown(found)
    kept = document_table.of_entry(office.database, found.id)
    if kept is None:
        raise Refused("no-scan", entry=found.place)
    if office.home.holds(folder):
        raise InputFault("export-inside-home")
    rules = office.profile.files
    data = vault.fetch(office.home, kept)
    parts = pdf.parts(data, rules.size.most_bytes) if rules.size else [data]
    files = _names(office, found, folder, len(parts))
    user, moment = office.user, now()
    with write(office.database):  # first told, then out: no copy leaves without a record
        facts: dict[str, str | int | None] = {"entry": found.id, "parts": len(parts)}
        journal_table.append(office.database, Act.EXPORTED, user, moment, facts)
        for path, part in zip(files, parts, strict=True):
            copy = copy_table.made(PlaceKind.EXPORT, path, part, user, moment)
            copy_table.note(office.database, replace(copy, entry_id=found.id))
    with disk_faults():
        folder.mkdir(parents=True, exist_ok=True)
    for path, part in zip(files, parts, strict=True):
        write_whole(path, part, exclusive=True)
    used = [rules.name, rules.size if len(parts) > 1 else None]
    sources = tuple(source for rule in used if rule for source in rule.sources)
    return Exported(found, files, sources)


def to_file(office: Office, name: str, path: Path) -> Exported:
    """Write an entry's PDF/A to a file; one larger than the rule allows goes beside it in parts.

    Raises:
        as `lookup.export` and `to_folder`.
    """
    found = lookup.one(office, name)
    kept = document_table.of_entry(office.database, found.id)
    size = office.profile.files.size
    if kept is not None and size is not None and kept.size > size.most_bytes:
        return to_folder(office, name, path.parent)
    return Exported(lookup.export(office, name, path), (path,), ())


def proposed_name(office: Office, entry: Entry) -> str:
    """Name an entry's file by the profile's rule, for a box that asks where to write."""
    return file_name.part_names(file_name.stem_of(entry, _longest(office)), 1)[0]


def _names(office: Office, entry: Entry, folder: Path, parts: int) -> tuple[Path, ...]:
    with disk_faults():
        taken = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    stem = file_name.unlike(file_name.stem_of(entry, _longest(office)), taken)
    return tuple(folder / name for name in file_name.part_names(stem, parts))


def _longest(office: Office) -> int:
    rule = office.profile.files.name
    return rule.longest if rule else file_name.LONGEST
