"""What a reading's own confidence is worth, field by field.

Measured on development documents, refitted by `python -m tests.bench.calibration FOLDER…`. Numbers
and dates are calibrated where the pen is read.
"""

from collections.abc import Mapping

Knots = tuple[tuple[float, float], ...]
"""Raw confidences, rising, and from each on the share of fields that were right."""

KNOTS: Mapping[str, Knots] = {
    "type_name": ((0.0, 0.987),),  # 150
    "code_notation": ((0.0, 0.895), (0.722, 0.982)),  # 147
    "place": ((0.442, 0.987),),  # 148
    "organ_name": ((0.412, 0.985),),  # 133
    "parent_organ_name": ((0.676, 0.786), (0.818, 0.973)),  # 121
    "subject": ((0.42, 0.5), (0.67, 0.88), (0.743, 0.909)),  # 124
    "signer_full_name": ((0.167, 0.0), (0.346, 0.143), (0.723, 0.538), (0.94, 0.94)),  # 222
    "signer_position": ((0.238, 0.538), (0.706, 0.714), (0.912, 0.92), (0.949, 0.968)),  # 144
    "signing_authority": ((0.326, 0.714), (0.929, 0.951)),  # 92
    "recipients": (
        (0.181, 0.538),
        (0.549, 0.692),
        (0.644, 0.714),
        (0.717, 0.846),
        (0.777, 0.917),
    ),  # 106
}

OF_CORRECTED = 0.78
"""Share of corrected fields that were right (69 of 87, two wrong ones added)."""

_HALF_READ, _REACH = 0.7, 0.22
"""Under the first a field keeps its doubt; from there on it may gain so much."""

_TEXT_LAYER = 0.999


def worth(name: str, raw: float, *, corrected: bool) -> float:
    """Give the calibrated confidence of a field, 0 to 1.

    Args:
        name: The field's name; one that was never measured keeps its confidence.
        raw: As the reader claims it; the words of a text layer are certain.
        corrected: What stands beside it has put it right.
    """
    knots = KNOTS.get(name)
    if knots is None or raw > _TEXT_LAYER:
        return raw
    share = next((share for start, share in reversed(knots) if raw >= start), knots[0][1])
    share = min(share, raw + (_REACH if raw >= _HALF_READ else 0.0))
    return round(min(share, OF_CORRECTED) if corrected else share, 3)
