"""A scan for an entry without one, from the window, through the gate."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clerk_app.application import lookup, registration
from clerk_app.application.registration import Request
from clerk_app.domain.entry import Entry
from clerk_app.domain.gate import Declaration, Excluded
from tests.helpers.builders import a_declaration, an_office, some_fields
from tests.mail.letters import make_letter
from tests.screens.test_intake_stream import PLAIN, Room
from ui.attaching import Attaching


class Declared:
    """Stands for the dialog that asks."""

    def declare(self) -> Declaration:
        return a_declaration()


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    with an_office(tmp_path) as opened:
        request = Request("in", some_fields(7), no_scan_reason="gửi đích danh")
        return registration.register(opened, request, None)[0]


@pytest.fixture
def room(tmp_path: Path, entry: Entry, qtbot: QtBot) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.close()


def attaching(room: Room, qtbot: QtBot) -> Attaching:
    window = QWidget()
    qtbot.addWidget(window)
    return Attaching(room.lanes, Declared(), window)  # type: ignore[arg-type]


def test_a_scan_makes_a_new_version(qtbot: QtBot, room: Room, entry: Entry, tmp_path: Path) -> None:
    path = tmp_path / "late.pdf"
    make_letter(22, options=PLAIN).save(path)
    act = attaching(room, qtbot)
    with qtbot.waitSignal(act.attached, timeout=60_000) as done:
        act.attach(entry.place, [path])
    assert done.args[0].version == 2
    with qtbot.waitSignal(act.failed, timeout=60_000) as refused:
        act.attach(entry.place, [path])
    assert refused.args[0].code == "scan-present"


def test_a_marked_scan_is_stopped_and_nothing_is_kept(
    qtbot: QtBot, room: Room, entry: Entry, tmp_path: Path
) -> None:
    path = tmp_path / "marked.png"
    make_letter(40, secrecy="MẬT", pages=1, degradation="scan", dpi=200).save(path)
    act = attaching(room, qtbot)
    with qtbot.waitSignal(act.stopped, timeout=60_000) as done:
        act.attach(entry.place, [path])
    assert isinstance(done.args[0], Excluded)
    assert not [file for file in (tmp_path / "home" / "vault").rglob("*") if file.is_file()]
    with an_office(tmp_path) as opened:
        assert lookup.one(opened, entry.id).sha256 is None
