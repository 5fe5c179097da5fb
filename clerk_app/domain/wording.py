"""Misread marks put right by the words beside them: `tô chức` is `tổ chức`.

Reading loses marks far oftener than letters, and what is left is mostly a syllable of its own. So
a syllable is doubted only where it fits neither neighbour and one with the same letters does. The
evidence is a lexicon of phrases, and what stands elsewhere in the same document.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from clerk_app.domain.document_words import (
    Pair,
    Pairs,
    closed,
    of_document,
    small,
    without,
    worth_of,
)
from clerk_app.domain.layout import Line, in_lines
from clerk_app.domain.scanning import Word
from clerk_app.domain.text import (
    bare,
    cased,
    is_syllable,
    is_upper,
    nfc,
    old_style,
    search_key,
    shape,
)

START = "^"
"""Stands before the first word of an organ's name."""

_SURE_OF_ITSELF, _FIRST_DOUBT, _OTHER_LETTERS = 0.6, 0.25, 0.3
_CAPITAL_DOUBT, _SURE_CAPITAL = 0.2, 0.34
_READ_SURELY, _UNUSUAL = 0.95, 0.3
_MOST, _CERTAIN, _NEVER = 8, 0.999, 9.0


@dataclass(frozen=True, slots=True)
class Wording:
    """Which syllables stand side by side.

    Attributes:
        pairs: By their shape: the pairs as written in small letters, and what each is worth
            (1.0 is enough to change one syllable that was read surely).
        elsewhere: The same, for what stands in other places of the document.
    """

    pairs: Pairs = field(default_factory=dict)
    elsewhere: Pairs = field(default_factory=dict)

    def worth(self, one: str, other: str, *, repeated: bool = True) -> float:
        """Tell what two syllables in small letters are worth side by side.

        Args:
            repeated: What stands elsewhere in the document counts.
        """
        key, pair = (shape(one), shape(other)), (one, other)
        known = self.pairs.get(key, {})
        if not repeated:
            return known.get(pair, 0.0)
        return max(known.get(pair, 0.0), self.elsewhere.get(key, {}).get(pair, 0.0))

    def beside(self, one: str, other: str) -> list[Pair]:
        """Give the known pairs of the same shape as two syllables."""
        key = shape(one), shape(other)
        return [pair for each in (self.pairs, self.elsewhere) for pair in each.get(key, {})]


def _is_unhooked(text: str, options: Iterable[str]) -> bool:
    """Tell whether a syllable may be another one with an acute for its hook: `thế` for `thể`.

    Over a roof the two look so alike that every `thể` of a document may be read as `thế`.
    """
    return any(option.translate(_UNHOOKED) == text for option in options)


_UNHOOKED = str.maketrans("ẩểổ", "ấếố")


def wording(phrases: Iterable[str], worth: float = 1.0) -> dict[Pair, dict[Pair, float]]:
    """Gather the pairs of neighbouring syllables in some phrases."""
    pairs: dict[Pair, dict[Pair, float]] = {}
    for phrase in phrases:
        for one, other in pairwise([old_style(each) for each in nfc(phrase).lower().split()]):
            known = pairs.setdefault((shape(one), shape(other)), {})
            known[one, other] = max(worth, known.get((one, other), 0.0))
    return pairs


def joined(*all_pairs: Pairs) -> Wording:
    """Make one wording of several; a pair is worth the most that any of them says."""
    pairs: dict[Pair, dict[Pair, float]] = {}
    for each in all_pairs:
        for key, known in each.items():
            into = pairs.setdefault(key, {})
            for pair, worth in known.items():
                into[pair] = max(worth, into.get(pair, 0.0))
    return Wording(pairs)


def righted_words(pages: Sequence[Sequence[Word]], known: Wording) -> list[tuple[Word, ...]]:
    """Put misread marks right on the pages of one document; words keep their order and place.

    Args:
        pages: Words of each page.
        known: What may stand side by side anywhere.
    """
    chains = [_chains(in_lines(words)) for words in pages]
    owns = [[of_document(chain) for chain in page] for page in chains]
    counts: Counter[Pair] = Counter()
    for each in (own for page_owns in owns for own in page_owns):
        counts.update(each)
    everywhere = worth_of(counts)
    done: list[tuple[Word, ...]] = []
    for words, page, page_owns in zip(pages, chains, owns, strict=True):
        new: dict[int, Word] = {}
        for chain, own in zip(page, page_owns, strict=True):
            new |= _righted_chain(chain, known, without(everywhere, counts, own))
        done.append(tuple(new.get(id(word), word) for word in words))
    return done


def _righted_chain(chain: Sequence[Line], known: Wording, elsewhere: Pairs) -> dict[int, Word]:
    if _is_name(chain):
        return {}
    words = [word for line in chain for word in line.words]
    starts = {id(line.words[0]) for line in chain if _is_organ(line)}
    texts = righted(words, Wording(known.pairs, elsewhere), starts)
    return {
        id(word): replace(word, text=text)
        for word, text in zip(words, texts, strict=True)
        if text != word.text
    }


