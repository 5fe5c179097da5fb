"""A secret document found afterwards: hidden on one word, destroyed on two, and found nowhere."""

import getpass
import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from clerk_app.application import capture, office, registration
from clerk_app.application.registration import Request
from clerk_app.core import database, document_table
from clerk_app.core.ocr import Engine
from clerk_app.domain.clock import now
from tests.helpers import home_search
from tests.helpers.builders import a_scan, an_office, some_fields
from tests.helpers.sqlcipher_pages import plain_pages
from tests.helpers.treated import TREATED, WITHOUT_CONTENT
from tests.helpers.window import lay, letter_pages
from tests.mail.options import Options
from tests.whole.program import Program

YEAR = now().year
WORD, TYPED = "Trachodont", "Quarzibol"
LETTER = Options(
    type_name="Công văn",
    pages=1,
    dpi=200,
    degradation="scan",
    handwriting=False,
    incoming=False,
    unique_word=WORD,
)
ENTRY = f"in/{YEAR}/2"
SECOND = ("--reason", "phát hiện dấu độ mật", "--second", "Lê Thị Bê")


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Three entries; the second is scanned, exported, printed in the book, drafted once more."""
    folder = tmp_path_factory.mktemp("stocked")
    program = Program(folder).set_up()
    assert program.run("setup", "--office", "SỞ THÍ DỤ", "--profile", "binh-dinh").status == 0
    enter(folder, 1)
    command = ("register", "in", letter(folder), "--declare", "none", "--yes")
    done = program.run(*command, "--set", f"subject=kế hoạch {TYPED} và {WORD}")
    assert done.status == 0, done.err
    enter(folder, 3)
    (page,) = letter_pages(folder, 22, LETTER)
    lay(folder, [capture.see(Engine(), page, whole=True)])
    return program


@pytest.fixture
def program(stocked: Program, tmp_path: Path) -> Program:
    """Give each test a copy of the stocked home, with its exports and a backup."""
    shutil.copytree(stocked.home, tmp_path / "home")
    shutil.copy2(stocked.key, tmp_path / "key")
    made = Program(tmp_path)
    for name in ("out.pdf", "changed.pdf", "moved.pdf", f"{TYPED}.pdf"):
        assert made.run("export", ENTRY, "-o", tmp_path / name).status == 0
    assert made.run("book", "in", "--year", str(YEAR), "-o", tmp_path / "book.pdf").status == 0
    assert made.run("backup", "-o", tmp_path / "backup.tar").status == 0
    return made


def letter(folder: Path) -> Path:
    letter_pages(folder, 22, LETTER)
    return folder / "letter-22.tif"


def enter(folder: Path, number: int) -> None:
    """Register a letter that was read already."""
    with an_office(folder) as opened:
        request = Request("in", some_fields(number))
        registration.register(opened, request, a_scan(f"letter {number}"))


def secrets_of(program: Program) -> list[bytes]:
    """Give the second entry's document key and the salts of its versions."""
    with office.opened(program.home, program.key) as opened:
        query = "SELECT id FROM entry WHERE number = 2"
        (ident,) = opened.database.execute(query).fetchone()
        kept = document_table.of_entry(opened.database, ident)
        assert kept
        salts = opened.database.execute(
            "SELECT salt FROM entry_version WHERE entry_id = ?", [ident]
        ).fetchall()
        return [kept.key, *(bytes(row[0]) for row in salts)]


def words_of(program: Program) -> list[str]:
    """Give what is looked for: the invented words, and the entry's own values."""
    shown = program.run("show", ENTRY).row
    return [WORD, TYPED, shown["code_notation"], shown["signer_full_name"], shown["sha256"]]


def pages_of(home: Path, key_file: Path) -> bytes:
    key = home_search.database_key(home, key_file)
    return b"".join(plain_pages(home / "clerk.db", key))


