"""What the tests of long documents do to a stream, and what they look at."""

import json

from pytestqt.qtbot import QtBot

from clerk_app.application import capture, long_document
from clerk_app.application.office import Office
from clerk_app.domain import gate
from clerk_app.domain.gate import Concluded, Ruling
from clerk_app.domain.scanning import ScanSettings
from tests.helpers.builders import a_declaration
from tests.helpers.long import LongRoom, long_pages, rows, seen_as
from ui.intake_stream import Stream

WAIT = 60_000


def run(qtbot: QtBot, stream: Stream) -> None:
    with qtbot.waitSignal(stream.ended, timeout=WAIT):
        stream.scan("", ScanSettings())


def run_to_find(qtbot: QtBot, stream: Stream) -> None:
    with qtbot.waitSignal(stream.stopped, timeout=WAIT):
        stream.scan("", ScanSettings())


def rule(qtbot: QtBot, stream: Stream, ruling: Ruling | None) -> None:
    with qtbot.waitSignal(stream.ended, timeout=WAIT):
        stream.rule(ruling)


def idle(qtbot: QtBot, room: LongRoom) -> None:
    qtbot.waitUntil(lambda: not room.desktop.store.busy, timeout=WAIT)


def journal(room: LongRoom, act: str) -> list[dict[str, object]]:
    found = rows(room.folder, f"SELECT facts FROM journal WHERE act = '{act}'")  # noqa: S608
    return [json.loads(str(row[0])) for row in found]


def keep_some(opened: Office, count: int) -> str:
    """Keep pages of a long document, as a run that broke off would have left them."""
    seen = [seen_as(page.numbered(at), {1}, ()) for at, page in enumerate(long_pages(count), 1)]
    images = tuple(each.page for each in seen)
    passed = gate.passed(a_declaration(), images, capture.evidence(seen))
    long_document.keep(opened, "the-long-one", passed, seen)
    return "the-long-one"


def concluded(pages: int) -> Concluded:
    return gate.conclude(a_declaration(), pages, gate.Evidence(0, ()))
