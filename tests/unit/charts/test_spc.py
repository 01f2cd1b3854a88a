"""Control charts: what is drawn of MEASURE_SPC, and what is said of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from kpis.charts.control.symbols import LOOKS
from kpis.charts.palette import LIGHT
from kpis.charts.spc import describe_spc, spc_chart
from kpis.frames import MEASURE_SPC
from kpis.model import Basis, ChartKind, SeriesBreak
from kpis.periods import period_of_id
from kpis.words.control_charts import (
    ASSURANCE_MEANINGS,
    ASSURANCE_WORDS,
    CHART_METHODS,
    CHART_NAMES,
    VARIATION_MEANINGS,
    VARIATION_WORDS,
)


@pytest.fixture
def spc() -> Callable[..., pd.DataFrame]:
    """MEASURE_SPC of financial years from 2001/02 on, from what differs per point."""

    def make(*rows: dict[str, Any]) -> pd.DataFrame:
        return MEASURE_SPC.conform(pd.DataFrame([_point(*pair) for pair in enumerate(rows)]))

    return make


def _point(number: int, columns: dict[str, Any]) -> dict[str, Any]:
    period = period_of_id(columns.get("period_id", f"{2001 + number}-{(2 + number) % 100:02}"))
    return {
        "series": "recycling",
        "measure_id": "recycling",
        "period_id": period.id,
        "period_label": period.label,
        "date": pd.Timestamp(period.start),
        "value": 20.0 + number % 3,
        "adjusted": 20.0 + number % 3,
        "chart": "xmr",
        "marker": "",
        "provenance": "return",
        "rebase_group": 0,
        "mean": 21.0,
        "lpl": 16.0,
        "upl": 26.0,
        "nlpl": 17.7,
        "nupl": 24.3,
        "outside_limits": 0,
        "relative_to_mean": 0,
        "close_to_limits": 0,
        "special_cause_type": "Common Cause",
        "special_cause_flag": 0,
        "point_type": "common_cause",
        "lpl_shown": 16.0,
        "upl_shown": 26.0,
        "limits_shown": True,
    } | columns


BETTER = {
    "value": 27.0,
    "special_cause_type": "Above UCL",
    "point_type": "special_cause_improvement",
}
WORSE = {"value": 15.0, "special_cause_type": "Below LCL", "point_type": "special_cause_concern"}


def named(figure: Any, name: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == name]


def words_on(figure: Any) -> str:
    return " ".join(note.text for note in figure.layout.annotations)


def test_a_point_that_says_more_than_chance_differs_in_shape_and_in_colour(spc, recycling):
    figure = spc_chart(spc({}, BETTER, {}, WORSE), recycling)
    marks = {
        name: named(figure, name)[0].marker
        for name in ("usual variation", "for the better", "for the worse")
    }
    assert {mark.symbol for mark in marks.values()} == {"circle", "square", "triangle-up"}
    assert marks["for the better"].color == (LIGHT.dark_blue,)
    assert marks["for the worse"].color == (LIGHT.concern,)
    assert [len(named(figure, name)[0].x) for name in marks] == [2, 1, 1]


def test_only_the_kinds_of_point_that_occur_are_explained(spc, recycling):
    words_drawn = words_on(spc_chart(spc({}, BETTER, {}), recycling))
    assert "for the better" in words_drawn
    assert "for the worse" not in words_drawn


def test_higher_and_lower_than_chance_have_one_shape_and_one_entry_in_the_key(spc, recycling):
    higher = {"point_type": "special_cause_neutral_high"}
    lower = {"point_type": "special_cause_neutral_low"}
    assert "higher or lower than chance" in words_on(spc_chart(spc(higher, lower), recycling))
    assert "</span> higher than chance" in words_on(spc_chart(spc(higher, {}), recycling))


def test_pointing_at_a_point_tells_what_it_is_and_why(spc, recycling):
    (points,) = named(spc_chart(spc({}, WORSE), recycling), "for the worse")
    assert points.customdata[0] == (
        "2002/03: <b>15.0%</b><br>Clearly worse than usual<br>below its usual range"
    )


def test_mean_limits_and_target_are_named_where_they_end(spc, recycling):
    words_drawn = words_on(spc_chart(spc({}, {}, {}), recycling, target=25.0))
    for words in ("Mean 21.0%", "Upper limit 26.0%", "Lower limit 16.0%", "Target 25.0%"):
        assert words in words_drawn


def test_limits_are_drawn_and_told_where_figures_of_the_unit_can_be(spc, recycling):
    rows = spc(*[{"lpl": -20.0, "upl": 120.0, "lpl_shown": 0.0, "upl_shown": 100.0}] * 3)
    figure = spc_chart(rows, recycling)
    drawn = [named(figure, name)[0].y[0] for name in ("Lower limit", "Upper limit")]
    assert drawn == [0.0, 100.0]
    assert [figure.layout.shapes[0].y0, figure.layout.shapes[0].y1] == drawn
    assert "process limits 0.0% and 100.0%." in describe_spc(rows, recycling)


def test_without_enough_points_nothing_is_held_against_limits(spc, recycling):
    rows = [row | {"limits_shown": False} for row in ({}, WORSE, {})]
    figure = spc_chart(spc(*rows), recycling)
    assert [trace.name for trace in figure.data] == ["Points", "usual variation"]
    assert not figure.layout.shapes
    assert "limit" not in words_on(figure)
    assert "too few points for limits" in describe_spc(spc(*rows), recycling)


def test_each_stretch_has_its_own_limits_and_no_line_joins_two(spc, recycling):
    after = {"rebase_group": 1, "mean": 30.0, "upl": 35.0, "lpl": 25.0, "value": 31.0}
    broken = replace(recycling, breaks=(SeriesBreak(period="2003-04", reason="New bins"),))
    rows = spc({}, {}, after, after)
    figure = spc_chart(rows, broken)
    assert [list(line.y) for line in named(figure, "Mean")] == [[21.0, 21.0], [30.0, 30.0]]
    assert [list(line.y) for line in named(figure, "Points")] == [[20.0, 21.0], [31.0, 31.0]]
    assert "limits recalculated" in words_on(figure)
    assert "Limits recalculated from 2003/04: New bins." in describe_spc(rows, broken)


def test_a_missing_period_is_not_bridged(spc, recycling):
    rows = spc({"period_id": "2001-02"}, {"period_id": "2003-04"}, {"period_id": "2004-05"})
    (line,) = named(spc_chart(rows, recycling), "Points")
    assert list(line.y) == [20.0, None, 21.0, 22.0]


def test_illustrative_points_are_hollow_and_say_so(spc, recycling):
    figure = spc_chart(spc(*[{"provenance": "illustrative"}] * 3), recycling)
    assert set(named(figure, "usual variation")[0].marker.color) == {LIGHT.page}
    assert "hollow: illustrative" in words_on(figure)


def test_amounts_of_a_year_to_date_measure_are_named_as_such(spc, recycling):
    measure = replace(recycling, basis=Basis.YEAR_TO_DATE)
    assert "each period by itself" in words_on(spc_chart(spc({}, {}), measure))


def test_the_words_name_the_latest_point_the_limits_and_the_runs_latest_first(spc, recycling):
    words = describe_spc(spc(BETTER, BETTER, {}, WORSE), recycling, target=25.0)
    assert words == (
        "Control chart of Level of recycling, 4 points. The latest is 15.0% in 2004/05: "
        "clearly worse than usual, below its usual range. Mean 21.0%, process "
        "limits 16.0% and 26.0%. The target is 25.0%. More than chance: 2004/05 (for the worse) "
        "and 2001/02 to 2002/03 (for the better)."
    )


def test_points_without_a_value_are_left_out_and_no_rows_are_an_empty_chart(spc, recycling):
    figure = spc_chart(spc({}, {"value": float("nan")}), recycling)
    assert len(named(figure, "usual variation")[0].x) == 1
    assert len(spc_chart(MEASURE_SPC.empty(), recycling).data) == 0
    assert "no figures" in describe_spc(MEASURE_SPC.empty(), recycling)


def test_every_kind_has_a_shape_of_its_own_words_and_a_meaning():
    assert set(LOOKS) == set(VARIATION_WORDS) == set(VARIATION_MEANINGS)
    assert set(ASSURANCE_WORDS) == set(ASSURANCE_MEANINGS)
    assert len({look.word for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.symbol for look in LOOKS.values()}) == 4  # both neutral ones are diamonds


def test_words_about_the_target_say_what_usual_variation_does_and_not_what_has_happened():
    """A figure beyond its limits may meet a target that all usual variation misses."""
    words_of_assurance = [*ASSURANCE_WORDS.values(), *ASSURANCE_MEANINGS.values()]
    assert all(words.startswith("As things are") for words in ASSURANCE_WORDS.values())
    assert not [
        words for words in words_of_assurance if "every time" in words or "go on being" in words
    ]


def test_limits_that_move_are_drawn_in_steps_with_the_band_between(spc, recycling):
    moving = [
        {
            "chart": "residual",
            "mean": 20.0 + step,
            "lpl_shown": 18.0 + step,
            "upl_shown": 22.0 + step,
        }
        for step in range(3)
    ]
    figure = spc_chart(spc(*moving), recycling)
    (upper,) = named(figure, "Upper limit")
    (centre,) = named(figure, "Expected")
    assert list(upper.y) == [22.0, 22.0, 23.0, 23.0, 24.0, 24.0]
    assert list(centre.y) == [20.0, 20.0, 21.0, 21.0, 22.0, 22.0]
    assert upper.fill == "tonexty"
    assert "Expected 22.0%" in words_on(figure)
    assert not [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert "Residual chart." in describe_spc(spc(*moving), recycling)


def test_rare_events_are_drawn_by_the_time_between_and_not_in_the_measures_unit(spc, recycling):
    apart = {"chart": "g", "mean": 4.5, "lpl_shown": 1.0, "upl_shown": 26.0}
    rows = spc(apart | {"value": 3.0}, apart | {"value": 7.0, "period_id": "2009-10"})
    figure = spc_chart(rows, recycling)
    assert "Years since the one before" in words_on(figure)
    assert "%" not in words_on(figure).replace("%{", "")
    assert "Lower limit" not in words_on(figure)
    assert list(named(figure, "Points")[0].y) == [3.0, 7.0]
    assert "The latest is 7 years since the one before in 2009/10" in describe_spc(rows, recycling)


def test_every_kind_of_chart_has_a_name_and_says_how_it_is_made():
    assert set(CHART_NAMES) == set(CHART_METHODS) == set(ChartKind)
