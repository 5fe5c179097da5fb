"""What may stay of a document that was destroyed: reasons and names that do not tell of it."""

import pytest

from clerk_app.domain.discovery import checked_reason, same_person, told_name
from clerk_app.domain.entry import Fields
from clerk_app.errors import InputFault

FIELDS: Fields = {
    "code_number": "45",
    "code_notation": "KH-UBND",
    "organ_name": "ỦY BAN NHÂN DÂN XÃ THÍ DỤ",
    "subject": "kế hoạch diễn tập phòng thủ khu vực",
}


@pytest.mark.parametrize(
    "reason",
    ["phát hiện dấu độ mật ở trang 2", "kế hoạch của văn thư: gỡ ngay", "văn bản số 45 có dấu"],
)
def test_an_ordinary_reason_stays(reason: str) -> None:
    assert checked_reason(f"  {reason}\n", FIELDS) == reason


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (" \n", "reason-missing"),
        ("là kế hoạch diễn tập phòng thủ năm nay", "reason-tells"),
        ("LA KE HOACH DIEN TAP PHONG THU", "reason-tells"),
        ("văn bản 45/KH-UBND có dấu mật", "reason-tells"),
        ("x" * 201, "reason-too-long"),
    ],
)
def test_a_reason_that_tells_of_the_document_does_not(reason: str, code: str) -> None:
    with pytest.raises(InputFault) as caught:
        checked_reason(reason, FIELDS)
    assert caught.value.code == code


def test_a_short_subject_is_guarded_whole() -> None:
    with pytest.raises(InputFault):
        checked_reason("là báo cáo quân số", {"subject": "Báo cáo quân số"})
    assert checked_reason("là báo cáo", {"subject": "Báo cáo quân số"})


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/home/vt/xuat/in-2026-7.pdf", "/home/vt/xuat/in-2026-7.pdf"),
        ("/home/vt/Diễn tập/ke-hoach.pdf", "/home/vt/…/…"),
        (r"D:\luu\KH-UBND.pdf", "D:/luu/…"),
    ],
)
def test_a_file_is_named_without_what_it_shares_with_the_document(path: str, told: str) -> None:
    assert told_name(path, FIELDS) == told


def test_a_name_typed_otherwise_is_the_same_person() -> None:
    assert same_person("Lê Thị B", "le thi  b")
    assert not same_person("Lê Thị B", "Lê Thị C")
