"""Makes a profile of what a file says and of the profile that it extends."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from clerk_app.domain import profile_rules
from clerk_app.domain.classification import SECRECY
from clerk_app.domain.office_rules import FileRules, Superior
from clerk_app.domain.profile_table import Table
from clerk_app.domain.regulation import Profile
from clerk_app.domain.rule import Rule

Given = Mapping[str, object]
T = TypeVar("T")
R = TypeVar("R", bound=Rule | Superior)
Reader = Callable[[Table], T]


def profile_from(given: Given, base: Profile | None = None) -> Profile:
    """Make a profile of a file's content.

    Args:
        given: The file as it was read: `id`, `name`, `extends`, the tables of its rules, and
            `dropped`, the precautions of the base that do not hold here, with their sources.
        base: The profile that this one extends, where it extends one.

    Raises:
        InputFault: `profile-…`; `where` names the place: `category.2.sources`.
    """
    table = Table(given)
    extends = table.name("extends") if "extends" in given else None
    if extends != (base.id if base else None):
        raise table.fault("invalid", "extends")
    rest = _Merged(table, base)
    profile = Profile(
        id=table.name("id"),
        name=table.words("name"),
        extends=extends,
        scanning=_needed(table, "scanning", rest.single("scanning", profile_rules.scanning)),
        categories=rest.several("category", "categories", profile_rules.category, _dropped),
        books=rest.several("book", "books", profile_rules.book),
        files=_files(table, base),
        hours=rest.single("hours", profile_rules.hours),
        receipt=rest.single("receipt", profile_rules.receipt),
        duties=rest.several("duty", "duties", profile_rules.duty),
        account=rest.single("account", profile_rules.account),
        incoming=rest.single("incoming", profile_rules.incoming),
        outgoing=rest.single("outgoing", profile_rules.outgoing),
        must_send=rest.several("must_send", "must_send", profile_rules.must_send),
        rulings=rest.single("rulings", profile_rules.rulings),
        discovery=rest.single("discovery", profile_rules.discovery),
        organs=rest.several("organ", "organs", profile_rules.superior),
        rules=rest.several("rule", "rules", profile_rules.plain),
    )
    table.close()
    _check(table, profile, given)
    return profile


class _Merged:
    """The rules of a file laid over those of its base."""

    def __init__(self, table: Table, base: Profile | None) -> None:
        self._table = table
        self._base = base

    def single(self, key: str, read: Reader[T]) -> T | None:
        """Give a rule of which there is one: the file's own, else the base's."""
        if key not in self._table:
            return getattr(self._base, key, None)
        return _closed(self._table.table(key), read)

    def several(
        self,
        key: str,
        attribute: str,
        read: Reader[R],
        dropped: "Callable[[Table, Profile | None], set[str]] | None" = None,
    ) -> tuple[R, ...]:
        """Give the base's rules in their order, each replaced by the file's of the same id."""
        own: dict[str, R] = {}
        gone = dropped(self._table, self._base) if dropped else set()
        for number, inner in enumerate(self._table.tables(key), start=1):
            each = _closed(inner, read)
            if each.id in own:
                raise self._table.fault("twice", f"{key}.{number}.id", id=each.id)
            own[each.id] = each
        base: Sequence[R] = getattr(self._base, attribute, ())
        kept = {each.id: each for each in base if each.id not in gone}
        return tuple((kept | own).values())


def _closed(table: Table, read: Reader[T]) -> T:
    found = read(table)
    table.close()
    return found


def _needed(table: Table, key: str, found: T | None) -> T:
    if found is None:
        raise table.fault("key-missing", key)
    return found


def _files(table: Table, base: Profile | None) -> FileRules:
    known = base.files if base else FileRules()
    if "files" not in table:
        return known
    inner = table.table("files")
    rules = FileRules(
        name=_own(inner, "name", profile_rules.file_name, known.name),
        size=_own(inner, "size", profile_rules.size, known.size),
        formats=_own(inner, "formats", profile_rules.formats, known.formats),
        mail=_own(inner, "mail", profile_rules.mail, known.mail),
        charset=_own(inner, "charset", profile_rules.charset, known.charset),
    )
    inner.close()
    return rules


def _own(table: Table, key: str, read: Reader[T], known: T | None) -> T | None:
    return _closed(table.table(key), read) if key in table else known


def _dropped(table: Table, base: Profile | None) -> set[str]:
    """Take the precautions that the file drops; a rule that is law stays."""
    precautions = {each.id for each in base.categories if each.precaution} if base else set()
    names = set()
    for inner in table.tables("dropped"):
        name = inner.text("id")
        if name not in precautions:
            raise inner.fault("contradiction", "id", other="precaution")
        inner.sources()
        inner.close()
        names.add(name)
    return names


def _check(table: Table, profile: Profile, given: Given) -> None:
    """Refuse what only the whole can show: no secrecy, or somebody to tell who is not there."""
    if not any(each.id == SECRECY for each in profile.categories):
        raise table.fault("key-missing", "category")
    organs = {each.id for each in profile.organs}
    own = given.get("duty", [])
    for number, each in enumerate(own if isinstance(own, list) else [], start=1):
        for key in ("to", "by"):
            if each.get(key) is not None and each[key] not in organs:
                raise table.fault("contradiction", f"duty.{number}.{key}", other="organ")
