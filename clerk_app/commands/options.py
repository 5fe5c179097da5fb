"""The command line's words: which commands there are and what each takes.

Options may stand before or after the command and among its files, so the command's words are found
first and the rest is given to that command's own parser.
"""

import argparse
from collections.abc import Callable, Sequence
from typing import NoReturn

from clerk_app.commands import discovery_options
from clerk_app.domain.clock import now
from clerk_app.domain.people import Role
from clerk_app.errors import InputFault
from ui import labels

GROUPS = ("key", "audit", "notice")
_SECOND = {"books": ("set",), "people": ("add", "lock", "password"), "duties": ("done",)}
_VALUED = ("--home", "--lang", "--key-file")


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are ours to say."""

    def error(self, message: str) -> NoReturn:
        """Turn a mistake into an InputFault."""
        raise InputFault("usage", given=message)


Filler = Callable[[Parser, str], None]


def split(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Take the command's words out of the line: (`key new`, the rest); no command is ``.

    Raises:
        InputFault: `command-unknown`.
    """
    rest = list(arguments)
    first = _take_word(rest)
    if first is None:
        return "", rest
    if _peek(rest) in _SECOND.get(first, ()):
        return f"{first} {_take_word(rest)}", rest
    name = f"{first} {_take_word(rest) or ''}".strip() if first in GROUPS else first
    if name not in COMMANDS:
        raise InputFault("command-unknown", given=name)
    return name, rest


def parser(command: str, lang: str) -> Parser:
    """Make the parser of one command."""
    made = Parser(
        prog=f"clerk {command}".strip(),
        description=labels.help_text(command or "program", lang),
        allow_abbrev=False,
    )
    _say(made, lang, "--home", metavar="DIR")
    _say(made, lang, "--lang", choices=labels.LANGUAGES, default="vi")
    _say(made, lang, "--json", action="store_true")
    _say(made, lang, "--key-file", metavar="FILE")
    COMMANDS[command](made, lang)
    return made


def overview(lang: str) -> str:
    """List the commands."""
    lines = [labels.help_text("program", lang), ""]
    lines += [f"  clerk {name:<14} {labels.help_text(name, lang)}" for name in COMMANDS if name]
    return "\n".join(lines)


def language(arguments: Sequence[str]) -> str:
    """Find the language before anything else is understood."""
    for place, text in enumerate(arguments):
        given = text.partition("=")[2] if text.startswith("--lang=") else ""
        if text == "--lang" and place + 1 < len(arguments):
            given = arguments[place + 1]
        if given in labels.LANGUAGES:
            return given
    return "vi"


def _position(rest: Sequence[str]) -> int | None:
    skip = False
    for place, text in enumerate(rest):
        if skip:
            skip = False
        elif text in _VALUED:
            skip = True
        elif not text.startswith("-"):
            return place
    return None


def _take_word(rest: list[str]) -> str | None:
    place = _position(rest)
    return None if place is None else rest.pop(place)


def _peek(rest: Sequence[str]) -> str | None:
    place = _position(rest)
    return None if place is None else rest[place]


def _say(made: Parser, lang: str, name: str, **how: object) -> None:
    key = name.lstrip("-")
    text = labels.help_text(key, lang) if key in labels.HELP else None
    add: Callable[..., object] = made.add_argument
    add(name, help=text, **how)


def _nothing(made: Parser, lang: str) -> None:
    """Take nothing beyond the common options."""


def _files(made: Parser, lang: str) -> None:
    made.add_argument("files", nargs="*", metavar="FILE")


def _setup(made: Parser, lang: str) -> None:
    for name in ("--office", "--parent", "--profile", "--station"):
        made.add_argument(name)
    made.add_argument("--start", type=int, metavar="N")
    _say(made, lang, "--hours", metavar="TEXT")
    _say(made, lang, "--days-off", metavar="DATES")
    _say(made, lang, "--idle-minutes", type=int, metavar="N")


def _key_new(made: Parser, lang: str) -> None:
    made.add_argument("file", metavar="FILE")


def _output(made: Parser, lang: str) -> None:
    made.add_argument("-o", "--output", required=True, metavar="FILE")


def _key_unlock(made: Parser, lang: str) -> None:
    made.add_argument("--recovery", action="store_true", required=True)


def _key_remove(made: Parser, lang: str) -> None:
    made.add_argument("id", metavar="ID")


def _books_set(made: Parser, lang: str) -> None:
    made.add_argument("book", metavar="BOOK")
    made.add_argument("--kept", choices=("held", "shared", "reserve", "external"))
    made.add_argument("--start", type=int, metavar="N")


def _declared(made: Parser, lang: str) -> None:
    _say(made, lang, "--declare", metavar="CATEGORY")
    _say(made, lang, "--level")
    _say(made, lang, "--sheets", type=int, metavar="N")


