"""Target and minimum expectation on a trend: what each is called, and where the outlook ends.

The aim of the period an outlook ends with is a short heavy bar across the end of its fan, so that
a reader sees how much of the fan lies on the good side of it; the target's is the longer one.
"""

from collections.abc import Sequence

from kpis.charts.lines import Trace, middle
from kpis.charts.palette import Palette
from kpis.charts.rows import ComingRow, HasAims
from kpis.frames import SeriesRow
from kpis.model import Measure, Polarity, RagRule
from kpis.words.figures import is_known, written

AIM_NAMES = {"target": "Target", "minimum_expectation": "Minimum"}
RANGE_NAMES = {
    "target": "Target from",
    "target_upper": "Target up to",
    "minimum_expectation": "Accepted from",
    "minimum_expectation_upper": "Accepted up to",
}


def aim_names(measure: Measure) -> dict[str, str]:
    """The columns of SERIES that hold aims of such a measure, and what a reader calls them."""
    return RANGE_NAMES if measure.polarity is Polarity.RANGE else AIM_NAMES


def limit_names(rows: Sequence[SeriesRow], measure: Measure) -> dict[str, str]:
    """The columns that hold the limits of the rule in force, where they are other than the aims.

    Of green only where it is not the target, of amber where there is any. Under a rule of target
    and minimum expectation these are the aims, and nothing is drawn twice.
    """
    rated = [row for row in rows if row.rule and row.rule != RagRule.MINIMUM_EXPECTATION]
    up_to = measure.polarity is Polarity.LOWER
    names = {
        "green_limit": f"Green {'up to' if up_to else 'from'}",
        "green_limit_upper": "Green up to",
        "amber_limit": f"Amber {'up to' if up_to else 'from'}",
        "amber_limit_upper": "Amber up to",
    }
    beside = {
        "green_limit": "target",
        "green_limit_upper": "target_upper",
        "amber_limit": "green_limit",
        "amber_limit_upper": "green_limit_upper",
    }
    return {
        column: words
        for column, words in names.items()
        if any(
            is_known(getattr(row, column)) and getattr(row, column) != getattr(row, beside[column])
            for row in rated
        )
    }


def bounds(lower: float, upper: float, measure: Measure) -> str:
    """ "25.0%", or for a range "8.0% to 14.0%"; "" when there is no such aim."""
    return " to ".join(written(value, measure) for value in (lower, upper) if is_known(value))


def target_of(row: HasAims, measure: Measure) -> str:
    return bounds(row.target, row.target_upper, measure)


def minimum_of(row: HasAims, measure: Measure) -> str:
    return bounds(row.minimum_expectation, row.minimum_expectation_upper, measure)


def end_aims(ahead: Sequence[ComingRow], measure: Measure, colours: Palette) -> list[Trace]:
    """A bar for each aim of the last coming period; none where it has no aims.

    ahead: as `kpis.charts.outlook.coming` gives them.
    """
    last = ahead[-1] if ahead else None
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": f"{words} at the end",
            "x": [middle(last)],
            "y": [getattr(last, column)],
            "customdata": [
                f"{words} {written(getattr(last, column), measure)}, {last.period_label}"
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
            "cliponaxis": False,
            "marker": {
                "symbol": "line-ew",
                "size": 8 if column.startswith("minimum") else 13,
                "line": {"color": colours.text, "width": 3},
            },
        }
        for column, words in aim_names(measure).items()
        if last is not None and is_known(getattr(last, column))
    ]


def end_aim_words(last: HasAims, measure: Measure, minimum: str = "minimum") -> str:
    """ "target 24%, minimum 23%" of a coming period; "" where it has neither.

    minimum: what the minimum expectation is called, where there is room for more.
    """
    named = (("target", target_of(last, measure)), (minimum, minimum_of(last, measure)))
    return ", ".join(f"{words} {value}" for words, value in named if value)
