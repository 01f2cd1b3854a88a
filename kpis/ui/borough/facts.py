"""The facts of the borough by topic, each with its year and source."""

from collections.abc import Sequence

from kpis.model import Fact, Plan
from kpis.reports.parts.borough import NO_YEAR
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Html, element
from kpis.words.figures import is_known


def fact_list(facts: Sequence[Fact], plan: Plan, quarter_id: str) -> Html:
    """A list of facts. quarter_id: named in the links to measures, "" to leave it out."""
    return element(
        "ul", [_fact(fact, plan, quarter_id) for fact in facts], class_="k-borough-facts"
    )


def _fact(fact: Fact, plan: Plan, quarter_id: str) -> Html:
    measure = plan.measures_by_id.get(fact.measure)
    return element(
        "li",
        element("span", fact.year or NO_YEAR, class_="k-borough-year"),
        element(
            "div",
            element("span", fact.text, class_="k-borough-text"),
            _compared(fact, plan.area),
            element("span", fact.source, class_="k-sub k-borough-source"),
            element(
                "span",
                "The plan’s measure: ",
                link(measure_address(measure.id, quarter_id), f"{measure.code} {measure.title}"),
                class_="k-sub",
            )
            if measure
            else None,
        ),
    )


def _compared(fact: Fact, area: str) -> Html | None:
    """The two numbers one above the other, with bars; None where nothing is compared."""
    if fact.value is None or fact.compared_value is None:
        return None
    pairs = ((area, fact.value), (fact.compared_with, fact.compared_value))
    largest = max(value for _, value in pairs)
    decimals = max(_decimals(value) for _, value in pairs)
    return element(
        "dl",
        [
            element(
                "div",
                element("dt", name[:1].upper() + name[1:]),
                element("dd", with_unit(value, fact.unit, decimals), class_="k-figure"),
                element("dd", _bar(value, largest), class_="k-bar-cell"),
            )
            for name, value in pairs
        ],
        class_="k-compared",
    )


def _bar(value: float, largest: float) -> Html | None:
    if value <= 0 or not is_known(value):
        return None
    return element("meter", value=str(value), max=str(largest), class_="k-bar", aria_hidden="true")


def with_unit(value: float, unit: str, decimals: int) -> str:
    """ "£421,131", "92.0%", "137 languages": a number of a fact as it is written."""
    number = f"{value:,.{decimals}f}"
    return {"£": f"£{number}", "%": f"{number}%"}.get(unit, f"{number} {unit}".strip())


def _decimals(value: float) -> int:
    """How many a number of a fact is given with."""
    return len(f"{value:.10f}".rstrip("0").partition(".")[2])
