import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from clerk_app.core import imaging, reader
from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.region import apart, ink_cells, seam, whole_row
from clerk_app.domain.layout import in_lines
from clerk_app.domain.scanning import Box, Colour, Page, Word
from clerk_app.errors import MachineFault

DPI = 100
SIZE = (1169, 827)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def drawn(*rows: tuple[str, float, float], scale: float = 0.7) -> imaging.Image:
    """Draw plain capitals on white paper; the places are fractions of the page."""
    pixels = np.full((*SIZE, 3), 255, np.uint8)
    for text, x, y in rows:
        spot = (round(x * SIZE[1]), round(y * SIZE[0]))
        cv2.putText(pixels, text, spot, cv2.FONT_HERSHEY_DUPLEX, scale, (0, 0, 0), 1, cv2.LINE_AA)
    return pixels


def page_of(pixels: imaging.Image, **more: object) -> Page:
    height, width = pixels.shape[:2]
    encoded = imaging.encode(pixels, Colour.COLOUR)
    return Page(1, encoded, width, height, DPI, Colour.COLOUR, **more)  # type: ignore[arg-type]


def test_words_have_boxes_of_the_whole_image(engine: Engine) -> None:
    pixels = drawn(("REPORT", 0.6, 0.3))
    words = engine.words(pixels, DPI, layout=Layout.BLOCK, region=Box(0.5, 0.2, 1.0, 0.4))
    assert [word.text for word in words] == ["REPORT"]
    box = words[0].box
    assert box.left == pytest.approx(0.6, abs=0.02)
    assert box.bottom == pytest.approx(0.3, abs=0.02)


def test_lines_are_numbered_on(engine: Engine) -> None:
    pixels = drawn(("FIRST LINE", 0.1, 0.2), ("SECOND LINE", 0.1, 0.24))
    words = engine.words(pixels, DPI, layout=Layout.BLOCK, first_line=7)
    assert sorted({word.line for word in words}) == [7, 8]


def test_a_single_line_is_read_with_its_confidence(engine: Engine) -> None:
    pixels = drawn(("NUMBER 2020", 0.4, 0.5))
    text, sure = engine.line(pixels, DPI, region=Box(0.35, 0.46, 0.7, 0.52))
    assert text == "NUMBER 2020"
    assert 0.5 < sure <= 1.0


def test_a_region_too_small_for_text_is_empty(engine: Engine) -> None:
    assert engine.words(drawn(), DPI, region=Box(0.5, 0.5, 0.505, 0.6)) == []
    assert engine.line(drawn(), DPI, region=Box(0.0, 0.0, 1.0, 0.0)) == ("", 0.0)


def test_nothing_is_written_while_reading(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    reader.read_page(engine, page_of(drawn(("PAGE", 0.2, 0.2))))
    assert os.listdir(tmp_path) == []  # noqa: PTH208 (names only)


def test_a_missing_model_is_the_rooms_to_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(MachineFault) as fault:
        Engine()
    assert fault.value.code == "ocr-missing"


def test_a_broken_model_is_the_same_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"no model")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(MachineFault) as fault:
        Engine()
    assert fault.value.code == "ocr-missing"


def test_the_seam_runs_between_two_columns() -> None:
    rows = [("LEFT", 0.1, 0.05 + 0.03 * i) for i in range(4)]
    rows += [("RIGHT SIDE", 0.6, 0.05 + 0.03 * i) for i in range(4)]
    rows += [("ONELONGLINEWITHOUTANYGAPSTHATRUNSACROSSBOTHSIDES", 0.1, 0.3)]
    pixels = imaging.grey(drawn(*rows))
    way = seam(ink_cells(pixels, DPI))
    assert way is not None
    assert 0.33 < way.middle < 0.6
    assert 0.14 < way.bottom < 0.29
    (left, near), (right, far) = apart(pixels, way)
    assert (left[:200, 480:] == 255).all()
    assert (right[:200, :240] == 255).all()
    assert (near.top, far.bottom) == (way.top, way.bottom)


def test_running_text_has_no_seam() -> None:
    rows = [("RUNNING TEXT FILLS THE WHOLE WIDTH OF IT", 0.05, 0.05 + 0.02 * i) for i in range(20)]
    assert seam(ink_cells(imaging.grey(drawn(*rows)), DPI)) is None


def test_two_columns_are_not_run_together(engine: Engine) -> None:
    rows = [("NORTH OFFICE", 0.08, 0.06), ("NUMBER 12", 0.1, 0.12), ("EAST", 0.14, 0.09)]
    rows += [("FREE STATE", 0.6, 0.06), ("MAY 2020", 0.62, 0.12), ("MOTTO", 0.64, 0.09)]
    text = reader.read_heading(engine, page_of(drawn(*rows)))
    assert "NORTH OFFICE" in [line.text for line in in_lines(text.words)]
    assert not text.whole


