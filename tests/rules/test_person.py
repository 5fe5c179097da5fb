"""The signer's name: readings of one place weighed, family names known, misread marks put right."""

import pytest

from clerk_app.domain.layout import Found, in_lines
from clerk_app.domain.person import has_surname, likeliest, person_in, righted
from clerk_app.domain.scanning import Box
from tests.helpers.pages import LETTER, Row, read, values, words_of


def aside(*readings: str, y: float = 0.82) -> list[Row]:
    return [(text, 0.7, y) for text in readings]


def named(*readings: str) -> object:
    rows = [row for row in LETTER if not row[0].startswith("Đỗ Văn")]
    return values(read(rows, aside(*readings))).get("signer_full_name")


def test_what_several_readings_say_goes_before_what_one_says() -> None:
    assert named("Đỗ Văn Thư", "Đỗ Văn Thử", "Đỗ Văn Thử") == "Đỗ Văn Thử"


def test_the_half_of_a_name_bears_the_whole_of_it_out() -> None:
    assert named("Văn Thử", "Văn Thử", "Văn Thử", "Đỗ Văn Thử") == "Đỗ Văn Thử"


def test_a_capital_that_lost_a_stroke_is_given_back() -> None:
    assert named("thái Văn Thử") == "Thái Văn Thử"


def test_capitals_of_a_seal_are_no_name() -> None:
    assert named("LÝ KHU BẾN", "Đỗ Văn Thử") == "Đỗ Văn Thử"
    assert named("VĂN Phà") is None


@pytest.mark.parametrize(
    ("read_as", "sure", "meant"),
    [
        ("Trân Quốc Thử", 0.6, "Trần Quốc Thử"),
        ("Đạng Thị Mẫn", 0.95, "Đặng Thị Mẫn"),  # no family is called Đạng
        ("Nguyễn Thị Hiến", 0.97, "Nguyễn Thị Hiến"),  # both are names
        ("Lê Thị Uyến", 0.97, "Lê Thị Uyển"),  # a hook and an acute over a roof
        ("Hạ Bá Chân", 0.6, "Hạ Bá Chân"),  # rare, and a name
        ("Lhái Văn Mẫn", 0.5, "Thái Văn Mẫn"),  # one family name alone ends so
        ("Kương Văn Mẫn", 0.5, "Kương Văn Mẫn"),  # several do
        ("Đình Hạnh", 0.5, "Đình Hạnh"),  # half a name: its first word is no family's
    ],
)
def test_marks_of_names(read_as: str, sure: float, meant: str) -> None:
    assert righted(read_as, sure) == meant


def test_a_name_put_right_tells_how_it_was_read() -> None:
    rows = [row for row in LETTER if not row[0].startswith("Đỗ Văn")]
    guess = read(rows, aside("Trân Quốc Mẫn")).fields["signer_full_name"]
    assert (guess.value, guess.corrected_from) == ("Trần Quốc Mẫn", "Trân Quốc Mẫn")
    assert guess.confidence < 0.8


def test_middle_names_open_no_name_of_two_words() -> None:
    assert not has_surname("Văn Tài")
    assert has_surname("Văn Đình Tài")
    assert has_surname("Lê Tài")


def test_nothing_read_is_no_name() -> None:
    assert likeliest([]) is None
    [line] = in_lines(words_of([("- Lưu: VT", 0.2, 0.7)]))
    assert person_in(line) is None


def test_the_nearer_place_wins_between_equals() -> None:
    box = Box(0.6, 0.8, 0.8, 0.82)
    near, far = Found("Lê Thị Mẫn", 0.9, box), Found("Lê Thị Hân", 0.9, box)
    assert likeliest([(0.3, far), (0.1, near)]) is near


def test_a_name_with_the_letters_of_a_title_is_a_name() -> None:
    assert named("Đỗ Trọng Sỹ") == "Đỗ Trọng Sỹ"
    rows = [row for row in LETTER if not row[0].startswith("Đỗ Văn")]
    assert values(read(rows, aside("Đỗ Trọng Sỹ")))["signer_position"] == "PHÓ GIÁM ĐỐC"
