import re
import subprocess
import unicodedata
from dataclasses import astuple, replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clerk_app.core import typesetting
from clerk_app.core.typesetting import (
    BookIn,
    BookLine,
    RecoverySheet,
    book_in,
    fonts_missing,
    recovery_sheet,
    typeset,
)
from clerk_app.errors import MachineFault

MM = 72 / 25.4
DRAWN = (15.0, 12.5, 12.5, 20.0, 17.5, 27.5, 20.0, 20.0, 15.0, 15.0)
EDGES = [(20 + 1.5 * sum(DRAWN[:place])) * MM for place in range(len(DRAWN) + 1)]
FOOT = 595 - 16 * MM
HEADS = (
    *("Ngàyđến", "Sốđến", "Tácgiả", "Số,kýhiệuvănbản", "Ngàythángvănbản"),
    *("Tênloạivàtríchyếunộidungvănbản", "Đơnvịhoặcngườinhận", "Ngàychuyển", "Kýnhận", "Ghichú"),
)
SHEET = RecoverySheet("Sở Thử nghiệm", "kho-01", "22/11/2026", ("K7QM", "2XVD", "9FHT", "B3"))

Word = tuple[float, float, float, float, str]


def a_line(number: int, **changed: str) -> BookLine:
    line = BookLine(
        *("05/01/2026", f"{number:02d}", "Ủy ban nhân dân xã Đồng Thử", f"{number}/GM-UBND"),
        *("02/01/2026", "Giấy mời dự họp triển khai kế hoạch đầu tư công giai đoạn 2026 - 2030"),
        *("Phòng Tổ chức - Hành chính", "06/01/2026", "", "" if number % 7 else "đã gỡ bỏ"),
    )
    return replace(line, **changed)


def a_book(*lines: BookLine, **changed: str) -> BookIn:
    book = BookIn(
        parent_organ="Ủy ban nhân dân tỉnh Thử",
        organ="Sở Thử nghiệm",
        year=2026,
        number_first="01",
        number_last=f"{len(lines):02d}",
        date_first="05/01/2026",
        date_last="31/03/2026",
        volume="01",
        lines=lines,
        anchor="3f2a 91bc 77d0",
        printed_at="22/11/2026 10:15",
    )
    return replace(book, **changed)  # type: ignore[arg-type]


def run(program: str, pdf: bytes, *options: str) -> bytes:
    return subprocess.run([program, *options], input=pdf, capture_output=True, check=True).stdout


def layout(pdf: bytes) -> list[str]:
    said = run("pdftotext", pdf, "-layout", "-", "-").decode().removesuffix("\f")
    return unicodedata.normalize("NFC", said).split("\f")


def pages(pdf: bytes) -> list[list[Word]]:
    tree = ElementTree.fromstring(run("pdftotext", pdf, "-bbox", "-", "-"))  # noqa: S314 - ours
    space = "{http://www.w3.org/1999/xhtml}"
    sides = ("xMin", "yMin", "xMax", "yMax")
    return [
        [
            (*(float(word.attrib[side]) for side in sides), word.text or "")  # type: ignore[misc]
            for word in page.iter(f"{space}word")
        ]
        for page in tree.iter(f"{space}page")
    ]


def column(word: Word) -> int:
    middle = (word[0] + word[2]) / 2
    return next(place for place in range(10) if EDGES[place] <= middle < EDGES[place + 1])


def head_end(page: list[Word]) -> float:
    numbers = [word for word in page if re.fullmatch(r"\(\d+\)", word[4])]
    assert [(column(word), word[4]) for word in sorted(numbers)[:10]] == [
        (place, f"({place + 1})") for place in range(10)
    ]
    return max(word[3] for word in numbers)


def cells(words: list[Word]) -> tuple[str, ...]:
    texts = [""] * 10
    for word in sorted(words, key=lambda word: (round(word[1]), word[0])):
        texts[column(word)] += word[4]
    return tuple(texts)


def lines_read(pdf: bytes) -> list[tuple[str, ...]]:
    """The table's lines as they stand on paper, without spaces."""
    read: list[list[Word]] = []
    for turn, page in enumerate(pages(pdf)[2:]):
        end = head_end(page)
        body = [word for word in page if end < word[1] < FOOT]
        starts = [word[1] for word in body if column(word) == 1]
        before = len(read)
        read.extend([] for _ in starts)
        for x, y, right, low, text in body:
            row = before + sum(start <= y + 1 for start in starts) - 1
            read[row].append((x, y + 1000 * turn, right, low + 1000 * turn, text))
    return [cells(words) for words in read]


