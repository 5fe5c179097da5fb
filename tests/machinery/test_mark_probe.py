"""Marks are found on pages in memory; other stamps and words about secrecy are not."""

import logging
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

from clerk_app.core import imaging, mark_plate, mark_probe, mark_rails, mark_shapes, mark_words
from clerk_app.core.ocr import Engine
from clerk_app.domain.classification import SECRECY, SecrecyLevel
from clerk_app.domain.scanning import Box, Colour, Page, Word
from tests.helpers.marked import letter_page, page_of, sheet_of, typed_page
from tests.mail.press import Stamp
from tests.mail.stamps import Border, Mark

LEVELS = list(SecrecyLevel)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def sheet_page(stamp: Stamp | None, colour: Colour = Colour.COLOUR) -> Page:
    """An empty sheet at 200 dpi, stamped."""
    pixels = sheet_of(stamp).image
    if colour is not Colour.COLOUR:
        pixels = imaging.grey(pixels)
    if colour is Colour.BILEVEL:
        pixels = np.asarray(np.where(pixels < 160, 0, 255), np.uint8)
    return Page(1, imaging.encode(pixels, colour), 1654, 2339, 200, colour)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("border", "ink"), [("double", "red"), ("single", "red"), ("double", "black")]
)
def test_a_stamped_mark_excludes_with_its_level(
    engine: Engine, level: SecrecyLevel, border: Border, ink: str
) -> None:
    mark = Mark(level.value, border, ink, wear="full", angle=3.0)
    page = letter_page(11, secrecy=mark, degradation="scan").numbered(4)
    (finding,) = mark_probe.look(engine, page, ()).findings
    assert (finding.category, finding.level, finding.sure) == (SECRECY, level, True)
    assert finding.page == 4
    assert 0.05 < finding.box.left < finding.box.right < 0.45
    assert 0.2 < finding.box.top < finding.box.bottom < 0.35


@pytest.mark.parametrize("colour", [Colour.GREY, Colour.BILEVEL])
@pytest.mark.parametrize("level", LEVELS)
def test_a_mark_without_colour_is_found(
    engine: Engine, level: SecrecyLevel, colour: Colour
) -> None:
    page = sheet_page(Stamp(level.value, 2, "black", angle=-5.0), colour)
    (finding,) = mark_probe.look(engine, page, ()).findings
    assert (finding.level, finding.sure) == (level, True)


@pytest.mark.parametrize("angle", [-15.0, -8.0, 8.0, 15.0])
def test_a_mark_pressed_askew_anywhere_is_found(engine: Engine, angle: float) -> None:
    page = sheet_page(Stamp("TỐI MẬT", 2, "red", angle, place=(0.7, 0.8)))
    (finding,) = mark_probe.look(engine, page, ()).findings
    assert (finding.level, finding.sure) == (SecrecyLevel.TOI_MAT, True)
    assert finding.box.left < 0.7 < finding.box.right
    assert finding.box.top < 0.8 < finding.box.bottom


def test_a_red_word_without_border_is_found(engine: Engine) -> None:
    (finding,) = mark_probe.look(engine, sheet_page(Stamp("TUYỆT MẬT", 0)), ()).findings
    assert (finding.level, finding.sure) == (SecrecyLevel.TUYET_MAT, True)


@pytest.mark.parametrize("ink", ["red", "black"])
def test_a_double_frame_that_cannot_be_read_is_asked_about(engine: Engine, ink: str) -> None:
    (finding,) = mark_probe.look(engine, sheet_page(Stamp("#%&#", 2, ink)), ()).findings
    assert (finding.category, finding.level, finding.sure) == (SECRECY, None, False)


def test_a_declassified_paper_is_asked_about(engine: Engine) -> None:
    (finding,) = mark_probe.look(engine, sheet_page(Stamp("GIẢI MẬT", 2)), ()).findings
    assert (finding.level, finding.sure) == (None, False)


