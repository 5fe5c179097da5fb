"""What stands beside an entry's pages: its fields and what happened to it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clerk_app.application.places import Happening
from clerk_app.domain.entry import Entry
from ui import labels, widgets
from ui.intake_words import language
from ui.place_words import day, deed, moment, say, state

_DAYS = ("issued_date", "due_date")


def record(entry: Entry, happenings: list[Happening]) -> QWidget:
    """Make the panel of an entry; of a hidden one it has number and history alone."""
    panel = QWidget()
    panel.setObjectName("ground")
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.setSpacing(3)
    layout.addWidget(widgets.label(say("record"), "title"))
    _told(layout, say("col-state"), state(entry))
    for name in labels.FIELDS:
        if entry.fields.get(name):
            _told(layout, labels.field(name, language()), _value(entry, name))
    _told(layout, say("arrived-at"), moment(entry.arrived_at))
    if entry.received_at:
        _told(layout, say("received-at"), moment(entry.received_at))
    layout.addSpacing(18)
    layout.addWidget(widgets.label(say("history"), "title"))
    for each in happenings:
        version = f" · {say('history-version', version=each.version)}" if each.version else ""
        _told(layout, f"{moment(each.at)} · {each.by}", deed(each.act) + version)
    layout.addStretch(1)
    return panel


def _told(layout: QVBoxLayout, name: str, value: str) -> None:
    layout.addSpacing(7)
    layout.addWidget(widgets.label(name, "quiet"))
    words: QLabel = widgets.label(value)
    words.setWordWrap(True)
    words.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    words.setAccessibleName(f"{name}: {value}")
    layout.addWidget(words)


def _value(entry: Entry, name: str) -> str:
    value = entry.fields[name]
    if name in _DAYS:
        return day(str(value))
    return "; ".join(value) if isinstance(value, list) else str(value)
