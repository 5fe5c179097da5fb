"""What the pile shows of a draft."""

from clerk_app.domain.draft import Draft, doubtful
from clerk_app.domain.entry import Entry
from ui.pile_view import PileItem, PilePage


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
