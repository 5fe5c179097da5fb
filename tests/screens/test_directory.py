"""The office's directory: kept, shown again, and completed from before the history."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.application import contacts, office, registration
from clerk_app.application.contacts import Directory
from clerk_app.application.office import Office
from clerk_app.application.registration import Request
from tests.helpers.builders import a_key_file, an_office, some_fields
from ui.directory_box import DirectoryBox
from ui.jobs import Lane


@pytest.fixture
def store(tmp_path: Path, qtbot: QtBot) -> Iterator[Lane[Office]]:
    key = a_key_file(tmp_path)
    lane = Lane(lambda: office.open_office(tmp_path / "home", key), office.close_office)
    yield lane
    lane.close()


def test_what_is_typed_is_kept_each_name_once(
    qtbot: QtBot, store: Lane[Office], tmp_path: Path
) -> None:
    box = DirectoryBox(store)
    qtbot.addWidget(box)
    box.organs.setPlainText("Sở Thử\n\n  Sở Nghiệm \nSở Thử")
    box.units.setPlainText("Phòng Một")
    with qtbot.waitSignal(box.saved):
        box.save()
    assert box.organs.toPlainText() == "Sở Thử\nSở Nghiệm"
    again = DirectoryBox(store)
    qtbot.addWidget(again)
    again.refresh()
    qtbot.waitUntil(lambda: again.units.toPlainText() == "Phòng Một")


def test_the_directory_completes_before_the_history(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        fields = some_fields(1, organ_name="Sở Cũ", to_places="Phòng Hai")
        registration.register(opened, Request("in", fields), None)
        contacts.keep(opened, Directory(("Sở Thử", "Sở Cũ"), ("Phòng Một",)))
        known = contacts.completions(opened)
        assert known["organ_name"] == ["Sở Thử", "Sở Cũ"]
        assert known["to_places"] == ["Phòng Một", "Phòng Hai"]
