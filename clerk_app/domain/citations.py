"""Documents that a document cites: none of them can be younger than it."""

import re
from collections.abc import Iterable
from datetime import date

from clerk_app.domain.scanning import Word
from clerk_app.domain.text import search_key

_NOTATION = r"[a-z][a-z\d]{0,9}(?:[-–/][a-z][a-z\d]{0,11}){1,4}"
_CITED = re.compile(
    rf"(?:\d|\b){_NOTATION},? ngay (?P<day>\d{{1,2}})\s?(?:/|-|\.| thang )\s?(?P<month>\d{{1,2}})"
    r"\s?(?:/|-|\.| nam )\s?(?P<year>(?:19|20)\d\d)\b"
)


def latest_cited(words: Iterable[Word]) -> date | None:
    """Give the youngest date of a document cited by its notation, as in `12/QĐ-TTg ngày 3/2/2025`.

    Args:
        words: Of the whole document, in reading order.
    """
    text = search_key(" ".join(word.text for word in words))
    found = [_date(match) for match in _CITED.finditer(text)]
    return max((each for each in found if each is not None), default=None)


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
