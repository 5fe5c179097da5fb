"""The intake screen: pile, page and form side by side, and what goes on between them."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from clerk_app.application import contacts, drafts, prefill
from clerk_app.domain.draft import Draft, DraftPage
from clerk_app.domain.entry import Entry
from clerk_app.domain.regulation import Profile
from clerk_app.domain.scanning import Box, Page, ScanEnd, ScanSettings
from ui import intake_words
from ui.declaring import facts
from ui.desk import Desk, Twin
from ui.entry_form import EntryForm
from ui.field_place import FieldPlace
from ui.glimpse import Glimpse, GlimpseView
from ui.intake_run import IntakeRun
from ui.intake_stream import Lanes
from ui.page_view import PageView
from ui.pile_items import complete, item_of
from ui.pile_view import PileView

_SHARES = (250, 700, 380)


class IntakeView(QWidget):
    """Tiếp nhận: the main job.

    Args:
        device: Gives the id of the scanner to use, empty for the first one found.
        settings: Gives how it scans.

    Signals:
        scanning: A scan begins or ends.
        failed: Something did not work (an exception).
        told: A sentence for the strip.
        entered: A document was registered (`Entry`).
        command_asked: The list of commands is wanted.
    """

    scanning = Signal(bool)
    failed = Signal(object)
    told = Signal(str)
    entered = Signal(object)
    command_asked = Signal()

    def __init__(
        self,
        lanes: Lanes,
        device: Callable[[], str] = str,
        settings: Callable[[], ScanSettings] = ScanSettings,
    ) -> None:
        super().__init__()
        self._lanes = lanes
        self._chosen = ""
        self._shown: tuple[DraftPage, ...] = ()
        self.desk = Desk(lanes)
        self.run = IntakeRun(lanes, self, device, settings)
        self.pile, self.page, self.form = PileView(), PageView(), EntryForm()
        self.place = FieldPlace(self.page, self.form)
        self._ahead = GlimpseView(lanes.quick, self.place, self.form)
        self._lay_out()
        self._connect()
        self._keys()

    def start(self) -> None:
        """Take up what the last session left, and learn whose office this is."""

        def came(found: tuple[Profile, str, int]) -> None:
            self.run.profile, self.run.user, number = found
            self.form.set_next_number(number)
            self.run.take_up()

        self._lanes.store.run(facts, came, self.failed.emit)
        self.learn()
        self.desk.load(self._took_up)

    def learn(self) -> None:
        """Complete from the directory and from what was registered."""
        self._lanes.store.run(contacts.completions, partial(complete, self.form), self.failed.emit)

    def busy(self) -> str | None:
        """Say what would be cut off by closing; None when nothing would."""
        return intake_words.say("scan-under-way") if self.run.busy else None

    @property
    def chosen(self) -> str:
        """Id of the draft on the screen."""
        return self._chosen

    def choose(self, ident: str) -> bool:
        """Put a document on the screen; tells whether it was there already, on its way."""
        draft = self.desk.drafts.get(ident)
        if draft is None or ident in self.desk.entries:
            return False
        self._keep_form()
        known = self._ahead.hand_over(draft)
        self._chosen, self._shown = ident, draft.pages
        self.pile.select(ident)
        self.place.open(draft, known or {}, self.page.index if known is not None else 0)
        self.desk.open(ident)
        if known is not None:
            self._ahead.refocus()
            self._keep_form()  # what she typed while it was on its way
        return known is not None

    def register(self) -> None:
        """F9."""
        draft = self.desk.drafts.get(self._chosen)
        if draft is None or self._chosen in self.desk.entries:
            if self._ahead.draft is not None:
                self.told.emit(intake_words.say("still-read"))
            return
        if self.form.doubts:  # nothing is committed that the clerk did not see
            self.form.focus_first()
            return
        self.form.set_busy(True)
        self.desk.register(
            draft.id, self.form.values(), self.form.confirmed, self.form.duplicate_reason() or None
        )

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.pile, self.page, self.form):
            split.addWidget(widget)
            split.setCollapsible(split.count() - 1, False)
        split.setStretchFactor(1, 1)
        split.setSizes(list(_SHARES))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _connect(self) -> None:
        self.desk.changed.connect(self._show_pile)
        self.desk.thumbnail.connect(self.pile.set_thumbnail)
        self.desk.picture.connect(self.place.picture_came)
        self.desk.twin.connect(self._twin_found)
        self.desk.registered.connect(self._registered)
        self.desk.failed.connect(self._failed)
        self.pile.chosen.connect(self.choose)
        self.pile.entered.connect(lambda _: self.form.focus_first())
        self.pile.page_chosen.connect(lambda _, place: self.page.go(place))
        self.pile.split_asked.connect(self.desk.split)
        self.pile.join_asked.connect(self.desk.join_up)
        self.pile.discard_asked.connect(self.desk.set_aside)
        self.pile.undo_asked.connect(self.desk.undo)
        self.pile.scan_asked.connect(self.run.scan)
        self.pile.import_asked.connect(partial(self.run.bring_in, None))
        self.pile.stop_asked.connect(self.run.stop)
        self.run.came.connect(partial(self.pile.set_scanning, True))
        self.run.kept.connect(self._kept)
        self.run.glimpsed.connect(self._glimpsed)
        self.run.unglimpsed.connect(self._unglimpsed)
        self.run.hidden.connect(lambda: self.page.hide_page(intake_words.say("page-hidden")))
        self.run.shown.connect(self._show_again)
        self.run.failed.connect(self._failed)
        self.run.told.connect(self.told)
        self.run.entered.connect(self._line_entered)
        self.run.running.connect(self._running)
        self.run.ended.connect(self._ended)
        self.page.split_asked.connect(self._split_page)
        self.page.join_asked.connect(lambda: self.desk.join_up(self._chosen))
        self.page.box_dragged.connect(self._read_box)
        self.form.edited.connect(lambda _: self._keep_form())
        self.form.register_asked.connect(self.register)
        self.form.exclude_asked.connect(self._exclude)
        self.form.command_asked.connect(self.command_asked)

    def _keys(self) -> None:
        for keys, act in (("F5", self.run.scan), ("Ctrl+Shift+Z", self.desk.undo)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _kept(self, draft: Draft) -> None:
        self.desk.add(draft)
        if not self._chosen or self._chosen in self.desk.entries:
            self._bring(draft.id)

    def _glimpsed(self, glimpse: Glimpse) -> None:
        """Let the clerk look at what is on its way, where she has nothing else before her."""
        self._ahead.learn(glimpse)
        if not self._chosen:
            self._ahead.show()

    def _unglimpsed(self) -> None:
        shown = self._ahead.draft is not None
        self._ahead.forget()
        if shown:
            self._show_nothing("")

    def _running(self, running: bool) -> None:
        self.pile.set_scanning(running, 0)
        self.scanning.emit(running)

    def _ended(self, end: ScanEnd) -> None:
        self.pile.set_counts(end.images, end.sheets)

    def _took_up(self, count: int) -> None:
        if count:
            self.told.emit(intake_words.say("took-up", count=count))
            self._bring(next(iter(self.desk.drafts)))

    def _show_pile(self) -> None:
        self.pile.set_items(
            [
                item_of(draft, place, self.desk.entries.get(draft.id))
                for place, draft in enumerate(self.desk.drafts.values(), start=1)
            ]
        )
        if self._chosen not in self.desk.drafts:
            self._next()
        elif self._draft is not None and self._draft.pages != self._shown:
            self._show_again()

    @property
    def _draft(self) -> Draft | None:
        return self.desk.drafts.get(self._chosen)

    def _show_again(self) -> None:
        ident, self._chosen = self._chosen, ""
        self.page.clear("")
        self.choose(ident)

    def _next(self) -> None:
        """Open the next document that has no number."""
        order = list(self.desk.drafts)
        start = order.index(self._chosen) + 1 if self._chosen in order else 0
        for ident in [*order[start:], *order[:start]]:
            if ident not in self.desk.entries:
                self._bring(ident)
                return
        self._chosen = ""
        if not self._ahead.show():
            self._show_nothing(intake_words.say("pile-done") if order else "")

    def _show_nothing(self, words: str) -> None:
        self.place.close()
        self.form.clear()
        self.page.clear(words)

    def _bring(self, ident: str) -> None:
        """Put a document on the screen, the cursor in its first doubtful field."""
        if not self.choose(ident):
            self.form.focus_first()

    def _split_page(self, index: int) -> None:
        draft = self._draft
        if draft is not None and 0 < index < len(draft.pages):
            self.desk.split(draft.id, draft.pages[index].id)

    def _read_box(self, index: int, box: Box) -> None:
        draft, name = self._draft, self.form.focused
        if draft is None or not name:
            return
        put = partial(self.form.put, name)

        def fetched(page: Page) -> None:
            read = partial(prefill.read_box, page=page, box=box)
            self._lanes.work[0].run(read, put, self.failed.emit)

        page = draft.pages[index]
        self._lanes.store.run(lambda office: drafts.page(office, page), fetched, self.failed.emit)

    def _keep_form(self) -> None:
        if self._chosen and self._chosen not in self.desk.entries:
            self.desk.save(self._chosen, self.form.values(), self.form.confirmed)

    def _twin_found(self, twin: Twin) -> None:
        self.form.set_busy(False)
        if twin.draft_id == self._chosen:
            self.form.show_duplicate(twin.entry.place)

    def _registered(self, ident: str, entry: Entry) -> None:
        self.form.set_busy(False)
        self._show_pile()
        if ident == self._chosen:
            self._next()
        self.form.show_number(entry.number or 0, date.fromisoformat(entry.arrival_date))
        self._line_entered(entry)

    def _line_entered(self, entry: Entry) -> None:
        self.form.set_next_number((entry.number or 0) + 1)
        self.entered.emit(entry)

    def _failed(self, error: Exception) -> None:
        self.form.set_busy(False)
        self.failed.emit(error)

    def _exclude(self) -> None:
        """The clerk sees on the paper what the program did not: destroy what was kept."""
        draft = self._draft
        choice = self.run.excluded_as() if draft is not None else None
        if draft is not None and choice is not None:
            self.desk.exclude(draft.id, *choice)
