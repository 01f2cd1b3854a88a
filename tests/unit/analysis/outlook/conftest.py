"""A measure's outlook from a handful of figures."""

from datetime import datetime

import pytest

from kpis.analysis.outlook import outlook
from kpis.frames import OUTLOOK
from kpis.periods import period_of_id, quarter

NOW = datetime(2026, 1, 1)
Q2 = quarter(2019, 2)


@pytest.fixture(scope="session")
def foreseen(make_plan, make_outturns):
    """foreseen(measure, {period id: figure or a row}, seen_from=...): its row of OUTLOOK."""

    def call(measure, figures, *, seen_from=Q2, **of_all):
        rows = [
            {"measure_id": measure.id, "period_id": period_id}
            | of_all
            | (figure if isinstance(figure, dict) else {"outturn": figure})
            for period_id, figure in figures.items()
        ]
        frame = outlook(make_plan(measure), make_outturns(*rows), seen_from, NOW)
        (row,) = OUTLOOK.check(frame).to_dict("records")
        return row

    return call


@pytest.fixture(scope="session")
def ending():
    """ending("2019-20-Q2", figures): the figures of the periods up to that one, by period id."""

    def call(last, figures):
        last = period_of_id(last)
        return {last.shift(n - len(figures) + 1).id: figure for n, figure in enumerate(figures)}

    return call
