"""Forms without a subject, letters with a name of their own, stamps in a title, lost places."""

from dataclasses import replace

from clerk_app.domain.reading import PageText, suggest
from tests.helpers.pages import LETTER, Row, read, swapped, values, without, words_of


def titled(notation: str, *lines: str) -> list[Row]:
    rows = swapped(without(LETTER, "V/v", "đợt", "Kính"), "Số", f"Số: 12/{notation}")
    return [*rows, *((text, 0.5, 0.2 + 0.019 * place) for place, text in enumerate(lines))]


def test_a_letter_of_introduction_has_no_subject() -> None:
    rows = titled("GGT-SCV", "GIẤY GIỚI THIỆU", "Sở Công vụ trân trọng giới thiệu")
    found = values(read(rows))
    assert found["type_name"] == "Giấy giới thiệu"
    assert "subject" not in found


def test_it_has_one_where_it_says_so() -> None:
    rows = titled("GGT-SCV", "GIẤY GIỚI THIỆU", "Về việc liên hệ công tác")
    assert values(read(rows))["subject"] == "liên hệ công tác"


def test_a_telegram_ends_its_subject_before_whom_it_calls() -> None:
    rows = titled("CĐ-SCV", "CÔNG ĐIỆN", "Về việc trực bão", "Giám đốc Sở Công vụ điện:")
    assert values(read(rows))["subject"] == "trực bão"


def test_a_letter_of_thanks_bears_its_own_name() -> None:
    found = values(read(titled("SCV-VP", "THƯ CẢM ƠN", "Về việc ủng hộ trồng cây")))
    assert (found["type_name"], found["subject"]) == ("Thư cảm ơn", "ủng hộ trồng cây")


def test_what_a_stamp_left_of_no_word_is_no_part_of_a_subject() -> None:
    rows = titled("KH-SCV", "KẾ HOẠCH", "Kiểm tra việc trồng cây Zx#f")
    words = [
        replace(word, confidence=0.1) if word.text == "Zx#f" else word for word in words_of(rows)
    ]
    guess = suggest([PageText(1, tuple(words))], 1).fields["subject"]
    assert guess.value == "Kiểm tra việc trồng cây"


def test_the_place_of_issue_tells_a_badly_read_place_name() -> None:
    rows = swapped(LETTER, "UBND", "UBND TỈNH PHÙ LƯI")
    sure = [
        replace(word, confidence=0.6) if word.text == "LƯI" else word for word in words_of(rows)
    ]
    bad = suggest([PageText(1, tuple(sure))], 1).fields["parent_organ_name"]
    assert bad.value == "UBND TỈNH PHÙ LƯU"
    other = swapped(LETTER, "UBND", "UBND TỈNH VĂN GIÁP")
    assert values(read(other, sure=0.7))["parent_organ_name"] == "UBND TỈNH VĂN GIÁP"


def test_the_copy_on_file_tells_a_letter_that_the_notation_lost() -> None:
    rows = swapped(swapped(LETTER, "Số", "Số: 045/SCV-DT"), "- Lưu", "- Lưu: VT, ĐT.")
    guess = read(rows).fields["code_notation"]
    assert (guess.value, guess.corrected_from) == ("SCV-ĐT", "SCV-DT")
    other = swapped(swapped(LETTER, "Số", "Số: 045/SCV-ĐT"), "- Lưu", "- Lưu: VT, DT.")
    assert read(other).fields["code_notation"].value == "SCV-ĐT"


def test_a_subject_starts_where_it_says_so() -> None:
    rows = titled("KH-SCV", "KẾ HOẠCH", "MỌC 0.NG Về việc trồng cây đầu năm")
    assert values(read(rows))["subject"] == "trồng cây đầu năm"
