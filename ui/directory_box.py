"""The office's directory in the settings: one name a line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from clerk_app.application import contacts
from clerk_app.application.contacts import Directory
from clerk_app.application.office import Office
from ui import widgets
from ui.jobs import Lane
from ui.place_words import say

_HEIGHT = 110


class DirectoryBox(QWidget):
    """Organs that write, units and people that receive.

    Signals:
        saved: The directory is stored.
        failed: It could not be (an exception).
    """

    saved = Signal()
    failed = Signal(object)

    def __init__(self, store: Lane[Office]) -> None:
        super().__init__()
        self._store = store
        self.organs, self.units = QPlainTextEdit(), QPlainTextEdit()
        self.save_button = widgets.button(say("directory-save"))
        self.save_button.clicked.connect(lambda _: self.save())
        layout = widgets.column(gap=6)
        layout.addWidget(widgets.label(say("directory"), "title"))
        for key, edit in (("directory-organs", self.organs), ("directory-units", self.units)):
            edit.setAccessibleName(say(key))
            edit.setFixedHeight(_HEIGHT)
            edit.setTabChangesFocus(True)
            layout.addWidget(widgets.label(say(key), "quiet"))
            layout.addWidget(edit)
        layout.addWidget(self.save_button)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Ask the store."""
        self._store.run(contacts.directory, self._show, self.failed.emit)

    def save(self) -> None:
        """Store what stands here."""
        wanted = Directory(*(_names(edit) for edit in (self.organs, self.units)))
        self._store.run(lambda office: contacts.keep(office, wanted), self._kept, self.failed.emit)

    def _show(self, found: Directory) -> None:
        self.organs.setPlainText("\n".join(found.organs))
        self.units.setPlainText("\n".join(found.units))

    def _kept(self, found: Directory) -> None:
        self._show(found)
        self.saved.emit()


def _names(edit: QPlainTextEdit) -> tuple[str, ...]:
    return tuple(edit.toPlainText().split("\n"))
