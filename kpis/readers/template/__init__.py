"""The workbook a service fills in: one row per measure or part due in a quarter, pre-filled.

This module decides what stands in it; `return_sheet.py` and `guidance_sheet.py` write its
two sheets with openpyxl, which reads returns too: what is asked for here it can do, and a second
library would be one more to keep. `kpis.readers` reads it back as the layout "template".
"""

from io import BytesIO
from typing import TYPE_CHECKING

from kpis.errors import UsageError
from kpis.model import Aim, Measure, Plan, Polarity
from kpis.periods import ReportingPeriod, period_of_id
from kpis.plan.calendar import dates_of, due_in
from kpis.readers.template.columns import EARLIER, Heading, TemplateRow

if TYPE_CHECKING:
    import pandas as pd


def template_workbook(
    plan: Plan,
    quarter: ReportingPeriod,
    *,
    directorate: str = "",
    outturns: "pd.DataFrame | None" = None,
) -> bytes:
    """The template of a quarter as an .xlsx workbook, ready to be sent out.

    directorate: only measures of that directorate, whatever the case; "" for all.
    outturns: OUTTURNS as they stand, of which the last four before each period are shown.
    Raises UsageError when nothing is due, naming the directorates that have something due.
    """
    from openpyxl import Workbook

    from kpis.readers.template.guidance_sheet import write_guidance
    from kpis.readers.template.return_sheet import write_return

    rows = [
        TemplateRow(
            measure=measure,
            period=period,
            earlier=_earlier(outturns, plan, measure, period),
            target=_asked(measure, quarter, minimum=False),
            minimum_expectation=_asked(measure, quarter, minimum=True),
        )
        for measure, period in _due(plan, quarter, directorate)
    ]
    dates = dates_of(plan, quarter)
    workbook = Workbook()
    workbook.properties.title = f"{plan.council}: return for {quarter.label}"
    workbook.properties.creator = plan.council
    heading = Heading(plan.council, plan.title, quarter.label, directorate, dates.due)
    write_return(workbook.active, heading, rows)
    write_guidance(workbook.create_sheet(), heading, [row.measure for row in rows])
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _due(
    plan: Plan, quarter: ReportingPeriod, directorate: str
) -> list[tuple[Measure, ReportingPeriod]]:
    due = due_in(plan, quarter)
    if not due:
        raise UsageError(f"Nothing is due in {quarter.label}.")
    if not directorate:
        return due
    wanted = directorate.casefold()
    of_directorate = [pair for pair in due if pair[0].directorate.casefold() == wanted]
    if not of_directorate:
        names = ", ".join(sorted({measure.directorate for measure, _ in due}))
        raise UsageError(
            f"Nothing is due from {directorate!r} in {quarter.label}. It is from these: {names}."
        )
    return of_directorate


def _earlier(
    outturns: "pd.DataFrame | None", plan: Plan, measure: Measure, period: ReportingPeriod
) -> tuple[str, ...]:
    """The last outturns before a period, oldest first: "Q1 2019/20: 23.4 [p]"."""
    if outturns is None:
        return ()
    whole = outturns[
        (outturns["measure_id"] == measure.id)
        & (outturns["area"] == plan.area)
        & (outturns["breakdown"] == "")
        & (outturns["period_start"] < str(period.start))
    ].sort_values("period_start")
    last = whole.tail(len(EARLIER))
    return tuple(
        f"{period_of_id(period_id).label}:\n{_figure(outturn, marker, measure.decimals)}"
        for period_id, outturn, marker in zip(
            last["period_id"], last["outturn"], last["marker"], strict=True
        )
    )


def _figure(outturn: float, marker: str, decimals: int) -> str:
    from kpis.rounding import round_figure

    shown = "" if outturn != outturn else f"{round_figure(outturn, decimals):,.{decimals}f}"
    return f"{shown} [{marker}]".strip() if marker else shown


def _asked(measure: Measure, quarter: ReportingPeriod, *, minimum: bool) -> float | str | None:
    """The target or minimum expectation that a figure of this quarter is held against.

    A text where it is no single figure: "8 to 14", "data only", "not comparable".
    """
    aim = measure.aims.get(quarter.financial_year)
    if measure.data_only or aim is None:
        return None if minimum else ("data only" if measure.data_only else None)
    if aim.not_comparable:
        return None if minimum else "not comparable"
    lower, upper, profile = _parts_of(aim, minimum=minimum)
    if profile:
        return profile[quarter.quarter - 1]
    if measure.polarity is Polarity.RANGE and lower is not None and upper is not None:
        return f"{lower:.{measure.decimals}f} to {upper:.{measure.decimals}f}"
    return lower


def _parts_of(aim: Aim, *, minimum: bool) -> tuple[float | None, float | None, tuple[float, ...]]:
    if minimum:
        return aim.minimum_expectation, aim.minimum_expectation_upper, aim.minimum_profile
    return aim.target, aim.target_upper, aim.target_profile
