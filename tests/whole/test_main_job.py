"""The main job by command line: a letter becomes an entry, a PDF/A and a line in the book."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from clerk_app.core import pdf_checks
from clerk_app.domain.clock import now
from clerk_app.domain.text import tone_key
from tests.mail.letters import make_letter
from tests.mail.options import Options
from tests.mail.piles import make_pile
from tests.whole.program import Program

YEAR = now().year
CLEAN = Options(
    type_name="Công văn", pages=1, degradation="scan", handwriting=False, incoming=False
)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path).set_up()


@pytest.fixture(scope="module")
def mail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter as PNG and PDF, its twin's pages apart, and a pile of two letters."""
    folder = tmp_path_factory.mktemp("mail")
    letter = make_letter(81, options=CLEAN)
    letter.save(folder / "letter.png")
    letter.save(folder / "letter.pdf")
    make_letter(82, pages=2, blank_backs=True, handwriting=False).save(folder / "two.tif")
    make_pile([83, 84], options=Options(pages=1, handwriting=False, incoming=False)).save(
        folder / "pile.pdf"
    )
    return folder


def test_from_the_letter_to_the_book(program: Program, mail: Path) -> None:
    truth = make_letter(81, options=CLEAN).truth
    assert program.run("setup", "--office", "SỞ THÍ DỤ", "--start", "1046").status == 0
    done = program.run("register", "in", mail / "letter.png", "--declare", "none", "--yes")
    assert done.status == 0, done.err
    row = done.row
    assert (row["entry"], row["number"], row["status"]) == (f"in/{YEAR}/1046", 1046, "registered")
    shown = program.run("show", row["entry"]).row
    assert tone_key(shown["organ_name"]) == tone_key(truth["issuing_organ"])
    assert (shown["code_number"], shown["code_notation"]) == (truth["number"], truth["notation"])
    assert shown["issued_date"] == truth["issued_date"]
    assert shown["page_amount"] == 1
    out = program.folder / "out.pdf"
    assert program.run("export", row["id"], "-o", out).row["sha256"] == row["sha256"]
    data = out.read_bytes()
    assert hashlib.sha256(data).hexdigest() == row["sha256"] == shown["sha256"]
    assert pdf_checks.check(data) == []
    text = subprocess.run(["pdftotext", out, "-"], capture_output=True, text=True, check=True)
    assert truth["place"] in text.stdout
    assert [each["id"] for each in program.run("entries", "in").rows] == [row["id"]]
    found = program.run("entries", "in", "--find", truth["notation"].lower()).rows
    assert [each["id"] for each in found] == [row["id"]]
    book = program.folder / "book.pdf"
    assert program.run("book", "in", "--year", str(YEAR), "-o", book).row["entries"] == 1
    books = program.run("books").rows
    assert next((each["book"], each["last"], each["next"]) for each in books) == ("in", 1046, 1047)
    audit = program.run("audit", "verify").row
    assert audit["ok"]
    assert (audit["entries"], audit["files"]) == (1, 1)
    anchor = program.folder / "anchor.json"
    anchor.write_text(program.run("audit", "verify").out)
    assert program.run("audit", "verify", "--anchor", anchor).row["ok"]


def test_the_same_letter_again_is_told_and_spends_nothing(program: Program, mail: Path) -> None:
    command = ("register", "in", "--declare", "none", "--yes")
    assert program.run(*command, mail / "letter.png").row["number"] == 1
    again = program.run(*command, mail / "letter.png")
    assert (again.status, again.row["status"], again.row["number"]) == (6, "duplicate", None)
    other_bytes = program.run(*command, mail / "letter.pdf")
    assert (other_bytes.status, other_bytes.row["duplicate_of"]) == (6, f"in/{YEAR}/1")
    twice = ("--duplicate-of", f"in/{YEAR}/1", "--reason", "gửi hai lần")
    assert program.run(*command, mail / "letter.pdf", *twice).row["number"] == 2


