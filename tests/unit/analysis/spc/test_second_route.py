"""Any series, any options: the arrays agree with a point-by-point reading of the rules."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.analysis.spc import xmr
from tests.unit.analysis.spc.plain import (
    groups_of,
    limits_of,
    making_data_count_causes,
    nhsr_causes,
    point_type_of,
)

BETTER = {"increase": 1, "decrease": -1, "neutral": 0}
DAYS = pd.date_range("2019-04-01", periods=60, freq="D")
LIMITS = ["mean", "lpl", "upl", "nlpl", "nupl"]
WORDS = ["rebase_group", "special_cause_type", "point_type"]

# Steps are few and mostly small, so that ties, trends, runs and points on the mean come about.
steps = st.sampled_from([0, 0, 1, 1, 1, 2, -1, -1, -2, 5, -7, 20])
shapes = st.one_of(
    st.lists(st.integers(0, 12), min_size=1, max_size=40),
    st.lists(steps, min_size=1, max_size=40).map(lambda s: np.cumsum(s).tolist()),
)
# A few places come often, so that points without a value and rebases meet.
places = st.one_of(st.sampled_from([0, 4, 5, 13]), st.integers(0, 44))
with_gaps = st.tuples(shapes, st.sets(places, max_size=8)).map(
    lambda drawn: [math.nan if n in drawn[1] else v / 10 for n, v in enumerate(drawn[0])]
)
one_series = st.fixed_dictionaries(
    {
        "values": with_gaps,
        "improvement_direction": st.sampled_from(sorted(BETTER)),
        "rebase": st.lists(places.map(lambda place: DAYS[place]), max_size=3),
        "fix_after_n_points": st.sampled_from([math.nan, math.nan, 12, 12.5, 20]),
        "screen_outliers": st.booleans(),
    }
)


def expected_of(options_of_series, rules):
    """Rows of limits, cause and type, group by group; points without a value count in none."""
    values, rows = options_of_series["values"], []
    numbers = groups_of(DAYS[: len(values)], set(options_of_series["rebase"]))
    numbered = [(v, n) for v, n in zip(values, numbers, strict=True) if not math.isnan(v)]
    fixed = options_of_series["fix_after_n_points"]
    better = BETTER[options_of_series["improvement_direction"]]
    for number in sorted({n for _, n in numbered}):
        group = [v for v, n in numbered if n == number]
        limits = limits_of(
            group, math.inf if math.isnan(fixed) else fixed, options_of_series["screen_outliers"]
        )
        if rules == "nhsr":
            causes = nhsr_causes(group, limits)
        else:
            causes = making_data_count_causes(group, limits, better)
            limits = limits if len(group) >= 13 else (math.nan,) * 5
        rows += [
            {"rebase_group": number, "special_cause_type": cause}
            | {"point_type": point_type_of(cause, better)}
            | dict(zip(LIMITS, limits, strict=True))
            for cause in causes
        ]
    return pd.DataFrame(rows, columns=[*WORDS, *LIMITS])


@pytest.mark.parametrize("rules", ["nhsr", "making_data_count"])
@given(asked=st.lists(one_series, min_size=1, max_size=5), order=st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_many_series_at_once_agree_with_each_worked_out_alone(rules, asked, order):
    names = [f"series {n}" for n in range(len(asked))]
    points = [
        {"series": name, "date": day, "value": value}
        for name, options_of_series in zip(names, asked, strict=True)
        for day, value in zip(DAYS, options_of_series["values"], strict=False)
    ]
    order.shuffle(points)
    options = pd.DataFrame(asked).drop(columns="values").assign(series=names)
    charted = xmr(pd.DataFrame(points), options, rules)
    for name, options_of_series in zip(names, asked, strict=True):
        own = charted[charted["series"] == name].reset_index(drop=True)
        expected = expected_of(options_of_series, rules)
        assert own[WORDS].to_dict("records") == expected[WORDS].to_dict("records")
        assert own["value"].tolist() == [
            value for value in options_of_series["values"] if not math.isnan(value)
        ]
        for limit in LIMITS:
            assert own[limit].tolist() == pytest.approx(
                expected[limit].tolist(), rel=1e-12, abs=1e-15, nan_ok=True
            )
        signal = ~own["special_cause_type"].isin(["Common Cause", ""])
        assert own["special_cause_flag"].tolist() == signal.astype(int).tolist()
