"""Points of one series per month, and the letters reference series write causes in."""

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def points_of():
    """Points of a series from April 2019, one a month unless dates are given."""

    def make(values, *, series="a", dates=None):
        dates = (
            pd.date_range("2019-04-01", periods=len(values), freq="MS") if dates is None else dates
        )
        return pd.DataFrame({"series": series, "date": dates, "value": [float(v) for v in values]})

    return make


@pytest.fixture(scope="session")
def options_of():
    """One row of options for series "a"."""

    def make(**options):
        return pd.DataFrame([{"series": "a"} | options])

    return make
