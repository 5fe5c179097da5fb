"""`setup`, `key …` and `doctor`: the workstation itself."""

import getpass
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

from clerk_app.application import inspection, keys, office
from clerk_app.application.inspection import Finding, Health
from clerk_app.application.office import SetUp
from clerk_app.commands.parts import DONE, FAILED, Parts
from clerk_app.domain.duty import write_hours
from ui import labels


def setup(parts: Parts) -> int:
    """Run `clerk setup`."""
    options = parts.options
    wishes = SetUp(
        options.office,
        options.parent,
        options.profile,
        options.station,
        options.start,
        options.hours,
        options.days_off,
        options.idle_minutes,
    )
    with parts.open_office(mending=wishes.profile is not None) as opened:
        office.set_up(opened, wishes)
    with parts.open_office() as opened:
        shape = {
            "office": opened.name,
            "parent": opened.parent,
            "profile": opened.profile.id,
            "station": opened.station,
            "hours": write_hours(opened.calendar.hours),
            "days_off": sorted(map(str, opened.calendar.days_off)),
            "idle_minutes": opened.idle_minutes,
            "home": str(opened.home.folder),
        }
    parts.tell(shape, lambda: f"{parts.word('set-up')} {shape['office']} ({shape['profile']})")
    return DONE


def key_new(parts: Parts) -> int:
    """Run `clerk key new FILE`."""
    path = Path(parts.options.file)
    opens = keys.new_file(parts.home, path)
    shape = {"file": parts.options.file, "opens_home": opens}
    then = parts.word("key-opens" if opens else "key-new-home")
    parts.tell(shape, lambda: f"{parts.word('key-made')}: {path}. {then}")
    return DONE


def key_recovery(parts: Parts) -> int:
    """Run `clerk key recovery -o FILE.pdf`."""
    with parts.open_office() as opened:
        name = opened.name
    path = Path(parts.options.output)
    keys.recovery_sheet(parts.home, parts.key_file, name, path)
    parts.tell({"file": parts.options.output}, lambda: f"{parts.word('recovery-made')}: {path}")
    return DONE


def key_unlock(parts: Parts) -> int:
    """Run `clerk key unlock --recovery`: the key is typed or comes through a pipe."""
    prompt = parts.word("recovery-prompt")
    typed = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline()
    added = keys.unlock(parts.home, parts.key_file, typed)
    shape = {"id": added.id, "kind": added.kind.value, "label": added.label}
    parts.tell(shape, lambda: f"{parts.word('key-added')}: {added.kind} {added.label}")
    return DONE


def key_list(parts: Parts) -> int:
    """Run `clerk key list`."""
    for row in keys.listed(parts.home):
        shape = {"id": row.id, "kind": row.kind.value, "label": row.label, "made": row.made}
        parts.tell(shape, partial(str.join, "  ", list(shape.values())))
    return DONE


def key_remove(parts: Parts) -> int:
    """Run `clerk key remove ID`."""
    name = parts.options.id
    keys.remove(parts.home, parts.key_file, name)
    parts.tell({"removed": name}, lambda: f"{parts.word('key-removed')}: {name}")
    return DONE


def doctor(parts: Parts) -> int:
    """Run `clerk doctor`; 1 when the work cannot go on as things stand."""
    found = inspection.look(parts.home)
    bad = [each for each in found if each.health is Health.BAD]
    checks = [{**asdict(each), "mend": _mend(each, parts)} for each in found]
    parts.tell({"ok": not bad, "checks": checks}, lambda: _in_words(found, parts))
    return FAILED if bad else DONE


def _mend(each: Finding, parts: Parts) -> str | None:
    if each.health is Health.GOOD:
        return None
    return labels.DOCTOR[each.name][1][labels.LANGUAGES.index(parts.lang)]


def _in_words(found: list[Finding], parts: Parts) -> str:
    lang = labels.LANGUAGES.index(parts.lang)
    lines = []
    for each in found:
        name, health = labels.DOCTOR[each.name][0][lang], labels.HEALTH[each.health][lang]
        mend = _mend(each, parts)
        tail = f" → {mend}" if mend else ""
        lines.append(f"{name}: {health} {each.detail}".rstrip() + tail)
    return "\n".join(lines)
