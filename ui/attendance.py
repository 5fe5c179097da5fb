"""Who works at this window: asked at the start, behind the lock, and told at the end."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox

from clerk_app.application import session
from clerk_app.application.office import Office
from clerk_app.domain.office_rules import DutyKind
from clerk_app.domain.people import Person, Session
from clerk_app.domain.rule import Source
from clerk_app.errors import ClerkError, InputFault, Refused
from ui import dialogs
from ui.duty_bar import Duties
from ui.jobs import Lane
from ui.lock import Locker
from ui.main_window import MainWindow
from ui.outage_dialog import OutageDialog
from ui.session_dialog import SignInDialog
from ui.session_words import say


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of who works here.

    Attributes:
        people: Who may work; none where nobody is defined.
        session: The one that is open.
        user: The acting person.
        signs_out: Where the rule stands that asks to sign out; empty where none does.
    """

    people: tuple[Person, ...]
    session: Session | None
    user: str
    idle_seconds: float
    signs_out: tuple[Source, ...]


class Attendance(QObject):
    """Signing in and out, the lock, and the day's duties of one window.

    Args:
        clock: Seconds that only go forward, for the time that nobody worked.

    Signals:
        changed: Another person works, or nobody (the account).
    """

    changed = Signal(str)

    def __init__(
        self,
        store: Lane[Office],
        window: MainWindow,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._store, self._window = store, window
        self._then: Callable[[], object] | None = None
        self.known: Known | None = None
        self.sign_out_at_end = False
        self.dialog = SignInDialog(window)
        self.locker = Locker(self.dialog, clock)
        self.duties = Duties(store, window.status.duties)
        self.dialog.wanted.connect(self._sign_in)
        self.dialog.left.connect(self._quit)
        self.locker.idle.connect(self.lock)
        self.locker.wanted.connect(self.lock)
        self.locker.opened.connect(lambda: QTimer.singleShot(0, self._come_forward))
        self.duties.acted.connect(self._act)
        self.duties.failed.connect(window.strip.tell)
        window.may_close = self.may_close
        window.add_deed(say("lock-now"), self.lock, "Ctrl+L")
        window.add_deed(say("duties"), self.duties.open_list, "Ctrl+D")
        window.add_deed(say("sign-out"), self.sign_out)
        window.add_deed(say("outage"), self.tell_outage)

    def begin(self, then: Callable[[], object]) -> None:
        """Ask who works where people are defined; then go on."""
        self._then = then
        self.locker.begin()
        self._store.run(_known, self._first, partial(self._window.strip.tell, retry=self._again))

    def end(self) -> None:
        """Stop everything that watches."""
        self.duties.end()
        self.locker.end()
        self.dialog.leave()

    def leave(self, office: Office) -> None:
        """Sign out at the end where the clerk said so; runs in the store lane."""
        if self.sign_out_at_end:
            session.sign_out(office)

    def refresh(self) -> None:
        """Ask the store again: settings or people may have changed."""
        self._store.run(_known, self._take, self._window.strip.tell)
        self.duties.look()

    def lock(self) -> None:
        """Cover everything; by key, by the palette, or because nobody worked."""
        if self.known is not None and not self.locker.locked:
            self._ask(locked=True)

    def sign_out(self) -> None:
        """End the session; where people are defined the next one is asked for."""
        self._store.run(_signed_out, self._signed_out, self._window.strip.tell)

    def tell_outage(self) -> OutageDialog:
        """Ask for what the notice of an outage tells."""
        dialog = OutageDialog(self._store, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        strip = self._window.strip
        dialog.written.connect(lambda path: strip.say(f"{say('notice-printed')}: {path.name}"))
        dialog.open()
        return dialog

    def may_close(self) -> bool:
        """Ask at the end of the day whether to sign out, where the profile says so."""
        known = self.known
        if known is None or known.session is None or not known.signs_out or self.locker.locked:
            return True
        source = "; ".join(map(str, known.signs_out))
        answer = ask_leaving(self._window, known.session.user, source)
        self.sign_out_at_end = answer is True
        return answer is not None

    def _again(self) -> None:
        if self._then is not None:
            self.begin(self._then)

    def _first(self, known: Known) -> None:
        self._take(known)
        if known.people:
            self._ask(locked=False)
        self._go_on()
        self.duties.begin()

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _take(self, known: Known) -> None:
        before, self.known = self.known, known
        self.locker.idle_seconds = known.idle_seconds if known.people else 0.0
        if before is None or before.user != known.user:
            self.changed.emit(known.user)

    def _ask(self, *, locked: bool) -> None:
        known = self.known
        people: Sequence[Person] = known.people if known else ()
        self.locker.cover()
        self.dialog.ask(people, known.user if known else "", locked=locked)

    def _come_forward(self) -> None:
        if self.locker.locked:
            self.dialog.come_forward()

    def _sign_in(self, name: str, password: str) -> None:
        if not name:  # nobody is defined: there is nobody to ask
            self._open(None)
            return
        self._store.run(
            partial(_signed_in, name=name, password=password), self._open, self._refused
        )

    def _open(self, known: Known | None) -> None:
        if known is not None:
            self._take(known)
        self.dialog.leave()
        self.locker.uncover()
        self._window.activateWindow()
        self.duties.look()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ClerkError):
            raise error
        self.dialog.tell(dialogs.told(error))
        if not isinstance(error, Refused | InputFault):
            self.dialog.set_busy(False)

    def _signed_out(self, known: Known) -> None:
        self._take(known)
        self.duties.look()
        if known.people:
            self._ask(locked=False)

    def _act(self, name: str) -> None:
        if name == "sign-out":
            self.sign_out()
        elif self.known is not None and self.known.people:
            self._ask(locked=False)
        else:
            self._store.run(
                partial(_signed_in, name=None, password=None), self._open, self._window.strip.tell
            )

    def _quit(self) -> None:
        self.dialog.leave()
        if not self._window.close():
            self._ask(locked=False)


def ask_leaving(window: MainWindow, user: str, source: str) -> bool | None:
    """Ask what becomes of the session: True signs out, False leaves it, None stays."""
    words = say("leave-signed-in", user=user, source=source)
    box = QMessageBox(QMessageBox.Icon.Question, say("leave-title"), words, parent=window)
    out = box.addButton(say("sign-out-and-close"), QMessageBox.ButtonRole.AcceptRole)
    only = box.addButton(say("close-only"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(say("stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(out)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    if clicked is out:
        return True
    return False if clicked is only else None


def _known(office: Office) -> Known:
    return Known(
        tuple(each for each in session.people(office) if each.locked_at is None),
        session.current(office),
        office.user,
        office.idle_minutes * 60.0,
        tuple(
            source
            for duty in office.profile.duties_of(DutyKind.SIGN_OUT)
            for source in duty.sources
        ),
    )


def _signed_in(office: Office, *, name: str | None, password: str | None) -> Known:
    session.sign_in(office, name, password)
    return _known(office)


def _signed_out(office: Office) -> Known:
    session.sign_out(office)
    return _known(office)
