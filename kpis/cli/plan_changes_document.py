"""What `kpis plan changes` prints: a document, or lines for people."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from kpis.analysis.report.aims_over_years import MeasureAims, Step, YearAsked
from kpis.analysis.report.plan_to_plan import PlanToPlan
from kpis.model import Activity, Aim, Measure, Plan
from kpis.narrative.plan_to_plan import KIND_WORDS, STEP_WORDS, plan_to_plan_sentence
from kpis.words.aims.asked import PROPOSED
from kpis.words.aims.changed import asked_words, changed_aims
from kpis.words.lists import listed

_OF_AIM = (
    *("target", "minimum_expectation", "target_upper", "minimum_expectation_upper", "baseline"),
    *("set_by", "rationale", "illustrative", "proposed", "agreed_by", "agreed_on", "agreed_reason"),
)


def plan_changes_document(changes: PlanToPlan) -> dict[str, Any]:
    """As JSON, with what each year asks as it stands in the plan."""
    agreed = changes.plan.agreed
    return {
        "plan": _plan(changes.plan),
        "before": _plan(changes.before) if changes.before else None,
        "agreed": asdict(agreed) if agreed else None,
        "proposed": changes.plan.proposed,
        "sentence": plan_to_plan_sentence(changes),
        "measures_changed": [
            *(
                {
                    "kind": each.kind.value,
                    "from": list(map(_named, each.before)),
                    "to": list(map(_named, each.after)),
                    "reason": each.reason,
                }
                for each in changes.changed
            ),
            *(
                {
                    "kind": "renamed",
                    "from": [_named(each.before)],
                    "to": [_named(each.after)],
                    "reason": "",
                }
                for each in changes.renamed
            ),
        ],
        "targets": [_targets(each) for each in changes.aims],
        "activities_added": [_activity(each) for each in changes.activities_added],
        "activities_gone": [_activity(each) for each in changes.activities_gone],
    }


def plan_changes_lines(changes: PlanToPlan) -> Iterator[str]:
    """The same for people, a line for each thing."""
    yield plan_to_plan_sentence(changes)
    for each in changes.changed:
        sides = " -> ".join(filter(None, (_titles(each.before), _titles(each.after))))
        yield f"{KIND_WORDS[each.kind]}: {sides}. {each.reason}".rstrip()
    for renamed in changes.renamed:
        yield f"Renamed: {_titles([renamed.before])} -> {_titles([renamed.after])}."
    for aims in changes.aims:
        years = "; ".join(_year_words(each) for each in aims.years if each.asked)
        yield f"{aims.measure.code} {aims.measure.title}: {years}."
        yield from (f"  {words}" for words in changed_aims(aims.measure))
    yield from (f"New: {each.code} {each.title}" for each in changes.activities_added)
    yield from (f"No longer in it: {each.code} {each.title}" for each in changes.activities_gone)


def _plan(plan: Plan) -> dict[str, str]:
    return {
        "id": plan.id,
        "title": plan.title,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
    }


def _named(measure: Measure) -> dict[str, str]:
    return {"id": measure.id, "code": measure.code, "title": measure.title}


def _activity(activity: Activity) -> dict[str, Any]:
    return {"code": activity.code, "title": activity.title, "outcome": activity.outcome}


def _targets(aims: MeasureAims) -> dict[str, Any]:
    return {
        **_named(aims.measure),
        "before": _named(aims.before) if aims.before else None,
        "years": [
            _year(each, each.aim, aims.measure) for each in aims.years if each.aim is not None
        ],
    }


def _year(year: YearAsked, aim: Aim, measure: Measure) -> dict[str, Any]:
    return {
        "year": year.year,
        "plan": year.plan.id,
        "asked": year.asked,
        "least": year.least,
        "step": year.step.value if year.step else None,
        "rises": year.rises,
        "least_is_last_years": year.least_is_last_years,
        **{name: getattr(aim, name) for name in _OF_AIM},
        "earlier": [
            {
                "asked": asked_words(each, measure),
                "changed_on": each.changed_on,
                "changed_by": each.changed_by,
                "reason": each.reason,
            }
            for each in aim.earlier
        ],
    }


def _year_words(year: YearAsked) -> str:
    notes = [
        STEP_WORDS[year.step] if year.step not in (None, Step.FIRST) else "",
        f"least {year.least}" if year.least else "",
        PROPOSED if year.aim is not None and year.aim.proposed else "",
        "illustrative" if year.aim is not None and year.aim.illustrative else "",
    ]
    told = ", ".join(filter(None, notes))
    return f"{year.year} {year.asked}{f' ({told})' if told else ''}"


def _titles(measures: Iterable[Measure]) -> str:
    return listed([f"{each.code} {each.title}" for each in measures])
