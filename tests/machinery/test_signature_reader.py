"""Names under seals, over the recipients, and notations beside a pen: read from whole pages."""

from typing import Any

import numpy as np
import pytest

from clerk_app.core import reader
from clerk_app.core.lexicon_file import known_wording
from clerk_app.core.ocr import Engine
from clerk_app.domain.reading import Reading, suggest
from tests.bench.reading_set import pages_of
from tests.mail.letters import Letter, make_letter


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def read(engine: Engine, letter: Letter) -> Reading:
    texts = [reader.read_page(engine, page) for page in pages_of(letter)]
    return suggest(texts, len(texts), known_wording())


def signer(engine: Engine, seed: int, **wanted: Any) -> tuple[object, object]:
    letter = make_letter(seed, pages=1, vocabulary="tuning", dpi=300, **wanted)
    guess = read(engine, letter).fields.get("signer_full_name")
    return guess and guess.value, letter.truth["signer_name"]


@pytest.mark.parametrize("kind", ["Hợp đồng", "Biên bản"])
def test_a_contract_is_signed_over_its_recipients(engine: Engine, kind: str) -> None:
    found, truth = signer(engine, 31, type_name=kind, degradation="scan")
    assert found == truth


@pytest.mark.parametrize("way", ["scan", "grey", "bilevel"])
def test_a_name_is_read_through_a_seal(engine: Engine, way: str) -> None:
    found, truth = signer(engine, 42, type_name="Công văn", degradation=way)
    assert found == truth


def test_a_notation_beside_a_pens_number_is_read(engine: Engine) -> None:
    right = 0
    for seed in (61, 62, 63, 64):
        letter = make_letter(
            seed, type_name="Quyết định", handwriting=True, pages=1, degradation="scan", dpi=300
        )
        guess = read(engine, letter).fields.get("code_notation")
        right += guess is not None and guess.value == letter.truth["notation"]
    assert right >= 3


def test_an_empty_page_has_no_signature(engine: Engine) -> None:
    letter = make_letter(5, pages=1, degradation="scan", dpi=200)
    (page,) = pages_of(letter)
    blank = np.full((page.height, page.width, 3), 255, np.uint8)
    assert reader.read_page(engine, page, blank).words == ()
