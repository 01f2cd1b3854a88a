"""What the next release of a quarter would show, before it is published."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpis.frames import DIFFERENCES, OUTTURN_KEY
from kpis.model import Plan, Release
from kpis.periods import ReportingPeriod
from kpis.plan.calendar import periods_reported_in
from kpis.store import Store

_SHOWN = [*OUTTURN_KEY, "submission_id"]


@dataclass(frozen=True, kw_only=True)
class ReleasePreview:
    """The next release of a quarter, as things stand.

    Of the quarter's own report: figures (OUTTURNS) are what it would show; left_out (OUTTURNS)
    are figures that stand and are not approved; differing (DIFFERENCES) is what the last release
    of the same quarter, `previous`, said otherwise: new figures have no `before`.
    further: how many figures of other periods it would show besides.
    """

    previous: Release | None
    figures: pd.DataFrame
    left_out: pd.DataFrame
    differing: pd.DataFrame
    further: int


def preview_release(store: Store, plan: Plan, quarter: ReportingPeriod) -> ReleasePreview:
    """What `publish_release` would publish now. Raises StoreError and StoreBusy."""
    reported = reported_in(plan, quarter)
    approved = store.approved_outturns()
    outturns = store.outturns()
    figures = _of_report(approved, reported)
    releases = store.releases()
    earlier = releases[releases["quarter_id"] == quarter.id]
    previous = store.release(int(earlier["number"].iloc[0])) if len(earlier) else None
    before = figures.iloc[:0]
    if previous is not None:
        before = _of_report(store.outturns(release=previous.number), reported)
    own = _of_report(outturns, reported)
    approved_keys = set(_keys(figures, _SHOWN))
    is_in = [key in approved_keys for key in _keys(own, _SHOWN)]
    return ReleasePreview(
        previous=previous,
        figures=figures,
        left_out=own[~np.array(is_in, dtype=bool)],
        differing=_differing(before, figures if previous else before),
        further=len(approved) - len(figures),
    )


def reported_in(plan: Plan, quarter: ReportingPeriod) -> list[tuple[str, str]]:
    """Measure and period, by id, of everything the report of a quarter is about."""
    return [
        (measure.id, period.id)
        for measure in plan.counted
        for period in periods_reported_in(measure, quarter)
    ]


def _of_report(outturns: pd.DataFrame, reported: Iterable[tuple[str, str]]) -> pd.DataFrame:
    pairs = set(reported)
    is_reported = [key in pairs for key in _keys(outturns, ["measure_id", "period_id"])]
    return outturns[np.array(is_reported, dtype=bool)]


def _keys(outturns: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(outturns[name].tolist() for name in columns), strict=True)


def _differing(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Keys whose figure or marker is not the same in both."""
    if before.empty and after.empty:
        return DIFFERENCES.empty()
    columns = [*OUTTURN_KEY, "outturn", "marker"]
    old = before[columns].rename(columns={"outturn": "before", "marker": "before_marker"})
    new = after[columns].rename(columns={"outturn": "after", "marker": "after_marker"})
    both = old.merge(new, on=OUTTURN_KEY, how="outer")
    for name in ("before_marker", "after_marker"):
        both[name] = both[name].fillna("")
    # A release marks what it corrected with r; the figure itself is not marked so.
    plain = both["before_marker"].str.replace("r", "", regex=False)
    same = (both["before"] == both["after"]) | (both["before"].isna() & both["after"].isna())
    return both[~(same & (plain == both["after_marker"].str.replace("r", "", regex=False)))]
