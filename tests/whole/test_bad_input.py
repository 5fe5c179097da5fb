"""Bad input: one clear sentence, the right exit status, nothing half-written, nothing lost."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from tests.helpers import pdf_bombs, pdf_zoo
from tests.mail.letters import make_letter
from tests.mail.options import Options
from tests.whole.program import Done, Program

_PLAIN = Options(type_name="Công văn", pages=1, degradation="clean", dpi=200, handwriting=False)


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mail") / "letter.png"
    make_letter(71, options=_PLAIN).save(path)
    return path


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path).set_up()


def assert_told(done: Done, status: int, code: str) -> None:
    """One sentence with its code, and no more."""
    assert done.status == status, (done.out, done.err)
    lines = [line for line in done.err.splitlines() if line]
    assert len(lines) == 1, lines
    assert re.fullmatch(rf"clerk: .+ \[{code}\]", lines[0]), lines


def image(path: Path, size: tuple[int, int], mode: str = "RGB") -> Path:
    PIL.Image.new(mode, size, 255 if mode in {"L", "1"} else "white").save(path)
    return path


def huge(path: Path) -> Path:
    """A picture of 900 megapixels in a few hundred kilobytes."""
    PIL.Image.fromarray(np.zeros((30_000, 30_000), bool)).save(path)
    return path


def holding(data: bytes) -> Callable[[Path], Path]:
    def build(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return build


def truncated(path: Path) -> Path:
    make_letter(72, pages=1, dpi=200).save(path)
    path.write_bytes(path.read_bytes()[:30_000])
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    return path


CASES: list[tuple[str, Callable[[Path], Path], str]] = [
    ("zero.png", holding(b""), "file-empty"),
    ("zero.pdf", holding(b""), "file-empty"),
    ("cut.png", truncated, "image-unreadable"),
    ("cut.jpg", truncated, "image-unreadable"),
    ("text.pdf", holding("Đây không phải PDF".encode()), "format-unknown"),
    ("noise.jpg", holding(bytes(range(256)) * 40), "format-unknown"),
    ("dot.png", lambda path: image(path, (1, 1)), "page-too-small"),
    ("huge.png", huge, "image-too-large"),
    ("folder.png", folder, "not-a-file"),
    ("missing.png", lambda path: path, "file-missing"),
    ("cut.pdf", holding(pdf_zoo.plain()[:400]), "pdf-broken"),
    ("locked.pdf", holding(pdf_zoo.encrypted()), "pdf-encrypted"),
    ("long.pdf", holding(pdf_zoo.plain(5000)), "too-many-pages"),
    ("loop.pdf", holding(pdf_bombs.looped()), "pdf-broken"),
    ("bomb.pdf", holding(pdf_bombs.content_bomb()), "pdf-too-demanding"),
]


@pytest.mark.parametrize(("name", "build", "code"), CASES, ids=[case[0] for case in CASES])
def test_a_file_that_cannot_be_read(
    program: Program, name: str, build: Callable[[Path], Path], code: str
) -> None:
    path = build(program.folder / name)
    done = program.run("register", "in", path, "--declare", "none", "--yes")
    assert_told(done, 4, code)
    assert done.out == ""
    assert program.run("entries", "in").rows == []
    extract = program.run("extract", path)
    assert_told(extract, 4, code)
    assert extract.row["error"] == code


def test_one_bad_file_does_not_stop_the_others(program: Program, letter: Path) -> None:
    bad = program.folder / "bad.pdf"
    bad.write_bytes(b"")
    done = program.run("extract", bad, letter)
    assert done.status == 4
    assert [row.get("error") for row in done.rows] == ["file-empty", None]
    assert done.rows[1]["documents"][0]["fields"]["code_number"]["value"]
    marked = program.folder / "marked.png"
    make_letter(40, secrecy="MẬT", pages=1, degradation="scan", dpi=200).save(marked)
    done = program.run("check", bad, letter, marked)
    assert done.status == 3
    assert [row.get("verdict") for row in done.rows] == [None, "clear", "excluded"]


@pytest.mark.parametrize(
    ("suffix", "how"),
    [
        ("png", {"mode": "1"}),
        ("tif", {"mode": "CMYK"}),
        ("png", {"mode": "I;16"}),
        ("jpg", {"exif": 6}),
        ("tif", {"pages": 2}),
    ],
    ids=["1-bit", "cmyk", "16-bit", "exif-rotated", "two pages"],
)
def test_unusual_pictures_are_read_as_well(
    program: Program, letter: Path, suffix: str, how: dict[str, str | int]
) -> None:
    path = program.folder / f"odd.{suffix}"
    picture: PIL.Image.Image = PIL.Image.open(letter)
    options: dict[str, object] = {"dpi": (200, 200)}
    if how.get("mode") == "I;16":
        grey = np.asarray(picture.convert("L"), np.uint16) * 257
        picture = PIL.Image.fromarray(grey)
    elif "mode" in how:
        picture = picture.convert(str(how["mode"]))
    if "exif" in how:
        exif = PIL.Image.Exif()
        exif[0x0112] = 6  # turned a quarter to the left: its reader turns it back
        picture = picture.convert("RGB").rotate(90, expand=True)
        options["exif"] = exif
    if "pages" in how:
        options |= {"save_all": True, "append_images": [picture.copy()]}
    picture.save(path, **options)  # type: ignore[arg-type]
    row = program.run("extract", path).row
    assert row["pages"] == how.get("pages", 1)
    assert row["documents"][0]["fields"]["type_name"]["value"] == "Công văn"


@pytest.mark.parametrize(
    "data", [pdf_zoo.scripted(), pdf_zoo.attaching(pdf_zoo.plain())], ids=["script", "attachment"]
)
def test_a_pdf_with_more_than_pages_is_only_read(program: Program, data: bytes) -> None:
    path = program.folder / "more.pdf"
    path.write_bytes(data)
    done = program.run("check", path)
    assert done.status == 0
    assert done.row["verdict"] == "clear"


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["register", "in", "x.png", "--yes"], 2, "declaration-missing"),
        (["register", "in", "--declare", "none"], 2, "files-missing"),
        (["register", "in", "x.png", "--declare", "nonsense"], 2, "category-unknown"),
        (["register", "out", "x.png", "--declare", "none"], 2, "book-not-kept"),
        (["register", "nope", "x.png", "--declare", "none"], 2, "book-unknown"),
        (["register", "in", "x.png", "--declare", "none", "--set", "a=b"], 2, "field-unknown"),
        (["register", "in", "--no-scan", " ", "--set", "subject=x"], 2, "reason-missing"),
        (["register", "in", "x.png", "--no-scan", "y"], 2, "files-and-no-scan"),
        (["show", "in/2026/99"], 2, "entry-unknown"),
        (["show"], 2, "usage"),
        (["fly"], 2, "command-unknown"),
        (["key"], 2, "command-unknown"),
        (["setup", "--profile", "nowhere"], 2, "profile-unknown"),
        (["setup", "--office", " "], 2, "name-empty"),
        (["books", "set", "in", "--start", "0"], 2, "start-out-of-range"),
        (["books", "set", "in", "--kept", "shared"], 2, "kept-not-yet"),
        (["book", "in", "--from", "5", "--to", "2", "-o", "x.pdf"], 2, "span-wrong"),
        (["check"], 2, "files-missing"),
        (["export", "in/2026/1", "-o", "x.pdf"], 2, "entry-unknown"),
    ],
)
def test_wrong_use_is_told(program: Program, arguments: list[str], status: int, code: str) -> None:
    assert_told(program.run(*arguments), status, code)


def test_english_is_spoken_when_asked(program: Program) -> None:
    done = program.run("show", "in/2026/99", "--lang", "en")
    assert done.err == "clerk: There is no entry in/2026/99. [entry-unknown]\n"
    done = program.run("--lang=en", "--help")
    assert "clerk register" in done.out


def test_without_the_reading_data(program: Program, letter: Path) -> None:
    empty = program.folder / "empty"
    empty.mkdir()
    for command in ("check", "extract"):
        done = program.run(command, letter, TESSDATA_PREFIX=str(empty))
        assert_told(done, 1, "ocr-missing")
    done = program.run("doctor", TESSDATA_PREFIX=str(empty))
    assert done.status == 1
    assert [row["name"] for row in done.row["checks"] if row["health"] == "failed"] == ["reading"]


def test_without_key_or_keyring(program: Program, letter: Path) -> None:
    command = ("register", "in", letter, "--declare", "none", "--yes")
    assert_told(program.run(*command, CLERK_KEY_FILE=""), 1, "keyring-absent")
    assert not program.home.exists() or not (program.home / "clerk.db").exists()
    nowhere = str(program.folder / "nowhere")
    assert_told(program.run(*command, CLERK_KEY_FILE=nowhere), 2, "key-file-missing")


def on_a_disk(program: Program, options: str, script: str) -> "subprocess.CompletedProcess[str]":
    """Run a script whose home is a disk of its own, in a private mount namespace."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    mount = f"mount -t tmpfs -o {options} tmpfs {program.home} && {script}"
    return subprocess.run(
        ["unshare", "-m", "sh", "-c", mount],
        env=program.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_full_disk_loses_nothing_and_spends_no_number(program: Program, letter: Path) -> None:
    program.home.mkdir()
    clerk = " ".join(program.command("--json"))
    register = f"{clerk} register in {letter} --declare none --yes"
    script = (
        f"{clerk} register in --no-scan x --set subject=first && "
        f"dd if=/dev/zero of={program.home}/fill bs=1k 2>/dev/null; "
        f"{register}; echo status $?; rm {program.home}/fill; "
        f"find {program.home} -name '*.part'; {register} && {clerk} audit verify"
    )
    done = on_a_disk(program, "size=4m", script)
    assert "[disk-full]" in done.stderr, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    lines = done.stdout.splitlines()
    assert lines[1] == "status 1"
    assert [line.split('"number": ')[1][0] for line in lines if '"number"' in line] == ["1", "2"]
    assert '"ok": true' in lines[-1]
    assert ".part" not in done.stdout


def test_a_home_that_cannot_be_written(program: Program, letter: Path) -> None:
    program.home.mkdir()
    clerk = " ".join(program.command("--json"))
    script = (
        f"{clerk} register in --no-scan x --set subject=first && "
        f"mount -o remount,ro {program.home} && "
        f"{clerk} register in {letter} --declare none --yes; echo status $?"
    )
    done = on_a_disk(program, "size=4m", script)
    assert "[folder-not-writable]" in done.stderr, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stdout.splitlines()[-1] == "status 1"


def test_a_home_written_by_a_later_version(program: Program) -> None:
    assert program.run("setup", "--office", "SỞ THÍ DỤ").status == 0
    keys = program.home / "keys.json"
    keys.write_text(keys.read_text().replace('"format": 1', '"format": 99'))
    before = [(path, path.stat().st_mtime_ns) for path in sorted(program.home.rglob("*"))]
    assert_told(program.run("entries", "in"), 1, "home-newer")
    assert before == [(path, path.stat().st_mtime_ns) for path in sorted(program.home.rglob("*"))]


def test_a_broken_store_says_so(program: Program) -> None:
    assert program.run("setup", "--office", "SỞ THÍ DỤ").status == 0
    database = program.home / "clerk.db"
    database.write_bytes(b"\0" * 4096 + database.read_bytes()[4096:])
    assert_told(program.run("entries", "in"), 1, "store-key-wrong")
    (program.home / "keys.json").write_text("{")
    assert_told(program.run("entries", "in"), 1, "keys-broken")
