"""A lane that is closed takes nothing more, and the window's end keeps what was typed last."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.jobs import Lane


def test_what_is_asked_of_a_closed_lane_is_dropped(qtbot: QtBot) -> None:
    done: list[object] = []
    lane: Lane[str] = Lane(lambda: "a resource")
    with qtbot.waitSignal(lane._ended):
        lane.run(str.upper, done.append, done.append)
    qtbot.waitUntil(lambda: done == ["A RESOURCE"])
    lane.close()
    lane.run(str.lower, done.append, done.append)
    assert isinstance(lane, QObject)
    assert not lane.busy
    assert done == ["A RESOURCE"]
