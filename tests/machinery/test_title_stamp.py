"""A stamp over a title: the title is read without it, and what the stamp says is not lost."""

import re

from clerk_app.core import reader
from clerk_app.core.ocr import Engine
from clerk_app.core.second_look import subject_again
from clerk_app.core.sheet import PLAIN_DPI, prepared
from clerk_app.domain.layout import in_lines
from clerk_app.domain.scanning import Box
from clerk_app.domain.stamps import stamps
from tests.bench.reading_set import Place, pages_of
from tests.mail.letters import make_letter


def test_words_that_leave_a_title_are_kept_aside() -> None:
    page = next(pages_of(Place(203, first=960_000).make()))
    text = reader.read_page(Engine(), page)
    lines = [line.text.casefold() for line in in_lines(text.words)]
    assert any(line.startswith("về việc thực hiện chế độ nâng bậc") for line in lines)
    urgent = [one.text for one in stamps(in_lines(text.aside), None) if one.kind == "urgency"]
    assert len(urgent) == 2, "the stamp as its own ink shows it, and as it stood in the title"


def test_a_year_that_was_lost_at_a_subjects_end_is_read_anew() -> None:
    letters = (make_letter(seed, type_name="Báo cáo", pages=1, dpi=300) for seed in range(40, 99))
    letter = next(one for one in letters if re.search(r"năm \d{4}$", one.truth["subject"]))
    sheet = prepared(next(pages_of(letter)))
    words = Engine().words(sheet.plain, PLAIN_DPI, region=Box(0.0, 0.0, 1.0, 0.4))
    year = max(
        (word for word in words if word.text == letter.truth["subject"][-4:]),
        key=lambda word: word.box.top * (word.box.top < 0.3),
    )
    cut = [word for word in words if word is not year]
    again = subject_again(sheet, cut, [])
    assert [word.text for word in again if word not in cut][-1:] == [year.text]
