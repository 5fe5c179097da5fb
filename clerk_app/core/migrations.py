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

_DISCOVERY = """
CREATE TABLE copy (
  position INTEGER PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL, entry_id TEXT REFERENCES entry (id),
  book TEXT, year INTEGER, first INTEGER, last INTEGER, by TEXT NOT NULL, made_at TEXT NOT NULL
) STRICT;
CREATE INDEX copy_of ON copy (entry_id);

CREATE TABLE tombstone (
  entry_id TEXT PRIMARY KEY REFERENCES entry (id), at TEXT NOT NULL, by TEXT NOT NULL,
  second TEXT NOT NULL, reason TEXT NOT NULL, places TEXT NOT NULL, left_over TEXT NOT NULL
) STRICT;
"""

_PEOPLE = """
CREATE TABLE person (
  position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, full_name TEXT NOT NULL,
  role TEXT NOT NULL, salt BLOB, password BLOB, made_at TEXT NOT NULL, locked_at TEXT,
  wrong INTEGER NOT NULL DEFAULT 0, paused_until TEXT
) STRICT;

CREATE TABLE session (
  position INTEGER PRIMARY KEY, user TEXT NOT NULL, since TEXT NOT NULL, until TEXT
) STRICT;
CREATE UNIQUE INDEX session_open ON session (until IS NULL) WHERE until IS NULL;

CREATE TABLE duty_done (
  duty TEXT NOT NULL, due TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  PRIMARY KEY (duty, due)
) STRICT;

ALTER TABLE entry ADD COLUMN received_at TEXT;

CREATE INDEX journal_entry ON journal (json_extract(facts, '$.entry'));
"""

_LONG = """
CREATE TABLE long_document (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key BLOB, declaration TEXT NOT NULL,
  made_at TEXT NOT NULL, stopped TEXT
) STRICT;

CREATE TABLE long_page (
  position INTEGER PRIMARY KEY, long_id TEXT NOT NULL REFERENCES long_document (id),
  vault_name TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL
) STRICT;
CREATE INDEX long_page_of ON long_page (long_id, position);
"""

_ENTRY_PAGES = """
CREATE TABLE entry_page (
  page_id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES entry (id)
) STRICT;
CREATE INDEX entry_page_of ON entry_page (entry_id);
"""

_DESTROYED = """
CREATE TABLE destroyed_page (
  page_id TEXT PRIMARY KEY, since TEXT NOT NULL
) STRICT;
"""

STEPS: tuple[str, ...] = (_FIRST, _DRAFTS, _DISCOVERY, _PEOPLE, _LONG, _ENTRY_PAGES, _DESTROYED)


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
