"""A day of invented mail by command line: what `./dev run` shows."""

import argparse
import shutil
import sys
import time
from pathlib import Path

from tests.mail.letters import make_letter
from tests.whole.program import Done, Program

LETTERS = 8
_TYPES = ("Công văn", "Quyết định", "Giấy mời", "Kế hoạch", "Tờ trình", "Thông báo", "Báo cáo")


def sample_mail(folder: Path, count: int) -> list[Path]:
    """Write letters of several types, two with handwritten numbers, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for place in range(count):
        letter = make_letter(
            7000 + place,
            type_name=_TYPES[place % len(_TYPES)],
            handwriting=place % 4 == 3,
            urgency="KHẨN" if place == 1 else None,
        )
        path = folder / f"letter-{place + 1:02}.pdf"
        letter.save(path)
        paths.append(path)
    return paths


def marked_letter(folder: Path) -> Path:
    """Write one letter with a secrecy mark."""
    path = folder / "marked.pdf"
    make_letter(7900, type_name="Công văn", secrecy="MẬT").save(path)
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/sample-day"))
    parser.add_argument("--letters", type=int, default=LETTERS)
    options = parser.parse_args()
    shutil.rmtree(options.out, ignore_errors=True)
    program = Program(options.out.resolve())
    mail = program.folder / "mail"
    began = time.monotonic()
    paths = [*sample_mail(mail, options.letters), marked_letter(mail)]
    print(f"{len(paths)} invented letters in {mail} ({time.monotonic() - began:.0f} s)")
    began = time.monotonic()
    program.set_up()
    _say(program.run("setup", "--office", "SỞ THÍ DỤ", "--parent", "UBND TỈNH THÍ DỤ"))
    for path in paths:
        _say(program.run("register", "in", path, "--declare", "none", "--yes"))
    print(f"registered in {time.monotonic() - began:.0f} s")
    book = program.folder / "book-in.pdf"
    exported = [_say(program.run("book", "in", "-o", book)), _say(program.run("audit", "verify"))]
    for entry in program.run("entries", "in").rows:
        if entry["sha256"]:
            name = program.folder / f"{entry['entry'].replace('/', '-')}.pdf"
            exported.append(program.run("export", entry["entry"], "-o", name))
    print(f"\nThe book: {book}\nThe PDF/A files: {program.folder}/in-*.pdf")
    print(f"To go on: clerk --home {program.home} --key-file {program.key} entries in")
    return max(done.status for done in exported)


def _say(done: Done) -> Done:
    sys.stdout.write(done.out)
    sys.stdout.write(done.err)
    sys.stdout.flush()
    return done


if __name__ == "__main__":
    sys.exit(main())
