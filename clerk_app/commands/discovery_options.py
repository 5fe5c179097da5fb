"""What `lock` and `purge` take on the command line."""

from argparse import ArgumentParser

from ui import labels


def lock(made: ArgumentParser, lang: str) -> None:
    """Fill in `lock`."""
    made.add_argument("entry", metavar="ENTRY")
    made.add_argument("--release", action="store_true", help=labels.help_text("release", lang))
    made.add_argument("--second", metavar="USER", help=labels.help_text("second", lang))


def purge(made: ArgumentParser, lang: str) -> None:
    """Fill in `purge`."""
    made.add_argument("entry", metavar="ENTRY")
    made.add_argument("--reason", metavar="TEXT", help=labels.help_text("reason", lang))
    made.add_argument("--second", metavar="USER", help=labels.help_text("second", lang))
    made.add_argument("-o", "--output", metavar="FILE")
