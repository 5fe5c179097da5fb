"""A process whose window scans, keeps and registers letter after letter, and says what it shows.

Run by the test of killing. The scanner is a fake with prepared pages and the reader a stand-in;
screen, lanes, drafts, numbers and store are the program's own. It prints, when the clerk can see
it: `ready`, `kept LETTER DRAFT`, `number N ENTRY DRAFT`; and `failed CODE` for any failure.
"""

import argparse
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from clerk_app.application import capture
from clerk_app.application.capture import Seen
from clerk_app.domain.draft import Draft
from clerk_app.domain.entry import Entry
from clerk_app.domain.scanning import Page
from tests.helpers.builders import a_page
from tests.helpers.window import Desktop, declare_soon, spin, stand_in

NAMES: dict[bytes, str] = {}
"""The letter's number by the bytes of its page."""

PILE = 6
WAITING = 8  # drafts on the desk before the clerk stops scanning and registers


class Job:
    """A clerk who never stops.

    Args:
        first: Number of the first letter: every process has its own.
    """

    def __init__(self, folder: Path, first: int) -> None:
        self.next = first
        self.desktop = Desktop(folder, lambda: None, 1)
        view = self.desktop.view
        view.run.kept.connect(self.kept)
        view.desk.registered.connect(self.registered)
        view.failed.connect(lambda error: say("failed", getattr(error, "code", repr(error))))

    def work(self) -> None:
        """Scan a pile, register from it, and again."""
        desktop, view = self.desktop, self.desktop.view
        view.show()
        view.start()
        while view.run.profile is None:
            spin()
        say("ready")
        while True:
            if not view.run.busy and len(desktop.drafts) < WAITING:
                self.scan()
            self.register()

    def scan(self) -> None:
        """Lay a pile into the feeder, and F5 with its declaration."""
        pages = []
        for _ in range(PILE):
            page = a_page(text=str(self.next))
            NAMES[page.encoded] = str(self.next)
            pages.append(page)
            self.next += 1
        self.desktop.scanner.pages = pages
        timer = declare_soon()
        self.desktop.view.run.scan()
        timer.stop()

    def register(self) -> None:
        """See every field and register the document on the screen."""
        view, count = self.desktop.view, len(self.desktop.entries)
        if view.chosen:
            form = view.form
            form._see(set(form.doubts))
            view.register()
            while len(self.desktop.entries) == count:
                spin()
        spin()

    def kept(self, draft: Draft) -> None:
        """Say that the pile shows a document."""
        assert draft.id in self.desktop.view.desk.drafts
        say("kept", draft.fields["code_number"], draft.id)

    def registered(self, draft: str, entry: Entry) -> None:
        """Say that the number stands on the screen."""
        say("number", entry.number, entry.id, draft)


def see(engine: object, page: Page, **_: object) -> Seen:
    """Stand in for the reader: the page's bytes tell its number."""
    return stand_in(page, NAMES[page.encoded])


def say(*words: object) -> None:
    """Tell the test; a line is whole or is not there."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Work until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("first", type=int)
    options = parser.parse_args()
    capture.see = see
    application = QApplication(sys.argv[:1])
    Job(options.folder, options.first).work()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
