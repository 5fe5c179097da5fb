"""What is read from a document: fields with confidence and place, and marks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from clerk_app.domain import (
    agreement,
    calibration,
    citations,
    dateline,
    heading,
    organs,
    pen,
    person,
    position,
    recipients,
    signature,
    stamps,
    subject,
)
from clerk_app.domain.guess import FieldGuess, Fields
from clerk_app.domain.heading import Frame
from clerk_app.domain.layout import Found, Line, in_lines
from clerk_app.domain.pen import PenText, Told
from clerk_app.domain.scanning import WHOLE, Box, Word
from clerk_app.domain.wording import Wording, righted_words


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp that is no exclusion.

    Attributes:
        kind: `urgency`, `circulation` or `arrival-stamp`.
        text: Its words; empty for an arrival stamp.
        confidence: 0 to 1.
        page: 1-based.
        box: Fractions of the page.
    """

    kind: str
    text: str
    confidence: float
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class PageText:
    """The words read on one page.

    Attributes:
        page: 1-based number in the file.
        words: In reading order.
        whole: False when only regions (heading, signature) were read.
        pen: Number, day, month and year of its heading as the handwriting reader sees them.
        aside: Words of second readings of single places (red ink alone, a signature), which
            would stand twice in a text layer.
    """

    page: int
    words: tuple[Word, ...]
    whole: bool = True
    pen: tuple[PenText, ...] = ()
    aside: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document."""

    fields: Mapping[str, FieldGuess] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()


LANGUAGE = "Tiếng Việt"
"""As NĐ 30/2020, Phụ lục VI names it."""

_BEYOND = 0.04

_NEVER_CORRECTED = ("code_number", "issued_date", "signer_full_name", "page_amount")
"""Fields that stand as read: a number, a date, a name."""


def suggest(pages: Sequence[PageText], page_count: int, known: Wording | None = None) -> Reading:
    """Guess the fields of one document; a field that was not found is absent.

    Args:
        pages: What was read of the document's pages, the first page first.
        page_count: Number of its pages, blank ones too.
        known: What may stand side by side; misread marks are put right by it.
    """
    found = _righted(pages, page_count, known)
    return Reading(
        {name: _calibrated(name, guess) for name, guess in found.fields.items()}, found.marks
    )


def raw_guesses(pages: Sequence[PageText], page_count: int, known: Wording) -> Fields:
    """Guess the fields with the confidence that the reader itself claims, to calibrate it by."""
    return dict(_righted(pages, page_count, known).fields)


def _calibrated(name: str, guess: FieldGuess) -> FieldGuess:
    if guess.handwritten:
        return guess
    corrected = guess.corrected_from is not None
    sure = calibration.worth(name, guess.confidence, corrected=corrected)
    if calibration.is_strange(name, guess.value):
        sure = min(sure, calibration.OF_STRANGE)
    seen = guess.confidence <= calibration.TEXT_LAYER  # not set by a program
    if name == "signer_full_name" and seen and person.has_twins(str(guess.value)):
        sure = min(sure, calibration.OF_TWINS)
    return replace(guess, confidence=sure)


def _righted(pages: Sequence[PageText], page_count: int, known: Wording | None) -> Reading:
    """Guess the fields twice, as read and with misread marks put right, and tell what changed."""
    if not pages:
        return Reading()
    read = _suggest(pages, page_count)
    if known is None:
        return read
    words = righted_words([each.words for each in pages], known)
    asides = righted_words([each.aside for each in pages], known)
    better = [
        replace(each, words=one, aside=other)
        for each, one, other in zip(pages, words, asides, strict=True)
    ]
    right = _suggest(better, page_count)
    fields = {name: _told(read, name, guess) for name, guess in right.fields.items()}
    return Reading(fields, right.marks)


def _told(read: Reading, name: str, guess: FieldGuess) -> FieldGuess:
    """Give a guess with what stood there before it was put right."""
    before = read.fields.get(name)
    if before is None or before.value == guess.value:
        return guess
    if name in _NEVER_CORRECTED:
        return before
    return replace(guess, corrected_from=before.value, alternatives=(before.value,))


def _suggest(pages: Sequence[PageText], page_count: int) -> Reading:
    first = pages[0]
    lines = in_lines(first.words)
    fields: Fields = {}
    _count(fields, first.page, page_count)
    place = heading.frame(lines)
    seen = stamps.stamps([*lines, *in_lines(first.aside)], place)
    found = tuple(Mark(*one[:3], first.page, one.box) for one in seen)
    if place is not None:
        arrival = next((mark.box for mark in found if mark.kind == "arrival-stamp"), None)
        cited = citations.latest_cited(word for page in pages for word in page.words)
        _from_heading(fields, first, _outside(place, arrival), cited)
        fields["language"] = FieldGuess(LANGUAGE, 0.95, first.page, place.nation)
    _priority(fields, found)
    _from_end(fields, pages)
    return Reading(agreement.agreed(fields), found)


def _count(fields: Fields, page: int, page_count: int) -> None:
    fields["page_amount"] = FieldGuess(page_count, 1.0, page, WHOLE)


def _outside(place: Frame, stamp: Box | None) -> Frame:
    """Give the frame without the lines inside an arrival stamp."""
    if stamp is None:
        return place

    def kept(lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(line for line in lines if not _is_within(line, stamp))

    return Frame(place.nation, place.split, kept(place.left), kept(place.right), kept(place.lines))


def _is_within(line: Line, box: Box) -> bool:
    """Tell whether a line lies in a stamp; a title under it reaches out of it."""
    level = box.top <= line.centre[1] <= box.bottom
    return level and line.box.left >= box.left - _BEYOND and line.box.right <= box.right + _BEYOND


def _put(fields: Fields, name: str, page: int, found: Found | None) -> None:
    if found is not None and found.text:
        sure = round(min(1.0, max(0.0, found.confidence)), 3)
        fields[name] = FieldGuess(found.text, sure, page, found.box)


def _from_heading(fields: Fields, text: PageText, place: Frame, cited: date | None) -> None:
    page = text.page
    again = in_lines(text.aside)
    code = heading.code(place, again)
    _put_told(fields, "code_number", page, pen.number(text.pen, code.number if code else None))
    dated = pen.rejoined(place.right)
    when = dateline.place_and_date(dated)
    _put(fields, "place", page, when.place)
    _put_told(fields, "issued_date", page, pen.issued_date(text.pen, dated, when.date, cited))
    issuer = organs.organs(place, code.line if code else None, when.place, again)
    _put(fields, "organ_name", page, issuer.own)
    _put(fields, "parent_organ_name", page, issuer.parent)
    told = subject.about(place, code)
    if code is not None and code.notation is not None:
        notation = subject.agreed_notation(code.notation, told.named)
        _put(fields, "code_notation", page, notation)
    _put(fields, "type_name", page, subject.type_name(told.named, code, told.letter))
    _put(fields, "subject", page, told.subject)


def _put_told(fields: Fields, name: str, page: int, told: Told | None) -> None:
    if told is not None:
        sure = round(told.confidence, 3)
        others, by_hand = told.alternatives, told.handwritten
        fields[name] = FieldGuess(told.text, sure, page, told.box, others, by_hand)


def _priority(fields: Fields, marks: Sequence[Mark]) -> None:
    order = list(stamps.URGENCY.values())
    urgent = [mark for mark in marks if mark.kind == "urgency"]
    if urgent:
        mark = min(urgent, key=lambda one: order.index(one.text))
        fields["priority"] = FieldGuess(mark.text, mark.confidence, mark.page, mark.box)


def _from_end(fields: Fields, pages: Sequence[PageText]) -> None:
    """Read recipients and signature from the page that bears them."""
    read = [(text, in_lines(text.words)) for text in pages]
    organ = fields.get("organ_name")
    head = position.head_of(str(organ.value)) if organ else None
    for text, lines in read:
        label = signature.recipients_label(lines)
        if label is None:
            continue
        items, sure, box = recipients.recipients(lines, label)
        if items:
            fields["recipients"] = FieldGuess(list(items), round(sure, 3), text.page, box)
        signed = signature.signing([*lines, *in_lines(text.aside)], label, head)
        _signer(fields, text.page, signed)
        if signed.name is not None:
            return
    for text, lines in reversed(read):
        signed = signature.signing([*lines, *in_lines(text.aside)], None, head)
        if signed.name is not None:
            _signer(fields, text.page, signed)
            return


def _signer(fields: Fields, page: int, signed: signature.Signing) -> None:
    _put(fields, "signing_authority", page, signed.authority)
    _put(fields, "signer_position", page, signed.position)
    _put(fields, "signer_full_name", page, signed.name)
    read = fields.get("signer_full_name")
    if read is not None:
        right = person.righted(str(read.value), read.confidence)
        if right != read.value:
            fields["signer_full_name"] = replace(read, value=right, corrected_from=read.value)
        elif signed.disputed:
            sure = min(read.confidence, calibration.OF_STRANGE)
            fields["signer_full_name"] = replace(read, confidence=sure)
