"""A stamp over a title: the title is read without it, and what the stamp says is not lost."""

from clerk_app.core import reader
from clerk_app.core.ocr import Engine
from clerk_app.domain.layout import in_lines
from clerk_app.domain.stamps import stamps
from tests.bench.reading_set import Place, pages_of


def test_words_that_leave_a_title_are_kept_aside() -> None:
    page = next(pages_of(Place(203, first=960_000).make()))
    text = reader.read_page(Engine(), page)
    lines = [line.text.casefold() for line in in_lines(text.words)]
    assert any(line.startswith("về việc thực hiện chế độ nâng bậc") for line in lines)
    urgent = [one.text for one in stamps(in_lines(text.aside), None) if one.kind == "urgency"]
    assert len(urgent) == 2, "the stamp as its own ink shows it, and as it stood in the title"
