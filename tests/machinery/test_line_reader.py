"""The line network reads print, under a seal too, and says how likely a text is."""

from pathlib import Path

import cv2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.core import line_reader, networks
from clerk_app.core.imaging import Image
from clerk_app.core.name_reader import name_again, name_sought
from clerk_app.core.second_look import subject_again
from clerk_app.core.sheet import prepared
from clerk_app.domain.scanning import Box, Word
from clerk_app.errors import MachineFault
from tests.helpers.drawn import WIDE, as_page, printed, sheet_of_paper
from tests.helpers.pages import MOTTO, NATION, words_of

NAME, POSITION = "Nguyễn Trọng Thử", "GIÁM ĐỐC"


@pytest.fixture
def paper() -> Image:
    return sheet_of_paper()


def sealed(onto: Image, at: tuple[int, int]) -> None:
    """Press the rims of a seal, as a grey scan shows it."""
    for radius, wide in ((208, 11), (196, 4), (137, 4)):
        cv2.circle(onto, at, radius, 120, wide, cv2.LINE_AA)


def word(text: str, box: Box, line: int) -> Word:
    return Word(text, 0.95, box, line)


def test_print_is_read_with_places(paper: Image) -> None:
    box = printed(NAME, 1700, 2000, paper)
    seen = line_reader.look(paper, box)
    assert seen is not None
    words = seen.words(3)
    assert " ".join(each.text for each in words) == NAME
    assert all(0.8 < each.confidence < 0.999 and each.line == 3 for each in words)
    assert [each.box.left for each in words] == sorted(each.box.left for each in words)
    assert words[0].box.left == pytest.approx(box.left, abs=0.01)
    assert words[-1].box.right == pytest.approx(box.right, abs=0.01)


def test_what_is_written_is_likelier_than_what_is_not(paper: Image) -> None:
    seen = line_reader.look(paper, printed(NAME, 1700, 2000, paper))
    assert seen is not None
    right, other, strange = seen.chances([NAME, "Nguyện Trọng Thử", "Lê ☃"])
    assert right > other + 3
    assert other > strange


@pytest.mark.parametrize("box", [Box(0.5, 0.5, 0.501, 0.5005), Box(0.0, 0.5, 1.0, 0.504)])
def test_strips_that_hold_no_line_are_not_read(paper: Image, box: Box) -> None:
    assert line_reader.look(paper, box) is None


def test_a_family_name_under_a_seal_is_told_by_what_is_left(paper: Image) -> None:
    at = printed(POSITION, 1700, 1700, paper)
    box = printed(NAME, 1700, 2000, paper)
    sealed(paper, (1360, 1880))
    third = (box.right - box.left) / 3
    half = [
        word("Trọng", box._replace(left=box.left + 1.3 * third, right=box.right - third), 1),
        word("Thử", box._replace(left=box.right - 0.6 * third), 1),
    ]
    read = name_again(prepared(as_page(paper)), [word(POSITION, at, 0), *half])
    assert " ".join(each.text for each in read) == NAME
    assert read[0].confidence > 0.9
    assert {each.line for each in read} == {2}


def test_a_name_of_which_nothing_was_read_is_looked_for(paper: Image) -> None:
    at = printed(POSITION, 1700, 1700, paper)
    printed(NAME, 1700, 2000, paper)
    read = name_sought(prepared(as_page(paper)), [word(POSITION, at, 0)])
    assert NAME in {
        " ".join(each.text for each in read if each.line == line)
        for line in {each.line for each in read}
    }
    assert name_sought(prepared(as_page(paper)), []) == []


