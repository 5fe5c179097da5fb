"""`lock`, `purge` and `backup`: a secret document found in the store, and copies of the store."""

import getpass
import sys
from pathlib import Path

from clerk_app.application import backup as backups
from clerk_app.application import purge as acts
from clerk_app.application.office import Office
from clerk_app.application.purge import Purged, Second
from clerk_app.commands import shapes
from clerk_app.commands.parts import DONE, Parts
from clerk_app.domain.entry import Entry
from ui import discovery_words


def lock(parts: Parts) -> int:
    """Run `clerk lock ENTRY [--release --second USER]`."""
    options = parts.options
    with parts.open_office() as opened:
        if options.release:
            entry = acts.release(opened, options.entry, _second(opened, parts))
        else:
            entry = acts.lock(opened, options.entry)
    said = "is-released" if options.release else "is-locked"
    parts.tell(_shape(entry), lambda: f"{entry.place}: {_word(said, parts)}")
    return DONE


def purge(parts: Parts) -> int:
    """Run `clerk purge ENTRY --reason TEXT --second USER [-o REPORT.pdf]`."""
    options = parts.options
    with parts.open_office() as opened:
        entry = acts.find(opened, options.entry)
        given = options.output or f"go-bo-{entry.place.replace('/', '-')}.pdf"
        path = Path(given)
        acts.check_report(opened, path)
        second = _second(opened, parts)
        done = acts.purge(opened, entry.id, options.reason or "", second)
        acts.write_report(opened, done, path)
    if done.many:
        parts.remark(discovery_words.say("many", parts.lang, count=done.today))
    shape = {
        **_shape(done.entry),
        "report": given,
        "places": [place.plain() for place in done.stone.places],
    }
    parts.tell(shape, lambda: _in_words(done, given, parts))
    return DONE


def backup(parts: Parts) -> int:
    """Run `clerk backup -o FILE`."""
    given = parts.options.output
    with parts.open_office() as opened:
        sha256 = backups.make(opened, Path(given))
    parts.tell({"file": given, "sha256": sha256}, lambda: f"{_word('backed-up', parts)}: {given}")
    return DONE


def _second(opened: Office, parts: Parts) -> Second | None:
    """Take the second person's name, and her password where the workstation knows its people."""
    name = parts.options.second
    if not name:
        return None
    if not acts.knows_people(opened):
        return Second(name)
    if sys.stdin.isatty():
        return Second(name, getpass.getpass(discovery_words.say("password", parts.lang, name=name)))
    return Second(name, sys.stdin.readline().rstrip("\r\n"))


def _shape(entry: Entry) -> shapes.Shape:
    return {
        "entry": entry.place,
        "id": entry.id,
        "number": entry.number,
        "status": entry.status,
    }


def _word(key: str, parts: Parts) -> str:
    return discovery_words.say(key, parts.lang)


def _in_words(done: Purged, report: str, parts: Parts) -> str:
    lines = [f"{done.entry.place}: {_word('is-removed', parts)}"]
    lines += [f"  {discovery_words.where(place, parts.lang)}" for place in done.stone.places]
    return "\n".join([*lines, f"{_word('report-written', parts)}: {report}"])
