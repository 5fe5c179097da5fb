"""What of a reading reaches an entry that nobody looks over."""

import pytest

from clerk_app.application import prefill
from clerk_app.domain.guess import FieldGuess
from clerk_app.domain.reading import Reading
from clerk_app.domain.scanning import Box

BOX = Box(0.1, 0.1, 0.2, 0.2)


@pytest.mark.parametrize(
    ("sure", "kept", "unsure"), [(0.9, True, False), (0.4, True, True), (0.1, False, False)]
)
def test_a_number_that_reading_does_not_believe_is_left_out(
    sure: float, kept: bool, unsure: bool
) -> None:
    found = Reading({"code_number": FieldGuess("12", sure, 1, BOX)})
    assert ("code_number" in prefill.fields(found)) is kept
    assert ("code_number" in prefill.unsure(found)) is unsure


@pytest.mark.parametrize(
    ("sure", "kept", "unsure"), [(0.96, True, False), (0.9, True, True), (0.45, False, False)]
)
def test_what_a_pen_wrote_must_be_very_sure_to_need_no_look(
    sure: float, kept: bool, unsure: bool
) -> None:
    found = Reading({"code_number": FieldGuess("12", sure, 1, BOX, handwritten=True)})
    assert ("code_number" in prefill.fields(found)) is kept
    assert ("code_number" in prefill.unsure(found)) is unsure
