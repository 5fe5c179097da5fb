"""Makes one invented letter: pages as pictures, and the truth about them.

    letter = make_letter(7, type_name="Quyết định", secrecy="MẬT", degradation="bilevel")
    letter.save(folder / "seven.pdf")

The same seed and options give the same pages.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np

from tests.mail import bodies, copies, forms, houses, wear
from tests.mail.content import Content, invent
from tests.mail.files import Picture, save_pages, save_truth
from tests.mail.forms import FORMS, Form
from tests.mail.ink import Sheet, Spot, as_image
from tests.mail.options import Options
from tests.mail.overlays import as_mark, press_all
from tests.mail.stamps import Mark
from tests.mail.typeset import Printed, typeset


@dataclass(frozen=True)
class Letter:
    """A scanned letter and what is known about it."""

    images: list[Picture]
    truth: dict[str, Any]
    dpi: int

    def save(self, path: Path | str) -> list[Path]:
        """Write the scan by its suffix and the truth beside it as JSON."""
        target = Path(path)
        return [*save_pages(self.images, target, self.dpi), save_truth(self.truth, target)]


@dataclass
class _Streams:
    """Chance, apart for each concern: asking for a stamp must not change the letter's words."""

    seed: int
    used: dict[str, Random] = field(default_factory=dict)

    def of(self, name: str) -> Random:
        return self.used.setdefault(name, Random(f"{self.seed}/{name}"))


def make_letter(seed: int, *, options: Options | None = None, **wanted: Any) -> Letter:
    """Make a letter; keywords are fields of `Options` and go before those of `options`."""
    chance = _Streams(seed)
    options = _with_chance(replace(options or Options(), **wanted), chance.of("stamps"))
    form = _form(options, chance.of("type"))
    house = houses.choose(chance.of("house"), form) if options.variety else "office"
    content = invent(
        chance.of("content"),
        form,
        options.vocabulary,
        options.unique_word,
        options.lookalike == "talk",
        house,
    )
    if options.variety:
        houses.dress(chance.of("house"), content.values, house, content.matter.half)
    _leave_gaps(content, options, chance.of("hand"))
    printed = _print(content, options, chance)
    sheets = [
        Sheet(as_image(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)), options.dpi)
        for grey in printed.pictures(options.dpi)
    ]
    press_all(sheets, printed, content, options, chance.of("ink"))
    if options.variety and chance.of("house").random() < 0.15:
        copies.note_in_margin(sheets[0], chance.of("house"))
    kind = options.degradation or _by_weight(
        chance.of("wear"), wear.VARIED if options.variety else wear.WEIGHTS
    )
    if options.blank_backs:
        sheets = _with_backs(sheets, chance.of("backs"))
    for i, sheet in enumerate(sheets):
        sheet.back = sheets[min(i ^ 1, len(sheets) - 1)].image.copy() if kind == "bleed" else None
    for sheet in sheets:
        wear.degrade(sheet, kind, chance.of("wear"))
    truth = _truth(content, printed, sheets, options, kind)
    return Letter([wear.finished(sheet, kind) for sheet in sheets], truth, options.dpi)


