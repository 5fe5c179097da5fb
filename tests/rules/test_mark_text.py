"""Typed secrecy marks are told from words about secrecy."""

import pytest

from clerk_app.domain.classification import SECRECY, SecrecyLevel
from clerk_app.domain.mark_text import NAMED_ADDRESSEE, typed_marks
from clerk_app.domain.scanning import Box, Word

HEIGHT = 0.012
LETTER = 0.011


def line_words(text: str, number: int, left: float, top: float) -> list[Word]:
    """Lay a line's words out; four blanks or more begin another column."""
    words = []
    for column, part in enumerate(text.split("    ")):
        x = left + 0.4 * column
        for token in part.split():
            box = Box(x, top, x + LETTER * len(token), top + HEIGHT)
            words.append(Word(token, 0.9, box, number))
            x = box.right + LETTER
    return words


def page_words(*lines: str, top: float = 0.1, left: float = 0.12) -> list[Word]:
    """Set lines under each other; an empty one leaves room."""
    return [
        word
        for number, text in enumerate(lines)
        for word in line_words(text, number, left, top + 1.6 * HEIGHT * number)
    ]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("MẬT", SecrecyLevel.MAT),
        ("TỐI MẬT", SecrecyLevel.TOI_MAT),
        ("TUYỆT MẬT", SecrecyLevel.TUYET_MAT),
        ("| MẬT |", SecrecyLevel.MAT),
        ("(TỐI MẬT)", SecrecyLevel.TOI_MAT),
        ("Độ mật: MẬT", SecrecyLevel.MAT),
        ("Độ mật: Tối mật", SecrecyLevel.TOI_MAT),
        ("Mức độ mật: Tuyệt mật.", SecrecyLevel.TUYET_MAT),
        ("MẬT    Hà Giang, ngày 3 tháng 5 năm 2026", SecrecyLevel.MAT),
    ],
)
def test_a_line_that_is_a_mark_is_found(line: str, level: SecrecyLevel) -> None:
    (finding,) = typed_marks(page_words("SỞ NỘI VỤ", "", line, "", "Kính gửi: Ủy ban"), 3)
    assert (finding.category, finding.level, finding.sure) == (SECRECY, level, True)
    assert finding.page == 3
    assert finding.box.left == pytest.approx(0.12)
    assert finding.confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    "line",
    [
        "V/v quản lý tài liệu mật",
        "bảo vệ bí mật nhà nước",
        "Ban Bảo vệ BMNN",
        "BẢO MẬT",
        "BÍ MẬT",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "MẬT KHẨU",
        "MẶT TRẬN TỔ QUỐC",
        "NHẬT KÝ",
        "Mật",
        "độ mật của tài liệu: Mật, Tối mật và Tuyệt mật",
        "Độ mật: Không",
        "Độ mật:",
        "KHẨN",
        "đóng dấu chỉ các mức độ mật theo quy định",
        "đóng dấu Chỉ người có tên mới được bóc bì vào bì trong theo quy định này",
    ],
)
def test_words_about_secrecy_are_no_mark(line: str) -> None:
    assert typed_marks(page_words("SỞ NỘI VỤ", "", line, "", "Kính gửi: Ủy ban"), 1) == ()


def test_a_heading_that_breaks_before_mat_is_no_mark() -> None:
    assert typed_marks(page_words("QUY CHẾ BẢO VỆ BÍ", "MẬT", "NHÀ NƯỚC"), 1) == ()


def test_a_capital_line_under_capitals_or_far_down_is_asked_about() -> None:
    (under,) = typed_marks(page_words("DANH MỤC TÀI LIỆU", "TỐI MẬT"), 1)
    (below,) = typed_marks(page_words("TỐI MẬT", top=0.8), 1)
    assert (under.sure, below.sure) == (False, False)


@pytest.mark.parametrize("line", ["GIẢI MẬT", "TÔI MẬT", "TUYẾT MÂT", "MẶT"])
def test_what_may_be_a_mark_is_asked_about(line: str) -> None:
    (finding,) = typed_marks(page_words(line, top=0.22), 1)
    assert (finding.sure, finding.level) == (False, None)


def test_a_misread_mat_elsewhere_is_none() -> None:
    assert typed_marks(page_words("MẶT", top=0.6), 1) == ()


@pytest.mark.parametrize(
    "lines",
    [
        ("Chỉ người có tên mới được bóc bì",),
        ("“CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ”",),
        ("CHỈ NGƯỜI CÓ TÊN", "MỚI ĐƯỢC BÓC BÌ"),
    ],
)
def test_mail_for_the_named_person_is_found(lines: tuple[str, ...]) -> None:
    (finding,) = typed_marks(page_words("Kính gửi: Ông Giám đốc", "", *lines), 1)
    assert (finding.category, finding.sure, finding.level) == (NAMED_ADDRESSEE, True, None)


def test_no_words_are_no_mark() -> None:
    assert typed_marks([], 1) == ()


@pytest.mark.parametrize("line", ["TÀI LIỆU THU HỒI", "Tài liệu", "GIẢI MẬT Từ: 15/3/2024"])
def test_recalled_and_declassified_papers_are_asked_about(line: str) -> None:
    found = typed_marks(page_words("SỞ NỘI VỤ", "", line, top=0.1), 1)
    assert [(one.category, one.level, one.sure) for one in found] == (
        [] if line == "Tài liệu" else [(SECRECY, None, False)]
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("Độ mật gồm:", "- TUYỆT MẬT;", "- TỐI MẬT;", "- MẬT."),
        ("a) TUYỆT MẬT", "b) TỐI MẬT", "c) MẬT"),
        ("1. MẬT", "2. TỐI MẬT"),
        ("TT    Độ mật", "", "1    MẬT", "2    TỐI MẬT"),
        ("Tên tài liệu    MỨC ĐỘ MẬT", "", "Báo cáo    MẬT"),
        ("TT    TỐI MẬT",),
        ("| 5 | Báo cáo số 52    | TỐI MẬT |    VT",),
        ("TỐI MẬT    MẬT", "Báo cáo    10 năm"),
        ("III. GIẢI MẬT, TIÊU HỦY TÀI LIỆU MẬT",),
        ("THU HỒI ĐẤT",),
        ("DANH MỤC TÀI LIỆU", "TÀI LIỆU THU HỒI"),
    ],
)
def test_lists_tables_and_headings_about_secrecy_are_no_mark(lines: tuple[str, ...]) -> None:
    assert typed_marks(page_words("SỞ NỘI VỤ", "", *lines), 1) == ()


def test_a_mark_between_dashes_is_one() -> None:
    (finding,) = typed_marks(page_words("- TỐI MẬT -"), 1)
    assert (finding.level, finding.sure) == (SecrecyLevel.TOI_MAT, True)
