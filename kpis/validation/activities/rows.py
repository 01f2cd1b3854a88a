"""One row of an activities return with its texts understood; nothing in it is judged yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from kpis.cell_addresses import place_of
from kpis.errors import PeriodError
from kpis.model import Activity, Frequency, Plan
from kpis.period_text import parse_period
from kpis.periods import ReportingPeriod, describe_frequency
from kpis.plan.activity_lookup import ActivityLookup
from kpis.readers.raw import RAW_ACTIVITIES, CellKind, RawActivityRow, RawReturn
from kpis.validation.activities.values import (
    DayRead,
    PercentRead,
    StatusRead,
    is_month_first,
    read_day,
    read_percent,
    read_status,
)
from kpis.validation.issues.base import Issue
from kpis.validation.values import as_shown

LONGEST_TITLE = 60  # of an activity within a sentence; the code is beside it
DAYS = ("expected_on", "revised_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterRead:
    """A quarter, or why there is none; neither for an empty cell."""

    quarter: ReportingPeriod | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRead:
    """An activity's row as understood. columns: field → letters. struck: cells of its sheet."""

    raw: RawActivityRow
    columns: dict[str, str]
    struck: frozenset[str]
    activity: Activity | None
    also: Activity | None
    quarter: QuarterRead
    status: StatusRead
    percent: PercentRead
    expected: DayRead
    revised: DayRead

    @property
    def due_on(self) -> date | None:
        """The day it is now expected by."""
        return self.revised.day or self.expected.day

    @property
    def quarter_is_heading(self) -> bool:
        """Whether the quarter stands above the table and so is that of all its rows."""
        place = place_of(self.raw.period_cell)
        return place is None or place.row != self.raw.row

    @property
    def content(self) -> tuple[object, ...]:
        """What the row says of its activity."""
        percent = None if self.percent.value != self.percent.value else self.percent.value
        days = (self.expected.day, self.revised.day)
        return (self.status.status, percent, *days, self.raw.comment)

    def cell(self, name: str) -> str:
        """The address of a field; of the status where the table has no column for it."""
        if name == "period" and self.raw.period_cell:
            return self.raw.period_cell
        letters = self.columns.get(name) or self.columns["status"]
        return f"{letters}{self.raw.row}"

    def typed(self, name: str) -> str:
        text = str(getattr(self.raw, name))
        return as_shown(text, getattr(self.raw, f"{name}_kind", CellKind.TEXT))

    def issue(self, kind: type[Issue], name: str, **more: Any) -> Issue:
        """An issue of that kind about a field, with its place and what was typed there."""
        activity = self.activity
        return kind(
            **{
                "sheet": self.raw.sheet,
                "cell": self.cell(name),
                "measure": activity.code if activity else self.raw.activity,
                "title": _short(activity.title) if activity else "",
                "found": self.typed(name),
            }
            | more
        )


def read_activities(raw: RawReturn, plan: Plan, lookup: ActivityLookup) -> Iterator[ActivityRead]:
    """The rows of RAW_ACTIVITIES, each distinct text understood once."""
    columns = {table.sheet: table.columns for table in raw.tables}
    struck = {table.sheet: table.struck for table in raw.tables}
    month_first = {
        (sheet, name)
        for sheet, rows in raw.activities.groupby("sheet")
        for name in DAYS
        if any(map(is_month_first, rows[name].unique()))
    }
    find = cache(lambda text: lookup.find(text) if text else None)
    quarter_of = cache(lambda text, kind: _quarter(text, kind, plan))
    status_of, percent_of, day_of = cache(read_status), cache(read_percent), cache(read_day)
    for row in RAW_ACTIVITIES.rows(raw.activities):
        days = [
            day_of(
                getattr(row, name),
                getattr(row, f"{name}_kind"),
                month_first=(row.sheet, name) in month_first,
            )
            for name in DAYS
        ]
        yield ActivityRead(
            raw=row,
            columns=columns[row.sheet],
            struck=struck[row.sheet],
            activity=find(row.activity) or find(row.activity_also if not row.activity else ""),
            also=find(row.activity_also),
            quarter=quarter_of(row.period, row.period_kind),
            status=status_of(row.status),
            percent=percent_of(row.percent_done, row.percent_done_kind),
            expected=days[0],
            revised=days[1],
        )


def _quarter(text: str, kind: str, plan: Plan) -> QuarterRead:
    if not text:
        return QuarterRead()
    try:
        period = parse_period(
            date.fromisoformat(text[:10]) if kind == CellKind.DATE else as_shown(text, kind),
            Frequency.QUARTER,
        )
    except PeriodError as error:
        return QuarterRead(reason=str(error))
    if period.frequency is not Frequency.QUARTER:
        return QuarterRead(reason=f"it is {describe_frequency(period.frequency)}.")
    if not plan.first_year <= period.financial_year <= plan.last_year:
        return QuarterRead(reason=f"the plan runs from {plan.first_year} to {plan.last_year}.")
    return QuarterRead(quarter=period)


def _short(title: str) -> str:
    if len(title) <= LONGEST_TITLE:
        return title
    return f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
