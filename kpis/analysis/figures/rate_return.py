"""Rate the figures of a return that are not stored yet, or wait for approval."""

import pandas as pd

from kpis.analysis.figures.rag import needs_others
from kpis.analysis.figures.references import references
from kpis.analysis.figures.rows import rate_rows
from kpis.model import Plan, Provenance

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
    names = [*_KEY, "frequency", "period_start", "period_end", "outturn", "numerator"]
    names += ["denominator", "marker", "commentary"]
    own = rows[rows["measure_id"].isin(list(wanted))]
    known = stored[stored["measure_id"].isin(list(wanted))]
    brought = own[names].assign(provenance=provenance.value, submission_id="")
    brought["first_known_at"] = pd.Series(pd.NaT, index=brought.index, dtype="datetime64[us]")
    both = pd.concat([known[[*brought.columns]], brought], ignore_index=True)
    both = both.drop_duplicates(_KEY, keep="last")
    return rate_rows(plan, rows, references(plan, both))
