"""Every row of what the offices' rules ask is answered, and the document says what is so."""

from collections import Counter
from dataclasses import replace

import pytest

from tests import regulation_coverage as coverage
from tests.regulation_coverage import Row, faults, given, known_rules, rows

SOUND = next(row for row in rows() if row.state == "built")


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_a_row_names_what_is_there(row: Row) -> None:
    assert not faults(row)


def test_no_row_is_left_out() -> None:
    counted = Counter(row.section for row in rows())
    assert counted == {each["id"]: each["rows"] for each in given()["section"]}
    assert len({row.id for row in rows()}) == len(rows())
    for section, count in counted.items():
        here = [row.id for row in rows() if row.section == section]
        assert here == [f"{section}.{number}" for number in range(1, count + 1)]


def test_every_rule_of_an_office_answers_a_row() -> None:
    national = {
        place: rule
        for name, rule in known_rules().items()
        if name.startswith("national ")
        for place in [name.partition(" ")[2]]
    }
    own = {
        name for name, rule in known_rules().items() if national.get(name.partition(" ")[2]) != rule
    }
    assert not own - {name for row in rows() for name in row.rules}


def test_every_source_is_of_an_instrument_that_is_told() -> None:
    for row in rows():
        codes = {part.split()[0] for part in row.source.split("; ")}
        assert codes <= set(given()["sources"]), row.id


@pytest.mark.parametrize(
    "row",
    [
        replace(SOUND, rules=()),
        replace(SOUND, modules=()),
        replace(SOUND, tests=()),
        replace(SOUND, state="nearly"),
        replace(SOUND, why="because"),
        replace(SOUND, state="later"),
        replace(SOUND, state="outside"),
        replace(SOUND, state="shown", rules=()),
        replace(SOUND, rules=("ben-tre duty.dance",)),
        replace(SOUND, modules=("clerk_app/absent.py",)),
        replace(SOUND, tests=("tests/absent.py::test_nothing",)),
        replace(SOUND, tests=(SOUND.tests[0] + "_absent",)),
    ],
    ids=lambda row: f"{row.state}-{len(row.rules)}{len(row.modules)}{len(row.tests)}",
)
def test_a_row_that_is_not_sound_is_told(row: Row) -> None:
    assert faults(row)


def test_the_document_is_what_the_rows_say() -> None:
    assert coverage.DOCUMENT.read_text("utf-8") == coverage.document(), (
        "run: python -m tests.regulation_coverage"
    )


def test_what_is_only_shown_is_shown() -> None:
    assert coverage.is_test(coverage.SHOWN_BY)
    assert (coverage.ROOT / coverage.SHOWN).is_file()
