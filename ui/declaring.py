"""The declaration carried out: scan, a line without a scan, a journal line, or nothing at all."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clerk_app.application import capture, declaring, office, registration, session
from clerk_app.application.office import Office
from clerk_app.application.registration import Request
from clerk_app.domain.entry import Entry
from clerk_app.domain.gate import Declaration, Excluded
from clerk_app.domain.register import INCOMING
from clerk_app.domain.regulation import Profile
from ui import intake_words
from ui.declaration import Answer, Choice, DeclarationDialog, Outcome
from ui.gate_words import say
from ui.jobs import Lane
from ui.unscanned import UnscannedDialog


class Declaring(QObject):
    """Asks what the paper is not, and does what the answer's rule demands.

    Attributes:
        profile: Whose rules; None until the store has told.
        user: Who declares.

    Signals:
        entered: A line without a scan was registered (`Entry`).
        told: A sentence for the strip.
        failed: The store failed (an exception).
    """

    entered = Signal(object)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, store: Lane[Office], window: QWidget) -> None:
        super().__init__(window)
        self._store = store
        self._window = window
        self.profile: Profile | None = None
        self.user = ""

    def ask(self, sides: int) -> Declaration | None:
        """Ask; give what may go to the scanner, None where nothing may.

        Args:
            sides: Images that one sheet makes where the pages come from.
        """
        if self.profile is None:
            return None
        dialog = DeclarationDialog(self.profile, intake_words.language(), self._window)
        dialog.exec()
        answer = dialog.answer
        if answer is None or answer.outcome is not Outcome.BEGIN:
            self._carry_out(self.profile, answer)
            return None
        (category, level), sheets = answer.choice, answer.sheets
        return declaring.declared(
            self.profile, category, level, self.user, sheets=sheets, sides=sides
        )

    def excluded_as(self) -> Choice | None:
        """Ask what the paper is that was let in and may not stay."""
        if self.profile is None:
            return None
        lang = intake_words.language()
        dialog = DeclarationDialog(self.profile, lang, self._window, excluding=True)
        dialog.exec()
        return dialog.choice

    def second(
        self,
        name: str,
        password: str,
        on_done: Callable[[str], None],
        on_failed: Callable[[Exception], None],
    ) -> None:
        """Look at a second person's account and password; give her account's name."""
        self._store.run(
            lambda opened: session.second(opened, name, password).name, on_done, on_failed
        )

    def _carry_out(self, profile: Profile, answer: Answer | None) -> None:
        if answer is None or answer.outcome is Outcome.HAND_OVER:
            return
        category = profile.category(answer.choice[0])
        lang = intake_words.language()
        if answer.outcome is Outcome.PUT_ASIDE:
            verdict = Excluded(category.id, answer.choice[1], 0, None)
            book = say("secret-book" if category.secret_book else "paper-book", lang)
            self._store.run(
                lambda opened: capture.note(opened, verdict),
                lambda _: self.told.emit(say("noted", lang, book=book)),
                self.failed.emit,
            )
            return
        dialog = UnscannedDialog(category, lang, self._window)
        dialog.exec()
        if dialog.request is not None:
            self._store.run(partial(_register, dialog.request), self._was_entered, self.failed.emit)

    def _was_entered(self, entry: Entry) -> None:
        number = entry.number or "—"
        self.told.emit(say("registered-line", intake_words.language(), number=number))
        self.entered.emit(entry)


def _register(request: Request, opened: Office) -> Entry:
    return registration.register(opened, request, None)[0]


def facts(opened: Office) -> tuple[Profile, str, int]:
    """Give what the intake screen knows of the office: its rules, who works, the next number."""
    series = [each for each in office.books(opened) if each.book == INCOMING][-1]
    return opened.profile, opened.user, series.next_number
