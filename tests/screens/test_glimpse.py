"""A document on its way is shown before its end is known; nothing of it is kept until then."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clerk_app.application import contacts, prefill
from clerk_app.application.contacts import Directory
from clerk_app.domain.draft import Draft
from clerk_app.domain.scanning import Page
from tests.helpers.intake import LONG, begin, bring_back, check_all, register, settle
from tests.helpers.window import Desktop, declare_soon, letter_pages, press, spin
from tests.mail.options import Options
from ui.intake_words import say

MARKED = Options(pages=2, dpi=200, degradation="scan", secrecy="MẬT", handwriting=False)


def scan_and_hold(qtbot: QtBot, desktop: Desktop, pages: Sequence[Page], at: int) -> None:
    """Begin a scan of which the feeder stops before a page."""
    desktop.scanner.pages, desktop.scanner.held_at = pages, at
    timer = declare_soon()
    press(desktop.view, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not timer.isActive())
    bring_back(qtbot, desktop)


def go_on(qtbot: QtBot, desktop: Desktop) -> None:
    with qtbot.waitSignal(desktop.view.run.ended, timeout=LONG):
        desktop.scanner.held_at = None
    settle(qtbot, desktop)


def files(folder: Path) -> list[str]:
    return sorted(str(path) for path in (folder / "home" / "vault").rglob("*") if path.is_file())


def notation(desktop: Desktop) -> str:
    return desktop.view.form.fields["code_notation"].text


def test_fields_are_there_before_the_next_heading(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, pile: dict[str, list[Page]]
) -> None:
    begin(qtbot, desktop)
    scan_and_hold(qtbot, desktop, [*pile["one"], *pile["two"]], 1)
    qtbot.waitUntil(lambda: bool(notation(desktop)), timeout=LONG)
    form, before = desktop.view.form, notation(desktop)
    assert (desktop.drafts, files(tmp_path)) == ([], [])
    assert form.sheet.register.text() == say("reading-on")
    press(desktop.view, Qt.Key.Key_F9)
    assert (desktop.entries, desktop.told[-1]) == ([], say("still-read"))
    form.fields["to_places"].choose_all()
    form.fields["to_places"].take("Phòng Tổng hợp")
    count = len(form.doubts)
    go_on(qtbot, desktop)
    assert len(desktop.drafts) == 2
    assert desktop.view.chosen == desktop.drafts[0].id
    assert (notation(desktop), form.focused) == (before, "to_places")
    assert len(form.doubts) <= count
    assert form.sheet.register.text() == say("register")
    kept = desktop.view.desk.drafts[desktop.view.chosen]
    assert kept.fields["to_places"] == "Phòng Tổng hợp"
    form.focus_first()
    entry = register(qtbot, desktop)
    assert entry.fields["to_places"] == "Phòng Tổng hợp"
    assert entry.fields["code_notation"] == before


def test_names_are_put_right_by_the_offices_own_directory(
    qtbot: QtBot,
    desktop: Desktop,
    pile: dict[str, list[Page]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own, told = ("XÃ KHUẤT LẢO",), list[tuple[str, ...]]()
    make = prefill.glimpse

    def noted(*given: Any) -> Draft:
        told.append(given[-1])
        return make(*given)

    monkeypatch.setattr(contacts, "directory", lambda _: Directory(own))
    monkeypatch.setattr(prefill, "glimpse", noted)
    begin(qtbot, desktop)
    scan_and_hold(qtbot, desktop, [*pile["one"], *pile["two"]], 1)
    qtbot.waitUntil(lambda: told[-1:] == [own] and bool(notation(desktop)), timeout=LONG)
    go_on(qtbot, desktop)


def test_the_field_keeps_its_snippet_when_its_document_is_kept(
    qtbot: QtBot, desktop: Desktop, pile: dict[str, list[Page]]
) -> None:
    begin(qtbot, desktop)
    scan_and_hold(qtbot, desktop, [*pile["one"], *pile["two"]], 1)
    qtbot.waitUntil(lambda: bool(notation(desktop)), timeout=LONG)
    form, cut = desktop.view.form, desktop.view.form.sheet.snippet
    form.fields["organ_name"].choose_all()
    qtbot.waitUntil(lambda: cut.property("role") == "snippet", timeout=LONG)
    go_on(qtbot, desktop)
    assert form.focused == "organ_name"
    assert desktop.view.page._outline is not None
    assert cut.property("role") == "snippet"


def test_the_next_one_is_shown_when_all_before_it_have_numbers(
    qtbot: QtBot, desktop: Desktop, pile: dict[str, list[Page]]
) -> None:
    begin(qtbot, desktop)
    scan_and_hold(qtbot, desktop, [*pile["one"], *pile["two"]], 2)
    qtbot.waitUntil(lambda: len(desktop.drafts) == 1, timeout=LONG)
    first = notation(desktop)
    check_all(desktop)
    with qtbot.waitSignal(desktop.view.entered, timeout=LONG):
        press(desktop.view, Qt.Key.Key_F9)
    assert desktop.view.chosen == ""
    qtbot.waitUntil(lambda: notation(desktop) not in {"", first}, timeout=LONG)
    go_on(qtbot, desktop)
    assert [len(draft.pages) for draft in desktop.drafts] == [2]
    assert desktop.view.chosen == desktop.drafts[0].id


def test_a_page_with_a_mark_is_never_shown(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(qtbot, desktop)
    shown: list[str] = []
    desktop.view.run.glimpsed.connect(lambda _: shown.append("glimpse"))
    stopped: list[object] = []
    monkeypatch.setattr(desktop.view.run, "_stopped", stopped.append)
    scan_and_hold(qtbot, desktop, letter_pages(tmp_path, 40, MARKED), 2)
    stream = desktop.view.run._stream
    assert stream is not None
    qtbot.waitUntil(lambda: stream.gate.waiting, timeout=LONG)
    spin(200)
    assert (shown, notation(desktop)) == ([], "")
    with qtbot.waitSignal(desktop.view.run.ended, timeout=LONG):
        stream.rule(None)


def test_a_find_on_a_later_page_takes_it_off_the_screen(
    qtbot: QtBot,
    desktop: Desktop,
    tmp_path: Path,
    pile: dict[str, list[Page]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin(qtbot, desktop)
    marked = letter_pages(tmp_path, 40, MARKED)
    stopped: list[object] = []
    after: list[str] = []
    monkeypatch.setattr(desktop.view.run, "_stopped", stopped.append)
    desktop.view.run.unglimpsed.connect(lambda: after.append(notation(desktop)))
    scan_and_hold(qtbot, desktop, [*pile["one"], marked[0]], 1)
    qtbot.waitUntil(lambda: bool(notation(desktop)), timeout=LONG)
    desktop.scanner.held_at = None
    stream = desktop.view.run._stream
    assert stream is not None
    qtbot.waitUntil(lambda: stream.gate.waiting, timeout=LONG)
    assert after[0] == ""
    assert desktop.view.place.pictures == {}
    settle(qtbot, desktop)
    assert len(stopped) == 1
    stream.rule(None)
    settle(qtbot, desktop)
    assert [len(draft.pages) for draft in desktop.drafts] == [1]
