"""The profiles that come with the program: every rule with its words and source, and no less."""

import copy
import tomllib
from collections.abc import Iterator
from datetime import time
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.core.settings import load_profile, profile_names
from clerk_app.domain.office_rules import AccountForm, DutyKind, Period
from clerk_app.domain.profile_reading import profile_from
from clerk_app.domain.regulation import Effect, Profile
from clerk_app.errors import InputFault

OFFICES = ["ben-tre", "binh-dinh", "dien-bien", "tuy-phuoc", "tuyen-quang"]
SHIPPED = [*OFFICES, "national"]
INSTRUMENT = {
    "ben-tre": "QĐ 12/2014/QĐ-UBND",
    "binh-dinh": "QĐ 146/QĐ-SDL",
    "dien-bien": "QĐ 530/QĐ-SXD",
    "tuy-phuoc": "QĐ 553/QĐ-UBND",
    "tuyen-quang": "QĐ 51/2024/QĐ-UBND",
}


def given_in(name: str) -> dict[str, Any]:
    text = (files("resources") / "regulations" / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def base_of(name: str) -> Profile | None:
    return None if name == "national" else load_profile("national")


def test_the_five_offices_and_the_national_base_come_with_the_program() -> None:
    assert profile_names() == sorted(SHIPPED)
    assert [load_profile(each).extends for each in OFFICES] == ["national"] * 5


@pytest.mark.parametrize("name", SHIPPED)
def test_every_rule_has_its_words_and_its_sources(name: str) -> None:
    profile = load_profile(name)
    assert profile.id == name
    for place, rule in profile.listed():
        words = (rule.label.vi, rule.label.en, rule.text.vi, rule.text.en)
        assert all(words), place
        assert rule.sources, place
        assert all(each.instrument and each.article for each in rule.sources), place
    assert all(each.sources and each.role.vi and each.role.en for each in profile.organs)


@pytest.mark.parametrize("name", OFFICES)
def test_what_an_office_adds_names_its_own_instrument(name: str) -> None:
    national = dict(load_profile("national").listed())
    for place, rule in load_profile(name).listed():
        if national.get(place) != rule:
            assert INSTRUMENT[name] in {each.instrument for each in rule.sources}, place


@pytest.mark.parametrize("name", OFFICES)
def test_no_office_lets_a_secret_in(name: str) -> None:
    profile = load_profile(name)
    secrecy = profile.category("secrecy")
    assert (secrecy.effect, secrecy.secret_book) == (Effect.EXCLUDED, True)
    assert len(secrecy.levels) == 3
    assert not profile.digitises("secrecy")
    assert not profile.digitises("named-addressee")
    assert profile.discovery is not None
    assert profile.discovery.second_person


def effects(name: str) -> dict[str, tuple[str, int | None]]:
    return {each.id: (each.effect.value, each.feed) for each in load_profile(name).categories}


def test_each_office_excludes_what_its_rules_exclude() -> None:
    common = {
        "secrecy": ("excluded", None),
        "named-addressee": ("unscanned", None),
        "complaint": ("excluded", None),
    }
    more = {name: {k: v for k, v in effects(name).items() if k not in common} for name in SHIPPED}
    assert more == {
        "national": {},
        "binh-dinh": {
            "barred-information": ("excluded", None),
            "special-document": ("excluded", None),
        },
        "tuy-phuoc": {"secrets-list": ("excluded", None)},
        "tuyen-quang": {"large-dossier": ("partial", None)},
        "dien-bien": {"dossier-letter-only": ("partial", None), "central-law": ("partial", 1)},
        "ben-tre": {"sensitive": ("excluded", None), "depraved": ("excluded", None)},
    }
    assert all(common.items() <= effects(name).items() for name in SHIPPED)


def test_complaints_are_the_law_in_ben_tre_and_a_precaution_elsewhere() -> None:
    law = [each for each in SHIPPED if not load_profile(each).category("complaint").precaution]
    assert law == ["ben-tre"]


def test_binh_dinh_looks_three_times_a_day_and_reports_every_year() -> None:
    profile = load_profile("binh-dinh")
    [check] = profile.duties_of(DutyKind.CHECK)
    [report] = profile.duties_of(DutyKind.REPORT)
    assert (check.a_day, check.times, report.period) == (3, (), Period.YEAR)
    assert profile.account is not None
    assert profile.account.form is AccountForm.MAILBOX
    sent = {kind for each in profile.must_send for kind in each.types}
    assert {"Giấy mời", "Thông báo", "Báo cáo"} <= sent
    [found] = profile.duties_of(DutyKind.DISCOVERY)
    assert found.to == "head"
    assert "Điều 11, khoản 5" in found.sources[0].article


def test_tuy_phuoc_looks_at_seven_and_at_half_past_one() -> None:
    profile = load_profile("tuy-phuoc")
    [check] = profile.duties_of(DutyKind.CHECK)
    [report] = profile.duties_of(DutyKind.REPORT)
    assert check.times == (time(7), time(13, 30))
    assert (report.period, report.to) == (Period.QUARTER, "it-unit")
    assert profile.incoming is not None
    assert [role for role, _ in profile.incoming.steps][:3] == ["clerk", "chief-of-office", "chair"]
    assert "5531/QĐ-UBND" in profile.name.vi  # the decision disagrees with itself


def test_tuyen_quang_limits_names_and_sizes_and_backs_up_daily() -> None:
    profile = load_profile("tuyen-quang")
    name, size, formats = profile.files.name, profile.files.size, profile.files.formats
    assert name is not None
    assert size is not None
    assert formats is not None
    assert (name.longest, name.ascii_only, size.most_bytes) == (50, True, 50_000_000)
    assert (formats.signed, "docx" in formats.allowed) == ("pdf", True)
    [backup] = profile.duties_of(DutyKind.BACKUP)
    assert backup.hours == 24
    assert profile.account is not None
    assert profile.account.form is AccountForm.GIVEN_INITIALS_UNIT
    ours = [each.id for each in profile.duties_of(DutyKind.REPORT) if each.by is None]
    assert ours == ["report"]  # the half-year's is the department's


def test_dien_bien_signs_out_and_keeps_mails_small() -> None:
    profile = load_profile("dien-bien")
    assert profile.duties_of(DutyKind.SIGN_IN)
    assert profile.duties_of(DutyKind.SIGN_OUT)
    assert profile.files.mail is not None
    assert profile.files.mail.most_bytes == 10_000_000
    part = profile.category("central-law").part
    assert part is not None
    assert part.vi == "Chỉ tờ đầu"


def test_ben_tre_counts_the_evening_s_mail_from_the_morning_and_tells_five_points() -> None:
    profile = load_profile("ben-tre")
    assert profile.receipt is not None
    assert profile.receipt.sources[0].article == "Điều 7, khoản 3"
    outage = profile.duties_of(DutyKind.OUTAGE)[0]
    assert [each.value for each, _ in outage.points] == [
        "incident",
        "paused",
        "restarts",
        "interim",
        "entering",
    ]
    [backup] = profile.duties_of(DutyKind.BACKUP)
    assert backup.hours == 24


def test_offices_that_were_merged_or_renamed_are_settings() -> None:
    renamed = {
        (name, each.id): (each.setting, each.name)
        for name in SHIPPED
        for each in load_profile(name).organs
        if each.former
    }
    assert renamed[("ben-tre", "it-department")][0] == "organ.it-department"
    assert all("Thông tin và Truyền thông" not in name for _, name in renamed.values())


def source_lists(given: object) -> Iterator[list[Any]]:
    """Every list of sources in a file, wherever it stands."""
    members = given.items() if isinstance(given, dict) else ()
    for key, value in members:
        if key == "sources":
            yield value
        else:
            yield from source_lists(value)
    for each in given if isinstance(given, list) else ():
        yield from source_lists(each)


@given(st.sampled_from(SHIPPED), st.data())
def test_no_rule_loses_its_sources_or_a_part_of_one(name: str, data: st.DataObject) -> None:
    file = copy.deepcopy(given_in(name))
    lists = list(source_lists(file))
    sources = data.draw(st.sampled_from(lists))
    if data.draw(st.booleans()):
        sources.clear()
    else:
        source = data.draw(st.sampled_from(sources))
        key = data.draw(st.sampled_from(sorted(source)))
        source[key] = data.draw(st.sampled_from(["", " ", None, 7]))
    with pytest.raises(InputFault) as told:
        profile_from(file, base_of(name))
    assert told.value.code in {"profile-source-missing", "profile-invalid"}
    assert "sources" in str(told.value.detail["where"])


@pytest.mark.parametrize("name", SHIPPED)
def test_a_rule_without_the_key_sources_is_refused_everywhere(name: str) -> None:
    count = 0
    while True:
        file = copy.deepcopy(given_in(name))
        holders = [each for each in tables(file) if "sources" in each]
        if count == len(holders):
            break
        del holders[count]["sources"]
        with pytest.raises(InputFault) as told:
            profile_from(file, base_of(name))
        assert told.value.code == "profile-source-missing"
        count += 1
    assert count > 10


def tables(given: object) -> Iterator[dict[str, Any]]:
    if isinstance(given, dict):
        yield given
        for each in given.values():
            yield from tables(each)
    elif isinstance(given, list):
        for each in given:
            yield from tables(each)
