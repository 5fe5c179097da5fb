"""A desktop with its window, a pile of pages, and what was seen on them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.application import capture
from clerk_app.application.capture import Seen
from clerk_app.core.ocr import Engine
from clerk_app.domain.scanning import Page
from tests.helpers.intake import (
    TWO,
)
from tests.helpers.long import LongRoom
from tests.helpers.window import (
    Desktop,
    in_order,
    letter_pages,
)


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """A letter of two pages and a letter of one."""
    folder = tmp_path_factory.mktemp("pile")
    return {"two": letter_pages(folder, 21, TWO), "one": letter_pages(folder, 22)}


@pytest.fixture(scope="module")
def seen(pile: dict[str, list[Page]]) -> dict[str, list[Seen]]:
    """The same letters as the real reader sees them."""
    engine = Engine()
    return {
        name: in_order([capture.see(engine, page, whole=True) for page in pages])[0]
        for name, pages in pile.items()
    }


@pytest.fixture
def desktop(tmp_path: Path, qtbot: QtBot) -> Iterator[Desktop]:
    made = Desktop(tmp_path)
    yield made
    made.close()


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[LongRoom]:
    made = LongRoom(tmp_path, monkeypatch)
    yield made
    made.close()
