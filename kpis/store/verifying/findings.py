"""What is found where a store is looked through. Light: no database here."""

from collections.abc import Mapping
from enum import StrEnum

from kpis.model.record import Record


class FindingKind(StrEnum):
    """Where something was found."""

    FILE = "file"
    ROW = "row"
    JOURNAL = "journal"
    FIGURE = "figure"
    NOT_COMPARED = "not_compared"  # neither right nor wrong: why it could not be compared


class Finding(Record):
    """Something that was found: where, what, and what to do about it, each a sentence or less.

    is_fault: whether the store is not as it was stored; else it is only told.
    """

    kind: FindingKind
    where: str
    what: str
    to_do: str = ""
    is_fault: bool = True

    @property
    def sentence(self) -> str:
        return " ".join(filter(None, [f"{self.where}: {self.what}", self.to_do]))


class LookedThrough(Record):
    """What looking found, and how much was looked at, by what it is called."""

    findings: tuple[Finding, ...]
    looked_at: Mapping[str, int]
