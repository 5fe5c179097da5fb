"""Walking everything that must agree: journal chain, numbers, versions, files."""

import json
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from clerk_app.application.office import Office
from clerk_app.core import (
    document_table,
    draft_table,
    entry_table,
    journal_table,
    series_table,
    vault,
)
from clerk_app.domain.entry import LOCKED, REMOVED, Entry
from clerk_app.domain.journal import Act, Record, first_broken
from clerk_app.errors import InputFault

_HIDING = {Act.LOCKED.value: LOCKED, Act.PURGED.value: REMOVED, Act.RELEASED.value: None}
"""The status that an entry has after the last of these acts."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit found.

    Attributes:
        records: Links in the journal.
        head: The last link's place and hash: the anchor to keep elsewhere.
        first_broken: First link that does not hold; None when all do.
        problems: Code and place of everything else that disagrees.
        swept: Files without a row, left by killed registrations, removed now.
    """

    records: int
    entries: int
    files: int
    head: tuple[int, str]
    first_broken: int | None
    problems: tuple[dict[str, str | int], ...]
    swept: int

    @property
    def clean(self) -> bool:
        """Whether everything agrees."""
        return self.first_broken is None and not self.problems


def verify(office: Office, anchor: Path | None) -> Report:
    """Verify the store of an office; in one read of the database, so that work may go on.

    Args:
        anchor: A file with `{"seq": …, "hash": …}` kept from an earlier audit, page or backup.

    Raises:
        InputFault: `anchor-broken`.
    """
    database = office.database
    database.execute("BEGIN")
    try:
        records = list(journal_table.records(database))
        versions = list(entry_table.versions(database))
        files = list(document_table.listed(database))
        problems = [
            *_anchor_problems(anchor, {record.seq: record.hash for record in records}),
            *_number_problems(office),
        ]
        names = document_table.vault_names(database) | draft_table.vault_names(database)
    finally:
        database.execute("COMMIT")
    problems += _version_problems(versions, records)
    for owner, kept in files:
        if not vault.intact(office.home, kept.name):
            problems.append({"code": "file-damaged", "entry": owner})
    return Report(
        len(records),
        len({entry.id for entry, _, _ in versions}),
        len(files),
        (records[-1].seq, records[-1].hash) if records else (0, ""),
        first_broken(records),
        tuple(problems),
        vault.sweep(office.home, names),
    )


def _version_problems(
    versions: list[tuple[Entry, bytes, int]], records: list[Record]
) -> list[dict[str, str | int]]:
    """Find versions that the journal does not vouch for, and entries hidden or shown without it.

    A salt may be gone from a version only when the journal says that its entry was destroyed.
    """
    commitments = {record.seq: record.commitment for record in records}
    last = {record.facts.get("entry"): record.act for record in records if record.act in _HIDING}
    problems: list[dict[str, str | int]] = []
    for entry, salt, seq in versions:
        status = _HIDING.get(last.get(entry.id, ""))
        gone = status == REMOVED
        if gone and (salt or entry.status != REMOVED):
            problems.append({"code": "purge-undone", "entry": entry.place})
        elif (status or entry.hidden) and status != entry.status:
            problems.append({"code": "entry-hidden", "entry": entry.place})
        elif not gone and commitments.get(seq) != entry_table.commitment(entry, salt):
            problems.append({"code": "entry-changed", "entry": entry.place})
    return problems


def _anchor_problems(anchor: Path | None, hashes: dict[int, str]) -> list[dict[str, str | int]]:
    if anchor is None:
        return []
    try:
        kept = json.loads(anchor.read_text("utf-8"))
        kept = kept.get("head", kept)
        seq, link = int(kept["seq"]), str(kept["hash"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise InputFault("anchor-broken", file=anchor.name) from None
    if seq == 0 or hashes.get(seq, "").startswith(link):
        return []
    return [{"code": "anchor-differs", "seq": seq}]


def _number_problems(office: Office) -> list[dict[str, str | int]]:
    """Find numbers missing or beyond what the series gave (NĐ 30/2020, Điều 22.2)."""
    problems: list[dict[str, str | int]] = []
    rows = entry_table.numbers(office.database)
    for (book, year), group in groupby(rows, key=lambda row: row[:2]):
        series = series_table.series(office.database, book, year)
        given = {number for _, _, number in group}
        expected = set(range(series.start, series.last + 1))
        problems += [
            {"code": "number-missing", "entry": f"{book}/{year}/{number}"}
            for number in sorted(expected - given)
        ]
        problems += [
            {"code": "number-strange", "entry": f"{book}/{year}/{number}"}
            for number in sorted(given - expected)
        ]
    return problems
