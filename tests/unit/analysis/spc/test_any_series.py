"""Whatever is charted, limits lie in order, and nothing is told where there are none."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.analysis.spc.fitting import fitted_charts
from kpis.analysis.spc.points import sorted_points
from kpis.model import ChartKind

NUMBERS = st.sampled_from([float("nan"), 0.0, 40.0, 200.0])
FIGURES = st.one_of(
    st.sampled_from([0.0, 1.0, 2.0, 100.0]), st.floats(-1e6, 1e6).map(lambda x: round(x, 1))
)


@st.composite
def series(draw):
    """Figures of one measure by the month in which their periods end, and what it is."""
    figures = draw(st.lists(st.one_of(FIGURES, st.just(0.0)), min_size=1, max_size=40))
    gaps = draw(st.lists(st.sampled_from([1, 1, 1, 2]), min_size=40, max_size=40))
    step = draw(st.sampled_from([1, 3, 6, 12]))
    figures = np.array(figures)
    count = len(figures)
    unit = draw(st.sampled_from(["percent", "count", "average", "rate_per_1000", "pounds"]))
    denominator = np.array(draw(st.lists(NUMBERS, min_size=count, max_size=count)))
    per = 100 if unit == "percent" else 1000
    about = {
        "outturn": figures,
        "numerator": np.round(figures * denominator / per),
        "denominator": denominator,
        "unit": np.full(count, unit, dtype=object),
        "sample_size": np.full(count, draw(st.sampled_from([0, 0, 500]))),
        "design_effect": np.full(count, draw(st.sampled_from([1.0, 1.5]))),
        "usual_denominator": np.full(count, draw(st.sampled_from([0, 0, 100]))),
        "not_by_chance": np.full(count, draw(st.sampled_from(["", "x"])), dtype=object),
        "decimals": np.full(count, 1),
        "stock": np.full(count, draw(st.booleans())),
        "direction": np.full(count, draw(st.sampled_from([-1, 0, 1]))),
    }
    months = np.datetime64("2001-01") + step * np.cumsum(gaps)[:count]
    frame = pd.DataFrame(
        {"series": "any", "date": months.astype("datetime64[D]"), "value": figures}
    )
    return frame, about


@settings(max_examples=150)
@given(series())
def test_limits_lie_in_order_and_nothing_is_told_without_them(drawn):
    frame, about = drawn
    never = np.array([], dtype="datetime64[us]")
    points = sorted_points(frame).grouped(np.array([], dtype="int64"), never)
    rows = pd.DataFrame(fitted_charts(points, about))
    limited = rows[rows["limits_shown"]]
    for lower, higher in (("lpl", "nlpl"), ("nlpl", "mean"), ("mean", "nupl"), ("nupl", "upl")):
        if not (limited["chart"] == ChartKind.G).any():
            scale = limited["upl"].abs() + 1
            assert (limited[lower] <= limited[higher] + 1e-9 * scale).all()
    silent = rows[~rows["limits_shown"] & (rows["chart"] == "")]
    assert (silent["point_type"] == "").all()
    assert (silent["special_cause_flag"] == 0).all()
    assert set(rows["chart"]) <= {"", *ChartKind}
    assert rows["row"].is_monotonic_increasing
