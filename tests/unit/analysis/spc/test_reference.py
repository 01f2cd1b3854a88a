"""What the R package gives for series made to meet the edges of its rules."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from kpis.analysis.spc import xmr, xmr_summary

REFERENCE = tomllib.loads((Path(__file__).with_name("reference.toml")).read_text(encoding="utf-8"))[
    "series"
]
LETTERS = {
    ".": "Common Cause",
    "U": "Above UCL",
    "L": "Below LCL",
    "I": "7 Point Trend (Increasing)",
    "D": "7 Point Trend (Decreasing)",
    "A": "2 in 3 Above CL",
    "B": "2 in 3 Below CL",
    "a": "7 Points Above CL",
    "b": "7 Points Below CL",
}
ASKED = ("improvement_direction", "target", "rebase", "fix_after_n_points", "screen_outliers")


@pytest.fixture(scope="module")
def charted(points_of):
    """All the series in one call, each in its own order, as a dashboard would ask."""
    points = pd.concat(
        [points_of(reference["values"], series=reference["about"]) for reference in REFERENCE]
    ).sample(frac=1, random_state=7)
    options = pd.DataFrame(
        [
            {"series": reference["about"]}
            | {name: reference[name] for name in ASKED if name in reference}
            for reference in REFERENCE
        ]
    )
    return xmr(points, options), xmr_summary(points, options).set_index("series")


@pytest.mark.parametrize("reference", REFERENCE, ids=lambda reference: reference["about"])
def test_a_reference_series_comes_out_as_in_the_package(charted, reference):
    points, summary = charted
    own = points[points["series"] == reference["about"]]
    assert own["special_cause_type"].tolist() == [LETTERS[letter] for letter in reference["causes"]]
    assert own["value"].tolist() == reference["values"]
    of_series = summary.loc[reference["about"]]
    for name in ("mean", "lpl", "upl"):
        assert own[name].iloc[-1] == pytest.approx(reference[name], rel=1e-12, abs=0, nan_ok=True)
        assert of_series[name] == pytest.approx(reference[name], rel=1e-12, abs=0, nan_ok=True)
    assert of_series["variation_type"] == own["point_type"].iloc[-1] == reference["variation"]
    assert of_series["assurance_type"] == reference["assurance"]
