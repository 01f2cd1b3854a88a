"""The names that the columns of a report may have: all of them are used, and no others."""

from datetime import datetime
from typing import get_args

import numpy as np
import pytest

from kpis.analysis.figures.aims import IN_FORCE
from kpis.analysis.figures.measures import MEASURES
from kpis.analysis.figures.report_columns import ReportColumn, as_report
from kpis.analysis.report.performance import performance
from kpis.analysis.report.schedule import SCHEDULE
from kpis.frames import OUTTURNS, PERFORMANCE, Frame
from kpis.periods import quarter

NAMES = set(get_args(ReportColumn))
OF_PAIRS = {name for name in NAMES if name.startswith("before_")} | {"series_break"}


def test_every_column_of_the_frame_and_of_what_it_is_made_from_has_a_declared_name():
    assert {*PERFORMANCE.columns, *MEASURES, *SCHEDULE, *IN_FORCE} <= NAMES


def test_a_report_has_every_declared_column_but_those_of_two_figures_compared(
    make_plan, make_measure, monkeypatch
):
    reports = []
    made = Frame.of
    monkeypatch.setattr(
        Frame, "of", lambda frame, columns: reports.append(columns) or made(frame, columns)
    )
    quarters = [quarter(2019, 2)]
    performance(make_plan(make_measure()), OUTTURNS.empty(), quarters, datetime(2019, 11, 1))
    assert set(reports[0]) == NAMES - OF_PAIRS


def test_a_name_that_is_not_declared_is_refused():
    with pytest.raises(KeyError, match="outtrun"):
        as_report({"measure_id": np.array([]), "outtrun": np.array([])})
