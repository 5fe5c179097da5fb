"""Forms without a subject, letters with a name of their own, stamps in a title, lost places."""

from dataclasses import replace

import pytest

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


def lettered(*lines: str) -> list[Row]:
    """A letter whose organ's column holds these lines."""
    rows = without(LETTER, "UBND", "SỞ", "Số")
    own = [(text, 0.27, 0.06 + 0.016 * place) for place, text in enumerate(lines)]
    return [*rows, *own, ("Số: 045/SCV-VP", 0.27, 0.13)]


def test_the_english_line_of_a_letterhead_is_no_part_of_the_organ() -> None:
    found = values(read(lettered("UBND TỈNH PHÙ LƯU", "TRƯỜNG MẦM NON", "PHU LUU KINDERGARTEN")))
    assert found["organ_name"] == "TRƯỜNG MẦM NON"
    assert found["parent_organ_name"] == "UBND TỈNH PHÙ LƯU"


def test_an_organ_and_the_national_heading_read_as_one_line_are_parted() -> None:
    rows = without(LETTER, "UBND", "CỘNG")
    both = ("UBND TỈNH PHÙ LƯU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.55, 0.07)
    found = values(read([*rows, both]))
    assert found["parent_organ_name"] == "UBND TỈNH PHÙ LƯU"
    assert found["organ_name"] == "SỞ CÔNG VỤ"


def test_a_roman_numeral_is_told_from_a_digit() -> None:
    found = values(read(lettered("TỔNG CỤC MUỐI", "CHI CỤC MUỐI KHU VỰC 1X")))
    assert found["organ_name"] == "CHI CỤC MUỐI KHU VỰC IX"


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("Về việc trồng cây quý HI năm 2025", "trồng cây quý III năm 2025"),
        ("Về việc trồng cây quý ïV năm: 2025", "trồng cây quý IV năm 2025"),
        ("Xề việc trồng cây", "trồng cây"),
        ("Về ỷiễc trồng cây", "trồng cây"),
        ("Vẽ việt trồng cây", "trồng cây"),
        ("Vệ sinh môi trường", "Vệ sinh môi trường"),
        ("Về tiếp nhận hồ sơ", "Về tiếp nhận hồ sơ"),
    ],
)
def test_a_subject_begins_after_its_words_and_has_its_numeral(line: str, subject: str) -> None:
    rows = titled("KH-SCV", "KẾ HOẠCH", line)
    assert values(read(rows))["subject"] == subject


def test_a_line_that_leads_into_a_list_ends_a_subject() -> None:
    rows = titled("KH-SCV", "KẾ HOẠCH", "Về việc trồng cây", "Nay giao cho người dưới đây:")
    assert values(read(rows))["subject"] == "trồng cây"


def test_a_rule_before_a_subject_is_cut_off() -> None:
    rows = titled("KH-SCV", "KẾ HOẠCH", "E———kKiểm tra việc trồng cây")
    assert values(read(rows))["subject"] == "Kiểm tra việc trồng cây"


def test_a_subject_may_be_glued_to_its_sign() -> None:
    rows = swapped(LETTER, "V/v", "V/v'báo cáo kết quả trồng cây")
    assert values(read(rows))["subject"] == "báo cáo kết quả trồng cây đợt 2 năm 2025"


def test_the_heading_tells_two_abbreviations_apart() -> None:
    found = values(read(titled("ĐA-SCV", "DỰ ÁN", "Trồng cây đầu năm")))
    assert (found["type_name"], found["code_notation"]) == ("Dự án", "DA-SCV")


def test_a_party_notation_stands_behind_a_number_that_nobody_read() -> None:
    rows = swapped(LETTER, "Số", "Số #Í4Ý -CV/HU")
    assert values(read(rows))["code_notation"] == "CV/HU"


def test_the_organ_tells_a_title_of_which_the_end_was_read() -> None:
    rows = [*lettered("BỘ CÔNG VỤ", "CỤC TRỒNG CÂY"), ("TRƯỞNG", 0.7, 0.7)]
    found = values(read(without(rows, "KT.", "PHÓ")))
    assert found["signer_position"] == "CỤC TRƯỞNG"


def test_the_organ_tells_a_place_that_is_no_vietnamese() -> None:
    rows = swapped(LETTER, "Phù Lưu, ngày", "Ph Lưu, ngày 05 tháng 02 năm 2025")
    guess = read(rows).fields["place"]
    assert (guess.value, guess.corrected_from) == ("Phù Lưu", "Ph Lưu")
    town = swapped(LETTER, "Phù Lưu, ngày", "TP. Phù Lưu, ngày 05 tháng 02 năm 2025")
    assert read(town).fields["place"].value == "TP. Phù Lưu"


