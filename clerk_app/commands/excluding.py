"""`exclusions`: what the gate stopped and what persons ruled, without content."""

from dataclasses import asdict
from functools import partial
from pathlib import Path

from clerk_app.application import exclusions as records
from clerk_app.application.exclusions import Line
from clerk_app.commands.parts import DONE, Parts
from ui import labels
from ui.gate_words import say


def exclusions(parts: Parts) -> int:
    """Run `clerk exclusions [--year Y] [-o FILE.csv|FILE.pdf]`: an object a line."""
    year = parts.options.year
    with parts.open_office() as opened:
        found = records.listed(opened, year)
        if parts.options.output:
            path = Path(parts.options.output)
            records.save(opened, found, year, path)
            shape = {"file": parts.options.output, "lines": len(found)}
            parts.tell(shape, lambda: say("gate-list-saved", parts.lang, file=path))
            return DONE
    for line in found:
        parts.tell(asdict(line), partial(_in_words, line, parts.lang))
    if not found:
        parts.remark(say("gate-list-empty", parts.lang, year=year or "–"))
    return DONE


def _in_words(line: Line, lang: str) -> str:
    told = [line.at, line.by, say(f"act-{line.act}", lang)]
    told += [text for text in (line.category, line.level) if text]
    told.append(f"{line.pages} {labels.word('pages', lang)}")
    if line.kept:
        told.append(f"{say('col-kept', lang)}: {line.kept}")
    told += [text for text in (line.reason, line.second) if text]
    return "  ".join(told)