def test_one_word_hides_it_everywhere(program: Program) -> None:
    before = program.run("show", ENTRY).row
    assert program.run("entries", "in", "--find", WORD).rows
    done = program.run("lock", ENTRY)
    assert done.status == 0, done.err
    expected = {"entry": ENTRY, "id": before["id"], "number": 2, "status": "locked"}
    assert done.row == program.run("lock", before["id"]).row == expected
    shown = program.run("show", ENTRY).row
    assert {name for name, value in shown.items() if value} == {
        "entry", "id", "number", "status", "arrival_date", "arrived_at",
    }  # fmt: skip
    assert shown in program.run("entries", "in").rows
    for find in (WORD, TYPED, before["code_notation"]):
        assert program.run("entries", "in", "--find", find).rows == []
    assert program.run("export", ENTRY, "-o", program.folder / "again.pdf").status == 6
    assert not (program.folder / "again.pdf").exists()
    attach = program.run("attach", ENTRY, program.folder / "out.pdf", "--declare", "none")
    assert attach.status == 6
    for command in (("history", ENTRY), ("show", ENTRY), ("entries", "in")):
        out = program.run(*command).out
        assert not any(word in out for word in (WORD, TYPED, before["code_notation"]))
    text = book_text(program)
    assert "đã khóa" in text
    assert TYPED not in text
    assert program.run("audit", "verify").row["ok"]


def book_text(program: Program) -> str:
    path = program.folder / "again-book.pdf"
    assert program.run("book", "in", "--year", str(YEAR), "-o", path).status == 0
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_destroyed_it_is_nowhere_and_what_is_out_of_reach_is_told(program: Program) -> None:
    folder, words, keys = program.folder, words_of(program), secrets_of(program)
    old = shutil.copytree(program.home, folder / "old")
    found = home_search.found_in(program.home, program.key, words)
    assert {"table entry_version", "table entry_search_content", "table document"} <= set(found)
    assert "table draft_page" in found, "the draft doubles the entry"
    assert all(secret in pages_of(program.home, program.key) for secret in keys)
    (folder / "changed.pdf").write_bytes(b"signed " + (folder / "changed.pdf").read_bytes())
    (folder / "moved.pdf").rename(folder / "elsewhere.pdf")
    done = program.run("purge", ENTRY, *SECOND, "-o", folder / "report.pdf")
    assert done.status == 0, done.err
    assert done.row["status"] == "removed"
    assert (done.row["entry"], done.row["number"]) == (ENTRY, 2)
    assert home_search.found_in(program.home, program.key, words) == []
    pages = pages_of(program.home, program.key)
    assert not any(secret in pages for secret in keys)
    assert (
        not (program.home / "clerk.db-wal").exists()
        or not (program.home / "clerk.db-wal").read_bytes()
    )
    told = {(each["kind"], each["state"], Path(each["name"]).name) for each in done.row["places"]}
    assert {
        ("export", "removed", "out.pdf"),
        ("export", "changed", "changed.pdf"),
        ("export", "missing", "moved.pdf"),
        ("export", "removed", "…"),
        ("book", "removed", "book.pdf"),
        ("backup", "rewritten", "backup.tar"),
        ("source", "look", ""),
    } <= told
    left = {path.name for path in folder.iterdir() if path.suffix in (".pdf", ".tar")}
    assert left == {"changed.pdf", "elsewhere.pdf", "report.pdf", "backup.tar"}
    assert WORD not in done.out + done.err
    assert TYPED not in done.out + done.err
    # the backup, searched with its key; and the copy that nobody told the program of
    backup = home_search.unpacked(folder / "backup.tar", folder / "restored")
    assert home_search.found_in(backup, program.key, words) == []
    assert not any(secret in pages_of(backup, program.key) for secret in keys)
    assert home_search.found_in(old, program.key, words), "the search would find it"


def test_number_line_stone_and_chain_remain(program: Program) -> None:
    ident = program.run("show", ENTRY).row["id"]
    report = program.folder / "report.pdf"
    assert program.run("purge", ENTRY, *SECOND, "-o", report).status == 0
    shown = program.run("show", ENTRY).row
    assert (shown["number"], shown["status"], shown["id"]) == (2, "removed", ident)
    assert [row["number"] for row in program.run("entries", "in").rows] == [3, 2, 1]
    assert "đã gỡ bỏ" in book_text(program)
    audit = program.run("audit", "verify").row
    assert audit["ok"], audit
    assert (audit["entries"], audit["files"]) == (3, 2)
    assert program.run("books").rows[0]["next"] == 4
    assert program.run("export", ENTRY, "-o", program.folder / "again.pdf").status == 6
    assert program.run("lock", ENTRY).status == 6
    backup = home_search.unpacked(program.folder / "backup.tar", program.folder / "home-2")
    restored = program.run("--home", backup, "audit", "verify").row
    assert restored["ok"], restored
    assert program.run("--home", backup, "show", ENTRY).row["status"] == "removed"
    text = subprocess.run(["pdftotext", "-layout", report, "-"], capture_output=True, check=True)
    told = text.stdout.decode()
    assert "QĐ 146/QĐ-SDL, Điều 11, khoản 5" in " ".join(told.split())
    for said in ("SỞ THÍ DỤ", "Lê Thị Bê", getpass.getuser(), ident, ENTRY, "backup.tar"):
        assert said in told
    assert WORD not in told
    assert TYPED not in told


