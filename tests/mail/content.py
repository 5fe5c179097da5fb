"""Invents one letter: what its form prints, and the truth a reader should find."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.mail import bodies, houses, vocabulary
from tests.mail.bodies import Matter
from tests.mail.forms import Form
from tests.mail.vocabulary import Half, Office

_VERBS = {"Nghị quyết": "QUYẾT NGHỊ:", "Quyết định": "QUYẾT ĐỊNH:"}
_AREA = (" trên địa bàn", " năm {year}", " quý {quarter} năm {year}", "", "", "")


@dataclass
class Content:
    """Values for the template, the facts of the truth, and what is not printed but written."""

    form: Form
    matter: Matter
    values: dict[str, Any]
    truth: dict[str, Any]
    written: dict[str, str] = field(default_factory=dict)

    def rewrite_body(self, rng: Random, count: int) -> None:
        """Give the letter a body of about `count` paragraphs."""
        writer = bodies.WRITERS[self.form.template]
        if self.form.name == "Giấy ủy quyền":
            writer = bodies.mandate
        self.values["body"] = writer(rng, self.matter, count)
        if self.form.template == "decision":
            last = self.values["body"][-1]["head"].rstrip(".")
            for printed in (self.values["recipients"], self.truth["recipients"]):
                printed[0] = f"Như {last}"


@dataclass(frozen=True)
class Signer:
    authority: tuple[str, ...]
    position: str
    name: str


def _signer(rng: Random, office: Office, half: Half, form: Form) -> Signer:
    name = vocabulary.person(rng, half)
    if form.template == "minutes":
        return Signer((), "CHỦ TỌA", name)
    if form.template == "agreement":
        return Signer(("ĐẠI DIỆN BÊN A",), office.head, name)
    if form.template == "personal":
        return Signer((), office.head, name)
    authority, position = rng.choices(*_ways_to_sign(rng, office))[0]
    return Signer(authority, position, name)


def _ways_to_sign(
    rng: Random, office: Office
) -> tuple[list[tuple[tuple[str, ...], str]], list[int]]:
    """Authority lines and position, with how often they are met."""
    head = office.head
    top = (f"TM. {office.collective}",) if office.collective else ()
    if office.collective == "HỘI ĐỒNG NHÂN DÂN":
        return [(top, head)], [1]
    chief = rng.choice(["CHÁNH VĂN PHÒNG", f"TRƯỞNG {office.unit_name.split()[0].upper()}"])
    return [
        (top, head),
        ((*top, f"KT. {head}"), f"PHÓ {head}"),
        (top, f"Q. {head}"),
        ((f"TUQ. {head}",), chief),
        ((f"TL. {head}",), chief),
        ((f"TL. {head}", f"KT. {chief}"), f"PHÓ {chief}"),
    ], [8, 7, 1, 1, 3, 1]


def _subject(rng: Random, form: Form, base: str, day: date, unique: str | None) -> str:
    tail = rng.choice(_AREA).format(year=day.year, quarter=rng.choice(["I", "II", "III", "IV"]))
    if any(word in base for word in ("năm", "quý", "địa bàn")):
        tail = ""
    text = base + tail + (f" {unique}" if unique else "")
    if form.template == "letter":
        return f"V/v {text}"
    if form.template in ("decision", "minutes", "introduction", "personal") or rng.random() < 0.5:
        return f"Về việc {text}"
    return text[0].upper() + text[1:]


def _addressees(rng: Random, half: Half, form: Form) -> list[str]:
    if not form.addressed:
        return []
    count = 1 if form.name in ("Tờ trình", "Báo cáo") else rng.choice([1, 1, 2, 3])
    found: list[str] = []
    while len(found) < count:
        one = vocabulary.office(rng, half).spoken
        if one not in found:
            found.append(one)
    return found


def _recipients(rng: Random, form: Form, office: Office) -> list[str]:
    first = {"letter": "Như trên", "telegram": "Như trên"}.get(
        form.template, "Như trên" if form.addressed else "Các đơn vị trực thuộc"
    )
    middle = [
        f"Lãnh đạo {office.spoken} (để b/c)",
        "Các phòng, ban liên quan",
        "Cổng thông tin điện tử",
        "Kế toán",
        f"{office.unit_name} (để t/h)",
    ]
    chosen = rng.sample(middle, rng.randint(0, 3))
    return [
        first,
        *chosen,
        f"Lưu: VT, {office.unit}" + rng.choice(["", f" ({rng.randint(2, 9)}b)"]),
    ]


def _notation(form: Form, office: Office) -> str | None:
    if form.name == "Thư công":
        return None
    if form.abbreviation is None:
        return f"{office.code}-{office.unit}"
    return f"{form.abbreviation}-{office.code}"


def _extras(rng: Random, half: Half, form: Form, matter: Matter, values: dict[str, Any]) -> None:
    """What only some forms print."""
    office = matter.office
    if form.template == "decision":
        values["verb"] = _VERBS[form.name]
        title = (
            office.name.replace("\n", " ") if office.collective else f"{office.head} {office.name}"
        )
        values["authority_title"] = title.replace("\n", " ")
        values["bases"] = bodies.bases(rng, matter)
    elif form.template == "telegram":
        values["sender"] = f"{office.head} {office.name}".replace("\n", " ")
        values["wired_to"] = [vocabulary.office(rng, half).spoken for _ in range(rng.randint(2, 3))]
    elif form.template == "invitation":
        values["inviter"] = office.spoken
        values["invited"] = vocabulary.office(rng, half).spoken
    elif form.template == "personal":
        values["type"] = rng.choice(["THƯ CHÚC MỪNG", "THƯ CẢM ƠN", "THƯ THĂM HỎI"])
        values["salutation"] = f"Gửi: {vocabulary.office(rng, half).spoken}"
        values["nation"] = rng.random() < 0.5
    elif form.template == "minutes":
        values["second_signer"] = _second(rng, half, (), "THƯ KÝ")
    elif form.template == "agreement":
        values["second_signer"] = _second(rng, half, ("ĐẠI DIỆN BÊN B",), "GIÁM ĐỐC")
    if form.template in ("introduction", "leave") and form.name != "Giấy ủy quyền":
        values["subject"] = None


def _second(rng: Random, half: Half, authority: tuple[str, ...], position: str) -> dict[str, Any]:
    return {
        "authority": list(authority),
        "position": position,
        "name": vocabulary.person(rng, half),
    }


def _layout(rng: Random) -> dict[str, Any]:
    return {
        "margins": {
            "top": rng.randint(20, 25),
            "bottom": rng.randint(20, 25),
            "left": rng.randint(30, 33),
            "right": rng.randint(15, 18),
        },
        "size": rng.choice([13, 14, 14]),
        "leading": rng.choice([0, 1, 1, 2, 4]),
        "nation_size": rng.choice([12, 12.5, 13]),
        "date_size": rng.choice([13, 13.5, 14]),
    }


def _issuer(rng: Random, form: Form, half: Half, house: str) -> Office:
    found = vocabulary.office(rng, half)
    if house != "office":
        return houses.office(rng, half, house)
    return vocabulary.council(rng, half) if form.name == "Nghị quyết" else found


def _moment(rng: Random) -> date:
    return date(2018, 1, 2) + timedelta(days=rng.randint(0, 3240))


def invent(
    rng: Random,
    form: Form,
    half: Half,
    unique_word: str | None = None,
    talks_of_secrecy: bool = False,
    house: str = "office",
) -> Content:
    """Make up a letter of a form; `half` limits the vocabulary."""
    half = vocabulary.pick_half(rng, half)  # type: ignore[assignment]  # one half a letter
    office = _issuer(rng, form, half, house)
    day = _moment(rng)
    base = vocabulary.subject(rng, half)
    matter = Matter(office, half, base, day, unique_word, talks_of_secrecy, form.name)
    signer = _signer(rng, office, half, form)
    notation = houses.notation(form, office, house, day.year) or _notation(form, office)
    values: dict[str, Any] = {
        **_layout(rng),
        "parent": office.parent,
        "organ": office.name,
        "number": f"{rng.randint(1, rng.choice([99, 999, 6999])):02d}",
        "notation": notation,
        "place": office.place,
        "day": f"{day.day:02d}",
        "month": f"{day.month:02d}" if day.month < 3 else str(day.month),
        "year": str(day.year),
        "type": form.printed,
        "subject": _subject(rng, form, base, day, unique_word),
        "addressees": _addressees(rng, half, form),
        "recipients": [] if form.name == "Thư công" else _recipients(rng, form, office),
        "signer": {
            "authority": list(signer.authority),
            "position": signer.position,
            "name": signer.name,
            "room": rng.randint(25, 36),
        },
    }
    _extras(rng, half, form, matter, values)
    return Content(form, matter, values, _truth(form, matter, values))


def _joined(text: str | None) -> str | None:
    return text.replace("\n", " ") if text else None


def _truth(form: Form, matter: Matter, values: dict[str, Any]) -> dict[str, Any]:
    numbered = values["notation"] is not None
    dated = form.template != "minutes"
    signer, second = values["signer"], values.get("second_signer")
    return {
        "issuing_organ": _joined(values["organ"]),
        "parent_organ": _joined(values["parent"]),
        "number": values["number"] if numbered else None,
        "notation": values["notation"],
        "place": values["place"] if dated else None,
        "issued_date": matter.day.isoformat(),
        "type_name": None if form.template == "letter" else values["type"],
        "subject": values["subject"],
        "signer_name": signer["name"],
        "signer_position": signer["position"],
        "recipients": list(values["recipients"]),
        "priority": None,
        "secrecy": None,
        "pages": 0,
        "extra": {
            "type_inferred": form.name,
            "signer_authority_lines": signer["authority"],
            "co_signers": [{"name": second["name"], "position": second["position"]}]
            if second
            else [],
            "addressees": values["addressees"] or values.get("wired_to"),
            "handwritten_or_stamped": [],
            "incoming_stamp": None,
            "unique_word": matter.unique_word,
            "vocabulary": matter.half,
        },
    }
