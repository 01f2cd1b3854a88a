"""The figures of one measure as a CSV file to take away: the table beneath its chart.

Every row says which measure, area and period it is about and where its figure comes from, so
that the file still explains itself when it is found in a folder a year later.
"""

import pandas as pd

from kpis.formulas import without_formulas
from kpis.frames import SERIES, TEXT
from kpis.model import Measure
from kpis.words.statuses import STATUS_WORDS


def history_csv(series: pd.DataFrame, measure: Measure) -> bytes:
    """SERIES of a measure as UTF-8 with a byte order mark, which Excel needs to read it right.

    Columns: measure, title, unit, period, period_id, area, outturn, numerator, denominator,
    interval_low, interval_high (of the 95 % confidence interval), interval_method, marker,
    target, minimum_expectation, target_upper, minimum_expectation_upper, rating, source,
    commentary. Figures are unrounded, in the measure's unit. No rows give the header alone. A text
    that a spreadsheet would work out has a quote before it.
    """
    SERIES.check(series)
    words = {status.value: word for status, word in STATUS_WORDS.items()}
    table = pd.DataFrame(
        {
            "measure": measure.code,
            "title": measure.title,
            "unit": measure.unit_label,
            "period": series["period_label"],
            "period_id": series["period_id"],
            "area": series["area"],
            "outturn": series["outturn"],
            "numerator": series["numerator"],
            "denominator": series["denominator"],
            "interval_low": series["interval_low"],
            "interval_high": series["interval_high"],
            "interval_method": series["interval_method"],
            "marker": series["marker"],
            "target": series["target"],
            "minimum_expectation": series["minimum_expectation"],
            "target_upper": series["target_upper"],
            "minimum_expectation_upper": series["minimum_expectation_upper"],
            "rating": series["rag"].map(words).fillna(""),
            "source": series["provenance"],
            "commentary": series["commentary"],
        }
    )
    texts = table.columns[table.dtypes == TEXT]
    table[texts] = table[texts].map(without_formulas)
    return table.to_csv(index=False).encode("utf-8-sig")
