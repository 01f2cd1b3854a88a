"""Rate the figures of a return that are not stored yet, or wait for approval, or are only due."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kpis.analysis.figures.measures import places_in_plan
from kpis.analysis.figures.rag import needs_others
from kpis.analysis.figures.references import references
from kpis.analysis.figures.rows import rate_rows, states_of_rows
from kpis.model import RATED, Measure, Plan, Polarity, Provenance
from kpis.periods import ReportingPeriod, period_of_id

# Of what `own_figures` reads, and no rating needs.
_FIGURES, _TEXTS = ("numerator", "denominator"), ("marker", "commentary", "submission_id")
_KEY = ["measure_id", "period_id", "area", "breakdown", "category"]


def rate_return(
    plan: Plan, rows: pd.DataFrame, *, stored: pd.DataFrame, provenance: Provenance
) -> pd.Series:
    """`rate_rows` of a return's rows, held where a rule asks it against figures that stand.

    rows: RETURN_ROWS, or OUTTURNS of a submission; provenance: what they are, or will be stored
    as. stored: OUTTURNS; a row of the return takes the place of the figure under its key. "" where
    what a figure would be held against is not known yet.
    """
    wanted = needs_others(plan)
    if not wanted:
        return rate_rows(plan, rows)
    own = rows[rows["measure_id"].isin(list(wanted))]
    periods = [period_of_id(period_id) for period_id in own["period_id"]]
    brought = own[[*_KEY, "outturn"]].assign(
        frequency=[period.frequency.value for period in periods],
        period_end=pd.to_datetime([period.end for period in periods]).as_unit("us"),
        provenance=provenance.value,
        first_known_at=pd.Series(pd.NaT, index=own.index, dtype="datetime64[us]"),
        **dict.fromkeys(_FIGURES, np.nan),
        **dict.fromkeys(_TEXTS, ""),
    )
    known = stored[stored["measure_id"].isin(list(wanted))]
    both = pd.concat([known[[*brought.columns]], brought], ignore_index=True)
    both = both.drop_duplicates(_KEY, keep="last")
    return rate_rows(plan, rows, references(plan, both))


def limits_of_red(
    plan: Plan, due: Sequence[tuple[Measure, ReportingPeriod]], outturns: pd.DataFrame
) -> dict[tuple[str, str], tuple[float, float]]:
    """The least and the most that a figure may be and not be red, by ids of measure and period.

    due: figures that are not there yet. outturns: OUTTURNS, of which some rules need others.
    NaN on a side on which nothing is red. Left out is what has no rating, and what cannot be told
    before the figure comes: where it is rated by a rank, held against what is not known yet, or
    counts as better where it has improved.
    """
    if not due:
        return {}
    measures = pd.Series([measure.id for measure, _ in due], dtype="str")
    ends = pd.Series(pd.to_datetime([period.end for _, period in due])).dt.as_unit("us")
    periods = np.array([period.id for _, period in due], dtype=object)
    columns = {
        "measure": places_in_plan(plan, measures.to_numpy()),
        "period_end": ends.to_numpy(),
        "period_id": periods,
        "outturn": np.zeros(len(due)),
    }
    rated = states_of_rows(plan, columns, references(plan, outturns))
    colours = {status.value for status in RATED}
    limits: dict[tuple[str, str], tuple[float, float]] = {}
    for place, (measure, period) in enumerate(due):
        limit, upper = (float(rated[name][place]) for name in ("amber_limit", "amber_limit_upper"))
        unsure = np.isnan(limit) or plan.rule_of(measure).improving is not None
        if unsure or rated["rag"][place] not in colours:
            continue
        lower_is_better = measure.polarity is Polarity.LOWER
        least, most = (np.nan, limit) if lower_is_better else (limit, upper)
        limits[measure.id, period.id] = (least, most)
    return limits
