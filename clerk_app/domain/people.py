"""The people of a workstation: who they are, what they may rule on, their accounts' names."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from clerk_app.domain.text import nfc, without_marks
from clerk_app.errors import InputFault

NAME_LENGTH = 64
FULL_NAME_LENGTH = 50  # as a signer's full name (NĐ 30/2020, Phụ lục VI)
MOST_TRIES = 5
PAUSE = timedelta(minutes=5)
_NAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")


class Role(StrEnum):
    """What a person does at the workstation."""

    CLERK = "clerk"
    LEADER = "leader"
    INSPECTOR = "inspector"


@dataclass(frozen=True, slots=True)
class Person:
    """One account of the workstation.

    Attributes:
        name: The account: small letters, figures, dots and hyphens.
        locked_at: When she left or was transferred (ISO 8601); None while she works here.
        has_password: A person may be without one.
    """

    name: str
    full_name: str
    role: Role
    locked_at: str | None = None
    has_password: bool = False

    @property
    def shown(self) -> str:
        """How the screen names her."""
        return f"{self.full_name} ({self.name})" if self.full_name else self.name


@dataclass(frozen=True, slots=True)
class Session:
    """One person's time at the workstation.

    Attributes:
        since: ISO 8601.
        until: None while it lasts.
    """

    user: str
    since: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong passwords in a row.

    Attributes:
        paused_until: No password is looked at before that.
    """

    wrong: int = 0
    paused_until: datetime | None = None

    def paused(self, at: datetime) -> bool:
        """Whether she must wait."""
        return self.paused_until is not None and at < self.paused_until

    def one_more(self, at: datetime) -> "Tries":
        """Count a wrong password; the fifth begins a pause."""
        wrong = self.wrong + 1
        if wrong % MOST_TRIES:
            return Tries(wrong, None)
        return Tries(wrong, at + PAUSE)


def checked_name(text: str) -> str:
    """Give an account's name as it is stored; raises InputFault `account-form`."""
    name = text.strip().lower()
    if len(name) > NAME_LENGTH or not _NAME.fullmatch(name):
        raise InputFault("account-form", name=nfc(text).strip()[:NAME_LENGTH])
    return name


def checked_full_name(text: str) -> str:
    """Give a person's name as it is stored; raises InputFault `field-too-long`."""
    name = " ".join(nfc(text).split())
    if len(name) > FULL_NAME_LENGTH:
        raise InputFault("field-too-long", field="full_name", limit=FULL_NAME_LENGTH)
    return name


def by_given_name(full_name: str, unit: str) -> str:
    """Form an account `<tên><họ và tên lót viết tắt>.<đơn vị>` (QĐ 51/2024/QĐ-UBND, Điều 6.3).

    `Nguyễn Văn An` of `STTTT` is `annv.stttt`; without a unit it is `annv`.
    """
    words = [each for each in map(_letters, full_name.split()) if each]
    if not words:
        return ""
    initials = "".join(word[0] for word in words[:-1])
    place = _letters(unit)
    return f"{words[-1]}{initials}" + (f".{place}" if place else "")


def by_mailbox(mailbox: str) -> str:
    """Form an account from the official mailbox: what stands before its `@`."""
    return without_marks(mailbox).strip().lower().partition("@")[0]


def free_name(wished: str, taken: Collection[str]) -> str:
    """Make a name unlike those taken: `annv.stttt` becomes `annv2.stttt`, then `annv3.stttt`."""
    person, dot, unit = wished.partition(".")
    name, number = wished, 1
    while name in taken:
        number += 1
        name = f"{person}{number}{dot}{unit}"
    return name


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", without_marks(text).lower())
