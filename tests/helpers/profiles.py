"""Regulation profiles as a file gives them: the national one, and parts of one that extends it."""

import tomllib
from datetime import time
from importlib.resources import files
from typing import Any

from clerk_app.domain.office_rules import OutagePoint
from clerk_app.domain.profile_reading import profile_from
from clerk_app.domain.regulation import Profile

SOURCES = [{"instrument": "QĐ 01/2026/QĐ-UBND", "article": "Điều 3"}]
FILE = files("resources") / "regulations" / "national.toml"
NATIONAL: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
CHILD: dict[str, Any] = {
    "id": "thu",
    "name": {"vi": "Tỉnh Thử", "en": "Test Province"},
    "extends": "national",
}
SAID: dict[str, Any] = {
    "label": {"vi": "Quy định thử", "en": "A rule"},
    "text": {"vi": "Làm như thế.", "en": "Do so."},
    "sources": SOURCES,
}
SENSITIVE: dict[str, Any] = {**SAID, "id": "sensitive", "effect": "excluded"}
PART = {"vi": "Chỉ Tờ trình", "en": "The covering letter alone"}
PARTIAL: dict[str, Any] = {**SAID, "id": "law", "effect": "partial", "feed": 1, "part": PART}
CHECK: dict[str, Any] = {**SAID, "id": "check", "kind": "check", "a_day": 2}
HOURS: dict[str, Any] = {
    "weekdays": [1, 2, 3, 4, 5],
    "spans": [[time(7, 30), time(11, 30)], [time(13, 30), time(17)]],
    "sources": SOURCES,
}
POINTS = [{"id": each.value, "label": PART} for each in OutagePoint]
OWN = """\
# Quy định của cơ quan mình
id = "so-thu"
extends = "tuyen-quang"

[name]
vi = "Sở Thử"
en = "Test Department"

[files.name]
longest = 40
ascii_only = true
label = { vi = "Tên tệp", en = "File names" }
text.vi = '''
Ngắn [hơn] # không phải chú thích
'''
text.en = "Shorter"
sources = [
  # một căn cứ
  { instrument = "QĐ 7/QĐ-ST", article = "Điều 2" },
]

[[dropped]]
id = "complaint"
sources = [{ instrument = "QĐ 7/QĐ-ST", article = "Điều 3" }]

[[category]]
id = "plans"
effect = "excluded"
label.vi = "Bản vẽ"
label.en = "Plans"
text.vi = "Không quét."
text.en = "Do not scan."
sources = [{ instrument = "QĐ 7/QĐ-ST", article = "Điều 4" }]
"""
"""The text of an office's own file."""


def national() -> Profile:
    return profile_from(NATIONAL)
