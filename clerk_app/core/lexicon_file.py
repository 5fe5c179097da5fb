"""The shipped lexicon and directory: phrases of administrative writing, names of organs, places."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from clerk_app.domain.wording import START, Wording, joined, wording

_PROVINCE_WORTH, _COMMUNE_WORTH = 0.8, 0.45
_KIND = re.compile(r"^(tỉnh|thành phố) ")


@lru_cache(maxsize=4)
def known_wording(own: tuple[str, ...] = ()) -> Wording:
    """Give what syllables stand side by side in administrative Vietnamese.

    Args:
        own: Names of the office's own directory: whoever set them knows how they are written.
    """
    if not own:
        return _shipped()
    return joined(_shipped().pairs, wording(own), wording(f"{START} {name}" for name in own))


@cache
def _shipped() -> Wording:
    heads = (f"{START} {name}" for name in _entries("directory", "heads"))
    places = list(_entries("directory", "provinces"))
    provinces = [*(_KIND.sub("", name) for name in places), *filter(_is_city, places)]
    return joined(
        wording(_entries("lexicon", "phrases")),
        wording(_entries("directory", "organs")),
        wording(heads),
        wording(provinces, _PROVINCE_WORTH),
        wording(_entries("directory", "communes"), _COMMUNE_WORTH),
    )


def _is_city(name: str) -> bool:
    """Tell whether a place's own name says what it is: documents of `Thành phố …` are dated so."""
    return name.startswith("thành phố ")


def _entries(folder: str, name: str) -> Iterator[str]:
    """Give the entries of a list: parted by commas and ends of sections; `#` opens a remark."""
    text = files("resources").joinpath(folder, f"{name}.txt").read_text("utf-8")
    kept = (line for line in text.splitlines() if not line.startswith("#"))
    sections = "\n".join("," if line.startswith("[") else line for line in kept)
    return (" ".join(entry.split()) for entry in sections.split(",") if entry.strip())
