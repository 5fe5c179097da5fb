"""One level page on its way to being words: heading and end first, what stands between them last.

Parts of it are read side by side where a core is idle; what comes of them is the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from clerk_app.core import handwriting
from clerk_app.core.notation_reader import notation_again
from clerk_app.core.ocr import Engine, Layout
from clerk_app.core.pen_slots import Slot, slots
from clerk_app.core.place_reader import place_again
from clerk_app.core.region import Seam, apart, gap, ink_cells, seam
from clerk_app.core.second_look import subject_again
from clerk_app.core.sheet import PLAIN_DPI, STAMP_DPI, Sheet, after, more
from clerk_app.core.signature_reader import (
    Ending,
    ending,
    signature_apart,
    signed_beside,
    signed_over,
)
from clerk_app.core.title_reader import title_again
from clerk_app.domain.pen import PenText
from clerk_app.domain.scanning import Box, Word
from clerk_app.pool import Aside

HEADING_END = 0.45
"""Nothing of a heading stands below this fraction of a page (NĐ 30, Phụ lục I, Mục IV)."""

TITLE_END = 0.37
"""About here ends what is read first: type and subject stand over it."""

_GAP_REACH, _LEAST_HALVED = 0.02, 0.15
_ACROSS = 0.0, 1.0
Later = Callable[[], list[Word]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a page is read.

    Attributes:
        start: From this fraction of its height.
        end: To this one.
        signed: Recipients and signature are looked for.
    """

    start: float = 0.0
    end: float = 1.0
    signed: bool = True

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return (self.start, self.end) == (0.0, 1.0)

    @property
    def box(self) -> Box:
        """The part of the page."""
        return Box(0.0, self.start, 1.0, self.end)


class _Code(NamedTuple):
    """What a heading's row of number and date gave: where its slots lie, and what they hold."""

    slots: list[Slot]
    again: list[Word]
    pen: tuple[PenText, ...]


