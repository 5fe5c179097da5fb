import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.pile import PileDocument, documents, last_own_page, starts_document
from clerk_app.domain.reading import PageText
from tests.helpers.pages import LETTER, Row, words_of

HEADING = [row for row in LETTER if row[2] < 0.13]
BODY: list[Row] = [("Các đơn vị chủ động bố trí nhân lực và phương tiện;", 0.5, 0.1)]


def first(number: int) -> PageText:
    return PageText(number, words_of(HEADING))


def inner(number: int) -> PageText:
    return PageText(number, words_of(BODY))


def empty(number: int) -> PageText:
    return PageText(number, ())


def test_a_national_heading_starts_a_document() -> None:
    pile = [first(1), inner(2), first(3), first(4), inner(5)]
    assert documents(pile, ()) == [
        PileDocument((1, 2)),
        PileDocument((3,)),
        PileDocument((4, 5)),
    ]


def test_blank_pages_belong_to_the_document_before_them() -> None:
    pile = [first(1), empty(2), first(3), empty(4)]
    assert documents(pile, {2, 4}) == [PileDocument((1, 2), (2,)), PileDocument((3, 4), (4,))]


def test_blank_pages_before_the_first_document_stay_with_it() -> None:
    assert documents([empty(1), first(2)], {1}) == [PileDocument((1, 2), (1,))]


def test_pages_without_any_heading_are_one_document() -> None:
    assert documents([inner(1), inner(2)], ()) == [PileDocument((1, 2))]
    assert documents([], ()) == []


@pytest.mark.parametrize(
    "row",
    [
        ("PHỤ LỤC II", 0.5, 0.04),
        ("Phụ lục 2", 0.5, 0.04),
        ("PHỤ LỤC", 0.5, 0.16),
        ("(Kèm theo Công văn số 12/SCV-VP)", 0.5, 0.05),
        ("(Ban hành kèm theo Quyết định số 12/QĐ-SCV)", 0.5, 0.18),
        ("Mẫu số 01/BC", 0.8, 0.03),
    ],
)
def test_an_annex_with_a_national_heading_starts_none(row: Row) -> None:
    assert not starts_document(PageText(2, words_of([*HEADING, row])))


@pytest.mark.parametrize(
    "row",
    [
        ("(gửi kèm theo danh sách)", 0.5, 0.6),
        ("PHỤ LỤC", 0.5, 0.8),
        ("Các phụ lục kèm theo công văn này", 0.5, 0.15),
    ],
)
def test_words_of_a_letter_make_no_annex(row: Row) -> None:
    assert starts_document(PageText(2, words_of([*HEADING, row])))


def test_a_heading_in_the_middle_of_a_page_starts_none() -> None:
    lower = [(text, x, y + 0.35) for text, x, y in HEADING]
    assert not starts_document(PageText(2, words_of(lower)))


def test_place_and_date_alone_start_none() -> None:
    rows = [*BODY, ("Phù Lưu, ngày 05 tháng 02 năm 2025", 0.68, 0.15)]
    assert not starts_document(PageText(2, words_of(rows)))


def test_the_signature_stands_before_the_annex() -> None:
    annex = PageText(3, words_of([("PHỤ LỤC I", 0.5, 0.06), *BODY]))
    assert last_own_page([first(1), inner(2), annex, inner(4)]) == 2
    assert last_own_page([first(1), inner(2)]) == 2
    assert last_own_page([first(1), inner(2), empty(3)]) == 2


@given(st.lists(st.sampled_from([first, inner, empty]), max_size=12))
def test_every_page_is_in_exactly_one_document(kinds: list[object]) -> None:
    pile = [kind(number) for number, kind in enumerate(kinds, 1) if callable(kind)]
    blank = {page.page for page in pile if not page.words}
    found = documents(pile, blank)
    assert [number for each in found for number in each.pages] == [page.page for page in pile]
    assert {number for each in found for number in each.blank_pages} == blank


def test_a_letter_of_thanks_without_a_national_heading_starts_a_document() -> None:
    rows = [row for row in HEADING if row[0][:4] not in {"CỘNG", "Độc ", "Số: "}]
    wishes: list[Row] = [*rows, ("THƯ CẢM ƠN", 0.5, 0.2), ("Kính gửi toàn thể cán bộ", 0.5, 0.24)]
    assert starts_document(PageText(2, words_of(wishes)))
    assert not starts_document(PageText(2, words_of([*rows, *BODY])))
    assert not starts_document(PageText(2, words_of(wishes[len(rows) :])))
    assert not starts_document(PageText(2, words_of([*wishes, ("PHỤ LỤC I", 0.5, 0.04)])))