def _by_weight(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _form(options: Options, rng: Random) -> Form:
    return FORMS[options.type_name or _by_weight(rng, forms.WEIGHTS)]


def _with_chance(options: Options, rng: Random) -> Options:
    incoming = options.incoming if options.incoming is not None else rng.random() < 0.15
    return replace(options, incoming=incoming)


def _leave_gaps(content: Content, options: Options, rng: Random) -> None:
    """Decide what a pen writes, and leave room for it in print."""
    values = content.values
    if options.sealed and rng.random() < 0.1:
        # Some offices stamp the signer's name too; print leaves its room empty.
        values["signer"]["rubber_name"] = True
        content.truth["extra"]["handwritten_or_stamped"].append("signer_name")
    by_hand = options.handwriting if options.handwriting is not None else rng.random() < 0.4
    stamps = (options.secrecy, options.urgency, options.lookalike)
    values["stamp_room"] = rng.choice([2, 4, 8]) + 9 * sum(bool(one) for one in stamps)
    if options.incoming:
        # Many offices leave no room at all: the stamp then covers the title.
        values["stamp_room"] += rng.choice([0, 14, 26])
    if not by_hand or values["notation"] is None:
        return
    values["dots"] = rng.random() < 0.4
    values["number_gap"] = max(11, 4 * len(values["number"]) + rng.randint(-1, 5))
    content.written["number"] = values["number"]
    if content.form.template != "minutes" and rng.random() < 0.85:
        values["day_gap"] = rng.randint(9, 12)
        content.written["day"] = rng.choice([values["day"], values["day"].lstrip("0")])
        if rng.random() < 0.2:
            values["month_gap"] = rng.randint(8, 11)
            content.written["month"] = values["month"]


def _print(content: Content, options: Options, chance: _Streams) -> Printed:
    """Typeset, with as much text as fills the wanted number of pages."""
    form = content.form
    pages = options.pages or (1 if form.short else chance.of("pages").choice([1, 1, 1, 2, 2, 3]))
    for one in (options.secrecy, options.urgency, options.lookalike):
        if isinstance(one, Mark):
            pages = max(pages, one.page)
    count = chance.of("pages").randint(2, 7) + 9 * (pages - 1)
    tried: dict[int, Printed] = {}
    content.values["annex"] = _annex(content, options, chance.of("annex"))
    while count not in tried and count >= 0 and len(tried) < 14:
        content.rewrite_body(Random(f"{chance.seed}/body"), count)
        tried[count] = printed = typeset(form.template, content.values)
        if printed.last_page == pages:
            return printed
        count += 1 if printed.last_page < pages else -1
    return printed


def _annex(content: Content, options: Options, rng: Random) -> dict[str, Any] | None:
    if options.annex is None:
        return None
    values = content.values
    reference = f"(Kèm theo văn bản số {values['notation']} của {content.matter.office.spoken})"
    return {
        "heading": options.annex == "heading",
        "title": rng.choice(["PHỤ LỤC", "PHỤ LỤC I", "Phụ lục 01"]),
        "subject": f"Danh mục nội dung {content.matter.subject}",
        "reference": reference,
        "body": bodies.plain(rng, content.matter, 4),
    }


def _with_backs(sheets: list[Sheet], rng: Random) -> list[Sheet]:
    """Add the empty back of every sheet, sometimes with the print showing through."""
    both = []
    for sheet in sheets:
        back = Sheet(as_image(np.full_like(sheet.image, 255)), sheet.dpi)
        if rng.random() < 0.5:
            wear.bleed(back, sheet.image, rng.uniform(0.02, 0.1))
        back.spots.append(Spot("blank", (0.0, 0.0, 0.0, 0.0)))
        both += [sheet, back]
    return both


def _place(sheet: Sheet, page: int, spot: Spot) -> dict[str, Any]:
    place = {"kind": spot.kind, "page": page, "box": sheet.fractions(spot.box), **spot.facts}
    return place | ({"visible": sheet.visible(spot)} if spot.mask is not None else {})


_NOT_FIELDS = ("heading_end", "body_start", "signature", "second_signature", "annex")


def _truth(
    content: Content, printed: Printed, sheets: list[Sheet], options: Options, kind: str
) -> dict[str, Any]:
    step = 2 if options.blank_backs else 1
    truth, extra = content.truth, content.truth["extra"]
    for name in ("urgency", "secrecy"):
        wanted = getattr(options, name)
        if wanted is not None:
            truth["priority" if name == "urgency" else name] = as_mark(wanted, name).text
    truth["pages"] = len(sheets)
    annex, recipients = printed.slot("annex"), printed.slot("recipients")
    spots = [_place(sheet, i + 1, spot) for i, sheet in enumerate(sheets) for spot in sheet.spots]
    extra |= {
        "signature_page": (printed.signature_page - 1) * step + 1,
        "recipients_page": (recipients.page - 1) * step + 1 if recipients else None,
        "document_page_range": [1, len(sheets)],
        "other_documents_in_file": [],
        "handwritten_or_stamped": [*extra["handwritten_or_stamped"], *content.written],
        "annex_page": (annex.page - 1) * step + 1 if annex else None,
        "annex_has_heading": options.annex == "heading",
        "blank_pages": [one["page"] for one in spots if one["kind"] == "blank"],
        "stamps": [one for one in spots if one["kind"] != "blank"],
        "boxes": {
            slot.name: {
                "page": (slot.page - 1) * step + 1,
                "box": sheets[(slot.page - 1) * step].fractions(slot.pixels(options.dpi)),
            }
            for slot in printed.slots
            if slot.name not in _NOT_FIELDS
        },
        "degradation": kind,
        "dpi": options.dpi,
        "talks_of_secrecy": content.matter.talks_of_secrecy,
        "kind": "invented",
    }
    return truth