def _register(made: Parser, lang: str) -> None:
    made.add_argument("book", metavar="BOOK")
    _files(made, lang)
    _declared(made, lang)
    _say(made, lang, "--set", action="append", default=[], metavar="NAME=VALUE")
    for flag in ("--split", "--one-document", "--yes"):
        _say(made, lang, flag, action="store_true")
    _say(made, lang, "--no-scan", metavar="REASON")
    _say(made, lang, "--duplicate-of", metavar="ENTRY")
    _say(made, lang, "--reason", metavar="TEXT")


def _attach(made: Parser, lang: str) -> None:
    made.add_argument("entry", metavar="ENTRY")
    _files(made, lang)
    _declared(made, lang)


def _entries(made: Parser, lang: str) -> None:
    made.add_argument("book", metavar="BOOK")
    made.add_argument("--year", type=int)
    made.add_argument("--find", metavar="TEXT")
    made.add_argument("--limit", type=int)


def _entry(made: Parser, lang: str) -> None:
    made.add_argument("entry", metavar="ENTRY")


def _export(made: Parser, lang: str) -> None:
    _entry(made, lang)
    made.add_argument(
        "-o", "--output", required=True, metavar="FILE|DIR/", help=labels.help_text("into", lang)
    )


def _exclusions(made: Parser, lang: str) -> None:
    made.add_argument("--year", type=int)
    made.add_argument("-o", "--output", metavar="FILE", help=labels.help_text("list-into", lang))


def _book(made: Parser, lang: str) -> None:
    made.add_argument("book", metavar="BOOK")
    made.add_argument("--year", type=int, default=now().year)
    made.add_argument("--from", type=int, dest="first", metavar="N")
    made.add_argument("--to", type=int, dest="last", metavar="N")
    made.add_argument("--volume", type=int, default=1, metavar="N")
    _output(made, lang)


def _audit_verify(made: Parser, lang: str) -> None:
    made.add_argument("--anchor", metavar="FILE")


def _person(made: Parser, lang: str) -> None:
    made.add_argument("name", metavar="NAME")


def _people_add(made: Parser, lang: str) -> None:
    made.add_argument("name", metavar="NAME", nargs="?")
    made.add_argument("--role", choices=[role.value for role in Role], required=True)
    _say(made, lang, "--full-name", metavar="TEXT")
    _say(made, lang, "--unit", metavar="TEXT")
    _say(made, lang, "--no-password", action="store_true")


def _people_password(made: Parser, lang: str) -> None:
    _person(made, lang)
    _say(made, lang, "--no-password", action="store_true")


def _sign_in(made: Parser, lang: str) -> None:
    _say(made, lang, "--server", metavar="URL")
    _say(made, lang, "--user", metavar="NAME")


def _duty_done(made: Parser, lang: str) -> None:
    made.add_argument("duty", metavar="DUTY")


def _notice_outage(made: Parser, lang: str) -> None:
    made.add_argument("--from", dest="since", required=True, metavar="TIME")
    made.add_argument("--until", metavar="TIME")
    _say(made, lang, "--what", required=True, metavar="TEXT")
    _say(made, lang, "--interim", metavar="TEXT")
    _say(made, lang, "--entering", metavar="TEXT")
    _output(made, lang)


def _demo(made: Parser, lang: str) -> None:
    _say(made, lang, "--headless", action="store_true")
    _say(made, lang, "--out", metavar="DIR")
    _say(made, lang, "--dark", action="store_true")


def _scan(made: Parser, lang: str) -> None:
    made.add_argument("--device", metavar="D", required=True)
    made.add_argument("--source", metavar="S")
    made.add_argument("--pages", type=int, metavar="N")
    _declared(made, lang)
    made.add_argument("-o", "--output", required=True, metavar="DIR")


COMMANDS: dict[str, Filler] = {
    "": _nothing,
    "demo": _demo,
    "devices": _nothing,
    "scan": _scan,
    "setup": _setup,
    "key new": _key_new,
    "key recovery": _output,
    "key unlock": _key_unlock,
    "key list": _nothing,
    "key remove": _key_remove,
    "doctor": _nothing,
    "check": _files,
    "extract": _files,
    "books": _nothing,
    "books set": _books_set,
    "register": _register,
    "attach": _attach,
    "entries": _entries,
    "show": _entry,
    "history": _entry,
    "exclusions": _exclusions,
    "export": _export,
    "book": _book,
    "people": _nothing,
    "people add": _people_add,
    "people password": _people_password,
    "people lock": _person,
    "sign-in": _sign_in,
    "sign-out": _nothing,
    "duties": _nothing,
    "duties done": _duty_done,
    "notice outage": _notice_outage,
    "audit verify": _audit_verify,
    "lock": discovery_options.lock,
    "purge": discovery_options.purge,
    "backup": _output,
}
