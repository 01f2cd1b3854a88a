"""What became of the measures of the plan before, and which activities came or went."""

from collections.abc import Iterable, Sequence

from kpis.analysis.report.plan_to_plan import PlanToPlan
from kpis.model import Activity, Measure, Plan
from kpis.narrative.plan_to_plan import KIND_WORDS
from kpis.periods import quarters_of_year
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.words.report.shown import NONE


def measures_table(changes: PlanToPlan, in_links: str) -> Html | None:
    """A row for each change; None where there is none. in_links: the quarter in addresses."""
    before = changes.before
    if before is None or not (changes.changed or changes.renamed):
        return None
    last = quarters_of_year(changes.plan.first_year)[0].shift(-1).id
    lines = [
        _line(
            KIND_WORDS[each.kind], each.before, each.after, each.reason, (last, in_links), changes
        )
        for each in changes.changed
    ]
    lines += [
        _line("Renamed", [each.before], [each.after], "", (last, in_links), changes)
        for each in changes.renamed
    ]
    head = row(column("What"), column(before.title), column(changes.plan.title), column("Why"))
    return table("Measures that are not as they were.", head, lines, class_="k-cards k-crosswalk")


def _line(
    what: str,
    before: Sequence[Measure],
    after: Sequence[Measure],
    reason: str,
    quarters: tuple[str, str],
    changes: PlanToPlan,
) -> Html:
    """quarters: those that measures of the plan before, and of this one, are shown at."""
    first, now = quarters
    old = changes.before.title if changes.before else ""
    return row(
        row_header(what),
        cell(_links(before, first) or NONE, label=old),
        cell(_links(after, now) or NONE, label=changes.plan.title),
        cell(reason or NONE, label="Why"),
    )


def _links(measures: Iterable[Measure], quarter_id: str) -> list[Child]:
    return [
        element(
            "span",
            element("span", each.code, class_="k-code"),
            link(measure_address(each.id, quarter_id), each.title),
            class_="k-pair",
        )
        for each in measures
    ]


def activities_list(title: str, activities: Sequence[Activity], plan: Plan) -> Html | None:
    """Activities with their outcome beneath each; None for none."""
    if not activities:
        return None
    outcomes = {each.number: each.title for each in plan.outcomes}
    items = [
        element(
            "li",
            element("span", each.code, class_="k-code"),
            each.title,
            element("span", f"{each.outcome}. {outcomes[each.outcome]}", class_="k-sub"),
        )
        for each in activities
    ]
    return element(
        "div",
        element("h3", title, class_="k-subhead"),
        element("ul", items, class_="k-plan-activities"),
    )
