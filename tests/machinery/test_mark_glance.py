"""The first look at a page stops an empty sheet with one stamp, and pictures nobody shows."""

from dataclasses import replace

import pytest

from clerk_app.core.mark_glance import glance
from clerk_app.core.ocr import Engine
from clerk_app.domain.classification import SECRECY, SecrecyLevel
from clerk_app.domain.scanning import Behind
from tests.helpers.marked import page_of, sheet_of
from tests.mail.press import Stamp


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.mark.parametrize("level", list(SecrecyLevel))
def test_an_empty_sheet_with_a_mark_is_not_blank(engine: Engine, level: SecrecyLevel) -> None:
    seen = glance(engine, page_of(sheet_of(Stamp(level.value)).image))
    assert not seen.blank
    assert [(one.category, one.level) for one in seen.findings] == [(SECRECY, level)]


def test_an_empty_sheet_is_blank(engine: Engine) -> None:
    seen = glance(engine, page_of(sheet_of().image))
    assert (seen.blank, seen.findings, seen.stamps) == (True, (), ())


def test_what_a_blank_page_hides_counts_on_the_page(engine: Engine) -> None:
    hidden = page_of(sheet_of(Stamp("MẬT")).image)
    page = replace(page_of(sheet_of().image), number=7, behind=Behind(("TỐI MẬT",), (hidden,)))
    seen = glance(engine, page)
    assert {(one.level, one.sure, one.page) for one in seen.findings} == {
        ("TỐI MẬT", False, 7),
        ("MẬT", True, 7),
    }
