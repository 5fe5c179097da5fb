"""The Qt binding counts its references: 6.12.0 drops one of True with every signal, and dies."""

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

TURNS = 2000


class Sender(QObject):
    told = Signal(int)


def test_a_long_day_of_signals_and_timers_does_not_wear_out_the_program(qtbot: QtBot) -> None:
    sender = Sender()
    sender.told.connect(lambda _: None)
    before = [sys.getrefcount(each) for each in (True, False, None)]
    for turn in range(TURNS):
        sender.told.emit(turn)
        QTimer(singleShot=True, interval=1).deleteLater()
    after = [sys.getrefcount(each) for each in (True, False, None)]
    lost = [was - is_now for was, is_now in zip(before, after, strict=True)]
    assert max(lost) < TURNS / 10, lost
