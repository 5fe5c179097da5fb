"""What pile and page show of a draft, and what the form says otherwise than its reading."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize

from clerk_app.domain.draft import Draft, doubtful
from clerk_app.domain.entry import Entry, Fields
from clerk_app.domain.scanning import Box
from ui.entry_form import EntryForm
from ui.pile_view import PileItem, PilePage

THUMBNAIL = QSize(160, 226)


def item_of(draft: Draft, place: int, entry: Entry | None) -> PileItem:
    """Give a draft's card: its organ and subject, and what is still to be looked at."""
    doubts = len(doubtful(draft))
    organ = str(draft.fields.get("organ_name", "?"))
    return PileItem(
        id=draft.id,
        title=f"{place}. {organ}",
        subject=str(draft.fields.get("subject", "")),
        pages=tuple(
            PilePage(page.id, number, page.blank)
            for number, page in enumerate(draft.pages, start=1)
        ),
        state="registered" if entry else "look" if doubts else "good",
        doubts=doubts,
        number=entry.number if entry else None,
        read_pages=len(draft.pages),
    )


BESIDE = {"code_number": ("code_notation", -0.16), "issued_date": ("place", 0.28)}
"""Where a pen writes what was not read: beside a field that was (NĐ 30, Phụ lục I, ô 3 and 4)."""


def place_of(draft: Draft, name: str) -> tuple[int, Box] | None:
    """Give the page (from 1) and the place of a field, or where it should stand; None unknown."""
    found = draft.reading.fields.get(name)
    if found is not None and name != "page_amount":
        return found.page, found.box
    beside, reach = BESIDE.get(name, ("", 0.0))
    near = draft.reading.fields.get(beside)
    if near is None:
        return None
    left, right = near.box.left + min(reach, 0.0), near.box.right + max(reach, 0.0)
    return near.page, Box(max(0.0, left), near.box.top - 0.01, min(1.0, right), near.box.bottom)


def typed_over(draft: Draft, values: Fields) -> Fields:
    """Tell what the form says otherwise than the reading; an emptied field says so."""
    read = {name: guess.value for name, guess in draft.reading.fields.items()}
    typed: Fields = {name: value for name, value in values.items() if read.get(name) != value}
    typed |= {name: "" for name in read if name not in values}
    return typed


def complete(form: EntryForm, history: Mapping[str, Sequence[str]]) -> None:
    """Complete the form's fields from what they held in this office before."""
    for name, values in history.items():
        form.set_completions(name, values)
