"""Measure the exclusion gate: `python -m tests.bench.gate [--part P] [--count N] [--out DIR]`.

`--count N` makes N marked and N unmarked pages, of which every third is untouched: the part
`tuning` is what may be looked at while tuning, `untouched` is for the last measuring alone.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import cv2

from clerk_app.core import imaging, mark_probe, reader
from clerk_app.core.ocr import Engine
from clerk_app.domain import text_look
from clerk_app.domain.gate import Finding
from clerk_app.domain.reading import PageText
from clerk_app.domain.scanning import Page
from tests.bench import gate_measure, gate_pages
from tests.bench.gate_measure import Sight
from tests.bench.gate_pages import Case, Made
from tests.bench.gate_report import Report
from tests.mail import wear

_BESIDE = 12


@dataclass
class Clock:
    """Processor seconds of each look."""

    visual: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)
    text: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)

    def print(self) -> None:
        rows = (
            ("visual look, a page", self.visual),
            ("text look, a page: judging its words", self.text),
            ("  reading the heading (as the fields need it too)", self.reading),
            ("beside it: tesseract vie --psm 3, a page", self.plain),
        )
        for name, seconds in rows:
            if not seconds:
                continue
            middle, worst = statistics.median(seconds), sorted(seconds)[int(len(seconds) * 0.95)]
            print(f"{name:52} median {middle * 1000:7.1f}, 95 % {worst * 1000:7.1f} ms of a core")


class Bench:
    """Examines pages as the gate does, and counts."""

    def __init__(self, report: Report, *, reads: bool = True) -> None:
        self.engine = Engine()
        self.reads = reads
        self.report = report
        self.clock = Clock()
        self._chance = random.Random(5)

    def examine(self, case: Case) -> None:
        made = gate_pages.make(case)
        if case.marked:
            self._marked(made)
        else:
            self._unmarked(made)
        if len(self.clock.plain) < _BESIDE and self._chance.random() < 0.2:
            self.clock.plain.append(plain_tesseract(made.page))

    def _marked(self, made: Made) -> None:
        assert made.impression is not None
        sight = gate_measure.sight(made.sheet, made.impression)
        found = self.looked(made.page)
        if _end(found, made) != "right":  # words can only add to what was seen
            found += self.read(made.page)
        self.report.mark(kind_of(made, sight), _end(found, made), made, sight, _told(found))

    def _unmarked(self, made: Made) -> None:
        found = self.looked(made.page) + self.read(made.page)
        end = "clear"
        if found:
            end = "excluded" if any(one.sure for one in found) else "asked"
        if made.kind == "declassified":
            self._declassified(made, end, found)
            return
        kind = {"urgency": "stamps, urgency", "other": "stamps, other", "arrival": "stamps, ĐẾN"}
        self.report.unmarked(kind.get(made.kind, made.kind), end, made, _told(found))

    def _declassified(self, made: Made, end: str, found: list[Finding]) -> None:
        assert made.impression is not None
        sight = gate_measure.sight(made.sheet, made.impression)
        if not sight.visible or (made.way in wear.ONE_BIT and not sight.legible):
            return
        told = {"clear": "missed", "asked": "asked", "excluded": "wrong level"}
        self.report.mark("GIẢI MẬT box", told[end], made, sight, _told(found))

    def looked(self, page: Page) -> list[Finding]:
        """Look at the page."""
        before = time.process_time()
        findings = mark_probe.look(self.engine, page, ()).findings
        self.clock.visual.append(time.process_time() - before)
        return list(findings)

    def read(self, page: Page) -> list[Finding]:
        """Read its heading and judge the words."""
        if not self.reads:
            return []
        before = time.process_time()
        text: PageText = reader.read_heading(self.engine, page)
        between = time.process_time()
        findings = text_look.text_findings(page, text)
        self.clock.reading.append(between - before)
        self.clock.text.append(time.process_time() - between)
        return list(findings)


def kind_of(made: Made, sight: Sight) -> str:
    """Give the row a marked page counts in, by what was measured on it."""
    assert made.impression is not None
    one_bit = made.way in wear.ONE_BIT
    if made.kind == "remnant":
        gone = sight.likeness < gate_measure.ILLEGIBLE and sight.framed >= gate_measure.FRAMED
        return "remnant of a double frame" if gone else "(remnant, word or frame not as wanted)"
    if made.impression.covered or made.impression.beneath > gate_measure.OVERPRINTED:
        left = sight.visible and sight.survived >= gate_measure.SURVIVED
        return "overprinted or covered" if left else "(overprinted, hardly any ink left)"
    if one_bit:
        return "1-bit, legible" if sight.legible else "(1-bit, not legible)"
    return "uncovered, ink visible" if sight.visible else "(uncovered, hardly any ink)"


def _end(found: list[Finding], made: Made) -> str:
    sure = [one for one in found if one.sure]
    if sure:
        return "right" if any(one.level == made.level for one in sure) else "wrong level"
    return "asked" if found else "missed"


def _told(found: list[Finding]) -> str:
    return ", ".join(
        f"{one.category} {one.level.value if one.level else '?'} "
        f"{'sure' if one.sure else 'asked'} {one.confidence:.2f}"
        for one in found
    )


def plain_tesseract(page: Page) -> float:
    """Give the processor seconds that plain Tesseract needs for a page."""
    pixels = imaging.decode(page)
    data = cv2.imencode(".png", pixels if pixels.ndim == 2 else pixels[..., ::-1])[1].tobytes()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", str(round(page.dpi))],
        input=data, capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(arguments: list[str] | None = None) -> None:
    """Run the bench and print its tables."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--part", choices=("tuning", "untouched", "all"), default="tuning")
    given.add_argument("--count", type=int, default=1500, help="marked, and as many unmarked")
    given.add_argument("--seed", type=int, default=1, help="other pages, once these were looked at")
    given.add_argument("--only", choices=("marked", "unmarked"), help="one half of it")
    given.add_argument("--visual", action="store_true", help="the visual look alone: quicker")
    given.add_argument("--details", action="store_true", help="finer rows: border, ink, wear …")
    given.add_argument("--out", type=Path, default=Path("out/gate"), help="for the pictures")
    told = given.parse_args(arguments)
    cv2.setNumThreads(1)
    report = Report(told.out)
    bench = Bench(report, reads=not told.visual)
    chosen = [
        case
        for case in gate_pages.cases(told.count, told.part, told.seed)
        if told.only is None or case.marked == (told.only == "marked")
    ]
    for number, case in enumerate(chosen, 1):
        bench.examine(case)
        if number % 20 == 0:
            print(f"\r{number}/{len(chosen)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"{len(chosen)} pages, part {told.part}; no real marked paper is among them")
    if not gate_pages.documents(False):
        print("the real documents are not at hand: invented pages only")
    report.print(details=told.details)
    bench.clock.print()
    report.write()
    print(f"pictures of what went wrong: {told.out / 'index.html'}")


if __name__ == "__main__":
    main()
