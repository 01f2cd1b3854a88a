"""How far the collection of a quarter has come: who is due, returned, provisional, late, awaited.

A rating says how a measure stands; this says whether its figure has come at all, and when. The
two agree: what is late or awaited here is late or awaited in the report of that quarter
(`states.py`), because both read the same schedule and the same figures.

Completeness is the returns that came, of those due; timeliness the returns that came by the end
of the due date, of those due. So a return that never came counts against both, and timeliness
never exceeds completeness (as the reporting rate and the reporting rate on time of DHIS2).

A return without a figure ([c], [x], [z]) is a return. So is an illustrative figure, which stands
in for one; frames and pages say how many these are. A figure taken from official statistics was
nobody's to return and is never late.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, select, take
from kpis.analysis.figures.lines import in_lines
from kpis.analysis.figures.own_figures import own_figures
from kpis.analysis.figures.report_columns import as_columns
from kpis.analysis.figures.rows import is_own_whole
from kpis.analysis.report.first_quarter import quarters_of_plan
from kpis.analysis.report.schedule import schedule
from kpis.frames import COMPLETENESS, OUTTURNS, PROGRESS
from kpis.model import EVERYBODY, Frequency, Marker, Plan, Provenance, ReturnState, Whose
from kpis.periods import ReportingPeriod
from kpis.plan.calendar import dates_of, due_in, periods_reported_in
from kpis.plan.chain.chain import Chain


def progress(
    plan: Plan, outturns: pd.DataFrame, quarter: ReportingPeriod, as_at: datetime
) -> pd.DataFrame:
    """PROGRESS of a quarter, in plan order; no rows when nothing is due.

    outturns: OUTTURNS as they stood at `as_at` (UTC, naive). A return is late from the day after
    its due date, and one that came on the due date itself came in time.
    Raises FrameError when `outturns` breaks its contract.
    """
    returns = returns_due(plan, outturns, (quarter,), as_at)
    measures = [plan.measures[position] for position in returns["measure"]]
    returns["directorate"] = np.array([m.directorate for m in measures], dtype=object)
    returns["owner"] = np.array([m.owner for m in measures], dtype=object)
    returns["missing"] = _missing(plan, outturns, quarter, returns)
    return PROGRESS.conform(pd.DataFrame({name: returns[name] for name in PROGRESS.columns}))


def completeness(
    plan: Plan,
    outturns: pd.DataFrame,
    quarters: Sequence[ReportingPeriod],
    as_at: datetime,
    *,
    directorate: str = "",
    measure_ids: Collection[str] | None = None,
) -> pd.DataFrame:
    """COMPLETENESS: one row per quarter, in the order given, also where nothing was due.

    The same rules as `progress`. The percentages are not rounded. directorate: only its returns;
    "" for all. measure_ids: only returns of these; None for all.
    """
    returns = returns_due(plan, outturns, tuple(quarters), as_at)
    if directorate:
        asked = np.array([measure.directorate == directorate for measure in plan.measures], bool)
        returns = take(returns, asked[returns["measure"]])
    if measure_ids is not None:
        asked = np.array([measure.id in measure_ids for measure in plan.measures], bool)
        returns = take(returns, asked[returns["measure"]])
    each = pd.DataFrame(
        {
            "quarter_id": returns["quarter_id"],
            "due": 1,
            "returned": returns["returned"],
            "in_time": returns["returned"] & (returns["days_late"] == 0),
            "illustrative": returns["provenance"] == Provenance.ILLUSTRATIVE.value,
            "published": returns["provenance"] == Provenance.PUBLISHED.value,
        }
    )
    ids = [quarter.id for quarter in quarters]
    counts = each.groupby("quarter_id").sum().reindex(ids, fill_value=0).astype("int64")
    due = counts["due"].where(counts["due"] > 0)
    counts["percent"] = 100 * counts["returned"] / due
    counts["percent_in_time"] = 100 * counts["in_time"] / due
    counts["due_on"] = pd.to_datetime([dates_of(plan, quarter).due for quarter in quarters])
    return COMPLETENESS.conform(counts.reset_index(names="quarter_id"))


def quarters_collected(plan: Plan | Chain, as_at: datetime) -> tuple[ReportingPeriod, ...]:
    """The quarters of a plan, or of all of a chain, whose collection can be looked at: those begun,
    earliest first.

    The first quarter of the plan when none has begun.
    """
    quarters = plan.quarters if isinstance(plan, Chain) else quarters_of_plan(plan)
    return tuple(q for q in quarters if q.start <= as_at.date()) or quarters[:1]


def quarter_collected_now(plan: Plan, outturns: pd.DataFrame, as_at: datetime) -> ReportingPeriod:
    """The latest quarter of the plan's years that has ended and has anything due.

    Once the plan's last figures are published nothing is collected any more: then the latest
    quarter for which anything but official statistics came, if any did. The first quarter of the
    plan when none has ended. outturns: OUTTURNS.
    """
    quarters = quarters_of_plan(plan)
    ended = [q for q in quarters if q.end < as_at.date() and due_in(plan, q)]
    if not ended:
        return quarters[0]
    if dates_of(plan, ended[-1]).published < as_at.date() and ended[-1] == quarters[-1]:
        returns = returns_due(plan, outturns, tuple(ended), as_at)
        by_a_service = returns["returned"] & (returns["provenance"] != Provenance.PUBLISHED.value)
        came = set(returns["quarter_id"][by_a_service])
        return next((q for q in reversed(ended) if q.id in came), ended[-1])
    return ended[-1]


def collected_now(chain: Chain, stored: pd.DataFrame, as_at: datetime) -> ReportingPeriod:
    """`quarter_collected_now` of the newest plan of a chain of which a quarter has ended.

    stored: OUTTURNS by the ids they are stored under.
    """
    ended = [place for place, first in enumerate(chain.begins) if first.end < as_at.date()]
    plan = chain.plans[ended[-1] if ended else 0]
    return quarter_collected_now(plan, in_lines(plan, stored), as_at)


def completeness_of(
    chain: Chain,
    stored: pd.DataFrame,
    quarters: Sequence[ReportingPeriod],
    as_at: datetime,
    whose: Whose = EVERYBODY,
    *,
    measure_ids: Collection[str] | None = None,
) -> pd.DataFrame:
    """COMPLETENESS of quarters, each by the plan in force in it. stored: as `collected_now`.

    whose: only returns of their measures. measure_ids: only of these, of whichever plan; None for
    all.
    """
    frames = []
    for place, plan in enumerate(chain.plans):
        of_plan = [quarter for quarter in quarters if chain.place_of(quarter) == place]
        if of_plan:
            own = {each.id for each in whose.of(plan.measures)}
            own = own if measure_ids is None else own.intersection(measure_ids)
            in_line = in_lines(plan, stored)
            frames.append(completeness(plan, in_line, of_plan, as_at, measure_ids=own))
    return pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]


def is_closed(plan: Plan, quarter: ReportingPeriod, as_at: datetime) -> bool:
    """Whether changes to a quarter's figures are restatements: from the day after it closes."""
    return dates_of(plan, quarter).closes < as_at.date()


