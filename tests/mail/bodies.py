"""The text of letters: paragraphs, articles, agendas and labelled lines, form by form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.mail import vocabulary
from tests.mail.vocabulary import Half, Office

Part = dict[str, Any]


@dataclass(frozen=True)
class Matter:
    """What a letter is about, for the sentences that mention it."""

    office: Office
    half: Half
    subject: str
    day: date
    unique_word: str | None = None
    talks_of_secrecy: bool = False
    noun: str = "văn bản"


def _fill(sentence: str, matter: Matter, rng: Random) -> str:
    deadline = matter.day + timedelta(days=rng.randint(5, 40))
    earlier = matter.day - timedelta(days=rng.randint(2, 20))
    return sentence.format(
        organ=matter.office.spoken,
        subject=matter.subject,
        place=matter.office.place,
        year=matter.day.year,
        day=f"{earlier:%d/%m/%Y}",
        deadline=f"{deadline:%d/%m/%Y}",
        verb=rng.choice(["thông báo", "đề nghị", "hướng dẫn", "báo cáo"]),
        unit=matter.office.unit_name,
        unit_code=matter.office.unit,
        other=rng.randint(10, 400),
    )


def _para(text: str) -> Part:
    return {"kind": "para", "text": text}


def _row(head: str, text: str) -> Part:
    return {"kind": "row", "head": head, "text": text}


def _filling(rng: Random, matter: Matter, count: int) -> list[str]:
    stock = vocabulary.words("bodies")["middles"]
    chosen: list[str] = []
    while len(chosen) < count:
        chosen += rng.sample(stock, len(stock))
    chosen = chosen[:count]
    if matter.talks_of_secrecy:
        chosen.insert(rng.randint(0, count), rng.choice(vocabulary.words("bodies")["secrecy_talk"]))
    return [_fill(one, matter, rng) for one in chosen]


def _opening(rng: Random, matter: Matter) -> str:
    text = _fill(rng.choice(vocabulary.words("bodies")["openings"]), matter, rng)
    if matter.unique_word:
        text += f" Từ tra cứu của vụ việc là {matter.unique_word}."
    return text


def _ending(rng: Random, matter: Matter) -> str:
    return _fill(rng.choice(vocabulary.words("bodies")["ends"]), matter, rng)


def plain(rng: Random, matter: Matter, count: int) -> list[Part]:
    """Running paragraphs, numbered or under headings when they are many."""
    parts = [_para(_opening(rng, matter))]
    headings = list(vocabulary.words("bodies")["headings"]) if count > 6 else []
    numbered = rng.random() < 0.5
    for i, text in enumerate(_filling(rng, matter, count)):
        if headings and i % 4 == 0:
            parts.append({"kind": "heading", "text": headings.pop(0)})
        parts.append(_para(f"{i % 4 + 1}. {text}" if numbered else text))
    if count > 3 and rng.random() < 0.25:
        parts.append(_table(rng, matter))
    return [*parts, _para(_ending(rng, matter))]


def _table(rng: Random, matter: Matter) -> Part:
    rows = [["TT", "Nội dung công việc", "Thời gian", "Đơn vị chủ trì"]]
    for i, text in enumerate(_filling(rng, matter, rng.randint(2, 5))):
        due = matter.day + timedelta(days=rng.randint(3, 60))
        rows.append(
            [str(i + 1), " ".join(text.split()[:9]), f"{due:%d/%m/%Y}", matter.office.unit_name]
        )
    return {"kind": "table", "columns": [1, 6, 3, 4], "rows": rows}


def articles(rng: Random, matter: Matter, count: int) -> list[Part]:
    first = matter.subject[0].upper() + matter.subject[1:]
    if matter.unique_word:
        first += f" (từ tra cứu: {matter.unique_word})"
    texts = [first + ", có danh sách kèm theo.", *_filling(rng, matter, count)]
    parts: list[Part] = [
        {"kind": "article", "head": f"Điều {i + 1}.", "text": text} for i, text in enumerate(texts)
    ]
    closing = (
        f"Chánh Văn phòng, {matter.office.unit_name} và các đơn vị, cá nhân có liên quan "
        f"chịu trách nhiệm thi hành {matter.noun} này./."
    )
    return [*parts, {"kind": "article", "head": f"Điều {len(texts) + 1}.", "text": closing}]


def bases(rng: Random, matter: Matter) -> list[Part]:
    stock = vocabulary.words("bodies")["bases"]
    chosen = [*rng.sample(stock[:-1], rng.randint(2, 3)), stock[-1]]
    return [{"kind": "basis", "text": _fill(one, matter, rng)} for one in chosen]


def invitation(rng: Random, matter: Matter, count: int) -> list[Part]:
    held = matter.day + timedelta(days=rng.randint(2, 12))
    hour = rng.choice(["08 giờ 00", "07 giờ 30", "14 giờ 00", "13 giờ 30"])
    parts = [
        _para(f"Tới dự cuộc họp về việc {matter.subject}."),
        _row("Chủ trì:", f"Đồng chí {vocabulary.person(rng, matter.half)}, lãnh đạo đơn vị"),
        _row("Thời gian:", f"{hour}, ngày {held:%d/%m/%Y}"),
        _row("Địa điểm:", f"Phòng họp số {rng.randint(1, 6)}, trụ sở {matter.office.spoken}"),
    ]
    if matter.unique_word:
        parts.append(_para(f"Từ tra cứu của vụ việc là {matter.unique_word}."))
    parts += [_para(text) for text in _filling(rng, matter, min(count, 4))]
    return [*parts, _para("Rất mong quý đại biểu sắp xếp thời gian đến dự đầy đủ, đúng giờ./.")]


def minutes(rng: Random, matter: Matter, count: int) -> list[Part]:
    begin, end = rng.choice(["08 giờ 00", "14 giờ 00"]), rng.choice(["11 giờ 15", "16 giờ 45"])
    if begin.startswith("14"):
        end = "16 giờ 45"
    day = f"ngày {matter.day:%d} tháng {matter.day:%m} năm {matter.day.year}"
    parts = [
        _row("Thời gian bắt đầu:", f"{begin}, {day}"),
        _row("Địa điểm:", f"Phòng họp số {rng.randint(1, 6)}, {matter.office.spoken}"),
        _row("Thành phần tham dự:", f"đại diện {matter.office.unit_name} và các đơn vị liên quan"),
        _row("Nội dung:", f"{matter.subject}"),
    ]
    if matter.unique_word:
        parts.append(_para(f"Từ tra cứu của vụ việc là {matter.unique_word}."))
    parts += [_para(text) for text in _filling(rng, matter, count)]
    return [
        *parts,
        _para(
            f"Cuộc họp kết thúc vào {end}, {day}. Biên bản đã được đọc lại, "
            "các thành phần nhất trí thông qua./."
        ),
    ]


def agreement(rng: Random, matter: Matter, count: int) -> list[Part]:
    other = vocabulary.office(rng, matter.half)
    parts = [
        _para(f"Hôm nay, ngày {matter.day:%d/%m/%Y}, tại {matter.office.place}, chúng tôi gồm:"),
        _row("Bên A:", matter.office.spoken),
        _row("Bên B:", other.spoken),
        _para("Hai bên cùng thống nhất các nội dung sau:"),
    ]
    return [
        *parts,
        *articles(rng, matter, count)[:-1],
        _para("Văn bản này được lập thành 04 bản, mỗi bên giữ 02 bản có giá trị như nhau./."),
    ]


def introduction(rng: Random, matter: Matter, count: int) -> list[Part]:
    until = matter.day + timedelta(days=rng.randint(10, 60))
    parts = [
        _para(f"{matter.office.spoken} trân trọng giới thiệu:"),
        _row("Ông (bà):", vocabulary.person(rng, matter.half)),
        _row("Chức vụ:", f"Chuyên viên {matter.office.unit_name}"),
        _row("Được cử đến:", vocabulary.office(rng, matter.half).spoken),
        _row("Về việc:", matter.subject),
    ]
    if matter.unique_word:
        parts.append(_para(f"Từ tra cứu của vụ việc là {matter.unique_word}."))
    return [
        *parts,
        _para("Đề nghị quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ."),
        _para(f"Giấy này có giá trị đến hết ngày {until:%d/%m/%Y}./."),
    ]


def mandate(rng: Random, matter: Matter, count: int) -> list[Part]:
    parts = introduction(rng, matter, count)
    parts[0] = _para(f"{matter.office.spoken} ủy quyền cho người có tên dưới đây:")
    parts[3] = _row("Được thay mặt làm việc với:", parts[3]["text"])
    return parts


def leave(rng: Random, matter: Matter, count: int) -> list[Part]:
    start = matter.day + timedelta(days=rng.randint(2, 10))
    stop = start + timedelta(days=rng.randint(3, 12))
    parts = [
        _para(
            f"Xét Đơn đề nghị nghỉ phép của ông (bà) về việc riêng, {matter.office.spoken} cấp cho:"
        ),
        _row("Ông (bà):", vocabulary.person(rng, matter.half)),
        _row("Chức vụ:", f"Chuyên viên {matter.office.unit_name}"),
        _row("Nghỉ phép năm:", f"từ ngày {start:%d/%m/%Y} đến hết ngày {stop:%d/%m/%Y}"),
        _row("Nơi nghỉ phép:", f"tại {vocabulary.office(rng, matter.half).place}"),
        _row("Lý do:", "giải quyết việc gia đình./."),
    ]
    if matter.unique_word:
        parts.insert(1, _para(f"Từ tra cứu của vụ việc là {matter.unique_word}."))
    return parts


def slip(rng: Random, matter: Matter, count: int) -> list[Part]:
    rows = [["TT", "Tên loại và trích yếu", "Số lượng"]]
    rows += [
        [str(i + 1), f"Hồ sơ {matter.subject} (tập {i + 1})", f"0{rng.randint(1, 4)} bản"]
        for i in range(rng.randint(1, 4))
    ]
    return [
        _para(_opening(rng, matter)),
        {"kind": "table", "columns": [1, 8, 2], "rows": rows},
        _para("Sau khi nhận được, đề nghị quý cơ quan ký, đóng dấu và gửi trả phiếu này./."),
    ]


def personal(rng: Random, matter: Matter, count: int) -> list[Part]:
    parts = [
        _para(
            f"Thay mặt {matter.office.spoken}, tôi xin gửi tới các đồng chí lời chúc mừng và lời "
            f"cảm ơn chân thành vì những đóng góp trong việc {matter.subject}."
        ),
        *[_para(text) for text in _filling(rng, matter, 2)],
        _para("Chúc các đồng chí cùng gia đình mạnh khỏe, hạnh phúc./."),
    ]
    if matter.unique_word:
        parts.insert(1, _para(f"Từ tra cứu của vụ việc là {matter.unique_word}."))
    return parts


Writer = Callable[[Random, Matter, int], list[Part]]

WRITERS: dict[str, Writer] = {
    "named": plain,
    "letter": plain,
    "telegram": plain,
    "decision": articles,
    "invitation": invitation,
    "minutes": minutes,
    "agreement": agreement,
    "introduction": introduction,
    "leave": leave,
    "slip": slip,
    "personal": personal,
}
