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

# Steps are few and mostly small, so that ties, trends, runs and points on the mean come about.
steps = st.sampled_from([0, 0, 1, 1, 1, 2, -1, -1, -2, 5, -7, 20])
shapes = st.one_of(
    st.lists(st.integers(0, 12), min_size=1, max_size=40),
    st.lists(steps, min_size=1, max_size=40).map(lambda s: np.cumsum(s).tolist()),
)
one_series = st.fixed_dictionaries(
    {
        "values": shapes.map(lambda values: [value / 10 for value in values]),
        "improvement_direction": st.sampled_from(sorted(BETTER)),
        "rebase": st.lists(st.sampled_from(list(DAYS[:45])), max_size=2),
        "fix_after_n_points": st.sampled_from([math.nan, math.nan, 12, 12.5, 20]),
        "screen_outliers": st.booleans(),
    }
)


def expected_of(options_of_series, rules):
    """Rows of limits, cause and type, group by group."""
    values, rows = options_of_series["values"], []
    numbers = groups_of(DAYS[: len(values)], set(options_of_series["rebase"]))
    fixed = options_of_series["fix_after_n_points"]
    better = BETTER[options_of_series["improvement_direction"]]
    for number in sorted(set(numbers)):
        group = [v for v, n in zip(values, numbers, strict=True) if n == number]
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
    return pd.DataFrame(rows)


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
        columns = ["rebase_group", "special_cause_type", "point_type"]
        assert own[columns].to_dict("records") == expected[columns].to_dict("records")
        assert own["value"].tolist() == options_of_series["values"]
        for limit in LIMITS:
            assert own[limit].tolist() == pytest.approx(
                expected[limit].tolist(), rel=1e-12, abs=1e-15, nan_ok=True
            )
        signal = ~own["special_cause_type"].isin(["Common Cause", ""])
        assert own["special_cause_flag"].tolist() == signal.astype(int).tolist()
