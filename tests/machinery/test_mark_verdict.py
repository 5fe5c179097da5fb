"""The verdict on a place of a page: ordinary words with MẬT in them never exclude by themselves."""

from dataclasses import replace
from typing import Final

import pytest

from clerk_app.core import mark_probe, mark_reading, mark_verdict, mark_words
from clerk_app.core.mark_network import Peak
from clerk_app.core.mark_reading import StampReading
from clerk_app.core.mark_words import StampWord
from clerk_app.core.ocr import Engine
from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.gate import Finding
from clerk_app.domain.scanning import Box
from tests.helpers.marked import page_of, sheet_of, typed_page
from tests.mail.press import Stamp

SURE: Final = (0.01, 0.98, 0.01, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
ALIKE: Final = (0.0, 0.88, 0.01, 0.0, 0.0, 0.0, 0.11, 0.0, 0.0)
PEAK: Final = Peak(0.5, 0.3, 0.98, 0.02, marked=True, kinds=SURE)
UNREAD: Final = StampReading(mark_words.UNREAD, Box(0.4, 0.28, 0.6, 0.32), 0, True, False)
WORD: Final = StampWord(mark_words.SECRECY, "MẬT", 0.0)


def judged(peak: Peak, reading: StampReading | None) -> Finding | None:
    return mark_verdict.judge(peak, reading, 1, (210.0, 297.0))


@pytest.mark.parametrize("reading", [None, UNREAD, replace(UNREAD, word=WORD)])
def test_a_mark_seen_clearly_excludes_whether_it_was_read_or_not(
    reading: StampReading | None,
) -> None:
    finding = judged(PEAK, reading)
    assert finding is not None
    assert (finding.level, finding.sure) == (SecrecyLevel.MAT, True)


def test_beside_another_word_a_mark_is_asked_about() -> None:
    finding = judged(PEAK, replace(UNREAD, compound=True))
    assert finding is not None
    assert (finding.level, finding.sure) == (None, False)


@pytest.mark.parametrize("reading", [None, UNREAD])
def test_unread_and_like_an_ordinary_word_it_is_asked_about(reading: StampReading | None) -> None:
    finding = judged(replace(PEAK, kinds=ALIKE), reading)
    assert finding is not None
    assert (finding.level, finding.sure) == (None, False)


@pytest.mark.parametrize("sure", [replace(UNREAD, word=WORD), replace(UNREAD, borders=2)])
def test_read_or_framed_it_excludes_though_like_an_ordinary_word(sure: StampReading) -> None:
    finding = judged(replace(PEAK, kinds=ALIKE), sure)
    assert finding is not None
    assert finding.sure


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MẬT", "ĐỘ"),
        ("MẬT", "BO"),
        ("MAT", "KHẨU"),
        ("THÂN", "MẬT"),
        ("BÍ", "MẬT"),
        ("MẶT", "TRẬN"),
    ],
)
def test_a_word_in_capitals_beside_it_makes_another_word(one: str, other: str) -> None:
    assert mark_words.beside(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TỐI", "MẬT"), ("TUYỆT", "MẬT"), ("YỆT", "MẬT"), ("TOI", "MAT"), ("ĐỘ", "MẬT"),
        ("GIẢI", "MẬT"), ("MẬT", "MẬT"), ("MẬT", "|"), ("I", "MẬT"), ("MẬT", "12"), ("MẬT", "về"),
    ],
)  # fmt: skip
def test_a_mark_stays_one_beside_its_own_words_strokes_and_print(one: str, other: str) -> None:
    assert not mark_words.beside(one, other)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.mark.parametrize("text", ["MẬT ĐỘ", "MẬT MÃ", "MẬT ONG", "THÂN MẬT", "MẶT BẰNG"])
@pytest.mark.parametrize("ink", ["red", "black"])
@pytest.mark.parametrize("borders", [0, 1])
def test_ordinary_words_do_not_exclude(engine: Engine, text: str, ink: str, borders: int) -> None:
    page = page_of(sheet_of(Stamp(text, borders, ink, 2.0, track=0.12)).image)
    assert not any(one.sure for one in mark_probe.look(engine, page, ()).findings)


