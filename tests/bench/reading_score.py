"""Figures of the reading bench: exact, folded, error rate, coverage, calibration, borders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import Levenshtein

from clerk_app.domain.guess import FieldGuess
from clerk_app.domain.text import nfc, tone_key

CLAIMED = 0.95
"""From this confidence on a field claims to be right; it is to be so 99 times in 100."""
BY_HAND = {"code_number": "number", "issued_date": "day"}


@dataclass
class Outcome:
    """What one document gave.

    Attributes:
        truth: By our field names.
        by_hand: Our names of the fields that a pen wrote.
        starts: First pages that are, and those that were found.
        seconds: For all pages; `first` of them until the first page's fields.
        plain_seconds: Plain tesseract over the same pages, and over the first; 0 when not run.
        snippets: Pictures of missed fields, JPEG.
    """

    name: str
    untouched: bool
    pages: int
    own: Mapping[str, FieldGuess]
    truth: Mapping[str, Any]
    by_hand: frozenset[str] = frozenset()
    starts: tuple[Sequence[int], Sequence[int]] = ((1,), (1,))
    seconds: tuple[float, float] = (0.0, 0.0)
    plain: Mapping[str, str] | None = None
    plain_seconds: tuple[float, float] = (0.0, 0.0)
    snippets: dict[str, bytes] = field(default_factory=dict)
    facts: str = ""


def same(value: Any, truth: Any, *, fold: bool) -> bool:
    """Compare a read value with the truth; absent equals absent."""
    if isinstance(truth, list):
        return (
            isinstance(value, list)
            and len(value) == len(truth)
            and all(same(a, b, fold=fold) for a, b in zip(value, truth, strict=True))
        )
    if value is None or truth is None:
        return value is None and truth is None
    if fold:
        return tone_key(str(value)).rstrip(" .;") == tone_key(str(truth)).rstrip(" .;")
    return nfc(str(value)) == nfc(str(truth))


@dataclass
class Tally:
    """Counts of one field."""

    known: int = 0
    found: int = 0
    exact: int = 0
    folded: int = 0
    top_three: int = 0
    claimed: int = 0
    claimed_right: int = 0
    wrong_letters: int = 0
    letters: int = 0
    plain: int = 0
    plain_known: int = 0

    def add(
        self, guess: FieldGuess | None, truth: Any, plain: Mapping[str, str] | None, name: str
    ) -> None:
        """Count one document's field."""
        value = guess.value if guess else None
        right = same(value, truth, fold=True)
        self.known += 1
        self.found += value is not None
        self.exact += same(value, truth, fold=False)
        self.folded += right
        others = guess.alternatives[:2] if guess else ()
        self.top_three += right or any(same(one, truth, fold=True) for one in others)
        if guess is not None and guess.confidence >= CLAIMED:
            self.claimed += 1
            self.claimed_right += right
        one, other = _text(value), _text(truth)
        self.wrong_letters += Levenshtein.distance(one, other)
        self.letters += len(other)
        if plain is not None:
            self.plain_known += 1
            self.plain += same(plain.get(name), truth, fold=True)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else nfc(str(value))


def tallies(outcomes: Iterable[Outcome], names: Iterable[str]) -> dict[str, Tally]:
    """Count by field; what a pen wrote is counted apart, as `number (pen)` and `day (pen)`."""
    counts: dict[str, Tally] = {}
    for outcome in outcomes:
        for name in names:
            key = f"{BY_HAND[name]} (pen)" if name in outcome.by_hand else name
            tally = counts.setdefault(key, Tally())
            tally.add(outcome.own.get(name), outcome.truth.get(name), outcome.plain, name)
    return counts


def table(counts: Mapping[str, Tally]) -> str:
    """Lay the counts out, percentages of the documents that have the figure."""
    head = (
        f"{'field':<19}{'of':>5}{'folded':>8}{'%':>7}{'exact':>7}{'top 3':>7}{'found':>7}"
        f"{'letters wrong %':>17}{'claimed ≥0.95':>15}{'right %':>9}{'plain %':>9}"
    )
    lines = [head]
    for name, one in counts.items():
        share = f"{100 * one.folded / one.known:.1f}"
        error = f"{100 * one.wrong_letters / max(1, one.letters):.2f}"
        right = f"{100 * one.claimed_right / one.claimed:.1f}" if one.claimed else "-"
        plain = f"{100 * one.plain / one.plain_known:.1f}" if one.plain_known else "-"
        lines.append(
            f"{name:<19}{one.known:>5}{one.folded:>8}{share:>7}{one.exact:>7}{one.top_three:>7}"
            f"{one.found:>7}{error:>17}{one.claimed:>15}{right:>9}{plain:>9}"
        )
    claimed = sum(one.claimed for one in counts.values())
    right_sum = sum(one.claimed_right for one in counts.values())
    if claimed:
        lines.append(
            f"all fields claimed at ≥ {CLAIMED}: {claimed}, right {100 * right_sum / claimed:.2f} %"
        )
    return "\n".join(lines)


def borders(outcomes: Iterable[Outcome]) -> str:
    """Precision, recall and F1 of the first pages found in files of several documents."""
    hits = found = there = 0
    for outcome in outcomes:
        truth, own = (set(starts) - {1} for starts in outcome.starts)
        hits += len(truth & own)
        found += len(own)
        there += len(truth)
    if not there:
        return "borders: no file of several documents"
    precision, recall = hits / max(1, found), hits / there
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    rates = f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
    return f"borders: {there}, found {found}, {rates}"


def speed(outcomes: Iterable[Outcome]) -> str:
    """Seconds, and the medians of the ratios to plain tesseract on the same pages."""
    timed = [one for one in outcomes if one.plain_seconds[0]]
    if not timed:
        return "speed: not measured"
    whole = sorted(one.seconds[0] / one.plain_seconds[0] for one in timed)
    first = sorted(one.seconds[1] / one.plain_seconds[1] for one in timed)
    pages = sum(one.pages for one in timed)
    ours, theirs = (
        sum(each)
        for each in zip(*((one.seconds[0], one.plain_seconds[0]) for one in timed), strict=True)
    )
    return (
        f"seconds a page {ours / pages:.2f}, plain {theirs / pages:.2f} ({pages} pages); median"
        f" ratio: all pages {whole[len(whole) // 2]:.2f}, first fields {first[len(first) // 2]:.2f}"
    )
