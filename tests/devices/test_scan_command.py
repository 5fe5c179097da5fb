"""`clerk devices` and `clerk scan`: declared, seen by the gate, and only then written."""

import json
import os
from pathlib import Path

import PIL.Image
import pytest

from clerk_app.commands import options, scanning
from clerk_app.commands.parts import Parts
from clerk_app.domain.scanning import Device
from clerk_app.errors import MachineFault
from scanner.drivers import SIMULATED, SetUp, Simulation
from tests.helpers.marked import typed_page
from tests.mail.letters import make_letter
from tests.whole.program import Done, Program

KEPT = ("SANE_CONFIG_DIR", "PYTHONPATH")


def run(tmp_path: Path, *arguments: str | Path) -> Done:
    changed = {name: os.environ[name] for name in KEPT if name in os.environ}
    done = Program(tmp_path).run(*arguments, **changed)
    assert not (tmp_path / "home").exists()  # no store is opened
    return done


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copier's folder with a letter of two pages."""
    folder = tmp_path_factory.mktemp("copier")
    make_letter(7, pages=2, degradation="scan", dpi=200).save(folder / "letter.png")
    return folder


@pytest.mark.usefixtures("pseudo_scanners")
def test_the_scanners_a_line_each(tmp_path: Path) -> None:
    done = run(tmp_path, "devices")
    assert done.status == 0
    rows = {row["id"]: row for row in done.rows}
    assert set(rows) == {"pnm:0", "pnm:1", "test:0", "test:1"}
    assert set(rows["test:0"]) == {"id", "name", "driver", "sources", "resolutions"}
    assert rows["test:0"]["sources"] == ["Automatic Document Feeder", "Flatbed"]
    assert 300 in rows["test:0"]["resolutions"]


@pytest.mark.usefixtures("pseudo_scanners")
def test_a_scan_into_a_folder(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    words = ["--device", "test:0", "--source", "feeder", "--pages", "2", "--declare", "none"]
    done = run(tmp_path, "scan", *words, "-o", out)
    assert done.status == 0
    files = [str(out / f"page-00{number}.jpg") for number in (1, 2)]
    assert done.row == {"pages": 2, "sheets": None, "files": files, "status": "scanned"}
    assert sorted(map(str, out.iterdir())) == files
    for name in files:
        with PIL.Image.open(name) as image:
            assert image.size == (2362, 2362)
    again = run(tmp_path, "scan", *words, "-o", out)
    assert (again.status, again.out) == (2, "")
    assert "file-exists" in again.err


def test_a_letter_of_a_copier(letters: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(tmp_path, "scan", "--device", f"folder:{letters}", "--declare", "none", "-o", out)
    assert (done.status, done.row["pages"], done.row["status"]) == (0, 2, "scanned")
    assert len(list(letters.glob("*.png"))) == 2


def test_a_mark_on_any_page_stops_everything(letters: Path, tmp_path: Path) -> None:
    copier, out = tmp_path / "copier", tmp_path / "out"
    copier.mkdir()
    for path in letters.glob("*.png"):
        for copy in range(5):
            (copier / f"{copy}-{path.name}").write_bytes(path.read_bytes())
    marked = make_letter(41, secrecy="TỐI MẬT", pages=1, degradation="scan", dpi=200)
    marked.save(copier / "0-b.png")
    before = sorted(copier.iterdir())
    done = run(tmp_path, "scan", "--device", f"folder:{copier}", "--declare", "none", "-o", out)
    assert done.status == 3
    row = done.row
    assert 1 <= row.pop("pages") < 11  # the feed was stopped
    assert row == {"sheets": None, "files": [], "status": "excluded"}
    assert not out.exists()
    assert sorted(copier.iterdir()) == before


def test_words_low_on_a_later_page_are_read_before_anything_is_written(
    letters: Path, tmp_path: Path
) -> None:
    copier, out = tmp_path / "copier", tmp_path / "out"
    copier.mkdir()
    first = min(letters.glob("*.png"))
    (copier / "a.png").write_bytes(first.read_bytes())
    rows = [("Danh mục kèm theo công văn của đơn vị gửi đến", 0.5, 0.3, 12.0)]
    low = typed_page(*rows, ("TÀI LIỆU THU HỒI", 0.3, 0.8, 13.0), bold=True)
    PIL.Image.fromarray(low).save(copier / "b.png", dpi=(200, 200))
    done = run(tmp_path, "scan", "--device", f"folder:{copier}", "--declare", "none", "-o", out)
    assert (done.status, done.row["files"]) == (3, [])
    assert not out.exists()


@pytest.mark.parametrize("category", ["secrecy", "complaint"])
def test_what_was_declared_is_not_scanned(category: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["--device", "gone:0", "--declare", category]  # nobody looks for the device
    done = run(tmp_path, "scan", *words, "-o", out)
    assert done.status == 3
    assert done.row == {"pages": 0, "sheets": None, "files": [], "status": "excluded"}
    assert not out.exists()


def test_an_offices_own_categories_are_known(tmp_path: Path) -> None:
    words = ["--device", "gone:0", "--declare", "sensitive", "-o", str(tmp_path / "out")]
    assert "[category-unknown]" in run(tmp_path, "scan", *words).err
    program = Program(tmp_path).set_up()
    assert program.run("setup", "--office", "SỞ THÍ DỤ", "--profile", "ben-tre").status == 0
    done = program.run("scan", *words)
    assert (done.status, done.row["status"]) == (3, "excluded")


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ([], 2, "declaration-missing"),
        (["--declare", "rubbish"], 2, "category-unknown"),
        (["--declare", "none", "--pages", "0"], 2, "usage"),
        (["--declare", "none"], 1, "device-offline"),
    ],
)
@pytest.mark.usefixtures("pseudo_scanners")
def test_what_is_refused(words: list[str], status: int, code: str, tmp_path: Path) -> None:
    done = run(tmp_path, "scan", "--device", "gone:0", *words, "-o", tmp_path / "out")
    assert (done.status, done.out) == (status, "")
    assert f"[{code}]" in done.err
    assert not (tmp_path / "out").exists()


def simulated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **how: object) -> Parts:
    def device(_: str) -> tuple[Device, SetUp]:
        made = Simulation(**{"drawn": 3} | how)  # type: ignore[arg-type]
        return Device("simulated:0", "Simulated", SIMULATED), made

    monkeypatch.setattr(scanning, "_device", device)
    words = ["--json", "--device", "x", "--declare", "none", "-o", str(tmp_path / "out")]
    return Parts(options.parser("scan", "en").parse_args(words), "en")


def test_sheets_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scanning.scan(simulated(tmp_path, monkeypatch)) == 0
    assert json.loads(capsys.readouterr().out)["sheets"] == 3
    assert len(list((tmp_path / "out").iterdir())) == 3


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"dropped": (2,)}, "sheets-missing"),
        ({"fault": "paper-jam", "at": 3}, "paper-jam"),
        ({"crash": True, "at": 3}, "scanner-lost"),
    ],
)
def test_half_a_pile_is_not_written(
    how: dict[str, object], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(MachineFault, match=code):
        scanning.scan(simulated(tmp_path, monkeypatch, **how))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told_before_the_paper_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").write_text("a file")
    parts = simulated(tmp_path, monkeypatch, fault="paper-jam")
    with pytest.raises(MachineFault, match="folder-not-writable"):
        scanning.scan(parts)
