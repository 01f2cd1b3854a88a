"""How far the surveys of a quarter have come, and the one workbook that asks for all of each."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from kpis.frames import ProgressRow
from kpis.model import MISSING_STATES, Plan, Survey
from kpis.periods import ReportingPeriod
from kpis.template import template_name
from kpis.ui.kit.addresses import link, survey_address
from kpis.ui.kit.download import XLSX, download
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import section, show
from kpis.ui.state import seen
from kpis.use_cases.seen_store import SeenStore
from kpis.use_cases.templates import template_for


def draw_surveys(plan: Plan, quarter: ReportingPeriod, rows: Sequence[ProgressRow]) -> None:
    """A line and a template for each survey that has questions due; nothing where none has.

    rows: of PROGRESS.
    """
    due = [each for each in plan.surveys if questions_due(plan, each, rows)]
    if not due:
        return
    section("Surveys")
    for survey in due:
        line, template = st.columns([7, 2], vertical_alignment="center")
        with line:
            said = survey_line(survey, questions_due(plan, survey, rows))
            show(element("p", link(survey_address(survey.id), survey.title), said))
        with template:
            download(
                "Download its template",
                seen.when_asked(plan, partial(_template, plan, quarter, survey)),
                template_name(quarter, survey.title),
                key=f"survey_template_{survey.id}",
                kind=XLSX,
                help="One workbook with all questions of the survey, whoever owns the measures.",
            )


def questions_due(
    plan: Plan, survey: Survey, rows: Sequence[ProgressRow]
) -> tuple[ProgressRow, ...]:
    """The rows that are questions of a survey."""
    return tuple(each for each in rows if plan.measures_by_id[each.measure_id].survey == survey.id)


def survey_line(survey: Survey, rows: Sequence[ProgressRow]) -> str:
    """ ": 11 of 12 returned. It comes in one workbook from the Head of Policy.", after its title.

    rows: its own, of PROGRESS.
    """
    returned = sum(each.state not in MISSING_STATES for each in rows)
    return (
        f": {returned} of {len(rows)} returned. It comes in one workbook from the {survey.owner}."
    )


def _template(plan: Plan, quarter: ReportingPeriod, survey: Survey, store: SeenStore) -> bytes:
    return template_for(store, plan, quarter, survey=survey, actor=store.actor)
