"""Profiles in their files: a fault names file, line and key; an office keeps its own."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.core import settings
from clerk_app.core.profile_file import LARGEST, ProfileFile, read_profile
from clerk_app.core.toml_lines import key_lines
from clerk_app.errors import ClerkError, InputFault
from tests.helpers.profiles import OWN
from ui.failures import FAILURES, sentence


def told(content: str | bytes) -> tuple[str, object, object]:
    """Read a profile that is wrong: its code, its line and its place."""
    raw = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(InputFault) as failed:
        read_profile(ProfileFile("so-thu.toml", raw), ours)
    fault = failed.value
    assert fault.detail["file"] == "so-thu.toml"
    for lang in ("vi", "en"):
        assert "so-thu.toml" in sentence(fault, lang)
    return fault.code, fault.detail.get("line"), fault.detail.get("where")


def ours(name: str) -> ProfileFile | None:
    path = Path("resources/regulations") / f"{name}.toml"
    return ProfileFile(path.name, path.read_bytes()) if path.is_file() else None


def at(text: str) -> int:
    """The line of OWN in which a text stands."""
    return OWN[: OWN.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "near"),
    [
        ("longest = 40", "longest = 9", "profile-limit", "files.name.longest", "longest"),
        (
            "longest = 40",
            "longst = 40",
            "profile-key-missing",
            "files.name.longest",
            "[files.name]",
        ),
        (
            "ascii_only = true",
            "ascii_only = true\ncolour = 1",
            "profile-key-unknown",
            "files.name.colour",
            "label = {",
        ),
        (
            'effect = "excluded"',
            'effect = "lost"',
            "profile-value-unknown",
            "category.1.effect",
            "effect",
        ),
        (
            'effect = "excluded"',
            'effect = "excluded"; feed = 2'.replace("; ", "\n"),
            "profile-contradiction",
            "category.1.feed",
            "label.vi",
        ),
        (
            'en = "File names" }',
            'fr = "Nom" }',
            "profile-key-missing",
            "files.name.label.en",
            "label = {",
        ),
        (
            '  { instrument = "QĐ 7/QĐ-ST", article = "Điều 2" },',
            '  { instrument = "QĐ 7/QĐ-ST" },',
            "profile-key-missing",
            "files.name.sources.1.article",
            "  { instrument",
        ),
        (
            '  { instrument = "QĐ 7/QĐ-ST", article = "Điều 2" },',
            "",
            "profile-source-missing",
            "files.name.sources",
            "sources = [\n",
        ),
        ('id = "plans"', 'id = "none"', "profile-invalid", "category.1.id", 'id = "plans"'),
        (
            'id = "complaint"',
            'id = "secrecy"',
            "profile-contradiction",
            "dropped.1.id",
            'id = "complaint"',
        ),
        ('extends = "tuyen-quang"', 'extends = "tuyen"', "profile-base-unknown", None, "extends"),
        ('extends = "tuyen-quang"', 'extends = "so-thu"', "profile-circular", None, "extends"),
        ('vi = "Sở Thử"', 'vi = "Sở Thử', "profile-not-toml", None, 'vi = "Sở Thử"'),
        ('id = "so-thu"', 'id = "so thu"', "profile-invalid", "id", 'id = "so-thu"'),
    ],
)
def test_a_fault_names_file_line_and_key(
    old: str, new: str, code: str, place: str | None, near: str
) -> None:
    assert OWN.count(old) == 1
    assert told(OWN.replace(old, new)) == (code, at(near), place)


def test_what_is_no_text_is_told_with_its_line() -> None:
    assert told(b'id = "a"\nname = "\xff"\n') == ("profile-not-utf8", 2, None)
    assert told(b"#" * (LARGEST + 1))[0] == "profile-too-large"
    assert told("id = ")[:2] == ("profile-not-toml", 1)
    assert told("")[:2] == ("profile-key-missing", 1)


def test_an_editor_s_mark_and_line_ends_do_no_harm() -> None:
    raw = b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode()
    profile = read_profile(ProfileFile("so-thu.toml", raw), ours)
    assert (profile.id, profile.extends) == ("so-thu", "tuyen-quang")
    wrong = OWN.replace("longest = 40", "longest = 9").replace("\n", "\r\n")
    assert told(wrong)[1] == at("longest")


def test_an_own_profile_extends_one_that_extends_another() -> None:
    profile = read_profile(ProfileFile("so-thu.toml", OWN.encode()), ours)
    assert profile.files.name is not None
    assert (profile.files.name.longest, profile.files.size is not None) == (40, True)
    names = [each.id for each in profile.categories]
    assert names == ["secrecy", "named-addressee", "large-dossier", "plans"]


def paths(value: object, place: str = "") -> Iterator[str]:
    """Every place of what the standard parser gives."""
    if isinstance(value, dict):
        members = [(str(key), each) for key, each in value.items()]
    else:
        members = [(str(n), each) for n, each in enumerate(value, 1)] if type(value) is list else []
    for key, each in members:
        inner = f"{place}.{key}" if place else key
        yield inner
        yield from paths(each, inner)


@pytest.mark.parametrize("name", settings.profile_names())
def test_every_key_of_our_profiles_has_its_line(name: str) -> None:
    text = Path(f"resources/regulations/{name}.toml").read_text("utf-8")
    lines = key_lines(text)
    assert set(paths(tomllib.loads(text))) == set(lines)
    written = text.splitlines()
    for place, line in lines.items():
        last = place.rpartition(".")[2]
        assert last.isdigit() or last in written[line - 1], place


KEYS = st.text("abcxyz-_09", min_size=1, max_size=3)
VALUES = st.sampled_from(
    [
        "1",
        "true",
        '"a # ] } , = \\" b"',
        "'c\\'",
        "07:30:00",
        "1_000.5",
        '"""d\n"[x]"\n"""',
        "'''\ne'''",
    ]
)
NESTED = st.recursive(
    VALUES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda each: "[ " + ",\n# c ]\n ".join(each) + "\n]"),
        st.dictionaries(KEYS, inner.filter(lambda each: "\n" not in each), max_size=2).map(
            lambda each: "{ " + ", ".join(f"{k} = {v}" for k, v in each.items()) + " }"
        ),
    ),
    max_leaves=6,
)
TABLES = st.dictionaries(KEYS, NESTED, max_size=3).map(
    lambda each: "".join(f"{key} = {value} # note\n\n" for key, value in each.items())
)


@given(TABLES, st.lists(st.tuples(KEYS, TABLES), max_size=4))
def test_every_key_of_any_text_has_its_line(first: str, rest: list[tuple[str, str]]) -> None:
    text = first + "".join(f"[[ t-.{name} ]]\n{body}" for name, body in rest)
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # such as a key that stands twice
    assert set(paths(given)) == set(key_lines(text))


def test_profiles_that_extend_each_other_are_told(tmp_path: Path) -> None:
    (tmp_path / "mot.toml").write_text(
        OWN.replace("so-thu", "mot").replace("tuyen-quang", "hai"), "utf-8"
    )
    (tmp_path / "hai.toml").write_text(
        OWN.replace("so-thu", "hai").replace("tuyen-quang", "mot"), "utf-8"
    )
    with pytest.raises(InputFault) as failed:
        settings.load_profile("mot", tmp_path)
    assert failed.value.code == "profile-circular"
    assert failed.value.detail == {"file": "hai.toml", "line": 3, "profile": "mot"}


def test_an_adopted_profile_is_kept_and_found_again(tmp_path: Path) -> None:
    file, own = tmp_path / "của mình.toml", tmp_path / "home" / "regulations"
    file.write_text(OWN, "utf-8")
    assert settings.adopt_profile(file, own) == "so-thu"
    file.unlink()
    assert settings.load_profile("so-thu", own).name.vi == "Sở Thử"
    assert "so-thu" in settings.profile_names(own)
    with pytest.raises(InputFault):
        settings.load_profile("so-thu")


def test_an_adopted_profile_cannot_take_the_place_of_ours(tmp_path: Path) -> None:
    file, own = tmp_path / "x.toml", tmp_path / "regulations"
    file.write_text(OWN.replace("so-thu", "ben-tre"), "utf-8")
    assert refused(file, own) == "profile-taken"
    own.mkdir()
    (own / "ben-tre.toml").write_text(OWN, "utf-8")
    assert settings.load_profile("ben-tre", own).name.vi == "UBND tỉnh Bến Tre (QĐ 12/2014/QĐ-UBND)"


def test_what_cannot_be_adopted_leaves_nothing(tmp_path: Path) -> None:
    own = tmp_path / "regulations"
    assert refused(tmp_path / "absent.toml", own) == "file-missing"
    assert refused(tmp_path, own) == "file-missing"
    file = tmp_path / "x.toml"
    file.write_text(OWN.replace("sources", "source"), "utf-8")
    assert refused(file, own) == "profile-source-missing"
    assert not own.exists()


def refused(file: Path, own: Path) -> str:
    with pytest.raises(ClerkError) as failed:
        settings.adopt_profile(file, own)
    return failed.value.code


def test_the_example_of_the_document_is_a_profile() -> None:
    text = Path("docs/regulation-profiles.md").read_text("utf-8")
    example = text.partition("```toml\n")[2].partition("```")[0]
    profile = read_profile(ProfileFile("example.toml", example.encode()), ours)
    assert profile.hours is not None
    assert profile.rulings is not None
    assert profile.rulings.second_person
    names = [each.id for each in profile.categories]
    assert ("tenders" in names, "complaint" in names) == (True, False)
    kinds = set(re.findall(r"^\| `\[+([a-z_.]+)\]", text, re.MULTILINE))
    assert {"scanning", "category", "files.name", "duty", "rule"} <= kinds


def test_every_fault_of_a_profile_has_its_sentence() -> None:
    kinds = set()
    for path in Path("clerk_app/domain").glob("profile_*.py"):
        kinds |= set(re.findall(r'\.fault\(\s*"([a-z0-9-]+)"', path.read_text("utf-8")))
    assert len(kinds) > 6
    assert {f"profile-{kind}" for kind in kinds} <= set(FAILURES)
