"""What each quarter's report expects of each measure, before any figure is known.

Which period of a measure is reported in a quarter, which periods it is compared with, why
nothing is due, when it is due: all of that follows from the plan alone and is worked out once.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kpis.analysis.figures.aims import aims_in_force
from kpis.analysis.figures.columns import columns_from, take
from kpis.analysis.figures.like_for_like import break_between
from kpis.analysis.figures.measures import measure_columns
from kpis.analysis.figures.own_figures import key_of
from kpis.analysis.figures.per_plan import per_plan
from kpis.analysis.figures.quarters import quarter_number
from kpis.analysis.figures.report_columns import Report, as_report
from kpis.analysis.figures.states import as_clause
from kpis.frames import TEXT, TIME, WHOLE
from kpis.model import Basis, Frequency, Measure, Plan, Polarity
from kpis.periods import ReportingPeriod, period_containing, period_of_id
from kpis.plan.aims_asked import year_asked
from kpis.plan.calendar import dates_of, is_collected, periods_reported_in

QUARTERS_IN_A_YEAR = 4

SCHEDULE = {
    "quarter_id": TEXT,
    "quarter": WHOLE,  # its number
    "year": TEXT,  # whose aims apply: "2018/19", "figures reported in 2019/20"
    "measure": WHOLE,  # position in the plan
    "period_id": TEXT,  # "" when nothing is due; the quarter, for a monthly measure
    "period_label": TEXT,
    "previous_id": TEXT,  # the period before; "" when nothing is due or comparable by design
    "previous_label": TEXT,
    "year_id": TEXT,  # the same period a year earlier
    "year_label": TEXT,
    "key": TEXT,  # of the figure due, as in `Figures`
    "previous_key": TEXT,
    "year_key": TEXT,
    "not_due": TEXT,  # why nothing is due, "" when something is
    "incomparable": TEXT,  # why there can be no direction of travel, "" when there can
    "incomparable_previous": TEXT,  # the same, against the previous period
    "break_previous": TEXT,  # reason of the series break since the previous period
    "break_year": TEXT,
    "due_on": TIME,  # NaT when nothing is due or collection is suspended
}
_INCOMPARABLE = ("incomparable", "incomparable_previous")
_HOW_OFTEN = {
    Frequency.HALF_YEAR: "Measured twice a year",
    Frequency.YEAR: "Measured once a year",
    Frequency.ACADEMIC_YEAR: "Measured once a school year",
    Frequency.CALENDAR_YEAR: "Measured once a calendar year",
    Frequency.SURVEY_WAVE: "Measured by a survey",
}


@per_plan
def schedule(plan: Plan, quarters: tuple[ReportingPeriod, ...]) -> Report:
    """One row per quarter, as given, and measure or part, in plan order.

    The columns SCHEDULE, those of `measure_columns`, and the aims in force.
    """
    columns = columns_from(list(_rows(plan, quarters)), SCHEDULE)
    aims = aims_in_force(plan, columns["measure"], columns["quarter"])
    columns["due_on"][aims["suspended"] != ""] = np.datetime64("NaT")
    return as_report(take(measure_columns(plan), columns["measure"]) | columns | aims)


def _rows(plan: Plan, quarters: tuple[ReportingPeriod, ...]) -> Iterator[dict[str, Any]]:
    for quarter in quarters:
        of_quarter = dict.fromkeys(SCHEDULE, "") | {
            "quarter_id": quarter.id,
            "quarter": quarter_number(quarter),
            "due_on": np.datetime64("NaT"),
        }
        due_on = np.datetime64(dates_of(plan, quarter).due)
        for position, measure in enumerate(plan.measures):
            row = of_quarter | {"measure": position, "year": year_asked(measure, quarter)}
            if measure.id in plan.parts_of:
                yield row | dict.fromkeys(_INCOMPARABLE, "See its parts")
            elif (period := _due(measure, quarter)) is None:
                row["not_due"] = _why_not_due(measure, quarter)
                yield row | dict.fromkeys(_INCOMPARABLE, "Nothing is due with this quarter")
            else:
                yield row | {"due_on": due_on} | _compared(measure, period)


def _due(measure: Measure, quarter: ReportingPeriod) -> ReportingPeriod | None:
    """The period reported in a quarter. The months of a monthly measure report as a quarter."""
    periods = periods_reported_in(measure, quarter) if is_collected(measure, quarter) else ()
    if not periods:
        return None
    if measure.frequency is Frequency.MONTH:
        return period_containing(periods[-1].end, Frequency.QUARTER)
    return periods[-1]


def _why_not_due(measure: Measure, quarter: ReportingPeriod) -> str:
    if measure.introduced and quarter < (first := period_of_id(measure.introduced)):
        return f"It is new, and first due with {_next_due(measure, first.shift(-1)) or first.label}"
    if later := _next_due(measure, quarter):
        return f"{_HOW_OFTEN[measure.frequency]}, next due with {later}"
    why = f": {as_clause(measure.retired_reason)}" if measure.retired_reason else ""
    return f"No longer collected after {period_of_id(measure.retired).label}{why}"


def _next_due(measure: Measure, quarter: ReportingPeriod) -> str:
    """The first quarter after this one in which the measure is due; "" when there is none."""
    ahead = (quarter.shift(count) for count in range(1, QUARTERS_IN_A_YEAR + 1))
    return next((later.label for later in ahead if _due(measure, later)), "")


def _compared(measure: Measure, period: ReportingPeriod) -> dict[str, str]:
    """The period due and the two it is compared with, or why it is not."""
    before, year_before = period.shift(-1), period.year_before()
    neutral = measure.polarity is Polarity.NEUTRAL
    by_design = "Neither more nor less of this is better" if neutral else ""
    row = {
        "period_id": period.id,
        "period_label": period.label,
        "key": key_of(measure.id, period.id),
        "year_id": year_before.id,
        "year_label": year_before.label,
        "year_key": key_of(measure.id, year_before.id),
        "break_year": break_between(measure, year_before, period),
        "incomparable": by_design,
    }
    if measure.basis is Basis.YEAR_TO_DATE:
        # A total to date only grows within its year: that says nothing about better or worse.
        kind = "half-year" if period.frequency is Frequency.HALF_YEAR else "quarter"
        to_date = f"Year-to-date: compared with the same {kind} last year"
        return row | {"incomparable_previous": by_design or to_date}
    return row | {
        "previous_id": before.id,
        "previous_label": before.label,
        "previous_key": key_of(measure.id, before.id),
        "break_previous": break_between(measure, before, period),
        "incomparable_previous": by_design,
    }
