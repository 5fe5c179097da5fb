"""What the window's places show of the office, an entry and a book.

Functions that take an `Office` run in the store lane; `render` needs no store.
"""

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from clerk_app.application import lookup
from clerk_app.application.office import Office
from clerk_app.core import (
    document_table,
    imaging,
    journal_table,
    logs,
    outbox_table,
    pdf_reader,
    series_table,
    settings,
    vault,
)
from clerk_app.core.database import store_faults, write
from clerk_app.domain.clock import now
from clerk_app.domain.entry import Entry, need_shown
from clerk_app.domain.journal import Act, Facts
from clerk_app.domain.rule import Bilingual
from clerk_app.domain.scanning import Colour, Page
from clerk_app.errors import InputFault, Refused

_PRINTED_WIDTH = 3508  # the long side of A4 at 300 dpi, px
_OURS = {"clerk_app", "ui", "scanner"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the status bar and the settings tell of the office.

    Attributes:
        waiting: Operations that wait for the server.
        set_up: Whether somebody has named the office yet.
    """

    user: str
    office: str
    parent: str
    profile: str
    station: str
    waiting: int
    set_up: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to an entry: a link of the journal.

    Attributes:
        act: As the journal names it.
        version: The version it made; None where it made none.
    """

    seq: int
    at: str
    by: str
    act: str
    version: int | None


def home_folder(folder: Path | None) -> Path:
    """Give the folder of all data, made where it was not; raises MachineFault."""
    home = settings.home_at(folder)
    home.make()
    return home.folder


def noted(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Write a bug into the log without its text; give its type and the place in our code."""
    place = "?"
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if _OURS & set(path.parts) and not path.is_relative_to(sys.prefix):
            place = f"{path.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    logs.bug(kind.__name__, place)
    return f"{kind.__name__}, {place}"


def standing(office: Office) -> Standing:
    """Give how the office stands."""
    with store_faults():
        return Standing(
            office.user,
            office.name,
            office.parent,
            series_table.setting(office.database, "profile", settings.NATIONAL),
            office.station,
            outbox_table.waiting(office.database),
            bool(series_table.setting(office.database, "office")),
        )


def profiles() -> list[tuple[str, Bilingual]]:
    """List the regulation profiles that come with the program, with their names."""
    return [(name, settings.load_profile(name).name) for name in settings.profile_names()]


def offered(office: Office) -> list[tuple[str, Bilingual]]:
    """List the profiles that an office can take, its own among them.

    One of its own that cannot be read any more is left out.
    """
    found, own = [], office.home.regulations
    for name in settings.profile_names(own):
        with suppress(InputFault):
            found.append((name, settings.load_profile(name, own).name))
    return found


def pdf_of(office: Office, name: str) -> bytes:
    """Decrypt an entry's PDF/A to show it.

    Raises:
        Refused: `no-scan`.
        MachineFault: `file-lost`, `file-damaged`.
    """
    found = lookup.one(office, name)
    need_shown(found)
    kept = document_table.of_entry(office.database, found.id)
    if kept is None:
        raise Refused("no-scan", entry=found.place)
    return vault.fetch(office.home, kept)


def copy_of(office: Office, name: str) -> bytes:
    """Decrypt an entry's PDF/A to print it; the journal tells of the copy first."""
    data = pdf_of(office, name)
    facts: Facts = {"entry": lookup.one(office, name).id}
    with write(office.database):
        journal_table.append(office.database, Act.PRINTED, office.user, now(), facts)
    return data


def render(data: bytes, name: str = "PDF") -> Iterator[Page]:
    """Give the pages of a PDF of our own as images, one by one, from the reading child."""
    return pdf_reader.read_pdf(data, name)


def printable(data: bytes) -> Iterator[Page]:
    """Give the pages of a PDF of our own as a printer needs them: A4 at 300 dpi, no larger."""
    return (reduced(page, _PRINTED_WIDTH) for page in render(data))


def reduced(page: Page, width: int) -> Page:
    """Give a page no wider than a screen shows it, in pixels; runs beside the window."""
    if page.width <= width:
        return page
    height = max(1, round(page.height * width / page.width))
    pixels = imaging.resized(imaging.decode(page), width, height)
    colour = Colour.GREY if page.colour is Colour.BILEVEL else page.colour
    encoded = imaging.encode(pixels, colour)
    dpi = page.dpi * width / page.width
    return replace(page, encoded=encoded, width=width, height=height, dpi=dpi, colour=colour)


def history(office: Office, entry: Entry) -> list[Happening]:
    """Give what the journal tells of an entry, oldest first."""
    with store_faults():
        return [
            Happening(each.seq, each.at, each.by, each.act, _version(each.facts))
            for each in journal_table.about(office.database, entry.id)
        ]


def _version(facts: Facts) -> int | None:
    version = facts.get("version")
    return version if isinstance(version, int) else None
