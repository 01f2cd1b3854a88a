"""A measure by group on its page: small counts are nowhere on it, the gap is told honestly."""

import json

import pandas as pd
import pytest

from kpis.store import Store


@pytest.fixture(scope="module")
def wards(first_figures):
    """The wards' figures as the services returned them, small counts and all."""
    stored = Store(first_figures).outturns()
    return stored[stored["breakdown"] == "Ward"]


def everything_on(at) -> str:
    """All that the page sends to a browser: our HTML, and charts with what they hold."""
    pieces = [found.value for found in at.get("html")]
    pieces += [chart.proto.spec for chart in at.get("plotly_chart")]
    return "\n".join(pieces)


def test_a_ward_of_few_people_has_its_place_and_no_figure(open_page, wards):
    at = open_page("performance/measure", measure="direct_payments", period="2019-20-Q2")
    html = everything_on(at)
    returned = wards[
        (wards["measure_id"] == "direct_payments") & (wards["period_id"] == "2019-20-Q2")
    ].set_index("category")
    shown, small = returned.loc["Poplar"], returned.loc["Canary Wharf"]
    assert small["numerator"] < 5
    assert f"{shown.numerator:.0f} of {shown.denominator:.0f}" in html
    assert f"{small.numerator:.0f} of {small.denominator:.0f}" not in html
    line = html[html.index("Canary Wharf</th>") :]
    assert "[c]" in line[: line.index("</tr>")]
    assert "The gap between the best and the worst of 4 groups" in html
    assert "may lie as far apart by chance" in html
    assert html.count("Figures are illustrative.") == 2


def test_charts_hold_nothing_of_a_group_that_is_withheld(open_page):
    at = open_page("performance/measure", measure="direct_payments", period="2019-20-Q2")
    charts = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    groups = [trace for chart in charts for trace in chart["data"] if trace["name"] == "Groups"]
    said = pd.Series([words for trace in groups for words in trace["customdata"]])
    assert said.str.startswith("Poplar").any()
    assert not said.str.startswith("Canary Wharf").any()


def test_totals_to_date_are_shown_for_the_year_that_is_complete(open_page):
    at = open_page("performance/measure", measure="workpath_sustained_jobs", period="2019-20-Q2")
    html = everything_on(at)
    assert "Not shown for Q2 2019/20; the latest that is shown is Q4 2018/19." in html
    assert "bigger groups will have more" in html


def test_context_far_beyond_the_whole_is_listed_and_not_drawn(open_page):
    at = open_page("performance/measure", measure="homeless_moved_on", period="2019-20-Q2")
    page = everything_on(at)
    assert "Still in temporary accommodation at quarter end</th>" in page
    assert '"Groups"' not in page
    assert "The line about a dot" not in page


def test_a_measure_without_groups_says_nothing_of_them(open_page):
    at = open_page("performance/measure", measure="recycling")
    assert not [found.value for found in at.header if found.value.startswith("By ")]
