"""Documents that speak of secrecy at length and bear no mark: rules, plans, lists, tables.

The two halves have words of their own (`tests/mail/words/talk.toml`).
"""

from random import Random
from typing import Any

from tests.mail.content import Content, invent
from tests.mail.forms import FORMS
from tests.mail.typeset import Printed, typeset
from tests.mail.vocabulary import Half, pick_half, words

_FORMS = ("Công văn", "Quyết định", "Thông báo", "Kế hoạch", "Hướng dẫn", "Quy chế", "Báo cáo")


def talk(rng: Random, half: Half) -> Printed:
    """Print a document of one to three pages about secrecy."""
    said: dict[str, Any] = words("talk")[pick_half(rng, half)]
    form = FORMS[rng.choice(_FORMS)]
    content = invent(rng, form, half, None, True)
    values = content.values
    year = values["year"]
    values["stamp_room"] = rng.choice([2, 4, 8])
    values["annex"] = None
    if form.template == "letter":
        values["subject"] = "V/v " + rng.choice(said["subjects"]).removeprefix("về việc ")
    else:
        title = rng.choice([*said["titles"], *said["subjects"]]).format(year=year)
        values["subject"] = title[0].upper() + title[1:]
    values["body"] = _body(rng, content, said)
    return typeset(form.template, values)


def _body(rng: Random, content: Content, said: dict[str, Any]) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    titles = list(said["headings"])
    for number in range(rng.randint(4, 9)):
        if titles and number % 3 == 0:
            parts.append({"kind": "heading", "text": titles.pop(0)})
        parts.append(
            _para(f"{number + 1}. {_said(rng, said)}" if rng.random() < 0.6 else _said(rng, said))
        )
    for piece, chance in ((_list, 0.5), (_table, 0.6)):
        if rng.random() < chance:
            at = rng.randint(1, len(parts))
            parts[at:at] = piece(rng, said)
    if content.form.template == "decision":
        article = {"kind": "article", "head": "Điều 1.", "text": _said(rng, said)}
        last = {
            "kind": "article",
            "head": "Điều 2.",
            "text": "Quyết định này có hiệu lực từ ngày ký.",
        }
        return [article, *parts, last]
    return parts


def _para(text: str) -> dict[str, Any]:
    return {"kind": "para", "text": text}


def _said(rng: Random, said: dict[str, Any]) -> str:
    return " ".join(rng.sample(said["sentences"], rng.randint(1, 3)))


def _list(rng: Random, said: dict[str, Any]) -> list[dict[str, Any]]:
    return [_para("Độ mật được chia thành:"), *(_para(row) for row in rng.choice(said["lists"]))]


def _table(rng: Random, said: dict[str, Any]) -> list[dict[str, Any]]:
    head, cells = rng.choice(said["heads"]), rng.choice(said["cells"])
    rows = [list(head)]
    for number in range(1, rng.randint(3, 7)):
        name = f"Báo cáo số {rng.randint(1, 90)} của đơn vị"
        rows.append(
            [str(number), name, rng.choice(cells), rng.choice(["", "5 năm", "10 năm", "VT"])]
        )
    return [{"kind": "table", "columns": [1, 6, 3, 3], "rows": rows}]