@pytest.mark.parametrize("text", ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"])
def test_an_urgency_stamp_is_no_mark_and_is_told(engine: Engine, text: str) -> None:
    seen = mark_probe.look(engine, letter_page(5, urgency=text, degradation="scan"), ())
    assert seen.findings == ()
    assert [(mark.kind, mark.text, mark.page) for mark in seen.stamps] == [("urgency", text, 1)]


@pytest.mark.parametrize(
    "text", ["BẢO MẬT", "BÍ MẬT", "MẬT KHẨU", "MẶT TRẬN", "LUẬT", "SAO Y", "XEM XONG TRẢ LẠI"]
)
def test_other_framed_words_are_no_mark(engine: Engine, text: str) -> None:
    assert mark_probe.look(engine, sheet_page(Stamp(text, 1)), ()).findings == ()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_plain_letters_with_seal_and_arrival_stamp_are_clean(engine: Engine, seed: int) -> None:
    page = letter_page(seed, incoming=True, lookalike="talk", degradation="scan")
    words = engine.words(imaging.decode(page), page.dpi)
    assert mark_probe.look(engine, page, words).findings == ()


def test_a_typed_mark_comes_from_the_words(engine: Engine) -> None:
    words = [Word("MẬT", 0.9, Box(0.2, 0.25, 0.25, 0.262), 0)]
    (finding,) = mark_probe.look(engine, sheet_page(None), words).findings
    assert (finding.level, finding.sure) == (SecrecyLevel.MAT, True)


def test_nothing_is_written_or_logged(
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with caplog.at_level(logging.DEBUG):
        assert mark_probe.look(engine, sheet_page(Stamp("MẬT", 2)), ()).findings
    assert list(tmp_path.iterdir()) == []
    assert caplog.records == []


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("MẬT", "secrecy", "MẬT"),
        ("| TỐI MẬT _", "secrecy", "TỐI MẬT"),
        ("TUYẾTMẬT", "secrecy", "TUYỆT MẬT"),
        ("BÍ MẬT", "other", "BÍ MẬT"),
        ("MẶT TRẬN", "other", "MẶT TRẬN"),
        ("MỘT", "other", "MỘT"),
        ("KHẨN", "urgency", "KHẨN"),
        ("HOẢ TỐC", "urgency", "HOẢ TỐC"),
        ("GIẢI MẬT", "declassified", "GIẢI MẬT"),
    ],
)
def test_a_reading_finds_its_word(text: str, kind: str, word: str) -> None:
    found = mark_words.nearest(text)
    assert (found.kind, found.word) == (kind, word)
    assert found.share < 0.1


def test_a_wrong_mark_costs_less_than_a_wrong_letter() -> None:
    costs = [mark_words.nearest(text).cost for text in ("MẬT", "MẶT", "MÁT", "MÉT")]
    assert costs == sorted(costs)
    assert 0 == costs[0] < costs[1] < costs[2] < costs[3]
    assert mark_words.nearest("— |").kind == mark_words.UNREAD.kind


def broken(angle: float) -> np.ndarray:
    """The long sides of a 30 x 8 mm double frame, in pieces, 8 pixels a mm, turned."""
    pieces = [
        (left, place, left + 6.0, place)
        for place in (0.0, 1.2, 6.8, 8.0)
        for left in (0.0, 8.0, 16.0, 24.0)
    ]
    spots = np.array(pieces).reshape(-1, 2) * 8
    turn = cv2.getRotationMatrix2D((0, 0), -angle, 1)
    return np.asarray(spots @ turn[:, :2].T + (800, 900)).reshape(-1, 4)


@pytest.mark.parametrize("angle", [-12.0, 0.0, 7.0])
def test_a_frame_is_put_together_from_pieces(angle: float) -> None:
    frame = mark_rails.frames(broken(angle), 8.0)[0]
    assert frame.width == pytest.approx(30, abs=0.6)
    assert frame.height == pytest.approx(8, abs=0.6)
    assert frame.angle == pytest.approx(angle, abs=0.5)
    assert frame.borders == 2


def test_rules_of_a_table_are_no_frame() -> None:
    rules = np.array([[100, y, 1500, y] for y in (400, 464, 528)], np.float64)
    assert mark_rails.frames(rules, 8.0) == []


def test_a_stamp_is_set_upright_and_its_frame_wiped_off() -> None:
    page = imaging.decode(sheet_page(Stamp("MẬT", 2, "red", angle=-9.0)))
    (shape,) = mark_shapes.find(page)
    plate = mark_plate.plate(page, 200, shape)
    assert (round(shape.width), round(shape.height)) == (20, 8)
    assert shape.angle == pytest.approx(9, abs=0.6)
    assert plate.borders == 2
    assert plate.text[:, :10].min() > 200
    assert (plate.text < 128).mean(axis=1).max() < 0.6  # a frame would fill its row
    assert plate.text.min() < 40


