"""What a reading's own confidence is worth, field by field.

Measured on development documents, refitted by `python -m tests.bench.calibration FOLDER…`. Numbers
and dates are calibrated where the pen is read.
"""

from collections.abc import Mapping

Knots = tuple[tuple[float, float], ...]
"""Raw confidences, rising, and from each on the share of fields that were right."""

KNOTS: Mapping[str, Knots] = {
    "type_name": ((0.742, 0.986),),  # 143
    "code_notation": ((0.361, 0.786), (0.7, 0.985)),  # 141
    "place": ((0.627, 0.786), (0.915, 0.985)),  # 140
    "organ_name": ((0.503, 0.786), (0.755, 0.885), (0.786, 0.981)),  # 138
    "parent_organ_name": ((0.413, 0.714), (0.761, 0.981)),  # 117
    "subject": ((0.254, 0.571), (0.667, 0.786), (0.703, 0.885), (0.74, 0.943)),  # 116
    "signer_full_name": ((0.328, 0.286), (0.847, 0.983)),  # 126
    "signer_position": ((0.239, 0.714), (0.5, 0.935), (0.95, 0.969)),  # 137
    "signing_authority": ((0.099, 0.976),),  # 82
    "recipients": ((0.097, 0.429), (0.501, 0.711), (0.626, 0.786), (0.673, 0.885)),  # 118
}

OF_CORRECTED = 0.77
"""Share of corrected fields that were right (54 of 68, two wrong ones added)."""

OF_STRANGE = 0.7
"""At most, of a name with a sign in it that no name has."""

OF_TWINS = 0.94
"""At most, of a name that another tone over a roof would make another one: 3 of 35 were wrong."""

_STRANGE = set("<>|!?*_=~{}[]^\\@#%+")
_NAMES = {"organ_name", "parent_organ_name", "place", "signer_full_name", "signer_position"}

_HALF_READ, _REACH = 0.7, 0.22
"""Under the first a field keeps its doubt; from there on it may gain so much."""

TEXT_LAYER = 0.999
"""Above it the words of a text layer are."""


def worth(name: str, raw: float, *, corrected: bool) -> float:
    """Give the calibrated confidence of a field, 0 to 1.

    Args:
        name: The field's name; one that was never measured keeps its confidence.
        raw: As the reader claims it; the words of a text layer are certain.
        corrected: What stands beside it has put it right.
    """
    knots = KNOTS.get(name)
    if knots is None or raw > TEXT_LAYER:
        return raw
    share = next((share for start, share in reversed(knots) if raw >= start), knots[0][1])
    share = min(share, raw + (_REACH if raw >= _HALF_READ else 0.0))
    return round(min(share, OF_CORRECTED) if corrected else share, 3)


def is_strange(name: str, value: object) -> bool:
    """Tell whether a name holds a sign that stands for print that was not read."""
    if name not in _NAMES or not isinstance(value, str):
        return False
    return bool(_STRANGE & set(value)) or value.count('"') % 2 == 1
