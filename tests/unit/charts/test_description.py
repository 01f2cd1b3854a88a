"""A chart is plain data first: what paper is drawn from and what the screen shows are the same."""

import json
import sys

import pytest

from kpis.charts.trend import trend_chart, trend_description


@pytest.fixture
def yearly(series):
    return series(
        {"period_id": "2017-18", "outturn": 26.0, "target": 26.0, "minimum_expectation": 24.0},
        {"period_id": "2018-19", "outturn": 23.0, "target": 24.0, "minimum_expectation": 23.0},
    )


def test_the_chart_on_the_screen_is_made_from_the_description_alone(yearly, recycling):
    described = trend_description(yearly, recycling, shown="2018-19")
    shown = json.loads(trend_chart(yearly, recycling, shown="2018-19").to_json())
    assert [trace["name"] for trace in shown["data"]] == [
        trace["name"] for trace in described["data"]
    ]
    assert [note["text"] for note in shown["layout"]["annotations"]] == [
        note["text"] for note in described["layout"]["annotations"]
    ]
    assert shown["layout"]["yaxis"]["range"] == described["layout"]["yaxis"]["range"]


def test_a_description_needs_no_plotly(yearly, recycling, monkeypatch):
    monkeypatch.setitem(sys.modules, "plotly", None)  # whoever imports it now gets ImportError
    monkeypatch.setitem(sys.modules, "plotly.graph_objects", None)
    assert trend_description(yearly, recycling)["data"]
    with pytest.raises(ImportError):
        trend_chart(yearly, recycling)
