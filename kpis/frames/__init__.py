"""Every DataFrame that crosses from one module to another: its columns, their types and units.

Text is pandas `str` and never missing: "" where there is none, unless a column says otherwise.
Figures are float64 in the measure's own unit, NaN where there is none. Times are UTC without a
zone. `contract.py` says what a frame promises; the other modules hold the frames themselves.
"""

from kpis.frames.activities import (
    ACTIVITIES,
    ACTIVITY_CHANGES,
    ACTIVITY_COUNTS,
    ACTIVITY_PERFORMANCE,
    ACTIVITY_ROWS,
)
from kpis.frames.analysis import (
    BENCHMARK,
    BENCHMARK_AREAS,
    BREAKDOWN,
    INEQUALITY,
    MEASURE_SPC,
    OUTLOOK,
    OUTLOOK_PATH,
    PARTS,
    SPC_SUMMARY,
    VIEWS,
    XMR,
    XMR_SUMMARY,
)
from kpis.frames.collection import COMPLETENESS, PROGRESS, QUALITY
from kpis.frames.contract import FIGURE, TEXT, TIME, WHOLE, YES_NO, Frame
from kpis.frames.figure import OUTTURN_KEY
from kpis.frames.insights import INSIGHTS
from kpis.frames.report import PERFORMANCE, SERIES
from kpis.frames.stored import (
    ANNOTATIONS,
    AUDIT,
    CHANGES,
    FIGURES_RETURNED,
    NO_LONGER_PRESENT,
    OUTTURNS,
    RELEASES,
    RETURN_ROWS,
    REVISIONS,
    SUBMISSIONS,
)

__all__ = [
    "ACTIVITIES",
    "ACTIVITY_CHANGES",
    "ACTIVITY_COUNTS",
    "ACTIVITY_PERFORMANCE",
    "ACTIVITY_ROWS",
    "ANNOTATIONS",
    "AUDIT",
    "BENCHMARK",
    "BENCHMARK_AREAS",
    "BREAKDOWN",
    "CHANGES",
    "COMPLETENESS",
    "FIGURE",
    "FIGURES_RETURNED",
    "INEQUALITY",
    "INSIGHTS",
    "MEASURE_SPC",
    "NO_LONGER_PRESENT",
    "OUTLOOK",
    "OUTLOOK_PATH",
    "OUTTURNS",
    "OUTTURN_KEY",
    "PARTS",
    "PERFORMANCE",
    "PROGRESS",
    "QUALITY",
    "RELEASES",
    "RETURN_ROWS",
    "REVISIONS",
    "SERIES",
    "SPC_SUMMARY",
    "SUBMISSIONS",
    "TEXT",
    "TIME",
    "VIEWS",
    "WHOLE",
    "XMR",
    "XMR_SUMMARY",
    "YES_NO",
    "Frame",
]