def test_boxes_lie_on_the_page_as_it_came(engine: Engine) -> None:
    rows = [(f"LINE {i} OF THE SAMPLE TEXT", 0.2, 0.2 + 0.04 * i) for i in range(10)]
    pixels = drawn(*rows)
    turn = cv2.getRotationMatrix2D((SIZE[1] / 2, SIZE[0] / 2), -3.0, 1.0)
    crooked = np.asarray(
        cv2.warpAffine(pixels, turn, (SIZE[1], SIZE[0]), borderValue=(255, 255, 255)), np.uint8
    )
    words = reader.read_page(engine, page_of(crooked)).words
    firsts = [word for word in words if word.text == "LINE"]
    assert len(firsts) >= 8
    for word in firsts:
        box = word.box
        ink = imaging.grey(imaging.cut(crooked, box)) < 128
        assert ink.any()
    assert firsts[0].box.left > firsts[-1].box.left + 0.01 or (
        firsts[-1].box.left > firsts[0].box.left + 0.01
    )


def test_red_ink_stands_apart(engine: Engine) -> None:
    pixels = drawn(("BLACK WORD", 0.2, 0.7))
    cv2.putText(pixels, "URGENT", (160, 260), cv2.FONT_HERSHEY_DUPLEX, 1.0, (220, 20, 30), 2)
    text = reader.read_page(engine, page_of(pixels))
    assert "URGENT" not in [word.text for word in text.words]
    assert "URGENT" in [word.text for word in text.aside]
    assert "BLACK" in [word.text for word in text.words]


def test_a_page_set_by_a_program_gives_its_own_words(engine: Engine) -> None:
    own = (
        Word("SỞ", 1.0, Box(0.1, 0.1, 0.2, 0.12), 0),
        Word("chân", 1.0, Box(0.1, 0.9, 0.2, 0.92), 1),
    )
    page = page_of(drawn(("DRAWN", 0.5, 0.5)), text=own, digital=True)
    assert reader.read_page(engine, page).words == own
    assert reader.read_heading(engine, page).words == own[:1]
    assert reader.read_signature(engine, page).words == own[1:]


def test_an_overlaid_number_stands_in_its_line(engine: Engine) -> None:
    def at(text: str, left: float, right: float, line: int) -> Word:
        return Word(text, 1.0, Box(left, 0.1, right, 0.115), line)

    line = (at("Số:", 0.1, 0.13, 0), at("/SCV-VP", 0.2, 0.27, 0), at("Hồ", 0.6, 0.63, 0))
    page = page_of(drawn(), text=(*line, at("12", 0.15, 0.17, 9)), digital=True)
    words = reader.read_page(engine, page).words
    assert [row.text for row in in_lines(words)] == ["Số: 12 /SCV-VP", "Hồ"]


def test_a_scan_with_a_foreign_text_layer_is_read_anew(engine: Engine) -> None:
    own = (Word("WRONG", 1.0, Box(0.1, 0.1, 0.2, 0.12), 0),)
    page = page_of(drawn(("DRAWN", 0.3, 0.3)), text=own)
    assert [word.text for word in reader.read_page(engine, page).words] == ["DRAWN"]


def test_blank_pages() -> None:
    assert reader.is_blank(page_of(drawn()))
    assert not reader.is_blank(page_of(drawn(("A LETTER OF ONE LINE", 0.2, 0.2))))
    stamped = drawn()
    cv2.putText(stamped, "ARRIVED", (160, 260), cv2.FONT_HERSHEY_DUPLEX, 1.0, (220, 20, 30), 2)
    assert not reader.is_blank(page_of(stamped))


@pytest.mark.parametrize("dpi", [90, 600])
def test_any_resolution_is_read(engine: Engine, dpi: int) -> None:
    pixels = drawn(("SAMPLE WORDS", 0.2, 0.3), scale=0.9)
    sized = imaging.at_dpi(pixels, DPI, dpi)
    page = Page(
        1, imaging.encode(sized, Colour.COLOUR), sized.shape[1], sized.shape[0], dpi, Colour.COLOUR
    )
    assert [word.text for word in reader.read_page(engine, page).words] == ["SAMPLE", "WORDS"]


def test_a_row_is_taken_as_far_as_its_print_goes() -> None:
    pixels = imaging.grey(drawn(("ONE WORD AND MORE", 0.2, 0.3), ("FAR", 0.8, 0.3)))
    cells = ink_cells(pixels, DPI)
    part = Box(0.3, 0.28, 0.35, 0.305)
    whole = whole_row(cells, part)
    assert 0.17 < whole.left < 0.22
    assert 0.35 < whole.right < 0.78
    alone = Box(whole.left, part.top, whole.right, part.bottom)
    assert whole_row(cells, alone).left == pytest.approx(whole.left, abs=0.005)
