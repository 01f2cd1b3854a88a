"""The plan's own figures as at ten dates: nothing made up is shown where there is an official one.

Which figures are official is read from the published files themselves, and not from the store.
"""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from kpis.analysis.report.performance import performance
from kpis.frames import OUTTURNS, PERFORMANCE
from kpis.model import local_administrator
from kpis.period_text import parse_period
from kpis.periods import period_of_id
from kpis.store import Store
from kpis.use_cases.figures_as_at import figures_as_at

PUBLISHED = Path(__file__).parents[3] / "data/published"
NOW = datetime(2026, 11, 30)
READER = local_administrator("")
DATES = (
    datetime(2016, 8, 1),
    datetime(2017, 2, 1),
    datetime(2018, 1, 15),
    datetime(2018, 7, 31),
    datetime(2019, 2, 1),
    datetime(2019, 8, 1),
    datetime(2019, 11, 1),
    datetime(2020, 2, 1),
    datetime(2020, 6, 1),
    datetime(2024, 1, 1),
)
QUARTERS = tuple(map(period_of_id, ("2018-19-Q4", "2019-20-Q1", "2019-20-Q2", "2019-20-Q3")))


@pytest.fixture(scope="module")
def official():
    """(measure, period id, area, breakdown, category) of every row of the published files."""
    keys = set()
    for path in PUBLISHED.glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            keys |= {
                (
                    row["measure"],
                    parse_period(row["period"]).id,
                    row["area"],
                    row["breakdown"],
                    row["category"],
                )
                for row in csv.DictReader(file)
            }
    return keys


@pytest.mark.parametrize("day", DATES, ids=lambda day: f"{day:%Y-%m-%d}")
def test_no_illustrative_figure_is_shown_that_has_an_official_one(
    first_figures, strategic_plan, official, day
):
    seen = figures_as_at(Store(first_figures), strategic_plan, NOW, actor=READER, as_at=day)
    made_up = [
        (row.measure_id, row.period_id, row.area, row.breakdown, row.category)
        for row in OUTTURNS.rows(seen.outturns)
        if row.provenance == "illustrative"
    ]
    assert made_up
    assert not official & set(made_up)
    assert (seen.outturns["known_at"] <= day).all()

    report = performance(strategic_plan, seen.outturns, QUARTERS, day)
    for row in PERFORMANCE.rows(report):
        key = (row.measure_id, row.period_id, strategic_plan.area, "", "")
        assert row.provenance != "illustrative" or key not in official


def test_of_a_past_day_the_official_figures_are_shown_and_no_rank_that_nobody_knew(
    first_figures, strategic_plan
):
    day = datetime(2019, 11, 1)
    seen = figures_as_at(Store(first_figures), strategic_plan, NOW, actor=READER, as_at=day)
    report = performance(strategic_plan, seen.outturns, QUARTERS[2:3], day)
    rows = {row.measure_id: row for row in PERFORMANCE.rows(report)}
    moved_on, prevented = rows["homeless_moved_on"], rows["homelessness_prevented"]
    assert (round(prevented.outturn, 1), prevented.provenance) == (42.0, "published")
    assert (moved_on.outturn, moved_on.provenance) == (67.0, "published")
    assert set(seen.outturns["area"]) == {strategic_plan.area}
