"""A process that scans a long document, says how many pages it kept, and never comes to its end.

Run by the test of killing. The reader is a stand-in that stops at one page for ever; feed, gate,
keys and store are the program's own.
"""

import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from clerk_app.application import capture
from clerk_app.application.capture import Seen
from clerk_app.domain.scanning import Page, ScanSettings
from tests.helpers.builders import a_declaration
from tests.helpers.long import SHORT, long_pages, seen_as
from tests.helpers.window import Desktop, spin
from ui.checkpoint import Plan
from ui.intake_stream import Stream

PAGES, STOPS_AT = 40, 20


def see(_: object, page: Page, **__: object) -> Seen:
    """Stand in for the reader."""
    while page.number >= STOPS_AT:
        time.sleep(1)
    return seen_as(page, {1}, ())


def main() -> None:
    """Scan until killed."""
    capture.see = see  # type: ignore[assignment]
    folder, _ = Path(sys.argv[1]), QApplication(sys.argv[:1])
    desktop = Desktop(folder, lambda: None, 1)
    desktop.scanner.pages = long_pages(PAGES)
    stream = Stream(desktop.lanes, a_declaration(), Plan(limits=SHORT))
    stream.scan("", ScanSettings())
    told = 0
    while True:
        spin()
        kept = stream.gate.kept_early - stream.gate.keeper.waiting
        if kept > told:
            told = kept
            sys.stdout.write(f"{kept}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
