"""People, sessions, duties and files by rule, as the office's IT and scripts meet them."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from clerk_app.application import office, registration
from clerk_app.application.office import SetUp
from clerk_app.application.registration import Request
from clerk_app.domain.clock import now
from tests.helpers.builders import a_scan, an_office, some_fields
from tests.whole.program import SECONDS, Done, Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path).set_up()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """One installation for all that changes nothing."""
    return Program(tmp_path_factory.mktemp("shared")).set_up()


def typed(program: Program, line: str, *arguments: str | Path) -> Done:
    """Run a command with a line on its standard input."""
    done = subprocess.run(
        program.command("--json", *arguments),
        input=f"{line}\n",
        env=program.environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def an_entry(program: Program) -> str:
    facts = ["--set", "subject=một việc", "--set", "organ_name=SỞ THỬ NGHIỆM"]
    return str(program.run("register", "in", "--no-scan", "khổ lớn", *facts).row["entry"])


def test_people_sign_in_and_their_names_stand_in_the_journal(program: Program) -> None:
    assert program.run("setup", "--profile", "tuyen-quang").status == 0
    add = ("people", "add", "--role", "clerk", "--full-name", "Nguyễn Văn An", "--unit", "STTTT")
    first, second = (typed(program, "mật khẩu", *add).row for _ in range(2))
    assert first == {
        "name": "annv.stttt",
        "full_name": "Nguyễn Văn An",
        "role": "clerk",
        "locked_at": None,
        "has_password": True,
    }
    assert second["name"] == "annv2.stttt"
    assert [row["name"] for row in program.run("people").rows] == ["annv.stttt", "annv2.stttt"]
    wrong = typed(program, "sai", "sign-in", "--user", "annv.stttt")
    assert (wrong.status, "[password-wrong]" in wrong.err) == (6, True)
    assert typed(program, "x", "sign-in", "--user", "hanh").status == 6
    begun = typed(program, "mật khẩu", "sign-in", "--user", "annv.stttt").row
    assert (begun["user"], begun["until"]) == ("annv.stttt", None)
    again = typed(program, "mật khẩu", "sign-in", "--user", "annv.stttt").row
    assert again == begun
    entry = an_entry(program)
    for _ in range(2):
        assert program.run("show", entry).status == 0
    history = program.run("history", entry).row
    assert [(row["act"], row["by"]) for row in history["journal"]] == [
        ("registered", "annv.stttt"),
        ("viewed", "annv.stttt"),
    ]
    (version,) = history["versions"]
    assert (version["version"], version["by"]) == (1, "annv.stttt")
    assert version["fields"]["subject"] == "một việc"
    ended = program.run("sign-out").row
    assert (ended["user"], ended["since"]) == ("annv.stttt", begun["since"])
    assert ended["until"]
    assert program.run("sign-out").row == {"user": None, "since": None, "until": None}
    assert program.run("audit", "verify").row["ok"]


def test_scripts_need_no_sign_in(program: Program) -> None:
    assert typed(program, "a", "people", "add", "annv", "--role", "leader").status == 0
    entry = an_entry(program)
    by = program.run("history", entry).row["journal"][0]["by"]
    assert by != "annv"
    assert program.run("people", "lock", "annv").row["locked_at"]
    assert typed(program, "a", "sign-in", "--user", "annv").status == 6


def test_a_server_is_told_to_be_out_of_reach(program: Program) -> None:
    done = program.run("sign-in", "--server", "https://may-chu.thi-du", "--user", "an")
    assert (done.status, "[server-unreachable]" in done.err) == (1, True)
    assert not program.home.exists()


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["people", "add", "--role", "clerk"], 2, "name-empty"),
        (["people", "add", "tên", "--role", "clerk", "--no-password"], 2, "account-form"),
        (["people", "add", "an", "--role", "boss"], 2, "usage"),
        (["people", "lock", "an"], 2, "person-unknown"),
        (["duties", "done", "check"], 2, "duty-not-due"),
        (["setup", "--hours", "mọi lúc"], 2, "hours-form"),
        (["setup", "--days-off", "31/02/2027"], 2, "days-off-form"),
        (["setup", "--idle-minutes", "-1"], 2, "idle-out-of-range"),
        (["history", "in/2026/9"], 2, "entry-unknown"),
        (["notice", "outage", "--from", "x", "--what", "y", "-o", "n.pdf"], 2, "moment-form"),
        (["notice", "outage", "--from", "08:00", "--what", " ", "-o", "n.pdf"], 2, "outage-empty"),
        (["notice", "storm"], 2, "command-unknown"),
    ],
)
def test_wrong_use_is_one_sentence(
    shared: Program, arguments: list[str], status: int, code: str
) -> None:
    done = shared.run(*arguments)
    assert (done.status, f"[{code}]" in done.err) == (status, True)
    assert len(done.err.splitlines()) == 1


def test_a_folder_gets_the_file_under_the_rules_name(program: Program) -> None:
    with an_office(program.folder) as opened:
        office.set_up(opened, SetUp(profile="tuyen-quang"))
        entry, _ = registration.register(opened, Request("in", some_fields(7)), a_scan("seven"))
    out = program.folder / "out"
    row = program.run("export", entry.place, "-o", f"{out}/").row
    (file,) = out.iterdir()
    day = entry.arrival_date.replace("-", "")
    assert file.name == f"CV1SoGiaoThong{day}.pdf"
    assert (row["file"], row["files"]) == (str(file), [str(file)])
    assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert any("QĐ 51/2024/QĐ-UBND" in each for each in row["sources"])
    acts = [each["act"] for each in program.run("history", entry.place).row["journal"]]
    assert acts == ["registered", "exported", "viewed"]


def test_duties_are_listed_and_done(program: Program) -> None:
    every = "1-7 00:00-23:59"
    shape = program.run("setup", "--profile", "binh-dinh", "--hours", every).row
    assert (shape["hours"], shape["idle_minutes"]) == (every, 10)
    rows = program.run("duties").rows
    assert "check" in [row["kind"] for row in rows]
    check = next(row for row in rows if row["kind"] == "check")
    assert check["sources"]
    left = program.run("duties", "done", check["duty"])
    assert left.status == 0
    assert check["duty"] not in [row["duty"] for row in left.rows]


def test_a_notice_is_printed(program: Program) -> None:
    assert program.run("setup", "--profile", "ben-tre", "--office", "SỞ THỬ").status == 0
    path = program.folder / "notice.pdf"
    what = ("--from", "08:00", "--until", "09:30", "--what", "Mất điện")
    row = program.run("notice", "outage", *what, "-o", path).row
    assert path.read_bytes().startswith(b"%PDF")
    assert len(row["points"]) == 5
    assert row["from"] == f"{now():%Y-%m-%d}T08:00:00+07:00"
    assert any("QĐ 12/2014/QĐ-UBND" in each for each in row["sources"])
    assert program.run("sign-in", "--user", "an").row["user"] == "an"
