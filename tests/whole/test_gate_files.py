"""Imported files are examined whole: what is seen, said, hidden, attached, on any page."""

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.helpers import pdf_marked, pdf_zoo
from tests.helpers.marked import typed_page
from tests.whole.program import Done, Program
from tests.whole.test_bad_input import assert_told

READ: list[tuple[str, Callable[[], bytes]]] = [
    ("image alone", pdf_marked.seen),
    ("text layer alone", pdf_marked.said),
    ("attached pdf", pdf_marked.attached_pdf),
    ("attached image", pdf_marked.attached_image),
    ("picture off the page", pdf_marked.beside),
    ("picture under another", pdf_marked.covered),
]
ASKED: list[tuple[str, Callable[[], bytes]]] = [
    ("title", lambda: pdf_marked.titled("TỐI MẬT")),
    ("title with more", lambda: pdf_marked.titled("Báo cáo quý - Độ mật: Tối mật")),
    ("xmp", lambda: pdf_marked.described("TUYỆT MẬT", packed=False)),
    ("packed xmp", lambda: pdf_marked.described("TUYỆT MẬT", packed=True)),
    ("hidden note", lambda: pdf_marked.noted("MẬT")),
]
CLEAR: list[tuple[str, Callable[[], bytes]]] = [
    ("no mark", lambda: pdf_marked.pages(pdf_marked.sheet())),
    ("title about secrecy", lambda: pdf_marked.titled("Quy chế bảo vệ bí mật nhà nước")),
    ("note about secrecy", lambda: pdf_marked.noted("xem lại độ mật của tài liệu")),
]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path).set_up()


def check(program: Program, data: bytes) -> Done:
    path = program.folder / "letter.pdf"
    path.write_bytes(data)
    return program.run("check", path)


@pytest.mark.parametrize(("_", "build"), READ, ids=[name for name, _ in READ])
def test_a_mark_that_stands_in_one_place_alone_excludes(
    program: Program, _: str, build: Callable[[], bytes]
) -> None:
    done = check(program, build())
    assert (done.status, done.row["verdict"]) == (3, "excluded")
    assert done.row["findings"][0]["level"] == "TỐI MẬT"


@pytest.mark.parametrize(("_", "build"), ASKED, ids=[name for name, _ in ASKED])
def test_a_mark_that_was_never_printed_is_asked_about(
    program: Program, _: str, build: Callable[[], bytes]
) -> None:
    done = check(program, build())
    assert (done.status, done.row["verdict"]) == (3, "ask")


@pytest.mark.parametrize(("_", "build"), CLEAR, ids=[name for name, _ in CLEAR])
def test_words_about_secrecy_in_a_file_stop_nothing(
    program: Program, _: str, build: Callable[[], bytes]
) -> None:
    assert check(program, build()).row["verdict"] == "clear"


def test_a_mark_far_back_in_a_file_destroys_all_of_it(program: Program) -> None:
    path = program.folder / "long.pdf"
    clean, marked = pdf_marked.sheet(), pdf_marked.sheet(pdf_marked.MARK)
    path.write_bytes(pdf_marked.pages(clean, marked, count=14, at=13))
    done = program.run("register", "in", path, "--declare", "none", "--yes")
    assert (done.status, done.row["status"]) == (3, "excluded")
    assert path.name in done.err
    assert program.run("entries", "in").rows == []


@pytest.mark.long
def test_a_mark_on_page_287_of_300_is_found_in_time(program: Program) -> None:
    path = program.folder / "long.pdf"
    clean, marked = pdf_marked.sheet(), pdf_marked.sheet(pdf_marked.MARK)
    path.write_bytes(pdf_marked.pages(clean, marked, count=300, at=287))
    began = time.monotonic()
    done = program.run("check", path)
    print(f"300 pages in {time.monotonic() - began:.0f} s")
    assert (done.status, done.row["findings"][0]["page"]) == (3, 287)


def archive(folder: Path) -> Path:
    path = folder / "letters.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("letter.pdf", pdf_marked.seen())
    return path


def test_an_archive_is_refused_with_a_sentence(program: Program) -> None:
    path = archive(program.folder)
    done = program.run("register", "in", path, "--declare", "none", "--yes")
    assert_told(done, 4, "archive-not-opened")
    assert path.name in done.err
    renamed = path.rename(path.with_suffix(".pdf"))
    assert_told(program.run("extract", renamed), 4, "archive-not-opened")


def test_an_encrypted_attachment_is_refused_like_an_encrypted_file(program: Program) -> None:
    for data in (pdf_zoo.encrypted(), pdf_zoo.attaching(pdf_zoo.encrypted())):
        path = program.folder / "locked.pdf"
        path.write_bytes(data)
        done = program.run("register", "in", path, "--declare", "none", "--yes")
        assert_told(done, 4, "pdf-encrypted")
    assert program.run("entries", "in").rows == []


NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.5, 0.06, 13.0)
MOTTO = ("Độc lập - Tự do - Hạnh phúc", 0.5, 0.08, 13.0)
BODY = [
    ("Tôi xin trình bày sự việc như sau, mong được xem xét.", 0.5, 0.3 + n / 40, 13.0)
    for n in range(5)
]
ENVELOPE = [
    ("SỞ CÔNG VỤ TỈNH PHÙ LƯU", 0.3, 0.08, 22.0),
    ("Số: 45/SCV-VP", 0.3, 0.11, 20.0),
    ("Kính gửi: Sở Nội vụ tỉnh Bằng Châu", 0.55, 0.2, 24.0),
]
OFFICIAL = [("V/v giải quyết đơn khiếu nại", 0.25, 0.12, 12.0), ("QUYẾT ĐỊNH", 0.5, 0.2, 14.0)]


def shown(program: Program, *rows: tuple[str, float, float, float]) -> Done:
    path = program.folder / "page.png"
    Image.fromarray(typed_page(*rows, bold=True)).save(path, dpi=(200, 200))
    return program.run("check", path)


@pytest.mark.parametrize("heading", ["ĐƠN KHIẾU NẠI", "ĐƠN TỐ CÁO", "ĐƠN KIẾN NGHỊ, TỐ CÁO"])
def test_a_complaint_letter_is_asked_about(program: Program, heading: str) -> None:
    done = shown(program, NATION, MOTTO, (heading, 0.5, 0.16, 15.0), *BODY)
    assert (done.status, done.row["verdict"]) == (3, "ask")
    assert {one["category"] for one in done.row["findings"]} == {"complaint"}


def test_a_letter_about_a_complaint_is_none(program: Program) -> None:
    assert shown(program, NATION, MOTTO, *OFFICIAL, *BODY).row["verdict"] == "clear"


def test_mail_for_a_named_person_is_not_digitised(program: Program) -> None:
    done = shown(program, *ENVELOPE, ("Chỉ người có tên mới được bóc bì", 0.5, 0.3, 20.0))
    assert done.status == 3
    assert {one["category"] for one in done.row["findings"]} == {"named-addressee"}


def test_an_envelope_without_a_mark_is_clear(program: Program) -> None:
    assert shown(program, *ENVELOPE).row["verdict"] == "clear"
