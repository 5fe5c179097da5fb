"""Thiết lập: the office, this workstation, its scanner, and how the window looks."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QScrollArea, QWidget

from clerk_app.application import office, places
from clerk_app.application.office import Office, SetUp
from clerk_app.application.places import Standing
from clerk_app.application.ports import ScannerPort
from clerk_app.domain.rule import Bilingual
from clerk_app.domain.scanning import Device
from clerk_app.errors import InputFault
from ui import gate_words, session_words, widgets
from ui.dialogs import Beside, FailureStrip
from ui.directory_box import DirectoryBox
from ui.gate_list import GateList
from ui.intake_words import language
from ui.jobs import Lane
from ui.labels import LANGUAGES
from ui.place_words import say
from ui.rules_view import RulesBox
from ui.times_box import TimesBox

THEME, LANGUAGE, SCANNER = "theme", "language", "scanner"
THEMES = ("system", "light", "dark")
_WIDE = 520


class SettingsView(QWidget):
    """Everything that can be set.

    Signals:
        saved: The office's settings are stored (`Standing`).
        themed: Another look is wanted (one of `THEMES`).
        scanner_chosen: The scanner to use, its id; empty for the first found.
        devices: Which scanners were found (a list of `Device`), or the failure.
    """

    saved = Signal(object)
    themed = Signal(str)
    scanner_chosen = Signal(str)
    devices = Signal(object)

    def __init__(self, store: Lane[Office], device: Lane[ScannerPort], look: QSettings) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.strip = FailureStrip(around=14)
        self.office, self.parent_organ, self.station = QLineEdit(), QLineEdit(), QLineEdit()
        self.profile, self.scanner = QComboBox(), QComboBox()
        self.theme, self.language = QComboBox(), QComboBox()
        self.save_button = widgets.button(say("save"), "primary")
        self.note = widgets.label("", "quiet")
        self.beside = Beside()
        self._again = widgets.button(say("look-again"))
        self.gate_list = widgets.button(gate_words.say("gate-list", language()))
        self.gate_list.clicked.connect(lambda _: self.open_gate_list())
        self._store, self._device, self._look = store, device, look
        self.directory = DirectoryBox(store)
        self.directory.failed.connect(self._failed)
        self.directory.saved.connect(lambda: self.note.setText(say("directory-saved")))
        self.times = TimesBox(store)
        self.times.failed.connect(self._failed)
        self.times.saved.connect(self._times_kept)
        self.rules = RulesBox(store)
        self.rules.failed.connect(self._failed)
        self.rules.adopted.connect(self.refresh)
        self._fill_choices()
        self._lay_out()
        self.save_button.clicked.connect(lambda _: self.save())
        self._again.clicked.connect(lambda _: self.look_for_scanners())
        self.theme.activated.connect(lambda _: self._themed())
        self.scanner.activated.connect(lambda _: self._scanner_taken())

    def refresh(self) -> None:
        """Ask the store how the office stands."""
        self._store.run(places.offered, self._offer, self._failed)
        self._store.run(places.standing, self.show_standing, self._failed)
        for box in (self.rules, self.directory, self.times):
            box.refresh()

    def open_gate_list(self) -> GateList:
        """Show what the gate excluded and what was ruled."""
        made = GateList(self._store, self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.open()
        return made

    def show_standing(self, standing: Standing) -> None:
        """Fill the fields with what is set."""
        self.office.setText(standing.office if standing.set_up else "")
        self.parent_organ.setText(standing.parent)
        self.station.setText(standing.station)
        self.profile.setCurrentIndex(max(0, self.profile.findData(standing.profile)))

    def save(self) -> None:
        """Store what was typed."""
        wishes = SetUp(
            self.office.text(),
            self.parent_organ.text(),
            str(self.profile.currentData()),
            self.station.text(),
        )

        def keep(opened: Office) -> Standing:
            office.set_up(opened, wishes)
            return places.standing(opened)

        self.beside.say("")
        self._look.setValue(LANGUAGE, self.language.currentData())
        self._store.run(keep, self._kept, self._failed)

    def look_for_scanners(self) -> None:
        """Ask the device lane what is attached."""
        self._again.setEnabled(False)
        self._device.run(lambda port: port.devices(), self._found, self._no_scanner)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 — Qt's name
        """Show what is stored now."""
        super().showEvent(event)
        self.note.clear()
        self.refresh()

    def _kept(self, standing: Standing) -> None:
        self.show_standing(standing)
        self.note.setText(f"{say('set-up-saved')} {say('next-start')}")
        self.saved.emit(standing)

    def _times_kept(self, standing: Standing) -> None:
        self.note.setText(session_words.say("times-saved"))
        self.saved.emit(standing)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, InputFault):
            self.beside.tell(error)
        else:
            self.strip.tell(error, self.refresh)

    def _found(self, devices: Sequence[Device]) -> None:
        self._again.setEnabled(True)
        chosen = str(self._look.value(SCANNER, ""))
        self.scanner.clear()
        self.scanner.addItem(say("scanner-any"), "")
        for each in devices:
            self.scanner.addItem(each.name, each.id)
        self.scanner.setCurrentIndex(max(0, self.scanner.findData(chosen)))
        self.devices.emit(list(devices))

    def _no_scanner(self, error: Exception) -> None:
        self._again.setEnabled(True)
        if self.isVisible():
            self.strip.tell(error, self.look_for_scanners)
        self.devices.emit(error)

    def _scanner_taken(self) -> None:
        self._look.setValue(SCANNER, self.scanner.currentData())
        self.scanner_chosen.emit(str(self.scanner.currentData()))

    def _themed(self) -> None:
        self._look.setValue(THEME, self.theme.currentData())
        self.themed.emit(str(self.theme.currentData()))

    def _offer(self, offered: Sequence[tuple[str, Bilingual]]) -> None:
        """Offer the profiles there are, the office's own among them; nothing else is chosen."""
        if len(offered) == self.profile.count():
            return
        chosen = self.profile.currentData()
        self.profile.clear()
        for name, words in offered:
            self.profile.addItem(in_language(words), name)
        self.profile.setCurrentIndex(max(0, self.profile.findData(chosen)))

    def _fill_choices(self) -> None:
        fill_profiles(self.profile)
        self.scanner.addItem(say("scanner-any"), "")
        for name in THEMES:
            self.theme.addItem(say(f"theme-{name}"), name)
        self.theme.setCurrentIndex(max(0, self.theme.findData(self._look.value(THEME, "system"))))
        for lang in LANGUAGES:
            self.language.addItem(say(lang), lang)
        self.language.setCurrentIndex(LANGUAGES.index(language()))

    def _lay_out(self) -> None:
        inner, outer, area = QWidget(), widgets.column(), QScrollArea()
        inner.setObjectName("ground")
        form = QFormLayout(inner)
        form.setContentsMargins(16, 14, 16, 14)
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(18)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(widgets.label(say("settings"), "title"))
        add_row(form, "office", self.office)
        form.addRow("", self.beside)
        add_row(form, "parent", self.parent_organ)
        add_row(form, "profile", self.profile)
        add_row(form, "station", self.station)
        add_row(form, "scanner", self.scanner)
        form.addRow("", self._again)
        add_row(form, "theme", self.theme)
        add_row(form, "language", self.language)
        form.addRow("", self.save_button)
        form.addRow("", self.note)
        for box in (self.rules, self.directory, self.times):
            box.setFixedWidth(_WIDE)
            form.addRow("", box)
        form.addRow("", self.gate_list)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        outer.addWidget(self.strip)
        outer.addWidget(area, 1)
        self.setLayout(outer)
        self.setFocusProxy(self.office)


def fill_profiles(box: QComboBox) -> None:
    """Offer the regulation profiles by their names."""
    for name, words in places.profiles():
        box.addItem(in_language(words), name)


def in_language(words: Bilingual) -> str:
    """Give a rule's words in the language on screen."""
    return words.vi if language() == LANGUAGES[0] else words.en


def add_row(form: QFormLayout, name: str, field: QWidget) -> None:
    """Add a named field to a form."""
    field.setMinimumWidth(_WIDE)
    field.setMaximumWidth(_WIDE)
    field.setAccessibleName(say(name))
    form.addRow(say(name), field)
