"""Drafts and their kept pages (the page ledger): rows ↔ domain objects."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from clerk_app.core import directory_table
from clerk_app.core.database import Database
from clerk_app.core.lexicon_file import known_wording
from clerk_app.core.vault import Kept
from clerk_app.domain import reading
from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.clock import now
from clerk_app.domain.draft import Draft, DraftPage
from clerk_app.domain.entry import Fields
from clerk_app.domain.gate import Declaration
from clerk_app.domain.mark_pieces import meet
from clerk_app.domain.pen import PenText
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Colour, Word

Row = dict[str, str | int | float | bytes]
_PEN_WROTE = 0.35  # so little that nobody claims it


def insert(
    database: Database,
    declaration: Declaration,
    pages: Sequence[tuple[DraftPage, Kept]],
    typed: Fields | None = None,
) -> str:
    """Write a new draft with its kept pages; the caller holds the write lock. Gives its id."""
    return insert_rows(database, declaration, [row_of(*each) for each in pages], typed)


def insert_rows(
    database: Database, declaration: Declaration, rows: Iterable[Row], typed: Fields | None = None
) -> str:
    """Write a new draft whose pages are rows already; gives its id."""
    ident = str(uuid.uuid4())
    last = database.execute("SELECT coalesce(max(place), 0) + 1 FROM draft").fetchone()
    database.table("draft").insert(
        {
            "id": ident,
            "place": float(last[0]),
            "fields": json.dumps(typed or {}, ensure_ascii=False),
            "confirmed": "[]",
            "declaration": declaration_text(declaration),
            "made_at": now().isoformat(),
        }
    )
    for place, row in enumerate(rows):
        database.table("draft_page").insert({**row, "draft_id": ident, "place": float(place)})
    return ident


def row_of(page: DraftPage, kept: Kept) -> Row:
    """Write a kept page as its row holds it, without the draft it belongs to."""
    return {
        "id": page.id,
        "vault_name": kept.name,
        "key": kept.key,
        "sha256": kept.sha256,
        "size": kept.size,
        "facts": json.dumps([page.width, page.height, page.dpi, page.colour, page.blank]),
        "text": json.dumps(_text_row(page.text), ensure_ascii=False),
    }


def listed(database: Database) -> list[Draft]:
    """Give all drafts in the pile's order."""
    rows = database.execute("SELECT id FROM draft ORDER BY place").fetchall()
    return [draft for row in rows if (draft := find(database, str(row[0])))]


def find(database: Database, ident: str) -> Draft | None:
    """Give one draft; its reading is made anew from its pages' words."""
    query = "SELECT fields, confirmed, declaration FROM draft WHERE id = ?"
    row = database.execute(query, [ident]).fetchone()
    if not row:
        return None
    query = "SELECT id, facts, text FROM draft_page WHERE draft_id = ? ORDER BY place"
    rows = database.execute(query, [ident]).fetchall()
    pages = tuple(_page(*each[:3], number=number) for number, each in enumerate(rows, start=1))
    texts = [page.text for page in pages]
    read = reading.suggest(
        texts, len(pages), known_wording(directory_table.names(database, directory_table.ORGANS))
    )
    guessed: Fields = {name: guess.value for name, guess in read.fields.items()}
    merged = {**guessed, **json.loads(row[0])}
    fields = {name: value for name, value in merged.items() if value not in ("", [])}
    return Draft(ident, pages, declaration_of(row[2]), read, fields, frozenset(json.loads(row[1])))


def save(database: Database, ident: str, typed: Fields, confirmed: Iterable[str]) -> None:
    """Write what the clerk typed and has seen; the caller holds the write lock."""
    database.execute(
        "UPDATE draft SET fields = ?, confirmed = ? WHERE id = ?",
        [json.dumps(typed, ensure_ascii=False), json.dumps(sorted(confirmed)), ident],
    )


