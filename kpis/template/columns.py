"""What our own template holds: its columns, by which it is recognised when it returns, its rows.

Kept apart from the sheets that are made of it, so that nothing here needs openpyxl.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpis.cell_addresses import letters_of, runs_of
from kpis.model import Activity, Measure
from kpis.model.record import Record
from kpis.periods import ReportingPeriod


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    header: str
    width: float  # in characters, as spreadsheet programs count
    filled_in: bool = False  # by the service; all others are given and locked


CODE = TemplateColumn("Code", 7)
MEASURE = TemplateColumn("Measure", 34)
PERIOD = TemplateColumn("Reporting period", 13)
UNIT = TemplateColumn("Unit", 14)
EARLIER = tuple(
    TemplateColumn(header, 11.5)
    for header in ("Four before", "Three before", "Two before", "One before")
)
TARGET = TemplateColumn("Target", 9.5)
MINIMUM = TemplateColumn("Minimum expectation", 12)
OUTTURN = TemplateColumn("Outturn", 11, filled_in=True)
NUMERATOR = TemplateColumn("Numerator", 11, filled_in=True)
DENOMINATOR = TemplateColumn("Denominator", 13, filled_in=True)
MARKER = TemplateColumn("Marker", 8, filled_in=True)
COMMENTARY = TemplateColumn("Commentary", 46, filled_in=True)
# To the right of what is filled in, so that a screen has room for both measure and entry.
DEFINITION = TemplateColumn("Definition", 62)
OWNER = TemplateColumn("Owner", 26)

COLUMNS = (
    *(CODE, MEASURE, PERIOD, UNIT),
    *EARLIER,
    *(TARGET, MINIMUM, OUTTURN, NUMERATOR, DENOMINATOR, MARKER, COMMENTARY),
    *(DEFINITION, OWNER),
)
# In the template of a survey: how many answered is said once, above the denominators; what stands
# in the denominator of a question that was put to all of them.
NUMBER_ASKED = "Interviews in this wave"
ALL_ASKED = "all asked"
# A table with all of these is our template, wherever it stands and whatever was added.
TEMPLATE_HEADERS = tuple(
    column.header for column in COLUMNS if column not in (*EARLIER, UNIT, DEFINITION, OWNER)
)

ACTIVITY = TemplateColumn("Activity", 9)
TITLE = TemplateColumn("Title", 56)
OUTCOME = TemplateColumn("Outcome", 30)
LAST_RETURN = TemplateColumn("Last return", 26)
STATUS = TemplateColumn("Status", 14, filled_in=True)
PERCENT_DONE = TemplateColumn("Percent done", 10, filled_in=True)
EXPECTED = TemplateColumn("Expected date", 14, filled_in=True)
REVISED = TemplateColumn("Revised date", 14, filled_in=True)
COMMENT = TemplateColumn("Comment", 46, filled_in=True)

ACTIVITY_COLUMNS = (
    *(ACTIVITY, TITLE, OUTCOME, LAST_RETURN),
    *(STATUS, PERCENT_DONE, EXPECTED, REVISED, COMMENT),
)


def place_of_column(column: TemplateColumn, columns: Sequence[TemplateColumn] = COLUMNS) -> int:
    """The number of a column in its sheet, from 1."""
    return columns.index(column) + 1


def cells_of(
    column: TemplateColumn, rows: Sequence[int], columns: Sequence[TemplateColumn] = COLUMNS
) -> str:
    """The cells of a column in these rows, as ranges: "K6:K8 K12"."""
    letters = letters_of(place_of_column(column, columns))
    return " ".join(f"{letters}{first}:{letters}{last}" for first, last in runs_of(rows))


class Heading(Record):
    council: str
    plan: str
    quarter: str
    due: date
    whose: str = ""  # the directorate, post or survey it is for; "" for everyone
    of_survey: bool = False
    interviews: int = 0  # in the wave of the survey, where the plan knows; else 0

    @property
    def subject(self) -> str:
        """ "Q2 2019/20, Place"."""
        return ", ".join(part for part in (self.quarter, self.whose) if part)


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    text: str  # "Q1 2019/20\n23.4 [p]"
    illustrative: bool


class TemplateRow(Record):
    measure: Measure
    period: ReportingPeriod
    earlier: tuple[EarlierFigure, ...]  # oldest first, four at most
    target: float | str | None
    minimum_expectation: float | str | None
    # The least and the most that is not red, NaN for none; None where that cannot be told yet.
    not_red: tuple[float, float] | None = None
    illustrative: bool = False  # target and minimum expectation are
    partners: str = ""  # who delivers it with the council
    # Of a survey's template: whether it is of all who were asked, or of some; None of any other.
    of_all_asked: bool | None = None


class ActivityRow(Record):
    activity: Activity
    outcome: str  # its title
    last_return: str = ""  # "On track, 40% done (Q1 2019/20)"
    expected: date | None = None  # as it was last returned