def test_a_title_under_a_stamp_is_read_as_far_as_it_reaches(paper: Image) -> None:
    """A stamp lies on its beginning; it is centred under its type."""
    subject = "Về việc hướng dẫn gieo trồng vụ đông xuân"
    box = printed(subject, 1240, 900, paper)
    cv2.rectangle(paper, (600, 850), (960, 935), 60, 5)
    heading = [
        ("SỞ CÔNG VỤ", 0.27, 0.07), ("Số: 045/KH-SCV", 0.27, 0.12), NATION, MOTTO,
        ("Phù Lưu, ngày 05 tháng 02 năm 2025", 0.68, 0.12), ("KẾ HOẠCH", 0.5, 0.235),
    ]  # fmt: skip
    read = list(words_of(heading))
    share = (box.right - box.left) / len(subject)
    at, row = subject.index("gieo"), box._replace(top=box.top + 0.1 * (box.bottom - box.top))
    junk = row._replace(left=600 / WIDE, right=box.left + share * (at - 1))
    read.append(Word("THƯỢNG|", 0.3, junk, 20))
    for text in subject[at:].split():
        left = box.left + share * at
        read.append(Word(text, 0.96, row._replace(left=left, right=left + share * len(text)), 20))
        at += len(text) + 1
    better = subject_again(prepared(as_page(paper)), read, [])
    line = sorted((w for w in better if w.line == 20), key=lambda word: word.box.left)
    assert " ".join(word.text for word in line) == subject


def test_a_package_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MachineFault) as fault:
        networks.packaged("no_such_package", "network.onnx")
    assert fault.value.code == "network-missing"
    with pytest.raises(MachineFault):
        networks.packaged_bytes("numpy", str(tmp_path / "nothing"))


def test_a_rare_family_name_is_read_where_nothing_hides_it(paper: Image) -> None:
    at = printed(POSITION, 1700, 1700, paper)
    box = printed("Hạ Văn Phúc", 1700, 2000, paper)
    end = word("Phúc", box._replace(left=box.right - 0.3 * (box.right - box.left)), 1)
    read = name_again(prepared(as_page(paper)), [word(POSITION, at, 0), end])
    assert " ".join(each.text for each in read) == "Hạ Văn Phúc"


def test_junk_before_a_whole_name_is_no_family_name(paper: Image) -> None:
    """What a seal left beside it is soon read as one."""
    at = printed(POSITION, 1700, 1700, paper)
    box = printed("Lê Thiên Phúc", 1700, 2000, paper)
    sealed(paper, (1320, 1850))
    third = (box.right - box.left) / 3
    parts = [
        word("Lê", box._replace(right=box.left + 0.5 * third), 1),
        word("Thiên", box._replace(left=box.left + 0.7 * third, right=box.right - third), 1),
        word("Phúc", box._replace(left=box.right - 0.9 * third), 1),
    ]
    read = name_again(prepared(as_page(paper)), [word(POSITION, at, 0), *parts])
    assert " ".join(each.text for each in read if each.line == read[0].line) == "Lê Thiên Phúc"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["GIÁM", "ĐỐC", "Nơi", "nhận:", "Kim", "Lê", "gọc", "V/v", "=", "Thử"]),
            st.floats(0.0, 1.0),
            st.floats(0.0, 0.99),
            st.floats(0.0, 0.99),
            st.floats(0.0, 0.05),
        ),
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None)
def test_words_anywhere_break_no_reading(
    told: list[tuple[str, float, float, float, float]],
) -> None:
    sheet = prepared(as_page(sheet_of_paper()))
    words = [
        Word(
            text, sure, Box(x, y, min(1.0, x + 2 * size + 1e-4), min(1.0, y + size + 1e-4)), at // 2
        )
        for at, (text, sure, x, y, size) in enumerate(told)
    ]
    for read in (name_again(sheet, words), name_sought(sheet, words)):
        assert all(0.0 <= each.confidence <= 1.0 for each in read)
    assert isinstance(subject_again(sheet, words, words), list)


def test_a_subject_without_a_height_is_left_as_it_is() -> None:
    heading = [("Số: 045/KH-SCV", 0.27, 0.12), NATION, MOTTO, ("KẾ HOẠCH", 0.5, 0.235)]
    flat = [
        Word(text, 0.8, Box(0.42 + at, 0.26, 0.5 + at, 0.26), 20)
        for text, at in (("trồng", 0.0), ("cây", 0.09))
    ]
    read = [*words_of(heading), *flat]
    assert subject_again(prepared(as_page(sheet_of_paper())), read, []) == read
