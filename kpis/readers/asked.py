"""What is asked about a file, and what was answered.

A figure is taken only where its file leaves no doubt. Where it does, a question is asked, with the
readings there are as choices. An answer is known by the question's key, which says what it hangs
on and not where it stands: "header-meaning: planned outturn". So it holds for the next file of the
same sender too, unless the question is about one cell, which its key then names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpis.model.record import Record
from kpis.regardless import regardless_of_case

TAKE = "take"  # as it is read
LEAVE_OUT = "leave out"  # of what is stored: the rows it concerns, or the column

# Codes of the questions that readers ask.
HEADER_MEANING, HIDDEN_COLUMN = "header-meaning", "hidden-column"
CUT_FIGURE, PERIODS_DIFFER = "cut-figure", "periods-differ"


class Choice(Record):
    """One reading. answer: what stands for it in a file of answers. label: in a few words.

    stores: what would be stored then, in words; "" where that is nothing or cannot be said.
    """

    answer: str
    label: str
    stores: str = ""


class Doubt(Record):
    """Something of a table that can be read in two ways, as a reader sees it.

    code: of the question that is asked about it, see `kpis.validation.issues.question`.
    about: what an answer hangs on, the same for the next file of that layout unless it is about
    one cell; case and blanks do not matter.
    found: as it stands in the cell. told: what is in doubt, a sentence after the place ("the column
    ... may hold ...").
    rows: the rows of the sheet, as a person counts, that wait for the answer.
    column: the letters of the column it is about, where only figures of that column wait; ""
    where the rows wait as a whole.
    """

    code: str
    about: str
    sheet: str
    cell: str
    found: str
    told: str
    choices: tuple[Choice, ...]
    rows: tuple[int, ...]
    column: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, by the key of each question; remembers which of them were of use.

    `used` grows as a file is read and checked: only such answers are kept with it.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict, compare=False)

    def to(self, code: str, about: str) -> str:
        """The answer to a question; "" where there is none."""
        key = key_of(code, about)
        answer = self.given.get(key, "")
        if answer:
            self.used[key] = answer
        return answer

    def keep(self, code: str, about: str, answer: str) -> None:
        """An answer to several things at once is kept for each of them by itself."""
        self.used[key_of(code, about)] = answer


def key_of(code: str, about: str) -> str:
    """ "header-meaning: planned outturn"."""
    return f"{code}: {regardless_of_case(about)}"
