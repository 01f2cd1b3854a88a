"""Where the year will end: which figure is foreseen, from which figures, and when none is."""

from datetime import datetime

import numpy as np
import pytest

from kpis.analysis.outlook import outlook
from kpis.frames import OUTLOOK
from kpis.periods import period_of_id, quarter

NOW = datetime(2026, 1, 1)
Q2 = quarter(2019, 2)
PERCENTS = (88.0, 91.0, 90.0, 92.5, 89.0, 93.0, 91.5, 94.0, 92.0, 93.5)


@pytest.fixture
def foreseen(make_plan, make_outturns):
    """foreseen(measure, figures by period, quarter=...): the measure's row of OUTLOOK."""

    def call(measure, figures, *, seen_from=Q2, **changes):
        rows = [
            {"measure_id": measure.id, "period_id": period_id, "outturn": outturn} | changes
            for period_id, outturn in figures.items()
        ]
        found = outlook(make_plan(measure), make_outturns(*rows), seen_from, NOW)
        (row,) = OUTLOOK.check(found).to_dict("records")
        return row

    return call


def ending(last, figures):
    """Figures of the periods up to one, oldest first."""
    last = period_of_id(last)
    return {last.shift(n - len(figures) + 1).id: figure for n, figure in enumerate(figures)}


def test_a_quarterly_measure_is_foreseen_for_the_last_quarter_of_the_year(make_measure, foreseen):
    row = foreseen(make_measure(), ending("2019-20-Q2", PERCENTS))
    assert row["outlook_period_id"] == "2019-20-Q4"
    assert row["outlook_low"] < row["outlook"] < row["outlook_high"]
    assert (row["outlook_target"], row["outlook_minimum"]) == (95.0, 90.0)
    assert 0 < row["chance_target"] < row["chance_minimum"] < 1
    assert row["outlook_method"] == "exponential smoothing of 10 quarters"
    assert row["outlook_reason"] == ""
    assert not row["outlook_illustrative"]


@pytest.mark.parametrize(("count", "told"), [(7, False), (8, True)])
def test_eight_comparable_figures_are_needed(make_measure, foreseen, count, told):
    row = foreseen(make_measure(), ending("2019-20-Q2", PERCENTS[:count]))
    assert np.isnan(row["outlook"]) != told
    assert row["outlook_reason"] == ("" if told else "7 comparable figures so far; 8 are needed.")
