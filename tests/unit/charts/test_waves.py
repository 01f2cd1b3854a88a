"""The questions of a survey as dots: two waves told apart without colour, margins, breaks."""

from math import nan

import pandas as pd
import pytest

from kpis.charts.palette import palette
from kpis.charts.waves import describe_waves, waves_chart
from kpis.frames import SURVEY_RESULTS, TEXT


@pytest.fixture
def results():
    def make(*said):
        blank = {name: "" if kind == TEXT else nan for name, kind in SURVEY_RESULTS.columns.items()}
        blank |= {"unit": "percent", "decimals": 0, "people_returned": False}
        blank |= {"direction_holds": False, "provenance": "return"}
        blank |= {"period_label": "Feb to Mar 2019", "period_id": "2019-02-to-2019-03"}
        rows = [
            blank
            | {"measure_id": f"m{at}", "code": f"1.{at}", "short_title": f"Question {at}"}
            | each
            for at, each in enumerate(said, 1)
        ]
        return SURVEY_RESULTS.rows(SURVEY_RESULTS.conform(pd.DataFrame(rows)))

    return make


def both(now, before, **more):
    return {
        "outturn": now,
        "interval_low": now - 3.5,
        "interval_high": now + 3.5,
        "before_outturn": before,
        "before_low": before - 4,
        "before_high": before + 4,
        "before_label": "Feb to Mar 2018",
        "change": now - before,
    } | more


def marks(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def test_the_highest_stands_on_top_and_every_name_above_its_marks(results):
    figure = waves_chart(results(both(40, 45), both(70, 60), both(55, 55)))
    latest = marks(figure, "Latest wave")
    assert dict(zip(latest.x, latest.y, strict=True)) == {70: 2, 55: 1, 40: 0}
    names = {note.text: note.y for note in figure.layout.annotations if "Question" in note.text}
    assert sorted(names, key=lambda name: -names[name]) == [
        "1.2 Question 2",
        "1.3 Question 3",
        "1.1 Question 1",
    ]
    for name, at in (("1.2 Question 2", 2), ("1.1 Question 1", 0)):
        assert at < names[name] < at + 1


def test_the_wave_before_is_told_apart_by_shape_and_place(results):
    figure = waves_chart(results(both(40, 45), both(70, 60)))
    latest, before = marks(figure, "Latest wave"), marks(figure, "Wave before")
    assert set(latest.marker.symbol) == {"circle"}
    assert set(before.marker.symbol) == {"diamond"}
    assert all(under < on for under, on in zip(before.y, latest.y, strict=True))
    (key,) = [note.text for note in figure.layout.annotations if "Feb to Mar 2019" in note.text]
    assert "◆ Feb to Mar 2018" in key
    assert "Hollow" not in key


def test_a_wave_of_another_method_is_a_cross_and_the_key_says_so(results):
    figure = waves_chart(results(both(40, 45, break_reason="By telephone"), both(70, 60)))
    symbols = dict(
        zip(marks(figure, "Wave before").x, marks(figure, "Wave before").marker.symbol, strict=True)
    )
    assert symbols == {45: "x-thin", 60: "diamond"}
    (key,) = [note.text for note in figure.layout.annotations if "Feb to Mar 2019" in note.text]
    assert "✕ before the method changed" in key


def test_margins_reach_as_far_as_the_intervals(results):
    figure = waves_chart(results(both(40, 45)))
    drawn = [list(trace.x) for trace in figure.data if trace.name == "95% interval"]
    assert drawn == [[41, 49, None], [36.5, 43.5, None]]
    low, high = figure.layout.xaxis.range
    assert low < 36.5
    assert high > 49


def test_what_is_illustrative_is_hollow(results):
    figure = waves_chart(results(both(40, 45, provenance="illustrative"), both(70, 60)))
    colours = dict(
        zip(marks(figure, "Latest wave").x, marks(figure, "Latest wave").marker.color, strict=True)
    )
    page = palette(dark=False).page
    assert colours[40] == page != colours[70]
    assert any("Hollow: illustrative" in note.text for note in figure.layout.annotations)


def test_a_first_wave_has_no_marks_of_one_before(results):
    figure = waves_chart(results({"outturn": 40, "interval_low": 36, "interval_high": 44}))
    assert len(marks(figure, "Wave before").x) == 0
    assert not any("◆" in note.text for note in figure.layout.annotations)


def test_nothing_is_drawn_where_no_result_is_known(results):
    assert waves_chart(results({}, {})) is None
    assert describe_waves(results({})) == "No result is known yet."


def test_shares_stay_between_nothing_and_all(results):
    figure = waves_chart(results(both(2, 3), both(99, 98)))
    low, high = figure.layout.xaxis.range
    assert (low, high) == (-1, 101)


def test_the_words_name_the_extremes_and_the_largest_change(results):
    words = describe_waves(results(both(40, 45), both(70, 61), both(55, 55)))
    assert words == (
        "3 questions in Feb to Mar 2019: highest 1.2 Question 2, 70%; lowest 1.1 Question 1, 40%. "
        "The largest change is of 1.2 Question 2: 61% in Feb to Mar 2018, 70% in Feb to Mar 2019."
    )


def test_a_change_over_another_method_is_no_change_that_the_words_tell(results):
    words = describe_waves(results(both(40, 80, break_reason="By telephone")))
    assert "largest change" not in words


def test_titles_are_shown_as_text(results):
    figure = waves_chart(results(both(40, 45, short_title="<b>Safe</b> %{x}")))
    assert any("&lt;b&gt;Safe&lt;/b&gt;" in note.text for note in figure.layout.annotations)
