"""Lines of a subject that Tesseract doubts, read by the line network as well."""

from collections.abc import Iterator, Sequence

from clerk_app.core import line_reader
from clerk_app.core.sheet import Sheet
from clerk_app.domain import heading
from clerk_app.domain.layout import Line, in_lines
from clerk_app.domain.scanning import Word
from clerk_app.domain.second_reader import is_doubtful, settled
from clerk_app.domain.subject import about


def subject_again(sheet: Sheet, words: Sequence[Word], again: Sequence[Word]) -> list[Word]:
    """Give a page's words with the doubtful lines of the subject settled.

    An organ's lines gain nothing: the network errs oftener in capitals.

    Args:
        words: Of the level page.
        again: Of its second readings.

    Raises:
        MachineFault: `network-missing`, `network-broken`.
    """
    others = in_lines(again)
    place = heading.frame(in_lines(words))
    if place is None:
        return list(words)
    code = heading.code(place, others)
    kept = list(words)
    for line in filter(is_doubtful, about(place, code).lines):
        kept = _replaced(kept, line, settled(line, list(_read(sheet, line))))
    return kept


def _replaced(words: Sequence[Word], line: Line, better: Sequence[Word]) -> list[Word]:
    """Put words in the place of a line's own."""
    places = {word.box for word in line.words}
    mine = [at for at, word in enumerate(words) if word.box in places]
    if not mine:
        return list(words)
    rest = [word for at, word in enumerate(words) if at not in mine]
    return [*rest[: mine[0]], *better, *rest[mine[0] :]]


def _read(sheet: Sheet, line: Line) -> Iterator[Word]:
    """Read a line in as many parts as the network wants it."""
    most = line_reader.most(line.box, sheet.black)
    parts = int((line.box.right - line.box.left) / most) + 1
    each = -(-len(line.words) // parts)
    for first in range(0, len(line.words), each):
        words = line.words[first : first + each]
        row = line.box._replace(left=words[0].box.left, right=words[-1].box.right)
        look = line_reader.look(sheet.black, row)
        yield from look.words() if look else ()
