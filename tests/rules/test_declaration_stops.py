"""A find counts only where the office's profile has its category; a secrecy mark always does."""

from datetime import UTC, datetime

from clerk_app.domain.classification import NO_EXCLUSION, SECRECY
from clerk_app.domain.gate import Declaration, Finding
from clerk_app.domain.mark_headings import COMPLAINT
from clerk_app.domain.mark_text import NAMED_ADDRESSEE
from clerk_app.domain.scanning import Box

AT = datetime(2026, 11, 22, tzinfo=UTC)


def find(category: str) -> Finding:
    return Finding(category, None, 1, Box(0, 0, 1, 1), 0.9, sure=False)


def test_a_profile_without_complaints_is_not_stopped_by_one() -> None:
    declaration = Declaration(NO_EXCLUSION, "", AT, stops=frozenset({SECRECY, NAMED_ADDRESSEE}))
    assert not declaration.counts(find(COMPLAINT))
    assert declaration.counts(find(NAMED_ADDRESSEE))
    assert declaration.counts(find(SECRECY))


def test_without_a_profile_everything_stops() -> None:
    assert all(
        Declaration(NO_EXCLUSION, "", AT).counts(find(category))
        for category in (SECRECY, COMPLAINT, NAMED_ADDRESSEE)
    )
    assert Declaration(NO_EXCLUSION, "", AT, stops=frozenset()).counts(find(SECRECY))
