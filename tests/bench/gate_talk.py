"""Documents that speak of secrecy at length and bear no mark: rules, plans, lists, tables."""

from random import Random
from typing import Any

from tests.mail.content import Content, invent
from tests.mail.forms import FORMS
from tests.mail.typeset import Printed, typeset
from tests.mail.vocabulary import Half

TITLES = (
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC NĂM {year}",
    "QUẢN LÝ VÀ SỬ DỤNG CON DẤU CHỈ CÁC MỨC ĐỘ MẬT",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT, ĐỘ MẬT",
    "SỬA ĐỔI QUY CHẾ BẢO MẬT VÀ AN TOÀN THÔNG TIN",
)
SUBJECTS = (
    "về việc thực hiện quy định về bảo vệ bí mật nhà nước",
    "về việc rà soát, giải mật và tiêu hủy tài liệu mật",
    "về việc xác định độ mật của văn bản do cơ quan ban hành",
    "về việc tập huấn nghiệp vụ bảo mật cho công chức văn thư",
    "về việc quản lý máy tính dùng để soạn thảo văn bản mật",
)
SENTENCES = (
    "Không soạn thảo, lưu giữ tài liệu có nội dung bí mật nhà nước trên máy tính có kết nối mạng.",
    "Tài liệu độ Mật, Tối mật và Tuyệt mật phải được đăng ký vào sổ riêng.",
    "Dấu chỉ độ mật gồm các loại dấu TUYỆT MẬT, TỐI MẬT và MẬT do cơ quan quản lý.",
    "Văn bản đóng dấu MẬT chỉ được giao cho người có trách nhiệm giải quyết.",
    "Bì đựng tài liệu Tuyệt mật được đóng dấu chữ A, Tối mật chữ B, Mật chữ C ngoài bì.",
    "Người nhận đích danh thì đóng thêm dấu “Chỉ người có tên mới được bóc bì” vào bì trong.",
    "Việc sao, chụp tài liệu mật phải được người có thẩm quyền đồng ý bằng văn bản.",
    "Các đơn vị rà soát tài liệu đã hết thời hạn bảo vệ để đề nghị giải mật theo quy định.",
    "Nghiêm cấm tiết lộ bí mật nhà nước, bí mật công tác dưới mọi hình thức.",
    "Khi phát hiện lộ, mất tài liệu mật phải báo cáo ngay với người đứng đầu cơ quan.",
    "Độ mật của từng tài liệu do người ký văn bản quyết định theo đề nghị của đơn vị soạn thảo.",
    "Dấu TÀI LIỆU THU HỒI được đóng vào tài liệu phát ra trong một thời hạn nhất định.",
    "Bộ phận văn thư giải quyết đơn khiếu nại, đơn tố cáo theo quy định của pháp luật.",
)
HEADINGS = (
    "I. BẢO VỆ BÍ MẬT NHÀ NƯỚC", "II. XÁC ĐỊNH ĐỘ MẬT", "III. GIẢI MẬT, TIÊU HỦY TÀI LIỆU MẬT",
    "IV. TỔ CHỨC THỰC HIỆN",
)  # fmt: skip
LISTS = (
    ("- Tuyệt mật;", "- Tối mật;", "- Mật."),
    ("a) TUYỆT MẬT;", "b) TỐI MẬT;", "c) MẬT."),
    ("- TUYỆT MẬT: tài liệu về quốc phòng;", "- TỐI MẬT: tài liệu về biên giới;", "- MẬT;"),
    ("1. MẬT", "2. TỐI MẬT", "3. TUYỆT MẬT"),
)
_HEADS = (
    ["TT", "Tên tài liệu", "Độ mật", "Thời hạn"],
    ["STT", "Loại tài liệu", "MỨC ĐỘ MẬT", "Đơn vị lưu"],
    ["TT", "Nội dung", "Mật", "Tối mật"],
)
_CELLS = (("Mật", "Tối mật", "Tuyệt mật"), ("MẬT", "TỐI MẬT", "Không"), ("x", "", "-"))
_FORMS = ("Công văn", "Quyết định", "Thông báo", "Kế hoạch", "Hướng dẫn", "Quy chế", "Báo cáo")


def talk(rng: Random, half: Half) -> Printed:
    """Print a document of one to three pages about secrecy."""
    form = FORMS[rng.choice(_FORMS)]
    content = invent(rng, form, half, None, True)
    values = content.values
    year = values["year"]
    values["stamp_room"] = rng.choice([2, 4, 8])
    values["annex"] = None
    if form.template == "letter":
        values["subject"] = "V/v " + rng.choice(SUBJECTS).removeprefix("về việc ")
    else:
        title = rng.choice([*TITLES, *SUBJECTS]).format(year=year)
        values["subject"] = title[0].upper() + title[1:]
    values["body"] = _body(rng, content)
    return typeset(form.template, values)


def _body(rng: Random, content: Content) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    titles = list(HEADINGS)
    for number in range(rng.randint(4, 9)):
        if titles and number % 3 == 0:
            parts.append({"kind": "heading", "text": titles.pop(0)})
        parts.append(_para(f"{number + 1}. {_said(rng)}" if rng.random() < 0.6 else _said(rng)))
    for piece, chance in ((_list, 0.5), (_table, 0.6)):
        if rng.random() < chance:
            at = rng.randint(1, len(parts))
            parts[at:at] = piece(rng)
    if content.form.template == "decision":
        article = {"kind": "article", "head": "Điều 1.", "text": _said(rng)}
        last = {
            "kind": "article",
            "head": "Điều 2.",
            "text": "Quyết định này có hiệu lực từ ngày ký.",
        }
        return [article, *parts, last]
    return parts


def _para(text: str) -> dict[str, Any]:
    return {"kind": "para", "text": text}


def _said(rng: Random) -> str:
    return " ".join(rng.sample(SENTENCES, rng.randint(1, 3)))


def _list(rng: Random) -> list[dict[str, Any]]:
    return [_para("Độ mật được chia thành:"), *(_para(row) for row in rng.choice(LISTS))]


def _table(rng: Random) -> list[dict[str, Any]]:
    head, cells = rng.choice(_HEADS), rng.choice(_CELLS)
    rows = [list(head)]
    for number in range(1, rng.randint(3, 7)):
        name = f"Báo cáo số {rng.randint(1, 90)} của đơn vị"
        rows.append(
            [str(number), name, rng.choice(cells), rng.choice(["", "5 năm", "10 năm", "VT"])]
        )
    return [{"kind": "table", "columns": [1, 6, 3, 3], "rows": rows}]