def test_the_same_letter_is_unknown_afterwards(program: Program, stocked: Program) -> None:
    path = letter(stocked.folder)
    command = ("register", "in", path, "--declare", "none", "--yes")
    assert program.run(*command).status == 6
    assert program.run("purge", ENTRY, *SECOND, "-o", program.folder / "r.pdf").status == 0
    done = program.run(*command)
    assert (done.status, done.row["number"]) == (0, 4)


def test_a_purge_refused_destroys_nothing(program: Program) -> None:
    before = hashlib.sha256((program.folder / "out.pdf").read_bytes()).hexdigest()
    purge = ("purge", ENTRY, "--reason", "phát hiện dấu độ mật", "-o", program.folder / "r.pdf")
    assert program.run(*purge, "--second", getpass.getuser().upper()).status == 6
    assert program.run(*purge).status == 2
    assert program.run("purge", ENTRY, "--second", "Lê Thị Bê").status == 2
    into_home = ("purge", ENTRY, *SECOND, "-o", program.home / "r.pdf")
    assert program.run(*into_home).status == 2
    nowhere = ("purge", ENTRY, *SECOND, "-o", program.folder / "none" / "r.pdf")
    assert program.run(*nowhere).status == 1
    telling = ("--reason", f"có kế hoạch {TYPED} và {WORD}", "--second", "Lê Thị Bê")
    assert program.run("purge", ENTRY, *telling, "-o", program.folder / "r.pdf").status == 2
    assert program.run("purge", f"in/{YEAR}/99", *SECOND).status == 2
    shown = program.run("show", ENTRY).row
    assert shown["status"] == "registered"
    assert shown["sha256"] == before
    assert not (program.folder / "r.pdf").exists()


def test_people_of_the_workstation_sign_with_their_password(program: Program) -> None:
    add = ("people", "add", "--full-name", "Người Thử", "--role")
    for more in (("leader", "bele"), ("clerk", "vanthu", "--no-password")):
        done = typed(program, "mat khau dai 1\n", *add, *more)
        assert done.returncode == 0, done.stderr
    purge = ("purge", ENTRY, "--reason", "dấu độ mật", "-o", program.folder / "r.pdf", "--second")
    assert typed(program, "mat khau dai 1\n", *purge, "bele").returncode == 6, "nobody acts"
    assert program.run("sign-in", "--user", "vanthu").status == 0
    assert typed(program, "mat khau dai 1\n", *purge, "Lê Thị Bê").returncode == 6
    assert typed(program, "\n", *purge, "vanthu").returncode == 6
    assert typed(program, "wrong\n", *purge, "bele").returncode == 6
    assert program.run("show", ENTRY).row["status"] == "registered"
    done = typed(program, "mat khau dai 1\n", *purge, "bele")
    assert done.returncode == 0, done.stderr


def typed(program: Program, line: str, *words: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        program.command("--json", *words),
        env=program.environment(),
        input=line,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_place_that_holds_bytes_is_treated(program: Program) -> None:
    """Fails when a table, a column or a folder appears that destruction does not know of."""
    key = home_search.database_key(program.home, program.key)
    opened = database.connect(program.home / "clerk.db", key)
    try:
        found = home_search.columns(opened)
    finally:
        database.close(opened)
    assert found == TREATED | WITHOUT_CONTENT
    top = {path.name for path in program.home.iterdir()} - {"clerk.db-wal", "clerk.db-shm"}
    assert top <= {"clerk.db", "keys.json", "vault", "logs", "lock", "window.ini", "window.lock"}
