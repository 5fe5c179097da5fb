"""Measures how well documents are read: `python -m tests.bench.reading [FOLDER]`.

Without a folder: the project's own set (`--part tuning|untouched|all`, `--every N`). A folder holds
documents (PDF, PNG, JPEG), each with its ground truth NAME.json. Beside the project's own reading
stands plain `tesseract` over whole pages with one pattern a field, on every tenth document of the
set and on all of a folder. Seconds are told by `--alone`: one process, as in an office; the fields
of a first page come before all of it is read. `--out DIR` takes an HTML page with every miss beside
its snippet.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from clerk_app.application import capture, prefill
from clerk_app.application.capture import Seen
from clerk_app.domain.guess import FieldGuess
from clerk_app.domain.pile import PileDocument
from clerk_app.domain.scanning import Box, Page
from tests.bench import reading_page, reading_set
from tests.bench.reading_cases import (
    TRUTH,
    engine,
    expected,
    pages_of,
    plain_fields,
    plain_text,
)
from tests.bench.reading_score import BY_HAND, Outcome, borders, same, speed, table, tallies
from tests.bench.reading_set import Place

_PLAIN_EVERY = 10
_SLOTS = {"issuing_organ": "organ_name", "parent_organ": "parent_organ_name"}
Boxes = Mapping[str, Mapping[str, Any]]


def read_file(path: Path) -> Outcome:
    """Read one document of a folder, both ways."""
    truth = json.loads(path.read_text("utf-8"))
    pages = list(pages_of(path, truth))
    return _read(path.stem, pages, truth, plain=True)


def read_place(place: Place) -> Outcome:
    """Make and read one letter or pile of the project's own set."""
    letter = place.make()
    pages = list(reading_set.pages_of(letter))
    plain = place.number % _PLAIN_EVERY == 0 and not place.pile
    done = _read(place.name, pages, letter.truth, plain=plain, starts=reading_set.starts_of(letter))
    done.untouched = place.untouched
    return done


def _read(
    name: str,
    pages: Sequence[Page],
    truth: Mapping[str, Any],
    *,
    plain: bool,
    starts: Sequence[int] = (1,),
) -> Outcome:
    told: list[float] = []
    begin = time.perf_counter()

    def early(seen: Seen) -> None:
        prefill.suggest(PileDocument((pages[0].number,)), [seen])
        told.append(time.perf_counter() - begin)

    seen = [capture.see(engine(), pages[0], whole=True, tell=early)]
    first = told[0] if told else time.perf_counter() - begin
    seen += [capture.see(engine(), page, whole=True) for page in pages[1:]]
    found = capture.documents(seen)
    own = prefill.suggest(capture.as_one(found) if len(starts) == 1 else found[0], seen).fields
    seconds = time.perf_counter() - begin, first
    extra = truth.get("extra", {})
    done = Outcome(name, untouched=False, pages=len(pages), own=own, truth=expected(truth))
    done.by_hand = _by_hand(extra)
    done.starts = starts, [min(one.pages) for one in found]
    done.seconds = seconds
    done.facts = f"{extra.get('degradation', '')} {extra.get('dpi', '')}"
    if plain:
        done.plain, done.plain_seconds = _plainly(pages)
    done.snippets = dict(_snippets(done, pages, extra.get("boxes", {})))
    return done


def _by_hand(extra: Mapping[str, Any]) -> frozenset[str]:
    told = " ".join(map(str, extra.get("handwritten_or_stamped", [])))
    return frozenset(name for name, word in BY_HAND.items() if word in told)


def _plainly(pages: Sequence[Page]) -> tuple[Mapping[str, str], tuple[float, float]]:
    begin = time.perf_counter()
    texts = [plain_text(pages[0])]
    first = time.perf_counter() - begin
    texts += [plain_text(page) for page in pages[1:]]
    return plain_fields(texts), (time.perf_counter() - begin, first)


def _snippets(done: Outcome, pages: Sequence[Page], boxes: Boxes) -> Iterator[tuple[str, bytes]]:
    """Cut the piece of the page where a missed field stands, as far as anybody knows."""
    named = {_SLOTS.get(slot, slot): place for slot, place in boxes.items()}
    for name, truth in done.truth.items():
        guess = done.own.get(name)
        if same(guess.value if guess else None, truth, fold=True):
            continue
        place = named.get({"code_number": "number"}.get(name, name))
        yield name, _snippet(pages, place, guess)


def _snippet(
    pages: Sequence[Page], place: Mapping[str, Any] | None, guess: FieldGuess | None
) -> bytes:
    if place is not None:
        return reading_page.snippet(pages[place["page"] - 1], Box(*place["box"]))
    if guess is not None:
        page = next((one for one in pages if one.number == guess.page), pages[0])
        return reading_page.snippet(page, guess.box)
    return reading_page.snippet(pages[0], Box(0.05, 0.03, 0.98, 0.28))


def figures(outcomes: Sequence[Outcome]) -> str:
    """Lay out everything that is measured."""
    counts = tallies(outcomes, TRUTH)
    return "\n".join([table(counts), borders(outcomes), speed(outcomes)])


def main() -> int:
    """Read all documents and print the figures."""
    parser = argparse.ArgumentParser(prog="reading", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--part", choices=("tuning", "untouched", "all"), default="all")
    parser.add_argument("--every", type=int, default=1, help="only every Nth letter of the set")
    parser.add_argument("--skip", type=int, default=0, help="the first N of these left out")
    parser.add_argument("--first", type=int, default=reading_set.FIRST, help="other letters")
    parser.add_argument("--alone", action="store_true", help="one process: what seconds are for")
    parser.add_argument("--out", type=Path, help="folder for the page of misses")
    options = parser.parse_args()
    with ProcessPoolExecutor(1 if options.alone else 2) as processes:
        if options.folder:
            paths = sorted(options.folder.rglob("*.json"))
            if not paths:
                sys.stderr.write(f"no documents with ground truth in {options.folder}\n")
                return 4
            done = list(_counted(processes.map(read_file, paths), len(paths)))
        else:
            places = reading_set.places(options.part, options.first)[options.skip :: options.every]
            done = list(_counted(processes.map(read_place, places), len(places)))
    told = figures(done)
    sys.stdout.write(told + "\n")
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        count = reading_page.write(done, options.out / "misses.html", told)
        sys.stdout.write(f"{count} misses in {options.out / 'misses.html'}\n")
    return 0


def _counted(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    for number, outcome in enumerate(outcomes, start=1):
        sys.stderr.write(f"\r{number} of {total}")
        sys.stderr.flush()
        yield outcome
    sys.stderr.write("\n")


if __name__ == "__main__":
    sys.exit(main())
