"""Books and forms as PDF, from the templates in `resources/forms/`; nothing is written to disk."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import typst

from clerk_app.errors import MachineFault, mapped

# Of the widths of Times New Roman, which NĐ 30/2020 (Phụ lục I) asks for, and free.
FONT = "Tinos"
_FACES = {("normal", 400), ("normal", 700), ("italic", 400)}
_FORM = re.compile(r"[a-z]+(-[a-z]+)*")
_REMEMBERED = 10
_SPACES = {"Zl", "Zp", "Cc"}
_UNSEEN = {"Cf", "Cn", "Co", "Cs"}


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of the incoming book: the ten columns, in the decree's order, as printed."""

    arrival_date: str
    arrival_number: str
    organ_name: str
    code: str
    issued_date: str
    subject: str
    to_places: str
    transfer_date: str
    signature: str
    remarks: str


@dataclass(frozen=True, slots=True)
class BookIn:
    """A volume of the incoming book (Sổ đăng ký văn bản đến, NĐ 30/2020, Phụ lục IV, VI).

    Dates stand as dd/mm/yyyy, numbers as 01. What is empty on the cover is left to be filled by
    hand.

    Attributes:
        parent_organ: The organ directly above, or nothing.
        anchor: Short form of the journal's head at printing time, or nothing.
        printed_at: Day and time, as printed in the foot line.
    """

    parent_organ: str
    organ: str
    year: int
    number_first: str
    number_last: str
    date_first: str
    date_last: str
    volume: str
    lines: tuple[BookLine, ...]
    anchor: str
    printed_at: str


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The sheet with the office's recovery key, printed once and sealed.

    Attributes:
        home: Identity of the store that the key opens.
        made_at: Day, as printed.
        groups: The key, in the groups in which it is read aloud and typed.
    """

    organ: str
    home: str
    made_at: str
    groups: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OutageNotice:
    """The notice of an outage (QĐ 12/2014/QĐ-UBND, Điều 11, khoản 1).

    Attributes:
        day: As printed: `ngày 22 tháng 11 năm 2026`.
        to: Whom it is for.
        points: Heading and text of each point.
        sources: Where the rule stands, or nothing.
        by: Account of the person who makes it.
    """

    parent_organ: str
    organ: str
    station: str
    day: str
    to: tuple[str, ...]
    points: tuple[tuple[str, str], ...]
    sources: str
    by: str


def fonts_missing(folder: Path | None = None) -> tuple[str, ...]:
    """Name the fonts that the forms need and the machine lacks.

    Args:
        folder: Look here only, instead of among the program's and the system's fonts.
    """
    found = {(face.style, face.weight) for face in _fonts(folder).fonts() if face.family == FONT}
    if found >= _FACES:
        return ()
    _fonts.cache_clear()  # it may be installed while the program runs
    return (FONT,)


def book_in(book: BookIn, fonts: Path | None = None) -> bytes:
    """Set a volume of the incoming book: cover, first page, table."""
    data = {each.name: getattr(book, each.name) for each in fields(book)}
    data |= {"year": str(book.year), "lines": [astuple(line) for line in book.lines]}
    return typeset("book-in", data, fonts)


def recovery_sheet(sheet: RecoverySheet, fonts: Path | None = None) -> bytes:
    """Set the sheet of the recovery key; the result is as secret as the key."""
    data = {each.name: getattr(sheet, each.name) for each in fields(sheet)}
    return typeset("recovery", data, fonts)


def outage_notice(notice: OutageNotice, fonts: Path | None = None) -> bytes:
    """Set the notice of an outage."""
    data = {each.name: getattr(notice, each.name) for each in fields(notice)}
    return typeset("outage", data, fonts)


def typeset(form: str, data: Mapping[str, object], fonts: Path | None = None) -> bytes:
    """Set one form; the same form and data give the same bytes.

    The data reach the template as values and are never read as markup. The template may read
    nothing outside the forms' folder.

    Args:
        form: Name of a template in `resources/forms/`, without its ending.
        data: What the template prints: strings, and lists and mappings of them.
        fonts: Folder to take the fonts from, instead of the program's and the system's.

    Raises:
        MachineFault: `font-missing` (another font is never taken instead), `typesetting-failed`.
    """
    if not _FORM.fullmatch(form):
        raise ValueError("a form is named by its template, without a path")
    for missing in fonts_missing(fonts):
        raise MachineFault("font-missing", font=missing)
    folder = str(forms_folder())
    # TypstError is a RuntimeError; a template that is not there is a bare one.
    with mapped({RuntimeError: (MachineFault, "typesetting-failed")}):
        try:
            return typst.compile(
                str(forms_folder() / f"{form}.typ"),
                root=folder,
                font_paths=_fonts(fonts),
                ignore_system_fonts=True,  # `_fonts` has them already
                sys_inputs={"data": json.dumps(_plain(data), ensure_ascii=False)},
                package_path=folder,  # no package is looked for elsewhere
                package_cache_path=folder,
                pdf_tags=False,  # tags make a long book seven times as large
            )
        finally:
            _forget(fonts)


def _forget(fonts: Path | None) -> None:
    # WORKAROUND(https://github.com/typst/typst/issues/334): what was set stays in the compiler's
    # memory (140 KB a line of the book, and the recovery key) until ten more have been set.
    for _ in range(_REMEMBERED + 1):
        typst.compile(b"", font_paths=_fonts(fonts), ignore_system_fonts=True, pdf_tags=False)


def forms_folder() -> Path:
    """Find the templates that came with the program."""
    return Path(str(files("resources") / "forms"))


@lru_cache(maxsize=4)
def _fonts(folder: Path | None) -> typst.Fonts:
    shipped = Path(str(files("resources") / "fonts"))
    places = [folder] if folder else [shipped] if shipped.is_dir() else []
    return typst.Fonts(
        include_system_fonts=folder is None,
        include_embedded_fonts=False,
        font_paths=[str(place) for place in places],
    )


def _plain(value: object) -> object:
    if isinstance(value, str):
        return _printable(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def _printable(text: str) -> str:
    """Text as a printed line shows it: NFC, one space where lines and tabs were, nothing unseen.

    Direction marks and their like go, because with them a line could be read as another one.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kinds = (
        (letter, unicodedata.category(letter)) for letter in unicodedata.normalize("NFC", text)
    )
    seen = (" " if kind in _SPACES else "" if kind in _UNSEEN else each for each, kind in kinds)
    return " ".join("".join(seen).split())
