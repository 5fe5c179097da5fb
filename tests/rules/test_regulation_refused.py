"""Profiles that are wrong: each fault is told with its kind and its place."""

import copy
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest

from clerk_app.domain.office_rules import OfficeHours
from clerk_app.domain.profile_reading import profile_from
from clerk_app.domain.regulation import Profile
from clerk_app.errors import InputFault
from tests.helpers.profiles import (
    CHECK,
    CHILD,
    HOURS,
    NATIONAL,
    PART,
    PARTIAL,
    POINTS,
    SAID,
    SENSITIVE,
    SOURCES,
    national,
)


@pytest.mark.parametrize(
    ("days", "spans"),
    [
        ((), [(7, 11)]),
        ((1, 1), [(7, 11)]),
        ((0,), [(7, 11)]),
        ((8,), [(7, 11)]),
        ((1,), []),
        ((1,), [(11, 7)]),
        ((1,), [(7, 7)]),
        ((1,), [(7, 12), (11, 17)]),
        ((1,), [(13, 17), (7, 11)]),
    ],
)
def test_office_hours_that_cannot_be_are_refused(
    days: tuple[int, ...], spans: list[tuple[int, int]]
) -> None:
    with pytest.raises(ValueError, match=r"weekdays|span"):
        OfficeHours(weekdays=days, spans=tuple((time(start), time(end)) for start, end in spans))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"dropped": [{"id": "secrecy", "sources": SOURCES}]}, "contradiction dropped.1.id"),
        ({"dropped": [{"id": "absent", "sources": SOURCES}]}, "contradiction dropped.1.id"),
        ({"dropped": [{"id": "complaint"}]}, "source-missing dropped.1.sources"),
        (
            {"dropped": [{"id": "complaint", "sources": SOURCES, "why": "x"}]},
            "key-unknown dropped.1.why",
        ),
        ({"extends": "other"}, "invalid extends"),
        ({"category": [SENSITIVE, SENSITIVE]}, "twice category.2.id"),
        ({"scanning": {**SAID, "min_dpi": 150, "colour": True}}, "limit scanning.min_dpi"),
        (
            {"files": {"name": {**SAID, "longest": 9, "ascii_only": True}}},
            "limit files.name.longest",
        ),
        ({"files": {"size": {**SAID, "most_bytes": 99_999}}}, "limit files.size.most_bytes"),
        ({"files": {"mail": {**SAID, "most_bytes": True}}}, "invalid files.mail.most_bytes"),
        (
            {"files": {"formats": {**SAID, "allowed": ["doc"], "signed": "pdf"}}},
            "contradiction files.formats.signed",
        ),
        ({"files": {"colour": SAID}}, "key-unknown files.colour"),
        ({"category": [{**SENSITIVE, "feed": 2}]}, "contradiction category.1.feed"),
        ({"category": [{**SENSITIVE, "part": PART}]}, "contradiction category.1.part"),
        ({"category": [{**PARTIAL, "feed": 0}]}, "limit category.1.feed"),
        ({"category": [{**PARTIAL, "secret_book": True}]}, "contradiction category.1.secret_book"),
        ({"category": [{**SENSITIVE, "effect": "partial"}]}, "key-missing category.1.part"),
        ({"category": [{**PARTIAL, "id": "secrecy"}]}, "contradiction category.1.effect"),
        ({"category": [{**SENSITIVE, "id": "Nhạy cảm"}]}, "invalid category.1.id"),
        ({"hours": {**HOURS, "weekdays": [1, 9]}}, "hours hours.spans"),
        ({"hours": {**HOURS, "weekdays": ["T2"]}}, "hours hours.weekdays"),
        (
            {"hours": {**HOURS, "spans": [[time(7), time(12)], [time(11), time(17)]]}},
            "hours hours.spans",
        ),
        ({"hours": {**HOURS, "spans": [[time(7)]]}}, "hours hours.spans"),
        ({"hours": {**HOURS, "spans": [["07:00", "11:00"]]}}, "hours hours.spans"),
        ({"hours": {**HOURS, "sources": []}}, "source-missing hours.sources"),
        ({"duty": [{**CHECK, "kind": "dance"}]}, "value-unknown duty.1.kind"),
        ({"duty": [{**CHECK, "hours": 24}]}, "contradiction duty.1.hours"),
        ({"duty": [{**CHECK, "kind": "report"}]}, "contradiction duty.1.a_day"),
        ({"duty": [{**SAID, "id": "check", "kind": "check"}]}, "key-missing duty.1.a_day"),
        ({"duty": [{**CHECK, "a_day": 25}]}, "limit duty.1.a_day"),
        ({"duty": [{**CHECK, "times": [time(7)]}]}, "contradiction duty.1.times"),
        ({"duty": [{**CHECK, "times": [time(8), time(7)]}]}, "invalid duty.1.times"),
        ({"duty": [{**CHECK, "times": ["07:00", "13:30"]}]}, "invalid duty.1.times"),
        ({"duty": [{**CHECK, "to": "nobody"}]}, "contradiction duty.1.to"),
        ({"duty": [{**CHECK, "by": "nobody"}]}, "contradiction duty.1.by"),
        (
            {"duty": [{**SAID, "id": "o", "kind": "outage", "points": POINTS[1:]}]},
            "invalid duty.1.points",
        ),
        ({"duty": [{**SAID, "id": "b", "kind": "backup", "hours": 0}]}, "limit duty.1.hours"),
        (
            {"duty": [{**SAID, "id": "r", "kind": "report", "period": "month"}]},
            "value-unknown duty.1.period",
        ),
        ({"account": {**SAID, "form": "anyhow"}}, "value-unknown account.form"),
        ({"incoming": {**SAID, "steps": []}}, "invalid incoming.steps"),
        (
            {"must_send": [{**SAID, "id": "m", "types": ["Bài thơ"]}]},
            "value-unknown must_send.1.types",
        ),
        ({"rulings": {**SAID, "second_person": "yes"}}, "invalid rulings.second_person"),
        (
            {"discovery": {**SAID, "second_person": True, "many_a_day": -1}},
            "limit discovery.many_a_day",
        ),
        (
            {"rule": [{**SAID, "id": "r", "text": {"vi": "Có", "en": " "}}]},
            "invalid rule.1.text.en",
        ),
        ({"rule": {"id": "r"}}, "invalid rule"),
        ({"duty": "often"}, "invalid duty"),
        (
            {"organ": [{"id": "head", "role": PART, "name": "", "sources": SOURCES}]},
            "invalid organ.1.name",
        ),
    ],
)
def test_a_profile_that_extends_wrongly_is_refused(changed: dict[str, Any], told: str) -> None:
    assert refused({**CHILD, **changed}, national()) == told


