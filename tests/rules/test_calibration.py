"""What confidence is worth: never falling, never more than was measured, doubt kept."""

import pytest

from clerk_app.domain.calibration import KNOTS, OF_CORRECTED, worth
from tests.bench.calibration import isotonic


@pytest.mark.parametrize("name", list(KNOTS))
def test_a_surer_reading_is_never_worth_less(name: str) -> None:
    steps = [worth(name, raw / 100, corrected=False) for raw in range(100)]
    assert steps == sorted(steps)
    assert steps[50] <= 0.5
    assert max(steps) < 0.99


def test_a_corrected_field_is_worth_less() -> None:
    assert worth("organ_name", 0.9, corrected=True) == OF_CORRECTED
    assert worth("organ_name", 0.9, corrected=False) > 0.95


def test_certain_words_and_unmeasured_fields_keep_their_confidence() -> None:
    assert worth("subject", 1.0, corrected=False) == 1.0
    assert worth("language", 0.42, corrected=False) == 0.42


def test_the_fit_tells_where_readings_turn_right() -> None:
    low = [(0.3 + i / 1000, i % 2 == 0) for i in range(24)]
    high = [(0.8 + i / 1000, True) for i in range(48)]
    knots = isotonic([*high, *low])
    assert [round(start, 2) for start, _ in knots] == [0.3, 0.8]
    assert knots[0][1] < 0.5
    assert 0.95 < knots[1][1] < 0.97
