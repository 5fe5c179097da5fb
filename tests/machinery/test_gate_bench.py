"""The gate bench measures what it says: marks that are there, marks that are gone, bounds."""

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from clerk_app.domain.classification import SecrecyLevel
from tests.bench import gate_measure, gate_pages, gate_report
from tests.bench.gate import kind_of
from tests.bench.gate_pages import Case, Made
from tests.bench.gate_report import Report
from tests.helpers.marked import page_of, sheet_of
from tests.mail import press, wear
from tests.mail.ink import Sheet
from tests.mail.press import Impression, Stamp

MARK = Stamp("TỐI MẬT", place=(0.4, 0.3))


def pressed(stamp: Stamp = MARK, way: str = "clean") -> tuple[Sheet, Impression]:
    sheet = sheet_of()
    impression = press.press(sheet, stamp, Random(2))
    wear.degrade(sheet, way, Random(3))
    return sheet, impression


def made(sheet: Sheet, impression: Impression, way: str = "clean", kind: str = "free") -> Made:
    page = page_of(np.zeros((200, 200, 3), np.uint8))
    return Made("one", kind, page, sheet, way, SecrecyLevel.TOI_MAT, impression)


@pytest.mark.parametrize("way", ["clean", "skewed", "bilevel", "halftone"])
def test_a_mark_that_can_be_seen_is_measured_as_such(way: str) -> None:
    sight = gate_measure.sight(*pressed(way=way))
    assert sight.visible
    assert sight.legible
    left, top, right, bottom = sight.box
    assert left < 0.4 * 1654 < right
    assert top < 0.3 * 2339 < bottom


def test_a_mark_that_is_gone_is_measured_as_gone() -> None:
    sheet, impression = pressed()
    sheet.image[:] = 250
    sight = gate_measure.sight(sheet, impression)
    assert (sight.visible, sight.legible, sight.survived) == (False, False, 0.0)
    assert kind_of(made(sheet, impression), sight).startswith("(")


@pytest.mark.parametrize("ruin", ["gone", "smeared", "blotted", "scrawled"])
def test_a_ruined_word_in_its_frame_is_a_remnant(ruin: press.Ruin) -> None:
    sheet, impression = pressed(replace(MARK, ruin=ruin))
    sight = gate_measure.sight(sheet, impression)
    assert sight.likeness < gate_measure.ILLEGIBLE
    assert sight.framed > 0.9
    assert kind_of(made(sheet, impression, kind="remnant"), sight) == "remnant of a double frame"


def test_print_beneath_and_labels_above_are_told() -> None:
    sheet = sheet_of()
    sheet.image[650:760:8, 400:900] = 20
    over = press.press(sheet, MARK, Random(2))
    assert over.beneath > gate_measure.OVERPRINTED
    covered = press.label_over(*pressed(), Random(5))
    assert 0.1 < covered.covered < 0.5
    kind = kind_of(made(sheet, over), gate_measure.sight(sheet, over))
    assert kind == "overprinted or covered"


def test_faces_draw_vietnamese_capitals() -> None:
    assert press.faces(press.SERIF)
    assert press.complete(press.SERIF[0])
    assert press.faces(("no/such-font.ttf",)) == ()


def test_a_case_gives_the_same_page_in_every_run_and_parts_share_none() -> None:
    case = Case(3, marked=True)
    assert gate_pages.make(case).page == gate_pages.make(case).page
    parts = {part: set(gate_pages.cases(30, part)) for part in ("tuning", "untouched", "all")}
    assert parts["tuning"] | parts["untouched"] == parts["all"]
    assert not parts["tuning"] & parts["untouched"]
    assert len(parts["untouched"]) == 20
    assert not set(gate_pages.documents(True)) & set(gate_pages.documents(False))


def test_the_bound_is_three_over_n_when_none_is_missed() -> None:
    assert gate_report.bound(0, 600) == pytest.approx(0.005)
    assert 0.005 < gate_report.bound(1, 600) < 0.01


def test_what_went_wrong_is_kept_as_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Report(tmp_path / "out")
    sheet, impression = pressed()
    sight = gate_measure.sight(sheet, impression)
    one = made(sheet, impression)
    report.mark("uncovered, ink visible", "right", one, sight, "")
    report.mark("uncovered, ink visible", "missed", one, sight, "")
    report.unmarked("plain", "asked", one, "secrecy ?")
    report.print(details=False)
    report.write()
    rows = capsys.readouterr().out.splitlines()
    (row,) = (row for row in rows if row.startswith("uncovered"))
    assert "50.0%" in row
    assert len(list((tmp_path / "out").glob("*.jpg"))) == 2
    assert "secrecy ?" in (tmp_path / "out/index.html").read_text(encoding="utf-8")
