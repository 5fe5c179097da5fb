"""An office's own rules: taken by `clerk setup`, told wrong with file and line, held ever after."""

from pathlib import Path

import pytest

from tests.helpers.profiles import OWN
from tests.whole.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path).set_up()


def test_the_office_s_own_file_becomes_its_profile(program: Program) -> None:
    file = program.folder / "của mình.toml"
    file.write_text(OWN, "utf-8")
    done = program.run("setup", "--profile", file)
    assert (done.status, done.row["profile"]) == (0, "so-thu")
    file.unlink()  # what was taken is kept among the office's data
    declared = ("register", "in", "absent.pdf", "--yes", "--declare")
    done = program.run(*declared, "plans")
    assert done.row["status"] == "excluded"
    assert "Bản vẽ. Không quét. (QĐ 7/QĐ-ST, Điều 4)" in done.err
    assert program.run(*declared, "complaint").status == 2  # which it drops
    assert program.run("setup", "--profile", "ben-tre").row["profile"] == "ben-tre"
    assert program.run("setup", "--profile", "so-thu").row["profile"] == "so-thu"


def test_a_wrong_file_is_told_and_changes_nothing(program: Program) -> None:
    file = program.folder / "của mình.toml"
    file.write_text(OWN.replace("longest = 40", "longest = 9"), "utf-8")
    vi = "của mình.toml, dòng 10: files.name.longest phải từ 10 đến 255."
    en = "của mình.toml, line 10: files.name.longest lies between 10 and 255."
    for lang, sentence in (("vi", vi), ("en", en)):
        done = program.run("setup", "--profile", file, "--lang", lang)
        assert done.status == 2
        assert done.err == f"clerk: {sentence} [profile-limit]\n"
    assert program.run("setup").row["profile"] == "national"
    assert not (program.home / "regulations").exists()


def test_a_file_that_is_not_there_and_an_id_that_is_not_are_told(program: Program) -> None:
    absent = program.run("setup", "--profile", program.folder / "absent.toml")
    assert (absent.status, "[file-missing]" in absent.err) == (2, True)
    unknown = program.run("setup", "--profile", "nowhere")
    assert (unknown.status, "[profile-unknown]" in unknown.err) == (2, True)


def test_an_own_profile_that_was_spoiled_afterwards_is_told_and_mended(program: Program) -> None:
    file = program.folder / "own.toml"
    file.write_text(OWN, "utf-8")
    assert program.run("setup", "--profile", file).status == 0
    kept = program.home / "regulations" / "so-thu.toml"
    kept.write_text(OWN.replace("sources", "source"), "utf-8")
    done = program.run("books")
    assert (done.status, "[profile-source-missing]" in done.err) == (2, True)
    assert "so-thu.toml, dòng" in done.err
    assert program.run("setup", "--profile", file).row["profile"] == "so-thu"  # read again
    kept.unlink()
    assert "[profile-unknown]" in program.run("setup", "--office", "SỞ THỬ").err
    assert program.run("setup", "--profile", "ben-tre").row["profile"] == "ben-tre"
