"""Notes pinned to periods: numbered on the chart, in its words and beneath it alike."""

from dataclasses import replace
from datetime import date

import pytest

from kpis.charts.describe import describe_trend
from kpis.charts.trend import trend_chart
from kpis.charts.trend_text import annotations_on
from kpis.model import Annotation, SeriesBreak
from kpis.ui.performance.small_print import chart_notes


@pytest.fixture
def noted(recycling):
    return replace(
        recycling,
        annotations=(
            Annotation(period="2018-19", text="New lorries", by="Head of Waste", on=date.min),
            Annotation(period="2016-17", text="A strike.", by="Head of Waste", on=date.min),
            Annotation(period="1999-00", text="Long ago", by="Head of Waste", on=date.min),
        ),
        not_comparable=(SeriesBreak(period="2017-18", reason="two depots left out"),),
    )


@pytest.fixture
def three_years(series):
    return series(
        {"period_id": "2016-17", "outturn": 27.0},
        {"period_id": "2017-18"},
        {"period_id": "2018-19", "outturn": 23.0},
    )


def test_notes_are_numbered_in_the_order_of_periods_and_none_is_of_a_period_not_shown(
    three_years, noted
):
    notes = annotations_on(list(three_years.itertuples(index=False)), noted)
    assert [(number, row.period_id, words) for number, row, words in notes] == [
        (1, "2016-17", "A strike. (Head of Waste)"),
        (2, "2017-18", "Not comparable: two depots left out."),
        (3, "2018-19", "New lorries. (Head of Waste)"),
    ]


def test_each_number_stands_above_its_figure_and_at_the_top_where_there_is_none(three_years, noted):
    figure = trend_chart(three_years, noted, span=(0.0, 40.0))
    flags = {a.text: a.y for a in figure.layout.annotations if a.text[:3] == "<b>" and a.borderpad}
    assert flags == {"<b>1</b>": 27.0, "<b>2</b>": 40.0, "<b>3</b>": 23.0}


def test_the_words_in_place_of_the_chart_say_the_notes(three_years, noted):
    words = describe_trend(three_years, noted)
    assert "Note on 2016/17: A strike. (Head of Waste)" in words
    assert "Note on 2017/18: Not comparable: two depots left out." in words


def test_the_notes_stand_beneath_the_chart_with_their_numbers(three_years, noted, recycling):
    html = str(chart_notes(three_years, noted))
    assert (
        html.index("Note 1, 2016/17") < html.index("Note 2, 2017/18") < html.index("Note 3, 2018")
    )
    assert chart_notes(three_years, recycling) is None


def test_a_note_is_text_and_never_markup(three_years, recycling):
    sly = Annotation(period="2018-19", text="<b onclick=x>", by="P", on=date.min)
    assert "<b onclick" not in str(chart_notes(three_years, replace(recycling, annotations=(sly,))))
