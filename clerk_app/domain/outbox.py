"""What waits to be told to the central server."""

from dataclasses import dataclass
from enum import StrEnum


class OperationKind(StrEnum):
    """What an operation asks of the server."""

    FILE = "file"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Operation:
    """One change on its way to the server.

    Attributes:
        id: Made here once; sending again gives the first answer again.
        entry_id: The entry it speaks of.
        after: Id of the operation that must have gone before (a file before its record).
    """

    id: str
    kind: OperationKind
    entry_id: str
    version: int
    after: str | None = None
