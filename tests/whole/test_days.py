"""One day of the clerk of each of the five offices, in the words of its articles.

The command line runs on a real store; the letters are read by the real reader; the clock on the
wall is the test's.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.day import Day

Begin = Callable[[str, str], Day]
PASSWORDS = {"clerk": "mat khau mot\n", "leader": "mat khau hai\n"}


@pytest.fixture
def begin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Begin:
    """Give a workstation of a profile, at a moment."""

    def made(profile: str, morning: str) -> Day:
        day = Day(monkeypatch, tmp_path, morning)
        done = day.clerk("setup", "--office", "SỞ THÍ DỤ", "--profile", profile)
        assert done.status == 0, done.errors
        return day

    return made


def people(day: Day, clerk: list[str], leader: list[str]) -> tuple[str, str]:
    """Give the clerk and her leader their accounts; gives the names they got."""
    names = []
    for role, words in (("clerk", clerk), ("leader", leader)):
        done = day.clerk("people", "add", *words, "--role", role, typed=PASSWORDS[role])
        assert done.status == 0, done.errors
        names.append(str(done.row["name"]))
    return names[0], names[1]


def register(day: Day, *words: str | Path) -> dict[str, object]:
    done = day.clerk("register", "in", *words, "--yes")
    assert done.status == 0, done.errors
    return done.row


def excluded(day: Day, page: Path, category: str) -> str:
    """Declare a paper that may not be entered; gives what the clerk is told."""
    done = day.clerk("register", "in", page, "--declare", category, "--yes")
    assert done.status == 3
    assert (done.row["status"], done.row["entry"]) == ("excluded", None)
    return done.errors


def test_binh_dinh_so_du_lich(begin: Begin, tmp_path: Path) -> None:
    """QĐ 146/QĐ-SDL: three looks a day, digitise what came, a secret found is removed at once."""
    day = begin("binh-dinh", "2026-03-03 07:00")
    # Điều 6.1: tên tài khoản là tên hộp thư công vụ.
    clerk, leader = people(day, ["hoanth@thidu.gov.vn"], ["tuannv@thidu.gov.vn"])
    assert clerk == "hoanth"
    assert day.clerk("sign-in", "--user", clerk, typed=PASSWORDS["clerk"]).row["user"] == clerk
    # Điều 11.2: kiểm tra ít nhất 03 lần mỗi ngày.
    looks = 0
    for moment in ("07:01", "10:30", "13:31", "15:00", "16:59"):
        if "check" in day.at(moment).due():
            assert day.clerk("duties", "done", "check").status == 0
            looks += 1
    assert looks == 3
    # Điều 10.1.b: văn bản giấy được số hóa, khai báo, đưa vào hệ thống.
    entry = register(day, *day.letter("den"), "--declare", "none")
    assert entry["number"] == 1
    # Điều 7.4: không số hóa văn bản mật và văn bản đặc biệt khác.
    assert "Điều 7, khoản 4" in excluded(day, tmp_path / "khong-mo.png", "special-document")
    # Điều 11.5: phát hiện tài liệu mật: gỡ bỏ ngay, báo người đứng đầu.
    assert day.clerk("lock", str(entry["entry"])).row["status"] == "locked"
    report = tmp_path / "bao-cao.pdf"
    words = ["purge", str(entry["entry"]), "--reason", "phát hiện sau", "--second", leader]
    purged = day.clerk(*words, "-o", report, typed=PASSWORDS["leader"])
    assert purged.status == 0, purged.errors
    assert purged.row["status"] == "removed"
    assert report.read_bytes().startswith(b"%PDF")
    assert [row["status"] for row in day.clerk("entries", "in").rows] == ["removed"]
    assert day.clerk("audit", "verify").status == 0
    assert day.clerk("sign-out").row["user"] == clerk


def test_tuy_phuoc_huyen(begin: Begin, tmp_path: Path) -> None:
    """QĐ 553/QĐ-UBND: 07:00 and 13:30, scan and enter the book, a report every quarter."""
    day = begin("tuy-phuoc", "2026-03-31 07:05")
    clerk, _ = people(day, ["annv"], ["binhtt"])
    day.clerk("sign-in", "--user", clerk, typed=PASSWORDS["clerk"])
    # Điều 4.3: kiểm tra ít nhất 2 lần/ngày, lúc 07 giờ và 13 giờ 30.
    assert "check" in day.due()
    day.clerk("duties", "done", "check")
    assert "check" not in day.at("13:29").due()
    assert "check" in day.at("13:30").due()
    day.clerk("duties", "done", "check")
    # Điều 3.1.a: tiếp nhận, quét, vào sổ văn bản đến.
    first = register(day, *day.letter("mot"), "--declare", "none")
    second = register(day, *day.letter("hai"), "--declare", "none")
    assert [first["number"], second["number"]] == [1, 2]
    # Điều 3 (Lưu ý): nội dung thuộc danh mục bí mật nhà nước không quét, không nhập.
    assert "Điều 3" in excluded(day, tmp_path / "khong-mo.png", "secrets-list")
    # Điều 6: báo cáo hằng quý.
    assert "report" not in day.due()
    assert "report" in day.at("2026-04-01 08:00").due()
    assert day.clerk("book", "in", "--year", "2026", "-o", tmp_path / "so.pdf").status == 0
    assert day.clerk("sign-out").row["user"] == clerk


def test_tuyen_quang_tinh(begin: Begin, tmp_path: Path) -> None:
    """QĐ 51/2024/QĐ-UBND: fields of Phụ lục VI, the printed book, names and sizes of files."""
    day = begin("tuyen-quang", "2026-05-12 07:30")
    # Điều 6.3: <tên><họ và tên lót viết tắt>.<đơn vị>, không dấu.
    clerk, _ = people(
        day, ["--full-name", "Nguyễn Văn An", "--unit", "STTTT"], ["--full-name", "Lê Thị Bích"]
    )
    assert clerk == "annv.stttt"
    day.clerk("sign-in", "--user", clerk, typed=PASSWORDS["clerk"])
    # Điều 11.1.b: đăng ký với các trường thông tin đầu vào.
    entry = register(day, *day.letter("den"), "--declare", "none")
    shown = day.clerk("show", str(entry["entry"])).row
    assert {"organ_name", "subject", "type_name"} <= set(shown)
    # Điều 11.1.d: văn bản kèm hồ sơ lớn: đăng ký văn bản, chuyển hồ sơ cho người được giao.
    pages = day.letter("ho-so", pages=2)
    large = register(day, *pages, "--declare", "large-dossier", "--sheets", "2")
    assert large["number"] == 2
    # Điều 7.4: tên tệp không quá 50 ký tự, chữ và số.
    made = day.clerk("export", str(entry["entry"]), "-o", f"{tmp_path / 'gui'}/")
    assert made.status == 0, made.errors
    (sent,) = (tmp_path / "gui").iterdir()
    assert len(sent.name) <= 50
    assert sent.stem.isascii()
    assert sent.stem.isalnum()
    # Điều 11.1.b: in đầy đủ ra sổ, ký nhận, đóng sổ.
    assert day.clerk("book", "in", "--year", "2026", "-o", tmp_path / "so.pdf").status == 0
    # Điều 16.2: sao lưu mỗi ngày 01 lần.
    assert "backup" in day.at("2026-05-13 07:31").due()
    assert day.clerk("backup", "-o", tmp_path / "sao-luu.bak").status == 0
    # Điều 9.4: khóa tài khoản khi chuyển công tác.
    assert day.clerk("sign-out").row["user"] == clerk
    assert day.clerk("people", "lock", clerk).row["locked_at"]
    refused = day.clerk("sign-in", "--user", clerk, typed=PASSWORDS["clerk"])
    assert refused.status == 6


def test_dien_bien_so_xay_dung(begin: Begin, tmp_path: Path) -> None:
    """QĐ 530/QĐ-SXD: signed in by day, what may not or only partly be scanned, out at day's end."""
    day = begin("dien-bien", "2026-09-08 07:30")
    clerk, _ = people(day, ["lantt"], ["hungpd"])
    # Điều 3.2: đăng nhập trong ngày làm việc.
    assert "sign-in" in day.at("08:00").due()
    day.clerk("sign-in", "--user", clerk, typed=PASSWORDS["clerk"])
    assert "sign-in" not in day.due()
    # Điều 6.1.a: văn bản gửi đích danh Lãnh đạo Sở: chuyển bản giấy, không quét.
    told = excluded(day, tmp_path / "khong-mo.png", "named-addressee")
    assert "Điều 6, khoản 1, điểm a" in told
    named = day.clerk(
        "register", "in", "--no-scan", "gửi đích danh", "--set", "subject=bì đích danh"
    )
    assert (named.status, named.row["sha256"]) == (0, None)
    # Điều 6.1.a: văn bản quy phạm của trung ương chỉ quét tờ đầu.
    pages = day.letter("trung-uong", pages=3)
    more = day.clerk("register", "in", *pages, "--declare", "central-law", "--yes")
    assert more.status in (2, 6)
    first = register(day, pages[0], "--declare", "central-law")
    assert first["number"] == 2
    # Điều 6.1.a: hồ sơ dự án chỉ quét Tờ trình.
    report = day.letter("to-trinh", type_name="Tờ trình")
    assert (
        register(day, *report, "--declare", "dossier-letter-only", "--sheets", "1")["number"] == 3
    )
    # Điều 6.1.a: văn bản mật không quét, không lưu sổ Eoffice.
    excluded(day, tmp_path / "khong-mo.png", "secrecy")
    # Điều 3.2: đăng xuất khi hết ngày làm việc.
    assert "sign-out" in day.at("17:05").due()
    assert day.clerk("sign-out").row["user"] == clerk
    assert "sign-out" not in day.due()


