"""Documents too long for memory: kept page by page, destroyed whole by a find on a later page.

What is kept here is not cleared. It becomes a draft when its last page has come and the gate
concludes; a find destroys the document's one key first, then its pages. Runs where the store's
connection lives.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from clerk_app.application.capture import Seen
from clerk_app.application.feed import kept_page
from clerk_app.application.office import Office
from clerk_app.core import draft_table, journal_table, long_table, vault
from clerk_app.core.database import write
from clerk_app.domain.clock import now
from clerk_app.domain.draft import Draft
from clerk_app.domain.entry import Fields
from clerk_app.domain.gate import Concluded, Declaration, Doubtful, Excluded, Passed
from clerk_app.domain.journal import Act, Facts
from clerk_app.errors import InputFault, MachineFault


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A long document that an earlier session did not end.

    Attributes:
        pages: So many were kept; they are not cleared.
    """

    id: str
    pages: int
    declaration: Declaration


def keep(office: Office, ident: str, passed: Passed, seen: Sequence[Seen]) -> None:
    """Keep pages of a document under its own key: their files, synced, then their rows.

    Args:
        ident: The caller's id of the document; its row and key are made with its first pages.

    Raises:
        MachineFault: disk or store; nothing half-kept stays.
    """
    kept = []
    try:
        for page, each in zip(passed.pages, seen, strict=True):
            kept.append((kept_page(each), vault.keep(office.home, passed, page.encoded)))
        with write(office.database):
            long_table.begin(office.database, ident, passed.declaration)
            for row, file in kept:
                long_table.add(office.database, ident, row, file)
    except BaseException:
        for _, file in kept:
            vault.drop(office.home, file)
        raise


def stop(office: Office, ident: str, verdict: Excluded | Doubtful) -> bytes:
    """Destroy the key of a document on which something was found; only the caller has it now.

    Whatever happens before a person has ruled, nothing of the document can be opened again.
    """
    kept = long_table.count(office.database, ident)
    if not kept:
        return b""  # the store had not taken its first pages yet
    stopped = json.dumps([_act(verdict).value, _facts(verdict, kept)])
    with write(office.database):
        key = long_table.take_key(office.database, ident, stopped)
    with suppress(MachineFault):  # the key is in this hand alone; destroying folds the log again
        long_table.fold_log(office.database)
    return key


def go_on(office: Office, ident: str, key: bytes) -> None:
    """Take the document up again: a person has ruled that what was found is no mark."""
    if not key:
        return
    with write(office.database):
        long_table.put_key_back(office.database, ident, key)


def exclude(office: Office, ident: str, verdict: Excluded | Doubtful) -> None:
    """Destroy a document that may not be digitised: its key, its pages; the journal says so."""
    kept = long_table.count(office.database, ident)
    _destroy(office, ident, _act(verdict), _facts(verdict, kept))


def discard(office: Office, ident: str) -> None:
    """Destroy an unfinished document that nobody will finish."""
    pages = long_table.count(office.database, ident)
    _destroy(office, ident, Act.DISCARDED, {"pages": pages, "kept": pages})


def finish(office: Office, ident: str, concluded: Concluded, typed: Fields | None = None) -> Draft:
    """Make a draft of a document whose last page has come.

    Args:
        typed: What is known of it beside its pages.

    Raises:
        ValueError: Its rows are not the pages that the gate concluded upon.
        MachineFault: store.
    """
    with write(office.database):
        rows = list(long_table.rows(office.database, ident))
        if len(rows) != concluded.pages:
            raise ValueError("the gate concluded upon other pages than these")
        long_table.remove(office.database, ident)
        made = draft_table.insert_rows(office.database, concluded.declaration, rows, typed)
    draft = draft_table.find(office.database, made)
    if draft is None:
        raise InputFault("draft-unknown")
    return draft


def unfinished(office: Office) -> tuple[list[Unfinished], int]:
    """Give what an earlier session left open, and how many it had left stopped by the gate.

    The latter are excluded here: their key was destroyed when the mark was found.
    """
    left: list[Unfinished] = []
    stopped = 0
    for ident, declaration, pages, why in long_table.listed(office.database):
        if why is None:
            left.append(Unfinished(ident, pages, declaration))
            continue
        act, facts = json.loads(why)
        _destroy(office, ident, Act(act), facts)
        stopped += 1
    return left, stopped


def _destroy(office: Office, ident: str, act: Act, facts: Facts) -> None:
    with write(office.database):
        names = long_table.remove(office.database, ident)
        journal_table.append(office.database, act, office.user, now(), facts)
    long_table.fold_log(office.database)
    for name in names:
        vault.drop_named(office.home, name)


def _act(verdict: Excluded | Doubtful) -> Act:
    return Act.DOUBTED if isinstance(verdict, Doubtful) else Act.EXCLUDED


def _facts(verdict: Excluded | Doubtful, kept: int) -> Facts:
    told = verdict.finding if isinstance(verdict, Doubtful) else verdict
    level = told.level.value if told.level else None
    return {"category": told.category, "level": level, "pages": verdict.pages, "kept": kept}
