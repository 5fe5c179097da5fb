"""The house's own rules: sizes, contracts, one maker of `Cleared`, every word said."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.commands.options import COMMANDS
from clerk_app.core import migrations
from clerk_app.domain.entry import LENGTHS
from clerk_app.domain.gate import Cleared, Evidence
from tests.helpers.builders import a_declaration
from ui import labels
from ui.failures import FAILURES

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("clerk_app", "ui", "scanner", "central_server", "resources", "tests")
MODULE_LINES = 300
FUNCTION_LINES = 40


def sources(*packages: str) -> Iterator[Path]:
    for package in packages or PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def test_modules_and_functions_are_small() -> None:
    large = []
    for path in sources():
        text = path.read_text("utf-8")
        if len(text.splitlines()) > MODULE_LINES:
            large.append(str(path))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                if lines > FUNCTION_LINES:
                    large.append(f"{path}:{node.name} {lines}")
    assert not large


def test_import_contracts_are_kept() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_only_the_gate_makes_cleared() -> None:
    makers = [
        path.relative_to(ROOT).as_posix()
        for path in sources("clerk_app", "ui", "scanner", "central_server")
        if re.search(r"\b(Cleared|Passed|Concluded)\(|_BY_THE_GATE\b", path.read_text("utf-8"))
    ]
    assert makers == ["clerk_app/domain/gate.py"]


def test_nobody_else_can_make_cleared() -> None:
    with pytest.raises(TypeError):
        Cleared((), a_declaration(), Evidence(0, ()))


def test_no_page_is_decoded_by_qt() -> None:
    """Its readers and the window can wait for each other for ever (DECISIONS)."""
    readers = re.compile(r"\bQImageReader\b|\bQBuffer\b|\b(?:loadF|f)romData\b")
    found = [
        str(path) for path in sources("ui", "clerk_app") if readers.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_no_letter_that_looks_like_another() -> None:
    kinds = (".py", ".typ", ".toml", ".md", ".json")
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*")]
    wrong = [
        path
        for path in [*files, *ROOT.glob("*.md")]
        if path.suffix in kinds and "\u00d0" in path.read_text("utf-8")
    ]
    assert not wrong


def codes_raised() -> set[str]:
    kinds = "InputFault|UnreadableFault|MachineFault|Refused|ClerkError"
    pattern = re.compile(rf'\b(?:{kinds})(?:\(\s*|, )"([a-z0-9-]+)"')
    found = set()
    for path in sources("clerk_app", "scanner", "ui"):
        found |= set(pattern.findall(path.read_text("utf-8")))
    return found


def test_every_failure_has_its_sentence_in_both_languages() -> None:
    assert not codes_raised() - set(FAILURES)
    for code, words in FAILURES.items():
        assert len(words) == len(labels.LANGUAGES)
        assert all(words), code
        places = [set(re.findall(r"{(\w+)}", each)) for each in words]
        assert places[0] == places[1], code


def test_every_word_is_said_in_both_languages() -> None:
    tables = (labels.WORDS, labels.WARNINGS, labels.FIELDS, labels.HELP, labels.HEALTH)
    for table in tables:
        for key, words in table.items():
            assert len(words) == len(labels.LANGUAGES)
            assert all(words), key


def test_every_field_and_command_has_its_word() -> None:
    assert set(LENGTHS) <= set(labels.FIELDS)
    assert {name for name in COMMANDS if name} <= set(labels.HELP)


def test_the_migrations_only_grow() -> None:
    assert len(migrations.STEPS) >= 1
    for step in migrations.STEPS:
        for table in re.findall(r"CREATE TABLE (\w+)", step):
            body = step.split(f"CREATE TABLE {table}", 1)[1].split(";", 1)[0]
            assert body.rstrip().endswith("STRICT"), table


def test_versions_are_pinned_and_name_no_registry() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert lines
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][^ ;/]*", line) for line in lines)