@pytest.mark.parametrize("head", ["STT", "TT"])
def test_the_head_of_a_table_is_no_mark(engine: Engine, head: str) -> None:
    pixels = sheet_of(None).image
    for x in (150, 280, 900, 1500):
        cv2.line(pixels, (x, 500), (x, 900), (40, 40, 60), 2)
    for y in (500, 580, 660, 740, 820, 900):
        cv2.line(pixels, (150, y), (1500, y), (40, 40, 60), 2)
    for text, place in ((head, (172, 522)), ("Tên tài liệu", (480, 522)), ("1", (205, 602))):
        pixels[:] = written(pixels, text, place)
    page = Page(1, imaging.encode(pixels, Colour.COLOUR), 1654, 2339, 200, Colour.COLOUR)
    assert mark_probe.look(engine, page, ()).findings == ()


def written(pixels: imaging.Image, text: str, place: tuple[int, int]) -> imaging.Image:
    """Set a word in bold on a sheet."""
    sheet = PilImage.fromarray(pixels)
    font = ImageFont.truetype("/usr/share/fonts/truetype/croscore/Tinos-Bold.ttf", 37)
    ImageDraw.Draw(sheet).text(place, text, font=font, fill=(20, 20, 30))
    return np.asarray(sheet)


def test_a_plate_without_a_frame_is_cut_at_the_rules_of_a_table() -> None:
    pixels = np.full((400, 700), 255, np.uint8)
    pixels[:, 200:204] = pixels[:, 420:424] = 0
    pixels[180:220, 300:330] = 0
    shape = mark_shapes.Shape(312.0, 200.0, 44.0, 12.0, 0.0, False, False)
    plate = mark_plate.plate(pixels, mark_shapes.WORK_DPI, shape)
    wide = plate.text.shape[1] / plate.dpi * 25.4
    assert wide < 34.0  # of 47 and the padding
    assert (plate.text < 128).any()


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_in_a_cell_of_a_table_is_no_mark(engine: Engine, level: SecrecyLevel) -> None:
    pixels = sheet_of(None).image
    for x in (150, 900, 1250, 1500):
        cv2.line(pixels, (x, 500), (x, 820), (40, 40, 60), 2)
    for y in (500, 580, 660, 740, 820):
        cv2.line(pixels, (150, y), (1500, y), (40, 40, 60), 2)
    pixels[:] = written(pixels, level.value, (930, 522))
    page = Page(1, imaging.encode(pixels, Colour.COLOUR), 1654, 2339, 200, Colour.COLOUR)
    assert mark_probe.look(engine, page, ()).findings == ()


def test_a_framed_mark_between_the_rules_of_a_table_is_one(engine: Engine) -> None:
    sheet = sheet_of(Stamp("TỐI MẬT", 1, "black", place=(0.5, 0.3)))
    for y in (round(0.3 * 2339) - 90, round(0.3 * 2339) + 90):
        cv2.line(sheet.image, (150, y), (1500, y), (40, 40, 60), 2)
    page = Page(1, imaging.encode(sheet.image, Colour.COLOUR), 1654, 2339, 200, Colour.COLOUR)
    (finding,) = mark_probe.look(engine, page, ()).findings
    assert finding.level is SecrecyLevel.TOI_MAT


def test_two_levels_side_by_side_are_heads_of_a_table(engine: Engine) -> None:
    rows = (("TỐI MẬT", 0.64, 0.3, 13.0), ("MẬT", 0.84, 0.3, 13.0))
    cells = ((925, 677, 1190, 728), (1290, 677, 1490, 728))
    table, alone = typed_page(*rows, bold=True).copy(), typed_page(rows[0], bold=True).copy()
    for left, top, right, bottom in cells:
        cv2.rectangle(table, (left, top), (right, bottom), (30, 30, 30), 2)
    left, top, right, bottom = cells[0]
    cv2.rectangle(alone, (left, top), (right, bottom), (30, 30, 30), 2)
    assert mark_probe.look(engine, page_of(alone), ()).findings != ()
    assert mark_probe.look(engine, page_of(table), ()).findings == ()