def typed(database: Database, ident: str) -> Fields:
    """Give what the clerk typed over the reading."""
    row = database.execute("SELECT fields FROM draft WHERE id = ?", [ident]).fetchone()
    fields: Fields = json.loads(row[0]) if row else {}
    return fields


def split(database: Database, ident: str, first_page: str) -> str:
    """Make a page and what follows it a draft of its own; gives the new draft's id."""
    place = _page_place(database, first_page)
    query = "SELECT place, declaration, made_at FROM draft WHERE id = ?"
    row = database.execute(query, [ident]).fetchone()
    later = database.execute("SELECT min(place) FROM draft WHERE place > ?", [row[0]]).fetchone()
    new = str(uuid.uuid4())
    database.table("draft").insert(
        {
            "id": new,
            "place": (row[0] + later[0]) / 2 if later[0] is not None else row[0] + 1,
            "fields": "{}",
            "confirmed": "[]",
            "declaration": row[1],
            "made_at": row[2],
        }
    )
    database.execute(
        "UPDATE draft_page SET draft_id = ? WHERE draft_id = ? AND place >= ?", [new, ident, place]
    )
    return new


def join(database: Database, first: str, second: str) -> None:
    """Put a draft's pages behind another's; the second draft is no more."""
    row = database.execute(
        "SELECT coalesce(max(place), 0) + 1 FROM draft_page WHERE draft_id = ?", [first]
    ).fetchone()
    database.execute(
        "UPDATE draft_page SET draft_id = ?, place = place + ? WHERE draft_id = ?",
        [first, row[0], second],
    )
    older = "SELECT min(made_at) FROM draft WHERE id IN (?, ?)"
    update = f"UPDATE draft SET made_at = ({older}) WHERE id = ?"  # noqa: S608 — our own words
    database.execute(update, [first, second, first])
    database.execute("DELETE FROM draft WHERE id = ?", [second])


def made_at(database: Database, ident: str) -> datetime:
    """Tell when the first of a draft's pages was kept: no older backup holds any."""
    row = database.execute("SELECT made_at FROM draft WHERE id = ?", [ident]).fetchone()
    return datetime.fromisoformat(row[0])


def remove(database: Database, ident: str) -> list[Kept]:
    """Take a draft and its pages' keys away; gives the files that nobody can open any more."""
    kept = files(database, ident)
    database.execute("DELETE FROM draft_page WHERE draft_id = ?", [ident])
    database.execute("DELETE FROM draft WHERE id = ?", [ident])
    return kept


def become(database: Database, ident: str, entry_id: str) -> None:
    """Take a draft away that is an entry now, and remember which pages those were.

    A backup made before may hold them, and must be found when the entry is destroyed.
    """
    query = "INSERT INTO entry_page SELECT id, ? FROM draft_page WHERE draft_id = ?"
    database.execute(query, [entry_id, ident])
    remove(database, ident)


def pages_before(database: Database, entry_id: str) -> list[str]:
    """Give the ids of the kept pages that became an entry."""
    query = "SELECT page_id FROM entry_page WHERE entry_id = ?"
    return [str(row[0]) for row in database.execute(query, [entry_id])]


def remove_pages(database: Database, pages: Iterable[str]) -> list[str]:
    """Take pages and their keys away, wherever they are kept, and what was typed beside them.

    Returns:
        Names of the files that nobody can open any more.
    """
    gone: list[str] = []
    for page in pages:
        query = "SELECT vault_name, draft_id FROM draft_page WHERE id = ?"
        row = database.execute(query, [page]).fetchone()
        if row is None:
            continue
        gone.append(str(row[0]))
        database.execute("DELETE FROM draft_page WHERE id = ?", [page])
        query = "UPDATE draft SET fields = '{}', confirmed = '[]' WHERE id = ?"
        database.execute(query, [row[1]])
    empty = "DELETE FROM draft WHERE id NOT IN (SELECT draft_id FROM draft_page)"
    if gone:
        database.execute(empty)
    return gone