def test_ben_tre_tinh(begin: Begin, tmp_path: Path) -> None:
    """QĐ 12/2014/QĐ-UBND: what is never entered, the legal time of receipt, an outage."""
    day = begin("ben-tre", "2026-12-31 07:30")
    clerk, _ = people(day, ["tamnt"], ["ducnv"])
    day.clerk("sign-in", "--user", clerk, typed=PASSWORDS["clerk"])
    # Điều 4.2: đơn thư khiếu nại, tố cáo; thông tin nhạy cảm; tài liệu đồi trụy: không nhập.
    for category in ("secrecy", "complaint", "sensitive", "depraved"):
        assert "Điều 4, khoản 2" in excluded(day, tmp_path / "khong-mo.png", category)
    assert day.clerk("entries", "in").rows == []
    # Điều 6.2: văn bản giấy từ ngoài hệ thống được số hóa và lưu.
    entry = register(day, *day.letter("den"), "--declare", "none")
    assert entry["entry"] == "in/2026/1"
    # Điều 11.1: sự cố: báo ngay, năm điểm.
    notice = day.at("10:00").clerk(
        *("notice", "outage", "--from", "09:10", "--until", "2026-12-31 14:00"),
        *("--what", "Mất kết nối máy chủ", "--interim", "Vào sổ giấy"),
        *("--entering", "Nhập bù theo sổ giấy sau khi hoạt động lại", "-o", tmp_path / "sc.pdf"),
    )
    assert notice.status == 0, notice.errors
    assert len(notice.row["points"]) == 5
    assert all(point["text"].strip() for point in notice.row["points"])
    # Điều 7.3: nhận ngoài giờ được coi là nhận vào đầu giờ làm việc kế tiếp: sang năm sau.
    late = register(day.at("17:20"), *day.letter("muon"), "--declare", "none")
    assert late["entry"] == "in/2027/1"
    shown = day.clerk("show", str(late["entry"])).row
    assert shown["arrival_date"] > "2026-12-31"
    # Điều 8.2: sao lưu trong vòng 24 giờ.
    assert "backup" in day.at("2027-01-04 07:45").due()
    assert day.clerk("sign-out").row["user"] == clerk
