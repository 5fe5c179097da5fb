"""What the clerk declares before anything is scanned or read, by the rules of her office."""

from clerk_app.domain.classification import NO_EXCLUSION, SecrecyLevel
from clerk_app.domain.clock import now
from clerk_app.domain.entry import Fields
from clerk_app.domain.gate import Declaration
from clerk_app.domain.regulation import Profile
from clerk_app.errors import InputFault

SIDES = 2  # of a sheet: what a file's pages were scanned from nobody can tell


def declared(
    profile: Profile,
    category: str,
    level: str | None,
    by: str,
    *,
    sheets: int | None = None,
    sides: int = SIDES,
) -> Declaration:
    """Take the clerk's declaration.

    Args:
        sheets: Of a part: how many she feeds, where the rule gives no number.
        sides: Images that one sheet makes.

    Raises:
        InputFault: `category-unknown`, `level-unknown`, `part-sheets-missing`.
    """
    stops = frozenset(each.id for each in profile.categories)
    declarable = [NO_EXCLUSION, *(each.id for each in profile.categories)]
    if category not in declarable:
        known = ", ".join(declarable)
        raise InputFault("category-unknown", category=category, known=known)
    if level is not None and level not in list(SecrecyLevel):
        raise InputFault("level-unknown", level=level)
    if category == NO_EXCLUSION or not profile.digitises(category):
        known_level = SecrecyLevel(level) if level else None
        return Declaration(category, by, now(), known_level, stops=stops)
    fed = profile.category(category).feed or sheets
    if not fed or fed < 1:
        raise InputFault("part-sheets-missing", category=category)
    moment = now()
    most = fed * sides
    return Declaration(NO_EXCLUSION, by, moment, partial=category, most_pages=most, stops=stops)


def remark(profile: Profile, declaration: Declaration) -> Fields:
    """Give what an entry says of a document that was scanned in part, and whose rule it is.

    The book is kept in Vietnamese, whatever the window speaks.
    """
    if declaration.partial is None:
        return {}
    category = profile.category(declaration.partial)
    part = (category.part or category.label).vi
    part = part[:1].lower() + part[1:]
    sources = "; ".join(map(str, category.sources))
    return {"description": f"Bản quét: {part} ({sources})"}
