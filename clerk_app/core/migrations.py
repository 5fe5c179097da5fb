"""The schema as an append-only list of steps; `PRAGMA user_version` counts those done."""

from clerk_app.core.database import Database, store_faults, write
from clerk_app.errors import MachineFault

_FIRST = """
CREATE TABLE setting (
  name TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT;

CREATE TABLE series (
  book TEXT NOT NULL, year INTEGER NOT NULL, kept TEXT NOT NULL,
  start INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (book, year), CHECK (last >= start - 1)
) STRICT;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, act TEXT NOT NULL,
  facts TEXT NOT NULL, commitment TEXT, previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  book TEXT NOT NULL, year INTEGER NOT NULL, number INTEGER,
  status TEXT NOT NULL, arrival_date TEXT NOT NULL, arrived_at TEXT NOT NULL,
  no_scan_reason TEXT, duplicate_base TEXT,
  UNIQUE (book, year, number)
) STRICT;
CREATE INDEX entry_duplicate ON entry (duplicate_base);

CREATE TABLE entry_version (
  entry_id TEXT NOT NULL REFERENCES entry (id), version INTEGER NOT NULL,
  fields TEXT NOT NULL, sha256 TEXT, salt BLOB NOT NULL,
  by TEXT NOT NULL, at TEXT NOT NULL, reason TEXT,
  journal_seq INTEGER NOT NULL REFERENCES journal (seq),
  PRIMARY KEY (entry_id, version)
) STRICT;

CREATE TABLE document (
  entry_id TEXT PRIMARY KEY REFERENCES entry (id),
  sha256 TEXT NOT NULL, source_sha256 TEXT NOT NULL, vault_name TEXT NOT NULL UNIQUE,
  key BLOB NOT NULL, size INTEGER NOT NULL, pages INTEGER NOT NULL, kept_at TEXT NOT NULL
) STRICT;
CREATE INDEX document_source ON document (source_sha256);

CREATE TABLE outbox (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  entry_id TEXT NOT NULL REFERENCES entry (id), version INTEGER NOT NULL,
  after TEXT REFERENCES outbox (id), state TEXT NOT NULL, made_at TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE entry_search USING fts5 (
  text, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
INSERT INTO entry_search (entry_search, rank) VALUES ('secure-delete', 1);
"""

_DRAFTS = """
CREATE TABLE draft (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place REAL NOT NULL,
  fields TEXT NOT NULL, confirmed TEXT NOT NULL, declaration TEXT NOT NULL, made_at TEXT NOT NULL
) STRICT;

CREATE TABLE draft_page (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  draft_id TEXT NOT NULL REFERENCES draft (id), place REAL NOT NULL,
  vault_name TEXT NOT NULL UNIQUE, key BLOB NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
  facts TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX draft_page_of ON draft_page (draft_id, place);
"""

STEPS: tuple[str, ...] = (_FIRST, _DRAFTS)


def migrate(database: Database) -> None:
    """Bring the schema up to this version; the caller holds the home's lock.

    Raises:
        MachineFault: `home-newer`: a later version of the program wrote this home.
    """
    with store_faults():
        done = int(database.execute("PRAGMA user_version").fetchone()[0])
    if done > len(STEPS):
        raise MachineFault("home-newer")
    for number, step in enumerate(STEPS[done:], start=done + 1):
        with write(database):
            for statement in filter(str.strip, step.split(";\n")):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {number}")


def up_to_date(database: Database) -> bool:
    """Whether nothing is left to migrate, without taking a lock."""
    with store_faults():
        return int(database.execute("PRAGMA user_version").fetchone()[0]) == len(STEPS)
