"""The workbook a service fills in: one row per measure or part due in a quarter, pre-filled.

`rows.py` decides what stands in it; the three `_sheet.py` modules write it with openpyxl, which
reads returns too: what is asked for here it can do, and a second library would be one more to
keep. `kpis.readers` reads it back as the layout "template".
"""

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from kpis.model import Measure, Plan, Survey
from kpis.periods import ReportingPeriod
from kpis.plan.calendar import dates_of
from kpis.template.columns import Heading
from kpis.template.rows import (
    NotRed,
    activity_rows,
    due_from,
    due_from_survey,
    template_rows,
)

if TYPE_CHECKING:
    import pandas as pd

SplitBy = Literal["directorate", "owner"]


def template_workbook(
    plan: Plan,
    quarter: ReportingPeriod,
    *,
    directorate: str = "",
    owner: str = "",
    survey: Survey | None = None,
    outturns: "pd.DataFrame | None" = None,
    activities: "pd.DataFrame | None" = None,
    not_red: NotRed | None = None,
) -> bytes:
    """The template of a quarter as an .xlsx workbook, ready to be sent out.

    directorate, owner: only measures of that directorate or post, whatever the case; "" for all.
    survey: its questions and nothing else; how many were asked is then said once.
    outturns: OUTTURNS as they stand, of which the last four before each period are shown.
    activities: ACTIVITIES, of which the last before the quarter is shown of each activity.
    not_red: of figures due the least and the most that needs no commentary, by ids of measure and
    period; without it no cell says that one is needed.
    Raises UsageError when nothing is due, naming who has something due.
    """
    from openpyxl import Workbook

    from kpis.template.activities_sheet import write_activities
    from kpis.template.guidance_sheet import write_guidance
    from kpis.template.postprocess import finished
    from kpis.template.return_sheet import write_return
    from kpis.template.styles import Pen

    due = (
        due_from_survey(plan, quarter, survey)
        if survey
        else due_from(plan, quarter, directorate, owner)
    )
    rows = template_rows(plan, quarter, due, outturns, survey, not_red)
    of_activities = [] if survey else activity_rows(plan, quarter, activities, directorate, owner)
    heading = Heading(
        council=plan.council,
        plan=plan.title,
        quarter=quarter.label,
        due=dates_of(plan, quarter).due,
        whose=survey.title if survey else _whose(rows[0].measure, directorate, owner),
        of_survey=survey is not None,
        interviews=_interviews(survey, rows[0].period) if survey else 0,
    )
    workbook, pen = Workbook(), Pen()
    workbook.properties.title = f"{plan.council}: return for {heading.subject}"
    workbook.properties.creator = plan.council
    write_return(workbook.active, pen, heading, rows)  # type: ignore[arg-type] # made with a sheet
    if of_activities:
        write_activities(workbook.create_sheet(), pen, heading, of_activities)
    measures = [row.measure for row in rows]
    write_guidance(
        workbook.create_sheet(), pen, heading, measures, with_activities=bool(of_activities)
    )
    file = BytesIO()
    workbook.save(file)
    return finished(file.getvalue())


def _whose(measure: Measure, directorate: str, owner: str) -> str:
    """The names as the plan writes them of those that were chosen."""
    chosen = ((measure.directorate, directorate), (measure.owner, owner))
    return ", ".join(name for name, typed in chosen if typed)


def _interviews(survey: Survey, wave: ReportingPeriod) -> int:
    return next((each.interviews for each in survey.waves if each.period == wave.id), 0)


def template_pack(
    plan: Plan,
    quarter: ReportingPeriod,
    outturns: "pd.DataFrame | None" = None,
    *,
    by: SplitBy,
    activities: "pd.DataFrame | None" = None,
    not_red: NotRed | None = None,
) -> bytes:
    """A .zip with a template for each directorate, or each post, that has something due.

    Raises UsageError when nothing is due.
    """
    names = sorted({str(getattr(measure, by)) for measure, _ in due_from(plan, quarter)})
    file = BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(file, "w") as pack:  # a workbook is compressed already
        for name in names:
            content = template_workbook(
                plan,
                quarter,
                directorate=name if by == "directorate" else "",
                owner=name if by == "owner" else "",
                outturns=outturns,
                activities=activities,
                not_red=not_red,
            )
            member = _unused(template_name(quarter, name), taken)
            taken.add(member)
            pack.writestr(member, content)
    return file.getvalue()


def template_name(quarter: ReportingPeriod, whose: str = "", suffix: str = "xlsx") -> str:
    """A file name for a template that every computer takes: "return-2019-20-Q3-place.xlsx"."""
    words = "".join(sign if sign.isalnum() else " " for sign in whose.lower()).split()
    return f"{'-'.join(['return', quarter.id, *words])}.{suffix}"


def _unused(name: str, taken: set[str]) -> str:
    """The name, numbered where it is taken: names of posts may differ in punctuation alone."""
    stem, _, suffix = name.rpartition(".")
    number, unused = 1, name
    while unused in taken:
        number += 1
        unused = f"{stem}-{number}.{suffix}"
    return unused