def _is_name(chain: Sequence[Line]) -> bool:
    """Tell whether a line stands alone as a person's name does: it is never put right."""
    words = [bare(word.text) for line in chain for word in line.words]
    named = all(word[:1].isupper() and not word.isupper() for word in words if word)
    return len(chain) == 1 and 2 <= len(words) <= 5 and named


def _is_organ(line: Line) -> bool:
    plain = not any(c in "/:" for c in line.text)
    return plain and is_upper(line.text) and line.box.left < 0.45 and line.box.top < 0.3


def _chains(lines: Sequence[Line]) -> list[list[Line]]:
    """Gather lines that follow one another in one column: a phrase may run over their ends."""
    chains: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.centre[1]):
        for chain in chains[-4:]:
            if _follows(chain[-1], line):
                chain.append(line)
                break
        else:
            chains.append([line])
    return chains


def _follows(upper: Line, lower: Line) -> bool:
    gap = lower.box.top - upper.box.bottom
    shared = min(upper.box.right, lower.box.right) - max(upper.box.left, lower.box.left)
    narrow = min(upper.box.right - upper.box.left, lower.box.right - lower.box.left)
    same_case = is_upper(upper.text) == is_upper(lower.text)
    return -0.004 < gap < 1.2 * upper.height and shared > 0.5 * narrow and same_case


def _apart(one: Word, other: Word) -> bool:
    """Tell whether a sign parts two words, or a line's end before one that begins a sentence."""
    begins = other.text.istitle() and not is_upper(one.text)
    return not closed(one.text) or (begins and one.line != other.line)


def righted(
    words: Sequence[Word], known: Wording, starts: Collection[int] = frozenset()
) -> list[str]:
    """Give the words' texts with misread marks put right.

    Numbers and signs stay as read, and so does every syllable that its neighbours bear out.

    Args:
        words: In reading order, of one text.
        known: What may stand side by side.
        starts: Identities of the words that open a line of an organ's name.
    """
    read = [small(word.text) for word in words]
    chosen = _best_way(words, read, known, starts)
    return [
        word.text if to == text else _dressed(word.text, to)
        for word, text, to in zip(words, read, chosen, strict=True)
    ]


def _dressed(text: str, to: str) -> str:
    """Put a syllable in a word's place, in its case, with the signs around it."""
    old = bare(text)
    return text.replace(old, cased(to, old), 1)


def _best_way(
    words: Sequence[Word], read: list[str], known: Wording, starts: Collection[int]
) -> list[str]:
    """Choose a syllable for every place: what changes cost against what neighbours are worth."""
    choices = [_options(read, at, id(word) in starts, known) for at, word in enumerate(words)]
    spoilt = [_is_unhooked(text, each) for text, each in zip(read, choices, strict=True)]

    def alone(at: int, to: str) -> bool:
        return spoilt[at] if to == read[at] else words[at].confidence >= _READ_SURELY

    def beside(at: int, last: str, option: str) -> float:
        if at == 0 or _apart(words[at - 1], words[at]):
            return 0.0
        return known.worth(last, option, repeated=not (alone(at, option) or alone(at - 1, last)))

    best: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
    for at, (word, text) in enumerate(zip(words, read, strict=True)):
        reached: dict[str, tuple[float, list[str]]] = {}
        for option in [text, *choices[at]]:
            first = known.worth(START, option) if id(word) in starts else 0.0
            score, way = max(
                (had + max(first, beside(at, last, option)), way)
                for last, (had, way) in best.items()
            )
            cost = 0.0 if option == text else _cost(word, text, option)
            reached[option] = score - cost, [*way, option]
        best = reached
    return max(best.values(), key=lambda each: each[0])[1]


def _options(read: list[str], at: int, opens: bool, known: Wording) -> list[str]:
    """Name the syllables that may have been meant: of the same shape, beside a neighbour's."""
    text = read[at]
    if not text.isalpha():
        return []
    found = [pair[1] for pair in known.beside(START, text)] if opens else []
    found += [pair[1] for pair in known.beside(read[at - 1], text)] if at else []
    found += [pair[0] for pair in known.beside(text, read[at + 1])] if at + 1 < len(read) else []
    return list(dict.fromkeys(each for each in found if each != text))[:_MOST]


def _cost(word: Word, text: str, option: str) -> float:
    """Tell what a change costs: more, the surer the syllable was read."""
    if word.confidence > _CERTAIN:
        return _NEVER
    if search_key(text) != search_key(option):
        # Other letters are believed only of what is no syllable at all.
        return _NEVER if is_syllable(text) else _FIRST_DOUBT + _OTHER_LETTERS
    doubt, sure = (
        (_CAPITAL_DOUBT, _SURE_CAPITAL) if is_upper(word.text) else (_FIRST_DOUBT, _SURE_OF_ITSELF)
    )
    usual = word.confidence < _READ_SURELY or _is_unhooked(text, [option]) or is_upper(word.text)
    return doubt + sure * min(1.0, max(0.0, word.confidence)) + (0.0 if usual else _UNUSUAL)
