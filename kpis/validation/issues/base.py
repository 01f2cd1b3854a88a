"""What every issue has: where it is, what was found, and a sentence a service can act on.

An issue is a value, not an exception: a return with ten mistakes gives ten of them. Its `code`
is stable, so that scripts and tests may rely on it; its words are for people and may improve.
"""

from abc import ABC, abstractmethod
from typing import ClassVar

from kpis.model import Severity
from kpis.model.record import Record
from kpis.words.lists import cut

LONGEST_FOUND = 120


def quoted(text: str) -> str:
    """What was typed, in quotes, cut where it would swamp the sentence."""
    shown = cut(text, LONGEST_FOUND)
    return f"'{shown}'"


class Issue(Record, ABC):
    """One thing wrong, or worth a second look, in a return.

    sheet: "" in a CSV. cell: "D14", "" where it is about the sheet or the file. measure: code, or
    what was typed where that is no measure; "" where it is about none. found: as typed.
    title: of the measure, for the sentence.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity]

    sheet: str = ""
    cell: str = ""
    measure: str = ""
    found: str = ""
    title: str = ""

    @property
    @abstractmethod
    def sentence(self) -> str:
        """What was found and what to type instead."""

    @property
    def message(self) -> str:
        """The sentence with its place before it: "Q2!D14: …"."""
        place = "!".join(part for part in (self.sheet, self.cell) if part)
        return f"{place}: {self.sentence}" if place else self.sentence

    @property
    def of_measure(self) -> str:
        """ "5.2 Level of recycling"."""
        return f"{self.measure} {self.title}".strip()

    def as_dict(self) -> dict[str, str]:
        return {
            "severity": self.severity.value,
            "code": self.code,
            "sheet": self.sheet,
            "cell": self.cell,
            "measure": self.measure,
            "found": self.found,
            "message": self.message,
        }

    @classmethod
    def description(cls) -> str:
        """What this kind of issue is, for documentation."""
        return " ".join((cls.__doc__ or "").split())