def written(line: BookLine) -> tuple[str, ...]:
    return tuple("".join(unicodedata.normalize("NFC", text).split()) for text in astuple(line))


@pytest.mark.parametrize("count", [1, 30, 1000])
def test_entries_read_back_from_the_paper_are_the_entries(count: int) -> None:
    lines = [a_line(number) for number in range(1, count + 1)]
    assert lines_read(book_in(a_book(*lines))) == [written(line) for line in lines]


def test_text_stays_inside_its_column() -> None:
    long = "Quyết định phê duyệt " + "W" * 90
    pdf = book_in(a_book(*(a_line(n, subject=long, code="M" * 60) for n in range(1, 20))))
    for page in pages(pdf)[2:]:
        end = head_end(page)
        for word in page:
            if end < word[1] < FOOT:
                place = column(word)
                assert EDGES[place] <= word[0]
                assert word[2] <= EDGES[place + 1]


@pytest.mark.parametrize(
    "text",
    [
        '#let x = 1; #panic[a] #read("/etc/hostname") = đầu',
        "$ x^2 $ *đậm* _nghiêng_ `mã` <nhãn> @chú // bỏ /* bỏ */ \\ ~ -- --- ...",
        "\"ngoặc\" 'đơn' “kép” ‘cong’ […] {…} & % | ^",
        "Siêudàikhôngcáchchữ" * 20,
        "12/2026/QĐ-UBND-VPĐBQHHĐND-KGVXNV/2026/2027-" * 4,
        "dòng một\ndòng hai\tcột\r\nhết",
        unicodedata.normalize("NFD", "Đường đến Đồng Đăng, thỏa thuận"),
        "Về việc thực hiện kế hoạch, " * 17 + "hết năm nay.",
        "ff fi fl ffi",
        "",
        "Ọ" * 60,
    ],
)
def test_text_is_printed_as_it_stands(text: str) -> None:
    line = a_line(1, subject=text, organ_name=text, code=text, to_places=text, remarks=text)
    following = a_line(2)
    assert lines_read(book_in(a_book(line, following))) == [written(line), written(following)]


def test_a_line_taller_than_a_page_goes_on_on_the_next() -> None:
    line = a_line(1, subject="Trích yếu dài. " * 33, to_places="Phòng Một; " * 90)
    pdf = book_in(a_book(line, a_line(2)))
    assert len(pages(pdf)) > 3
    assert lines_read(pdf) == [written(line), written(a_line(2))]


def test_a_line_that_fits_is_not_torn() -> None:
    subject = "Về việc triển khai nhiệm vụ trọng tâm của quý tới trên địa bàn. " * 4
    lines = [a_line(number, subject=subject) for number in range(1, 31)]
    for page in pages(book_in(a_book(*lines)))[2:]:
        first = min(word[1] for word in page if word[1] > head_end(page))
        assert [column(word) for word in page if abs(word[1] - first) < 1].count(1) == 1


def test_direction_marks_and_lone_surrogates_are_not_printed() -> None:
    line = a_line(1, subject="an\u202etoàn\u200b \ud800xã\x00hội")
    assert lines_read(book_in(a_book(line)))[0][5] == "antoànxãhội"


def test_a_letter_that_the_font_lacks_is_an_empty_box_and_no_other_font() -> None:
    pdf = book_in(a_book(a_line(1, subject="họp 会议 với đối tác")))
    used = run("pdffonts", pdf, "-").decode().splitlines()[2:]
    assert {re.split("[-+ ]", font)[1] for font in used} == {"Tinos"}


def test_an_empty_book_has_ruled_rows_on_one_page() -> None:
    pdf = book_in(a_book())
    _cover, _first, table = pages(pdf)
    assert [word for word in table if head_end(table) < word[1] < FOOT] == []
    assert rules(pdf, 3) >= 19


def test_the_head_stands_on_every_page() -> None:
    pdf = book_in(a_book(*(a_line(number) for number in range(1, 101))))
    tables = pages(pdf)[2:]
    assert len(tables) > 5
    for turn, page in enumerate(tables, start=1):
        end = head_end(page)
        head = [word for word in page if word[1] < end and not re.fullmatch(r"\(\d+\)", word[4])]
        assert cells(head) == HEADS
        foot = " ".join(word[4] for word in sorted(page) if word[1] > FOOT)
        place = f"Trang {turn} / {len(tables)}"
        assert foot == f"In từ Bàn Văn thư lúc 22/11/2026 10:15 {place} Đầu nhật ký: 3f2a 91bc 77d0"


