"""A marked page leaves nothing: not its words, not its bytes, not a trace in names or sizes."""

import sys
import unicodedata
from pathlib import Path

import pytest

from clerk_app.application import office
from tests.helpers.trace import Written, traced
from tests.mail.letters import make_letter
from tests.whole.program import Program

WORD = "Zyxwortflanke"
LEVELS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
_ALLOWED = ("clerk.db", "clerk.db-wal", "clerk.db-shm", "lock")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make a marked letter of every level, as the same page image and as PDF."""
    folder = tmp_path_factory.mktemp("marked")
    paths = {}
    for place, level in enumerate(LEVELS):
        letter = make_letter(
            40 + place, secrecy=level, unique_word=WORD, pages=1, degradation="scan", dpi=200
        )
        paths[level] = folder / f"{place}.png"
        letter.save(paths[level])
    letter.save(folder / "2.pdf")
    paths["pdf"] = folder / "2.pdf"
    return paths


def commands(path: Path) -> dict[str, list[str]]:
    return {
        "check": ["check", str(path)],
        "extract": ["extract", str(path)],
        "preview": ["register", "in", str(path), "--declare", "none"],
        "register": ["register", "in", str(path), "--declare", "none", "--yes"],
        "declared": ["register", "in", str(path), "--declare", "secrecy", "--yes"],
    }


def needles(path: Path) -> list[bytes]:
    """Give the word in the forms it could be written in, and pieces of the page's own bytes."""
    forms = {WORD, WORD.upper(), WORD.lower(), unicodedata.normalize("NFD", WORD)}
    words = [form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")]
    data = path.read_bytes()
    step = max(64, len(data) // 400)
    pieces = [data[start : start + 24] for start in range(len(data) // 20, len(data) - 24, step)]
    return words + [piece for piece in pieces if len(set(piece)) > 12]


def leaks(written: list[Written], path: Path) -> list[str]:
    sought = needles(path)
    return [
        f"{each.call} {each.path}"
        for each in written
        if each.data is not None and any(needle in each.data for needle in sought)
    ]


def test_the_trace_sees_what_is_written(tmp_path: Path, marked: dict[str, Path]) -> None:
    """The tracer's own proof: a copy of the page, a word, and a file in shared memory are seen."""
    path = marked["MẬT"]
    script = f"""
import os, mmap, pathlib
os.chdir({str(tmp_path)!r})
f = open("copy", "wb", buffering=0)
f.write(pathlib.Path({str(path)!r}).read_bytes())
os.writev(f.fileno(), [b"x", {WORD!r}.encode("utf-16-le")])
os.pwrite(f.fileno(), {WORD.lower().encode()!r}, 9)
mmap.mmap(os.open("copy", os.O_RDWR), 9)
"""
    status, written = traced(
        [sys.executable, "-c", script],
        {"PATH": ""},
        tmp_path / "trace",
    )
    assert status == 0
    seen = {each.split()[0] for each in leaks(written, path)}
    assert seen == {"write", "writev", "pwrite64"}
    assert [each.path for each in written if each.data is None] == [str(tmp_path / "copy")]


@pytest.mark.parametrize("name", list(commands(Path())))
@pytest.mark.parametrize("level", ["TỐI MẬT", "pdf"])
def test_nothing_of_a_marked_page_is_written_anywhere(
    tmp_path: Path, marked: dict[str, Path], level: str, name: str
) -> None:
    path = marked[level]
    program = Program(tmp_path).set_up()
    assert program.run("setup", "--office", "SỞ THÍ DỤ").status == 0
    status, written = traced(
        program.command("--json", *commands(path)[name]),
        program.environment(),
        tmp_path / "trace",
    )
    assert status == 3
    assert not leaks(written, path)
    strange = {
        each.path
        for each in written
        if not (Path(each.path).parent == program.home and Path(each.path).name in _ALLOWED)
    }
    assert not strange, "written outside the journal"
    in_memory = {Path(each.path).name for each in written if each.data is None}
    assert in_memory <= {"clerk.db-shm"}
    assert not leaks(
        [Written(str(file), "at rest", file.read_bytes()) for file in files(program)], path
    )
    assert_nothing_in_the_store(program)


def files(program: Program) -> list[Path]:
    return sorted(path for path in program.home.rglob("*") if path.is_file())


def assert_nothing_in_the_store(program: Program) -> None:
    """Decrypt every table and look for the word."""
    with office.opened(program.home, program.key) as opened:
        tables = [
            str(row[0])
            for row in opened.database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        assert "journal" in tables
        for table in tables:
            for row in opened.database.execute(
                f"SELECT * FROM {table}"  # noqa: S608 — names from the schema itself
            ):
                assert WORD.lower() not in repr(row).lower()


def test_the_home_is_the_same_whichever_page_was_excluded(
    tmp_path: Path, marked: dict[str, Path]
) -> None:
    shapes = []
    for place, level in enumerate(("MẬT", "TUYỆT MẬT")):
        folder = tmp_path / str(place)
        folder.mkdir()
        program = Program(folder).set_up()
        done = program.run("register", "in", marked[level], "--declare", "none", "--yes")
        assert done.status == 3
        assert done.row["status"] == "excluded"
        shapes.append([(path.name, path.stat().st_size) for path in files(program)])
    assert shapes[0] == shapes[1]


def test_an_exclusion_is_noted_without_content(tmp_path: Path, marked: dict[str, Path]) -> None:
    program = Program(tmp_path).set_up()
    done = program.run("register", "in", marked["MẬT"], "--declare", "none", "--yes")
    assert done.row == {
        "entry": None,
        "id": None,
        "number": None,
        "status": "excluded",
        "sha256": None,
        "warnings": [],
    }
    with office.opened(program.home, program.key) as opened:
        rows = list(opened.database.query("SELECT act, facts, commitment FROM journal"))
    assert rows == [
        {
            "act": "excluded",
            "facts": '{"category":"secrecy","level":"MẬT","pages":1}',
            "commitment": None,
        }
    ]


@pytest.mark.parametrize("level", LEVELS)
def test_the_gate_speaks_the_contract(tmp_path: Path, marked: dict[str, Path], level: str) -> None:
    program = Program(tmp_path)
    check = program.run("check", marked[level])
    assert check.status == 3
    assert check.row["verdict"] == "excluded"
    assert check.row["findings"][0]["category"] == "secrecy"
    assert check.row["findings"][0]["level"] == level
    extract = program.run("extract", marked[level])
    assert extract.status == 3
    assert extract.row["documents"] == []
    assert extract.row["excluded"]["level"] == level
    assert extract.row["excluded"]["doubtful"] is False
    left, top, right, bottom = extract.row["excluded"]["box"]
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    assert not program.home.exists(), "check and extract need no home"


def test_what_is_declared_secret_is_not_even_opened(tmp_path: Path) -> None:
    program = Program(tmp_path).set_up()
    gone = tmp_path / "not-there.png"
    done = program.run("register", "in", gone, "--declare", "secrecy", "--level", "MẬT", "--yes")
    assert (done.status, done.row["status"]) == (3, "excluded")