def files(database: Database, ident: str) -> list[Kept]:
    """Give the kept files of a draft's pages, in order."""
    query = "SELECT vault_name, key, sha256, size FROM draft_page WHERE draft_id = ? ORDER BY place"
    return [_kept(row) for row in database.execute(query, [ident]).fetchall()]


def file_of(database: Database, page: str) -> Kept | None:
    """Give the kept file of one page."""
    query = "SELECT vault_name, key, sha256, size FROM draft_page WHERE id = ?"
    row = database.execute(query, [page]).fetchone()
    return _kept(row) if row else None


def vault_names(database: Database) -> set[str]:
    """Name every file that a kept page knows, those of long documents under way among them."""
    query = "SELECT vault_name FROM draft_page UNION SELECT vault_name FROM long_page"
    return {str(row[0]) for row in database.execute(query)}


def _page_place(database: Database, page: str) -> float:
    row = database.execute("SELECT place FROM draft_page WHERE id = ?", [page]).fetchone()
    return float(row[0])


def _kept(row: Sequence[object]) -> Kept:
    name, key, sha256, size = row
    return Kept(
        str(name), bytes(key) if isinstance(key, bytes) else b"", str(sha256), int(str(size)), 1
    )


def _page(ident: str, facts: str, text: str, *, number: int) -> DraftPage:
    width, height, dpi, colour, blank = json.loads(facts)
    read = replace(_text(json.loads(text)), page=number)
    return DraftPage(ident, width, height, dpi, Colour(colour), blank, read)


def _text_row(text: PageText) -> list[object]:
    def rows(words: Iterable[Word]) -> list[list[object]]:
        return [[word.text, word.confidence, list(word.box), word.line] for word in words]

    return [rows(text.words), text.whole, [_pen_row(one) for one in text.pen], rows(text.aside)]


def _text(row: list[list[list[float]]]) -> PageText:
    def words(rows: Iterable[Sequence[object]]) -> tuple[Word, ...]:
        made = (
            Word(str(text), float(str(sure)), Box(*box), int(str(line)))  # type: ignore[misc]
            for text, sure, box, line in rows
        )
        return tuple(_doubted(word, places) for word in made)

    read, whole, pen, aside = row
    slots = [one for one in pen if len(one) != len(Box._fields)]
    places = [Box(*one) for one in pen if len(one) == len(Box._fields)]
    return PageText(0, words(read), bool(whole), tuple(map(_pen, slots)), words(aside))


def _doubted(word: Word, places: Sequence[Box]) -> Word:
    """Claim nothing that was read where a pen wrote: rows of before handwriting was read."""
    if not any(meet(word.box, place) for place in places):
        return word
    return replace(word, confidence=min(word.confidence, _PEN_WROTE))


def _pen_row(one: PenText) -> list[object]:
    others = list(one.alternatives)
    return [one.slot, list(one.box), one.text, one.confidence, others, one.handwritten]


def _pen(row: Sequence[object]) -> PenText:
    slot, box, text, sure, others, handwritten = row
    return PenText(
        str(slot),
        Box(*box),  # type: ignore[misc]
        str(text),
        float(str(sure)),
        tuple(map(str, others)),  # type: ignore[call-overload]
        bool(handwritten),
    )


def declaration_text(declaration: Declaration) -> str:
    """Write a declaration as its row holds it."""
    level = declaration.level.value if declaration.level else None
    said = [declaration.category, declaration.by, declaration.at.isoformat(), level]
    return json.dumps([*said, declaration.partial, declaration.most_pages])


def declaration_of(text: str) -> Declaration:
    """Read a declaration from its row; rows of before partial scans are shorter."""
    category, by, at, level, *part = json.loads(text)
    moment = datetime.fromisoformat(at)
    return Declaration(category, by, moment, SecrecyLevel(level) if level else None, *part)
