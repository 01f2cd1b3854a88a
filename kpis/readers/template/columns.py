"""What our own template holds: its columns, by which it is recognised when it returns, its rows.

Kept apart from the sheets that are made of it, so that nothing here needs openpyxl.
"""

from dataclasses import dataclass
from datetime import date

from kpis.model import Measure
from kpis.periods import ReportingPeriod


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    header: str
    width: float  # in characters, as spreadsheet programs count
    filled_in: bool = False  # by the service; all others are given and locked


CODE = TemplateColumn("Code", 7)
MEASURE = TemplateColumn("Measure", 46)
PERIOD = TemplateColumn("Reporting period", 16)
UNIT = TemplateColumn("Unit", 16)
EARLIER = tuple(
    TemplateColumn(header, 12)
    for header in ("Four before", "Three before", "Two before", "One before")
)
TARGET = TemplateColumn("Target", 10)
MINIMUM = TemplateColumn("Minimum expectation", 12)
OUTTURN = TemplateColumn("Outturn", 12, filled_in=True)
NUMERATOR = TemplateColumn("Numerator", 12, filled_in=True)
DENOMINATOR = TemplateColumn("Denominator", 13, filled_in=True)
MARKER = TemplateColumn("Marker", 9, filled_in=True)
COMMENTARY = TemplateColumn("Commentary", 60, filled_in=True)

COLUMNS = (
    *(CODE, MEASURE, PERIOD, UNIT),
    *EARLIER,
    *(TARGET, MINIMUM, OUTTURN, NUMERATOR, DENOMINATOR, MARKER, COMMENTARY),
)
# A table with all of these is our template, wherever it stands and whatever was added.
TEMPLATE_HEADERS = tuple(column.header for column in COLUMNS if column not in (*EARLIER, UNIT))


@dataclass(frozen=True, slots=True)
class Heading:
    council: str
    plan: str
    quarter: str
    directorate: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    measure: Measure
    period: ReportingPeriod
    earlier: tuple[str, ...]  # oldest first, four at most
    target: float | str | None
    minimum_expectation: float | str | None
