"""The state of the borough leaves the building as the plan says it, beside official figures."""

from dataclasses import replace

from kpis.model import Borough, Provenance
from kpis.reports.blocks import Table
from kpis.reports.pages.every import pages_of
from kpis.reports.pages.home import home
from kpis.reports.pages.lists import borough_page
from kpis.reports.parts import keys


def tables(page) -> list[Table]:
    return [block for each in page.sections for block in each.blocks if isinstance(block, Table)]


def test_every_fact_stands_there_once_with_its_year_and_source(second_quarter):
    rows = [
        [cell.text for cell in row.cells]
        for table in tables(borough_page(second_quarter))
        if table.name.startswith("facts_")
        for row in table.rows
    ]
    facts = second_quarter.plan.borough.facts
    assert len(facts) > 30
    assert sorted((row[1], row[2]) for row in rows) == sorted((f.text, f.source) for f in facts)
    years = {row[1]: row[0] for row in rows}
    assert all(years[fact.text] == (fact.year or "No year") for fact in facts)


def test_an_official_figure_is_the_newest_published_one_by_the_quarter(second_quarter):
    outturns, plan = second_quarter.known.outturns, second_quarter.plan
    official = outturns[
        (outturns["provenance"] == Provenance.PUBLISHED.value)
        & (outturns["area"] == plan.area)
        & (outturns["breakdown"] == "")
        & outturns["outturn"].notna()
    ]
    newest = official.sort_values("period_end").groupby("measure_id")["outturn"].last()
    shown = {
        row.cells[0].to.removeprefix("measure:"): row.cells[1].value
        for table in tables(borough_page(second_quarter))
        if table.name.startswith("official_")
        for row in table.rows
    }
    assert len(shown) > 5
    for measure_id, value in shown.items():
        decimals = plan.measures_by_id[measure_id].decimals
        assert abs(value - newest[measure_id]) <= 0.5 * 10**-decimals + 1e-9


def test_a_plan_that_says_nothing_of_its_borough_has_no_page_of_it_and_no_way_there(second_quarter):
    assert keys.BOROUGH in {page.key for page in pages_of(second_quarter)}
    plan = replace(second_quarter.plan, borough=Borough())
    silent = replace(second_quarter, known=replace(second_quarter.known, plan=plan))
    assert keys.BOROUGH not in {page.key for page in pages_of(silent)}
    assert "The borough" not in [section.title for section in home(silent).sections]
