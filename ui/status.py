"""The status bar: scanner, server, what waits, the reserve, each in words."""

from PySide6.QtWidgets import QLabel, QStatusBar

from ui.duty_bar import DutyBar
from ui.place_words import say

GOOD, WRONG = "●", "▲"


class Status(QStatusBar):
    """Always tells four things, what is due, and who works where."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAccessibleName(say("status"))
        self.setSizeGripEnabled(False)
        self._scanner, self._server, self._waiting, self._reserve, self._who = (
            QLabel() for _ in range(5)
        )
        for label in (self._scanner, self._server, self._waiting, self._reserve):
            label.setContentsMargins(8, 0, 16, 0)
            self.addWidget(label)
        self.duties = DutyBar()
        self.addPermanentWidget(self.duties)
        self._who.setContentsMargins(8, 0, 10, 0)
        self.addPermanentWidget(self._who)
        self.scanner_looking()
        self._say(self._server, say("server-none"))
        self._say(self._reserve, say("reserve-none"))
        self.waiting(0)

    def scanner_looking(self) -> None:
        """Tell that scanners are being looked for."""
        self._say(self._scanner, say("scanner-looking"))

    def scanner_none(self) -> None:
        """Tell that there is no scanner."""
        self._say(self._scanner, f"{WRONG} {say('scanner-none')}")

    def scanner_ready(self, name: str) -> None:
        """Tell which scanner is ready."""
        self._say(self._scanner, f"{GOOD} {say('scanner-ready', name=name)}")

    def scanner_scanning(self, name: str) -> None:
        """Tell which scanner is scanning."""
        self._say(self._scanner, f"{GOOD} {say('scanner-scanning', name=name)}")

    def scanner_fault(self, reason: str) -> None:
        """Tell what is wrong with the scanner."""
        self._say(self._scanner, f"{WRONG} {say('scanner-fault', reason=reason.rstrip('.'))}")

    def waiting(self, count: int) -> None:
        """Tell how much waits to be sent."""
        self._say(self._waiting, say("waiting", count=count))

    def who(self, user: str, office: str) -> None:
        """Tell who works for which office."""
        self._say(self._who, say("who", user=user, office=office))

    def told(self) -> tuple[str, ...]:
        """Give everything the bar says, from left to right."""
        labels = (self._scanner, self._server, self._waiting, self._reserve, self._who)
        return tuple(label.text() for label in labels)

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setAccessibleName(text)
