"""Names of files that leave: letters and digits, within the limit, telling, unlike."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.entry import Entry
from clerk_app.domain.file_name import LONGEST, part_names, stem_of, unlike


def an_entry(number: int | None = 1046, day: str = "2026-11-22", **fields: str) -> Entry:
    return Entry("id", "in", 2026, number, "registered", day, dict(fields), 1)


@pytest.mark.parametrize(
    ("fields", "stem"),
    [
        (
            {"type_name": "Công văn", "organ_name": "SỞ TÀI CHÍNH"},
            "CV1046SoTaiChinh20261122",
        ),
        (
            {"type_name": "Quyết định", "organ_name": "UBND xã Đông Hải"},
            "QD1046UBNDXaDongHai20261122",
        ),
        ({"type_name": "Thư công"}, "TC104620261122"),
        ({"type_name": "Bản đồ lạ"}, "BDL104620261122"),
        ({}, "VB104620261122"),
    ],
)
def test_a_name_tells_type_number_organ_and_day(fields: dict[str, str], stem: str) -> None:
    assert stem_of(replace(an_entry(), fields=dict(fields))) == stem


def test_an_entry_without_a_number_bears_the_documents_own() -> None:
    assert stem_of(an_entry(None, code_number="45")) == "VB4520261122"


def test_a_long_organ_gives_way_and_the_day_stays() -> None:
    entry = an_entry(type_name="Công văn", organ_name="Sở " + "Rất Dài " * 20)
    stem = stem_of(entry)
    assert stem.startswith("CV1046SoRatDai")
    assert stem.endswith("20261122")


anything = st.text(max_size=80)


@given(
    st.builds(
        lambda kind, organ, number, code: an_entry(
            number, type_name=kind, organ_name=organ, code_number=code
        ),
        anything,
        anything,
        st.none() | st.integers(1, 9_999_999_999),
        anything,
    ),
    st.integers(20, 120),
    st.integers(1, 1000),
    st.integers(0, 30),
)
def test_every_name_keeps_to_the_rule(entry: Entry, longest: int, parts: int, there: int) -> None:
    stem = stem_of(entry, longest)
    taken: list[str] = []
    for _ in range(min(there, 3)):
        taken += part_names(unlike(stem, taken), 1)
    names = part_names(unlike(stem, taken), parts)
    assert len(names) == parts
    folded = [name.lower() for name in (*taken, *names)]
    assert len(set(folded)) == len(folded)
    for name in names:
        body, dot, ending = name.partition(".")
        assert body
        assert body.isascii()
        assert body.isalnum()
        assert dot + ending == ".pdf"
        assert len(name) <= longest


def test_parts_of_one_file_are_not_taken_for_another() -> None:
    entry = an_entry()
    stem = stem_of(entry)
    names = part_names(stem, 3)
    assert names == [f"{stem}P1.pdf", f"{stem}P2.pdf", f"{stem}P3.pdf"]
    assert unlike(stem, [names[1].upper()]) == f"{stem}N2"
    assert unlike(stem, [stem_of(replace(entry, number=7)) + ".pdf"]) == stem
    assert len(stem) < LONGEST
