"""The figures of one measure as a CSV file to take away: the table beneath its chart.

Every row says which measure, area and period it is about and where its figure comes from, so
that the file still explains itself when it is found in a folder a year later.
"""

import pandas as pd

from kpis.charts.words import STATUS_WORDS
from kpis.frames import SERIES
from kpis.model import Measure

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def history_csv(series: pd.DataFrame, measure: Measure) -> bytes:
    """SERIES of a measure as UTF-8 with a byte order mark, which Excel needs to read it right.

    Columns: measure, title, unit, period, period_id, area, outturn, numerator, denominator,
    marker, target, minimum_expectation, target_upper, minimum_expectation_upper, rating, source,
    commentary. Figures are unrounded, in the measure's unit. No rows give the header alone.
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
            "marker": series["marker"],
            "target": series["target"],
            "minimum_expectation": series["minimum_expectation"],
            "target_upper": series["target_upper"],
            "minimum_expectation_upper": series["minimum_expectation_upper"],
            "rating": series["rag"].map(words).fillna(""),
            "source": series["provenance"],
            "commentary": series["commentary"].map(_without_formulas),
        }
    )
    return table.to_csv(index=False).encode("utf-8-sig")


def _without_formulas(text: str) -> str:
    """Typed text that a spreadsheet would run as a formula, with a quote before it."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
