"""Pages that a copier drops into a folder."""

import io
import os
import threading
import time
from pathlib import Path
from typing import Any

import PIL.Image
import pytest

from clerk_app.domain.scanning import Colour, Device, Page, ScanSettings
from clerk_app.errors import ClerkError, MachineFault, UnreadableFault
from scanner.drivers import Folder
from scanner.process import Scan, Scanner
from tests.devices.conftest import QUICK


class Copier:
    """Owns a folder and drops images into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.setup = Folder((str(folder),), settle_seconds=0.3, quiet_seconds=0.8)
        self.device = Device(f"folder:{folder}", "Copier", "folder")

    def drop(self, name: str, mode: str = "RGB", **how: Any) -> Path:
        path = self.folder / name
        path.write_bytes(image(name, mode, **how))
        return path

    def scan(self, scanner: Scanner, pages: int | None = None) -> Scan:
        return scanner.scan(self.device, ScanSettings(pages=pages))


def image(name: str, mode: str = "RGB", shade: int = 200, **how: Any) -> bytes:
    out = io.BytesIO()
    picture = PIL.Image.new(mode, (827, 1169), (shade,) * 3 if mode == "RGB" else shade)
    kind = {".jpg": "JPEG", ".png": "PNG", ".tif": "TIFF"}[Path(name).suffix]
    picture.save(out, kind, **({"dpi": (100, 100)} | how))
    return out.getvalue()


@pytest.fixture
def copier(tmp_path: Path) -> Copier:
    return Copier(tmp_path / "copier")


def shade(encoded: bytes) -> int:
    with PIL.Image.open(io.BytesIO(encoded)) as picture:
        level = picture.convert("L").getpixel((5, 5))
    assert isinstance(level, int)
    return level


def test_files_come_in_the_order_of_their_numbers_and_stay(copier: Copier) -> None:
    for number in (10, 9, 1, 2):
        copier.drop(f"scan{number}.jpg", shade=100 + number * 10)
    (copier.folder / "notes.txt").write_text("no page")
    (copier.folder / ".hidden.jpg").write_text("no page")
    before = {path: path.read_bytes() for path in copier.folder.iterdir()}
    with Scanner([copier.setup], QUICK) as scanner:
        scan = copier.scan(scanner)
        pages = list(scan)
    assert [shade(page.encoded) for page in pages] == pytest.approx([110, 120, 190, 200], abs=1)
    names = [f"scan{number}.jpg" for number in (1, 2, 9, 10)]
    assert scan.end is not None
    assert scan.end.files == tuple(os.fspath(copier.folder / name) for name in names)
    assert {path: path.read_bytes() for path in copier.folder.iterdir()} == before


def test_a_file_that_grows_is_waited_for(copier: Copier) -> None:
    data = image("late.jpg")
    pieces = [data[at : at + len(data) // 6 + 1] for at in range(0, len(data), len(data) // 6 + 1)]

    def grow() -> None:
        with (copier.folder / "late.jpg").open("wb", buffering=0) as out:
            for piece in pieces:
                out.write(piece)
                time.sleep(0.2)

    writer = threading.Thread(target=grow)
    writer.start()
    with Scanner([copier.setup], QUICK) as scanner:
        began = time.monotonic()
        (page,) = copier.scan(scanner)
    writer.join()
    assert (page.width, page.height) == (827, 1169)
    assert time.monotonic() - began > 1


def test_files_that_come_while_it_reads_belong_to_the_pile(copier: Copier) -> None:
    copier.drop("1.jpg")
    with Scanner([copier.setup], QUICK) as scanner:
        scan = copier.scan(scanner)
        first = next(scan)
        copier.drop("2.jpg")
        assert [first.number, *(page.number for page in scan)] == [1, 2]


def test_an_empty_folder_is_an_empty_feeder(copier: Copier) -> None:
    with Scanner([copier.setup], QUICK) as scanner, pytest.raises(ClerkError) as failed:
        list(copier.scan(scanner))
    assert failed.value.code == "feeder-empty"


def test_a_wait_can_be_stopped(copier: Copier) -> None:
    patient = Folder(copier.setup.folders, quiet_seconds=60)
    with Scanner([patient], QUICK) as scanner:
        clock = threading.Timer(0.5, scanner.cancel)
        clock.start()
        began = time.monotonic()
        scan = copier.scan(scanner)
        assert list(scan) == []
        clock.join()
        assert time.monotonic() - began < 2
        assert scan.end is not None
        assert scan.end.cancelled


def test_a_folder_that_is_gone(copier: Copier) -> None:
    copier.folder.rmdir()
    with Scanner([copier.setup], QUICK) as scanner:
        assert [device.problem for device in scanner.devices()] == ["device-offline"]
        with pytest.raises(MachineFault, match="device-offline"):
            list(copier.scan(scanner))


def test_a_broken_image_is_named_after_the_pages_before_it(copier: Copier) -> None:
    copier.drop("1.jpg")
    data = image("2.png", shade=7)
    (copier.folder / "2.png").write_bytes(data[: len(data) // 2])
    with Scanner([copier.setup], QUICK) as scanner:
        pages: list[Page] = []
        with pytest.raises(UnreadableFault, match="image-unreadable") as failed:
            pages.extend(copier.scan(scanner))
    assert len(pages) == 1
    assert failed.value.detail["file"] == "2.png"


def test_every_page_of_a_tiff(copier: Copier) -> None:
    more = [PIL.Image.new("1", (827, 1169), 1) for _ in range(2)]
    copier.drop("a.tif", "1", shade=1, save_all=True, append_images=more)
    with Scanner([copier.setup], QUICK) as scanner:
        pages = list(copier.scan(scanner))
    assert [(page.number, page.colour) for page in pages] == [
        (number, Colour.BILEVEL) for number in (1, 2, 3)
    ]


def test_a_page_is_set_upright_and_its_metadata_is_left(copier: Copier) -> None:
    exif = PIL.Image.Exif()
    exif[274] = 6
    exif[270] = "MẬT"
    copier.drop("turned.jpg", exif=exif, dpi=(100, 200))
    with Scanner([copier.setup], QUICK) as scanner:
        (page,) = copier.scan(scanner)
    assert (page.width, page.height, page.dpi) == (1169, 1654, 200)
    assert b"Exif" not in page.encoded
    assert "MẬT".encode() not in page.encoded


@pytest.mark.parametrize(
    ("mode", "level"),
    [
        ("RGBA", (9, 9, 9, 0)),
        ("LA", (9, 0)),
        ("CMYK", (0, 0, 0, 0)),
        ("I;16", 65535),
        ("L", 255),
        ("1", 1),
    ],
)
def test_white_paper_of_every_kind(mode: str, level: Any, copier: Copier) -> None:
    name = "page.png" if mode in ("LA", "P") else "page.tif"
    PIL.Image.new(mode, (827, 1169), level).save(copier.folder / name, dpi=(100, 100))
    with Scanner([copier.setup], QUICK) as scanner:
        (page,) = copier.scan(scanner)
    assert shade(page.encoded) > 250


def test_the_dpi_of_a_file_is_believed_when_it_makes_paper(copier: Copier) -> None:
    copier.drop("1.jpg", dpi=(100, 100))
    copier.drop("2.jpg", dpi=(1, 1))
    with Scanner([copier.setup], QUICK) as scanner:
        told, guessed = copier.scan(scanner)
    assert told.dpi == 100
    assert guessed.size_mm[1] == pytest.approx(297, abs=0.5)
