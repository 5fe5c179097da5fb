"""The program's start: finds the command, runs it, and says every failure in one sentence."""

import io
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from clerk_app import memory
from clerk_app.commands import options
from clerk_app.commands.parts import FAILED, Parts
from clerk_app.core import logs
from clerk_app.errors import ClerkError
from ui import failures

_RUNS = {
    "": "window.window",
    "demo": "window.demo",
    "devices": "scanning.devices",
    "scan": "scanning.scan",
    "setup": "keeping.setup",
    "key new": "keeping.key_new",
    "key recovery": "keeping.key_recovery",
    "key unlock": "keeping.key_unlock",
    "key list": "keeping.key_list",
    "key remove": "keeping.key_remove",
    "doctor": "keeping.doctor",
    "check": "intake.check",
    "extract": "intake.extract",
    "books": "looking.books",
    "books set": "looking.set_book",
    "register": "entering.register",
    "attach": "entering.attach",
    "entries": "looking.entries",
    "show": "looking.show",
    "exclusions": "excluding.exclusions",
    "history": "looking.history",
    "export": "looking.export",
    "book": "looking.book",
    "people": "session.people",
    "people add": "session.people_add",
    "people password": "session.people_password",
    "people lock": "session.people_lock",
    "sign-in": "session.sign_in",
    "sign-out": "session.sign_out",
    "duties": "session.list_duties",
    "duties done": "session.duty_done",
    "notice outage": "session.notice_outage",
    "audit verify": "looking.audit_verify",
    "lock": "discovery.lock",
    "purge": "discovery.purge",
    "backup": "discovery.backup",
}
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; give its exit status."""
    memory.no_core()
    multiprocessing.freeze_support()
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lang = options.language(given)
    try:
        return _run(given, lang)
    except ClerkError as error:
        logs.failure(error.code, error.exit_status)
        _say(error, lang)
        return error.exit_status
    except KeyboardInterrupt:
        _say(ClerkError("interrupted"), lang)
        return _INTERRUPTED
    except BrokenPipeError:  # whoever read our output has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        logs.bug(type(error).__name__, _where(error))
        if os.environ.get("CLERK_DEBUG"):
            raise
        _say(ClerkError("bug", kind=f"{type(error).__name__}, {_where(error)}"), lang)
        return FAILED


def _run(given: list[str], lang: str) -> int:
    command, rest = options.split(given)
    parser = options.parser(command, lang)
    if not command and {"-h", "--help"} & set(rest):
        sys.stdout.write(options.overview(lang) + "\n")
        return 0
    parsed = parser.parse_intermixed_args(rest)
    parsed.lang_said = any(each.startswith("--lang") for each in given)
    module, _, name = _RUNS[command].partition(".")
    run: Callable[[Parts], int] = getattr(import_module(f"clerk_app.commands.{module}"), name)
    return run(Parts(parsed, lang))


def _say(error: ClerkError, lang: str) -> None:
    sys.stderr.write(f"clerk: {failures.sentence(error, lang)} [{error.code}]\n")


def _where(error: BaseException) -> str:
    """Give the deepest place in our own code: file and line, no values."""
    place, trace = "?", error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.parts[-2:-1] and {"clerk_app", "ui", "scanner"} & set(path.parts):
            place = f"{path.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


if __name__ == "__main__":
    sys.exit(main())