def returns_due(
    plan: Plan,
    outturns: pd.DataFrame,
    quarters: tuple[ReportingPeriod, ...],
    as_at: datetime,
) -> Columns:
    """The returns due in these quarters: the schedule's columns, what came, state, days_late."""
    OUTTURNS.check(outturns)
    expected = schedule(plan, quarters)
    expected_now = take(expected, ~np.isnat(expected["due_on"]))
    returns = as_columns(expected_now | own_figures(plan, outturns).at(expected_now["key"]))
    returns["returned_on"] = returns["first_known_at"]
    came = returns["returned"]
    today = np.datetime64(as_at.date(), "D")
    due = returns["due_on"].astype("datetime64[D]")
    arrived = np.where(came, returns["returned_on"].astype("datetime64[D]"), today)
    official = returns["provenance"] == Provenance.PUBLISHED.value
    days = (arrived - due).astype("int64")
    returns["days_late"] = np.where(official, 0, np.maximum(days, 0))
    returns["state"] = select(
        [
            came & (returns["marker"] == Marker.PROVISIONAL.value),
            came,
            returns["days_late"] > 0,
        ],
        [ReturnState.PROVISIONAL.value, ReturnState.RETURNED.value, ReturnState.LATE.value],
        ReturnState.AWAITED.value,
    )
    return returns


def _missing(
    plan: Plan, outturns: pd.DataFrame, quarter: ReportingPeriod, returns: Columns
) -> np.ndarray:
    """What has not come of each return: its period, or those of its three months."""
    months = outturns[
        (outturns["frequency"] == Frequency.MONTH.value) & is_own_whole(plan, outturns)
    ]
    returned_months = set(zip(months["measure_id"], months["period_id"], strict=True))
    missing = np.where(returns["returned"], "", returns["period_label"]).astype(object)
    monthly = ~returns["returned"] & (returns["frequency"] == Frequency.MONTH.value)
    for row in np.flatnonzero(monthly):
        measure = plan.measures[returns["measure"][row]]
        missing[row] = ", ".join(
            month.label
            for month in periods_reported_in(measure, quarter)
            if (measure.id, month.id) not in returned_months
        )
    return missing
