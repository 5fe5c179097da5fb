"""Misread marks put right by their neighbours, and what is never put right."""

from dataclasses import replace

import pytest

from clerk_app.core.lexicon_file import known_wording
from clerk_app.domain import recipients
from clerk_app.domain.reading import PageText, suggest
from clerk_app.domain.scanning import Box, Word
from clerk_app.domain.text import old_style
from clerk_app.domain.wording import Wording, joined, righted, righted_words, wording

SMALL = joined(wording(["tổ chức thực hiện", "chỉ số hài lòng", "thuê đất", "chính sách thuế"]))


def words_of(text: str, sure: float = 0.9, top: float = 0.5, line: int = 0) -> list[Word]:
    box = Box(0.2, top, 0.3, top + 0.014)
    return [
        Word(each, sure, box._replace(left=0.2 + 0.06 * at, right=0.25 + 0.06 * at), line)
        for at, each in enumerate(text.split())
    ]


def mended(text: str, known: Wording = SMALL, sure: float = 0.9) -> str:
    return " ".join(righted(words_of(text, sure), known))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("tô chức thực hiện", "tổ chức thực hiện"),
        ("Tô chức, thực hiện", "Tổ chức, thực hiện"),
        ("CHỈ SÔ HÀI LÒNG", "CHỈ SỐ HÀI LÒNG"),
        ("tiền thuê đất", "tiền thuê đất"),
        ("chính sách thuê", "chính sách thuế"),
        ("tô, chức", "tô, chức"),
    ],
)
def test_a_syllable_is_put_right_only_where_a_neighbour_bears_it_out(read: str, right: str) -> None:
    assert mended(read) == right


def test_what_a_document_repeats_bears_no_acute_out_where_a_hook_is_known() -> None:
    title = words_of("các tố chức", top=0.2)
    body = [
        word
        for number in range(1, 5)
        for word in words_of("mọi các tố chức ấy", 0.95, 0.3 + 0.03 * number, number)
    ]
    [done] = righted_words([[*title, *body]], SMALL)
    assert [word.text for word in done[:3]] == ["các", "tổ", "chức"]


def test_words_of_a_text_layer_stand_as_they_are() -> None:
    assert mended("tô chức", sure=1.0) == "tô chức"


def test_other_letters_are_believed_only_of_what_is_no_syllable() -> None:
    known = joined(wording(["kiên giang", "cam lâm"]))
    assert mended("KIÊN GLANG", known) == "KIÊN GIANG"
    assert mended("GAM LÂM", known) == "GAM LÂM"


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoá", "hóa"), ("thuỷ", "thủy"), ("quý", "quý"), ("hoán", "hoán"), ("òa", "òa")],
)
def test_both_ways_of_setting_a_tone_are_one(one: str, other: str) -> None:
    assert old_style(one) == other


def test_a_spelling_of_the_other_style_is_kept() -> None:
    assert mended("văn hoá", joined(wording(["văn hóa"]))) == "văn hoá"


def test_what_stands_elsewhere_in_the_document_bears_capitals_out() -> None:
    heading = words_of("TỈNH ĐÔNG LAM", top=0.1)
    body = words_of("xã hội tỉnh Đông Lâm và", sure=0.95, top=0.6, line=1)
    [done] = righted_words([[*heading, *body]], Wording())
    assert [word.text for word in done[:3]] == ["TỈNH", "ĐÔNG", "LÂM"]
    [alone] = righted_words([heading], Wording())
    assert list(alone) == heading


def test_a_persons_name_on_its_own_line_is_never_put_right() -> None:
    name = words_of("Tô Chức Hiện")
    assert [tuple(name)] == righted_words([name], SMALL)


def heading_page(subject: str) -> PageText:
    rows = [
        ("SỞ CÔNG VỤ", 0.15, 0.06),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.48, 0.06),
        ("Số: 2026/QĐ-SCV", 0.17, 0.11),
        ("Hòa Lâm, ngày 05 tháng 3 năm 2025", 0.52, 0.11),
        ("QUYẾT ĐỊNH", 0.45, 0.2),
        (subject, 0.36, 0.225),
    ]
    found: list[Word] = []
    for line, (text, left, top) in enumerate(rows):
        at = left
        for each in text.split():
            wide = 0.0105 * len(each)
            found.append(Word(each, 0.9, Box(at, top, at + wide, top + 0.014), line))
            at += wide + 0.006
    return PageText(1, tuple(found))


def test_a_correction_is_told_with_the_original_at_hand() -> None:
    page = heading_page("Về việc tô chức thực hiện")
    guess = suggest([page], 1, SMALL).fields["subject"]
    assert (guess.value, guess.corrected_from) == ("tổ chức thực hiện", "tô chức thực hiện")
    assert guess.alternatives == ("tô chức thực hiện",)
    assert suggest([page], 1).fields["subject"].value == "tô chức thực hiện"


def test_a_number_and_a_date_are_never_corrected() -> None:
    page = heading_page("Về việc tổ chức")
    odd = joined(wording(["số sở", "tháng nằm"]))
    for name in ("code_number", "issued_date"):
        before, after = suggest([page], 1).fields[name], suggest([page], 1, odd).fields[name]
        assert before == after
        assert after.corrected_from is None


def test_the_shipped_lists_know_their_organs_and_provinces() -> None:
    known = known_wording()
    assert mended("BÔ TÀI CHÍNH", known) == "BỘ TÀI CHÍNH"
    assert known.worth("quảng", "ngãi") > 0
    assert known.worth("hồ", "chí") > 0


def test_the_organ_is_put_right_where_it_opens_a_line() -> None:
    page = heading_page("Về việc tổ chức")
    first = replace(page.words[0], text="SƠ")
    read = suggest([replace(page, words=(first, *page.words[1:]))], 1, known_wording())
    organ = read.fields["organ_name"]
    assert (organ.value, organ.corrected_from) == ("SỞ CÔNG VỤ", "SƠ CÔNG VỤ")
    assert read.fields["code_number"].value == "2026"


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Phòng Tổng hợp (để th)", "Phòng Tổng hợp (để t/h)"),
        ("Lãnh đạo Sở (để b/€)", "Lãnh đạo Sở (để b/c)"),
        ("Lưu: VTF, VX", "Lưu: VT, VX"),
        ("Lưu::VT, TH (3b)", "Lưu: VT, TH (3b)"),
        ("Lưu: VTLT, TH", "Lưu: VTLT, TH"),
        ("Các phòng (3b)", "Các phòng (3b)"),
    ],
)
def test_recipients_regain_their_short_forms(read: str, right: str) -> None:
    assert recipients.usual(read) == right


def test_the_offices_own_directory_knows_names_that_no_lexicon_has() -> None:
    assert mended("KHUẤT LÃO", known_wording(), sure=0.5) == "KHUẤT LÃO"
    assert mended("KHUẤT LÃO", known_wording(("Xã Khuất Lảo",)), sure=0.5) == "KHUẤT LẢO"
