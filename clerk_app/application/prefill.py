"""Seen pages → fields: what the clerk only has to confirm."""

from collections.abc import Sequence
from dataclasses import replace

from clerk_app.application.capture import Seen
from clerk_app.application.feed import kept_page
from clerk_app.core import reader
from clerk_app.core.lexicon_file import known_wording
from clerk_app.core.ocr import Engine
from clerk_app.domain import pile, reading
from clerk_app.domain.classification import UrgencyLevel
from clerk_app.domain.draft import SURE_BY_HAND, Draft
from clerk_app.domain.entry import Fields
from clerk_app.domain.gate import Declaration
from clerk_app.domain.guess import FieldGuess
from clerk_app.domain.pile import PileDocument
from clerk_app.domain.reading import PageText, Reading
from clerk_app.domain.scanning import Box, Page
from clerk_app.domain.text import tone_key
from clerk_app.domain.text_look import merged, text_findings

UNSURE = 0.5
BELIEVED_NUMBER = 0.3  # below it 0 of 4 numbers of the development documents were right
BELIEVED_BY_HAND = 0.5


def wanted(document: PileDocument, seen: Sequence[Seen]) -> list[Seen]:
    """Name the pages of a document that must be read whole for its fields."""
    written = [each for each in seen if each.page.number in document.pages and not each.blank]
    if not written:
        return []
    signed = pile.last_own_page([each.text for each in written])
    ends = {written[0].page.number, signed, written[-1].page.number}
    return [each for each in written if each.page.number in ends and not each.text.whole]


def read_whole(engine: Engine, seen: Seen, declaration: Declaration) -> Seen:
    """Read a whole page of which only the heading was read; its words are judged, too."""
    text = reader.read_page(engine, seen.page)
    more = (one for one in text_findings(seen.page, text) if declaration.counts(one))
    return replace(seen, text=text, findings=merged(seen.findings, more))


def read_box(engine: Engine, page: Page, box: Box) -> str:
    """Read what stands in a box of a page, its lines joined."""
    words = [
        word
        for word in reader.read_page(engine, page).words
        if box.left <= (word.box.left + word.box.right) / 2 <= box.right
        and box.top <= (word.box.top + word.box.bottom) / 2 <= box.bottom
    ]
    return " ".join(word.text for word in words)


def suggest(
    document: PileDocument, seen: Sequence[Seen], directory: tuple[str, ...] = ()
) -> Reading:
    """Read the fields and marks of one document from its pages' words.

    Args:
        directory: Names of organs that the office has set.
    """
    own = [each for each in seen if each.page.number in document.pages]
    texts = [each.text for each in own]
    found = reading.suggest(texts, len(document.pages), known_wording(directory))
    return _with_stamps(found, own)


def glimpse(
    ident: str, seen: Sequence[Seen], declaration: Declaration, directory: tuple[str, ...] = ()
) -> Draft:
    """Give what may be shown of a document before it is complete and cleared: nothing keeps it.

    Args:
        ident: What it is called until it is a draft.
        seen: Its pages, as far as they were read.
        directory: Names of organs that the office has set.
    """
    pages = tuple(
        replace(kept_page(each), id=f"{ident}-{number}", text=replace(each.text, page=number))
        for number, each in enumerate(seen, start=1)
    )
    read = reading.suggest([page.text for page in pages], len(pages), known_wording(directory))
    values = {name: guess.value for name, guess in read.fields.items()}
    return Draft(ident, pages, declaration, read, values, frozenset())


def page_texts(document: PileDocument, seen: Sequence[Seen]) -> list[PageText]:
    """Give the words of every page of a document, in order."""
    return [each.text for each in seen if each.page.number in document.pages]


def fields(found: Reading) -> Fields:
    """Give the plain values, as a draft holds them.

    A number that reading itself does not believe is left out: in the book a wrong number is worse
    than none, and its absence is warned of.
    """
    return {
        name: guess.value
        for name, guess in found.fields.items()
        if name != "code_number" or _is_believed(guess)
    }


def _is_believed(guess: FieldGuess) -> bool:
    return guess.confidence >= (BELIEVED_BY_HAND if guess.handwritten else BELIEVED_NUMBER)


def unsure(found: Reading) -> tuple[str, ...]:
    """Name the fields that nobody should believe before a person has looked."""
    kept = {name: found.fields[name] for name in fields(found)}
    return tuple(
        name
        for name, guess in kept.items()
        if guess.confidence < (SURE_BY_HAND if guess.handwritten else UNSURE)
    )


def _with_stamps(found: Reading, own: Sequence[Seen]) -> Reading:
    """Add the stamps that the examination read and the words did not tell."""
    known = {(mark.kind, tone_key(mark.text), mark.page) for mark in found.marks}
    more = [
        mark
        for each in own
        for mark in each.stamps
        if (mark.kind, tone_key(mark.text), mark.page) not in known
    ]
    marks = (*found.marks, *more)
    named = dict(found.fields)
    levels = {tone_key(level): level for level in UrgencyLevel}
    first = own[0].page.number if own else 0
    for mark in more:
        level = levels.get(tone_key(mark.text)) if mark.kind == "urgency" else None
        if level and "priority" not in named and mark.page == first:
            named["priority"] = FieldGuess(level.value, mark.confidence, mark.page, mark.box)
    return Reading(named, marks)
