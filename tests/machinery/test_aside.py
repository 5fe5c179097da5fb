"""A second thread lent to a worker: same results with it and without."""

import time
from collections.abc import Callable

import pytest

from clerk_app import pool
from clerk_app.core import reader
from clerk_app.core.ocr import Engine
from clerk_app.domain.reading import PageText
from clerk_app.pool import Aside
from tests.bench.reading_set import pages_of
from tests.mail.letters import make_letter


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[None]]:
    def cores(count: int) -> list[None]:
        free: list[None] = [None] * count
        monkeypatch.setattr(pool, "_IDLE", free)
        return free

    return cores


def test_an_idle_core_takes_a_part(idle: Callable[[int], list[None]]) -> None:
    free = idle(2)
    with Aside("own", lambda: "second") as aside:
        assert not free
        begun = aside.run(str.upper)
        time.sleep(0.2)  # it is begun before anybody asks for it
        assert begun() == "SECOND"
    assert len(free) == 2


@pytest.mark.parametrize("count", [0, 1])
def test_without_an_idle_core_the_worker_does_it(
    idle: Callable[[int], list[None]], count: int
) -> None:
    free = idle(count)
    with Aside("own", lambda: "second") as aside:
        assert aside.run(str.upper)() == "OWN"
    assert len(free) == count


def _slowly(name: str) -> str:
    time.sleep(0.3)
    return name


def test_what_nobody_has_begun_the_worker_does(idle: Callable[[int], list[None]]) -> None:
    idle(2)
    with Aside("own", lambda: "second") as aside:
        slow = aside.run(_slowly)
        quick = aside.run(str.upper)
        assert quick() == "OWN"
        assert slow() == "second"


def test_a_fault_comes_to_who_asks(idle: Callable[[int], list[None]]) -> None:
    free = idle(2)
    with Aside("7", lambda: "x") as aside:
        begun = aside.run(int)
        time.sleep(0.2)
        with pytest.raises(ValueError, match="invalid literal"):
            begun()
    assert len(free) == 2


def test_a_page_reads_the_same_alone_and_helped(idle: Callable[[int], list[None]]) -> None:
    letter = make_letter(12, pages=1, vocabulary="tuning", degradation="scan", dpi=200)
    (page,) = pages_of(letter)
    engine, told = Engine(), list[PageText]()
    idle(2)
    helped = reader.read_page(engine, page, tell=told.append)
    idle(0)
    assert reader.read_page(engine, page, tell=told.append) == helped
    first, again = told
    assert first == again
    assert not first.whole
    words = {word.text for word in first.words}
    assert {"ngày", "tháng"} <= words
    assert letter.truth["signer_name"].split()[-1] in words
    assert len(first.words) < 0.8 * len(helped.words)
