import copy
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.regulation import BookKind, Effect, Profile, Source, profile_from
from clerk_app.errors import InputFault

SOURCES = [{"instrument": "QĐ 01/2026/QĐ-UBND", "article": "Điều 3"}]
FILE = files("resources") / "regulations" / "national.toml"
NATIONAL: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
CHILD: dict[str, Any] = {
    "id": "thu",
    "name": {"vi": "Tỉnh Thử", "en": "Test Province"},
    "extends": "national",
}
SENSITIVE: dict[str, Any] = {
    "id": "sensitive",
    "label": {"vi": "Thông tin nhạy cảm", "en": "Sensitive information"},
    "rule": {"vi": "Không quét.", "en": "Do not scan it."},
    "effect": "excluded",
    "sources": SOURCES,
}


def national() -> Profile:
    return profile_from(NATIONAL)


def test_the_national_profile_has_three_exclusions() -> None:
    profile = national()
    assert (profile.id, profile.extends) == ("national", None)
    assert [(each.id, each.effect) for each in profile.categories] == [
        ("secrecy", Effect.EXCLUDED),
        ("named-addressee", Effect.UNSCANNED),
        ("complaint", Effect.EXCLUDED),
    ]
    assert profile.category("secrecy").levels == tuple(SecrecyLevel)
    assert Source("Luật 117/2025/QH15", "Điều 5") in profile.category("secrecy").sources
    assert [each.id for each in profile.categories if each.precaution] == ["complaint"]


def test_the_national_profile_scans_in_colour_at_200_dpi() -> None:
    scanning = national().scanning
    assert (scanning.min_dpi, scanning.colour, scanning.file_format) == (200, True, "PDF")


def test_the_national_profile_keeps_two_books() -> None:
    books = [(each.id, each.kind, each.label.vi) for each in national().books]
    assert books == [
        ("in", BookKind.IN, "Sổ đăng ký văn bản đến"),
        ("out", BookKind.OUT, "Sổ đăng ký văn bản đi"),
    ]


def test_every_rule_of_the_national_profile_has_both_languages_and_a_source() -> None:
    profile = national()
    assert all(each.label.vi and each.label.en and each.sources for each in profile.books)
    assert all(each.label.vi and each.label.en and each.sources for each in profile.categories)
    assert all(each.rule.vi and each.rule.en for each in profile.categories)
    assert profile.scanning.sources


def test_a_category_that_the_profile_lacks_is_told() -> None:
    with pytest.raises(InputFault) as told:
        national().category("none")
    assert (told.value.code, told.value.detail) == ("category-unknown", {"category": "none"})


def test_a_profile_that_extends_another_says_only_what_differs() -> None:
    profile = profile_from({**CHILD, "category": [SENSITIVE]}, national())
    assert profile.extends == "national"
    assert profile.scanning == national().scanning
    assert profile.books == national().books
    names = [each.id for each in profile.categories]
    assert names == ["secrecy", "named-addressee", "complaint", "sensitive"]


def test_a_rule_of_its_own_replaces_the_base_s_in_its_place() -> None:
    own = {**SENSITIVE, "id": "named-addressee"}
    profile = profile_from({**CHILD, "category": [own]}, national())
    assert [each.id for each in profile.categories] == ["secrecy", "named-addressee", "complaint"]
    assert profile.category("named-addressee").sources == (Source("QĐ 01/2026/QĐ-UBND", "Điều 3"),)


def test_a_precaution_is_dropped_with_a_source() -> None:
    dropped = [{"id": "complaint", "sources": SOURCES}]
    profile = profile_from({**CHILD, "dropped": dropped}, national())
    assert [each.id for each in profile.categories] == ["secrecy", "named-addressee"]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"dropped": [{"id": "secrecy", "sources": SOURCES}]}, "dropped.1.id"),
        ({"dropped": [{"id": "absent", "sources": SOURCES}]}, "dropped.1.id"),
        ({"dropped": [{"id": "complaint"}]}, "dropped.1.sources"),
        ({"dropped": [{"id": "complaint", "sources": SOURCES, "why": "x"}]}, "dropped.1.why"),
        ({"extends": "other"}, "extends"),
        ({"category": [SENSITIVE, SENSITIVE]}, "category"),
        ({"scanning": {"min_dpi": 150}}, "scanning.colour"),
    ],
)
def test_a_profile_that_extends_wrongly_is_refused(changed: dict[str, Any], where: str) -> None:
    assert refused({**CHILD, **changed}, national()) == where


def test_a_base_and_extends_go_together() -> None:
    assert refused(CHILD, None) == "extends"
    assert refused(NATIONAL, national()) == "extends"


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda p: p.update(colour=1), "colour"),
        (lambda p: p.pop("id"), "id"),
        (lambda p: p.update(id=" "), "id"),
        (lambda p: p.update(id=7), "id"),
        (lambda p: p.update(name="Quốc gia"), "name"),
        (lambda p: p["name"].pop("en"), "name.en"),
        (lambda p: p["name"].update(fr="x"), "name.fr"),
        (lambda p: p.pop("scanning"), "scanning"),
        (lambda p: p["scanning"].update(min_dpi=199), "scanning.min_dpi"),
        (lambda p: p["scanning"].update(min_dpi=True), "scanning.min_dpi"),
        (lambda p: p["scanning"].update(colour=False), "scanning.colour"),
        (lambda p: p["scanning"].update(sources=[]), "scanning.sources"),
        (lambda p: p["scanning"].update(mode="x"), "scanning.mode"),
        (lambda p: p.update(category={}), "category"),
        (lambda p: p.update(category=["secrecy"]), "category.1"),
        (lambda p: p["category"].pop(0), "category"),
        (lambda p: p["category"][0].update(levels=["MẬT"]), "category.1.effect"),
        (lambda p: p["category"][0].update(effect="unscanned"), "category.1.effect"),
        (lambda p: p["category"][0].update(levels=["KÍN"]), "category.1.levels"),
        (lambda p: p["category"][1].update(levels=[["MẬT"]]), "category.2.levels"),
        (lambda p: p["category"][1].update(effect="allowed"), "category.2.effect"),
        (lambda p: p["category"][1].update(id="none"), "category.2.id"),
        (lambda p: p["category"][1].pop("sources"), "category.2.sources"),
        (lambda p: p["category"][1].pop("rule"), "category.2.rule"),
        (lambda p: p["category"][2].update(precaution="yes"), "category.3.precaution"),
        (
            lambda p: p["category"][2].update(sources=[{"instrument": "QĐ 12/2014/QĐ-UBND"}]),
            "category.3.sources.1.article",
        ),
        (lambda p: p["category"][2]["sources"][0].update(page=3), "category.3.sources.1.page"),
        (lambda p: p["book"][1].update(kind="side"), "book.2.kind"),
        (lambda p: p["book"][1].update(id="in"), "book"),
        (lambda p: p["book"][1].update(columns=9), "book.2.columns"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_place(change: Change, where: str) -> None:
    given = copy.deepcopy(NATIONAL)
    change(given)
    assert refused(given, None) == where


def refused(given: dict[str, Any], base: Profile | None) -> object:
    with pytest.raises(InputFault) as told:
        profile_from(given, base)
    assert told.value.code == "profile-invalid"
    return told.value.detail["where"]
