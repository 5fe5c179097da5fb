"""The page of the office's rules, each with its source; and their box in the settings."""

from functools import partial
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from clerk_app.application import office, regulations
from clerk_app.application.office import Office, SetUp
from clerk_app.application.regulations import Rules
from clerk_app.domain.regulation import Profile
from clerk_app.domain.rule import Bilingual, Rule
from clerk_app.errors import InputFault
from ui import widgets
from ui.dialogs import Beside
from ui.intake_words import language
from ui.jobs import Lane
from ui.labels import LANGUAGES
from ui.rule_words import KINDS, words

_PAGE = (760, 640)  # logical pixels


def say(key: str, **values: str) -> str:
    """Give a word in the language on screen."""
    return words(key, language(), **values)


def page(profile: Profile, lang: str) -> str:
    """Give the rules as HTML: kind by kind, each rule with its words and sources."""
    kinds: dict[str, list[Rule]] = {kind: [] for kind in KINDS}
    for name, rule in profile.listed():
        kinds[name.partition(".")[0]].append(rule)
    parts = [f"<h2>{escape(_in(profile.name, lang))}</h2>"]
    for kind, rules in kinds.items():
        if rules:
            parts.append(f"<h3>{escape(words(kind, lang))}</h3>")
            parts += [_rule(each, lang) for each in rules]
    return "\n".join(parts)


def _rule(rule: Rule, lang: str) -> str:
    sources = "; ".join(map(str, rule.sources))
    lines = [
        f"<b>{escape(_in(rule.label, lang))}</b>",
        escape(_in(rule.text, lang)),
        f"<i>{escape(words('source', lang, sources=sources))}</i>",
    ]
    if rule.precaution:
        lines.append(escape(words("precaution", lang)))
    return f"<p>{'<br>'.join(lines)}</p>"


def _in(text: Bilingual, lang: str) -> str:
    return text.vi if lang == LANGUAGES[0] else text.en


class RulesPage(QDialog):
    """The rules to be read; nothing can be changed here."""

    def __init__(self, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("rules"))
        self.resize(*_PAGE)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(say("rules"))
        self.text.setHtml(page(profile, language()))
        close = widgets.button(say("close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addWidget(close)
        self.text.setFocus()


class RulesBox(QWidget):
    """Shows the rules, takes the office's own file, and names the organs of the rules.

    Signals:
        adopted: The office's own file is its profile from the next start on.
        saved: The names are stored.
        failed: It could not be done (an exception).
    """

    adopted = Signal()
    saved = Signal()
    failed = Signal(object)

    def __init__(self, store: Lane[Office]) -> None:
        super().__init__()
        self._store = store
        self.names: dict[str, QLineEdit] = {}
        self.page: RulesPage | None = None
        self.show_button = widgets.button(say("rules-show"))
        self.adopt_button = widgets.button(say("rules-adopt"))
        self.save_button = widgets.button(say("organs-save"))
        self.note, self.beside = widgets.label("", "quiet"), Beside()
        self.show_button.clicked.connect(lambda _: self.open_page())
        self.adopt_button.clicked.connect(lambda _: self.choose())
        self.save_button.clicked.connect(lambda _: self.save())
        self._organs = QWidget()
        self._inside = widgets.column(gap=6)
        self._organs.setLayout(self._inside)
        self._organs.hide()
        layout = widgets.column(gap=6)
        lead = widgets.label(say("rules-lead"), "quiet")
        lead.setWordWrap(True)
        row = widgets.row()
        for button in (self.show_button, self.adopt_button):
            row.addWidget(button)
        row.addStretch(1)
        layout.addWidget(widgets.label(say("rules"), "title"))
        layout.addWidget(lead)
        layout.addLayout(row)
        layout.addWidget(self.beside)
        layout.addWidget(self._organs)
        layout.addWidget(self.note)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Ask the store."""
        self._store.run(regulations.rules, self._show, self.failed.emit)

    def open_page(self) -> None:
        """Show the rules of the open office."""
        self._store.run(regulations.rules, self._open, self.failed.emit)

    def choose(self) -> None:
        """Ask for the office's own file."""
        path, _ = QFileDialog.getOpenFileName(
            self, say("rules-adopt-title"), "", say("rules-files")
        )
        if path:
            self.adopt(path)

    def adopt(self, path: str) -> None:
        """Check the office's own file and make it the profile."""
        self.note.clear()
        self.beside.say("")
        done = partial(office.set_up, wishes=SetUp(profile=path))
        self._store.run(done, lambda _: self._adopted(), self._refused)

    def save(self) -> None:
        """Store the names that stand here."""
        names = {key: field.text() for key, field in self.names.items()}
        done = partial(regulations.name_organs, names=names)
        self._store.run(done, self._saved, self.failed.emit)

    def _open(self, found: Rules) -> None:
        self.page = RulesPage(found.profile, self.window())
        self.page.open()

    def _adopted(self) -> None:
        self.note.setText(say("rules-adopted"))
        self.adopted.emit()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, InputFault):
            self.beside.tell(error)
        else:
            self.failed.emit(error)

    def _saved(self, found: Rules) -> None:
        self._show(found)
        self.note.setText(say("organs-saved"))
        self.saved.emit()

    def _show(self, found: Rules) -> None:
        if not self.names and found.organs:
            self._make_fields(found)
        for organ, name in found.organs:
            self.names[organ.id].setText(name)

    def _make_fields(self, found: Rules) -> None:
        lead = widgets.label(say("organs-lead"), "quiet")
        lead.setWordWrap(True)
        self._inside.addWidget(widgets.label(say("organs"), "title"))
        self._inside.addWidget(lead)
        for organ, _ in found.organs:
            role = _in(organ.role, language())
            if organ.former:
                role = say("organ-former", role=role, former=organ.former)
            field = self.names[organ.id] = QLineEdit()
            field.setPlaceholderText(organ.name)
            field.setMaxLength(regulations.LONGEST)
            field.setAccessibleName(role)
            self._inside.addWidget(widgets.label(role))
            self._inside.addWidget(field)
        self._inside.addWidget(self.save_button)
        self._organs.show()
