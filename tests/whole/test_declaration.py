"""The declaration on the command line: a part alone, and the list of what was excluded."""

from pathlib import Path

import pytest

from tests.mail.letters import make_letter
from tests.mail.options import Options
from tests.whole.program import Program

PLAIN = {"dpi": 200, "degradation": "scan", "handwriting": False, "incoming": False}


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make a letter of one page, one of three, and one with a mark."""
    folder = tmp_path_factory.mktemp("letters")
    made = {
        "one": Options(pages=1, **PLAIN),  # type: ignore[arg-type]
        "three": Options(pages=3, **PLAIN),  # type: ignore[arg-type]
        "marked": Options(pages=1, secrecy="MẬT", dpi=200, degradation="scan"),
    }
    seeds = {"one": 22, "three": 21, "marked": 40}
    for name, options in made.items():
        make_letter(seeds[name], options=options).save(folder / f"{name}.pdf")
    return {name: folder / f"{name}.pdf" for name in made}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    made = Program(tmp_path).set_up()
    assert made.run("setup", "--office", "SỞ THÍ DỤ", "--profile", "dien-bien").status == 0
    return made


def test_of_a_part_no_more_is_taken_than_was_declared(
    program: Program, letters: dict[str, Path]
) -> None:
    refused = program.run(
        "register", "in", str(letters["three"]), "--declare", "central-law", "--yes"
    )
    assert refused.status == 2
    assert "more-than-declared" in refused.err
    missing = program.run(
        "register", "in", str(letters["three"]), "--declare", "dossier-letter-only", "--yes"
    )
    assert missing.status == 2
    assert "part-sheets-missing" in missing.err
    done = program.run("register", "in", str(letters["one"]), "--declare", "central-law", "--yes")
    assert done.status == 0, done.err
    shown = program.run("show", "in/2026/1")
    assert "chỉ tờ đầu (QĐ 530/QĐ-SXD, Điều 6" in shown.out


def test_what_was_excluded_is_listed_and_its_file_named(
    program: Program, letters: dict[str, Path], tmp_path: Path
) -> None:
    stopped = program.run(
        "register", "in", str(letters["one"]), str(letters["marked"]), "--declare", "none", "--yes"
    )
    assert stopped.status == 3
    assert stopped.err.rstrip().endswith(f"Tệp bị loại trừ còn nằm tại: {letters['marked']}.")
    declared = program.run("register", "in", str(letters["one"]), "--declare", "named-addressee")
    assert declared.status == 3
    listed = program.run("exclusions")
    found = [(line["act"], line["category"], line["level"], line["kept"]) for line in listed.rows]
    assert found == [("excluded", "secrecy", "MẬT", 0), ("excluded", "named-addressee", None, 0)]
    assert program.run("exclusions", "--year", "1999").rows == []
    table = tmp_path / "list.csv"
    assert program.run("exclusions", "-o", str(table)).status == 0
    assert len(table.read_text("utf-8-sig").splitlines()) == 3
    wrong = program.run("exclusions", "-o", str(tmp_path / "list.txt"))
    assert wrong.status == 2
    assert "list-format" in wrong.err