def test_a_letter_set_down_twice_is_told_by_the_organs_initials() -> None:
    college = lettered("UBND TỈNH PHÙ LƯU", "TRƯỜNG CAO ĐẲNG TRỒNG CÂY")
    rows = swapped(college, "Số", "Số: 9/CĐĐTC-ĐT")
    guess = read(rows).fields["code_notation"]
    assert (guess.value, guess.corrected_from) == ("CĐTC-ĐT", "CĐĐTC-ĐT")
    both = swapped(lettered("UBND TỈNH PHÙ LƯU", "CỤC ĐƯỜNG ĐIỀN"), "Số", "Số: 9/CĐĐ-ĐT")
    assert read(both).fields["code_notation"].value == "CĐĐ-ĐT"


def test_a_subject_may_begin_as_a_body_does_but_an_article_is_none() -> None:
    begun = titled("KH-SCV", "KẾ HOẠCH", "Thực hiện chế độ nâng bậc lương")
    assert values(read(begun))["subject"] == "Thực hiện chế độ nâng bậc lương"
    article = titled("QĐ-SCV", "QUYẾT ĐỊNH", "Điều 1. Trồng cây ở các trường")
    assert "subject" not in values(read(article))


def test_an_english_line_without_a_known_word_is_no_organ() -> None:
    found = values(read(lettered("TRƯỜNG NGHỀ TRỒNG CÂY", "AGRICULTURAL MECHANICS")))
    assert found["organ_name"] == "TRƯỜNG NGHỀ TRỒNG CÂY"


def test_an_english_line_with_the_places_name_is_no_organ() -> None:
    for english in ("HO MAI WATERWORKS PLANT", "HỒ MAI WATERWORKS PLANT"):
        found = values(read(lettered("NHÀ MÁY NƯỚC HỒ MAI", english)))
        assert found["organ_name"] == "NHÀ MÁY NƯỚC HỒ MAI"


def test_a_partys_notation_stands_though_its_number_was_lost() -> None:
    rows = swapped(LETTER, "Số", "0o -BC/TU")
    assert values(read(rows))["code_notation"] == "BC/TU"


def test_a_place_stands_though_the_date_after_it_was_lost() -> None:
    assert values(read(swapped(LETTER, "Phù Lưu,", "Phù Lưu, ngày")))["place"] == "Phù Lưu"


def test_the_committees_initials_tell_a_letter_that_was_cut() -> None:
    rows = swapped(lettered("UBND TỈNH PHÙ LƯU", "ỦY BAN NHÂN DÂN XÃ X"), "Số", "Số: 9/JBND-KT")
    assert read(rows).fields["code_notation"].value == "UBND-KT"


def test_a_notation_with_a_slash_of_its_own_is_no_partys() -> None:
    found = values(read(swapped(LETTER, "Số", "Số: 15/KH-SCV/VP")))
    assert found["code_number"] == "15"
    assert str(found["code_notation"]).startswith("KH-SCV")


def test_a_heading_of_which_faded_print_left_pieces_is_found() -> None:
    rows = without(LETTER, "CỘNG HÒA", "Độc lập", "Phù Lưu,")
    left = [("CỘNG: HÒA X", 0.56, 0.07), ("'Ủ NGHĨA VIỆ! M", 0.82, 0.07)]
    words = list(words_of(rows))
    for number, row in enumerate(left):
        for word in words_of([row]):
            words.insert(number * 2, replace(word, line=90))
    found = values(suggest([PageText(1, tuple(words))], 1))
    assert (found["code_number"], found["organ_name"]) == ("045", "SỞ CÔNG VỤ")


def test_a_name_with_a_sign_that_no_name_has_is_never_sure() -> None:
    clean = read(LETTER).fields["parent_organ_name"]
    spoiled = read(swapped(LETTER, "UBND", 'UBND TỈNH P"Ù LƯU')).fields["parent_organ_name"]
    assert clean.confidence > 0.95
    assert spoiled.confidence <= 0.7


