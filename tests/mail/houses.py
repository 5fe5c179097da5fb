"""Houses whose letters differ from an office's: companies, schools, Party bodies, legal acts.

Also what makes two letters of one house differ: typeface, English under Vietnamese, notes in the
margin. Nothing of it comes by itself: a caller asks for `Options(variety=True)`.
"""

from random import Random
from typing import Any

from tests.mail import vocabulary
from tests.mail.forms import Form
from tests.mail.vocabulary import Half, Office

HOUSES = {"office": 10, "legal": 2, "party": 2, "company": 2, "school": 2}
"""How often each is met."""

FACES = {"Tinos": 12, "Noto Serif": 1, "Arimo": 1}
_PARTY_FORMS = ("letter", "named")
_PARTY_CODES = {"Công văn": "CV", "Thông báo": "TB", "Báo cáo": "BC", "Kế hoạch": "KH"}


def choose(rng: Random, form: Form) -> str:
    """Choose a house that issues such a document."""
    house = rng.choices(list(HOUSES), list(HOUSES.values()))[0]
    if house == "legal":
        return house if form.name in ("Quyết định", "Nghị quyết") else "office"
    if house == "party":
        fits = form.template in _PARTY_FORMS and (form.abbreviation or form.name == "Công văn")
        return house if fits else "office"
    return house if form.template not in ("decision", "telegram") else "office"


def office(rng: Random, half: Half, house: str) -> Office:
    """Invent the issuer of a house other than an office."""
    if house == "legal":
        return vocabulary.council(rng, half) if rng.random() < 0.3 else _committee(rng, half)
    row = rng.choice(vocabulary.words("houses")[half][house])
    place = rng.choice(vocabulary.words("organs")[half]["provinces"])
    name = row["name"]
    spoken = name.replace("|", " ").capitalize()
    return Office(
        row.get("parent"),
        name.replace("|", "\n"),
        row["code"],
        row["head"],
        place,
        row["unit"],
        f"Phòng {row['unit']}",
        spoken,
    )


def _committee(rng: Random, half: Half) -> Office:
    found = vocabulary.office(rng, half)
    while found.collective is None:
        found = vocabulary.office(rng, half)
    return found


def english(half: Half, name: str) -> str | None:
    """Give the English name of an invented house, where it has one."""
    for rows in vocabulary.words("houses")[half].values():
        for row in rows:
            if row["name"].replace("|", "\n") == name:
                found: str | None = row.get("english")
                return found
    return None


def notation(form: Form, issuer: Office, house: str, year: int) -> str | None:
    """Give the notation as the house writes it; None where the office's rule holds."""
    if house == "legal":
        return f"{year}/{form.abbreviation}-{issuer.code}"
    if house == "party":
        return f"{_PARTY_CODES.get(form.name, form.abbreviation)}/{issuer.code}"
    return None


def dress(rng: Random, values: dict[str, Any], house: str, half: Half) -> None:
    """Set the typeface and what only this house prints."""
    values["font"] = rng.choices(list(FACES), list(FACES.values()))[0]
    values["house"] = house
    if house == "party":
        signer = values["signer"]
        signer["authority"] = [_party(line) for line in signer["authority"]]
    if house in ("company", "school") and rng.random() < 0.4:
        values["english_organ"] = english(half, values["organ"])


def _party(line: str) -> str:
    """Write an authority as Party papers do: `T/M`, `K/T`, `T/L`."""
    for ours, theirs in (("TM. ", "T/M "), ("KT. ", "K/T "), ("TL. ", "T/L ")):
        if line.startswith(ours):
            return theirs + line.removeprefix(ours)
    return line
