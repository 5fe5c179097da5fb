"""The text look: everything in a page's words that stands against digitising it."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.gate import Finding
from clerk_app.domain.mark_envelope import envelope_marks
from clerk_app.domain.mark_headings import COMPLAINT, complaint_headings, names_complaint
from clerk_app.domain.mark_pieces import in_rows, meet
from clerk_app.domain.mark_text import typed_marks
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Box, Page, Word

_PARTS: Final = re.compile(r"[;,|/\t]| [-–—] ")
_APART: Final = Box(0.1, 0.1, 0.3, 0.12)
_LOOKS: Final = (typed_marks, complaint_headings, envelope_marks)


def text_findings(page: Page, text: PageText) -> tuple[Finding, ...]:
    """Judge the words that were read on a page, and those of its own text layer, hidden or not.

    What a second reading of single places found counts as well: red ink, scattered words.
    """
    found: tuple[Finding, ...] = ()
    for words in (text.words, in_rows(page.text), text.aside):
        found = merged(found, _judged(words, page.number))
    return (*found, *_said(page))


def merged(held: Iterable[Finding], more: Iterable[Finding]) -> tuple[Finding, ...]:
    """Add finds to others: of two of one kind in one place the surer stays."""
    kept = list(held)
    for one in more:
        same = [k for k, other in enumerate(kept) if _same(one, other)]
        if not same:
            kept.append(one)
        elif one.sure and not kept[same[0]].sure:
            kept[same[0]] = one
    return tuple(kept)


def _said(page: Page) -> tuple[Finding, ...]:
    """Judge what the file says and does not show: metadata, notes, words off the page.

    Such words were never printed: they ask, and the whole page is their place.
    """
    told = dict.fromkeys(one for line in page.behind.lines for one in said_mark(line))
    return tuple(
        Finding(category, level, page.number, Box(0.0, 0.0, 1.0, 1.0), 1.0, sure=False)
        for category, level in told
    )


def said_mark(line: str) -> list[tuple[str, SecrecyLevel | None]]:
    """Give category and level of each part of a line that is a mark and nothing else."""
    parts = (part for part in _PARTS.split(line) if part.strip())
    words = [Word(part.strip(), 1.0, _APART, number) for number, part in enumerate(parts)]
    marks = [one for word in words for one in typed_marks([word], 1)]
    told = [(one.category, one.level) for one in marks]
    return told + [(COMPLAINT, None) for word in words if names_complaint(word.text)]


def _judged(words: Sequence[Word], page: int) -> list[Finding]:
    return [finding for look in _LOOKS for finding in look(words, page)] if words else []


def _same(one: Finding, other: Finding) -> bool:
    apart = one.level and other.level and one.level != other.level
    return one.category == other.category and not apart and meet(one.box, other.box)
