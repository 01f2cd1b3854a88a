"""The columns by which figures are known, shared by every frame that holds figures."""

from typing import Protocol

import pandas as pd

# What identifies a figure. Its history is its revisions under one key.
OUTTURN_KEY = ["measure_id", "period_id", "area", "breakdown", "category"]


class FigureKey:
    """The columns of OUTTURN_KEY."""

    measure_id: str  # a measure or a part
    period_id: str  # as ReportingPeriod.id
    area: str  # the plan's own area, or a comparator
    breakdown: str  # "" for the whole; "Sex", "Ward", "How the duty ended"
    category: str  # "" for the whole; "Women", "Bow East"


class PeriodColumns:
    """What a period id stands for."""

    frequency: str
    period_start: pd.Timestamp
    period_end: pd.Timestamp


class FigureColumns:
    """What is returned for a figure."""

    outturn: float
    numerator: float
    denominator: float
    marker: str  # "", or letters of model.Marker: "p", "r", "c", "x", "z"
    commentary: str


class PlaceColumns:
    """Where in its file a figure stands."""

    sheet: str  # "" in a CSV
    cell: str  # of the outturn: "D14"; in a CSV "row 14, column outturn"


class HasProvenance(Protocol):
    """A row of any frame that says where its figure comes from."""

    @property
    def provenance(self) -> str: ...  # model.Provenance; "" where there is no figure
