"""Forms by which a measure is added, defined anew and retired."""

from enum import StrEnum
from typing import Any

import streamlit as st

from kpis.clock import utc_now
from kpis.model import Basis, Frequency, Plan, Polarity, QuarterValue, Unit
from kpis.periods import describe_frequency, example_of, quarters_of_year, slashed
from kpis.plan.agreed.changed import has_begun
from kpis.ui.kit.titles import outcome_titles
from kpis.ui.plan.act_form import ActForm
from kpis.ui.plan.fields import Fields
from kpis.use_cases.plans.acts.aims import AimWanted
from kpis.use_cases.plans.acts.measures import AddMeasure, RedefineMeasure, RetireMeasure
from kpis.use_cases.plans.acts.proposing import PlanAct
from kpis.words.days import uk_date

_OTHER = "Another…"
_DEFINITION = ("title", "definition", "numerator", "denominator", "unit_label", "source")
_RETURNED = (
    Frequency.QUARTER,
    Frequency.MONTH,
    Frequency.HALF_YEAR,
    Frequency.YEAR,
    Frequency.ACADEMIC_YEAR,
    Frequency.CALENDAR_YEAR,
)


def retire_form(plan: Plan) -> ActForm:
    return ActForm(
        name="retire",
        title="Retire a measure",
        lead="It is due for the last time in the quarter you choose. Its figures stay.",
        fields=lambda fields: _retiring(plan, fields),
    )


def redefine_form(plan: Plan) -> ActForm:
    return ActForm(
        name="redefine",
        title="Define a measure anew",
        lead="From a period on it is counted otherwise. The series has a break there, with your "
        "reason: figures before and after are not compared.",
        fields=lambda fields: _redefining(plan, fields),
    )


def add_form(plan: Plan) -> ActForm:
    return ActForm(
        name="add",
        title="Add a measure",
        lead="It becomes the last of its outcome. Its target is proposed until it is agreed.",
        fields=lambda fields: _adding(plan, fields),
    )


def measure_titles(plan: Plan) -> dict[str, str]:
    """Measures without their parts: code and title by id."""
    return {each.id: f"{each.code} {each.title}" for each in plan.measures if not each.part_of}


def quarters(plan: Plan) -> dict[str, str]:
    """The quarters of the plan's years by id."""
    years = range(int(plan.first_year[:4]), int(plan.last_year[:4]) + 1)
    found = [quarter for year in years for quarter in quarters_of_year(slashed(year))]
    return {each.id: each.label for each in found}


def _retiring(plan: Plan, fields: Fields) -> PlanAct:
    measure_id = fields.one_of("measure_id", "Measure", measure_titles(plan))
    last = fields.one_of(
        "last_quarter", "Last quarter it is due in", {"": "Choose"} | quarters(plan)
    )
    reason = fields.text("reason", "Why it is collected no more, for readers")
    return RetireMeasure(measure_id=measure_id, last_quarter=last, reason=reason)


def _redefining(plan: Plan, fields: Fields) -> PlanAct:
    measure_id = fields.one_of("measure_id", "Measure", measure_titles(plan))
    measure = plan.measures_by_id[measure_id]
    of_this = Fields(f"{fields.name}_{measure_id}", fields.faults)
    said = {
        "definition": of_this.text("definition", "Definition", measure.definition),
        "title": of_this.line("title", "Title", measure.title),
    }
    if measure.numerator:
        said["numerator"] = of_this.text("numerator", "What is counted", measure.numerator)
        said["denominator"] = of_this.text("denominator", "Out of what", measure.denominator)
    said["source"] = of_this.line("source", "Where the figures come from", measure.source)
    example = example_of(measure.frequency)
    period = fields.line(
        "from_period",
        "From which period on",
        help=f"{describe_frequency(measure.frequency)[:1].upper()}"
        f"{describe_frequency(measure.frequency)[1:]}, such as {example}.",
    )
    reason = fields.text("reason", "What changed and why, for readers")
    fields.take_over(of_this)
    return RedefineMeasure(measure_id=measure_id, said=said, from_period=period, reason=reason)


def _adding(plan: Plan, fields: Fields) -> PlanAct:
    said: dict[str, Any] = {
        "outcome": int(fields.one_of("outcome", "Outcome", outcome_titles(plan))),
        "title": fields.line("title", "Title"),
        "definition": fields.text(
            "definition", "Definition", help="What is counted, of whom and when, in sentences."
        ),
        "why_it_matters": fields.text("why_it_matters", "Why it matters"),
    }
    left, middle, right = st.columns(3)
    with left:
        said["unit"] = fields.one_of("unit", "Unit", _words(Unit))
        said["frequency"] = fields.one_of(
            "frequency",
            "Returned for",
            {each.value: describe_frequency(each) for each in _RETURNED},
        )
    with middle:
        said["unit_label"] = fields.line(
            "unit_label", "Unit in words", help="Such as % of households."
        )
        said["polarity"] = fields.one_of(
            "polarity",
            "Which way is better",
            {Polarity.HIGHER.value: "Higher", Polarity.LOWER.value: "Lower"},
        )
    with right:
        said["decimals"] = fields.whole("decimals", "Decimals shown", 0, 4)
        said["basis"] = fields.one_of(
            "basis",
            "A figure covers",
            {Basis.PERIOD.value: "its own period", Basis.YEAR_TO_DATE.value: "the year so far"},
        )
    if said["frequency"] == Frequency.MONTH:
        said["quarter_value"] = fields.one_of(
            "quarter_value", "Months make a quarter as", _words(QuarterValue)
        )
    left, right = st.columns(2)
    with left:
        said["directorate"] = fields.line("directorate", "Directorate")
        said["owner"] = fields.line("owner", "Owner", help="A post, never a name.")
    with right:
        said["source"] = fields.line("source", "Where the figures come from")
        said["introduced"] = fields.one_of(
            "introduced", "First quarter it is due in", {"": "Always"} | quarters(plan)
        )
    themes = fields.some_of("themes", "Themes", {each.id: each.title for each in plan.themes})
    reason = fields.line("theme_reason", "Why it supports them") if themes else ""
    why = fields.line("reason", "Why it is added, for readers") if plan.previous else ""
    return AddMeasure(
        said=said | _aimless(fields),
        themes=dict.fromkeys(themes, reason),
        reason=why,
        **_first_aim(plan, fields),
    )


def _aimless(fields: Fields) -> dict[str, str]:
    without = st.checkbox("It has no target, by design", key=fields.key("without"))
    return {"data_only": fields.line("data_only", "Why it has none")} if without else {}


def _first_aim(plan: Plan, fields: Fields) -> dict[str, Any]:
    if st.session_state.get(fields.key("without")):
        return {}
    today = uk_date(utc_now())
    years = [slashed(year) for year in range(int(plan.first_year[:4]), int(plan.last_year[:4]) + 1)]
    first = next((year for year in years if not has_begun(year, today)), years[-1])
    left, middle, right = st.columns(3)
    with left:
        year = fields.one_of("year", "Target for", {each: each for each in years}, first)
    with middle:
        minimum = fields.number("minimum_expectation", "Minimum expectation")
    with right:
        target = fields.number("target", "Target")
    set_by = fields.line("set_by", "Who proposes it")
    figures = {"target": target, "minimum_expectation": minimum}
    return {
        "year": year,
        "set_by": set_by,
        "aim": AimWanted(measure_id="", figures=figures),
    }


def _words(kind: type[StrEnum]) -> dict[str, str]:
    return {each.value: each.value.replace("_", " ") for each in kind}