def test_a_base_and_extends_go_together() -> None:
    assert refused(CHILD, None) == "invalid extends"
    assert refused(NATIONAL, national()) == "invalid extends"


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda p: p.update(colour=1), "key-unknown colour"),
        (lambda p: p.pop("id"), "key-missing id"),
        (lambda p: p.update(id=" "), "invalid id"),
        (lambda p: p.update(id=7), "invalid id"),
        (lambda p: p.update(id="../x"), "invalid id"),
        (lambda p: p.update(name="Quốc gia"), "invalid name"),
        (lambda p: p["name"].pop("en"), "key-missing name.en"),
        (lambda p: p["name"].update(fr="x"), "key-unknown name.fr"),
        (lambda p: p.pop("scanning"), "key-missing scanning"),
        (lambda p: p["scanning"].update(min_dpi=199), "limit scanning.min_dpi"),
        (lambda p: p["scanning"].update(min_dpi=True), "invalid scanning.min_dpi"),
        (lambda p: p["scanning"].update(colour=False), "invalid scanning.colour"),
        (lambda p: p["scanning"].update(sources=[]), "source-missing scanning.sources"),
        (lambda p: p["scanning"].update(mode="x"), "key-unknown scanning.mode"),
        (lambda p: p.update(category={}), "invalid category"),
        (lambda p: p.update(category=["secrecy"]), "invalid category.1"),
        (lambda p: p["category"].pop(0), "key-missing category"),
        (lambda p: p["category"][0].update(levels=["MẬT"]), "contradiction category.1.effect"),
        (lambda p: p["category"][0].update(levels=["MẬT"] * 3), "contradiction category.1.effect"),
        (
            lambda p: p["category"][0].update(effect="unscanned", secret_book=False),
            "contradiction category.1.secret_book",
        ),
        (lambda p: p["category"][0].update(levels=["KÍN"]), "value-unknown category.1.levels"),
        (lambda p: p["category"][1].update(levels=[["MẬT"]]), "value-unknown category.2.levels"),
        (lambda p: p["category"][1].update(effect="allowed"), "value-unknown category.2.effect"),
        (lambda p: p["category"][1].update(id="none"), "invalid category.2.id"),
        (lambda p: p["category"][1].pop("sources"), "source-missing category.2.sources"),
        (lambda p: p["category"][1].pop("text"), "key-missing category.2.text"),
        (lambda p: p["category"][2].update(precaution="yes"), "invalid category.3.precaution"),
        (
            lambda p: p["category"][2].update(sources=[{"instrument": "QĐ 12/2014/QĐ-UBND"}]),
            "key-missing category.3.sources.1.article",
        ),
        (lambda p: p["category"][2].update(sources="Luật"), "invalid category.3.sources"),
        (
            lambda p: p["category"][2]["sources"][0].update(page=3),
            "key-unknown category.3.sources.1.page",
        ),
        (lambda p: p["book"][1].update(kind="side"), "value-unknown book.2.kind"),
        (lambda p: p["book"][1].update(id="in"), "twice book.2.id"),
        (lambda p: p["book"][1].update(columns=9), "key-unknown book.2.columns"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_place(change: Change, told: str) -> None:
    given = copy.deepcopy(NATIONAL)
    change(given)
    assert refused(given, None) == told


def refused(given: dict[str, Any], base: Profile | None) -> str:
    with pytest.raises(InputFault) as told:
        profile_from(given, base)
    return f"{told.value.code.removeprefix('profile-')} {told.value.detail['where']}"
