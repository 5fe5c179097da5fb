"""The Qt binding counts its references: 6.12.0 drops one of True with every signal, and dies."""

import os
import subprocess
import sys

TURNS = 2000

# In a process of its own: what other threads and the collector let go is not the binding's.
_PROGRAM = f"""
import gc, sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

class Sender(QObject):
    told = Signal(int)

application = QCoreApplication([])
sender = Sender()
sender.told.connect(lambda _: None)
gc.collect()
gc.disable()
before = [sys.getrefcount(each) for each in (True, False, None)]
for turn in range({TURNS}):
    sender.told.emit(turn)
    QTimer(singleShot=True, interval=1).deleteLater()
after = [sys.getrefcount(each) for each in (True, False, None)]
print(max(was - now for was, now in zip(before, after)))
"""


def test_a_long_day_of_signals_and_timers_does_not_wear_out_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lost = int(done.stdout)
    assert lost < TURNS / 10, lost