def test_without_yes_nothing_is_stored(program: Program, mail: Path) -> None:
    done = program.run("register", "in", mail / "letter.png", "--declare", "none")
    assert done.status == 0
    assert done.row["documents"][0]["fields"]["type_name"]["value"] == "Công văn"
    assert program.run("entries", "in").rows == []
    assert program.run("books").rows[0]["last"] is None


def test_a_pile_needs_split_and_gives_an_entry_each(program: Program, mail: Path) -> None:
    command = ("register", "in", mail / "pile.pdf", "--declare", "none")
    for extra in ((), ("--yes",)):
        done = program.run(*command, *extra)
        assert done.status == 2
        assert "[several-documents]" in done.err
    done = program.run(*command, "--yes", "--split")
    assert done.status == 0, done.err
    assert [row["number"] for row in done.rows] == [1, 2]
    assert program.run(*command, "--yes", "--split").status == 6
    extract = program.run("extract", mail / "pile.pdf").row
    assert [each["pages"] for each in extract["documents"]] == [[1], [2]]


def test_several_images_are_the_pages_of_one_letter_and_blank_ones_stay(
    program: Program, mail: Path
) -> None:
    row = program.run("extract", mail / "two.tif").row
    (document,) = row["documents"]
    assert row["pages"] == 4
    assert document["pages"] == [1, 2, 3, 4]
    assert document["blank_pages"] == [2, 4]
    done = program.run("register", "in", mail / "two.tif", "--declare", "none", "--yes")
    assert done.status == 0, done.err
    assert program.run("show", done.row["entry"]).row["page_amount"] == 4
    out = program.folder / "out.pdf"
    program.run("export", done.row["entry"], "-o", out)
    info = subprocess.run(["pdfinfo", out], capture_output=True, text=True, check=True).stdout
    assert "Pages:           4" in info


def test_an_entry_without_a_scan_gets_it_later(program: Program, mail: Path) -> None:
    done = program.run(
        "register", "in", "--no-scan", "gửi đích danh", "--set", "organ_name=Sở Thử nghiệm",
        "--set", "priority=hoả tốc",
    )  # fmt: skip
    assert (done.status, done.row["sha256"]) == (0, None)
    entry = done.row["entry"]
    assert program.run("show", entry).row["priority"] == "HỎA TỐC"
    out = program.folder / "x.pdf"
    assert program.run("export", entry, "-o", out).status == 6
    attached = program.run("attach", entry, mail / "letter.pdf", "--declare", "none")
    assert attached.status == 0, attached.err
    assert attached.row["entry"] == entry
    assert program.run("show", entry).row["sha256"] == attached.row["sha256"]
    again = program.run("attach", entry, mail / "letter.pdf", "--declare", "none")
    assert again.status == 6
    assert program.run("export", entry, "-o", out).status == 0
    marked = program.folder / "marked.png"
    make_letter(40, secrecy="MẬT", pages=1, degradation="scan", dpi=200).save(marked)
    other = program.run("register", "in", "--no-scan", "x", "--set", "subject=khác").row["entry"]
    stopped = program.run("attach", other, marked, "--declare", "none")
    assert (stopped.status, stopped.row["status"]) == (3, "excluded")
    assert program.run("show", other).row["sha256"] is None


def test_options_stand_anywhere(program: Program) -> None:
    home, key = str(program.home), str(program.key)
    nothing = {"CLERK_HOME": "", "CLERK_KEY_FILE": ""}
    assert program.run("books", "--home", home, "--key-file", key, **nothing).status == 0
    assert program.run(f"--home={home}", "books", f"--key-file={key}", **nothing).status == 0
    done = program.run("register", "--set", "subject=x", "in", "--no-scan", "y", "--set", "place=z")
    assert done.status == 0, done.err


def test_words_for_people(program: Program) -> None:
    program.run("register", "in", "--no-scan", "x", "--set", "subject=họp giao ban")
    command = [each for each in program.command("entries", "in") if each != "--json"]
    done = subprocess.run(
        command, env=program.environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout == f"in/{YEAR}/1  họp giao ban [không có bản quét]\n"