FAINT: Final = Peak(
    0.5, 0.3, 0.16, 0.1, marked=True, kinds=(0.7, 0.25, 0.0, 0.0, 0.0, 0.0, 0.0, 0.05, 0.0)
)


def test_a_mark_in_the_coloured_ink_alone_is_asked_about() -> None:
    assert judged(FAINT, None) is None
    assert judged(replace(FAINT, inked=0.6), None) is None
    finding = judged(replace(FAINT, inked=0.95), None)
    assert finding is not None
    assert (finding.level, finding.sure) == (None, False)


def test_it_is_not_where_another_stamp_was_read() -> None:
    other = replace(UNREAD, word=StampWord(mark_words.CIRCULATION, "LƯU HÀNH NỘI BỘ", 0.0))
    assert judged(replace(FAINT, inked=0.95), other) is None


@pytest.mark.parametrize(("word", "borders", "asked"), [("NHẬT", 2, True), ("NHẬT", 0, False)])
def test_a_word_like_the_mark_vetoes_only_without_the_mark_s_own_frame(
    word: str, borders: int, *, asked: bool
) -> None:
    other = StampWord(mark_words.CIRCULATION, word, 0.0)
    finding = judged(replace(FAINT, inked=0.95), replace(UNREAD, word=other, borders=borders))
    assert (finding is not None) == asked


def test_words_with_the_mark_in_them_veto_in_any_frame() -> None:
    other = StampWord(mark_words.CIRCULATION, "BẢO MẬT", 0.0)
    assert judged(replace(FAINT, inked=0.95), replace(UNREAD, word=other, borders=2)) is None


def test_what_completes_a_title_s_last_word_is_no_mark() -> None:
    assert judged(PEAK, replace(UNREAD, word=WORD, continued=True, completes=True)) is None


@pytest.mark.parametrize(("end", "completes"), [("BẢO", True), ("NƯỚC", False)])
def test_the_line_over_a_word_tells_what_it_completes(
    engine: Engine, end: str, *, completes: bool
) -> None:
    rows = [(f"PHÂN CÔNG CÁN BỘ PHỤ TRÁCH, {end}", 0.5, 0.25, 14.0), ("MẬT", 0.5, 0.272, 14.0)]
    pixels = typed_page(*rows, bold=True)
    reading = mark_reading.read(engine, pixels, 200, 0.5, 0.272)
    assert (reading.continued, reading.completes) == (True, completes)


@pytest.mark.parametrize("tabled", [True, False])
def test_the_head_of_a_column_of_levels_is_no_mark_but_before_a_colon_it_is(tabled: bool) -> None:
    head = replace(UNREAD, word=mark_words.nearest("ĐỘ MẬT"), red=False, tabled=tabled)
    told = (0.0, 0.0, 0.74, 0.01, 0.0, 0.04, 0.17, 0.01, 0.03)
    finding = judged(replace(PEAK, kinds=told), head)
    assert (finding is None) == tabled
    assert judged(replace(PEAK, kinds=told), replace(head, red=True)) is not None


@pytest.mark.parametrize("read", ["TỐI MẬT", "TÔI MẬT", "TỒI MẠT", "ỐI MẬT", "TỘI MẬT"])
def test_a_level_read_badly_is_no_columns_head(read: str) -> None:
    assert mark_words.nearest(read).word == "TỐI MẬT"


@pytest.mark.parametrize("framed", [True, False])
def test_a_mark_read_as_another_word_in_its_own_frame_is_not_dropped(framed: bool) -> None:
    told = (0.0, 0.75, 0.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.0)
    word = mark_words.nearest("THẬT")
    reading = replace(UNREAD, word=word, borders=1, framed_as_mark=framed, red=False)
    finding = judged(replace(PEAK, kinds=told), reading)
    assert (finding is not None) == framed


@pytest.mark.parametrize(("borders", "share", "lifted"), [(2, 0.35, True), (1, 0.35, False)])
def test_a_lifted_mark_in_a_double_frame_is_asked_about_though_nobody_reads_it(
    borders: int, share: float, lifted: bool
) -> None:
    told = (0.0, 0.0, 0.0, 0.0, 0.0, share, 0.65, 0.0, 0.0)
    reading = replace(UNREAD, borders=borders, framed_as_mark=True, red=False)
    finding = judged(replace(PEAK, kinds=told), reading)
    assert (finding is not None and finding.declassified) == lifted


