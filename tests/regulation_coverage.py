"""Makes docs/regulation-coverage.md: what the five offices' rules ask, and where it is answered.

Run as `python -m tests.regulation_coverage`. The rows are in tests/samples/regulation-rows.toml;
a row that names a rule, module or test that is not there is refused.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from clerk_app.core.settings import load_profile, profile_names
from clerk_app.domain.rule import Rule

ROOT: Final = Path(__file__).resolve().parents[1]
ROWS: Final = ROOT / "tests" / "samples" / "regulation-rows.toml"
DOCUMENT: Final = ROOT / "docs" / "regulation-coverage.md"
SHOWN: Final = "ui/rules_view.py"
SHOWN_BY: Final = "tests/screens/test_rules_view.py::test_every_rule_stands_on_the_page"
STATES: Final = {
    "built": "built",
    "shown": "shown to the clerk, done by a person",
    "later": "still to be built",
    "outside": "not a workstation's duty",
}


@dataclass(frozen=True)
class Row:
    """One thing that a rule asks.

    Attributes:
        source: The instruments' short codes with article and clause.
        state: One of `STATES`.
        rules: Profile and full name: `ben-tre duty.backup`.
        modules: Paths in the repository.
        tests: `path::function`.
        why: What is still to be built, or whose duty it is.
        note: What is to be known beside the state.
    """

    id: str
    says: str
    source: str
    state: str
    rules: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    why: str = ""
    note: str = ""

    @property
    def section(self) -> str:
        """The section that the row stands in."""
        return self.id.rpartition(".")[0]


@cache
def given() -> dict[str, Any]:
    """Read the file of rows."""
    return tomllib.loads(ROWS.read_text("utf-8"))


def rows() -> list[Row]:
    """Give the rows in their order."""
    return [Row(**{key: _frozen(value) for key, value in each.items()}) for each in given()["row"]]


def _frozen(value: object) -> Any:
    return tuple(value) if isinstance(value, list) else value


def faults(row: Row) -> list[str]:
    """Tell what a row lacks or names wrongly; nothing when it is sound."""
    told = []
    if row.state not in STATES:
        told.append(f"state {row.state}")
    if row.state == "built":
        told += [key for key in ("rules", "modules", "tests") if not getattr(row, key)]
    if row.state == "shown":
        told += [] if row.rules else ["rules"]
    if (row.state in ("later", "outside")) != bool(row.why):
        told.append("why")
    told += [name for name in row.rules if name not in known_rules()]
    told += [name for name in row.modules if not (ROOT / name).is_file()]
    told += [name for name in row.tests if not is_test(name)]
    return [f"{row.id}: {each}" for each in told]


@cache
def known_rules() -> dict[str, Rule]:
    """Give every rule of every profile by `profile full-name`."""
    return {
        f"{name} {place}": rule
        for name in profile_names()
        for place, rule in load_profile(name).listed()
    }


def is_test(name: str) -> bool:
    """Whether `path::function` is there."""
    path, _, function = name.partition("::")
    file = ROOT / path
    if not file.is_file():
        return False
    return bool(re.search(rf"^ *def {re.escape(function)}\(", file.read_text("utf-8"), re.M))


def document() -> str:
    """Give the whole document."""
    lines = [
        "# What the offices' rules ask, and where it is answered",
        "",
        "Made by `python -m tests.regulation_coverage` of `tests/samples/regulation-rows.toml`; "
        "do not edit by hand.",
        "",
        "The rules stand as data in `resources/regulations/`; the window shows each of them with "
        "its article (Thiết lập, Quy định). A row is *built* (the program does it), *shown* (the "
        "window tells the rule, a person does it), *still to be built* (the part is named), or "
        "*not a workstation's duty*.",
        "",
        *_counts(),
        "",
        "| code | instrument |",
        "| --- | --- |",
        *(f"| `{code}` | {name} |" for code, name in given()["sources"].items()),
    ]
    for section in given()["section"]:
        lines += ["", f"## {section['id']} {section['title']}", ""]
        lines += ["| row | what is asked | source | state | rule | module | test |"]
        lines += ["| --- | --- | --- | --- | --- | --- | --- |"]
        lines += [_line(row) for row in rows() if row.section == section["id"]]
    return "\n".join(lines) + "\n"


def _counts() -> list[str]:
    lines = ["| state | rows |", "| --- | ---: |"]
    for state, words in STATES.items():
        lines.append(f"| {words} | {sum(row.state == state for row in rows())} |")
    return [*lines, f"| together | {len(rows())} |"]


def _line(row: Row) -> str:
    shown = row.state == "shown"
    state = STATES[row.state] + (f": {row.why}" if row.why else "")
    state += f" ({row.note})" if row.note else ""
    cells = [
        row.id,
        row.says,
        row.source,
        state,
        _code(row.rules),
        _code((SHOWN,) if shown else row.modules),
        _code((SHOWN_BY,) if shown else row.tests),
    ]
    return "| " + " | ".join(each.replace("|", "\\|") for each in cells) + " |"


def _code(names: tuple[str, ...]) -> str:
    return "<br>".join(f"`{each}`" for each in names)


def main() -> None:
    """Write the document; refuses rows that are not sound."""
    wrong = [each for row in rows() for each in faults(row)]
    if wrong:
        raise SystemExit("\n".join(wrong))
    DOCUMENT.write_text(document(), "utf-8")


if __name__ == "__main__":
    main()