class PageReading:
    """Reads a page; `begin` first, then `rest`, which looks at the signature more closely, too.

    Args:
        aside: The engine that reads, and perhaps another beside it.

    Attributes:
        words: Read so far, in order.
        again: Of further readings, for what they agree on.
        pen: What was written by hand.
    """

    def __init__(self, aside: Aside[Engine], sheet: Sheet, parts: Parts) -> None:
        self._aside, self._engine = aside, aside.own
        self._sheet, self._parts = sheet, parts
        self._cells = ink_cells(sheet.plain, PLAIN_DPI)
        self._way = self._seam()
        self._title = self._title_part()
        self._end: Ending | None = None
        self._top: tuple[list[Word], list[Word]] = [], []
        self.words: list[Word] = []
        self.again: list[Word] = []
        self.pen: tuple[PenText, ...] = ()

    def begin(self) -> None:
        """Read heading, type, subject, recipients and signature."""
        if self._parts.start > 0.0:
            self._end = self._ending(self._engine)
        else:
            self._begin_from_top()
        words, again = self._top
        self.words, self.again = list(words), list(again)
        if self._end is not None:
            self.words = self._with_end(words, self._end)
            self.again = after(again, self.words)

    def rest(self) -> None:
        """Read what stands between, and a signature that stands in no columns."""
        end, again = self._end, self._top[1]
        bottom = end.level if end else self._parts.end
        begun = self._aside.run(lambda _: self._subject_settled())
        sealed = self._aside.run(self._signed)
        halves = self._middle(self._title.bottom, bottom)
        lower, upper = (half() for half in reversed(halves))  # the upper is begun already
        before = begun()
        again = [*again, *after(_dropped(self._top[0], before), again)]
        words = [*before, *after(upper, before)]
        words += after(lower, words)
        signed: Sequence[Word] = []
        if end is not None:
            words = self._with_end(words, end)
            foot = Box(0.0, end.bottom, 1.0, self._parts.end)
            words += after(self._plain(self._engine, foot), words)
            signed = after(sealed(), words)
            if not end.signed:
                signed = signed_over(self._engine, self._sheet, words, end)
        elif self._parts.signed:
            words, signed = signature_apart(self._engine, self._sheet, words, self._cells)
        self.words = words
        self.again = [*signed, *after(again, [*words, *signed])]

    def _seam(self) -> Seam | None:
        return seam(self._cells, down=(0.0, HEADING_END)) if self._parts.start == 0.0 else None

    def _title_part(self) -> Box:
        """Tell where type and subject stand, under the heading's columns."""
        start, end = self._parts.start, self._parts.end
        if start > 0.0:
            return Box(0.0, start, 1.0, start)
        start = self._way.bottom if self._way else 0.0
        end = end if end < 1.0 else gap(self._cells, TITLE_END, _ACROSS, _GAP_REACH)
        return Box(0.0, start, 1.0, max(start, end))

    def _begin_from_top(self) -> None:
        columns = self._columns()
        under = self._aside.run(lambda engine: self._plain(engine, self._title))
        last = self._aside.run(self._ending)
        again = self._coloured()
        words = columns(again)
        code = self._coded(words, again)  # while another thread reads what stands under it
        self._end = last()
        words += after(under(), words)
        if self._parts.signed and self._slots(words, again) != code.slots:
            code = self._coded(words, again)
        again = after([*again, *code.again], words)
        if self._way is not None:
            words = title_again(self._aside, self._sheet, words, again, self._cells)
            words = place_again(self._engine, self._sheet, words, self._cells)
        self.pen = code.pen
        self._top = words, again

    def _coded(self, words: Sequence[Word], again: Sequence[Word]) -> _Code:
        """Read number, notation and date more closely; a heading alone gives no fields."""
        if not self._parts.signed:
            return _Code([], [], ())
        more: list[Word] = []
        if self._way is not None:
            more = notation_again(self._aside, self._sheet, words, again)
        pen = handwriting.read(self._sheet, words, [*again, *more])
        return _Code(self._slots(words, again), more, pen)

    def _slots(self, words: Sequence[Word], again: Sequence[Word]) -> list[Slot]:
        height, width = self._sheet.black.shape[:2]
        return slots(words, again, (width, height))[0]

    def _columns(self) -> Callable[[list[Word]], list[Word]]:
        """Begin to read the right column of a heading; what comes back reads the rest of it.

        The organ's column is read once more as scattered words.
        """
        way, black = self._way, self._sheet.black
        if way is None:
            return lambda _: []
        (left, near), (right, far) = apart(black, way)
        beside = self._aside.run(lambda engine: more(engine, right, [], far, Layout.BLOCK))

        def read(again: list[Word]) -> list[Word]:
            over = Box(0.0, 0.0, 1.0, way.top)
            words = more(self._engine, black, [], over, Layout.SCATTERED)
            words += more(self._engine, left, words, near, Layout.BLOCK)
            again += more(self._engine, left, again, near, Layout.SCATTERED)
            return [*words, *after(beside(), words)]

        return read

    def _plain(self, engine: Engine, part: Box) -> list[Word]:
        return engine.words(self._sheet.plain, PLAIN_DPI, region=part)

    def _coloured(self) -> list[Word]:
        """Read what coloured ink alone says over a heading: stamps."""
        if self._sheet.coloured is None:
            return []
        stamps, top = self._sheet.coloured, Box(0.0, 0.0, 1.0, HEADING_END)
        return self._engine.words(stamps, STAMP_DPI, layout=Layout.SCATTERED, region=top)

    def _ending(self, engine: Engine) -> Ending | None:
        if not self._parts.signed:
            return None
        top = self._way.bottom if self._way else self._parts.start
        return ending(engine, self._sheet, self._cells, top)

    def _subject_settled(self) -> list[Word]:
        before, again = self._top
        if not self._parts.signed:
            return before
        return subject_again(self._sheet, before, again)

    def _signed(self, engine: Engine) -> list[Word]:
        return signed_beside(engine, self._sheet, self._end) if self._end else []

    def _middle(self, top: float, bottom: float) -> list[Later]:
        """Begin to read running text, its two halves apart."""
        half = bottom = max(top, bottom)
        if bottom - top >= _LEAST_HALVED:
            half = gap(self._cells, (top + bottom) / 2, _ACROSS, _GAP_REACH)
        boxes = Box(0.0, top, 1.0, half), Box(0.0, half, 1.0, bottom)
        return [self._aside.run(partial(self._plain, part=box)) for box in boxes]

    def _with_end(self, words: Sequence[Word], end: Ending) -> list[Word]:
        kept = [word for word in words if not end.holds(word.box)]
        return [*kept, *after(end.words, kept)]


def _dropped(words: Sequence[Word], kept: Sequence[Word]) -> list[Word]:
    """Give what was read and is no part of a title: a stamp's words tell what it is."""
    left = set(kept)
    return [word for word in words if word not in left]
