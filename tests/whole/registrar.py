"""A process that registers letters one after another and says each number it was told.

Run by the tests of killing and of several desks at once; the letters are prepared (no reading), the
road from the cleared page to the committed entry is the program's own.
"""

import argparse
import sys
from pathlib import Path

from clerk_app.application import office, registration
from clerk_app.application.registration import Request
from clerk_app.errors import ClerkError
from tests.helpers.builders import a_scan, some_fields


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("desk")
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    print("ready", flush=True)
    for turn in range(options.count):
        name = f"{options.desk}-{turn}"
        request = Request("in", some_fields(turn, code_notation=f"D{options.desk}"[:30]))
        try:
            with office.opened(options.folder / "home", options.folder / "key") as opened:
                entry, _ = registration.register(opened, request, a_scan(name))
        except ClerkError as error:
            print("failed", error.code, flush=True)
            return 1
        print(entry.number, entry.id, entry.sha256, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
