"""The program's log: a rotating file of codes and numbers, never content."""

import logging
import logging.handlers
from pathlib import Path

LOG = logging.getLogger("clerk")
LOG.addHandler(logging.NullHandler())  # before a home is open nothing is logged anywhere
LOG.propagate = False
_BYTES = 1_000_000


class _File(logging.handlers.RotatingFileHandler):
    """A log file whose own failure (a full disk) does not stop the work or reach the screen."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 — logging's name
        """Let the record go."""


def start(folder: Path) -> None:
    """Write the log into a folder; a folder that takes no log does not stop the work."""
    if len(LOG.handlers) > 1 or not folder.is_dir():
        return
    try:
        handler = _File(
            folder / "clerk.log", maxBytes=_BYTES, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)


def stop() -> None:
    """Close the log."""
    for handler in LOG.handlers[1:]:
        LOG.removeHandler(handler)
        handler.close()


def failure(code: str, exit_status: int) -> None:
    """Note that a command ended with a known failure."""
    LOG.warning("failure %s %d", code, exit_status)


def bug(kind: str, where: str) -> None:
    """Note an unknown failure: its type and the line of our code, not its text."""
    LOG.error("bug %s at %s", kind, where)
