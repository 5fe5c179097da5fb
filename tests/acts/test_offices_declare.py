"""What each office's categories do to a pile: nothing is kept, or no more than the named part."""

import pytest

from clerk_app.application import capture, declaring
from clerk_app.application.capture import Seen
from clerk_app.core.settings import load_profile, profile_names
from clerk_app.domain import gate
from clerk_app.domain.gate import Cleared, Evidence, Excluded
from clerk_app.domain.regulation import Effect
from clerk_app.domain.scanning import Page
from clerk_app.errors import InputFault
from tests.helpers.builders import a_page, some_words

CATEGORIES = [(name, each) for name in profile_names() for each in load_profile(name).categories]
WHOLE = [(name, each.id) for name, each in CATEGORIES if each.effect is not Effect.PARTIAL]
PARTS = [(name, each.id) for name, each in CATEGORIES if each.effect is Effect.PARTIAL]


def pages(count: int) -> tuple[Page, ...]:
    return tuple(a_page(number, f"page {number}") for number in range(1, count + 1))


def seen(count: int) -> list[Seen]:
    return [
        Seen(each, some_words(each.number, "trang"), (), (), blank=False) for each in pages(count)
    ]


@pytest.mark.parametrize(("name", "category"), WHOLE)
def test_what_is_excluded_or_unscanned_keeps_no_page(name: str, category: str) -> None:
    declaration = declaring.declared(load_profile(name), category, None, "an.nv")
    verdict = gate.decide(declaration, pages(2), Evidence(2, ()))
    assert isinstance(verdict, Excluded)
    assert verdict.category == category


@pytest.mark.parametrize(("name", "category"), PARTS)
def test_of_a_part_no_more_is_kept_than_was_declared(name: str, category: str) -> None:
    profile = load_profile(name)
    fed = profile.category(category).feed or 3
    asked = declaring.declared(profile, category, None, "an.nv", sheets=fed, sides=1)
    assert isinstance(capture.rule(asked, seen(fed)), Cleared)
    with pytest.raises(InputFault) as told:
        capture.rule(asked, seen(fed + 1))
    assert told.value.code == "more-than-declared"


def test_where_the_rule_gives_no_number_the_clerk_gives_it() -> None:
    for name, category in PARTS:
        profile = load_profile(name)
        if profile.category(category).feed is None:
            with pytest.raises(InputFault) as told:
                declaring.declared(profile, category, None, "an.nv")
            assert told.value.code == "part-sheets-missing"


def test_the_rule_s_own_number_goes_before_the_clerk_s() -> None:
    profile = load_profile("dien-bien")
    asked = declaring.declared(profile, "central-law", None, "an.nv", sheets=9, sides=1)
    assert asked.most_pages == 1
