"""A measure by group as a CSV file to take away: what the public may see, and no more."""

import pandas as pd

from kpis.formulas import without_formulas
from kpis.frames import BREAKDOWN, TEXT
from kpis.model import Measure


def breakdown_csv(frame: pd.DataFrame, measure: Measure) -> bytes:
    """BREAKDOWN of a measure as UTF-8 with a byte order mark, which Excel needs to read it right.

    Columns: measure, title, unit, period, period_id, breakdown, category, outturn, numerator,
    denominator, marker, interval_low, interval_high, source. The marker of a withheld row is "c".
    No rows give the header alone. A text that a spreadsheet would work out has a quote before it.
    """
    BREAKDOWN.check(frame)
    table = pd.DataFrame(
        {
            "measure": measure.code,
            "title": measure.title,
            "unit": measure.unit_label,
            "period": frame["period_label"],
            "period_id": frame["period_id"],
            "breakdown": frame["breakdown"],
            "category": frame["category"],
            "outturn": frame["outturn"],
            "numerator": frame["numerator"],
            "denominator": frame["denominator"],
            "marker": frame["marker"],
            "interval_low": frame["interval_low"],
            "interval_high": frame["interval_high"],
            "source": frame["provenance"],
        }
    )
    texts = table.columns[table.dtypes == TEXT]
    table[texts] = table[texts].map(without_formulas)
    return table.to_csv(index=False).encode("utf-8-sig")
