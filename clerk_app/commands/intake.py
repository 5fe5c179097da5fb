"""Files on their way in: pages seen side by side, ruled on, and split; `check` and `extract`."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clerk_app.application import capture, prefill
from clerk_app.application.capture import Reader, Seen
from clerk_app.application.feed import Files
from clerk_app.commands import shapes
from clerk_app.commands.parts import DONE, EXCLUDED, Parts, worst
from clerk_app.commands.shapes import Shape
from clerk_app.domain.classification import NO_EXCLUSION
from clerk_app.domain.clock import now
from clerk_app.domain.gate import Cleared, Declaration, Doubtful, Excluded, Verdict
from clerk_app.domain.pile import PileDocument
from clerk_app.domain.reading import Reading
from clerk_app.errors import InputFault, UnreadableFault
from clerk_app.pool import Pool
from ui import failures

Readers = Pool[Reader]


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in with one run of files, in memory alone.

    Attributes:
        documents: Empty unless the verdict clears.
        remarks: What the files hold besides pages, and what is not kept of it.
        bearing: The files that bear what was found; they lie outside the program still.
    """

    seen: tuple[Seen, ...]
    verdict: Verdict
    documents: tuple[PileDocument, ...]
    remarks: tuple[str, ...] = ()
    bearing: tuple[Path, ...] = ()

    @property
    def cleared(self) -> Cleared:
        """The verdict, where the caller knows that it clears."""
        if not isinstance(self.verdict, Cleared):
            raise TypeError("nothing was cleared")
        return self.verdict


def take_in(
    readers: Readers, paths: Sequence[Path], declaration: Declaration, *, whole: bool, one: bool
) -> Intake:
    """See every page of some files, rule on them together, and find their documents.

    Args:
        whole: Read every page whole, for a text layer; else only what the fields need.
        one: All pages are one document, whatever headings they bear.

    Raises:
        UnreadableFault: a file cannot be read as pages.
    """
    if declaration.category != NO_EXCLUSION:
        return Intake((), capture.rule(declaration, ()), (), bearing=tuple(paths))
    files = Files(paths, [], [])
    seen = _seen(readers, files, declaration, whole=whole)
    verdict = capture.rule(declaration, seen)
    if not isinstance(verdict, Cleared):
        return _stopped(seen, verdict, files)
    apart = capture.documents(seen)
    if one:
        apart = [capture.as_one(apart)]
    more = [each for document in apart for each in prefill.wanted(document, seen)]
    reading = partial(prefill.read_whole, declaration=declaration)
    read = {each.page.number: each for each in readers.run(reading, more)}
    seen = tuple(read.get(each.page.number, each) for each in seen)
    verdict = capture.rule(declaration, seen)  # of those pages more was read than before
    if not isinstance(verdict, Cleared):
        return _stopped(seen, verdict, files)
    return Intake(seen, verdict, tuple(apart), tuple(dict.fromkeys(files.remarks)))


def _stopped(seen: tuple[Seen, ...], verdict: Excluded | Doubtful, files: Files) -> Intake:
    found = verdict.finding.page if verdict.finding else None
    return Intake(seen, verdict, (), bearing=tuple(files.holding(found)))


def _seen(
    readers: Readers, files: Files, declaration: Declaration, *, whole: bool
) -> tuple[Seen, ...]:
    """Look at every page first, which is quick; read them only when no mark was read so far."""
    glanced = list(readers.run(capture.glance, files.pages()))
    first = tuple(capture.unread(each, declaration) for each in glanced)
    if any(finding.sure for each in first for finding in each.findings):
        return first
    read = partial(capture.read, whole=whole, declaration=declaration)
    return tuple(readers.run(read, glanced))


def readings(intake: Intake, directory: tuple[str, ...] = ()) -> list[Reading]:
    """Read the fields of every document; `directory` names organs that the office has set."""
    return [prefill.suggest(document, intake.seen, directory) for document in intake.documents]


def extracted(name: str, intake: Intake, began: float) -> Shape:
    """Give what `extract` prints for one file."""
    verdict = intake.verdict
    stopped = shapes.stopped(verdict) if isinstance(verdict, Excluded | Doubtful) else None
    return {
        "file": name,
        "pages": len(intake.seen),
        "seconds": round(time.monotonic() - began, 3),
        "documents": [
            shapes.document(document, reading)
            for document, reading in zip(intake.documents, readings(intake), strict=True)
        ],
        "excluded": stopped,
    }


def extract(parts: Parts) -> int:
    """Run `clerk extract FILE...`."""
    return _each_file(parts, _extract_one)


def check(parts: Parts) -> int:
    """Run `clerk check FILE...`."""
    return _each_file(parts, _check_one)


Work = Callable[[Parts, Readers, str], int]


def _each_file(parts: Parts, work: Work) -> int:
    if not parts.options.files:
        raise InputFault("files-missing")
    readers = Pool(capture.open_reader)
    try:
        return worst([_guarded(parts, work, readers, name) for name in parts.options.files])
    finally:
        readers.close()


def _guarded(parts: Parts, work: Work, readers: Readers, name: str) -> int:
    """Do one file; a file that fails does not keep the others from being done."""
    try:
        return work(parts, readers, name)
    except UnreadableFault as error:
        said = failures.sentence(error, parts.lang)
        shape = {"file": name, "error": error.code, "message": said}
        parts.tell(shape, partial(str.format, "{}: {}", name, error.code))
        return parts.complain(error)


def _undeclared() -> Declaration:
    """`check` and `extract` store nothing: they look at what nobody has spoken for."""
    return Declaration(NO_EXCLUSION, "", now())


def _extract_one(parts: Parts, readers: Readers, name: str) -> int:
    began = time.monotonic()
    intake = take_in(readers, [Path(name)], _undeclared(), whole=False, one=False)
    shape = extracted(name, intake, began)
    parts.tell(shape, lambda: shapes.in_words(shape, parts.lang))
    return EXCLUDED if shape["excluded"] else DONE


def _check_one(parts: Parts, readers: Readers, name: str) -> int:
    intake = take_in(readers, [Path(name)], _undeclared(), whole=False, one=False)
    verdict = intake.verdict
    word = _VERDICTS[type(verdict)]
    found = [finding for each in intake.seen for finding in each.findings]
    shape = {
        "file": name,
        "verdict": word,
        "findings": [shapes.finding(finding) for finding in found],
    }
    parts.tell(shape, lambda: f"{name}: {parts.word(word)}")
    return DONE if isinstance(verdict, Cleared) else EXCLUDED


_VERDICTS = {Cleared: "clear", Doubtful: "ask", Excluded: "excluded"}