def test_a_title_under_an_arrival_stamp_is_not_the_stamps() -> None:
    stamp: list[Row] = [("ĐẾN", 0.2, 0.23), ("Số: 12", 0.29, 0.21), ("Ngày: 3/4", 0.29, 0.24)]
    rows = titled("KH-SCV", "KẾ HOẠCH", "Về việc trồng cây trên địa bàn các xã của tỉnh")
    stamp.append(("Kính gửi: Các xã và các phường", 0.37, 0.26))
    assert values(read([*rows, *stamp]))["subject"] == "trồng cây trên địa bàn các xã của tỉnh"


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        ("giải ở.thôn, tổ dân phố", "giải ở thôn, tổ dân phố"),
        ("trang hcm.edu.vn mới", "trang hcm.edu.vn mới"),
        ("mã 3.5 của sở", "mã 3.5 của sở"),
    ],
)
def test_a_speck_between_two_syllables_is_no_full_stop(read_as: str, meant: str) -> None:
    rows = titled("KH-SCV", "KẾ HOẠCH", f"Về việc {read_as}")
    assert values(read(rows))["subject"] == meant


def test_a_body_that_begins_with_a_day_is_no_subject() -> None:
    body = "Ngày 31/08/2025 vừa qua, Sở nhận được đề nghị của các đơn vị trên địa bàn"
    rows = [*titled("CT-SCV", "CHỈ THỊ", "Về việc trồng cây"), (body, 0.575, 0.238)]
    assert values(read(rows))["subject"] == "trồng cây"
    assert "subject" not in values(read(without(rows, "Về việc")))


def test_a_title_beside_an_arrival_stamp_is_not_the_stamps() -> None:
    stamp: list[Row] = [("ĐẾN", 0.66, 0.23), ("Số: 12", 0.73, 0.2), ("Ngày: 3/4", 0.73, 0.24)]
    rows = titled("KH-SCV", "KẾ HOẠCH", "Về việc trồng cây")
    found = values(read([*rows, *stamp]))
    assert (found["type_name"], found["subject"]) == ("Kế hoạch", "trồng cây")


def test_junk_beside_a_title_is_no_part_of_it() -> None:
    rows = titled("KH-SCV", "KẾ HOẠCH", "Về việc trồng cây")
    words = list(words_of(rows))
    title = next(word for word in words if word.text == "HOẠCH")
    box = title.box._replace(left=title.box.right + 0.01, right=title.box.right + 0.05)
    words.append(replace(title, text="it", confidence=0.07, box=box))
    assert values(suggest([PageText(1, tuple(words))], 1))["subject"] == "trồng cây"


def test_an_indented_paragraph_is_no_subject() -> None:
    """A subject as wide as the page, and the body right under it."""
    subject = "Về việc cử cán bộ tham gia đoàn kiểm tra liên ngành trên địa bàn xã"
    body = "Thời gian qua, việc cử cán bộ tham gia đoàn kiểm tra liên ngành trên"
    rows = [*titled("PA-SCV", "PHƯƠNG ÁN", subject), (body, 0.575, 0.238)]
    rows.append(
        ("địa bàn xã đã đạt được một số kết quả bước đầu, được nhân dân ủng hộ", 0.53, 0.257)
    )
    assert str(values(read(rows))["subject"]).endswith("trên địa bàn xã")


@pytest.mark.parametrize("sign", ["V/w", "VW", "VWv", "Vv", "V⁄v"])
def test_a_letters_subject_whose_sign_is_misread(sign: str) -> None:
    rows = swapped(LETTER, "V/v", f"{sign} báo cáo kết quả trồng cây")
    assert values(read(rows))["subject"] == "báo cáo kết quả trồng cây đợt 2 năm 2025"


def test_a_fund_whose_first_letter_is_lost() -> None:
    rows = swapped(LETTER, "SỞ", "ỦY BẢO TRÌ ĐƯỜNG BỘ")
    found = values(read(rows))
    assert found["organ_name"] == "QUỸ BẢO TRÌ ĐƯỜNG BỘ"
    assert found["parent_organ_name"] == "UBND TỈNH PHÙ LƯU"
    kept = values(read(swapped(LETTER, "SỞ", "ỦY BAN DÂN TỘC")))
    assert "QUỸ" not in str(kept["organ_name"])


def test_a_signature_on_the_page_before_the_recipients() -> None:
    """A contract's list may stand on a page of its own."""
    listed = ("Nơi nhận:", "- Như trên;", "- Lãnh đạo", "- Lưu")
    first = words_of(without(LETTER, *listed))
    second = words_of([row for row in LETTER if row[0].startswith(listed)])
    found = suggest([PageText(1, first), PageText(2, second)], 2)
    assert values(found)["signer_full_name"] == "Đỗ Văn Thử"
    assert values(found)["recipients"] == ["Như trên", "Lãnh đạo Sở (để b/c)", "Lưu: VT, VP"]
