"""Locking and destroying a secret document: whose word it takes, what is finished later."""

import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.application import audit, backup, lookup, purge, registration, session
from clerk_app.application.office import Office
from clerk_app.application.purge import Second
from clerk_app.application.registration import Request
from clerk_app.core import (
    database,
    document_table,
    ledger,
    outbox_table,
    purge_table,
    removal,
    vault,
)
from clerk_app.core.ledger import Entering
from clerk_app.domain.clock import now
from clerk_app.domain.discovery import PlaceKind, PlaceState
from clerk_app.domain.people import Person, Role
from clerk_app.errors import ClerkError
from tests.helpers import home_search
from tests.helpers.builders import a_scan, an_office, some_fields

WORD = "Trachodont"
REASON, LEADER = "phát hiện dấu độ mật", Second("Lê Thị B")


def stock(opened: Office, count: int = 3, **fields: str) -> None:
    for number in range(1, count + 1):
        given = some_fields(number, subject=f"{WORD} {number}", **fields)
        registration.register(opened, Request("in", given), a_scan(f"{WORD} {number}"))


def place_of(number: int) -> str:
    return f"in/{now().year}/{number}"


def left(folder: Path, number: int) -> list[str]:
    return home_search.found_in(folder / "home", folder / "key", [f"{WORD} {number}"])


