"""The rules of the office on the screen: every one with its source, and its own file."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from clerk_app.application import office
from clerk_app.application.office import Office, SetUp
from clerk_app.application.ports import ScannerPort
from clerk_app.core import journal_table
from clerk_app.core.settings import load_profile, profile_names
from clerk_app.domain.journal import Act
from tests.helpers.builders import a_key_file, an_office
from tests.helpers.fakes import FakeScanner
from tests.helpers.profiles import OWN
from ui.jobs import Lane
from ui.labels import LANGUAGES
from ui.rule_words import KINDS, WORDS
from ui.rules_view import RulesBox, page
from ui.settings_view import SettingsView

WAIT_MS = 15_000


@pytest.fixture
def store(tmp_path: Path, qtbot: QtBot) -> Iterator[Lane[Office]]:
    del qtbot  # the lane needs an application
    with an_office(tmp_path) as opened:
        office.set_up(opened, SetUp("Sở Thử", profile="ben-tre"))
    home, key = tmp_path / "home", a_key_file(tmp_path)
    lane = Lane(lambda: office.open_office(home, key), office.close_office)
    yield lane
    lane.close()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", profile_names())
def test_every_rule_stands_on_the_page(name: str, lang: str) -> None:
    profile = load_profile(name)
    shown = unescape(page(profile, lang))
    for place, rule in profile.listed():
        assert str(getattr(rule.label, lang)) in shown, place
        assert str(getattr(rule.text, lang)) in shown, place
        assert all(str(each) in shown for each in rule.sources), place


def test_every_kind_of_rule_has_its_words() -> None:
    names = {
        place.partition(".")[0]
        for each in profile_names()
        for place, _ in load_profile(each).listed()
    }
    assert names <= set(KINDS)
    assert all(all(each) and len(each) == len(LANGUAGES) for each in WORDS.values())


def test_what_stands_in_a_file_is_no_markup(tmp_path: Path) -> None:
    (tmp_path / "so-thu.toml").write_text(OWN.replace("Bản vẽ", "<b>Bản</b> & vẽ"), "utf-8")
    shown = page(load_profile("so-thu", tmp_path), "vi")
    assert "&lt;b&gt;Bản&lt;/b&gt; &amp; vẽ" in shown


def test_the_page_opens_from_the_settings(qtbot: QtBot, store: Lane[Office]) -> None:
    box = RulesBox(store)
    qtbot.addWidget(box)
    box.show()
    box.show_button.click()
    qtbot.waitUntil(lambda: box.page is not None, timeout=WAIT_MS)
    assert box.page is not None
    assert box.page.isVisible()
    text = box.page.text.toPlainText()
    assert "Căn cứ: QĐ 12/2014/QĐ-UBND, Điều 7, khoản 3" in text
    assert box.page.text.isReadOnly()
    box.page.close()


def test_an_organ_that_was_renamed_is_named_anew(qtbot: QtBot, store: Lane[Office]) -> None:
    box = RulesBox(store)
    qtbot.addWidget(box)
    box.show()
    box.refresh()
    qtbot.waitUntil(lambda: "province" in box.names, timeout=WAIT_MS)
    assert box.names["province"].text() == "UBND tỉnh Vĩnh Long"
    box.names["province"].setText("  UBND tỉnh Mới ")
    box.names["head"].clear()
    with qtbot.waitSignal(box.saved, timeout=WAIT_MS):
        box.save_button.click()
    assert box.names["province"].text() == "UBND tỉnh Mới"
    assert box.names["head"].text() == "Thủ trưởng cơ quan"
    records: list[str] = []

    def look(opened: Office) -> list[str]:
        acts = [each for each in journal_table.records(opened.database) if each.act == Act.SETTINGS]
        return [str(acts[-1].facts["set"])]

    store.run(look, records.extend, lambda _: None)
    qtbot.waitUntil(lambda: bool(records), timeout=WAIT_MS)
    assert records == ["organ.head,organ.it-department,organ.province"]


def test_the_office_s_own_file_is_taken_or_its_fault_told(
    qtbot: QtBot, store: Lane[Office], tmp_path: Path
) -> None:
    box = RulesBox(store)
    qtbot.addWidget(box)
    box.show()
    file = tmp_path / "của mình.toml"
    file.write_text(OWN.replace("longest = 40", "longest = 4"), "utf-8")
    box.adopt(str(file))
    qtbot.waitUntil(lambda: bool(box.beside.text()), timeout=WAIT_MS)
    assert box.beside.text() == "của mình.toml, dòng 10: files.name.longest phải từ 10 đến 255."
    file.write_text(OWN, "utf-8")
    with qtbot.waitSignal(box.adopted, timeout=WAIT_MS):
        box.adopt(str(file))
    assert not box.beside.text()
    with office.opened(tmp_path / "home", a_key_file(tmp_path)) as opened:
        assert (opened.profile.id, opened.profile.name.vi) == ("so-thu", "Sở Thử")


def test_the_office_s_own_profile_is_offered_and_stays_chosen(
    qtbot: QtBot, store: Lane[Office], tmp_path: Path
) -> None:
    look = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    device: Lane[ScannerPort] = Lane(lambda: cast("ScannerPort", FakeScanner()))
    view = SettingsView(store, device, look)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: view.profile.currentData() == "ben-tre", timeout=WAIT_MS)
    file = tmp_path / "own.toml"
    file.write_text(OWN, "utf-8")
    view.rules.adopt(str(file))
    qtbot.waitUntil(lambda: view.profile.currentData() == "so-thu", timeout=WAIT_MS)
    assert view.profile.currentText() == "Sở Thử"
    with qtbot.waitSignal(view.saved, timeout=WAIT_MS) as saved:
        view.save()
    assert saved.args is not None
    assert saved.args[0].profile == "so-thu"
    device.close()
