"""Foreign PDFs: read in a child with limits; every bad file has its failure and none hangs."""

import io
import os
import stat
import time
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest
from PIL import Image

from clerk_app.core import pdf_reader
from clerk_app.core.pdf_child import Limits
from clerk_app.core.pdf_reader import PdfFacts, open_pdf, pdf_facts, read_pdf
from clerk_app.domain.scanning import Box, Colour, Page
from clerk_app.errors import UnreadableFault
from tests.helpers import pdf_zoo
from tests.helpers.pdf_zoo import ZOO, Beast

LONGEST_SECONDS = 20


@pytest.fixture(autouse=True)
def nothing_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Work in empty folders, which stay empty, and leave no process."""
    place = tmp_path_factory.mktemp("work")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setenv("TMPDIR", str(place))
        yield
    assert list(place.iterdir()) == []
    assert active_children() == []
    assert children() <= {"multiprocessing.resource_tracker"}


def children() -> set[str]:
    """Tell what processes are ours, zombies too."""
    found = set()
    for place in Path("/proc/self/task").glob("*/children"):
        for number in place.read_text().split():
            command = Path(f"/proc/{number}/cmdline").read_bytes().decode(errors="replace")
            tracker = "multiprocessing.resource_tracker"
            found.add(tracker if tracker in command else command or "zombie")
    return found


def pixels(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.encoded))


def part(page: Page, box: Box) -> Image.Image:
    wide, high = page.width, page.height
    place = (box.left * wide, box.top * high, box.right * wide, box.bottom * high)
    return pixels(page).convert("RGB").crop(place)


def lightness(page: Page, box: Box) -> Image.Image:
    return part(page, box).convert("L")


def one(data: bytes) -> Page:
    (page,) = read_pdf(data, "one.pdf")
    return page


@pytest.mark.parametrize("beast", ZOO, ids=lambda beast: beast.name)
def test_every_file_is_read_or_refused_in_time(beast: Beast, tmp_path: Path) -> None:
    path = tmp_path / f"{beast.name}.pdf"
    path.write_bytes(beast.build())
    path.chmod(0o444)
    began = time.monotonic()
    if beast.code is None:
        assert list(read_pdf(path))
    else:
        with pytest.raises(UnreadableFault) as caught:
            list(read_pdf(path))
        assert caught.value.code == beast.code
        assert caught.value.detail["file"] == path.name
    assert time.monotonic() - began < LONGEST_SECONDS
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_too_many_pages_says_how_many() -> None:
    with pytest.raises(UnreadableFault) as caught:
        pdf_facts(pdf_zoo.plain(12), "many.pdf", Limits(pages=10))
    assert caught.value.code == "too-many-pages"
    assert caught.value.detail == {"file": "many.pdf", "pages": 12}


def test_paths_that_are_no_readable_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFault, match="file-missing"):
        pdf_facts(tmp_path / "absent.pdf")
    with pytest.raises(UnreadableFault, match="not-a-file"):
        pdf_facts(tmp_path)
    fifo = tmp_path / "pipe.pdf"
    os.mkfifo(fifo)
    with pytest.raises(UnreadableFault, match="not-a-file"):
        pdf_facts(fifo)
    below = tmp_path / "plain"
    below.write_bytes(b"x")
    with pytest.raises(UnreadableFault, match="file-"):
        pdf_facts(below / "inside.pdf")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf_zoo.plain())
    path.chmod(stat.S_IWUSR)
    with pytest.raises(UnreadableFault, match="file-unreadable"):
        pdf_facts(path)


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"x")

    def refuse(_: Path) -> bytes:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(UnreadableFault, match="file-unreadable"):
            pdf_facts(path)


def test_a_file_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(pdf_reader.LARGEST_FILE + 1)
    with pytest.raises(UnreadableFault, match="file-too-large"):
        pdf_facts(path)


@pytest.mark.parametrize(
    ("mode", "colour"),
    [("RGB", Colour.COLOUR), ("L", Colour.GREY), ("1", Colour.BILEVEL)],
)
def test_a_scan_keeps_its_own_pixels(mode: str, colour: Colour) -> None:
    page = one(pdf_zoo.scanned(mode))
    drawn = pdf_zoo.drawn(mode)
    assert (page.width, page.height, page.colour) == (*drawn.size, colour)
    assert page.dpi == pytest.approx(150, abs=0.1)
    assert not page.digital
    given, wanted = pixels(page).convert("RGB"), drawn.convert("RGB")
    off = sum(abs(a - b) for a, b in zip(given.tobytes(), wanted.tobytes(), strict=True))
    assert off / len(wanted.tobytes()) < (1e-9 if mode == "1" else 1.0)


@pytest.mark.parametrize("rotate", [90, 180, 270])
@pytest.mark.parametrize("mode", ["RGB", "1"])
def test_a_rotated_page_comes_upright(rotate: int, mode: str) -> None:
    page = one(pdf_zoo.scanned(mode, rotate))
    assert (page.width, page.height) == pdf_zoo.SCAN_SIZE
    block, opposite = Box(0.1, 0.13, 0.15, 0.17), Box(0.85, 0.13, 0.9, 0.17)
    assert max(lightness(page, block).tobytes()) < 40, "the block top left"
    assert min(lightness(page, opposite).tobytes()) > 200


def test_a_page_of_text_is_digital_with_words_in_place() -> None:
    page = one(pdf_zoo.plain(text="Cong hoa"))
    assert page.digital
    assert page.dpi == pytest.approx(300, abs=0.2)
    assert [word.text for word in page.text] == ["Cong", "hoa", "1"]
    box = page.text[0].box
    assert box.left == pytest.approx(72 / 595.276, abs=0.01)
    assert box.bottom == pytest.approx(1 - 700 / 841.89, abs=0.015)
    assert 0.01 < box.bottom - box.top < 0.04
    assert {word.line for word in page.text} == {0}
    assert min(lightness(page, box).tobytes()) < 60


def test_words_of_a_rotated_page_are_upright() -> None:
    (page,) = read_pdf(pdf_zoo.turned(90))
    word = page.text[0]
    assert word.text == "Turned"
    assert page.width > page.height
    assert word.box.bottom - word.box.top > word.box.right - word.box.left


def test_text_beside_a_picture_is_digital() -> None:
    page = one(pdf_zoo.mixed())
    assert page.digital
    assert page.colour is Colour.COLOUR
    assert page.dpi == pytest.approx(300, abs=0.2)


def test_what_an_office_lays_over_a_scan_is_seen_and_read() -> None:
    page = one(pdf_zoo.overlaid())
    assert {"1234", "21/11/2026", "Field77"} <= {word.text for word in page.text}
    assert page.colour is Colour.COLOUR, "a red number over a 1-bit scan"
    assert not page.digital
    number = next(word for word in page.text if word.text == "1234")
    colours = part(page, number.box).tobytes()
    reds = [r > g + 80 for r, g in zip(colours[::3], colours[1::3], strict=True)]
    assert sum(reds) > 50


def test_a_number_that_no_program_drew_is_seen_and_read() -> None:
    page = one(pdf_zoo.undrawn())
    assert [word.text for word in page.text] == ["4321/QD", "22"]
    assert page.colour is Colour.COLOUR
    colours = part(page, page.text[0].box).tobytes()
    assert sum(r > g + 80 for r, g in zip(colours[::3], colours[1::3], strict=True)) > 50


def test_facts() -> None:
    assert pdf_facts(pdf_zoo.plain(7)) == PdfFacts(7, *[False] * 5)
    assert pdf_facts(pdf_zoo.scripted()).javascript
    assert pdf_facts(pdf_zoo.scripted(hidden=True)).javascript
    assert pdf_facts(pdf_zoo.attaching(b"%PDF-")).attachments
    assert pdf_facts(pdf_zoo.encrypted("")).encrypted
    assert pdf_facts(pdf_zoo.signed()).signed


def test_attached_files_come_after_the_pages() -> None:
    inner = pdf_zoo.plain(2)
    with open_pdf(pdf_zoo.attaching(inner)) as pdf:
        assert len(list(pdf.pages())) == 1
        assert pdf.attached == [("phu-luc.pdf", inner)]
    assert len(list(read_pdf(pdf.attached[0][1], pdf.attached[0][0]))) == 2


def test_pages_come_in_order_and_may_be_left_halfway() -> None:
    pages = read_pdf(pdf_zoo.plain(30))
    assert [next(pages).number, next(pages).number] == [1, 2]
    assert "pdf-reader" in {child.name for child in active_children()}
    pages.close()  # type: ignore[attr-defined]


def test_start_is_quick() -> None:
    pdf_facts(pdf_zoo.plain())
    times = []
    for _ in range(3):
        began = time.monotonic()
        pdf_facts(pdf_zoo.plain())
        times.append(time.monotonic() - began)
    assert min(times) < 1.0
