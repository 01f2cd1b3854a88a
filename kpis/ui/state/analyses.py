"""What analysis says of the measures a page is about, worked out when the page is opened.

Nothing here is worked out before a reader asks, and only for the measures asked for. The overview
asks for all of them, but not for the outlook, which takes a large library and a moment's work:
the first page of a day must not wait for it. What is worked out is kept for all readers, like
everything of `kpis.ui.state.cache`, until plan, store or day change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from kpis.analysis.benchmark import benchmark, benchmark_areas
from kpis.analysis.figures.rows import reported_by
from kpis.analysis.insights import insights
from kpis.analysis.spc import measure_spc, spc_summary
from kpis.periods import ReportingPeriod, period_of_id
from kpis.ui.kit.figure_text import Row
from kpis.ui.state.cache import Figures


@dataclass(frozen=True, slots=True)
class ControlChart:
    """The control chart of one measure, and what it says of the latest point."""

    points: pd.DataFrame  # MEASURE_SPC
    told: Row  # of SPC_SUMMARY


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure among others: per comparator set, and the figures of all areas behind it."""

    sets: pd.DataFrame  # BENCHMARK
    areas: dict[str, pd.DataFrame]  # BENCHMARK_AREAS by id of comparator set


def insight_rows(
    shown: Figures, quarter: ReportingPeriod, measure_ids: Sequence[str], *, whole: bool = True
) -> dict[str, Row]:
    """Rows of INSIGHTS by measure id, seen from a quarter's report.

    whole=False leaves out what takes longest: the outlook, and the gaps between groups.
    """
    return _insights(shown.key, quarter.id, tuple(measure_ids), whole, shown)


def control_chart(
    shown: Figures, measure_id: str, until: ReportingPeriod | None = None
) -> ControlChart:
    """The control chart of a counted measure, of the figures reported by a quarter.

    until: None for every figure known.
    """
    return _control_chart(shown.key, measure_id, until.id if until else "", shown)


def outlook_path_of(shown: Figures, quarter: ReportingPeriod, measure_id: str) -> pd.DataFrame:
    """OUTLOOK_PATH of a counted measure, seen from a quarter's report."""
    return _outlook_path(shown.key, quarter.id, measure_id, shown)


def standing_of(shown: Figures, quarter: ReportingPeriod, measure_id: str) -> Standing:
    """How the council stands among others at the latest period published by a quarter."""
    return _standing(shown.key, quarter.id, measure_id, shown)


def _of(shown: Figures, measure_ids: Sequence[str]) -> pd.DataFrame:
    return shown.outturns[shown.outturns["measure_id"].isin(list(measure_ids))]


@st.cache_resource(max_entries=256, show_spinner=False)
def _insights(
    key: str,  # noqa: ARG001 - part of the key
    quarter_id: str,
    measure_ids: tuple[str, ...],
    whole: bool,
    _shown: Figures,
) -> dict[str, Row]:
    performed = _shown.performance
    asked = performed["measure_id"].isin(list(measure_ids)) & (
        performed["quarter_id"] == quarter_id
    )
    found = insights(
        _shown.plan,
        _of(_shown, measure_ids),
        period_of_id(quarter_id),
        _shown.as_at,
        performed=performed[asked],
        measure_ids=measure_ids,
        outlook=whole,
        gaps=whole,
    )
    return {row.measure_id: row for row in found.itertuples(index=False)}


@st.cache_resource(max_entries=256, show_spinner=False)
def _control_chart(
    key: str,  # noqa: ARG001 - part of the key
    measure_id: str,
    quarter_id: str,
    _shown: Figures,
) -> ControlChart:
    plan, outturns = _shown.plan, _of(_shown, [measure_id])
    if quarter_id:
        outturns = reported_by(plan, outturns, period_of_id(quarter_id))
    points = measure_spc(plan, outturns, measure_ids=[measure_id])
    (told,) = spc_summary(plan, outturns, measure_ids=[measure_id], spc=points).itertuples(
        index=False
    )
    return ControlChart(points, told)


@st.cache_resource(max_entries=256, show_spinner=False)
def _outlook_path(
    key: str,  # noqa: ARG001 - part of the key
    quarter_id: str,
    measure_id: str,
    _shown: Figures,
) -> pd.DataFrame:
    from kpis.analysis.outlook import outlook_path

    quarter = period_of_id(quarter_id)
    return outlook_path(_shown.plan, _of(_shown, [measure_id]), quarter, measure_id)


@st.cache_resource(max_entries=256, show_spinner=False)
def _standing(
    key: str,  # noqa: ARG001 - part of the key
    quarter_id: str,
    measure_id: str,
    _shown: Figures,
) -> Standing:
    plan, outturns = _shown.plan, _of(_shown, [measure_id])
    sets = benchmark(plan, outturns, period_of_id(quarter_id), measure_ids=[measure_id])
    return Standing(
        sets,
        {
            row.comparators: benchmark_areas(
                plan, outturns, measure_id, row.period_id, row.comparators
            )
            for row in sets.itertuples(index=False)
            if row.period_id
        },
    )
