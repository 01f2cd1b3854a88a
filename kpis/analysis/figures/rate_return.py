"""Rate the figures of a return that are not stored yet, or wait for approval."""

import numpy as np
import pandas as pd

from kpis.analysis.figures.rag import needs_others
from kpis.analysis.figures.references import references
from kpis.analysis.figures.rows import rate_rows
from kpis.model import Plan, Provenance
from kpis.periods import period_of_id

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
