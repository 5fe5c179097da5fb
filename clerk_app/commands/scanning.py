"""`devices` and `scan`: the scanners there are, and a pile through the gate into a folder."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from clerk_app.application import capture, declaring, office
from clerk_app.application.capture import Reader, Seen
from clerk_app.commands.parts import DONE, EXCLUDED, Parts
from clerk_app.commands.shapes import Shape
from clerk_app.domain.classification import NO_EXCLUSION
from clerk_app.domain.gate import Cleared, Declaration, Doubtful, Excluded, Verdict
from clerk_app.domain.regulation import Profile
from clerk_app.domain.scanning import Device, ScanSettings
from clerk_app.errors import InputFault, MachineFault
from clerk_app.pool import Pool
from scanner.drivers import FOLDER, SANE, Folder, Sane, SetUp
from scanner.process import Scan, Scanner
from ui.gate_words import say

_FOLDER_PREFIX = f"{FOLDER}:"


def devices(parts: Parts) -> int:
    """Run `clerk devices`."""
    with Scanner() as scanner:
        found = scanner.devices()
    for device in found:
        parts.tell(_shape(device), partial(_in_words, device))
    if not found:
        parts.remark(parts.word("no-scanner"))
    return DONE


def scan(parts: Parts) -> int:
    """Run `clerk scan --device D --declare CATEGORY -o DIR`: declared, seen, then written."""
    options = parts.options
    if options.declare is None:
        raise InputFault("declaration-missing")
    if options.pages is not None and options.pages < 1:
        raise InputFault("usage", given=f"--pages {options.pages}")
    profile = office.profile_at(parts.home, parts.key_file)
    sides = 2 if "duplex" in (options.source or "").casefold() else 1
    declaration = declaring.declared(
        profile, options.declare, options.level, "", sheets=options.sheets, sides=sides
    )
    if declaration.category != NO_EXCLUSION:
        verdict = capture.rule(declaration, ())
        return _told(parts, profile, verdict, None, [])
    folder = Path(options.output)
    _need_room(folder)
    device, setup = _device(options.device)
    wished = options.pages or declaration.most_pages or capture.MOST_PAGES
    settings = ScanSettings(source=options.source or "", pages=min(wished, capture.MOST_PAGES))
    with Scanner([setup]) as scanner:
        running = scanner.scan(device, settings)
        verdict = _seen(scanner, running, declaration)
    end = running.end
    if not isinstance(verdict, Cleared):
        status = _told(parts, profile, verdict, None, [])
        if end is not None and end.files:
            parts.remark(say("source-left", parts.lang, files=", ".join(end.files)))
        return status
    if end is not None and end.lost:
        # Which sheet is missing nobody can tell: half a pile must not look like a whole one.
        raise MachineFault("sheets-missing", sheets=end.sheets or 0, pages=end.images)
    files = [str(path) for path in capture.write_out(verdict, folder)]
    return _told(parts, profile, verdict, end.sheets if end else None, files)


def _seen(scanner: Scanner, running: Scan, declaration: Declaration) -> Verdict:
    """Look at every page as it comes; the first find stops the feed."""
    seen: list[Seen] = []
    readers: Pool[Reader] = Pool(capture.open_reader)
    try:
        see = partial(capture.see, whole=True, declaration=declaration)
        for each in readers.run(see, running):
            seen.append(each)
            if _found([each]):
                scanner.cancel()
                break
    finally:
        readers.close()
    if running.end is not None and running.end.cancelled and not _found(seen):
        raise MachineFault("scan-stopped", pages=len(seen))
    return capture.rule(declaration, seen)


def _found(seen: Sequence[Seen]) -> bool:
    return any(each.findings for each in seen)


def _device(name: str) -> tuple[Device, SetUp]:
    """Tell which driver a device belongs to; it is not looked for, which would take its time."""
    if name.startswith(_FOLDER_PREFIX):
        return Device(name, name, FOLDER), Folder((name.removeprefix(_FOLDER_PREFIX),))
    return Device(name, name, SANE), Sane()


def _need_room(folder: Path) -> None:
    """See before the paper moves that its pages can be written, and over nothing."""
    if folder.is_dir():
        for path in folder.glob("page-*"):
            raise InputFault("file-exists", file=path.name)
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise MachineFault("folder-not-writable", path=str(there))


def _told(
    parts: Parts, profile: Profile, verdict: Verdict, sheets: int | None, files: list[str]
) -> int:
    if isinstance(verdict, Cleared):
        status, pages = "scanned", len(verdict.pages)
    else:
        status = "doubtful" if isinstance(verdict, Doubtful) else "excluded"
        pages = verdict.pages
    shape: Shape = {"pages": pages, "sheets": sheets, "files": files, "status": status}
    parts.tell(shape, lambda: "\n".join([f"{parts.word(status)}: {pages}", *files]))
    if isinstance(verdict, Cleared):
        return DONE
    parts.remark(_rule(parts, profile, verdict))
    return EXCLUDED


def _rule(parts: Parts, profile: Profile, verdict: Excluded | Doubtful) -> str:
    """Say what the rule is, whose it is, and what to do with the paper."""
    told = verdict.finding if isinstance(verdict, Doubtful) else verdict
    category = profile.category(told.category)
    level = f" {told.level}" if told.level else ""
    sources = "; ".join(f"{each.instrument}, {each.article}" for each in category.sources)
    label, rule = (getattr(words, parts.lang) for words in (category.label, category.rule))
    return f"{label}{level}. {rule} ({sources})"


def _shape(device: Device) -> Shape:
    shape: Shape = {
        "id": device.id,
        "name": device.name,
        "driver": device.driver,
        "sources": [source.name or source.kind.value for source in device.sources],
        "resolutions": list(device.resolutions),
    }
    return shape | ({"problem": device.problem} if device.problem else {})


def _in_words(device: Device) -> str:
    sources = ", ".join(source.name or source.kind.value for source in device.sources)
    dots = ", ".join(map(str, device.resolutions))
    told = "; ".join(text for text in (sources, dots and f"{dots} dpi", device.problem) if text)
    return f"{device.id}  {device.name}  [{told}]"
