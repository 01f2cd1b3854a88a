"""What is shown of a measure: its latest figure with the aims and the rating of its own period.

A measure that was not due, or is late, shows the newest figure known, carried forward.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from kpis.frames import PERFORMANCE, PerformanceRow
from kpis.model import RATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The latest figure of a measure, under the names that a figure of the quarter has.

    Without any figure known: the state of the quarter, figures NaN and texts "".
    """

    unit: str
    unit_label: str
    decimals: int
    polarity: str
    period_id: str
    period_label: str
    outturn: float
    marker: str
    provenance: str
    target: float
    minimum_expectation: float
    target_upper: float
    minimum_expectation_upper: float
    rating_name: str
    rule: str
    green_limit: float
    green_limit_upper: float
    amber_limit: float
    amber_limit_upper: float
    reference: float
    reference_of: str
    target_illustrative: bool
    aims_of: str
    variance: float
    rag: str
    rag_reason: str
    carried_forward: bool


_FIELDS = tuple(field.name for field in fields(Latest))
# Of a figure that is known, PERFORMANCE has these beside those of the quarter; the others are the
# measure's own.
_OF_LATEST = {name: f"latest_{name}" for name in _FIELDS if f"latest_{name}" in PERFORMANCE.columns}


def latest_of(row: PerformanceRow) -> Latest:
    """What is shown of a measure in a quarter. row: of PERFORMANCE."""
    named = _OF_LATEST if row.latest_period_id else {}
    return Latest(**{name: getattr(row, named.get(name, name)) for name in _FIELDS})


def row_of_latest(row: PerformanceRow, past: Sequence[PerformanceRow]) -> PerformanceRow:
    """The row of the quarter in which the latest figure was reported; the row itself for none.

    past: rows of the same measure. Commentary and directions belong to a figure's own quarter.
    """
    if not row.carried_forward:
        return row
    return next((each for each in past if each.quarter_id == row.latest_quarter_id), row)


def is_carried(row: PerformanceRow) -> bool:
    """Whether a rating of an earlier quarter stands for this one."""
    return row.carried_forward and row.latest_rag in RATED