def test_lock_holds_what_was_to_be_sent_and_release_lets_it_go(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        stock(opened)
        waiting = outbox_table.waiting(opened.database)
        purge.lock(opened, place_of(2))
        purge.lock(opened, place_of(2))
        assert outbox_table.waiting(opened.database) == waiting - 2
        with pytest.raises(ClerkError, match="second-missing"):
            purge.release(opened, place_of(2), None)
        with pytest.raises(ClerkError, match="same-person"):
            purge.release(opened, place_of(2), Second(opened.user))
        entry = purge.release(opened, place_of(2), LEADER)
        assert entry.status == "registered"
        assert entry.fields["subject"] == f"{WORD} 2"
        assert outbox_table.waiting(opened.database) == waiting
        acts = [row[0] for row in opened.database.execute("SELECT act FROM journal")]
        assert acts[-2:] == ["locked", "released"]
        assert audit.verify(opened, None).clean


def test_the_outbox_sends_nothing_of_what_was_destroyed(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        stock(opened)
        purge.purge(opened, place_of(2), REASON, LEADER)
        rows = opened.database.execute("SELECT state, count(*) FROM outbox GROUP BY 1").fetchall()
        assert dict(rows) == {"waiting": 4, "dropped": 2}


def test_the_leader_signs_where_people_are_known(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        stock(opened)
        session.add_person(opened, Person("leader", "Lê Thị B", Role.LEADER), "mat khau dai 1")
        session.add_person(opened, Person("other", "Tạ Văn A", Role.CLERK), "mat khau dai 2")
        session.add_person(opened, Person("third", "Hà Văn C", Role.CLERK), "mat khau dai 3")
        with pytest.raises(ClerkError, match="sign-in-needed"):
            purge.purge(opened, place_of(2), REASON, Second("leader", "mat khau dai 1"))
        session.sign_in(opened, "other", "mat khau dai 2")
        for second, code in (
            (Second("Lê Thị B"), "person-unknown"),
            (Second("leader", "wrong"), "password-wrong"),
            (Second("third", "mat khau dai 3"), "role-wrong"),
            (None, "second-missing"),
        ):
            with pytest.raises(ClerkError) as caught:
                purge.purge(opened, place_of(2), REASON, second)
            assert caught.value.code == code
        session.sign_in(opened, "leader", "mat khau dai 1")
        with pytest.raises(ClerkError, match="same-person"):
            purge.purge(opened, place_of(2), REASON, Second("leader", "mat khau dai 1"))
        session.sign_in(opened, "other", "mat khau dai 2")
        assert lookup.one(opened, place_of(2)).status == "registered"
        done = purge.purge(opened, place_of(2), REASON, Second("leader", "mat khau dai 1"))
        assert (done.stone.by, done.stone.second) == ("other", "leader")


def test_many_in_a_day_are_told_and_take_the_leader_all_the_same(tmp_path: Path) -> None:
    with an_office(tmp_path) as store:
        stock(store, 4)
        rule = store.profile.discovery
        assert rule
        waived = replace(rule, second_person=False, many_a_day=3)
        opened = replace(store, profile=replace(store.profile, discovery=waived))
        for number in (1, 2):
            done = purge.purge(opened, place_of(number), REASON, None)
            assert (done.today, done.many, done.stone.second) == (number, False, "")
        with pytest.raises(ClerkError, match="second-missing"):
            purge.purge(opened, place_of(3), REASON, None)
        done = purge.purge(opened, place_of(3), REASON, LEADER)
        assert (done.today, done.many) == (3, True)
        again = purge.purge(opened, place_of(3), REASON, LEADER)
        assert again.today == 3


@pytest.mark.parametrize("step", ["drop_named", "removed", "rewritten", "scrub"])
def test_a_purge_that_died_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The key goes first; files, copies and backups that were not reached go the second time."""
    with an_office(tmp_path) as opened:
        stock(opened)
        lookup.export(opened, place_of(2), tmp_path / "out.pdf")
        backup.make(opened, tmp_path / "backup.tar")
        owner = {"drop_named": vault, "scrub": purge}.get(step, removal)

        def die(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as broken:
            broken.setattr(owner, step, die)
            with pytest.raises(KeyboardInterrupt):
                purge.purge(opened, place_of(2), REASON, LEADER)
        shown = lookup.one(opened, place_of(2))
        assert (shown.status, shown.fields, shown.sha256) == ("removed", {}, None)
        done = purge.purge(opened, place_of(2), REASON, LEADER)
        assert not done.stone.left_over
        assert not (tmp_path / "out.pdf").exists()
        assert audit.verify(opened, None).clean
    assert left(tmp_path, 2) == []
    restored = home_search.unpacked(tmp_path / "backup.tar", tmp_path / "restored")
    assert home_search.found_in(restored, tmp_path / "key", [f"{WORD} 2"]) == []


def test_a_reader_holds_the_log_and_that_is_told(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened, an_office(tmp_path) as other:
        stock(opened)
        opened.database.execute("PRAGMA busy_timeout = 200")
        other.database.execute("BEGIN")
        other.database.execute("SELECT count(*) FROM entry").fetchone()
        done = purge.purge(opened, place_of(2), REASON, LEADER)
        told = [(each.kind, each.state) for each in done.stone.places]
        assert (PlaceKind.STORE, PlaceState.UNREACHABLE) in told
        other.database.execute("COMMIT")
        done = purge.purge(opened, place_of(2), REASON, LEADER)
        assert PlaceKind.STORE not in [each.kind for each in done.stone.places]
    assert left(tmp_path, 2) == []


def test_backups_out_of_reach_are_told_until_they_are_reached(tmp_path: Path) -> None:
    away = tmp_path / "away.tar"
    with an_office(tmp_path) as opened:
        backup.make(opened, tmp_path / "before.tar")
        stock(opened)
        for name in ("gone.tar", "broken.tar", "good.tar"):
            backup.make(opened, tmp_path / name)
        (tmp_path / "gone.tar").rename(away)
        (tmp_path / "broken.tar").write_bytes(b"no backup")
        done = purge.purge(opened, place_of(2), REASON, LEADER)
        backups = {
            Path(each.name).name: each.state.value
            for each in done.stone.places
            if each.kind is PlaceKind.BACKUP
        }
        assert backups == {
            "gone.tar": "unreachable",
            "broken.tar": "unreachable",
            "good.tar": "rewritten",
        }
        with tarfile.open(tmp_path / "good.tar") as tar:
            names = {Path(name).name for name in tar.getnames() if name.startswith("vault/")}
        assert names == document_table.vault_names(opened.database)
        away.rename(tmp_path / "gone.tar")
        purge.purge(opened, place_of(2), REASON, LEADER)
    for name in ("gone.tar", "good.tar"):
        home = home_search.unpacked(tmp_path / name, tmp_path / f"of-{name}")
        assert home_search.found_in(home, tmp_path / "key", [f"{WORD} 2"]) == []
        assert home_search.found_in(home, tmp_path / "key", [f"{WORD} 3"])


def test_a_twin_is_told(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        stock(opened)
        fields = some_fields(2, subject="gửi lại")
        request = Request("in", fields, duplicate_of=place_of(2), reason=f"gửi {WORD} hai lần")
        registration.register(opened, request, a_scan("sent again"))
        done = purge.purge(opened, place_of(2), REASON, LEADER)
        twins = [each.name for each in done.stone.places if each.kind is PlaceKind.TWIN]
        assert twins == [place_of(4)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE entry SET status = 'removed' WHERE number = 2", "entry-hidden"),
        ("UPDATE entry SET status = 'locked' WHERE number = 2", "entry-hidden"),
        ("UPDATE entry_version SET salt = x'' WHERE rowid = 2", "entry-changed"),
        ("UPDATE entry SET status = 'registered' WHERE number = 3", "purge-undone"),
        ("UPDATE entry_version SET salt = x'00' WHERE rowid = 3", "purge-undone"),
    ],
)
def test_an_audit_takes_a_destroyed_salt_from_nobody_but_a_purge(
    tmp_path: Path, change: str, code: str
) -> None:
    with an_office(tmp_path) as opened:
        stock(opened)
        purge.purge(opened, place_of(3), REASON, LEADER)
        assert audit.verify(opened, None).clean
        opened.database.execute(change)
        codes = {problem["code"] for problem in audit.verify(opened, None).problems}
        assert codes == {code}


def test_the_words_of_other_entries_stay_found(tmp_path: Path) -> None:
    with an_office(tmp_path) as opened:
        stock(opened, 30)
        purge.purge(opened, place_of(7), REASON, LEADER)
        assert len(lookup.listed(opened, "in", None, WORD, None)) == 29
        assert [each.number for each in lookup.listed(opened, "in", None, "7", None)] == [7]
        assert purge_table.tombstone(opened.database, lookup.one(opened, place_of(7)).id)
        assert database.scrub(opened.database)


def test_a_word_at_a_leaf_of_the_index_goes_too(tmp_path: Path) -> None:
    """The index finds its leaves by words of its own, which deleting a row does not change."""
    with an_office(tmp_path) as opened:
        opened.database.execute("PRAGMA synchronous = OFF")
        for number in range(1, 31):
            words = " ".join(f"{WORD}{number:02}{each:03}q" for each in range(90))
            fields = some_fields(number, subject=words)
            entering = Entering("in", now().date(), fields, "tester", now())
            ledger.enter(opened.database, entering)
        with database.write(opened.database):
            query = "INSERT INTO entry_search (entry_search) VALUES ('optimize')"
            opened.database.execute(query)
        edges = leaf_words(opened)
        number = next(int(edge[len(WORD) :][:2]) for edge in edges if len(edge) > len(WORD) + 3)
        mine = f"{WORD}{number:02}".lower()
        assert any(edge.startswith(mine) for edge in edges)
        purge.purge(opened, place_of(number), REASON, LEADER)
        assert not any(edge.startswith(mine) for edge in leaf_words(opened))


def leaf_words(opened: Office) -> list[str]:
    """Give the words by which the search index finds its leaves; the first byte names the index."""
    rows = opened.database.execute("SELECT term FROM entry_search_idx").fetchall()
    terms = [bytes(row[0])[1:].decode("utf-8", "replace") for row in rows]
    return [term for term in terms if term.startswith(WORD.lower())]
