"""Which fields of a draft need a look, and where they stand on the page."""

from dataclasses import replace

import pytest

from clerk_app.domain.clock import now
from clerk_app.domain.draft import LOOKED_AT, Draft, doubtful
from clerk_app.domain.gate import Declaration
from clerk_app.domain.guess import FieldGuess
from clerk_app.domain.reading import Reading
from clerk_app.domain.scanning import Box
from ui.pile_items import place_of

BOX = Box(0.2, 0.1, 0.3, 0.12)


def a_draft(**confidences: float) -> Draft:
    fields = {name: FieldGuess("x", sure, 1, BOX) for name, sure in confidences.items()}
    declaration = Declaration("none", "tester", now())
    return Draft("id", (), declaration, Reading(fields), {}, frozenset())


def test_what_is_missing_comes_first_then_the_least_sure() -> None:
    draft = a_draft(**dict.fromkeys(LOOKED_AT, 0.99) | {"subject": 0.5, "organ_name": 0.7})
    assert doubtful(draft) == ["subject", "organ_name"]
    gone = {name: guess for name, guess in draft.reading.fields.items() if name != "organ_name"}
    assert doubtful(replace(draft, reading=Reading(gone))) == ["organ_name", "subject"]


@pytest.mark.parametrize(("sure", "looked_at"), [(0.94, ["code_number"]), (0.95, [])])
def test_a_pens_work_is_looked_at_unless_it_is_very_sure(sure: float, looked_at: list[str]) -> None:
    draft = a_draft(**dict.fromkeys(LOOKED_AT, 0.99))
    hand = replace(draft.reading.fields["code_number"], handwritten=True, confidence=sure)
    fields = {**draft.reading.fields, "code_number": hand}
    assert doubtful(replace(draft, reading=Reading(fields))) == looked_at


def test_what_the_clerk_has_seen_needs_no_look() -> None:
    draft = replace(a_draft(), confirmed=frozenset(LOOKED_AT))
    assert doubtful(draft) == []


def test_a_number_that_was_not_read_is_shown_where_a_pen_writes_it() -> None:
    draft = a_draft(code_notation=0.9)
    found = place_of(draft, "code_number")
    assert found is not None
    assert found[1].left < BOX.left
    assert found[1].right == BOX.right
    assert place_of(draft, "code_notation") == (1, BOX)
    assert place_of(draft, "subject") is None
