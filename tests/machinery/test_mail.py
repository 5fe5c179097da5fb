"""The sample mail that other tests and the bench stand on."""

import itertools
import json
import unicodedata
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from PIL import Image as PilImage

from tests.mail import __main__ as command
from tests.mail import vocabulary
from tests.mail.forms import FORMS
from tests.mail.letters import Letter, make_letter
from tests.mail.piles import make_pile
from tests.mail.stamps import Mark
from tests.mail.wear import DEGRADATIONS


def _boxes(letter: Letter) -> list[dict[str, Any]]:
    extra = letter.truth["extra"]
    return [*extra["stamps"], *extra["boxes"].values()]


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _strings(one)]
    return [text for one in value for text in _strings(one)] if isinstance(value, list) else []


def _half_names(half: Literal["tuning", "test"]) -> set[str]:
    organs = vocabulary.words("organs")[half]
    rows = organs["departments"] + organs["ministries"]
    return {
        *organs["provinces"], *organs["communes"], *organs["districts"], *organs["receivers"],
        *(row["name"] for row in rows), *(row["parent"] for row in rows if "parent" in row),
        *vocabulary.words("people")[half]["givens"],
        *vocabulary.words("subjects")[half]["subjects"],
    }  # fmt: skip


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif", ".pdf"])
def test_same_seed_gives_same_bytes(tmp_path: Path, suffix: str) -> None:
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        letter = make_letter(5, secrecy="MẬT", handwriting=True, degradation="scan", dpi=200)
        files = letter.save(tmp_path / name / f"letter{suffix}")
        written.append([path.read_bytes() for path in files])
    assert written[0] == written[1]


def test_other_seed_gives_other_letter() -> None:
    assert make_letter(5, dpi=72).truth != make_letter(6, dpi=72).truth


def test_a_stamp_does_not_change_the_words() -> None:
    bare = make_letter(9, degradation="clean", dpi=72, handwriting=False)
    marked = make_letter(9, degradation="clean", dpi=72, handwriting=False, secrecy="TỐI MẬT")
    assert marked.truth["secrecy"] == "TỐI MẬT"
    assert bare.truth["subject"] == marked.truth["subject"]
    assert bare.truth["signer_name"] == marked.truth["signer_name"]


@pytest.mark.parametrize("type_name", FORMS)
def test_every_type_is_set(type_name: str) -> None:
    letter = make_letter(3, type_name=type_name, degradation="clean", dpi=72, pages=1)
    truth = letter.truth
    assert truth["extra"]["type_inferred"] == type_name
    assert truth["pages"] == len(letter.images) == 1
    assert {"issuing_organ", "signer_name"} <= set(truth["extra"]["boxes"])
    assert (truth["type_name"] is None) == (type_name == "Công văn")
    for text in _strings(truth):
        assert unicodedata.is_normalized("NFC", text)
        assert "\u00d0" not in text
        assert "\n" not in text


def test_there_are_29_types() -> None:
    assert len(FORMS) == 29
    assert sum(form.abbreviation is not None for form in FORMS.values()) == 27


@pytest.mark.parametrize("degradation", DEGRADATIONS)
def test_boxes_lie_inside_the_page(degradation: str) -> None:
    letter = make_letter(
        11, secrecy="MẬT", urgency="KHẨN", incoming=True, handwriting=True,
        circulation="LƯU HÀNH NỘI BỘ", degradation=degradation, dpi=100, annex="heading",
    )  # fmt: skip
    assert {"secrecy", "urgency", "incoming", "seal", "signature", "circulation"} <= {
        one["kind"] for one in letter.truth["extra"]["stamps"]
    }
    for one in _boxes(letter):
        x0, y0, x1, y1 = one["box"]
        assert 0 <= x0 <= x1 <= 1
        assert 0 <= y0 <= y1 <= 1
        assert 1 <= one["page"] <= len(letter.images)


