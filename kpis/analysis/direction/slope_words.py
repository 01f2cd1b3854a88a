"""The long direction of travel in words: what the slope is, over which periods, or why not."""

from typing import Any

from kpis.analysis.figures.like_for_like import break_between
from kpis.model import Basis, Frequency, Measure, Polarity
from kpis.periods import period_of_id
from kpis.words.figures import NO_BREAK, difference

# One and several; a monthly measure is taken by its quarters.
_PERIODS_OF = {
    Frequency.MONTH.value: ("quarter", "quarters"),
    Frequency.QUARTER.value: ("quarter", "quarters"),
    Frequency.HALF_YEAR.value: ("half-year", "half-years"),
    Frequency.YEAR.value: ("year", "years"),
    Frequency.ACADEMIC_YEAR.value: ("year", "years"),
    Frequency.CALENDAR_YEAR.value: ("year", "years"),
    Frequency.SURVEY_WAVE.value: ("survey", "surveys"),
}


def line_in_words(line: dict[str, Any]) -> str:
    """ "Rising by 1.2 points a year over 8 quarters since Q4 2017/18, a steady slope".

    line: one row of frequency, basis, unit, decimals, polarity, and of what `slope` works out:
        slope (a year), steady, clear, outside, count, since (period id), illustrative.
    """
    since = f"since {period_of_id(line['since']).label}"
    over = f"over {_periods(line, own=line['basis'] == Basis.YEAR_TO_DATE.value)} {since}"
    ranged = line["polarity"] == Polarity.RANGE.value
    if ranged and line["outside"] == 0:
        words = f"All figures lie within the range {over}"
    elif line["clear"]:
        amount = f"{_which_way(line['slope'], ranged)} by {_amount(line)} a year"
        words = f"{amount} {over}, a steady slope"
    elif line["steady"]:
        words = f"The slope {over} is too small to show"
    else:
        words = f"No steady slope {over}"
    if not line["illustrative"]:
        return words
    how_many = "the" if line["illustrative"] == line["count"] else "some of the"
    return f"{words}; {how_many} figures are illustrative"


def too_few_in_words(line: dict[str, Any]) -> str:
    """ "3 comparable quarters since a break in the series; 8 are needed".

    line: as for `line_in_words`, and fewest, stopped_by.
    """
    why = {"": " so far", "break": " since a break in the series"}.get(
        line["stopped_by"], ", official and illustrative ones apart"
    )
    kind = _periods(line).removeprefix(f"{line['count']} ")
    return f"{line['count']} comparable {kind}{why}; {line['fewest']} are needed"


def why_left_out(measure: Measure, period_id: str) -> str:
    """Why the figure of a period is in no series: its definition, or no amount of its own."""
    period = period_of_id(period_id)
    if reason := break_between(measure, period, period):
        return f"Not comparable: {reason}"
    return "Its own amount is not known, without the total to date before it"


def _which_way(slope: float, ranged: bool) -> str:
    if ranged:
        return "Moving away from the range" if slope > 0 else "Coming nearer to the range"
    return "Rising" if slope > 0 else "Falling"


def _amount(line: dict[str, Any]) -> str:
    """The slope of a year as shown: "1.2 points"; "less than 0.1 points" where it shows as none."""
    unit, decimals = line["unit"], int(line["decimals"])
    shown = difference(abs(line["slope"]), unit, decimals)
    if shown.startswith("+"):
        return plain_amount(shown)
    return f"less than {plain_amount(difference(10.0**-decimals, unit, decimals))}"


def plain_amount(change: str) -> str:
    """A rise within a sentence: "1.2 points", without its sign and in spaces that may break."""
    return change.removeprefix("+").replace(NO_BREAK, " ")


def _periods(line: dict[str, Any], *, own: bool = False) -> str:
    """ "8 quarters", "1 year"; "8 quarters' own amounts"."""
    single, several = _PERIODS_OF[line["frequency"]]
    words = f"{line['count']} {single if line['count'] == 1 else several}"
    return f"{words}' own amounts" if own else words
