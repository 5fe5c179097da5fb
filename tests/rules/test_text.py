import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.text import (
    is_syllable,
    is_upper,
    native,
    nfc,
    safe_file_name,
    search_key,
    tone_key,
    undoubled,
    unglued,
    without_marks,
)

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệòóỏõọồốổỗộờớởỡợùúủũụừứửữự"
    "ỳýỷỹỵAĂÂĐÊÔƠƯỦỒỘ -/.,0123456789"
)


def test_foreign_letter_becomes_the_vietnamese_one() -> None:
    assert nfc("QUYẾT \u00d0ỊNH") == "QUYẾT ĐỊNH"
    assert nfc("\u00f0iều") == "điều"


@pytest.mark.parametrize(
    ("one", "other"),
    [("HÒA", "HOÀ"), ("ỦY", "UỶ"), ("HỎA TỐC", "hoả  tốc"), ("Thuý", "thúy"), ("khoẻ", "khỏe")],
)
def test_place_of_the_tone_mark_is_folded(one: str, other: str) -> None:
    assert tone_key(one) == tone_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("SỔ", "SỐ"), ("DỤNG", "DỰNG"), ("đâu", "đấu"), ("dan", "đan"), ("ma", "má")]
)
def test_letters_and_tones_are_not_folded(one: str, other: str) -> None:
    assert tone_key(one) != tone_key(other)
    assert tone_key(one + " x") != tone_key(one)


def test_search_key_folds_every_mark_and_the_barred_d() -> None:
    assert search_key("Đường Nguyễn Huệ, Ủy ban") == "duong nguyen hue, uy ban"


@given(VIETNAMESE)
def test_search_key_keeps_places(text: str) -> None:
    assert len(search_key(nfc(text))) == len(nfc(text))
    assert search_key(text).isascii()


@given(st.text())
def test_keys_are_the_same_for_every_form_of_unicode(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert search_key(unicodedata.normalize(form, text)) == search_key(text)
        assert tone_key(unicodedata.normalize(form, text)) == tone_key(text)
    assert nfc(nfc(text)) == nfc(text)


@given(VIETNAMESE)
def test_keys_are_stable(text: str) -> None:
    assert tone_key(tone_key(text)) == tone_key(text)
    assert search_key(search_key(text)) == search_key(text)
    assert tone_key(text.upper()) == tone_key(text)


@given(st.text(), st.integers(min_value=0, max_value=80))
def test_file_names_are_safe(text: str, limit: int) -> None:
    name = safe_file_name(text, limit)
    assert len(name) <= limit
    assert all(c.isascii() and c.isalnum() for c in name)


def test_file_name_says_what_it_was() -> None:
    assert safe_file_name("Quyết định số 12/QĐ-UBND") == "QuyetdinhsO12QDUBND".replace("O", "o")
    assert len(safe_file_name("a" * 80)) == 50


def test_case_is_kept_without_marks() -> None:
    assert without_marks("Đặng Thị Ửng") == "Dang Thi Ung"


SYLLABLES = """
Nguyễn Trường Khoa Quỳnh Thuý Giang gì Quốc Huyền Kiều Yến Hoài Khuê Ngoan Thoại Uyên Luân Y Oanh
Diễu Nghiêm Huệ Duyệt Hươu Rượu Quê Xoong Lắk NGHĨA
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables_are_known_by_their_build(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["GÏang", "Sxvx", "UBND", "QUẢNLÝ", "T1", "", "công-an"])
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_lost_spaces_come_back() -> None:
    assert unglued("BAN QUẢNLÝ ĐA KHOATỈNH") == "BAN QUẢN LÝ ĐA KHOA TỈNH"
    assert unglued("UBND SYT GNHT&TC") == "UBND SYT GNHT&TC"


def test_marks_that_vietnamese_does_not_write_go() -> None:
    assert native("Gïang Đỗ Ưu") == "Giang Đỗ Ưu"


def test_capitals_may_have_a_misread_letter_among_them() -> None:
    assert is_upper("CỘNG HÒA XÃ HỘi")
    assert not is_upper("Về việc")
    assert not is_upper("12/")


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("PHỔỐ", "PHỔ"),
        ("TỔỐNG", "TỔNG"),
        ("BÔỒI,", "BỒI,"),
        ("Lưu:", "Lưu:"),
        ("goòng", "goòng"),
        ("KHUỶU", "KHUỶU"),
    ],
)
def test_a_vowel_read_twice_stands_once(read: str, meant: str) -> None:
    assert undoubled(read) == meant