def test_cover_and_first_page_say_the_same() -> None:
    pdf = book_in(a_book(a_line(1)))
    cover, first = (
        [" ".join(row.split()) for row in page.splitlines() if row] for page in layout(pdf)[:2]
    )
    assert " | ".join(cover) == (
        "ỦY BAN NHÂN DÂN TỈNH THỬ | SỞ THỬ NGHIỆM | SỔ ĐĂNG KÝ VĂN BẢN ĐẾN | Năm: 2026 | "
        "Từ ngày 05/01/2026 đến ngày 31/03/2026 | Từ số 01 đến số 01 | Quyển số: 01"
    )
    assert first[: len(cover)] == cover
    assert "dấu của cơ quan" in first[-1]
    places = [[word[:4] for word in page if word[1] < 400] for page in pages(pdf)[:2]]
    assert places[0] == places[1]


def test_what_is_not_known_yet_is_left_to_be_written_by_hand() -> None:
    pdf = book_in(a_book(date_first="", date_last="", number_first="", number_last="", volume=""))
    said = layout(pdf)[0]
    assert re.search(r"Từ ngày \.{10,} đến ngày \.{10,}", said)
    assert re.search(r"Quyển số: \.{10,}", said)


def test_the_same_book_gives_the_same_bytes() -> None:
    assert book_in(a_book(a_line(1))) == book_in(a_book(a_line(1)))


def test_a_missing_font_is_told_and_not_replaced(tmp_path: Path) -> None:
    assert fonts_missing() == ()
    assert fonts_missing(tmp_path) == ("Tinos",)
    with pytest.raises(MachineFault) as told:
        book_in(a_book(), fonts=tmp_path)
    assert (told.value.code, told.value.detail) == ("font-missing", {"font": "Tinos"})


def test_the_recovery_sheet_shows_the_key_once_on_one_page() -> None:
    pdf = recovery_sheet(SHEET)
    (said,) = layout(pdf)
    assert [said.count(each) for each in ("SỞ THỬ NGHIỆM", "kho-01", "22/11/2026")] == [1, 1, 1]
    assert [said.count(group) for group in SHEET.groups] == [1] * len(SHEET.groups)
    assert "K7QM" not in repr(SHEET)


@pytest.mark.parametrize(("count", "size"), [(6, 12), (8, 8), (16, 4), (26, 2)])
def test_a_key_of_any_grouping_fits_its_sheet(count: int, size: int) -> None:
    groups = tuple(chr(65 + place) * size for place in range(count))
    pdf = recovery_sheet(replace(SHEET, groups=groups, organ="Văn phòng đăng ký rất dài " * 6))
    (page,) = pages(pdf)
    assert [word[4] for word in page if word[4] in groups] == list(groups)
    assert max(word[2] for word in page) < 190 * MM


def test_a_form_reads_nothing_outside_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.txt").write_text("mật khẩu")
    forms = tmp_path / "forms"
    forms.mkdir()
    (forms / "near.typ").write_text("#data")
    (forms / "inside.typ").write_text('#read("near.typ")')
    (forms / "outside.typ").write_text('#read("../secret.txt")')
    (forms / "root.typ").write_text('#read("/etc/hostname")')
    monkeypatch.setattr(typesetting, "forms_folder", lambda: forms)
    assert typeset("inside", {}).startswith(b"%PDF")
    for form in ("outside", "root", "absent"):
        with pytest.raises(MachineFault) as told:
            typeset(form, {})
        assert (told.value.code, told.value.detail) == ("typesetting-failed", {})


@pytest.mark.parametrize("form", ["../book-in", "/etc/passwd", "", "Book", "a b"])
def test_a_form_is_named_without_a_path(form: str) -> None:
    with pytest.raises(ValueError, match="without a path"):
        typeset(form, {})


def test_forms_use_no_package_and_run_no_text_as_code() -> None:
    forms = list(typesetting.forms_folder().glob("*.typ"))
    assert {form.stem for form in forms} >= {"book-in", "recovery", "sheet"}
    for form in forms:
        text = form.read_text(encoding="utf-8")
        assert not re.search(r"\"@|\beval\(|\bread\(|mode:\s*\"markup\"", text)


def rules(pdf: bytes, page: int) -> int:
    """How many rules lie one under another across the column Ký nhận."""
    raw = run("pdftoppm", pdf, "-gray", "-r", "100", "-f", str(page), "-l", str(page), "-")
    _, size, _, pixels = raw.split(b"\n", 3)
    width, height = map(int, size.split())
    across = round((EDGES[8] + EDGES[9]) / 2 / 72 * 100) - 40
    dark = [pixels[y * width + across] < 140 for y in range(height)]
    return sum(here and not above for above, here in pairwise(dark))