def test_one_bit_scan_is_one_bit() -> None:
    letter = make_letter(2, degradation="bilevel", dpi=100)
    assert letter.images[0].dtype == np.bool_


def test_double_border_is_pressed_in_red() -> None:
    mark = Mark("MẬT", border="double", wear="full", angle=0)
    letter = make_letter(4, secrecy=mark, degradation="clean", dpi=300, incoming=False)
    (found,) = [one for one in letter.truth["extra"]["stamps"] if one["kind"] == "secrecy"]
    image = letter.images[0].astype(np.int16)
    height, width = image.shape[:2]
    x0, y0, x1, y1 = (round(share * size) for share, size in
                      zip(found["box"], (width, height, width, height), strict=True))  # fmt: skip
    part = image[y0 - 6 : y1 + 6, x0 - 6 : x1 + 6]
    red = part[..., 0] - part[..., 1:].max(axis=2) > 60
    assert abs((x1 - x0) * 25.4 / 300 - 20) < 1
    assert abs((y1 - y0) * 25.4 / 300 - 8) < 1
    # A line straight down, left of the word, crosses both borders twice.
    column = red[:, int(3 * 300 / 25.4)]
    assert sum(1 for value, _ in itertools.groupby(column) if value) == 4
    assert found["visible"] > 0.9


def test_halves_share_no_name() -> None:
    assert not _half_names("tuning") & _half_names("test")


def test_letters_keep_to_their_half() -> None:
    givens = vocabulary.words("people")["test"]["givens"]
    for seed in range(12):
        truth = make_letter(seed, vocabulary="test", degradation="clean", dpi=72).truth
        assert truth["signer_name"].split()[-1] in givens


@pytest.mark.parametrize("type_name", ["Công văn", "Quyết định", "Giấy mời", "Kế hoạch"])
def test_unique_word_is_in_the_subject(type_name: str) -> None:
    letter = make_letter(1, type_name=type_name, unique_word="ZQ7RT", degradation="clean", dpi=72)
    assert "ZQ7RT" in letter.truth["subject"]


def test_number_of_pages_is_kept() -> None:
    for pages in (1, 2, 3):
        letter = make_letter(8, type_name="Báo cáo", pages=pages, degradation="clean", dpi=72)
        assert len(letter.images) == pages
        assert letter.truth["extra"]["signature_page"] == pages


def test_blank_backs_and_annex_are_told() -> None:
    letter = make_letter(8, type_name="Báo cáo", pages=1, annex="heading", blank_backs=True,
                         degradation="clean", dpi=72)  # fmt: skip
    extra = letter.truth["extra"]
    assert extra["blank_pages"] == [2, 4]
    assert extra["annex_page"] == 3


def test_pile_tells_its_borders(tmp_path: Path) -> None:
    pile = make_pile([1, 2, 3], degradation="grey", dpi=72, blank_backs=True)
    documents = pile.truth["extra"]["documents"]
    ranges = [one["extra"]["document_page_range"] for one in documents]
    assert ranges[0][0] == 1
    assert ranges[-1][1] == len(pile.images) == pile.truth["pages"]
    assert [first[1] + 1 for first in ranges[:-1]] == [second[0] for second in ranges[1:]]
    pile.save(tmp_path / "pile.tif")
    with PilImage.open(tmp_path / "pile.tif") as image:
        assert getattr(image, "n_frames", 1) == len(pile.images)


@pytest.mark.parametrize("kind", ["letters", "marked", "piles", "plain"])
def test_command_writes_files_and_truth(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--out", str(tmp_path), "--count", "1", "--kind", kind, "--dpi", "200"]
    assert command.main([*arguments, "--format", "jpg"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    (truth_file,) = tmp_path.glob("*.json")
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    assert (tmp_path / truth["file"]).is_file()
    assert (truth["secrecy"] is not None) == (kind == "marked")
    with PilImage.open(tmp_path / truth["file"]) as image:
        assert image.info["dpi"] == (200, 200)
