"""Puts pen, seal and stamps where a clerk would put them on a printed letter."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from tests.mail import vocabulary
from tests.mail.content import Content
from tests.mail.handwriting import Hand, signature
from tests.mail.ink import Sheet
from tests.mail.options import Options
from tests.mail.seal import stamp_across, stamp_seal
from tests.mail.stamps import Arrival, Mark, press_arrival, press_mark
from tests.mail.typeset import Printed


def as_mark(wanted: str | Mark, kind: str) -> Mark:
    if isinstance(wanted, Mark):
        return wanted
    double = kind == "secrecy" or wanted == "GIẢI MẬT"
    return Mark(wanted, border="double" if double else "single")


def write_by_hand(sheet: Sheet, printed: Printed, content: Content, rng: Random) -> None:
    """Fill the gaps after `Số:` and `ngày` with a pen."""
    hand = Hand(rng)
    for name, text in content.written.items():
        slot = printed.slot(name)
        if slot is not None:
            sheet.spots.append(hand.write(sheet, text, slot.pixels(sheet.dpi), name))


def sign_and_seal(sheet: Sheet, printed: Printed, content: Content, rng: Random) -> None:
    """Signatures, and the seal over a third of the (right) one, on its left (Điều 33)."""
    scale = sheet.scale
    centre = None
    for name in ("second_signature", "signature"):
        slot = printed.slot(name)
        holder = printed.slot(name.replace("signature", "signer_name"))
        if slot is None or holder is None:
            continue
        x0, y0, x1, _ = holder.pixels(sheet.dpi)
        top = slot.pixels(sheet.dpi)[1]
        centre = (
            (x0 + x1) / 2 + rng.uniform(-3, 5) * scale,
            (top + y0) / 2 + rng.uniform(-2, 2) * scale,
        )
        sheet.spots.append(signature(sheet, rng, centre))
    if centre is None:
        return
    if content.values["signer"].get("rubber_name"):
        _stamp_name(sheet, printed, content.values["signer"]["name"], rng)
    middle = (centre[0] - rng.uniform(16, 24) * scale, centre[1] - rng.uniform(-1, 6) * scale)
    sheet.spots.append(stamp_seal(sheet, rng, _seal_names(content), middle))


def _stamp_name(sheet: Sheet, printed: Printed, name: str, rng: Random) -> None:
    holder = printed.slot("signer_name")
    if holder is None:
        return
    x0, y0, x1, y1 = holder.pixels(sheet.dpi)
    face = rng.choice(["Tinos-Bold", "Tinos-BoldItalic", "Arimo-Bold"])
    mark = Mark(name, border="none", ink=rng.choice(["red", "red", "blue"]), face=face)
    sheet.spots.append(press_mark(sheet, mark, rng, ((x0 + x1) / 2, (y0 + y1) / 2), "name"))


def _seal_names(content: Content) -> tuple[str, str]:
    office = content.matter.office
    foot = office.parent or f"TỈNH {office.place}".upper()
    return office.name.replace("\n", " "), foot.replace("\n", " ")


def _free_middle(sheet: Sheet, printed: Printed, mark: Mark, row: int) -> tuple[float, float]:
    """Ô 10a (row 0) or 10b (row 1): at the left edge, under number and subject.

    On an overprinted mark the text runs across; else the stamp keeps to the room left free.
    """
    scale = sheet.scale
    end = printed.slot("heading_end") if mark.page == 1 else None
    top = end.pixels(sheet.dpi)[1] if end else 22 * scale
    start = printed.slot("body_start")
    wide = 33 if len(mark.text) < 5 else 38 if len(mark.text) < 9 else 43
    if mark.overprinted and start is not None:
        top = start.pixels(sheet.dpi)[1] + 10 * scale if mark.page == 1 else 60 * scale
        wide += 8
    return ((wide + 9) * scale, top + (5 + 10 * row) * scale)


def press_wanted(
    sheet: Sheet, printed: Printed, mark: Mark, kind: str, row: int, rng: Random
) -> None:
    """Press one framed stamp in its lawful place, or where the caller put it."""
    height, width = sheet.image.shape[:2]
    jitter = (rng.uniform(-1.5, 2.5) * sheet.scale, rng.uniform(-0.8, 1.2) * sheet.scale)
    if mark.place is not None:
        centre = (mark.place[0] * width, mark.place[1] * height)
    elif kind == "circulation":
        centre = (146 * sheet.scale + jitter[0], 11 * sheet.scale + jitter[1])
    else:
        x, y = _free_middle(sheet, printed, mark, row)
        centre = (x + jitter[0], y + jitter[1])
    sheet.spots.append(press_mark(sheet, mark, rng, centre, kind))


def receive(
    sheet: Sheet, printed: Printed, content: Content, options: Options, rng: Random
) -> None:
    """The receiving office's ĐẾN stamp: under the number, or under the date where that is taken."""
    day = content.matter.day + timedelta(days=rng.randint(1, 9))
    arrival = Arrival(vocabulary.receiver(rng, content.matter.half), str(rng.randint(1, 4999)), day)
    end = printed.slot("heading_end")
    top = (end.pixels(sheet.dpi)[1] if end else 60 * sheet.scale) + 1.5 * sheet.scale
    taken = options.secrecy or options.urgency or options.lookalike
    left = (rng.uniform(126, 138) if taken else rng.uniform(24, 40)) * sheet.scale
    sheet.spots += press_arrival(sheet, arrival, rng, (left, top))
    content.truth["extra"]["incoming_stamp"] = {
        "organ": arrival.organ,
        "so_den": arrival.number,
        "ngay_den": day.isoformat(),
    }


def press_all(
    sheets: list[Sheet], printed: Printed, content: Content, options: Options, rng: Random
) -> None:
    """Everything that pen and rubber add to the printed pages."""
    first = sheets[0]
    write_by_hand(first, printed, content, rng)
    if options.sealed:
        sign_and_seal(sheets[printed.signature_page - 1], printed, content, rng)
        own = sheets[: printed.last_page]
        if 1 < len(own) <= 5 and rng.random() < 0.3:
            stamp_across(own, rng, _seal_names(content))
    if options.incoming:
        receive(first, printed, content, options, rng)
    for kind in ("secrecy", "urgency", "circulation", "lookalike"):
        wanted: str | Mark | None = getattr(options, kind)
        if wanted is None or wanted == "talk":
            continue
        mark = as_mark(wanted, kind)
        mark = replace(mark, page=min(mark.page, len(sheets)))
        lower = kind == "urgency" and (options.secrecy or options.lookalike)
        press_wanted(sheets[mark.page - 1], printed, mark, kind, 1 if lower else 0, rng)
