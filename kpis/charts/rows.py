"""The rows that charts draw: what those of several frames share, and two that charts add to.

Plotly places everything by dates, so a row has to say from when to when its period lasts.
"""

from typing import Protocol

import pandas as pd

from kpis.frames import MeasureSpcRow, OutlookStepRow
from kpis.frames.contract import frame_of_rows


class HasPeriod(Protocol):
    """A row about one period."""

    @property
    def period_label(self) -> str: ...
    @property
    def frequency(self) -> str: ...
    @property
    def period_start(self) -> pd.Timestamp: ...
    @property
    def period_end(self) -> pd.Timestamp: ...


class HasOutturn(HasPeriod, Protocol):
    """A row with the figure of one period; NaN where there is none."""

    @property
    def outturn(self) -> float: ...


class HasAims(HasPeriod, Protocol):
    """A row with what is asked of one period; NaN where nothing is."""

    @property
    def year(self) -> str: ...
    @property
    def year_to_date(self) -> bool: ...
    @property
    def target(self) -> float: ...
    @property
    def target_upper(self) -> float: ...
    @property
    def minimum_expectation(self) -> float: ...
    @property
    def minimum_expectation_upper(self) -> float: ...


class ComingRow(OutlookStepRow):
    """A coming period of the outlook, with what SERIES says of past ones."""

    frequency: str
    year: str  # financial year of the period's last day: "2019/20"
    year_to_date: bool


COMING = frame_of_rows("coming periods", ComingRow)


class SpcPointRow(MeasureSpcRow):
    """A point of a control chart, and where it stands in time."""

    outturn: float  # the point's value
    period_start: pd.Timestamp
    period_end: pd.Timestamp
    frequency: str


SPC_POINTS = frame_of_rows("points of a control chart", SpcPointRow)
