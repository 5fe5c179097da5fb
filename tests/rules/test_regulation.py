"""What a regulation profile says, and what one that extends another adds."""

from datetime import time
from typing import Any

import pytest

from clerk_app.domain.classification import SecrecyLevel
from clerk_app.domain.office_rules import OutagePoint
from clerk_app.domain.profile_reading import profile_from
from clerk_app.domain.regulation import BookKind, Effect, Profile
from clerk_app.domain.rule import Source
from clerk_app.errors import InputFault
from tests.helpers.profiles import (
    CHECK,
    CHILD,
    HOURS,
    PART,
    PARTIAL,
    POINTS,
    SAID,
    SENSITIVE,
    SOURCES,
    national,
)


def child(**rules: Any) -> Profile:
    return profile_from({**CHILD, **rules}, national())


def test_the_national_profile_has_three_exclusions() -> None:
    profile = national()
    assert (profile.id, profile.extends) == ("national", None)
    assert [(each.id, each.effect) for each in profile.categories] == [
        ("secrecy", Effect.EXCLUDED),
        ("named-addressee", Effect.UNSCANNED),
        ("complaint", Effect.EXCLUDED),
    ]
    assert profile.category("secrecy").levels == tuple(SecrecyLevel)
    assert profile.category("secrecy").secret_book
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


def test_a_category_that_the_profile_lacks_is_told() -> None:
    with pytest.raises(InputFault) as told:
        national().category("none")
    assert (told.value.code, told.value.detail) == ("category-unknown", {"category": "none"})


def test_a_profile_that_extends_another_says_only_what_differs() -> None:
    profile = child(category=[SENSITIVE])
    assert profile.extends == "national"
    assert (profile.scanning, profile.books) == (national().scanning, national().books)
    assert (profile.rules, profile.files) == (national().rules, national().files)
    names = [each.id for each in profile.categories]
    assert names == ["secrecy", "named-addressee", "complaint", "sensitive"]


def test_a_rule_of_its_own_replaces_the_base_s_in_its_place() -> None:
    profile = child(category=[{**SENSITIVE, "id": "named-addressee"}])
    assert [each.id for each in profile.categories] == ["secrecy", "named-addressee", "complaint"]
    assert profile.category("named-addressee").sources == (Source("QĐ 01/2026/QĐ-UBND", "Điều 3"),)


def test_one_rule_of_files_leaves_the_others_as_they_were() -> None:
    name = {**SAID, "longest": 50, "ascii_only": True}
    profile = child(files={"name": name})
    assert profile.files.name is not None
    assert profile.files.name.longest == 50
    assert profile.files.charset == national().files.charset


def test_a_precaution_is_dropped_with_a_source() -> None:
    profile = child(dropped=[{"id": "complaint", "sources": SOURCES}])
    assert [each.id for each in profile.categories] == ["secrecy", "named-addressee"]


def test_what_is_scanned_in_part_may_go_on_and_nothing_else_may() -> None:
    profile = child(category=[PARTIAL, SENSITIVE])
    answers = {each.id: profile.digitises(each.id) for each in profile.categories}
    assert answers == {
        "secrecy": False,
        "named-addressee": False,
        "complaint": False,
        "law": True,
        "sensitive": False,
    }
    assert profile.digitises("none")
    with pytest.raises(InputFault):
        profile.digitises("absent")


def test_an_office_may_state_its_hours_and_its_outage_notice() -> None:
    outage = {**SAID, "id": "outage", "kind": "outage", "points": POINTS}
    profile = child(hours=HOURS, duty=[outage])
    assert profile.hours is not None
    assert profile.hours.spans[0] == (time(7, 30), time(11, 30))
    duty = next(each for each in profile.duties if each.id == "outage")
    assert [each for each, _ in duty.points] == list(OutagePoint)


def test_an_organ_is_found_by_its_key() -> None:
    organ = {"id": "head", "role": PART, "name": "Giám đốc", "sources": SOURCES}
    profile = child(organ=[organ], duty=[{**CHECK, "to": "head"}])
    to = next(each.to for each in profile.duties if each.id == "check")
    assert to is not None
    assert (profile.organ(to).name, profile.organ(to).setting) == ("Giám đốc", "organ.head")
    with pytest.raises(KeyError):
        profile.organ("nobody")
