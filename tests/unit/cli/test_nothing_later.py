"""Commands that are told a quarter, or a time, show nothing that could not be known by then.

By the calendar and the arrears alone (`tests/calendar_rule.py`), and for times by the store's own
tables, not by the code that is to keep to them.
"""

from collections.abc import Iterator
from datetime import datetime

import duckdb
import pytest

from tests.calendar_rule import arrears_of, end_of_id, reported_on

pytestmark = pytest.mark.walk

QUARTERS = ("2018-19-Q1", "2019-20-Q2", "2019-20-Q3")
MEASURES = (
    "recycling",  # yearly, three quarters in arrears
    "hate_crime",  # monthly
    "homelessness_prevented",  # quarterly, published for years to come
    "stable_placements",  # yearly, two quarters in arrears
    "feeling_safe",  # a survey
)
WITH_GROUPS = ("direct_payments", "homeless_moved_on")
AS_AT = datetime(2019, 11, 1, 23, 59, 59)


def periods_in(found: object) -> Iterator[str]:
    """The periods of everything in a document that has an outturn or a value, however deep."""
    if isinstance(found, dict):
        has_figure = any(found.get(name) is not None for name in ("outturn", "value"))
        if has_figure and found.get("period"):
            yield found["period"]
        for inner in found.values():
            yield from periods_in(inner)
    if isinstance(found, list):
        for inner in found:
            yield from periods_in(inner)


def figures_of(kpis, name: str, measure: str, *asked: str) -> list[str]:
    document = kpis(name, measure, *asked, "--json").document
    return list(periods_in({key: document[key] for key in document if key != "path"}))


@pytest.mark.parametrize("quarter_id", QUARTERS)
@pytest.mark.parametrize(
    ("name", "measures"),
    [("spc", MEASURES), ("benchmark", MEASURES), ("views", MEASURES), ("breakdown", WITH_GROUPS)],
)
def test_nothing_later_than_the_quarter_is_shown(kpis, name, measures, quarter_id):
    shown = 0
    for measure in measures:
        periods = figures_of(kpis, name, measure, "--period", quarter_id)
        late = [
            period
            for period in periods
            if reported_on(end_of_id(period), arrears_of(measure)) > end_of_id(quarter_id)
        ]
        assert late == [], measure
        shown += len(periods)
    assert shown


@pytest.mark.parametrize("quarter_id", QUARTERS)
def test_nothing_is_foreseen_that_the_quarter_knows_and_nothing_else_is_the_base_of_it(
    kpis, quarter_id
):
    rows = kpis("outlook", "--period", quarter_id, "--json").document["measures"]
    foreseen = [row for row in rows if row["outlook"] is not None]
    assert foreseen
    for row in foreseen:
        known = reported_on(end_of_id(row["period"]), arrears_of(row["id"]))
        assert known >= end_of_id(quarter_id), row["id"]


def test_without_a_quarter_all_that_is_known_is_shown(kpis):
    assert "2026-M02" in figures_of(kpis, "spc", "hate_crime")
    assert "2022-23" in figures_of(kpis, "spc", "recycling")
    assert kpis("views", "hate_crime", "--json").document["period"] is None
    some = figures_of(kpis, "breakdown", "homeless_moved_on", "--period", "2019-20-Q2")
    assert len(some) < len(figures_of(kpis, "breakdown", "homeless_moved_on"))


def test_what_groups_withhold_does_not_depend_on_the_quarter_asked_for(kpis):
    """A later total to date can give away an earlier count: the earlier report hides it too."""
    for measure in ("workpath_sustained_jobs", "direct_payments"):
        everything = kpis("breakdown", measure, "--json").document["groups"]
        cut_off = kpis("breakdown", measure, "--period", "2018-19-Q2", "--json").document["groups"]
        until = [row for row in everything if row["period"] <= "2018-19-Q2"]
        assert cut_off == until != everything


@pytest.mark.parametrize("name", ["spc", "benchmark", "views"])
def test_as_at_a_time_only_what_was_known_then_is_shown(kpis, store, name):
    with duckdb.connect(store, read_only=True) as connection:
        known = set(
            connection.execute(
                "SELECT measure_id, period_id FROM revision WHERE known_at <= ?", [AS_AT]
            ).fetchall()
        )
    shown = 0
    for measure in MEASURES:
        asked = ("--as-at", "2019-11-01", "--period", "2019-20-Q2")
        periods = figures_of(kpis, name, measure, *asked)
        if name != "views":  # whose windows are made of several periods
            assert {(measure, period) for period in periods} <= known
        assert all(end_of_id(period) <= AS_AT.date() for period in periods)
        shown += len(periods)
    assert shown or name == "benchmark"  # official figures came in with the first load


def test_a_release_ends_with_its_quarter(kpis):
    kpis("release", "--period", "2019-20-Q1", "--by", "Head of Strategy", "--accept", "all")
    periods = figures_of(kpis, "breakdown", "homeless_moved_on", "--release", "1")
    assert max(periods) == "2019-20-Q1"