def test_a_lifted_mark_read_badly_is_still_seen() -> None:
    told = (0.0, 0.0, 0.01, 0.0, 0.0, 0.83, 0.15, 0.01, 0.0)
    badly = StampWord(mark_words.DECLASSIFIED, "GIẢI MẬT", 3.6)
    finding = judged(replace(PEAK, kinds=told, heat=0.88), replace(UNREAD, word=badly))
    assert finding is not None
    assert finding.declassified


def seen(heat: float, secrecy: float, inked: float = 0.0) -> Peak:
    kinds = (0.9 - secrecy, secrecy, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1)
    return Peak(0.3, 0.28, heat, 0.1, marked=True, kinds=kinds, inked=inked)


@pytest.mark.parametrize(
    ("peak", "asked"),
    [
        (seen(0.25, 0.55), True),
        (seen(0.25, 0.45), False),
        (seen(0.15, 0.7), True),
        (seen(0.15, 0.6), False),
        (seen(0.25, 0.0, inked=0.6), True),
        (seen(0.15, 0.0, inked=0.6), False),
        (replace(seen(0.6, 0.4), marked=False), True),
        (replace(seen(0.6, 0.3), marked=False), False),
        (replace(seen(0.45, 0.55), marked=False), False),
        (replace(seen(0.25, 0.4), kinds=(0, 0.4, 0, 0, 0, 0.3, 0.3, 0, 0)), True),
        (replace(seen(0.25, 0.4), kinds=(0, 0.4, 0, 0, 0, 0.1, 0.5, 0, 0)), False),
    ],
)
def test_a_mark_that_the_closer_look_sees_and_nobody_reads_is_asked_about(
    peak: Peak, *, asked: bool
) -> None:
    finding = judged(peak, None)
    assert (finding is not None) == asked
    assert finding is None or not finding.sure
    other = replace(UNREAD, word=StampWord(mark_words.CIRCULATION, "LƯU HÀNH NỘI BỘ", 0.0))
    assert judged(peak, other) is None


def test_what_the_map_is_sure_of_is_read_whatever_the_closer_look_says() -> None:
    hidden = (0.0, 0.03, 0.0, 0.0, 0.02, 0.0, 0.13, 0.82, 0.0)  # half a mark under a label
    assert mark_verdict.worth_reading(replace(seen(0.95, 0.0), kinds=hidden))
    assert not mark_verdict.worth_reading(replace(seen(0.85, 0.0), kinds=hidden))


@pytest.mark.parametrize("red", [True, False])
def test_a_level_read_in_coloured_ink_is_asked_about(*, red: bool) -> None:
    reading = replace(UNREAD, word=WORD, red=red)
    assert (judged(seen(0.1, 0.0), reading) is not None) == red


@pytest.mark.parametrize(
    ("peak", "tabled", "asked"),
    [
        (seen(0.25, 0.85), False, True),
        (seen(0.25, 0.75), False, False),
        (seen(0.15, 0.85), False, False),
        (seen(0.25, 0.85), True, False),
    ],
)
def test_a_level_that_was_read_and_surely_seen_is_asked_about(
    peak: Peak, *, tabled: bool, asked: bool
) -> None:
    reading = replace(UNREAD, word=WORD, red=False, tabled=tabled)
    assert (judged(peak, reading) is not None) == asked


@pytest.mark.parametrize(("borders", "asked"), [(1, True), (0, False)])
def test_the_mark_misread_with_another_tone_in_its_own_frame_is_no_veto(
    borders: int, *, asked: bool
) -> None:
    word = StampWord(mark_words.OTHER, "CHẤT", 0.0)
    reading = StampReading(word, UNREAD.box, borders, red=False, framed_as_mark=True)
    assert (judged(seen(0.9, 0.8), reading) is not None) == asked


@pytest.mark.parametrize(("borders", "asked"), [(1, True), (0, False)])
def test_half_a_level_in_a_frame_is_asked_about(borders: int, *, asked: bool) -> None:
    half = replace(UNREAD, word=mark_words.nearest("TUYỆT"), borders=borders, red=False)
    assert (judged(seen(0.55, 0.45), half) is not None) == asked
