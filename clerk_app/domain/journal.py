"""The audit journal: records chained by hash, content only as salted commitments.

Destroying a salt with the content it belongs to leaves nothing of it in the chain.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

GENESIS = "0" * 64


class Act(StrEnum):
    """What a journal record tells."""

    SET_UP = "set-up"
    SETTINGS = "settings"
    KEY_ADDED = "key-added"
    KEY_REMOVED = "key-removed"
    REGISTERED = "registered"
    ATTACHED = "attached"
    EXCLUDED = "excluded"
    DOUBTED = "doubted"
    RULED = "ruled"
    DISCARDED = "discarded"
    SOURCE_DELETED = "source-deleted"
    EXPORTED = "exported"
    PRINTED = "printed"
    LOCKED = "locked"
    RELEASED = "released"
    PURGED = "purged"
    BACKED_UP = "backed-up"
    VIEWED = "viewed"
    SIGNED_IN = "signed-in"
    SIGNED_OUT = "signed-out"
    LOCKED_OUT = "locked-out"
    PERSON_ADDED = "person-added"
    PERSON_CHANGED = "person-changed"
    PERSON_LOCKED = "person-locked"
    DUTY_DONE = "duty-done"
    NOTICED = "noticed"


Facts = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Record:
    """One link of the chain.

    Attributes:
        seq: From 1, without a gap.
        at: ISO 8601 with zone.
        by: Account of the person.
        facts: Names and numbers without content.
        commitment: Salted hash of the content it vouches for, or None.
        previous: Hash of the record before.
        hash: This record's own.
    """

    seq: int
    at: str
    by: str
    act: str
    facts: Facts
    commitment: str | None
    previous: str
    hash: str


def canonical(value: object) -> str:
    """Write a value as JSON in the one form that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def commit_to(content: object, salt: bytes) -> str:
    """Give the salted hash that stands for content in the chain."""
    return hashlib.sha256(salt + canonical(content).encode()).hexdigest()


def link_hash(record: Record) -> str:
    """Compute a record's hash from everything else in it."""
    parts = [
        record.seq,
        record.at,
        record.by,
        record.act,
        dict(record.facts),
        record.commitment,
        record.previous,
    ]
    return hashlib.sha256(canonical(parts).encode()).hexdigest()


def first_broken(records: Iterable[Record]) -> int | None:
    """Walk the chain; give the place of the first link that does not hold, None when all do."""
    previous = GENESIS
    expected = 1
    for record in records:
        follows = record.seq == expected and record.previous == previous
        if not follows or link_hash(record) != record.hash:
            return expected
        previous = record.hash
        expected += 1
    return None
